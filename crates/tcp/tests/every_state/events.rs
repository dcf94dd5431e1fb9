//! What can happen to an endpoint: segments, calls and timers, each written for the numbers that a state has.

use std::time::Duration;

use tcp::{CallError, KeepAlive, Opened, Profile, State, Timer};

use crate::support::{Bench, Said, say};

/// Something that happens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    Segment(usize),
    Call(usize),
    Timer(Timer),
}

/// The numbers of a state: SND.UNA, SND.NXT and RCV.NXT.
struct Numbers {
    una: u32,
    nxt: u32,
    rcv: u32,
    /// What a segment acknowledges that is about something else: in a synchronized state nothing new.
    known: u32,
}

/// Each segment, by name, as the peer sends it.
const SEGMENTS: [(&str, fn(&Numbers) -> Said); 20] = [
    ("SYN", |_| say("SYN").seq(0)),
    ("SYN in the window", |n| say("SYN").seq(n.rcv + 5)),
    ("SYN+ACK", |_| say("SYN,ACK").seq(0).ack(1)),
    // The peer's largest window was 1000: RFC 5961 section 5.2.
    ("ACK too old", |n| say("ACK").seq(n.rcv).ack(n.una.wrapping_sub(1001))),
    ("ACK old", |n| say("ACK").seq(n.rcv).ack(n.una.saturating_sub(1))),
    ("ACK good", |n| say("ACK").seq(n.rcv).ack(n.nxt)),
    ("ACK future", |n| say("ACK").seq(n.rcv).ack(n.nxt + 1)),
    ("text in order", |n| say("PSH").seq(n.rcv).ack(n.known).text("abc")),
    ("text out of order", |n| say("PSH").seq(n.rcv + 3).ack(n.known).text("def")),
    ("text outside the window", |n| say("PSH").seq(n.rcv + 70_000).ack(n.known).text("xyz")),
    ("text without ACK", |n| say("PSH").seq(n.rcv).text("abc")),
    ("FIN", |n| say("FIN").seq(n.rcv).ack(n.known)),
    // In the states that have had it, the peer's FIN; elsewhere one that is too old.
    ("FIN again", |n| say("FIN").seq(n.rcv.wrapping_sub(1)).ack(n.known)),
    ("FIN that acknowledges all", |n| say("FIN").seq(n.rcv).ack(n.nxt)),
    ("RST exact", |n| say("RST").seq(n.rcv)),
    ("RST+ACK exact", |n| say("RST").seq(n.rcv).ack(n.nxt)),
    ("RST in the window", |n| say("RST").seq(n.rcv + 5)),
    ("RST outside the window", |n| say("RST").seq(n.rcv + 70_000)),
    ("no flags", |n| say("").seq(n.rcv)),
    ("URG", |n| say("").seq(n.rcv).ack(n.known).urgent(3)),
];

/// Each call, by name.
const CALLS: [(&str, fn(&mut Bench) -> Result<(), CallError>); 8] = [
    ("OPEN passive", |bench| bench.endpoint.open(bench.now, Opened::Passive)),
    ("OPEN active", |bench| bench.endpoint.open(bench.now, Opened::Active)),
    ("SEND", |bench| bench.endpoint.send(bench.now, b"x")),
    ("RECEIVE", |bench| bench.endpoint.receive(10).map(drop)),
    ("CLOSE", |bench| bench.endpoint.close()),
    ("RELEASE", |bench| bench.endpoint.release(bench.now)),
    ("ABORT", |bench| bench.endpoint.abort()),
    ("STATUS", |bench| {
        assert_eq!(bench.endpoint.status().state, bench.endpoint.state());
        Ok(())
    }),
];

impl Event {
    pub(crate) fn all() -> impl Iterator<Item = Event> {
        let segments = (0..SEGMENTS.len()).map(Event::Segment);
        let calls = (0..CALLS.len()).map(Event::Call);
        segments.chain(calls).chain(Timer::ALL.into_iter().map(Event::Timer))
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Event::Segment(which) => SEGMENTS[which].0,
            Event::Call(which) => CALLS[which].0,
            Event::Timer(Timer::Retransmission) => "retransmission timer",
            Event::Timer(Timer::Persist) => "persist timer",
            Event::Timer(Timer::TimeWait) => "TIME-WAIT timer",
            Event::Timer(Timer::DelayedAck) => "delayed-ACK timer",
            Event::Timer(Timer::SillyWindow) => "silly-window timer",
            Event::Timer(Timer::KeepAlive) => "keep-alive timer",
            Event::Timer(Timer::User) => "user timer",
            Event::Timer(Timer::FinWait2) => "FIN-WAIT-2 timer",
        }
    }

    /// It happens, and what comes of it.
    pub(crate) fn happens(self, bench: &mut Bench, state: State) -> String {
        match self {
            Event::Segment(which) => {
                bench.give(SEGMENTS[which].1(&numbers(state)));
                answer(bench)
            }
            Event::Call(which) => match CALLS[which].1(bench) {
                Ok(()) => match answer(bench) {
                    silence if silence == "silence" => "ok".to_owned(),
                    segments => format!("ok: {segments}"),
                },
                Err(error) => in_words(error).to_owned(),
            },
            Event::Timer(timer) if bench.timers().contains(&timer) => {
                let (expired, _) = bench.wait_for_timer();
                assert_eq!(expired, timer, "another timer is due first in {state}");
                answer(bench)
            }
            Event::Timer(_) => "does not run".to_owned(),
        }
    }
}

/// All that goes out, in relative numbers. Most of it carries no text, which is not said.
fn answer(bench: &mut Bench) -> String {
    let said = bench.said();
    if said.is_empty() { "silence".to_owned() } else { said.join("; ").replace(" len=0", "") }
}

fn in_words(error: CallError) -> &'static str {
    match error {
        CallError::AlreadyExists => "error: connection already exists",
        CallError::DoesNotExist => "error: connection does not exist",
        CallError::RemoteUnspecified => "error: remote socket unspecified",
        CallError::InvalidRemote => "error: remote address invalid",
        CallError::Closing => "error: connection closing",
        CallError::InsufficientResources => "error: insufficient resources",
    }
}

fn numbers(state: State) -> Numbers {
    let (una, nxt, rcv) = match state {
        State::Closed | State::Listen | State::SynSent => (0, 1, 0),
        State::SynReceived => (0, 1, 1),
        State::Established => (1, 4, 1),
        State::FinWait1 => (1, 2, 1),
        State::FinWait2 => (2, 2, 1),
        State::CloseWait => (1, 4, 2),
        State::Closing | State::LastAck => (1, 2, 2),
        State::TimeWait => (2, 2, 2),
    };
    Numbers { una, nxt, rcv, known: if state.is_synchronized() { una } else { nxt } }
}

/// An endpoint in `state`, where `event` can happen if it ever can there.
pub(crate) fn bench(state: State, event: Event) -> Bench {
    let Event::Timer(timer) = event else { return with_text_under_way(state, Profile::plain()) };
    let soon = Duration::from_millis(500);
    let keep_alive = KeepAlive { idle: soon, interval: soon, probes: 2 };
    let profile = Profile {
        delayed_ack: (timer == Timer::DelayedAck).then_some(Duration::from_millis(200)),
        keep_alive: (timer == Timer::KeepAlive).then_some(keep_alive),
        user_timeout: (timer == Timer::User).then_some(soon),
        fin_wait_2: (timer == Timer::FinWait2).then_some(soon),
        ..Profile::plain()
    };
    let mut bench = match timer {
        Timer::Retransmission | Timer::User => with_text_under_way(state, profile),
        Timer::Persist => with_text_that_waits(state, profile, 0),
        Timer::SillyWindow => with_text_that_waits(state, profile, 300),
        Timer::DelayedAck => {
            let mut bench = Bench::in_state_with(state, profile);
            if matches!(state, State::Established | State::FinWait1 | State::FinWait2) {
                let Numbers { rcv, una, .. } = numbers(state);
                bench.give(say("PSH").seq(rcv).ack(una).text("abc"));
            }
            bench
        }
        Timer::FinWait2 => {
            let mut bench = Bench::in_state_with(state, profile);
            if state == State::FinWait2 {
                bench.release();
            }
            bench
        }
        Timer::KeepAlive | Timer::TimeWait => Bench::in_state_with(state, profile),
    };
    bench.rules();
    bench
}

/// Where SEND is served, three octets are unacknowledged.
fn with_text_under_way(state: State, profile: Profile) -> Bench {
    let mut bench = Bench::in_state_with(state, profile);
    if matches!(state, State::Established | State::CloseWait) {
        bench.send("abc");
        bench.said();
        bench.rules();
    }
    bench
}

/// Where text can be unsent, 600 octets are, since the peer's window is this small after one of 1000.
fn with_text_that_waits(state: State, profile: Profile, window: u16) -> Bench {
    if !matches!(state, State::Established | State::FinWait1 | State::CloseWait | State::Closing) {
        return Bench::in_state_with(state, profile);
    }
    let mut bench = Bench::in_state_with(State::Established, profile);
    bench.give(say("ACK").seq(1).ack(1).window(window));
    let fin = || say("FIN").seq(1).ack(1).window(window);
    if state == State::CloseWait {
        bench.give(fin());
    }
    bench.send(&"x".repeat(600));
    if state != State::Established && state != State::CloseWait {
        bench.close();
    }
    if state == State::Closing {
        bench.give(fin());
    }
    bench.said();
    bench.state(state);
    bench
}
