//! Where loss recovery and congestion control meet the connection: what an ACK tells them, and what they let out.

use wire::{Segment, Seq};

use crate::congestion::{Acked, Timeout};
use crate::{Endpoint, Instant, Missing};

/// Whether an ACK is a duplicate by the five conditions of RFC 5681 section 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeats {
    Yes,
    No,
}

impl Endpoint {
    pub(crate) fn look_for_loss(&mut self, now: Instant, una_before: Seq, _segment: &Segment, _repeats: Repeats) {
        if self.snd.una != una_before {
            let acked = Acked { now, una_before, una: self.snd.una, nxt: self.snd.nxt, srtt: self.rtt.srtt };
            if let Some(rule) = self.congestion.grow(&acked) {
                self.note(rule);
            }
        }
    }

    pub(crate) fn congestion_timeout(&mut self, _now: Instant, transmissions: u32) {
        let flight = self.snd.nxt - self.snd.una;
        let timeout = if transmissions > 1 { Timeout::Repeated } else { Timeout::First };
        let rule = self.congestion.time_out(timeout, flight, self.snd.nxt);
        self.note(rule);
    }

    pub(crate) fn missing_segment(&mut self) -> Option<(Seq, Missing)> {
        None
    }

    /// How many octets of new text go into the next segment.
    pub(crate) fn next_new_len(&mut self, now: Instant) -> u32 {
        if self.sending.unsent() == 0 {
            return 0;
        }
        self.restart_after_idle(now);
        let flight = self.snd.nxt - self.snd.una;
        let allowed = self.congestion.cwnd().saturating_sub(flight);
        self.next_text_len(now, allowed)
    }
}
