//! Before the first step: the timestamp of the segment (RFC 7323 section 5.3), which is how an old duplicate is told from
//! a new segment with the same numbers.

use wire::Segment;

use super::Step;
use crate::timestamps::Paws;
use crate::{Cause, Endpoint, Instant, OptionRule};

pub(super) fn check(endpoint: &mut Endpoint, now: Instant, segment: &Segment) -> Step {
    let Some(timestamps) = &endpoint.agreed.timestamps else { return Step::Continue };
    match timestamps.paws(now, segment) {
        Paws::Missing => {
            endpoint.note(OptionRule::TimestampMissing);
            Step::Done
        }
        Paws::Old { ts_val, ts_recent } => {
            endpoint.note(OptionRule::TimestampOld { ts_val, ts_recent });
            endpoint.answer_unacceptable(now, segment, Cause::AckUnacceptable);
            Step::Done
        }
        Paws::RecentOutdated { ts_val, ts_recent } => {
            endpoint.note(OptionRule::TimestampStale { ts_val, ts_recent });
            Step::Continue
        }
        Paws::Passed => Step::Continue,
    }
}

/// The segment is acceptable: its timestamp may be the one to echo (section 4.3).
pub(super) fn record(endpoint: &mut Endpoint, now: Instant, segment: &Segment) {
    let Some(timestamps) = &mut endpoint.agreed.timestamps else { return };
    let last_ack_sent = timestamps.last_ack_sent();
    if let Some((from, to)) = timestamps.record(now, segment).filter(|(from, to)| from != to) {
        endpoint.note(OptionRule::TimestampTaken { from, to, last_ack_sent });
    }
}
