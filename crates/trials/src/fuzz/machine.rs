//! One endpoint at the mercy of a case: what is done to it, step by step, and what is looked at after each.

use std::time::Duration;

use tcp::{Endpoint, Instant, KeepAlive, NetworkError, Opened, State, Status};
use wire::{Flags, Segment, Seq};

use super::Log;
use super::invariants::{self, holds};
use super::near;
use super::text::Text;
use crate::adapter::{self, Place, Remote};
use crate::campaign::Tally;
use crate::draws::Draws;
use crate::legal;

/// The most that the user gives to one SEND.
const LARGEST_SEND: u32 = 3000;
/// Segments that go out besides those that carry unsent text: resets, a SYN, a retransmission, a FIN, an ACK.
const BESIDES_TEXT: u64 = 8;
/// Later than this no case gets, so that no timer is cut off by the end of time.
const END_OF_TIME: Instant = Instant(1 << 62);

/// An endpoint, its peer's pretence, and what was known after the last step.
pub(super) struct Machine<'a> {
    pub(super) endpoint: Endpoint,
    pub(super) draws: &'a mut Draws,
    pub(super) text: &'a Text,
    pub(super) peer: Place,
    pub(super) peer_iss: Seq,
    log: &'a mut Log,
    now: Instant,
    before: Status,
    /// The number of the octet that the user reads next, once the peer's SYN has told.
    reads: Seq,
    /// Resets that may go out for what has arrived since the last poll.
    resets_due: u64,
    /// The numbers of the FINs that the peer has sent, whatever became of them.
    fins: Vec<Seq>,
    segments: u64,
}

impl<'a> Machine<'a> {
    pub(super) fn new(draws: &'a mut Draws, text: &'a Text, log: &'a mut Log) -> Machine<'a> {
        let profiles = adapter::profiles();
        let profile = profiles[draws.below(u32::try_from(profiles.len()).unwrap_or(1)) as usize].clone();
        let mss = draws.pick(&[64, 100, 536, 1460, 1460]);
        let buffer = match draws.below(8) {
            0 => draws.pick(&[1, 2, 3, 10]),
            1 => draws.between(1, 65_535),
            2 => mss.into(),
            3 | 4 => 4096,
            _ => 65_535,
        };
        let profile = adapter::sized(profile, mss, buffer);
        let remote = if draws.one_in(4) { Remote::Open } else { Remote::Known };
        let (iss, peer_iss) = (Seq(draws.iss()), Seq(draws.iss()));
        log.say(|| format!("MSS {mss}, receive buffer {buffer}, ISS {iss}, the peer's {peer_iss}"));
        let endpoint = adapter::endpoint(Place::Here, remote, iss, profile);
        let before = endpoint.status();
        Machine {
            endpoint,
            draws,
            text,
            peer: Place::There,
            peer_iss,
            log,
            now: Instant::from_millis(1),
            before,
            reads: Seq(0),
            resets_due: 0,
            fins: Vec::new(),
            segments: 0,
        }
    }

    /// Brings the endpoint into a state, does things to it, and looks after each of them.
    pub(super) fn run(mut self, tally: &mut Tally) -> Result<(), String> {
        let target = self.draws.pick(&State::ALL);
        // Without a peer that is known there is no active OPEN; such an endpoint is brought nowhere.
        if self.can_connect() {
            self.bring_to(target)?;
        }
        for _ in 0..self.draws.between(1, 24) {
            self.step()?;
        }
        self.poll()?;
        self.can_still_end()?;
        tally.add("segments", self.segments);
        Ok(())
    }

    /// Whatever came before: once the user has read everything there is room, and a FIN that is the next in order is
    /// taken.
    fn can_still_end(&mut self) -> Result<(), String> {
        while self.endpoint.receive(usize::MAX).is_ok_and(|text| !text.is_empty()) {}
        self.poll()?;
        let status = self.endpoint.status();
        let (State::Established | State::FinWait1 | State::FinWait2, Some(rcv)) = (status.state, status.rcv) else {
            return Ok(());
        };
        // A FIN that is known to lie further on contradicts one that comes now.
        if self.fins.iter().any(|fin| !fin.before(rcv.nxt)) {
            return Ok(());
        }
        holds(rcv.wnd > 0, || format!("everything is read, and the window stays closed in {}", status.state))?;
        let fin = self.next_in_order(Flags::FIN, 0);
        self.give(&fin)?;
        let state = self.endpoint.state();
        let is_taken = matches!(state, State::CloseWait | State::Closing | State::TimeWait);
        holds(is_taken, || format!("a FIN that is the next in order changes nothing in {state}"))
    }

    fn can_connect(&self) -> bool {
        let mut trial = self.endpoint.clone();
        trial.open(self.now, Opened::Active).is_ok()
    }

    fn step(&mut self) -> Result<(), String> {
        match self.draws.below(24) {
            0..=12 => {
                let status = self.endpoint.status();
                let segment = near::segment(self.draws, &status, self.peer, self.peer_iss, self.text);
                self.give(&segment)?;
            }
            13 | 14 => self.expire(),
            15 => self.pass_time(),
            16 | 17 => {
                let len = self.draws.below(LARGEST_SEND);
                self.send(len);
            }
            18 | 19 => self.receive()?,
            20 => self.close(),
            21 if self.draws.one_in(4) => self.abort(),
            23 => self.something_rare(),
            22 => {
                let opened = if self.draws.one_in(2) { Opened::Passive } else { Opened::Active };
                self.open(opened);
            }
            _ => return self.poll(),
        }
        self.look()?;
        // Most drivers poll after each step, and none has to.
        if self.draws.one_in(4) { Ok(()) } else { self.poll() }
    }

    /// What users and networks seldom do.
    fn something_rare(&mut self) {
        match self.draws.below(8) {
            0 => self.release(),
            1 => {
                let len = self.draws.below(300);
                let text = self.text.at(Seq(0), len);
                let result = self.endpoint.send_urgent(self.now, &text);
                self.log.say(|| format!("SEND of {len} urgent octets: {result:?}"));
            }
            2 => self.endpoint.set_nagle(self.draws.one_in(2)),
            3 => {
                let (idle, interval) = (Duration::from_millis(500), Duration::from_millis(100));
                let keep_alive = KeepAlive { idle, interval, probes: self.draws.between(1, 3) };
                self.endpoint.set_keep_alive(self.now, self.draws.one_in(2).then_some(keep_alive));
            }
            4 => self.endpoint.set_user_timeout(self.now, self.draws.one_in(2).then_some(Duration::from_millis(2500))),
            _ => {
                let error = self.draws.pick(&[
                    NetworkError::NetUnreachable,
                    NetworkError::HostUnreachable,
                    NetworkError::ProtocolUnreachable,
                    NetworkError::PortUnreachable,
                    NetworkError::FragmentationNeeded(0),
                    NetworkError::FragmentationNeeded(576),
                    NetworkError::SourceRouteFailed,
                    NetworkError::TimeExceeded,
                    NetworkError::ParameterProblem,
                    NetworkError::SourceQuench,
                ]);
                let status = self.endpoint.status();
                let una = status.snd.map_or(Seq(0), |snd| snd.una);
                let seq = if self.draws.one_in(4) { Seq(self.draws.any_u32()) } else { una };
                self.log.say(|| format!("ICMP {error:?} about {seq}"));
                self.endpoint.on_icmp(error, seq);
            }
        }
    }

    fn release(&mut self) {
        let result = self.endpoint.release(self.now);
        // Section 3.6.1: what is unread is answered by one.
        self.resets_due += 1;
        self.log.say(|| format!("RELEASE: {result:?}"));
    }

    /// A segment arrives.
    pub(super) fn give(&mut self, segment: &Segment) -> Result<(), String> {
        self.log.say(|| format!("gets {}", shown(segment)));
        self.segments += 1;
        if segment.has(Flags::FIN) {
            self.fins.push(segment.end().back(1));
        }
        // Section 3.5.2: a reset is never answered by a reset.
        self.resets_due += u64::from(!segment.has(Flags::RST));
        if self.draws.one_in(16) {
            adapter::deliver_marked(&mut self.endpoint, Place::Here, self.now, segment.clone());
        } else {
            adapter::deliver(&mut self.endpoint, Place::Here, self.now, segment.clone());
        }
        self.look()
    }

    /// Everything that the endpoint has to send goes out.
    pub(super) fn poll(&mut self) -> Result<(), String> {
        let most = u64::from(self.endpoint.status().unsent) + self.resets_due + BESIDES_TEXT;
        let mut sent = 0;
        while let Some(transmit) = self.endpoint.poll_transmit(self.now) {
            self.log.say(|| format!("sends {} because of {:?}", shown(&transmit.segment), transmit.why.cause));
            sent += 1;
            holds(sent <= most, || format!("no end of segments: more than {most}"))?;
            if transmit.segment.has(Flags::RST) {
                holds(self.resets_due > 0, || "a reset that nothing asked for".into())?;
                self.resets_due -= 1;
            }
            invariants::of_transmit(&transmit, &self.endpoint.status(), Place::Here.port())?;
        }
        self.resets_due = 0;
        self.segments += sent;
        self.look()
    }

    pub(super) fn open(&mut self, opened: Opened) {
        let result = self.endpoint.open(self.now, opened);
        self.log.say(|| format!("OPEN {opened:?}: {result:?}"));
    }

    pub(super) fn send(&mut self, len: u32) {
        let text = self.text.at(Seq(0), len);
        let result = self.endpoint.send(self.now, &text);
        self.log.say(|| format!("SEND of {len}: {result:?}"));
    }

    pub(super) fn close(&mut self) {
        let result = self.endpoint.close();
        self.log.say(|| format!("CLOSE: {result:?}"));
    }

    fn abort(&mut self) {
        let result = self.endpoint.abort();
        // Section 3.10.5: ABORT itself sends one.
        self.resets_due += 1;
        self.log.say(|| format!("ABORT: {result:?}"));
    }

    fn receive(&mut self) -> Result<(), String> {
        let max = self.draws.pick(&[0, 1, 10, 1000, usize::MAX]);
        let result = self.endpoint.receive(max);
        self.log.say(|| format!("RECEIVE of {max}: {:?}", result.as_ref().map(bytes::Bytes::len)));
        let Ok(mut text) = result else { return Ok(()) };
        while !text.is_empty() {
            let len = u32::try_from(text.len()).unwrap_or(u32::MAX).min(super::text::LONGEST);
            let piece = text.split_to(len as usize);
            holds(piece == self.text.at(self.reads, len), || format!("an octet out of place, from {}", self.reads))?;
            self.reads += len;
        }
        Ok(())
    }

    /// The next timer expires: just before its time, at it, or late.
    fn expire(&mut self) {
        let Some(at) = self.endpoint.poll_timeout() else { return };
        let late = Duration::from_nanos(u64::from(self.draws.pick(&[0_u32, 0, 0, 1, 1_000_000_000])));
        let at = if self.draws.one_in(10) { Instant(at.0.saturating_sub(1)) } else { at + late };
        self.now = self.now.max(at).min(END_OF_TIME);
        self.log.say(|| format!("time out at {}", self.now.as_millis()));
        // A peer that answers no keep-alive probe is told by a reset that it was given up.
        self.resets_due += 1;
        self.endpoint.on_timeout(self.now);
    }

    fn pass_time(&mut self) {
        let millis = self.draws.pick(&[0, 1, 1, 50, 200, 1000, 60_000, 1 << 31, 1 << 40]);
        self.now = (self.now + Duration::from_millis(millis)).min(END_OF_TIME);
        self.log.say(|| format!("it is {}", self.now.as_millis()));
        if self.draws.one_in(4) {
            self.resets_due += 1;
            self.endpoint.on_timeout(self.now);
        }
    }

    /// Whatever must hold, holds.
    fn look(&mut self) -> Result<(), String> {
        let mut state = self.before.state;
        let mut is_another = false;
        while let Some(event) = self.endpoint.poll_event() {
            self.log.say(|| format!("    {:?}", event.rule));
            let Some(change) = event.transition else { continue };
            self.log.say(|| format!("    {} -> {}", change.from, change.to));
            holds(change.from == state, || format!("left {} while in {state}", change.from))?;
            let is_legal = legal::section(change.from, change.to).is_some();
            holds(is_legal, || format!("an illegal change of state: {} -> {}", change.from, change.to))?;
            state = change.to;
            is_another |= matches!(change.from, State::Closed | State::Listen);
        }
        let after = self.endpoint.status();
        holds(after.state == state, || format!("{} without a word, from {state}", after.state))?;
        // In LISTEN and SYN-SENT nothing can be read, so that the first octet is the one after the SYN.
        if self.before.rcv.is_none()
            && let Some(rcv) = after.rcv
        {
            self.reads = rcv.irs + 1;
        }
        invariants::of_status(&after, self.endpoint.poll_timeout().is_some())?;
        if !is_another && state != State::Closed {
            invariants::of_step(&self.before, &after)?;
        }
        self.before = after;
        Ok(())
    }
}

fn shown(segment: &Segment) -> String {
    let Segment { flags, seq, ack, window, .. } = segment;
    format!("{flags} seq={seq} ack={ack} len={} win={window} {:?}", segment.text_len(), segment.options)
}
