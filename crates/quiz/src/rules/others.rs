//! What the wrong rules answer where a length, a window, the edge of a SACK block or a state is asked for.

use sim::Side;
use tcp::{State, WindowRule};

use course::Ask;

use super::{Scene, WrongRule};
use crate::value::settled;

impl Scene<'_> {
    pub(super) fn len(&self, rule: WrongRule) -> Option<u32> {
        let segment = &self.sent.segment;
        let text = segment.text_len();
        match rule {
            WrongRule::LenFlags => Some(segment.len()),
            WrongRule::LenHeader => u32::try_from(segment.header_len()).ok().map(|header| header + text),
            WrongRule::LenMss => {
                let mss = self.timeline.snapshot(self.sent.entry as usize, self.sent.id.from).tcp.send_mss;
                Some(mss.into()).filter(|_| mss > 0)
            }
            WrongRule::LenOptions => {
                let is_of_peer = |earlier: &&sim::Transmission| earlier.id.from != self.sent.id.from;
                let mut of_peer = self.timeline.transmissions[..self.index].iter().filter(is_of_peer);
                let announced = u32::from(of_peer.find_map(|earlier| earlier.segment.mss())?);
                let mss = self.timeline.snapshot(self.sent.entry as usize, self.sent.id.from).tcp.send_mss;
                (announced > u32::from(mss) && segment.timestamps().is_some()).then_some(announced)
            }
            _ => None,
        }
    }

    pub(super) fn window(&self, rule: WrongRule) -> Option<u32> {
        let WindowRule::Free { shift, buffer, unread, wnd } = self.sent.why.as_ref()?.window else { return None };
        match rule {
            WrongRule::WindowOctets => Some(wnd).filter(|_| shift > 0),
            WrongRule::WindowFull => Some(buffer >> shift).filter(|_| unread > 0),
            WrongRule::WindowPeer => {
                let of_peer = |earlier: &&sim::Transmission| earlier.id.from != self.sent.id.from;
                let last = self.timeline.transmissions[..self.index].iter().rev().find(of_peer)?;
                Some(last.segment.window.into())
            }
            _ => None,
        }
    }

    pub(super) fn sack(&self, rule: WrongRule) -> Option<u32> {
        let block = self.sent.segment.sack_blocks().first()?;
        let show = |seq| self.numbers.value(seq, self.sent.id.from.peer());
        match (rule, self.ask) {
            (WrongRule::SackLast, Ask::SackRight) => Some(show(block.right.back(1))),
            (WrongRule::SackGap, Ask::SackLeft) => Some(show(self.sent.segment.ack)),
            (WrongRule::RelAbs, Ask::SackLeft) => {
                Some(self.otherwise()?.numbers.value(block.left, self.sent.id.from.peer()))
            }
            (WrongRule::RelAbs, Ask::SackRight) => {
                Some(self.otherwise()?.numbers.value(block.right, self.sent.id.from.peer()))
            }
            _ => None,
        }
    }

    /// No state is named for two reasons: the first one that gives it has it.
    pub(super) fn state(&self, rule: WrongRule, side: Side) -> Option<State> {
        let stays = self.timeline.snapshot(self.sent.entry as usize, side).tcp.state;
        let step = settled(self.timeline, self.index, side)?;
        let peer = self.timeline.snapshot(step, side.peer()).tcp.state;
        let later = self.timeline.entries.get(step..).unwrap_or_default().iter().filter(|entry| entry.side == side);
        let skips = later.flat_map(|entry| entry.transitions()).map(|transition| transition.to).next();
        match rule {
            WrongRule::StateStays => Some(stays),
            WrongRule::StatePeer => Some(peer).filter(|peer| *peer != stays),
            WrongRule::StateSkips => skips.filter(|next| *next != stays && *next != peer),
            _ => None,
        }
    }
}
