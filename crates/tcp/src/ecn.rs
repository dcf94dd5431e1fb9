//! Explicit congestion notification (RFC 3168): agreed on by the SYNs, told by ECE, answered by CWR.

use wire::{Flags, Segment, Seq};

use crate::{Ecn, Endpoint, OptionRule, State};

/// What an endpoint knows of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct EcnState {
    /// Both SYNs spoke for it.
    pub(crate) agreed: bool,
    /// A mark arrived: every ACK says so with ECE until the peer answers with CWR.
    echo: bool,
    /// We have reduced our window: the next text says so with CWR.
    answer_due: bool,
    /// SND.NXT when the window was reduced last: until that is acknowledged, further marks are about the same window.
    reduced_until: Option<Seq>,
}

impl Endpoint {
    /// The control bits by which our SYN speaks for ECN (section 6.1.1): both on a SYN, ECE alone on a SYN,ACK.
    pub(crate) fn ecn_setup_flags(&self) -> Flags {
        match self.state {
            State::SynSent if self.profile().ecn == Ecn::Offer => Flags::ECE | Flags::CWR,
            // CLOSE may have left SYN-RECEIVED before the SYN,ACK is acknowledged.
            State::SynReceived | State::FinWait1 if self.ecn.agreed => Flags::ECE,
            _ => Flags::NONE,
        }
    }

    /// The peer's SYN is here.
    pub(crate) fn agree_on_ecn(&mut self, segment: &Segment) {
        let (ece, cwr) = (segment.has(Flags::ECE), segment.has(Flags::CWR));
        let answers_ours = self.state == State::SynSent && segment.has(Flags::ACK);
        let agreed = if answers_ours {
            self.profile().ecn == Ecn::Offer && ece && !cwr
        } else {
            self.profile().ecn != Ecn::Off && ece && cwr
        };
        self.ecn.agreed = agreed;
        if agreed {
            self.note(OptionRule::EcnAgreed);
        } else if answers_ours && self.profile().ecn == Ecn::Offer {
            self.note(OptionRule::EcnDeclined);
        }
    }

    /// Text arrived whose packet a router has marked. (On what carries none a mark means nothing: section 6.1.4.)
    pub(crate) fn congestion_experienced(&mut self) {
        if self.ecn.agreed && !self.ecn.echo {
            self.ecn.echo = true;
            self.note(OptionRule::EcnMarked);
        }
    }

    /// CWR on a segment with text: the peer has reduced its window (section 6.1.3).
    pub(crate) fn check_congestion_window_reduced(&mut self, segment: &Segment) {
        if self.ecn.agreed && segment.has(Flags::CWR) && self.ecn.echo {
            self.ecn.echo = false;
            self.note(OptionRule::EcnAnswered);
        }
    }

    /// ECE on an ACK: a router has marked what we sent. The window is reduced once for each window of data, by what was
    /// in flight when the ACK came (section 6.1.2). Says whether the ACK echoes a mark.
    pub(crate) fn check_congestion_echo(&mut self, segment: &Segment, flight: u32) -> bool {
        self.ecn.reduced_until.take_if(|until| until.before(segment.ack));
        if !self.ecn.agreed || !segment.has(Flags::ECE) || segment.has(Flags::SYN) {
            return false;
        }
        if self.ecn.reduced_until.is_none() {
            self.answer_congestion();
            let rule = self.congestion.reduce_for_ecn(flight);
            self.note(rule);
        }
        true
    }

    /// The congestion window was reduced, for a mark or for a loss: CWR tells the peer, and until what is in flight now
    /// is acknowledged, marks are about the same window.
    pub(crate) fn answer_congestion(&mut self) {
        if self.ecn.agreed {
            self.ecn.reduced_until = Some(self.snd.nxt);
            self.ecn.answer_due = true;
        }
    }

    /// The ECN bits of a segment that is no SYN, and whether its packet is sent as ECN-capable: new text is, pure ACKs,
    /// probes and retransmissions are not (sections 6.1.4 to 6.1.6).
    pub(crate) fn ecn_bits(&mut self, new_text: bool) -> (Flags, bool) {
        if !self.ecn.agreed {
            return (Flags::NONE, false);
        }
        let mut flags = if self.ecn.echo { Flags::ECE } else { Flags::NONE };
        if new_text && std::mem::take(&mut self.ecn.answer_due) {
            flags |= Flags::CWR;
        }
        (flags, new_text)
    }
}
