//! Windows worked out by hand from the standards' formulas.

use super::*;

const SMSS: u32 = 1000;

/// A connection whose windows are as given, with a round trip of 100 ms and everything that it sends filling cwnd.
struct Flow {
    congestion: Congestion,
    una: Seq,
}

impl Flow {
    fn new(control: CongestionControl, cwnd: u32, ssthresh: u32) -> Flow {
        let mut congestion = Congestion::new(control, InitialWindow::Rfc5681, SMSS);
        congestion.window.cwnd = cwnd;
        congestion.window.ssthresh = ssthresh;
        Flow { congestion, una: Seq(u32::MAX - 1500) }
    }

    fn ack(&mut self, millis: u64, octets: u32) -> Option<CongestionRule> {
        let nxt = self.una + self.congestion.cwnd();
        self.congestion.sent(self.congestion.cwnd(), nxt);
        self.ack_as_sent(millis, octets, nxt)
    }

    fn ack_as_sent(&mut self, millis: u64, octets: u32, nxt: Seq) -> Option<CongestionRule> {
        let una_before = self.una;
        self.una += octets;
        let srtt = Some(Duration::from_millis(100));
        self.congestion.grow(&Acked { now: Instant::from_millis(millis), una_before, una: self.una, nxt, srtt })
    }
}

#[test]
fn the_initial_window_is_what_the_tables_say() {
    let initial = |formula, smss, handshake| {
        let mut congestion = Congestion::new(CongestionControl::NewReno, formula, 536);
        congestion.begin(smss, handshake);
        congestion.cwnd()
    };
    let rfc5681 =
        [536, 1095, 1096, 1460, 2190, 2191].map(|smss| initial(InitialWindow::Rfc5681, smss, Handshake::Clean));
    assert_eq!(rfc5681, [4 * 536, 4 * 1095, 3 * 1096, 3 * 1460, 3 * 2190, 2 * 2191]);
    let rfc6928 = [536, 1460, 1500, 9000].map(|smss| initial(InitialWindow::Rfc6928, smss, Handshake::Clean));
    assert_eq!(rfc6928, [5360, 14_600, 14_600, 18_000]);
    assert_eq!(initial(InitialWindow::Rfc6928, 1460, Handshake::Lossy), 1460);
}

#[test]
fn slow_start_grows_by_what_was_acknowledged_but_by_no_more_than_a_segment() {
    let mut flow = Flow::new(CongestionControl::NewReno, 2000, 10_000);
    let rule = flow.ack(0, 2000);
    let expected =
        CongestionRule::SlowStart { acked: 2000, smss: SMSS, ssthresh: 10_000, cwnd_before: 2000, cwnd: 3000 };
    assert_eq!(rule, Some(expected));
    flow.ack(0, 1);
    assert_eq!(flow.congestion.cwnd(), 3001);
}

#[test]
fn in_avoidance_a_window_acknowledged_is_a_segment_more_however_it_was_acknowledged() {
    for pieces in [1, 2, 10] {
        let mut flow = Flow::new(CongestionControl::NewReno, 10_000, 10_000);
        for _ in 1..pieces {
            flow.ack(0, 10_000 / pieces);
            assert_eq!(flow.congestion.cwnd(), 10_000);
        }
        let rule = flow.ack(0, 10_000 / pieces);
        let expected = CongestionRule::Avoidance {
            acked: 10_000 / pieces,
            counted: 10_000,
            smss: SMSS,
            ssthresh: 10_000,
            cwnd_before: 10_000,
            cwnd: 11_000,
        };
        assert_eq!(rule, Some(expected));
    }
}

#[test]
fn a_window_that_is_not_used_does_not_grow() {
    let mut flow = Flow::new(CongestionControl::NewReno, 4000, 10_000);
    let nxt = flow.una + 3000;
    flow.congestion.sent(3000, nxt);
    assert_eq!(flow.ack_as_sent(0, 3000, nxt), None);
    // The octet past three full segments leaves no room for another.
    let nxt = flow.una + 3001;
    flow.congestion.sent(3001, nxt);
    assert!(flow.ack_as_sent(0, 1000, nxt).is_some());
    // What was sent within the full window counts, though less is in flight when it is acknowledged.
    assert!(flow.ack_as_sent(0, 2001, nxt).is_some());
    assert_eq!(flow.congestion.cwnd(), 6000);
}

#[test]
fn a_timeout_leaves_one_segment_and_sets_ssthresh_once() {
    let mut flow = Flow::new(CongestionControl::NewReno, 10_000, LARGEST_WINDOW);
    let nxt = flow.una + 9000;
    flow.congestion.time_out(Timeout::First, 9000, nxt);
    assert_eq!((flow.congestion.cwnd(), flow.congestion.ssthresh()), (1000, 4500));
    flow.congestion.time_out(Timeout::Repeated, 1000, nxt);
    assert_eq!((flow.congestion.cwnd(), flow.congestion.ssthresh()), (1000, 4500));
    flow.congestion.time_out(Timeout::First, 1000, nxt);
    assert_eq!(flow.congestion.ssthresh(), 2 * SMSS);
}

#[test]
fn after_an_idle_rto_cwnd_is_the_initial_window_at_most() {
    let mut flow = Flow::new(CongestionControl::NewReno, 20_000, 10_000);
    let second = Duration::from_secs(1);
    assert_eq!(flow.congestion.resume(second, second), None);
    assert!(flow.congestion.resume(second * 2, second).is_some());
    assert_eq!((flow.congestion.cwnd(), flow.congestion.ssthresh()), (4000, 10_000));
    assert_eq!(flow.congestion.resume(second * 2, second), None);
}

#[test]
fn smaller_segments_scale_the_window_with_them() {
    let mut flow = Flow::new(CongestionControl::NewReno, 10_000, 10_000);
    flow.congestion.rescale(500);
    assert_eq!((flow.congestion.cwnd(), flow.congestion.smss()), (5000, 500));
}

#[test]
fn cubic_keeps_seven_tenths_of_what_was_in_flight() {
    let mut flow = Flow::new(CongestionControl::Cubic, 100_000, 50_000);
    let rule = flow.congestion.reduce_for_ecn(100_000);
    let expected = CongestionRule::EcnReduced {
        control: CongestionControl::Cubic,
        flight: 100_000,
        smss: SMSS,
        cwnd_before: 100_000,
        ssthresh: 70_000,
        cwnd: 70_000,
    };
    assert_eq!(rule, expected);
}

/// With W_max of 100 segments and 70 left of them, K is the cubic root of 30 / 0.4, which is 4.217 s.
#[test]
fn cubic_follows_its_curve() {
    let mut flow = Flow::new(CongestionControl::Cubic, 100_000, 50_000);
    flow.congestion.reduce(100_000);
    let growth = |t_ms, region, w_cubic, w_est, target, cwnd_before, cwnd| {
        let (acked, k_ms, w_max) = (1000, 4217, 100_000);
        Some(CongestionRule::CubicGrowth {
            region,
            acked,
            t_ms,
            k_ms,
            w_max,
            w_cubic,
            w_est,
            target,
            cwnd_before,
            cwnd,
        })
    };
    // At first the curve is where it began, and Reno has 9/17 * 1000 * 1000 / 70,000 more.
    let rule = flow.ack(10_000, 1000);
    assert_eq!(rule, growth(0, CubicRegion::RenoFriendly, 70_000, 70_007, 72_083, 70_000, 70_007));
    // Two seconds later, (96,204 - 70,007) * 1000 / 70,007.
    let rule = flow.ack(12_000, 1000);
    assert_eq!(rule, growth(2000, CubicRegion::Concave, 95_640, 70_015, 96_204, 70_007, 70_381));
    flow.congestion.window.cwnd = 101_000;
    let rule = flow.ack(16_000, 1000);
    assert_eq!(rule, growth(6000, CubicRegion::Convex, 102_266, 70_020, 102_669, 101_000, 101_016));
}

#[test]
fn cubic_aims_no_higher_than_half_as_much_again() {
    let mut flow = Flow::new(CongestionControl::Cubic, 100_000, 50_000);
    flow.congestion.reduce(100_000);
    flow.ack(0, 1000);
    (flow.congestion.window.cwnd, flow.congestion.window.ssthresh) = (20_000, 20_000);
    let rule = flow.ack(20_000, 20_000);
    assert!(matches!(rule, Some(CongestionRule::CubicGrowth { target: 30_000, cwnd: 30_000, .. })), "{rule:?}");
}

#[test]
fn cubic_makes_room_when_it_reached_less_than_the_last_time() {
    let mut flow = Flow::new(CongestionControl::Cubic, 100_000, 50_000);
    flow.congestion.reduce(100_000);
    flow.congestion.window.cwnd = 80_000;
    flow.congestion.reduce(80_000);
    let rule = flow.ack(0, 1000);
    // 80 * (1 + 0.7) / 2.
    assert!(matches!(rule, Some(CongestionRule::CubicGrowth { w_max: 68_000, cwnd_before: 56_000, .. })), "{rule:?}");
}

#[test]
fn cubic_begins_at_its_plateau_after_a_timeout() {
    let mut flow = Flow::new(CongestionControl::Cubic, 10_000, 50_000);
    flow.congestion.time_out(Timeout::First, 10_000, Seq(5));
    assert_eq!((flow.congestion.cwnd(), flow.congestion.ssthresh()), (1000, 7000));
    for _ in 0..6 {
        flow.ack(0, 1000);
    }
    let rule = flow.ack(0, 1000);
    assert!(matches!(rule, Some(CongestionRule::CubicGrowth { w_max: 7000, k_ms: 0, .. })), "{rule:?}");
}

#[test]
fn time_in_which_cwnd_was_not_used_does_not_move_the_curve() {
    let mut flow = Flow::new(CongestionControl::Cubic, 100_000, 50_000);
    flow.congestion.reduce(100_000);
    flow.ack(0, 1000);
    flow.una += 70_000;
    let nxt = flow.una + 1000;
    flow.congestion.sent(1000, nxt);
    assert_eq!(flow.ack_as_sent(1000, 1000, nxt), None);
    let rule = flow.ack(9000, 1000);
    assert!(matches!(rule, Some(CongestionRule::CubicGrowth { t_ms: 1000, .. })), "{rule:?}");
}
