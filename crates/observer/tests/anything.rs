//! Whatever is put before an observer, it says something and remembers a bounded amount.

use observer::{End, Observed, Observer, Vantage};
use proptest::prelude::*;
use wire::{Flags, SackBlock, Seq, TcpOption};

/// A segment as it can stand in a capture.
#[derive(Clone, Debug)]
struct Seen {
    at: u64,
    from: End,
    seq: u32,
    ack: u32,
    flags: u8,
    window: u16,
    text_len: u32,
    options: Vec<TcpOption>,
    checksum_bad: bool,
    accurate_ecn: bool,
    options_cut: bool,
}

/// Numbers near each other, so that they meet, or anywhere.
fn any_number() -> impl Strategy<Value = u32> {
    prop_oneof![8 => (0..4000_u32).prop_map(|near| near.wrapping_sub(1000)), 1 => any::<u32>(), 1 => (0..3_u32).prop_map(|n| (1 << 31) - 1 + n)]
}

fn any_option() -> impl Strategy<Value = TcpOption> {
    let block = (any_number(), any_number()).prop_map(|(left, right)| SackBlock { left: Seq(left), right: Seq(right) });
    prop_oneof![
        any::<u16>().prop_map(TcpOption::Mss),
        any::<u8>().prop_map(TcpOption::WindowScale),
        Just(TcpOption::SackPermitted),
        prop::collection::vec(block, 0..5).prop_map(TcpOption::Sack),
        (any::<u32>(), any::<u32>()).prop_map(|(value, echo)| TcpOption::Timestamps { value, echo }),
    ]
}

prop_compose! {
    fn any_segment()(
        at in prop_oneof![0..10_000_000_000_u64, any::<u64>()],
        a in any::<bool>(),
        (seq, ack) in (any_number(), any_number()),
        flags in prop_oneof![4 => Just(16_u8), 1 => Just(2_u8), 1 => Just(18_u8), 1 => Just(17_u8), 2 => any::<u8>()],
        window in prop_oneof![Just(0_u16), Just(1000_u16), any::<u16>()],
        text_len in prop_oneof![3 => Just(0_u32), 2 => 1..1500_u32, 1 => Just(1_u32), 1 => 0..=65_535_u32, 1 => any::<u32>()],
        options in prop::collection::vec(any_option(), 0..3),
        checksum_bad in prop::bool::weighted(0.1),
        (accurate_ecn, options_cut) in (prop::bool::weighted(0.1), prop::bool::weighted(0.1)),
    ) -> Seen {
        let from = if a { End::A } else { End::B };
        Seen { at, from, seq, ack, flags, window, text_len, options, checksum_bad, accurate_ecn, options_cut }
    }
}

fn look(observer: &mut Observer, seen: &Seen) -> observer::Verdict {
    observer.push(&Observed {
        at: seen.at,
        from: seen.from,
        seq: Seq(seen.seq),
        ack: Seq(seen.ack),
        flags: Flags(seen.flags),
        accurate_ecn: seen.accurate_ecn,
        window: seen.window,
        urgent: 3,
        text_len: seen.text_len,
        options: &seen.options,
        options_cut: seen.options_cut,
        checksum_bad: seen.checksum_bad,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_segments_is_too_much(
        segments in prop::collection::vec(any_segment(), 0..120),
        vantage in prop_oneof![Just(Vantage::Between), Just(Vantage::At(End::A)), Just(Vantage::At(End::B))],
    ) {
        let mut observer = Observer::new(vantage);
        for (index, seen) in (0..).zip(&segments) {
            let before = *observer.views();
            let verdict = look(&mut observer, seen);
            prop_assert_eq!(verdict.index, index);
            prop_assert!(verdict.findings.len() < 16);
            for finding in &verdict.findings {
                prop_assert!(finding.evidence.iter().all(|other| other < index), "{finding:?} of {index}");
            }
            // What was known before is what was known after the one before, no surer than it was.
            for (before, then) in before.iter().zip(&verdict.before) {
                prop_assert_eq!(before.state.value(), then.state.value());
                prop_assert_eq!(then.state.certain(), None);
            }
            prop_assert_eq!(&verdict.after, observer.views());
        }
    }
}

/// Four GiB go by in segments of 64 KiB, past the end of the circle twice, and nothing is found.
#[test]
fn numbers_may_go_round_the_circle() {
    let mut observer = Observer::new(Vantage::Between);
    let mut seq = Seq(5);
    let segment = |at, from, seq, ack, text_len| Observed {
        at,
        from,
        seq,
        ack,
        flags: Flags::ACK,
        accurate_ecn: false,
        window: 1000,
        urgent: 0,
        text_len,
        options: &[],
        options_cut: false,
        checksum_bad: false,
    };
    observer.push(&segment(0, End::A, seq, Seq(7), 1));
    seq += 1;
    for at in 1..150_000 {
        let sent = observer.push(&segment(at * 1000, End::A, seq, Seq(7), 65_000));
        seq += 65_000;
        let acknowledged = observer.push(&segment(at * 1000 + 500, End::B, Seq(7), seq, 0));
        assert_eq!((sent.findings, acknowledged.findings), (Vec::new(), Vec::new()), "at {at}");
        assert_eq!(observer.views()[0].snd_una.value(), Some(seq));
    }
}
