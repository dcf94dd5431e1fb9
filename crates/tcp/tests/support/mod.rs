//! A small language to write one endpoint's exchange as segments: numbers are relative (ours from our ISS, the peer's
//! from theirs), `give` is what arrives, `expect` is what goes out.

#![allow(dead_code, reason = "each test file speaks only a part of the language")]

mod heard;
mod said;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tcp::{Config, Endpoint, Event, Instant, Isn, NetworkError, Opened, Profile, Rule, State, Timer, Transmit};
use wire::Seq;

use heard::{describe, details};

pub(crate) use heard::name_of;
pub(crate) use said::{Said, say};

/// Our ISS: near the end of the circle, so that every exchange wraps.
pub(crate) const OURS: u32 = 4_294_967_290;
/// The peer's ISS.
pub(crate) const THEIRS: u32 = 4_294_967_100;

/// Where the peer is.
const PEER: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 7);

/// One endpoint under test, its clock, and what it has said.
pub(crate) struct Bench {
    pub(crate) endpoint: Endpoint,
    pub(crate) now: Instant,
    events: Vec<Event>,
}

impl Bench {
    /// An endpoint in CLOSED.
    pub(crate) fn closed() -> Bench {
        Bench::with(Profile::plain())
    }

    pub(crate) fn with(profile: Profile) -> Bench {
        let config = Config {
            local: SocketAddr::from(([192, 0, 2, 1], 49152)),
            remote: Some(SocketAddr::from((PEER, 80))),
            isn: Isn::Fixed(Seq(OURS)),
            profile: Arc::new(profile),
        };
        Bench { endpoint: Endpoint::new(config), now: Instant::ZERO, events: Vec::new() }
    }

    /// In LISTEN.
    pub(crate) fn listening() -> Bench {
        Bench::listening_with(Profile::plain())
    }

    /// The same, with this profile.
    pub(crate) fn listening_with(profile: Profile) -> Bench {
        let mut bench = Bench::with(profile);
        bench.endpoint.open(bench.now, Opened::Passive).expect("CLOSED can listen");
        bench
    }

    /// In SYN-SENT, the SYN sent.
    pub(crate) fn connecting() -> Bench {
        Bench::connecting_with(Profile::plain())
    }

    /// The same, with this profile.
    pub(crate) fn connecting_with(profile: Profile) -> Bench {
        let mut bench = Bench::with(profile);
        bench.endpoint.open(bench.now, Opened::Active).expect("CLOSED can connect");
        let syn = bench.next().expect("a SYN");
        assert_eq!(syn.segment.seq, Seq(OURS));
        bench.listen();
        bench
    }

    /// In SYN-RECEIVED by a passive OPEN, the SYN,ACK sent.
    pub(crate) fn answered() -> Bench {
        Bench::answered_with(Profile::plain())
    }

    /// The same, with this profile.
    pub(crate) fn answered_with(profile: Profile) -> Bench {
        let mut bench = Bench::listening_with(profile);
        bench.give(say("SYN").mss(1460)).expect("SYN,ACK seq=0 ack=1 len=0");
        bench
    }

    /// In ESTABLISHED, as the side that connected.
    pub(crate) fn established() -> Bench {
        Bench::established_with(Profile::plain(), say("SYN,ACK").mss(1460))
    }

    /// The same, with this profile and in answer to this SYN,ACK.
    pub(crate) fn established_with(profile: Profile, syn_ack: Said) -> Bench {
        let mut bench = Bench::connecting_with(profile);
        bench.give(syn_ack.ack(1)).expect("ACK seq=1 ack=1 len=0").state(State::Established);
        bench.quiet()
    }

    /// In `state`, by the shortest exchange that leads there.
    pub(crate) fn in_state(state: State) -> Bench {
        Bench::in_state_with(state, Profile::plain())
    }

    /// The same, with this profile.
    pub(crate) fn in_state_with(state: State, profile: Profile) -> Bench {
        let mut bench = match state {
            State::Closed => Bench::with(profile),
            State::Listen => Bench::listening_with(profile),
            State::SynSent => Bench::connecting_with(profile),
            State::SynReceived => Bench::answered_with(profile),
            _ => Bench::established_with(profile, say("SYN,ACK").mss(1460)),
        };
        match state {
            State::FinWait1 => drop(bench.close().expect("FIN,ACK seq=1 ack=1 len=0")),
            State::FinWait2 => {
                bench.close().expect("FIN,ACK seq=1 ack=1 len=0").give(say("ACK").seq(1).ack(2));
            }
            State::CloseWait => drop(bench.give(say("FIN").seq(1).ack(1)).expect("ACK seq=1 ack=2 len=0")),
            State::Closing => {
                bench.close().expect("FIN,ACK seq=1 ack=1 len=0");
                bench.give(say("FIN").seq(1).ack(1)).expect("ACK seq=2 ack=2 len=0");
            }
            State::LastAck => {
                bench.give(say("FIN").seq(1).ack(1)).expect("ACK seq=1 ack=2 len=0");
                bench.close().expect("FIN,ACK seq=1 ack=2 len=0");
            }
            State::TimeWait => {
                bench.close().expect("FIN,ACK seq=1 ack=1 len=0");
                bench.give(say("FIN").seq(1).ack(2)).expect("ACK seq=2 ack=2 len=0");
            }
            _ => {}
        }
        assert_eq!(bench.endpoint.state(), state);
        bench.quiet()
    }

    /// A segment arrives.
    pub(crate) fn give(&mut self, said: Said) -> &mut Bench {
        self.endpoint.on_segment(self.now, PEER.into(), said.segment());
        self.listen()
    }

    pub(crate) fn close(&mut self) -> &mut Bench {
        self.endpoint.close().expect("can be closed");
        self.listen()
    }

    pub(crate) fn release(&mut self) -> &mut Bench {
        self.endpoint.release(self.now).expect("can be released");
        self.listen()
    }

    pub(crate) fn send_urgent(&mut self, text: &str) -> &mut Bench {
        self.endpoint.send_urgent(self.now, text.as_bytes()).expect("can be sent");
        self.listen()
    }

    /// A segment arrives whose packet a router has marked Congestion Experienced.
    pub(crate) fn give_marked(&mut self, said: Said) -> &mut Bench {
        self.endpoint.on_marked_segment(self.now, PEER.into(), said.segment());
        self.listen()
    }

    /// The network reports an error about our segment that begins at `seq`.
    pub(crate) fn icmp(&mut self, error: NetworkError, seq: u32) -> &mut Bench {
        self.endpoint.on_icmp(error, Seq(OURS) + seq);
        self.listen()
    }

    pub(crate) fn send(&mut self, text: &str) -> &mut Bench {
        self.endpoint.send(self.now, text.as_bytes()).expect("can be sent");
        self.listen()
    }

    /// Time passes, and the timers that are due by then act.
    pub(crate) fn wait_ms(&mut self, millis: u64) -> &mut Bench {
        self.now = Instant(self.now.0 + millis * 1_000_000);
        self.endpoint.on_timeout(self.now);
        self.listen()
    }

    /// The next segment that goes out is this one: `ACK seq=1 ack=1 len=0`. More of it is compared as far as it is
    /// written: its window `wnd=65535`, its urgent pointer `up=3`, all its options `<mss=1460,ws=0>` (`<>` is none),
    /// whether its packet is ECN-capable `ect` or not `not-ect`.
    pub(crate) fn expect(&mut self, segment: &str) -> &mut Bench {
        let Some(sent) = self.next() else { panic!("nothing goes out where {segment} was expected") };
        let (numbers, asked) = segment.split_at(segment.find(" len=").map_or(0, |at| at + " len=".len()));
        let (len, asked) = asked.split_once(' ').unwrap_or((asked, ""));
        assert_eq!(describe(&sent.segment), format!("{numbers}{len}"));
        let details = details(&sent);
        for detail in asked.split_whitespace() {
            assert!(details.iter().any(|known| known == detail), "{detail} is not among {details:?}");
        }
        self.listen()
    }

    /// Nothing more goes out.
    pub(crate) fn silent(&mut self) -> &mut Bench {
        let sent = self.said();
        assert_eq!(sent, [""; 0]);
        self
    }

    /// All that goes out now.
    pub(crate) fn said(&mut self) -> Vec<String> {
        let sent = std::iter::from_fn(|| self.next()).map(|sent| describe(&sent.segment)).collect();
        self.listen();
        sent
    }

    /// The next segment that goes out, whatever it is.
    pub(crate) fn next(&mut self) -> Option<Transmit> {
        self.endpoint.poll_transmit(self.now)
    }

    /// The timers that run.
    pub(crate) fn timers(&self) -> Vec<Timer> {
        self.endpoint.status().timers.into_iter().map(|(timer, _)| timer).collect()
    }

    /// Time passes until the next timer is due, and it acts: which it is and how long that took.
    pub(crate) fn wait_for_timer(&mut self) -> (Timer, u64) {
        let at = self.endpoint.poll_timeout().expect("a timer runs");
        let millis = at.since(self.now).as_millis();
        self.now = at;
        let timer = self.endpoint.expire_next(at).expect("it is due");
        self.listen();
        (timer, u64::try_from(millis).expect("not that long"))
    }

    pub(crate) fn state(&mut self, state: State) -> &mut Bench {
        assert_eq!(self.endpoint.state(), state);
        self
    }

    /// A rule that fits was applied since the last look.
    pub(crate) fn because(&mut self, fits: impl Fn(&Rule) -> bool) -> &mut Bench {
        let rules: Vec<&Rule> = self.events.iter().map(|event| &event.rule).collect();
        assert!(rules.iter().any(|rule| fits(rule)), "{rules:?}");
        self.events.clear();
        self
    }

    /// The rule of this name was applied since the last look.
    pub(crate) fn by(&mut self, name: &str) -> &mut Bench {
        let names = self.rules();
        assert!(names.iter().any(|known| known == name), "{name} is not among {names:?}");
        self
    }

    /// The rule of this name was not applied since the last look.
    pub(crate) fn not_by(&mut self, name: &str) -> &mut Bench {
        let names = self.rules();
        assert!(!names.iter().any(|known| known == name), "{name} is among {names:?}");
        self
    }

    /// The names of the rules that were applied since the last look.
    pub(crate) fn rules(&mut self) -> Vec<String> {
        self.listen();
        self.events.drain(..).map(|event| name_of(&event.rule)).collect()
    }

    /// What the user has been given.
    pub(crate) fn received(&mut self) -> String {
        let text = self.endpoint.receive(usize::MAX).unwrap_or_default();
        String::from_utf8(text.to_vec()).expect("tests send text")
    }

    fn listen(&mut self) -> &mut Bench {
        while let Some(event) = self.endpoint.poll_event() {
            self.events.push(event);
        }
        self
    }

    fn quiet(mut self) -> Bench {
        self.silent();
        self.events.clear();
        self
    }
}
