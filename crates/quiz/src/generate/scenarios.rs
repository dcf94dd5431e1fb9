//! The exchange that a question is about, made from draws: who sends how much, what is lost, who closes first.

use std::net::Ipv4Addr;

use sim::{Call, Fault, FaultKind, Host, KeepAliveMs, Path, Scenario, SegmentRef, Settings, Side};
use tcp::Cause;
use wire::{MacAddr, Seq};

use crate::draws::Draws;
use crate::{Level, Skill};

/// An exchange that can pose a question of `skill`.
pub(super) fn scenario(skill: Skill, level: Level, draws: &mut Draws) -> Scenario {
    let mut talk = Talk::new(skill, level, draws);
    match skill {
        Skill::Isn | Skill::Syn => talk.handshake(),
        Skill::Data | Skill::Wrap | Skill::Relative | Skill::Ack => talk.conversation(),
        Skill::Cumulative if talk.draws.one_in(2) => talk.delayed(),
        Skill::Cumulative | Skill::DupAck => talk.with_gap(),
        Skill::Retransmission => talk.with_loss(),
        Skill::Sack => {
            talk.both(|settings| settings.sack = Some(true));
            talk.with_gap();
        }
        Skill::Window => talk.slow_reader(),
        Skill::Fin | Skill::State => talk.farewell(),
        Skill::Rst => return talk.reset(),
        Skill::KeepAlive => talk.silence(),
    }
    talk.scenario
}

/// An exchange that is being made.
struct Talk<'d> {
    scenario: Scenario,
    draws: &'d mut Draws,
    level: Level,
    /// Who has most to say.
    lead: Side,
}

impl<'d> Talk<'d> {
    fn new(skill: Skill, level: Level, draws: &'d mut Draws) -> Talk<'d> {
        let wraps = skill == Skill::Wrap || (level == Level::Three && draws.one_in(3));
        let iss = |draws: &mut Draws| {
            Seq(if wraps { u32::MAX - draws.below(900) } else { draws.between(100_000_000, 4_200_000_000) })
        };
        let host = |address: [u8; 4], mac: [u8; 6], port: u16, iss: Seq| Host {
            address: Ipv4Addr::from(address),
            mac: MacAddr(mac),
            port,
            iss,
            settings: Settings::default(),
            program: Vec::new(),
        };
        let port = u16::try_from(draws.between(49152, 65535)).unwrap_or(49152);
        let client_iss = iss(draws);
        let mut client = host([192, 0, 2, 10], [2, 0, 0, 0, 1, 10], port, client_iss);
        let server_iss = iss(draws);
        let mut server = host([198, 51, 100, 20], [2, 0, 0, 0, 2, 20], 80, server_iss);
        client.program = vec![Call::Sleep { ms: 10 }, Call::Connect];
        server.program = vec![Call::Listen, Call::Accept];
        let (to_server_ms, to_client_ms) = (draws.between(15, 60), draws.between(15, 60));
        let path = Path { to_server_ms, to_client_ms, ..Path::default() };
        let scenario = Scenario {
            client,
            server,
            path,
            faults: Vec::new(),
            acts: Vec::new(),
            injections: Vec::new(),
            mishaps: Vec::new(),
            floods: Vec::new(),
        };
        let stamps = (level == Level::Three && draws.one_in(4)).then_some(1);
        let lead = if draws.one_in(2) { Side::Client } else { Side::Server };
        let mut talk = Talk { scenario, draws, level, lead };
        talk.both(|settings| settings.timestamps_ms = stamps);
        talk
    }

    fn program(&mut self, side: Side) -> &mut Vec<Call> {
        match side {
            Side::Client => &mut self.scenario.client.program,
            Side::Server => &mut self.scenario.server.program,
        }
    }

    fn both(&mut self, set: impl Fn(&mut Settings)) {
        set(&mut self.scenario.client.settings);
        set(&mut self.scenario.server.settings);
    }

    fn octets(&mut self) -> u32 {
        self.draws.between(20, 700)
    }

    /// `side` sends, and the other takes it.
    fn says(&mut self, side: Side, octets: u32) {
        self.program(side).push(Call::Send { text: String::new(), octets });
        self.program(side.peer()).push(Call::Recv { octets });
    }

    fn waits(&mut self, side: Side, ms: u32) {
        self.program(side).push(Call::Sleep { ms });
    }

    /// `first` closes, and the other after it.
    fn closes(&mut self, first: Side) {
        let pause = self.draws.below(60);
        self.program(first).extend([Call::Close, Call::RecvToEnd]);
        self.program(first.peer()).extend([Call::RecvToEnd, Call::Sleep { ms: pause }, Call::Release]);
    }

    fn handshake(&mut self) {
        let (ask, answer) = (self.octets(), self.octets());
        self.says(Side::Client, ask);
        self.says(Side::Server, answer);
        self.closes(Side::Client);
        if self.level == Level::Three && self.draws.one_in(3) {
            let from = if self.draws.one_in(2) { Side::Client } else { Side::Server };
            self.drop(SegmentRef::new(from, 1));
        }
    }

    /// Both sides talk, the lead in several pieces.
    fn conversation(&mut self) {
        if self.level == Level::Three {
            let mss = u16::try_from(self.draws.between(150, 536)).unwrap_or(536);
            self.both(|settings| settings.mss = Some(mss));
        }
        // Who answers has heard something first.
        if self.lead == Side::Server {
            let ask = self.octets();
            self.says(Side::Client, ask);
        }
        for _ in 0..self.draws.between(2, 3) {
            let octets = self.octets();
            self.says(self.lead, octets);
            let pause = self.draws.between(3, 12);
            self.waits(self.lead, pause);
        }
        let answer = self.octets();
        self.says(self.lead.peer(), answer);
        let last = self.octets();
        self.says(self.lead, last);
        self.closes(self.lead);
    }

    /// The lead sends several pieces in a row, with something from the other side before.
    fn pieces(&mut self, count: u32) -> Vec<u32> {
        if self.lead == Side::Server {
            let ask = self.octets();
            self.says(Side::Client, ask);
        } else if self.level > Level::One {
            let (ask, answer) = (self.octets(), self.octets());
            self.says(Side::Client, ask);
            self.says(Side::Server, answer);
        }
        (0..count)
            .map(|_| {
                let octets = self.octets();
                self.says(self.lead, octets);
                let pause = self.draws.between(3, 9);
                self.waits(self.lead, pause);
                octets
            })
            .collect()
    }

    /// An answer from the other side, and the end.
    fn answer_and_close(&mut self) {
        let answer = self.octets();
        self.says(self.lead.peer(), answer);
        self.closes(self.lead);
    }

    fn delayed(&mut self) {
        let ms = self.draws.between(80, 400);
        match self.lead {
            Side::Client => self.scenario.server.settings.delayed_ack_ms = Some(ms),
            Side::Server => self.scenario.client.settings.delayed_ack_ms = Some(ms),
        }
        let count = self.draws.between(2, 4);
        self.pieces(count);
        // The answer would carry the acknowledgment.
        self.waits(self.lead.peer(), 500);
        self.answer_and_close();
    }

    /// One of the lead's pieces but the last is lost.
    fn with_gap(&mut self) {
        let count = self.draws.between(3, 4);
        self.pieces(count);
        self.answer_and_close();
        let lost = self.draws.below(count - 1);
        if let Some(segment) = self.piece(count, lost) {
            self.drop(segment);
        }
    }

    /// One of the lead's pieces is lost, and at the last level what is sent in its place as well, once or twice.
    fn with_loss(&mut self) {
        if self.level == Level::Three {
            let floor = self.draws.between(30, 160) * 10;
            self.both(|settings| settings.rto_min_ms = Some(floor));
        }
        let count = self.draws.between(2, 3);
        self.pieces(count);
        self.answer_and_close();
        let lost = self.draws.below(count);
        let Some(segment) = self.piece(count, lost) else { return };
        self.drop(segment);
        if self.level == Level::Three {
            for times in 0..self.draws.between(1, 2) {
                let again = self.sent_by_lead(|cause| matches!(cause, Cause::Retransmission { .. }));
                if let Some(again) = again.get(times as usize) {
                    self.drop(*again);
                }
            }
        }
    }

    /// The segment that carries piece `place` of the lead's last `count` texts.
    fn piece(&self, count: u32, place: u32) -> Option<SegmentRef> {
        let texts = self.sent_by_lead(|cause| matches!(cause, Cause::Text { .. }));
        texts.len().checked_sub(count as usize).and_then(|first| texts.get(first + place as usize).copied())
    }

    fn sent_by_lead(&self, is: impl Fn(Cause) -> bool) -> Vec<SegmentRef> {
        let timeline = sim::run(&self.scenario);
        let of_lead = timeline.transmissions.iter().filter(|sent| sent.id.from == self.lead);
        of_lead.filter(|sent| sent.cause().is_some_and(&is)).map(|sent| sent.id).collect()
    }

    fn drop(&mut self, segment: SegmentRef) {
        self.scenario.faults.push(Fault { segment, kind: FaultKind::Drop });
    }

    /// Who hears the lead takes its text late.
    fn slow_reader(&mut self) {
        let scaled = self.level == Level::Three;
        let buffer = if scaled { self.draws.between(100_000, 900_000) } else { self.draws.between(3000, 9000) };
        if scaled {
            self.both(|settings| settings.window_scale = Some(true));
        }
        let reader = match self.lead {
            Side::Client => &mut self.scenario.server,
            Side::Server => &mut self.scenario.client,
        };
        reader.settings.receive_buffer = Some(buffer);
        if self.lead == Side::Server {
            let ask = self.octets();
            self.says(Side::Client, ask);
        }
        self.waits(self.lead.peer(), 600);
        for _ in 0..self.draws.between(1, 3) {
            let octets = self.octets();
            self.says(self.lead, octets);
            let pause = self.draws.between(5, 20);
            self.waits(self.lead, pause);
        }
        self.closes(self.lead);
    }

    /// Every order of closing.
    fn farewell(&mut self) {
        let (ask, answer) = (self.octets(), self.octets());
        self.says(Side::Client, ask);
        self.says(Side::Server, answer);
        match self.draws.below(5) {
            0 if self.level > Level::One => {
                // Both close at one moment, so that the FINs cross.
                let (late, early) = (self.draws.between(5, 30), self.scenario.path.to_client_ms);
                self.program(Side::Server).extend([Call::Sleep { ms: late + early }, Call::Close, Call::RecvToEnd]);
                self.program(Side::Client).extend([Call::Sleep { ms: late }, Call::Close, Call::RecvToEnd]);
            }
            1 => {
                // The other side still has something to say after the first FIN.
                let last = self.octets();
                self.program(self.lead).extend([Call::Close, Call::RecvToEnd]);
                let other = self.lead.peer();
                let pause = self.draws.between(10, 40);
                self.program(other).extend([
                    Call::RecvToEnd,
                    Call::Send { text: String::new(), octets: last },
                    Call::Sleep { ms: pause },
                    Call::Release,
                ]);
            }
            2 if self.level > Level::One => {
                // Nagle's algorithm holds the second text until the first is acknowledged, and the FIN goes with it.
                match self.lead {
                    Side::Client => self.scenario.client.settings.nagle = Some(true),
                    Side::Server => self.scenario.server.settings.nagle = Some(true),
                }
                let (first, second) = (self.octets(), self.octets());
                let send = |octets| Call::Send { text: String::new(), octets };
                self.program(self.lead).extend([send(first), send(second)]);
                self.closes(self.lead);
            }
            _ => self.closes(self.lead),
        }
    }

    /// A reset: nobody listens, the application gives up, or a side has forgotten the connection.
    fn reset(mut self) -> Scenario {
        match self.draws.below(3) {
            0 => self.scenario.server.program = Vec::new(),
            1 => {
                let (ask, answer) = (self.octets(), self.octets());
                self.says(Side::Client, ask);
                self.says(Side::Server, answer);
                self.program(self.lead).push(Call::Abort);
                self.program(self.lead.peer()).push(Call::RecvToEnd);
            }
            _ => {
                let (ask, answer, more) = (self.octets(), self.octets(), self.octets());
                self.says(Side::Client, ask);
                self.says(Side::Server, answer);
                let speaker = self.lead.peer();
                self.program(self.lead).push(Call::Abort);
                self.waits(speaker, 200);
                self.program(speaker).push(Call::Send { text: String::new(), octets: more });
                self.program(speaker).push(Call::RecvToEnd);
                if let Some(reset) = self.sent_by_lead(|cause| cause == Cause::Abort).first() {
                    self.drop(*reset);
                }
            }
        }
        self.scenario
    }

    /// Nothing is said for long, and one side asks whether the other is there.
    fn silence(&mut self) {
        let (idle, interval) = (self.draws.between(20, 80) * 100, self.draws.between(5, 20) * 100);
        let keep_alive = Some(KeepAliveMs { idle_ms: idle, interval_ms: interval, probes: 5 });
        let asker = match self.lead {
            Side::Client => &mut self.scenario.client,
            Side::Server => &mut self.scenario.server,
        };
        asker.settings.keep_alive = keep_alive;
        let (ask, answer) = (self.octets(), self.octets());
        self.says(Side::Client, ask);
        self.says(Side::Server, answer);
        self.waits(Side::Client, idle + idle / 2);
        self.closes(Side::Client);
    }
}
