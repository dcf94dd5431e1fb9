//! Loss detection and recovery by the sender: what to send again, and when, beside the retransmission timer.
//!
//! For each ACK, first [`SendQueue::acknowledge`], then [`Recovery::on_ack`]; for a timeout [`Recovery::on_timeout`].
//! [`Recovery::next`] says what congestion control allows to be sent, one segment at a time: tell it of each by
//! [`Recovery::sent_again`] or [`Recovery::sent_new`] and ask again. The segments of the handshake are none of its
//! business: their ACK must not grow cwnd (RFC 5681 section 3.1).

mod new_reno;
mod rule;
mod sack;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use wire::{SackBlock, Seq};

pub use rule::{Evidence, RecoveryRule, Resend};

use crate::congestion::{Acked, Congestion};
use crate::send_queue::SendQueue;
use crate::{CongestionRule, Instant, Timeout};

/// What the sender knows of losses.
#[derive(Clone, Debug)]
pub(crate) struct Recovery {
    scheme: Scheme,
    phase: Phase,
    /// Duplicate ACKs since the last ACK of new octets.
    duplicates: u32,
    /// Octets that limited transmit sent since then.
    limited: u32,
    /// `recover` of RFC 6582, RecoveryPoint of RFC 6675: the highest number sent when the last loss was found. None
    /// once it lies behind, or before there was a loss; so it can never be half a circle old.
    recover: Option<Seq>,
    /// Partial ACKs in this fast recovery.
    partial_acks: u32,
    /// RescueRxt (RFC 6675 section 4).
    rescue_rxt: Option<Seq>,
    /// What the next timeout will be.
    timeout: Timeout,
    /// What is to be sent again whatever cwnd says.
    due: Option<Again>,
}

/// How losses are repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scheme {
    /// By duplicate and partial ACKs (RFC 6582).
    NewReno,
    /// By what SACK reports (RFC 6675): both sides permitted it.
    Sack,
}

/// What the sender is doing about losses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Phase {
    /// Nothing is being repaired.
    #[default]
    Open,
    /// Fast recovery, or with SACK loss recovery, until `recover` is acknowledged.
    Recovery,
    /// After a timeout: everything outstanding then is sent again in slow start, until it is acknowledged.
    Loss,
}

/// An ACK that was found acceptable. SND.UNA has been moved and the send queue told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ack<'a> {
    /// When it arrived.
    pub(crate) now: Instant,
    /// SEG.ACK.
    pub(crate) seg_ack: Seq,
    /// SND.UNA before it.
    pub(crate) una_before: Seq,
    /// SND.UNA after it.
    pub(crate) una: Seq,
    /// SND.NXT.
    pub(crate) nxt: Seq,
    /// SRTT, once measured.
    pub(crate) srtt: Option<Duration>,
    /// By the five conditions of RFC 5681 section 2. With SACK it does not matter.
    pub(crate) duplicate: Duplicate,
    /// Whether it echoes a congestion mark: then it does not grow cwnd (RFC 3168 section 6.1.2).
    pub(crate) echoes_mark: bool,
    /// The blocks of its SACK option, in their order.
    pub(crate) sack: &'a [SackBlock],
}

/// Whether an ACK is a duplicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duplicate {
    /// All five conditions hold.
    Yes,
    /// They do not.
    No,
}

/// What becomes of the retransmission timer at an ACK of new octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetransmissionTimer {
    /// It is restarted, or stopped if all is acknowledged (RFC 6298 sections 5.2 and 5.3).
    Restart,
    /// It runs on: a later partial ACK does not restart it, so that a timeout ends a recovery which would take too many
    /// round trips (RFC 6582 section 3.2, step 3).
    Leave,
}

/// What congestion control allows to be sent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Allowed {
    /// This segment again.
    Again(Again),
    /// New octets, as far as SND.WND and Nagle allow too.
    New {
        /// How many.
        octets: u32,
        /// If there are none, or they may not go: this segment again.
        otherwise: Option<Again>,
    },
}

/// A segment to be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Again {
    /// Its first number.
    pub seq: Seq,
    /// Why.
    pub resend: Resend,
}

/// Who takes down the rules that were applied.
pub(crate) trait Notes {
    fn congestion(&mut self, rule: CongestionRule);
    fn recovery(&mut self, rule: RecoveryRule);
}

impl Recovery {
    pub(crate) fn new(scheme: Scheme) -> Recovery {
        Recovery {
            scheme,
            phase: Phase::Open,
            duplicates: 0,
            limited: 0,
            recover: None,
            partial_acks: 0,
            rescue_rxt: None,
            timeout: Timeout::First,
            due: None,
        }
    }

    /// What is being done about losses.
    pub(crate) fn phase(&self) -> Phase {
        self.phase
    }

    /// Duplicate ACKs since the last ACK of new octets.
    pub(crate) fn duplicates(&self) -> u32 {
        self.duplicates
    }

    /// `recover`, or RecoveryPoint, while it matters.
    pub(crate) fn recover(&self) -> Option<Seq> {
        self.recover
    }

    /// An ACK arrived.
    pub(crate) fn on_ack(
        &mut self,
        ack: &Ack,
        queue: &mut SendQueue,
        congestion: &mut Congestion,
        notes: &mut impl Notes,
    ) -> RetransmissionTimer {
        let advances = ack.una != ack.una_before;
        let repaired_before = self.phase != Phase::Recovery;
        if advances {
            self.duplicates = 0;
            self.limited = 0;
            self.timeout = Timeout::First;
            if self.phase == Phase::Loss
                && let Some(recover) = self.recover.filter(|recover| recover.before(ack.una))
            {
                self.phase = Phase::Open;
                notes.recovery(RecoveryRule::TimeoutRepaired { una: ack.una, recover });
            }
            // RFC 6582 section 3.2, step 2: what is acknowledged now covers more than `recover`.
            let covers_more = |recover: &Seq| recover.before(ack.una.back(1));
            if self.phase == Phase::Open && self.recover.as_ref().is_some_and(covers_more) {
                self.recover = None;
            }
        }
        let timer = match self.scheme {
            Scheme::NewReno => self.new_reno_ack(ack, queue, congestion, notes),
            Scheme::Sack => {
                self.sack_ack(ack, queue, congestion, notes);
                RetransmissionTimer::Restart
            }
        };
        self.due = self.still_due(queue);
        if advances && repaired_before && self.phase != Phase::Recovery && !ack.echoes_mark {
            let Ack { now, una_before, una, nxt, srtt, .. } = *ack;
            if let Some(rule) = congestion.grow(&Acked { now, una_before, una, nxt, srtt }) {
                notes.congestion(rule);
            }
        }
        timer
    }

    /// The retransmission timer expired (RFC 5681 section 3.1). From SND.UNA on everything is sent again as cwnd
    /// allows, whatever SACK has reported (RFC 2018 section 5.1), but for what it reports from now on.
    pub(crate) fn on_timeout(
        &mut self,
        una: Seq,
        nxt: Seq,
        queue: &mut SendQueue,
        congestion: &mut Congestion,
        notes: &mut impl Notes,
    ) {
        let flight = match self.phase {
            // What was lost at the last timeout and not sent again since is no longer in the network.
            Phase::Loss => queue.pipe(),
            Phase::Open | Phase::Recovery => nxt - una,
        };
        notes.congestion(congestion.time_out(self.timeout, flight, nxt));
        queue.deem_all_lost();
        // RFC 6582 section 3.2, step 4, and RFC 6675 section 5.1.
        let recover = nxt.back(1);
        self.phase = Phase::Loss;
        self.recover = Some(recover);
        self.duplicates = 0;
        self.limited = 0;
        self.timeout = Timeout::Repeated;
        self.due = Some(Again { seq: una, resend: Resend::Timeout });
        let behind = queue.oldest().map_or(0, |oldest| nxt - oldest.end());
        notes.recovery(RecoveryRule::AllDeemedLost { scheme: self.scheme, una, behind, recover });
    }

    /// The segment at `una` was too big for its path: it goes again at once, and no loss is noticed.
    pub(crate) fn on_packet_too_big(&mut self, una: Seq) {
        self.due = Some(Again { seq: una, resend: Resend::PacketTooBig });
    }

    /// What may be sent now. Ask again after each segment.
    pub(crate) fn next(&self, una: Seq, nxt: Seq, queue: &SendQueue, congestion: &Congestion) -> Allowed {
        if let Some(due) = self.still_due(queue) {
            return Allowed::Again(due);
        }
        let in_flight = self.in_flight(una, nxt, queue);
        let room = congestion.cwnd().saturating_sub(in_flight);
        let smss = congestion.smss();
        match (self.phase, self.scheme) {
            (Phase::Open, Scheme::NewReno) => {
                // RFC 3042 section 2: each of the first two duplicate ACKs lets a segment go.
                let allowed = congestion.cwnd().saturating_add(self.duplicates.min(2) * smss);
                new(allowed.saturating_sub(in_flight))
            }
            // RFC 6675 section 5, step 3: limited transmit is governed by the pipe, and sends full segments.
            (Phase::Open, Scheme::Sack) => new(if self.duplicates > 0 && room < smss { 0 } else { room }),
            (Phase::Recovery, Scheme::NewReno) => new(room),
            (Phase::Recovery, Scheme::Sack) => self.next_seg(una, room, queue, smss),
            // RFC 6298 section 5.4 sends the earliest segment. However short it was, nothing joins it before something is
            // acknowledged: the loss window is one segment (RFC 5681 section 3.1).
            (Phase::Loss, _) if self.timeout == Timeout::Repeated && !queue.all_acknowledged() => new(0),
            (Phase::Loss, _) => match queue.next_missing().filter(|segment| segment.lost) {
                Some(segment) if segment.len().min(smss) <= room => {
                    Allowed::Again(Again { seq: segment.seq, resend: Resend::Timeout })
                }
                Some(_) => new(0),
                None => new(room),
            },
        }
    }

    /// The segment was sent again.
    pub(crate) fn sent_again(
        &mut self,
        again: Again,
        queue: &mut SendQueue,
        congestion: &Congestion,
        notes: &mut impl Notes,
    ) {
        let Again { seq, resend } = again;
        if resend == Resend::Rescue {
            // RFC 6675 section 4, NextSeg rule 4: once in each recovery, and HighRxt stays.
            self.rescue_rxt = self.recover;
        } else {
            queue.sent_again(seq);
        }
        if self.due.take_if(|due| due.seq == seq).is_none() {
            let (pipe, cwnd) = (queue.pipe(), congestion.cwnd());
            notes.recovery(RecoveryRule::SendAgain { seq, resend, pipe, cwnd });
        }
    }

    /// A segment of `len` numbers was sent for the first time; `nxt` is SND.NXT after it, and the queue has it.
    pub(crate) fn sent_new(
        &mut self,
        len: u32,
        una: Seq,
        nxt: Seq,
        queue: &SendQueue,
        congestion: &mut Congestion,
        notes: &mut impl Notes,
    ) {
        congestion.sent(self.in_flight(una, nxt, queue), nxt);
        let (flight, cwnd, smss) = (nxt - una, congestion.cwnd(), congestion.smss());
        if self.phase == Phase::Open && self.duplicates > 0 && flight > cwnd {
            self.limited += len;
            notes.recovery(RecoveryRule::LimitedTransmit { count: self.duplicates, len, flight, cwnd, smss });
        }
    }

    /// What is due, unless it has arrived or is not outstanding any more.
    fn still_due(&self, queue: &SendQueue) -> Option<Again> {
        self.due.filter(|due| queue.holding(due.seq).is_some_and(|segment| !segment.sacked))
    }

    /// What counts against cwnd: without SACK FlightSize, since nothing tells what has left the network but inflating
    /// cwnd; with SACK, and after a timeout, the pipe.
    fn in_flight(&self, una: Seq, nxt: Seq, queue: &SendQueue) -> u32 {
        match (self.phase, self.scheme) {
            (Phase::Open | Phase::Recovery, Scheme::NewReno) => nxt - una,
            (Phase::Loss, _) | (_, Scheme::Sack) => queue.pipe(),
        }
    }
}

fn new(octets: u32) -> Allowed {
    Allowed::New { octets, otherwise: None }
}

#[cfg(test)]
mod tests;
