//! Where loss recovery and congestion control meet the connection: what an ACK and a timeout tell them, and what they
//! let out.

use std::collections::VecDeque;

use wire::{Segment, Seq};

use crate::recovery::{Ack, Again, Allowed, Duplicate, Notes, Phase, RetransmissionTimer};
use crate::{CongestionRule, Endpoint, Event, Instant, RecoveryRule, Rule, Timer};

/// Takes down the rules of recovery and congestion control as events.
struct Log<'a>(&'a mut VecDeque<Event>);

impl Notes for Log<'_> {
    fn congestion(&mut self, rule: CongestionRule) {
        self.0.push_back(Event { rule: Rule::Congestion(rule), transition: None });
    }

    fn recovery(&mut self, rule: RecoveryRule) {
        self.0.push_back(Event { rule: Rule::Recovery(rule), transition: None });
    }
}

/// What an ACK tells besides its number.
#[derive(Clone, Copy)]
pub(crate) struct Told {
    /// Whether it is a duplicate by the five conditions of RFC 5681 section 2.
    pub(crate) duplicate: Duplicate,
    /// Whether it echoes a congestion mark.
    pub(crate) echoes: bool,
}

impl Endpoint {
    /// An acceptable ACK arrived and SND.UNA was moved from `una_before`: losses are looked for, the congestion window
    /// moves, and the retransmission timer with it.
    pub(crate) fn look_for_loss(&mut self, now: Instant, una_before: Seq, segment: &Segment, told: Told) {
        let phase = self.recovery.phase();
        let ack = Ack {
            now,
            seg_ack: segment.ack,
            una_before,
            una: self.snd.una,
            nxt: self.snd.nxt,
            srtt: self.rtt.srtt,
            duplicate: told.duplicate,
            echoes_mark: told.echoes,
            sack: if self.agreed.sack { segment.sack_blocks() } else { &[] },
        };
        let mut log = Log(&mut self.events);
        let timer = self.recovery.on_ack(&ack, &mut self.sending, &mut self.congestion, &mut log);
        if phase == Phase::Open && self.recovery.phase() != Phase::Open {
            self.answer_congestion();
        }
        if self.snd.una != una_before && timer == RetransmissionTimer::Restart {
            self.restart_retransmission_timer(now);
        }
    }

    /// Something was acknowledged: the timer is restarted for what is left, or stopped (RFC 6298 sections 5.2 and 5.3).
    pub(crate) fn restart_retransmission_timer(&mut self, now: Instant) {
        if self.sending.all_acknowledged() {
            self.timers.stop(Timer::Retransmission);
        } else {
            self.start_timer(Timer::Retransmission, now, self.rtt.rto);
        }
    }

    /// The retransmission timer of text or a FIN expired.
    pub(crate) fn congestion_timeout(&mut self) {
        let (una, nxt) = (self.snd.una, self.snd.nxt);
        let mut log = Log(&mut self.events);
        self.recovery.on_timeout(una, nxt, &mut self.sending, &mut self.congestion, &mut log);
        self.answer_congestion();
    }

    /// What congestion control lets out now.
    pub(crate) fn allowed(&self) -> Allowed {
        self.recovery.next(self.snd.una, self.snd.nxt, &self.sending, &self.congestion)
    }

    /// A segment was sent again.
    pub(crate) fn note_sent_again(&mut self, again: Again) {
        let mut log = Log(&mut self.events);
        self.recovery.sent_again(again, &mut self.sending, &self.congestion, &mut log);
    }

    /// A segment of `len` numbers was sent for the first time.
    pub(crate) fn note_sent_new(&mut self, len: u32) {
        let (una, nxt) = (self.snd.una, self.snd.nxt);
        let mut log = Log(&mut self.events);
        self.recovery.sent_new(len, una, nxt, &self.sending, &mut self.congestion, &mut log);
    }

    /// Whether loss recovery is going on, and up to where.
    pub(crate) fn recovery_point(&self) -> Option<Seq> {
        self.recovery.recover().filter(|_| self.recovery.phase() != Phase::Open)
    }
}
