//! Segments whose fields lie near the numbers where a comparison changes its mind.

use bytes::Bytes;
use tcp::Status;
use wire::{Flags, SackBlock, Segment, Seq, TcpOption};

use super::text::{LONGEST, Text};
use crate::adapter::Place;
use crate::draws::Draws;

/// A segment that might come from `peer`, or from somebody who would like to be taken for it.
pub(super) fn segment(draws: &mut Draws, status: &Status, peer: Place, peer_iss: Seq, text: &Text) -> Segment {
    let flags = flags(draws);
    let len = len(draws, status);
    let seq = seq(draws, status, peer_iss, len);
    let mut segment = Segment {
        src_port: if draws.one_in(50) { draws.any_u16() } else { peer.port() },
        dst_port: peer.peer().port(),
        seq,
        ack: ack(draws, status),
        flags,
        window: window(draws, status),
        urgent: if draws.one_in(8) { draws.any_u16() } else { 0 },
        options: options(draws, status),
        text: Bytes::new(),
    };
    segment.text = text.at(segment.text_seq(), len);
    segment
}

fn flags(draws: &mut Draws) -> Flags {
    match draws.below(20) {
        0..=6 => Flags::ACK,
        7..=8 => Flags::ACK | Flags::PSH,
        9..=11 => Flags::ACK | Flags::FIN,
        12 => Flags::SYN,
        13 => Flags::SYN | Flags::ACK,
        14 => Flags::RST,
        15 => Flags::RST | Flags::ACK,
        16 => Flags::ACK | Flags::URG,
        _ => Flags(draws.any_u8()),
    }
}

fn len(draws: &mut Draws, status: &Status) -> u32 {
    let wnd = status.rcv.map_or(0, |rcv| rcv.wnd);
    match draws.below(16) {
        0..=6 => 0,
        7 => 1,
        8 => 2,
        9 => status.send_mss.into(),
        10 => wnd,
        11 => wnd + 1,
        12 => wnd.saturating_sub(1),
        13 => draws.below(LONGEST + 1),
        _ => draws.below(100),
    }
}

/// Half of all segments begin where they should, or nothing would ever get far.
fn seq(draws: &mut Draws, status: &Status, peer_iss: Seq, len: u32) -> Seq {
    let Some(rcv) = status.rcv else { return if draws.one_in(4) { Seq(draws.any_u32()) } else { peer_iss } };
    let base = match draws.below(16) {
        0..=7 => return rcv.nxt,
        8 => rcv.nxt,
        9 => rcv.nxt + rcv.wnd,
        10 => rcv.irs,
        // What ends at RCV.NXT, or at the right edge.
        11 => rcv.nxt.back(len),
        12 => (rcv.nxt + rcv.wnd).back(len),
        13 => rcv.nxt + draws.below(rcv.wnd.max(1)),
        14 => held_edge(draws, status).unwrap_or(rcv.nxt),
        _ => return anywhere(draws, rcv.nxt),
    };
    nudged(draws, base)
}

fn ack(draws: &mut Draws, status: &Status) -> Seq {
    let Some(snd) = status.snd else { return Seq(draws.any_u32()) };
    let base = match draws.below(16) {
        0..=5 => return snd.nxt,
        6..=8 => snd.una,
        9 => snd.nxt,
        10 => snd.iss,
        // RFC 5961 section 5.2: SND.UNA - MAX.SND.WND is the oldest that is believed.
        11 => snd.una.back(snd.max_wnd),
        12 => snd.una + snd.wnd,
        13 => snd.una + draws.below((snd.nxt - snd.una).max(1)),
        14 => snd.nxt.back(1),
        _ => return anywhere(draws, snd.una),
    };
    nudged(draws, base)
}

fn window(draws: &mut Draws, status: &Status) -> u16 {
    match draws.below(8) {
        0 => 0,
        1 => 1,
        2 => status.send_mss,
        3 => status.send_mss.saturating_sub(1),
        4 => u16::MAX,
        // The same as before, as duplicate acknowledgments have it.
        5 => u16::try_from(status.snd.map_or(0, |snd| snd.wnd)).unwrap_or(u16::MAX),
        6 => draws.any_u16(),
        _ => 4000,
    }
}

/// Where something that is held beyond a gap begins or ends.
fn held_edge(draws: &mut Draws, status: &Status) -> Option<Seq> {
    let last = u32::try_from(status.held.len()).ok()?;
    let held = status.held.get(draws.below(last) as usize)?;
    Some(if draws.one_in(2) { held.seq } else { held.seq + held.len })
}

/// The number itself, or the one before or after it.
fn nudged(draws: &mut Draws, base: Seq) -> Seq {
    match draws.below(4) {
        0 => base.back(1),
        1 => base + 1,
        _ => base,
    }
}

/// Half the circle away, where "before" and "after" meet, or just anywhere.
fn anywhere(draws: &mut Draws, base: Seq) -> Seq {
    match draws.below(4) {
        0 => nudged(draws, base + (1 << 31)),
        1 => base.back(draws.below(1 << 17)),
        2 => base + draws.below(1 << 17),
        _ => Seq(draws.any_u32()),
    }
}

/// Options, of which most are legal and some are nonsense.
pub(super) fn options(draws: &mut Draws, status: &Status) -> Vec<TcpOption> {
    let mut options = Vec::new();
    if let Some(ts_recent) = status.options.ts_recent
        && !draws.one_in(16)
    {
        let step = draws.pick(&[0, 0, 0, 1, 1, 100, u32::MAX, 1 << 31]);
        options.push(TcpOption::Timestamps { value: ts_recent.wrapping_add(step), echo: draws.below(3000) });
    }
    if draws.one_in(3) {
        options.extend((0..draws.between(1, 3)).map(|_| option(draws, status)));
    }
    options
}

fn option(draws: &mut Draws, status: &Status) -> TcpOption {
    match draws.below(8) {
        0 => TcpOption::Mss(draws.pick(&[0, 1, 63, 64, 536, 1460, u16::MAX])),
        1 => TcpOption::WindowScale(draws.pick(&[0, 1, 7, 14, 15, 255])),
        2 => TcpOption::SackPermitted,
        3 => TcpOption::Sack((0..draws.below(5)).map(|_| sack_block(draws, status)).collect()),
        4 | 5 => TcpOption::Timestamps {
            value: draws.pick(&[0, 1, 1000, 1 << 31, u32::MAX]).wrapping_add(draws.below(3)),
            echo: draws.pick(&[0, 1, 1000, 1 << 31, u32::MAX]).wrapping_add(draws.below(3)),
        },
        6 => TcpOption::Nop,
        // A kind that has a meaning, with a length that it never has.
        7 if draws.one_in(2) => unknown(draws, 2, 8, &[3, 5, 6, 7]),
        _ => unknown(draws, 9, 255, &[0, 1, 2, 4, 8]),
    }
}

fn unknown(draws: &mut Draws, first_kind: u32, last_kind: u32, lens: &[usize]) -> TcpOption {
    let kind = u8::try_from(draws.between(first_kind, last_kind)).unwrap_or(u8::MAX);
    let data: Vec<u8> = (0..draws.pick(lens)).map(|_| draws.any_u8()).collect();
    TcpOption::Unknown { kind, data: data.into() }
}

fn sack_block(draws: &mut Draws, status: &Status) -> SackBlock {
    let (una, nxt) = status.snd.map_or((Seq(0), Seq(0)), |snd| (snd.una, snd.nxt));
    let mut edge = || match draws.below(6) {
        0 => una,
        1 => nxt,
        2 => Seq(draws.any_u32()),
        3 => nudged(draws, nxt),
        _ => una + draws.below((nxt - una).max(1)),
    };
    SackBlock { left: edge(), right: edge() }
}
