//! Exchanges of ACKs worked out by hand from the standards.

use std::collections::{BTreeSet, VecDeque};

use proptest::prelude::*;

use super::*;
use crate::{CongestionControl, InitialWindow, Outstanding};

const SMSS: u32 = 1000;

#[derive(Default)]
struct Taken {
    congestion: Vec<CongestionRule>,
    recovery: Vec<RecoveryRule>,
}

impl Notes for Taken {
    fn congestion(&mut self, rule: CongestionRule) {
        self.congestion.push(rule);
    }

    fn recovery(&mut self, rule: RecoveryRule) {
        self.recovery.push(rule);
    }
}

/// A sender of segments of 1000 octets. Numbers are written as octets since the first.
struct Sender {
    first: Seq,
    una: u32,
    nxt: u32,
    queue: SendQueue,
    congestion: Congestion,
    recovery: Recovery,
    taken: Taken,
}

impl Sender {
    /// With ten segments in flight, which fill cwnd.
    fn with_ten_in_flight(scheme: Scheme) -> Sender {
        let mut sender = Sender::new(scheme, CongestionControl::NewReno, Seq(u32::MAX - 4999));
        sender.congestion.deflate_to(10 * SMSS);
        for _ in 0..10 {
            sender.send_new();
        }
        sender
    }

    fn new(scheme: Scheme, control: CongestionControl, first: Seq) -> Sender {
        let mut congestion = Congestion::new(control, InitialWindow::Rfc6928, SMSS);
        congestion.begin(SMSS, crate::Handshake::Clean);
        Sender {
            first,
            una: 0,
            nxt: 0,
            queue: SendQueue::default(),
            congestion,
            recovery: Recovery::new(scheme),
            taken: Taken::default(),
        }
    }

    fn seq(&self, octet: u32) -> Seq {
        self.first + octet
    }

    fn send_new(&mut self) {
        self.queue.push(&[0; SMSS as usize]);
        self.queue.take(SMSS);
        let seq = self.seq(self.nxt);
        self.queue.sent(Outstanding { seq, text: SMSS, transmissions: 1, ..Outstanding::default() });
        self.nxt += SMSS;
        let (una, nxt) = (self.seq(self.una), self.seq(self.nxt));
        self.recovery.sent_new(SMSS, una, nxt, &self.queue, &mut self.congestion, &mut self.taken);
    }

    fn send_again(&mut self, again: Again) {
        self.queue.again(again.seq, Instant::ZERO).expect("it is outstanding");
        self.recovery.sent_again(again, &mut self.queue, &self.congestion, &mut self.taken);
    }

    fn next(&self) -> Allowed {
        self.recovery.next(self.seq(self.una), self.seq(self.nxt), &self.queue, &self.congestion)
    }

    /// The segment that is to be sent again, which is then sent.
    fn again(&mut self) -> (u32, Resend) {
        let Allowed::Again(again) = self.next() else { panic!("{:?}", self.next()) };
        self.send_again(again);
        (again.seq - self.first, again.resend)
    }

    fn ack(&mut self, seg_ack: u32, blocks: &[(u32, u32)]) -> RetransmissionTimer {
        let sack: Vec<_> = blocks.iter().map(|&(left, right)| self.block(left, right)).collect();
        let una_before = self.una;
        let duplicate = if seg_ack == self.una { Duplicate::Yes } else { Duplicate::No };
        self.una = self.una.max(seg_ack);
        self.queue.acknowledge(self.seq(self.una));
        let ack = Ack {
            now: Instant::ZERO,
            seg_ack: self.seq(seg_ack),
            una_before: self.seq(una_before),
            una: self.seq(self.una),
            nxt: self.seq(self.nxt),
            srtt: Some(Duration::from_millis(100)),
            duplicate,
            echoes_mark: false,
            sack: &sack,
        };
        self.recovery.on_ack(&ack, &mut self.queue, &mut self.congestion, &mut self.taken)
    }

    fn block(&self, left: u32, right: u32) -> SackBlock {
        SackBlock { left: self.seq(left), right: self.seq(right) }
    }

    fn time_out(&mut self) {
        let (una, nxt) = (self.seq(self.una), self.seq(self.nxt));
        self.recovery.on_timeout(una, nxt, &mut self.queue, &mut self.congestion, &mut self.taken);
    }

    fn last_rule(&self) -> &RecoveryRule {
        self.taken.recovery.last().expect("a rule")
    }

    fn has_rule(&self, is_it: impl Fn(&RecoveryRule) -> bool) -> bool {
        self.taken.recovery.iter().any(is_it)
    }
}

fn of_new(octets: u32) -> Allowed {
    Allowed::New { octets, otherwise: None }
}

#[test]
fn the_first_two_duplicates_let_new_segments_go_and_the_third_sends_the_oldest_again() {
    let mut sender = Sender::with_ten_in_flight(Scheme::NewReno);
    assert_eq!(sender.next(), of_new(0));
    for count in 1..=2 {
        sender.ack(0, &[]);
        assert_eq!(sender.next(), of_new(SMSS));
        sender.send_new();
        let flight = (10 + count) * SMSS;
        let rule = RecoveryRule::LimitedTransmit { count, len: SMSS, flight, cwnd: 10_000, smss: SMSS };
        assert_eq!(sender.last_rule(), &rule);
        assert_eq!(sender.next(), of_new(0));
    }
    sender.ack(0, &[]);
    // Half of the ten that were in flight without limited transmit, and three that have left the network.
    let rule = RecoveryRule::FastRetransmit {
        seq: sender.seq(0),
        count: 3,
        flight: 10_000,
        limited: 2000,
        smss: SMSS,
        ssthresh: 5000,
        cwnd_before: 10_000,
        cwnd: 8000,
        recover: sender.seq(11_999),
    };
    assert_eq!(sender.last_rule(), &rule);
    assert_eq!(sender.again(), (0, Resend::FastRetransmit));
    assert_eq!(sender.next(), of_new(0));
    for _ in 0..5 {
        sender.ack(0, &[]);
    }
    assert_eq!((sender.congestion.cwnd(), sender.next()), (13_000, of_new(SMSS)));
    sender.send_new();
    sender.ack(12_000, &[]);
    let rule = RecoveryRule::FullAck {
        una: sender.seq(12_000),
        recover: sender.seq(11_999),
        flight: 1000,
        smss: SMSS,
        ssthresh: 5000,
        cwnd_before: 13_000,
        cwnd: 2000,
    };
    assert_eq!((sender.last_rule(), sender.recovery.phase()), (&rule, Phase::Open));
}

#[test]
fn a_partial_ack_sends_the_next_missing_segment_and_only_the_first_restarts_the_timer() {
    let mut sender = Sender::with_ten_in_flight(Scheme::NewReno);
    for _ in 0..3 {
        sender.ack(0, &[]);
    }
    sender.again();
    assert_eq!(sender.ack(4000, &[]), RetransmissionTimer::Restart);
    let rule = RecoveryRule::PartialAck {
        seq: sender.seq(4000),
        recover: sender.seq(9999),
        count: 1,
        acked: 4000,
        smss: SMSS,
        cwnd_before: 8000,
        cwnd: 5000,
    };
    assert_eq!(sender.last_rule(), &rule);
    assert_eq!(sender.again(), (4000, Resend::PartialAck));
    assert_eq!(sender.ack(4500, &[]), RetransmissionTimer::Leave);
    // Less than a segment was acknowledged, so none is added back.
    assert_eq!(sender.congestion.cwnd(), 4500);
    assert_eq!(sender.again(), (4500, Resend::PartialAck));
    assert_eq!(sender.ack(10_000, &[]), RetransmissionTimer::Restart);
    assert_eq!((sender.congestion.cwnd(), sender.recovery.phase()), (2000, Phase::Open));
}

#[test]
fn duplicates_that_cover_no_more_than_recover_mean_no_new_loss() {
    let mut sender = Sender::with_ten_in_flight(Scheme::NewReno);
    sender.time_out();
    assert_eq!(sender.again(), (0, Resend::Timeout));
    sender.ack(10_000, &[]);
    for _ in 0..4 {
        sender.send_new();
    }
    for _ in 0..3 {
        sender.ack(10_000, &[]);
    }
    let rule = RecoveryRule::NothingNewLost { una: sender.seq(10_000), recover: sender.seq(9999) };
    assert_eq!(sender.last_rule(), &rule);
    sender.ack(11_000, &[]);
    for _ in 0..3 {
        sender.ack(11_000, &[]);
    }
    assert_eq!(sender.again(), (11_000, Resend::FastRetransmit));
}

#[test]
fn after_a_timeout_everything_is_sent_again_in_slow_start() {
    let mut sender = Sender::with_ten_in_flight(Scheme::NewReno);
    sender.time_out();
    assert_eq!((sender.congestion.cwnd(), sender.congestion.ssthresh()), (1000, 5000));
    assert_eq!(sender.again(), (0, Resend::Timeout));
    assert_eq!(sender.next(), of_new(0));
    sender.ack(1000, &[]);
    assert_eq!((sender.again(), sender.again()), ((1000, Resend::Timeout), (2000, Resend::Timeout)));
    assert_eq!(sender.next(), of_new(0));
    // The receiver had the rest.
    sender.ack(10_000, &[]);
    assert_eq!((sender.congestion.cwnd(), sender.next()), (3000, of_new(3000)));
    assert!(sender.has_rule(|rule| matches!(rule, RecoveryRule::TimeoutRepaired { .. })));
}

#[test]
fn a_segment_that_times_out_twice_lowers_ssthresh_once() {
    let mut sender = Sender::with_ten_in_flight(Scheme::Sack);
    sender.time_out();
    sender.again();
    sender.time_out();
    assert_eq!(sender.congestion.ssthresh(), 5000);
    sender.again();
    sender.ack(1000, &[]);
    sender.time_out();
    assert_eq!(sender.congestion.ssthresh(), 2000);
}

/// Ten segments, of which the first and the fifth are lost (RFC 6675 section 5).
#[test]
fn with_sack_the_pipe_governs_what_is_sent() {
    let mut sender = Sender::with_ten_in_flight(Scheme::Sack);
    sender.ack(0, &[(1000, 2000)]);
    assert_eq!((sender.queue.pipe(), sender.next()), (9000, of_new(1000)));
    sender.send_new();
    sender.ack(0, &[(1000, 3000)]);
    sender.send_new();
    sender.ack(0, &[(1000, 4000)]);
    let rule =
        RecoveryRule::DeemedLost { seq: sender.seq(0), len: 1000, ranges: 1, octets: 3000, smss: SMSS, pipe: 8000 };
    assert!(sender.has_rule(|noted| noted == &rule));
    let rule = RecoveryRule::LossRecovery {
        seq: sender.seq(0),
        count: 3,
        flight: 10_000,
        limited: 2000,
        smss: SMSS,
        ssthresh: 5000,
        cwnd_before: 10_000,
        cwnd: 5000,
        recovery_point: sender.seq(11_999),
        pipe: 8000,
    };
    assert_eq!(sender.last_rule(), &rule);
    assert_eq!(sender.again(), (0, Resend::FastRetransmit));
    assert_eq!((sender.queue.pipe(), sender.next()), (9000, of_new(0)));
    sender.ack(0, &[(5000, 6000), (1000, 4000)]);
    sender.ack(0, &[(5000, 7000), (1000, 4000)]);
    assert_eq!((sender.queue.pipe(), sender.next()), (7000, of_new(0)));
    // More than two segments above the fifth make it lost: 12,000 less 6000 that arrived and 1000 lost.
    sender.ack(0, &[(5000, 8000), (1000, 4000)]);
    assert_eq!((sender.queue.pipe(), sender.next()), (5000, of_new(0)));
    sender.ack(0, &[(5000, 9000), (1000, 4000)]);
    assert_eq!(sender.again(), (4000, Resend::DeemedLost));
    assert_eq!((sender.queue.pipe(), sender.next()), (5000, of_new(0)));
    sender.ack(0, &[(5000, 10_000), (1000, 4000)]);
    assert_eq!(sender.next(), of_new(1000));
    sender.ack(12_000, &[]);
    let (una, recovery_point) = (sender.seq(12_000), sender.seq(11_999));
    assert_eq!(sender.last_rule(), &RecoveryRule::RecoveryOver { una, recovery_point, cwnd: 5000 });
}

#[test]
fn one_ack_that_reports_enough_begins_recovery_at_once() {
    let mut sender = Sender::with_ten_in_flight(Scheme::Sack);
    sender.ack(0, &[(1000, 3000)]);
    assert_eq!(sender.recovery.phase(), Phase::Open);
    let mut sender = Sender::with_ten_in_flight(Scheme::Sack);
    sender.ack(0, &[(1000, 4000)]);
    assert_eq!((sender.recovery.duplicates(), sender.again()), (1, (0, Resend::FastRetransmit)));
}

#[test]
fn a_repeated_ack_without_news_is_no_duplicate_for_sack() {
    let mut sender = Sender::with_ten_in_flight(Scheme::Sack);
    for _ in 0..5 {
        sender.ack(0, &[(1000, 2000)]);
    }
    assert_eq!(sender.recovery.duplicates(), 1);
}

/// RFC 2883 section 4.1, examples 1 and 3.
#[test]
fn a_report_of_what_came_twice_is_noted_and_does_not_count() {
    let mut sender = Sender::with_ten_in_flight(Scheme::Sack);
    sender.ack(2000, &[]);
    let is_duplicate_sack = |rule: &RecoveryRule| matches!(rule, RecoveryRule::DuplicateSack { .. });
    sender.ack(2000, &[(1000, 2000)]);
    assert!(is_duplicate_sack(sender.last_rule()));
    assert_eq!(sender.recovery.duplicates(), 0);
    sender.ack(2000, &[(3000, 5000)]);
    sender.ack(2000, &[(4000, 5000), (3000, 5000)]);
    assert!(is_duplicate_sack(sender.last_rule()));
    assert_eq!(sender.recovery.duplicates(), 1);
}

#[test]
fn blocks_that_are_not_outstanding_are_ignored() {
    let mut sender = Sender::with_ten_in_flight(Scheme::Sack);
    for block in [(0, 3000), (9000, 10_001), (6000, 5000)] {
        sender.ack(0, &[block]);
        assert!(matches!(sender.last_rule(), RecoveryRule::SackIgnored { .. }), "{block:?}");
    }
    assert_eq!((sender.queue.pipe(), sender.recovery.duplicates()), (10_000, 0));
}

/// The first, the ninth and the tenth are lost, and there is nothing new to send. The ninth and the tenth have nothing
/// above them that would tell (RFC 6675 section 4, NextSeg rules 3 and 4).
#[test]
fn the_last_segment_is_sent_once_to_rescue_the_recovery() {
    let mut sender = Sender::with_ten_in_flight(Scheme::Sack);
    sender.ack(0, &[(1000, 8000)]);
    assert_eq!(sender.again(), (0, Resend::FastRetransmit));
    // HighACK has not passed what was sent again.
    assert_eq!(sender.next(), of_new(2000));
    sender.ack(8000, &[]);
    let Allowed::New { otherwise: Some(rescue), .. } = sender.next() else { panic!("{:?}", sender.next()) };
    assert_eq!(rescue, Again { seq: sender.seq(9000), resend: Resend::Rescue });
    sender.send_again(rescue);
    assert_eq!(sender.next(), of_new(3000));
}

#[test]
fn what_lies_below_something_that_arrived_is_the_last_resort() {
    let mut sender = Sender::with_ten_in_flight(Scheme::Sack);
    sender.ack(0, &[(1000, 8000), (9000, 10_000)]);
    sender.again();
    let expected = Again { seq: sender.seq(8000), resend: Resend::LastResort };
    assert_eq!(sender.next(), Allowed::New { octets: 3000, otherwise: Some(expected) });
    sender.send_again(expected);
    // Both copies count.
    assert_eq!(sender.queue.pipe(), 1000 + 2000);
}

#[test]
fn after_a_timeout_what_sack_reported_is_forgotten_and_what_it_reports_anew_is_not_sent() {
    let mut sender = Sender::with_ten_in_flight(Scheme::Sack);
    sender.ack(0, &[(1000, 10_000)]);
    sender.again();
    sender.time_out();
    assert_eq!(sender.again(), (0, Resend::Timeout));
    sender.ack(1000, &[(2000, 10_000)]);
    // No new recovery before what was outstanding is acknowledged.
    assert_eq!(sender.recovery.phase(), Phase::Loss);
    assert_eq!(sender.again(), (1000, Resend::Timeout));
    assert_eq!(sender.next(), of_new(1000));
}

/// What happens to a segment or an ACK under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Arrives,
    IsLost,
    IsOvertaken,
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![8 => Just(Fate::Arrives), 2 => Just(Fate::IsLost), 1 => Just(Fate::IsOvertaken)]
}

/// A receiver of whole segments that reports at most three blocks, the newest first.
#[derive(Default)]
struct Receiver {
    arrived: BTreeSet<u32>,
    nxt: u32,
}

impl Receiver {
    fn arrives(&mut self, segment: u32) -> (u32, Vec<(u32, u32)>) {
        self.arrived.insert(segment);
        while self.arrived.contains(&self.nxt) {
            self.nxt += SMSS;
        }
        let mut blocks: Vec<(u32, u32)> = Vec::new();
        for &segment in self.arrived.range(self.nxt..) {
            match blocks.last_mut() {
                Some(block) if block.1 == segment => block.1 += SMSS,
                _ => blocks.push((segment, segment + SMSS)),
            }
        }
        blocks.sort_by_key(|&(left, right)| !(left..right).contains(&segment));
        blocks.truncate(3);
        (self.nxt, blocks)
    }
}

proptest! {
    /// Over a path that loses and reorders everything comes through, and nothing is sent again that SACK has reported,
    /// unless a timeout came between.
    #[test]
    fn everything_arrives_and_what_was_reported_is_not_sent_again(
        sack in any::<bool>(),
        cubic in any::<bool>(),
        first in prop_oneof![Just(Seq(0)), Just(Seq(u32::MAX - 30_000))],
        mut fates in prop::collection::vec(fate(), 0..300),
    ) {
        let scheme = if sack { Scheme::Sack } else { Scheme::NewReno };
        let control = if cubic { CongestionControl::Cubic } else { CongestionControl::NewReno };
        let mut sender = Sender::new(scheme, control, first);
        let mut receiver = Receiver::default();
        let mut reported = BTreeSet::new();
        let mut way: VecDeque<u32> = VecDeque::new();
        let end = 80 * SMSS;
        let mut steps = 0;
        while sender.una < end {
            steps += 1;
            prop_assert!(steps < 5000, "it does not come to an end");
            let again = match sender.next() {
                Allowed::Again(again) => Some(again),
                Allowed::New { octets, .. } if octets >= SMSS && sender.nxt < end => None,
                Allowed::New { otherwise: Some(again), .. } => Some(again),
                Allowed::New { .. } => {
                    let Some(segment) = way.pop_front() else {
                        reported.clear();
                        sender.time_out();
                        continue;
                    };
                    match fates.pop().unwrap_or(Fate::Arrives) {
                        Fate::Arrives => {
                            let (seg_ack, blocks) = receiver.arrives(segment);
                            if fates.pop() != Some(Fate::IsLost) {
                                for &(left, right) in &blocks {
                                    reported.extend((left..right).step_by(SMSS as usize));
                                }
                                sender.ack(seg_ack, if sack { &blocks } else { &[] });
                            }
                        }
                        Fate::IsLost => {}
                        Fate::IsOvertaken => way.insert(way.len().min(4), segment),
                    }
                    continue;
                }
            };
            if let Some(again) = again {
                let segment = again.seq - first;
                prop_assert!(!sack || !reported.contains(&segment), "{again:?}");
                sender.send_again(again);
                way.push_back(segment);
            } else {
                way.push_back(sender.nxt);
                sender.send_new();
            }
        }
        prop_assert!(sender.queue.all_acknowledged());
        prop_assert_eq!(sender.queue.pipe(), 0);
    }
}
