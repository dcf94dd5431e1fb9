//! Loss recovery by what SACK reports (RFC 6675, with the duplicate reports of RFC 2883).

use wire::{SackBlock, Seq};

use super::{Ack, Again, Allowed, Evidence, Notes, Phase, Recovery, RecoveryRule, Resend, new};
use crate::congestion::Congestion;
use crate::send_queue::{DUP_THRESH, Lost, SendQueue};

impl Recovery {
    /// RFC 6675 section 5.
    pub(super) fn sack_ack(
        &mut self,
        ack: &Ack,
        queue: &mut SendQueue,
        congestion: &mut Congestion,
        notes: &mut impl Notes,
    ) {
        let smss = congestion.smss();
        let news = update(ack, queue, notes);
        if let Some(Lost { seq, len, ranges, octets }) = queue.deem_lost(smss) {
            let pipe = queue.pipe();
            notes.recovery(RecoveryRule::DeemedLost { seq, len, ranges, octets, smss, pipe });
        }
        let una = ack.una;
        let is_behind = |recover: &Seq| recover.before(una);
        if self.phase == Phase::Recovery {
            // Step (A). What SACK has reported beyond stays known.
            if let Some(recovery_point) = self.recover.take_if(|recover| is_behind(recover)) {
                self.phase = Phase::Open;
                let cwnd = congestion.cwnd();
                notes.recovery(RecoveryRule::RecoveryOver { una, recovery_point, cwnd });
            }
            return;
        }
        if news == 0 {
            return;
        }
        self.duplicates += 1;
        let (count, flight) = (self.duplicates, ack.nxt - una);
        notes.recovery(RecoveryRule::DuplicateAck { evidence: Evidence::Sack, count, una, flight });
        // Section 5.1: after a timeout not before what was outstanding then is acknowledged.
        self.recover.take_if(|recover| is_behind(recover));
        if self.recover.is_none() && (count >= DUP_THRESH || queue.oldest_is_lost()) {
            self.enter(ack, queue, congestion, notes);
        }
    }

    /// Step (4).
    fn enter(&mut self, ack: &Ack, queue: &SendQueue, congestion: &mut Congestion, notes: &mut impl Notes) {
        let Some(first) = queue.oldest_missing() else { return };
        let cwnd_before = congestion.cwnd();
        let flight = (ack.nxt - ack.una).saturating_sub(self.limited);
        congestion.reduce(flight);
        let recovery_point = ack.nxt.back(1);
        self.phase = Phase::Recovery;
        self.recover = Some(recovery_point);
        self.rescue_rxt = Some(first.end().back(1));
        self.due = Some(Again { seq: first.seq, resend: Resend::FastRetransmit });
        notes.recovery(RecoveryRule::LossRecovery {
            seq: first.seq,
            count: self.duplicates,
            flight,
            limited: self.limited,
            smss: congestion.smss(),
            ssthresh: congestion.ssthresh(),
            cwnd_before,
            cwnd: congestion.cwnd(),
            recovery_point,
            pipe: queue.pipe(),
        });
    }

    /// Step (C) and NextSeg (section 4).
    pub(super) fn next_seg(&self, una: Seq, room: u32, queue: &SendQueue, smss: u32) -> Allowed {
        if room < smss {
            return new(0);
        }
        let below = queue.next_below_sacked();
        // Rule 1. What lies below something lost is lost too, so the first that is missing tells of all.
        if let Some(lost) = below.filter(|segment| segment.lost) {
            return Allowed::Again(Again { seq: lost.seq, resend: Resend::DeemedLost });
        }
        // Rule 2, and if that gives nothing rules 3 and 4. HighACK is the number before SND.UNA.
        let may_rescue = self.rescue_rxt.is_some_and(|rescue_rxt| rescue_rxt.before(una.back(1)));
        let last_resort = below.map(|segment| Again { seq: segment.seq, resend: Resend::LastResort });
        let rescue = || {
            let last = queue.last_missing().filter(|_| may_rescue)?;
            Some(Again { seq: last.seq, resend: Resend::Rescue })
        };
        Allowed::New { octets: room, otherwise: last_resort.or_else(rescue) }
    }
}

/// Update (section 4): takes the blocks into the scoreboard. Returns how many octets are news.
fn update(ack: &Ack, queue: &mut SendQueue, notes: &mut impl Notes) -> u32 {
    let (una, nxt) = (ack.una, ack.nxt);
    let mut news = 0;
    for (index, &SackBlock { left, right }) in ack.sack.iter().enumerate() {
        if index == 0 && reports_a_duplicate(ack) {
            notes.recovery(RecoveryRule::DuplicateSack { left, right, seg_ack: ack.seg_ack });
        } else if right.at_or_before(una) && left.before(right) {
            // An ACK that was overtaken reports what is acknowledged by now.
        } else if una.before(left) && left.before(right) && right.at_or_before(nxt) {
            let len = queue.sack(left, right);
            if len > 0 {
                news += len;
                notes.recovery(RecoveryRule::SackedMore { left, right, len, pipe: queue.pipe() });
            }
        } else {
            // A block that touches SND.UNA would have been acknowledged, so it is nonsense as well.
            notes.recovery(RecoveryRule::SackIgnored { left, right, una, nxt });
        }
    }
    news
}

/// RFC 2883 section 4: the first block lies below SEG.ACK, or within the second.
fn reports_a_duplicate(ack: &Ack) -> bool {
    let [first, rest @ ..] = ack.sack else { return false };
    let is_below = first.left.before(first.right) && first.right.at_or_before(ack.seg_ack);
    let is_within = |second: &SackBlock| {
        second.left.at_or_before(first.left) && first.left.before(first.right) && first.right.at_or_before(second.right)
    };
    is_below || rest.first().is_some_and(is_within)
}
