//! The engine as oracle: runs are watched from both hosts and from between, and what is inferred is held against what
//! the engine knows. What is said to be certain must be so; of what is likely, most must be.

#[path = "../support/runs.rs"]
mod runs;
#[path = "../support/watching.rs"]
mod watching;

use std::collections::BTreeMap;

use observer::{Certainty, End, EndView, FindingKind, Known, Resent, ResetCause, Vantage};
use sim::{Side, Snapshot, Timeline};
use tcp::{Cause, Resend, State};
use wire::Seq;

use runs::scenarios;
use watching::{Watched, side, watch, watch_some};

/// Right and wrong answers by name.
#[derive(Default)]
struct Tally(BTreeMap<String, (u64, u64)>);

impl Tally {
    fn count(&mut self, name: &str, is_right: bool) {
        let (right, all) = self.0.entry(name.to_owned()).or_default();
        *right += u64::from(is_right);
        *all += 1;
    }

    fn share(&self, name: &str) -> f64 {
        let (right, all) = self.0.get(name).copied().unwrap_or_default();
        f64::from(u32::try_from(right).expect("a short run"))
            / f64::from(u32::try_from(all.max(1)).expect("a short run"))
    }

    fn all(&self, name: &str) -> u64 {
        self.0.get(name).map_or(0, |(_, all)| *all)
    }
}

/// The state that the segments could have shown: as long as a FIN waits behind text, no segment tells of CLOSE.
fn visible(state: State, fin_sent: bool) -> State {
    match state {
        State::FinWait1 if !fin_sent => State::Established,
        State::LastAck | State::Closing if !fin_sent => State::CloseWait,
        other => other,
    }
}

/// Whether an end that is in the one state had called CLOSE earlier than its FIN tells, so that it is in the other.
fn went(seen: State, truth: State) -> bool {
    matches!((seen, truth), (State::LastAck, State::Closing) | (State::Closed, State::TimeWait))
}

/// What an observer at a host itself says of that host, beside what the engine knew at that moment.
#[test]
fn states_and_variables_of_the_hosts_own_side_are_right() {
    let mut tally = Tally::default();
    for scenario in scenarios() {
        let timeline = sim::run(&scenario);
        for own in Side::BOTH {
            for watched in watch(&timeline, Some(own)) {
                let view = &watched.verdict.after[own as usize];
                let truth = timeline.snapshot(watched.step, own);
                let context =
                    || format!("{own:?} at {}: {view:?}\n{:?}\n{}", watched.step, truth.tcp, timeline.trace());
                let mut shown = visible(truth.tcp.state, watched.fin_sent[own as usize]);
                if let Some(state) = view.state.certain() {
                    assert_eq!(state, truth.tcp.state, "{}", context());
                }
                // Who had called CLOSE before the other's FIN came, but sent its own after, went another way.
                if let Some(way) = view.state.value().filter(|way| went(*way, shown)) {
                    tally.count("closed before the other's FIN came", true);
                    shown = way;
                }
                // Silence can end a connection, and nothing is seen of that.
                if truth.tcp.state != State::Closed || view.state.value() == Some(State::Closed) {
                    let is_right = view.state.value() == Some(shown);
                    tally.count("own state", is_right);
                }
                variables(view, truth, &mut tally, &context);
            }
        }
    }
    assert!(tally.all("own state") > 10_000);
    println!("{:?}", tally.0);
    assert!(tally.share("own state") >= 0.9998, "{}", tally.share("own state"));
    // That a program has read, so that there is room again, nobody sees before the next segment.
    let floors = [("SND.UNA", 0.999), ("SND.NXT", 0.999), ("SND.WND", 0.999), ("RCV.NXT", 0.999), ("RCV.WND", 0.8)];
    for (name, least) in floors {
        assert!(tally.all(name) > 5_000, "{name}");
        assert!(tally.share(name) >= least, "{name}: {}", tally.share(name));
    }
}

fn variables(view: &EndView, truth: &Snapshot, tally: &mut Tally, context: &impl Fn() -> String) {
    let tcp = &truth.tcp;
    let mut check = |name: &str, known: Known<u32>, is: Option<u32>| {
        let (Some(value), Some(is)) = (known.value(), is) else { return };
        if known.certain().is_some() {
            assert_eq!(value, is, "{name}: {}", context());
        }
        tally.count(name, value == is);
    };
    let number = |known: Known<Seq>| match known {
        Known::Certain(seq) => Known::Certain(seq.0),
        Known::Likely(seq) => Known::Likely(seq.0),
        Known::NotSeen => Known::NotSeen,
    };
    let (snd, rcv) = (tcp.snd.as_ref(), tcp.rcv.as_ref());
    check("ISS", number(view.iss), snd.map(|snd| snd.iss.0));
    check("IRS", number(view.irs), rcv.map(|rcv| rcv.irs.0));
    check("SND.UNA", number(view.snd_una), snd.map(|snd| snd.una.0));
    check("SND.NXT", number(view.snd_nxt), snd.map(|snd| snd.nxt.0));
    check("SND.WND", view.snd_wnd, snd.map(|snd| snd.wnd));
    check("RCV.NXT", number(view.rcv_nxt), rcv.map(|rcv| rcv.nxt.0));
    // A window is told without the bits that its scale cuts off, and a SYN's with no more than 16.
    let shift = view.window_shift.value().unwrap_or(0);
    let cut = |window: u32| window >> shift << shift;
    let offered =
        rcv.map(|rcv| rcv.wnd).filter(|_| view.window_shift.certain().is_some() && tcp.state != State::SynReceived);
    let known = match view.rcv_wnd {
        Known::Certain(window) => Known::Certain(cut(window)),
        Known::Likely(window) => Known::Likely(cut(window)),
        Known::NotSeen => Known::NotSeen,
    };
    check("RCV.WND", known, offered.map(cut));
}

/// What is said of the end that sent a segment, seen anywhere, beside what the engine knew when it sent it.
#[test]
fn what_is_certain_of_a_sender_is_so_wherever_it_is_seen() {
    let mut tally = Tally::default();
    for scenario in scenarios() {
        let timeline = sim::run(&scenario);
        for vantage in [Some(Side::Client), Some(Side::Server), None] {
            for watched in watch(&timeline, vantage) {
                let from = side(watched.from);
                let view = &watched.verdict.after[from as usize];
                let truth = timeline.snapshot(watched.sent_step, from);
                // What was held up comes when its sender has long moved on.
                if watched.is_late {
                    continue;
                }
                let context = || format!("{from:?} from {vantage:?} at {}: {view:?}\n{:?}", watched.step, truth.tcp);
                if let Some(state) = view.state.certain() {
                    assert_eq!(state, truth.tcp.state, "{}\n{}", context(), timeline.trace());
                }
                if let Some(next) = view.rcv_nxt.certain() {
                    assert_eq!(Some(next), truth.tcp.rcv.map(|rcv| rcv.nxt), "{}\n{}", context(), timeline.trace());
                }
                let fin_sent = watched.fin_sent[from as usize];
                if truth.tcp.state != State::Closed {
                    tally.count("sender's state", view.state.value() == Some(visible(truth.tcp.state, fin_sent)));
                }
            }
        }
    }
    assert!(tally.all("sender's state") > 10_000);
    assert!(tally.share("sender's state") >= 0.98, "{}", tally.share("sender's state"));
}

/// What a cause of the engine is called by an onlooker who is right.
fn names(cause: Cause) -> &'static str {
    match cause {
        Cause::Syn => "SYN",
        Cause::SynAck | Cause::SynAckAgain | Cause::SynAckCrossing => "SYN,ACK",
        Cause::Retransmission { .. } => "timeout",
        Cause::Recovery { by, .. } => match by {
            Resend::FastRetransmit => "fast",
            Resend::PartialAck => "partial",
            Resend::DeemedLost | Resend::LastResort | Resend::Rescue => "SACK",
            Resend::Timeout => "after timeout",
            Resend::PacketTooBig => "other",
        },
        _ => "other",
    }
}

/// Whether an onlooker names the cause, or one of the same recovery.
fn agrees(how: Resent, cause: Cause) -> bool {
    let truth = names(cause);
    match how {
        Resent::SynTimeout { .. } | Resent::SynAckTimeout { .. } | Resent::SynAckAgain => cause_of_syn(cause),
        Resent::Timeout { .. } => truth == "timeout",
        Resent::AfterTimeout { .. } => truth == "after timeout" || truth == "timeout",
        Resent::Fast { .. } => truth == "fast" || truth == "SACK",
        Resent::BySack { .. } => truth == "SACK" || truth == "fast",
        Resent::PartialAck { .. } => truth == "partial",
        Resent::OldSyn | Resent::Twice { .. } | Resent::TailLossProbe { .. } => false,
    }
}

fn cause_of_syn(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::Retransmission { .. } | Cause::SynAckAgain | Cause::SynAckCrossing | Cause::Syn | Cause::SynAck
    )
}

#[test]
fn a_retransmission_is_one_and_its_kind_is_mostly_right() {
    let mut tally = Tally::default();
    for scenario in scenarios() {
        let timeline = sim::run(&scenario);
        for vantage in [Some(Side::Client), Some(Side::Server)] {
            for watched in watch(&timeline, vantage) {
                kind(&timeline, &watched, vantage == Some(side(watched.from)), &mut tally);
            }
        }
    }
    for (name, least) in [("found at the sender", 0.99), ("kind at the sender", 0.95), ("kind at the receiver", 0.87)] {
        assert!(tally.all(name) > 500, "{name}");
        assert!(tally.share(name) >= least, "{name}: {}", tally.share(name));
    }
}

fn kind(timeline: &Timeline, watched: &Watched, at_sender: bool, tally: &mut Tally) {
    let sent = &timeline.transmissions[watched.transmission];
    let Some(cause) = sent.cause().filter(|_| !watched.spoiled) else { return };
    let found = watched.verdict.findings.iter().find_map(|finding| match finding.kind {
        FindingKind::Retransmission { how, .. } => Some(Some(how)),
        FindingKind::Spurious { .. } => Some(None),
        _ => None,
    });
    if at_sender && sent.is_retransmission() {
        let told =
            found.is_some()
                || watched.verdict.findings.iter().any(|finding| {
                    matches!(finding.kind, FindingKind::WindowProbe { .. } | FindingKind::KeepAlive { .. })
                });
        tally.count("found at the sender", told);
    }
    if at_sender && found.is_some() {
        let certain = watched.verdict.findings.iter().all(|finding| {
            !matches!(finding.kind, FindingKind::Retransmission { .. }) || finding.certainty == Certainty::Likely
        });
        assert!(certain, "an onlooker cannot know why");
        assert!(sent.is_retransmission() || takes_again(cause), "{cause:?} at {}\n{}", watched.step, timeline.trace());
    }
    if let Some(Some(how)) = found
        && sent.is_retransmission()
    {
        let name = if at_sender { "kind at the sender" } else { "kind at the receiver" };
        tally.count(name, agrees(how, cause));
        let answer = format!("{name}: {} taken for {how:?}", names(cause));
        let answer = answer.split(" {").next().unwrap_or_default().to_owned();
        tally.count(&answer, agrees(how, cause));
    }
}

/// Whether numbers that were sent before may go again though the segment is no retransmission: a probe's octet goes again
/// with what follows it, and where two SYNs cross, each goes again with an acknowledgment.
fn takes_again(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::WindowProbe | Cause::KeepAliveProbe | Cause::Text { .. } | Cause::Fin { .. } | Cause::SynAckCrossing
    )
}

/// A capture may begin late and lack what the machine was too busy to write down.
#[test]
fn what_is_certain_is_so_even_if_the_capture_is_not_whole() {
    let mut tally = Tally::default();
    for (nth, scenario) in scenarios().enumerate() {
        let timeline = sim::run(&scenario);
        for vantage in [Some(Side::Client), Some(Side::Server), None] {
            let begins = if nth % 3 == 0 { 0 } else { nth % 23 };
            let is_captured = |place: usize| place >= begins && !(place * 7 + nth).is_multiple_of(13);
            for watched in watch_some(&timeline, vantage, is_captured) {
                if watched.is_late {
                    continue;
                }
                let from = side(watched.from);
                let view = &watched.verdict.after[from as usize];
                let truth = &timeline.snapshot(watched.sent_step, from).tcp;
                let context = || format!("{from:?} from {vantage:?} of {nth} at {}: {view:?}\n{truth:?}", watched.step);
                if let Some(state) = view.state.certain() {
                    assert_eq!(state, truth.state, "{}\n{}", context(), timeline.trace());
                }
                let (snd, rcv) = (truth.snd.as_ref(), truth.rcv.as_ref());
                let pairs = [
                    (view.iss.certain(), snd.map(|snd| snd.iss)),
                    (view.irs.certain(), rcv.map(|rcv| rcv.irs)),
                    (view.rcv_nxt.certain(), rcv.map(|rcv| rcv.nxt)),
                ];
                for (known, is) in pairs {
                    assert!(known.is_none() || is.is_none() || known == is, "{}", context());
                }
                if truth.state != State::Closed {
                    let shown = visible(truth.state, watched.fin_sent[from as usize]);
                    tally.count("sender's state", view.state.value() == Some(shown));
                }
            }
        }
    }
    println!("{:?}", tally.0);
    // A FIN that was not captured leaves no trace as long as nothing tells it from an octet of text.
    assert!(tally.share("sender's state") >= 0.85, "{}", tally.share("sender's state"));
}

/// A reset is known for what it is: by the program that aborts, for a port without a listener, for text that nobody reads.
#[test]
fn the_cause_of_a_reset_is_mostly_right() {
    let mut tally = Tally::default();
    for scenario in scenarios().chain(runs::resets()) {
        let timeline = sim::run(&scenario);
        for vantage in [Some(Side::Client), Some(Side::Server), None] {
            for watched in watch(&timeline, vantage) {
                let cause = timeline.transmissions[watched.transmission].cause();
                for finding in &watched.verdict.findings {
                    let (FindingKind::Reset { cause: told }, Some(cause)) = (finding.kind, cause) else { continue };
                    let is_right = match cause {
                        Cause::Abort => matches!(told, ResetCause::Abort),
                        Cause::ResetForLostText => matches!(told, ResetCause::TextForNobody | ResetCause::Abort),
                        _ => matches!(told, ResetCause::Refused | ResetCause::AfterEnd | ResetCause::HalfOpen { .. }),
                    };
                    tally.count("reset", is_right);
                    let told = format!("{told:?}");
                    tally.count(
                        &format!("{cause:?} is told as {}", told.split(' ').next().unwrap_or_default()),
                        is_right,
                    );
                }
            }
        }
    }
    println!("{:#?}", tally.0);
    assert!(tally.all("reset") > 300, "{}", tally.all("reset"));
    assert!(tally.share("reset") >= 0.95, "{}", tally.share("reset"));
}

#[test]
fn a_lesson_is_seen_as_it_is_told() {
    let quiet = runs::quiet();
    let timeline = sim::run(&quiet);
    let seen = watch(&timeline, Some(Side::Client));
    let unusual: Vec<_> =
        seen.iter().flat_map(|watched| &watched.verdict.findings).map(|finding| finding.kind).collect();
    assert_eq!(unusual, [FindingKind::TimeWait { end: End::A }]);
    assert_eq!(Vantage::default(), Vantage::Between);
}
