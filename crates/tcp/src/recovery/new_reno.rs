//! Fast retransmit and fast recovery without SACK (RFC 5681 section 3.2 with RFC 6582).

use super::{Ack, Again, Duplicate, Evidence, Notes, Phase, Recovery, RecoveryRule, Resend, RetransmissionTimer};
use crate::congestion::Congestion;
use crate::send_queue::{DUP_THRESH, SendQueue};

impl Recovery {
    pub(super) fn new_reno_ack(
        &mut self,
        ack: &Ack,
        queue: &mut SendQueue,
        congestion: &mut Congestion,
        notes: &mut impl Notes,
    ) -> RetransmissionTimer {
        if ack.una != ack.una_before {
            return self.more_is_acknowledged(ack, queue, congestion, notes);
        }
        if ack.duplicate == Duplicate::Yes {
            self.duplicate_ack(ack, queue, congestion, notes);
        }
        RetransmissionTimer::Restart
    }

    fn duplicate_ack(&mut self, ack: &Ack, queue: &mut SendQueue, congestion: &mut Congestion, notes: &mut impl Notes) {
        self.duplicates += 1;
        let (count, una, flight) = (self.duplicates, ack.una, ack.nxt - ack.una);
        notes.recovery(RecoveryRule::DuplicateAck { evidence: Evidence::Repeated, count, una, flight });
        match self.phase {
            Phase::Recovery => {
                let (smss, cwnd_before) = (congestion.smss(), congestion.cwnd());
                congestion.inflate(smss);
                notes.recovery(RecoveryRule::Inflated { smss, cwnd_before, cwnd: congestion.cwnd() });
            }
            Phase::Open | Phase::Loss if count == DUP_THRESH => match self.recover {
                // RFC 6582 section 3.2, step 2.
                Some(recover) => notes.recovery(RecoveryRule::NothingNewLost { una, recover }),
                None => self.fast_retransmit(ack, queue, congestion, notes),
            },
            Phase::Open | Phase::Loss => {}
        }
    }

    fn fast_retransmit(
        &mut self,
        ack: &Ack,
        queue: &mut SendQueue,
        congestion: &mut Congestion,
        notes: &mut impl Notes,
    ) {
        let (smss, cwnd_before) = (congestion.smss(), congestion.cwnd());
        // RFC 5681 section 3.2, step 2: what limited transmit sent does not count.
        let flight = (ack.nxt - ack.una).saturating_sub(self.limited);
        congestion.reduce(flight);
        congestion.inflate(DUP_THRESH * smss);
        let recover = ack.nxt.back(1);
        self.phase = Phase::Recovery;
        self.recover = Some(recover);
        self.partial_acks = 0;
        self.send_oldest_again(ack, queue, Resend::FastRetransmit);
        notes.recovery(RecoveryRule::FastRetransmit {
            seq: ack.una,
            count: self.duplicates,
            flight,
            limited: self.limited,
            smss,
            ssthresh: congestion.ssthresh(),
            cwnd_before,
            cwnd: congestion.cwnd(),
            recover,
        });
    }

    /// RFC 6582 section 3.2, step 3.
    fn more_is_acknowledged(
        &mut self,
        ack: &Ack,
        queue: &mut SendQueue,
        congestion: &mut Congestion,
        notes: &mut impl Notes,
    ) -> RetransmissionTimer {
        let Some(recover) = self.recover.filter(|_| self.phase == Phase::Recovery) else {
            return RetransmissionTimer::Restart;
        };
        let (una, smss, cwnd_before) = (ack.una, congestion.smss(), congestion.cwnd());
        if recover.before(una) {
            // Of the two choices the one that does not let a burst go.
            let (flight, ssthresh) = (ack.nxt - una, congestion.ssthresh());
            let cwnd = ssthresh.min(flight.max(smss).saturating_add(smss));
            congestion.deflate_to(cwnd);
            self.phase = Phase::Open;
            notes.recovery(RecoveryRule::FullAck { una, recover, flight, smss, ssthresh, cwnd_before, cwnd });
            return RetransmissionTimer::Restart;
        }
        let acked = una - ack.una_before;
        // However much was acknowledged, one segment stays allowed.
        let back = if acked >= smss { smss } else { 0 };
        let cwnd = cwnd_before.saturating_sub(acked).saturating_add(back).max(smss);
        congestion.deflate_to(cwnd);
        self.partial_acks += 1;
        self.send_oldest_again(ack, queue, Resend::PartialAck);
        let count = self.partial_acks;
        notes.recovery(RecoveryRule::PartialAck { seq: una, recover, count, acked, smss, cwnd_before, cwnd });
        if count == 1 { RetransmissionTimer::Restart } else { RetransmissionTimer::Leave }
    }

    fn send_oldest_again(&mut self, ack: &Ack, queue: &mut SendQueue, resend: Resend) {
        queue.deem_oldest_lost();
        self.due = Some(Again { seq: ack.una, resend });
    }
}
