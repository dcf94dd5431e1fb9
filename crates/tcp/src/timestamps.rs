//! The Timestamps option of one connection (RFC 7323): what is sent, what is echoed, what is too old, and the round trip
//! that an echo measures.

use std::net::SocketAddr;
use std::time::Duration;

use wire::{Flags, Segment, Seq, TcpOption};

use crate::Instant;
use crate::keyed_hash::{Purpose, Secret};

/// A TS.Recent that was set longer ago than this says nothing any more, since the peer's clock may have gone half round
/// (section 5.5).
const OUTDATED_AFTER: Duration = Duration::from_secs(24 * 24 * 3600);

/// Half the circle of timestamps: what lies further ahead lies behind.
const HALF: u32 = 1 << 31;

/// The timestamps of one connection.
#[derive(Clone, Debug)]
pub(crate) struct Timestamps {
    /// What one tick of our clock lasts, in nanoseconds: from 1 ms to 1 s (section 5.4).
    tick_ns: u64,
    /// What our clock showed at the beginning of time.
    offset: u32,
    /// TS.Recent, once both SYNs had the option.
    recent: Option<u32>,
    /// When TS.Recent was set.
    recent_set: Instant,
    /// Last.ACK.sent.
    last_ack_sent: Seq,
}

/// What the option says about an arriving segment (sections 3.2 and 5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paws {
    /// Nothing against it: R1 does not apply, timestamps are not in use, or it is a reset, which is never judged by its
    /// timestamp (section 5.2).
    Passed,
    /// The option is missing, though it was agreed on: such a segment should be dropped (section 3.2).
    Missing,
    /// R1: SEG.TSval < TS.Recent. An acknowledgment goes back and the segment is dropped.
    Old {
        /// SEG.TSval.
        ts_val: u32,
        /// TS.Recent.
        ts_recent: u32,
    },
    /// SEG.TSval < TS.Recent, but that was set more than 24 days ago and is invalid (section 5.5).
    RecentOutdated {
        /// SEG.TSval.
        ts_val: u32,
        /// TS.Recent.
        ts_recent: u32,
    },
}

impl Timestamps {
    /// A clock that shows `offset` at the beginning of time. Timestamps are in use once [`Timestamps::agreed`] says so.
    pub(crate) fn new(tick: Duration, offset: u32) -> Timestamps {
        let tick_ns = u64::try_from(tick.as_nanos()).unwrap_or(u64::MAX).max(1);
        Timestamps { tick_ns, offset, recent: None, recent_set: Instant::ZERO, last_ack_sent: Seq(0) }
    }

    /// An offset that strangers cannot tell, different for each connection (section 7.1): the clock would otherwise say
    /// how long this host has been running.
    pub(crate) fn offset(local: SocketAddr, remote: SocketAddr, secret: &Secret) -> u32 {
        secret.hash_32(Purpose::TimestampOffset, local, remote, &[])
    }

    /// Both SYNs had the option: timestamps are in use, and the peer's SYN had this TSval.
    pub(crate) fn agreed(&mut self, now: Instant, ts_val: u32, rcv_nxt: Seq) {
        self.recent = Some(ts_val);
        self.recent_set = now;
        self.last_ack_sent = rcv_nxt;
    }

    /// Whether both SYNs had the option.
    pub(crate) fn in_use(&self) -> bool {
        self.recent.is_some()
    }

    /// TS.Recent, while timestamps are in use.
    pub(crate) fn recent(&self) -> Option<u32> {
        self.recent
    }

    /// What our clock shows, round a circle of 2^32 ticks. It never shows zero: common systems take that for "no timestamp",
    /// and then leave the option out of what they send from TIME-WAIT.
    pub(crate) fn clock(&self, now: Instant) -> u32 {
        let ticks = now.0 / self.tick_ns;
        let round = u32::try_from(ticks & u64::from(u32::MAX)).expect("32 bits were left");
        self.offset.wrapping_add(round).max(1)
    }

    /// The option of a segment that goes out now. TSecr means something only with ACK, and is zero without
    /// (section 3.2).
    pub(crate) fn option(&self, now: Instant) -> TcpOption {
        TcpOption::Timestamps { value: self.clock(now), echo: self.recent().unwrap_or(0) }
    }

    /// An acknowledgment of this number went out: Last.ACK.sent.
    pub(crate) fn ack_sent(&mut self, ack: Seq) {
        self.last_ack_sent = ack;
    }

    /// Last.ACK.sent.
    pub(crate) fn last_ack_sent(&self) -> Seq {
        self.last_ack_sent
    }

    /// R1 of section 5.3. It comes before the check of the sequence number, and is for synchronized states.
    pub(crate) fn paws(&self, now: Instant, segment: &Segment) -> Paws {
        let Some(ts_recent) = self.recent.filter(|_| !segment.has(Flags::RST)) else { return Paws::Passed };
        let Some((ts_val, _)) = segment.timestamps() else { return Paws::Missing };
        match () {
            () if !before(ts_val, ts_recent) => Paws::Passed,
            () if self.is_outdated(now) => Paws::RecentOutdated { ts_val, ts_recent },
            () => Paws::Old { ts_val, ts_recent },
        }
    }

    /// R3 of section 5.3, for a segment that passed R1 and R2: TS.Recent <- SEG.TSval if SEG.TSval >= TS.Recent and
    /// SEG.SEQ =< Last.ACK.sent. Gives TS.Recent before and after, if it was set: a segment beyond Last.ACK.sent leaves
    /// the timestamp of the oldest segment that is not acknowledged, or of the one before a gap.
    pub(crate) fn record(&mut self, now: Instant, segment: &Segment) -> Option<(u32, u32)> {
        let (ts_recent, (ts_val, _)) = (self.recent?, segment.timestamps()?);
        let is_older = before(ts_val, ts_recent) && !self.is_outdated(now);
        if is_older || !segment.seq.at_or_before(self.last_ack_sent) {
            return None;
        }
        self.recent = Some(ts_val);
        self.recent_set = now;
        Some((ts_recent, ts_val))
    }

    fn is_outdated(&self, now: Instant) -> bool {
        now - self.recent_set > OUTDATED_AFTER
    }

    /// The round trip that the echo of an ACK measures. Ask only for an ACK that advances SND.UNA (section 4.1): the
    /// echo of any other may have waited at the peer for as long as that had nothing to send.
    pub(crate) fn round_trip(&self, now: Instant, segment: &Segment) -> Option<Duration> {
        let (_, ts_ecr) = segment.timestamps().filter(|_| self.in_use() && segment.has(Flags::ACK))?;
        let ticks = self.clock(now).wrapping_sub(ts_ecr);
        // An echo of what our clock has yet to show was made up.
        (ticks < HALF).then(|| Duration::from_nanos(self.tick_ns.saturating_mul(ticks.into())))
    }
}

/// `s < t` on the circle: 0 < (t - s) < 2^31 (section 5.2).
fn before(s: u32, t: u32) -> bool {
    let ahead = t.wrapping_sub(s);
    ahead != 0 && ahead < HALF
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 24 * 3600 * 1000;

    fn ms(millis: u64) -> Instant {
        Instant::from_millis(millis)
    }

    fn segment(seq: u32, value: u32, echo: u32) -> Segment {
        let options = vec![TcpOption::Timestamps { value, echo }];
        Segment { seq: Seq(seq), flags: Flags::ACK, options, ..Segment::default() }
    }

    fn in_use(ts_val: u32) -> Timestamps {
        let mut timestamps = Timestamps::new(Duration::from_millis(1), 0);
        timestamps.agreed(ms(0), ts_val, Seq(1));
        timestamps
    }

    #[test]
    fn the_clock_never_shows_zero() {
        let timestamps = Timestamps::new(Duration::from_millis(1), 0);
        assert_eq!([0, 1, 2].map(|millis| timestamps.clock(Instant::from_millis(millis))), [1, 1, 2]);
        assert_eq!(timestamps.clock(Instant::from_millis(1 << 32)), 1);
    }

    #[test]
    fn the_clock_ticks_from_its_offset_round_the_circle() {
        let timestamps = Timestamps::new(Duration::from_millis(10), u32::MAX - 1);
        assert_eq!(timestamps.clock(ms(0)), u32::MAX - 1);
        assert_eq!(timestamps.clock(ms(19)), u32::MAX);
        assert_eq!(timestamps.clock(ms(35)), 1);
        assert_eq!(timestamps.option(ms(35)), TcpOption::Timestamps { value: 1, echo: 0 });
    }

    #[test]
    fn with_delayed_acks_the_oldest_segment_that_is_not_acknowledged_is_echoed() {
        // Section 4.3, first example: A, B and C arrive before one ACK goes out.
        let mut timestamps = in_use(0);
        assert_eq!(timestamps.record(ms(1), &segment(1, 1, 0)), Some((0, 1)));
        assert_eq!(timestamps.record(ms(2), &segment(101, 2, 0)), None);
        assert_eq!(timestamps.option(ms(3)), TcpOption::Timestamps { value: 3, echo: 1 });
        timestamps.ack_sent(Seq(201));
        assert_eq!(timestamps.record(ms(4), &segment(201, 4, 0)), Some((1, 4)));
    }

    #[test]
    fn while_a_segment_is_missing_the_one_before_the_gap_is_echoed() {
        // Section 4.3, second example: A, C, B, E, D, of 100 octets each from 1 on, every one acknowledged.
        let mut timestamps = in_use(0);
        let mut echoes = Vec::new();
        for (seq, tsval, ack) in [(1, 1, 101), (201, 3, 101), (101, 2, 301), (401, 5, 301), (301, 4, 501)] {
            timestamps.record(ms(1), &segment(seq, tsval, 0));
            timestamps.ack_sent(Seq(ack));
            echoes.push(timestamps.recent());
        }
        assert_eq!(echoes, [1, 1, 2, 2, 4].map(Some));
    }

    #[test]
    fn an_old_timestamp_is_refused_on_the_circle_and_a_reset_is_not_judged_by_it() {
        let timestamps = in_use(5);
        assert_eq!(timestamps.paws(ms(9), &segment(1, 5, 0)), Paws::Passed);
        let ts_val = u32::MAX;
        assert_eq!(timestamps.paws(ms(9), &segment(1, ts_val, 0)), Paws::Old { ts_val, ts_recent: 5 });
        let reset = Segment { flags: Flags::RST, ..segment(1, ts_val, 0) };
        assert_eq!(timestamps.paws(ms(9), &reset), Paws::Passed);
        assert_eq!(timestamps.paws(ms(9), &Segment::default()), Paws::Missing);
        let timestamps = in_use(u32::MAX);
        assert_eq!(timestamps.paws(ms(9), &segment(1, 3, 0)), Paws::Passed);
    }

    #[test]
    fn after_24_days_the_timestamp_that_was_kept_is_invalid() {
        let mut timestamps = in_use(5);
        assert_eq!(timestamps.paws(ms(24 * DAY), &segment(1, 4, 0)), Paws::Old { ts_val: 4, ts_recent: 5 });
        assert_eq!(timestamps.record(ms(24 * DAY), &segment(1, 4, 0)), None);
        let now = ms(24 * DAY + 1);
        assert_eq!(timestamps.paws(now, &segment(1, 4, 0)), Paws::RecentOutdated { ts_val: 4, ts_recent: 5 });
        assert_eq!(timestamps.record(now, &segment(1, 4, 0)), Some((5, 4)));
    }

    #[test]
    fn without_agreement_the_option_says_nothing() {
        let mut timestamps = Timestamps::new(Duration::from_millis(1), 0);
        assert_eq!(timestamps.paws(ms(1), &segment(1, 4, 0)), Paws::Passed);
        assert_eq!(timestamps.record(ms(1), &segment(1, 4, 0)), None);
        assert_eq!(timestamps.round_trip(ms(1), &segment(1, 4, 0)), None);
    }

    #[test]
    fn an_echo_measures_the_round_trip_unless_it_was_made_up() {
        let timestamps = in_use(5);
        assert_eq!(timestamps.round_trip(ms(130), &segment(1, 5, 100)), Some(Duration::from_millis(30)));
        assert_eq!(timestamps.round_trip(ms(130), &segment(1, 5, 131)), None);
        assert_eq!(timestamps.round_trip(ms(130), &Segment::default()), None);
    }

    #[test]
    fn each_connection_has_its_own_offset() {
        let secret = Secret([7; 16]);
        let address = |text: &str| text.parse::<SocketAddr>().expect("an address");
        let offset = |remote| Timestamps::offset(address("10.0.0.1:80"), address(remote), &secret);
        assert_ne!(offset("10.0.0.2:1000"), offset("10.0.0.2:1001"));
    }
}
