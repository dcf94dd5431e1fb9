//! A small language to write one endpoint's exchange as segments: numbers are relative (ours from our ISS, the peer's
//! from theirs), `give` is what arrives, `expect` is what goes out.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use bytes::Bytes;
use tcp::{Config, Endpoint, Event, Instant, Isn, Opened, Profile, Rule, State};
use wire::{Flags, Segment, Seq, TcpOption};

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

/// A segment in relative numbers, as the test writes it.
#[derive(Clone)]
pub(crate) struct Said {
    flags: Flags,
    seq: u32,
    ack: Option<u32>,
    text: &'static str,
    window: u16,
    mss: Option<u16>,
}

/// `say("SYN,ACK").seq(0).ack(1)`.
pub(crate) fn say(flags: &str) -> Said {
    let named = |name: &str| Flags::NAMED.into_iter().find(|(_, known)| *known == name).expect("a flag's name").0;
    let flags = flags.split(',').filter(|name| !name.is_empty()).map(named).fold(Flags::NONE, |all, flag| all | flag);
    Said { flags, seq: 0, ack: None, text: "", window: 1000, mss: None }
}

impl Said {
    pub(crate) fn seq(self, seq: u32) -> Said {
        Said { seq, ..self }
    }

    pub(crate) fn ack(self, ack: u32) -> Said {
        Said { ack: Some(ack), flags: self.flags | Flags::ACK, ..self }
    }

    pub(crate) fn text(self, text: &'static str) -> Said {
        Said { text, ..self }
    }

    pub(crate) fn window(self, window: u16) -> Said {
        Said { window, ..self }
    }

    pub(crate) fn mss(self, mss: u16) -> Said {
        Said { mss: Some(mss), ..self }
    }

    fn segment(&self) -> Segment {
        Segment {
            src_port: 80,
            dst_port: 49152,
            seq: Seq(THEIRS) + self.seq,
            ack: self.ack.map_or(Seq(0), |ack| Seq(OURS) + ack),
            flags: self.flags,
            window: self.window,
            urgent: 0,
            options: self.mss.map(TcpOption::Mss).into_iter().collect(),
            text: Bytes::from_static(self.text.as_bytes()),
        }
    }
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
        let mut bench = Bench::closed();
        bench.endpoint.open(bench.now, Opened::Passive).expect("CLOSED can listen");
        bench
    }

    /// In SYN-SENT, the SYN sent.
    pub(crate) fn connecting() -> Bench {
        let mut bench = Bench::closed();
        bench.endpoint.open(bench.now, Opened::Active).expect("CLOSED can connect");
        bench.expect("SYN seq=0 len=0");
        bench
    }

    /// In SYN-RECEIVED by a passive OPEN, the SYN,ACK sent.
    pub(crate) fn answered() -> Bench {
        let mut bench = Bench::listening();
        bench.give(say("SYN").mss(1460)).expect("SYN,ACK seq=0 ack=1 len=0");
        bench
    }

    /// In ESTABLISHED, as the side that connected.
    pub(crate) fn established() -> Bench {
        let mut bench = Bench::connecting();
        bench.give(say("SYN,ACK").ack(1).mss(1460)).expect("ACK seq=1 ack=1 len=0");
        bench.quiet()
    }

    /// In `state`, by the shortest exchange that leads there.
    pub(crate) fn in_state(state: State) -> Bench {
        let mut bench = match state {
            State::Closed => Bench::closed(),
            State::Listen => Bench::listening(),
            State::SynSent => Bench::connecting(),
            State::SynReceived => Bench::answered(),
            _ => Bench::established(),
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
        self.endpoint.on_segment(self.now, PEER.into(), &said.segment());
        self.listen()
    }

    pub(crate) fn close(&mut self) -> &mut Bench {
        self.endpoint.close().expect("can be closed");
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

    /// The next segment that goes out is this one.
    pub(crate) fn expect(&mut self, segment: &str) -> &mut Bench {
        let sent = self.endpoint.poll_transmit(self.now).map(|transmit| describe(&transmit.segment));
        assert_eq!(sent.as_deref(), Some(segment));
        self.listen()
    }

    /// Nothing more goes out.
    pub(crate) fn silent(&mut self) -> &mut Bench {
        let sent = self.endpoint.poll_transmit(self.now).map(|transmit| describe(&transmit.segment));
        assert_eq!(sent, None);
        self
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

/// A segment of ours in relative numbers.
fn describe(segment: &Segment) -> String {
    let zero = segment.has(Flags::RST) && segment.seq == Seq(0);
    let seq = if zero { 0 } else { segment.seq - Seq(OURS) };
    let ack = if segment.has(Flags::ACK) { format!(" ack={}", segment.ack - Seq(THEIRS)) } else { String::new() };
    format!("{} seq={seq}{ack} len={}", segment.flags, segment.text_len())
}
