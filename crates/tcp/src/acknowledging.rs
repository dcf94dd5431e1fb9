//! When what arrived is acknowledged: at once, or together with what comes next (RFC 9293 section 3.8.6.3,
//! RFC 5681 section 4.2).

use crate::{Cause, Endpoint, FinAck, Instant, PacingRule, State, Timer};

/// The acknowledgments that are owed to the peer. While [`Timer::DelayedAck`] runs, one waits for company.
#[derive(Clone, Debug, Default)]
pub(crate) struct Acknowledging {
    /// One goes with the next segment, or by itself if there is none.
    due: Option<Cause>,
    /// Octets that arrived in order since the last acknowledgment.
    octets: u32,
    /// The text of the last segment that was taken in order: the longer of it and the next is taken for a full segment.
    last: u32,
}

impl Acknowledging {
    pub(crate) fn due(&self) -> Option<Cause> {
        self.due
    }

    /// Whether one is owed that goes by itself, before any text that waits: the handshake's last segment, and what tells
    /// of a gap. With text it would be no duplicate ACK (RFC 5681 section 2), and leave no room for SACK blocks.
    pub(crate) fn goes_alone(&self) -> bool {
        matches!(self.due, Some(Cause::HandshakeAck | Cause::AckOutOfOrder))
    }
}

impl Endpoint {
    /// An acknowledgment goes out at once, for this reason above any earlier one.
    pub(crate) fn acknowledge_now(&mut self, cause: Cause) {
        self.acknowledging.due = Some(cause);
    }

    /// An acknowledgment goes out at once, for this reason if there is no other.
    pub(crate) fn acknowledge_too(&mut self, cause: Cause) {
        self.acknowledging.due.get_or_insert(cause);
    }

    /// A text of `len` octets was taken in order, and `moved` octets with it. MUST-58 and MUST-59 hold by construction:
    /// whatever arrives before the next segment is formed is acknowledged by one number.
    pub(crate) fn acknowledge_text(&mut self, now: Instant, len: u32, moved: u32) {
        let fills_a_gap = moved > len || self.receiving.has_gap();
        let Some(delay) = self.profile().delayed_ack.filter(|_| !fills_a_gap) else {
            self.acknowledge_too(Cause::AckText);
            return;
        };
        let acknowledging = &mut self.acknowledging;
        acknowledging.octets += moved;
        let (octets, full) = (acknowledging.octets, len.max(acknowledging.last));
        acknowledging.last = len;
        if octets >= 2 * full {
            self.note(PacingRule::SecondSegment { octets, full });
            self.acknowledge_too(Cause::AckText);
            return;
        }
        if !self.timers.is_running(Timer::DelayedAck) {
            self.timers.start(Timer::DelayedAck, now + delay);
            self.note(PacingRule::AckDelayed { delay, octets });
        }
    }

    /// The peer's FIN was taken.
    pub(crate) fn acknowledge_fin(&mut self, now: Instant) {
        let waits = self.state == State::Established && self.profile().fin_ack == FinAck::Delayed;
        let Some(delay) = self.profile().delayed_ack.filter(|_| waits && self.acknowledging.due.is_none()) else {
            self.acknowledge_now(Cause::AckFin);
            return;
        };
        if !self.timers.is_running(Timer::DelayedAck) {
            self.timers.start(Timer::DelayedAck, now + delay);
            self.note(PacingRule::FinAckDelayed { delay });
        }
    }

    /// The delayed-ACK timer expired.
    pub(crate) fn ack_delay_over(&mut self) {
        let Some(waited) = self.profile().delayed_ack else { return };
        self.note(PacingRule::AckDelayOver { waited });
        self.acknowledge_too(Cause::AckDelayed);
    }

    /// A segment with ACK goes out: nothing is owed any more.
    pub(crate) fn has_acknowledged(&mut self) {
        self.acknowledging = Acknowledging { last: self.acknowledging.last, ..Acknowledging::default() };
        self.timers.stop(Timer::DelayedAck);
    }
}
