//! Whether a SYN may open a new connection out of TIME-WAIT (RFC 9293 section 3.6.1, MAY-2, and RFC 6191).

use wire::{Flags, Segment, Seq};

use crate::timestamps::Timestamps;
use crate::{Ending, Endpoint, Rule, State, TimeWaitSyn};

/// Why a SYN is no old duplicate.
enum Newer {
    /// Its number lies beyond all of the old connection.
    Number,
    /// Its timestamp does: TSval, and the old connection's TS.Recent if it had any.
    Timestamp(u32, Option<u32>),
}

impl Endpoint {
    /// In TIME-WAIT the wait ends for a SYN from the peer that is newer than all of this connection, where the profile
    /// allows it. Gives SND.NXT of the connection that is over: the ISS of the next one is to lie beyond it. The segment
    /// is then for whoever listens at the same socket. It is no matter of an endpoint alone, which has no listener.
    pub fn yield_to(&mut self, segment: &Segment) -> Option<Seq> {
        let is_syn = segment.has(Flags::SYN) && !segment.has(Flags::ACK) && !segment.has(Flags::RST);
        if self.state != State::TimeWait || !is_syn || self.profile().time_wait_syn != TimeWaitSyn::Reopens {
            return None;
        }
        let timestamps = match self.newer(segment)? {
            Newer::Number => None,
            Newer::Timestamp(ts_val, ts_recent) => Some((ts_val, ts_recent)),
        };
        let (past, rcv_nxt) = (self.snd.nxt, self.rcv.nxt);
        self.delete_tcb(Ending::Closed, Rule::TimeWaitReopened { seg_seq: segment.seq, rcv_nxt, timestamps });
        Some(past)
    }

    /// RFC 6191 section 2. What it would drop without a word is left to be challenged.
    fn newer(&self, syn: &Segment) -> Option<Newer> {
        let ts_recent = self.agreed.timestamps.as_ref().and_then(Timestamps::recent);
        let ts_val = syn.timestamps().map(|(value, _)| value).filter(|_| self.profile().timestamps.is_some());
        // The last number that was used is that of the FIN, RCV.NXT - 1.
        let by_number = || self.rcv.nxt.at_or_before(syn.seq).then_some(Newer::Number);
        match (ts_val, ts_recent) {
            (Some(value), None) => Some(Newer::Timestamp(value, None)),
            // Numbers of a clock that goes round are compared as sequence numbers are.
            (Some(value), Some(recent)) if Seq(recent).before(Seq(value)) => {
                Some(Newer::Timestamp(value, Some(recent)))
            }
            (Some(value), Some(recent)) if value != recent => None,
            _ => by_number(),
        }
    }
}
