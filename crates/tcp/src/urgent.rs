//! Urgent data (RFC 9293 section 3.8.5). The urgent pointer points to the octet *after* the last urgent one (MUST-62).

use wire::{Flags, Segment, Seq};

use crate::{Endpoint, Rule, State};

/// How far urgent data goes, in both directions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Urgent {
    /// SND.UP: the number after our last urgent octet, until that is acknowledged.
    pub(crate) snd_up: Option<Seq>,
    /// RCV.UP: the number after the peer's last urgent octet, until the user has taken that.
    pub(crate) rcv_up: Option<Seq>,
}

/// The number after the last urgent octet, if `segment` names one. It counts from SEG.SEQ as that came.
pub(crate) fn named_by(segment: &Segment) -> Option<Seq> {
    segment.has(Flags::URG).then(|| segment.seq + u32::from(segment.urgent))
}

impl Endpoint {
    /// Sixth step: check the URG bit (section 3.10.7.4). It counts with a closed window too (MUST-66).
    pub(crate) fn check_urgent(&mut self, named: Option<Seq>) {
        let Some(up) = named else { return };
        if !matches!(self.state, State::Established | State::FinWait1 | State::FinWait2) {
            return;
        }
        let news = match self.urgent.rcv_up {
            Some(known) => known.before(up),
            None => self.first_unread().before(up),
        };
        if news {
            self.urgent.rcv_up = Some(up);
            let ahead = up - self.first_unread();
            // MUST-32: the user is told at once; MUST-33: and how much of it there is.
            self.note(Rule::UrgentArrived { rcv_up: up, ahead });
        }
    }

    /// How many octets the user must take until the urgent data is passed, if there is any (MUST-33).
    #[must_use]
    pub fn urgent_ahead(&self) -> Option<u32> {
        self.urgent.rcv_up.map(|up| up - self.first_unread())
    }

    /// The user has taken octets: urgent data that lies behind them is over.
    pub(crate) fn pass_urgent(&mut self) {
        let first_unread = self.first_unread();
        self.urgent.rcv_up.take_if(|up| up.at_or_before(first_unread));
    }

    /// What was acknowledged is urgent no longer.
    pub(crate) fn forget_urgent(&mut self) {
        let una = self.snd.una;
        self.urgent.snd_up.take_if(|up| up.at_or_before(una));
    }

    /// URG and the pointer of a segment that begins at `seq`: as long as urgent data lies ahead of it. A pointer that
    /// does not fit its field is sent as far as it goes (MUST-31: any length; the rest is told by later segments).
    pub(crate) fn urgent_pointer(&self, seq: Seq) -> Option<u16> {
        let up = self.urgent.snd_up.filter(|up| seq.before(*up))?;
        Some(u16::try_from(up - seq).unwrap_or(u16::MAX))
    }

    /// The number of the first octet that the user has not taken.
    fn first_unread(&self) -> Seq {
        let fin = u32::from(self.peer_fin.is_some_and(|fin| fin.before(self.rcv.nxt)));
        self.rcv.nxt.back(self.receiving.unread() + fin)
    }
}
