//! An application: a program of socket calls, of which some block.

use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tcp::{CallError, Ending, Instant, Opened, State};

use crate::sockets::Sockets;
use crate::{Call, Happening, Outcome};

/// Octets that an application sends at the most. A scenario from outside could otherwise fill the memory.
const MOST_TEXT: usize = 128 << 20;

/// Where an application is in its program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AppStatus {
    /// The line that it is at, or the number of lines once it is done.
    pub line: u32,
    /// Whether the call on that line blocks.
    pub blocked: bool,
    /// Whether it stopped because a call failed.
    pub failed: bool,
    /// Octets that it has received.
    pub received: u32,
}

/// An application at work.
#[derive(Debug)]
pub(crate) struct Application {
    program: Vec<Call>,
    status: AppStatus,
    /// When a sleeping program wakes.
    wake: Option<Instant>,
    /// Octets that the `recv` on this line has had.
    had: u32,
    /// Octets that it has asked TCP to send.
    given: usize,
    /// Of those, what the `send` on this line still holds, since the send buffer had no room for it.
    held: Bytes,
    /// What was received, in the pieces in which it came.
    received: Vec<Bytes>,
}

impl Application {
    pub(crate) fn new(program: Vec<Call>) -> Application {
        Application {
            program,
            status: AppStatus::default(),
            wake: None,
            had: 0,
            given: 0,
            held: Bytes::new(),
            received: Vec::new(),
        }
    }

    pub(crate) fn status(&self) -> AppStatus {
        self.status
    }

    pub(crate) fn wake(&self) -> Option<Instant> {
        self.wake
    }

    /// It ends, wherever it was.
    pub(crate) fn stop(&mut self) {
        self.status.line = u32::try_from(self.program.len()).unwrap_or(u32::MAX);
        self.begin_line();
    }

    /// It begins again with its first line.
    pub(crate) fn start(&mut self) {
        self.status.line = 0;
        self.begin_line();
    }

    /// Nothing of an earlier line is left.
    fn begin_line(&mut self) {
        self.status = AppStatus { line: self.status.line, received: self.status.received, ..AppStatus::default() };
        self.wake = None;
        self.had = 0;
        self.held = Bytes::new();
    }

    pub(crate) fn into_received(self) -> Bytes {
        self.received.concat().into()
    }

    /// Lets the application make its next move, if it has one.
    pub(crate) fn step(&mut self, now: Instant, sockets: &mut Sockets) -> Option<Happening> {
        if self.status.failed {
            return None;
        }
        let line = self.status.line;
        let call = self.program.get(line as usize)?.clone();
        if self.status.blocked {
            let outcome = self.outcome(&call, now, sockets)?;
            match outcome {
                Outcome::Failed(_) | Outcome::Refused(_) => {
                    self.status.failed = true;
                    self.status.blocked = false;
                }
                Outcome::Text { more: true, .. } | Outcome::Handed { more: true, .. } => {}
                _ => self.next_line(),
            }
            return Some(Happening::Returned { line, outcome });
        }
        let (blocks, error) = match self.begin(&call, now, sockets) {
            Ok(blocks) => (blocks, None),
            Err(error) => (false, Some(error)),
        };
        match (blocks, error) {
            (true, _) => self.status.blocked = true,
            (false, None) => self.next_line(),
            (false, Some(_)) => self.status.failed = true,
        }
        Some(Happening::Called { line, blocks, error })
    }

    /// Makes the call of the scenario's act `act`, as far as it does not block. The program stays where it is.
    pub(crate) fn act(&mut self, act: u32, call: &Call, now: Instant, sockets: &mut Sockets) -> Happening {
        let most = match call {
            Call::Recv { octets } => *octets,
            Call::RecvToEnd => u32::MAX,
            Call::Accept => {
                sockets.accept();
                return Happening::Acted { act, error: None, octets: 0 };
            }
            Call::Sleep { .. } => return Happening::Acted { act, error: None, octets: 0 },
            Call::Send { .. } => {
                let text = self.give(call);
                let error = text.and_then(|text| sockets.connection.send_bytes(now, text)).err();
                return Happening::Acted { act, error, octets: 0 };
            }
            _ => {
                let error = self.begin(call, now, sockets).err();
                return Happening::Acted { act, error, octets: 0 };
            }
        };
        match sockets.connection.receive(most as usize) {
            Ok(text) => Happening::Acted { act, error: None, octets: self.keep(text) },
            Err(error) => Happening::Acted { act, error: Some(error), octets: 0 },
        }
    }

    fn next_line(&mut self) {
        self.status.line += 1;
        self.status.blocked = false;
        self.had = 0;
    }

    /// Makes a call. Says whether it blocks.
    fn begin(&mut self, call: &Call, now: Instant, sockets: &mut Sockets) -> Result<bool, CallError> {
        match call {
            Call::Listen => sockets.listen(now).map(|()| false),
            // Nothing is wanted, so there is nothing to wait for.
            Call::Recv { octets: 0 } => Ok(false),
            Call::Accept | Call::Recv { .. } | Call::RecvToEnd => Ok(true),
            Call::Connect => sockets.connection.open(now, Opened::Active).map(|()| true),
            Call::Send { .. } => {
                let mut text = self.give(call)?;
                let rest = text.split_off(text.len().min(sockets.connection.send_room()));
                sockets.connection.send_bytes(now, text)?;
                self.held = rest;
                Ok(!self.held.is_empty())
            }
            Call::SendUrgent { .. } => {
                let text = self.give(call)?;
                sockets.connection.send_urgent(now, &text).map(|()| false)
            }
            Call::Release => sockets.connection.release(now).map(|()| false),
            Call::Close => sockets.connection.close().map(|()| false),
            Call::Abort => sockets.connection.abort().map(|()| false),
            Call::Sleep { ms } => {
                self.wake = Some(now + Duration::from_millis((*ms).into()));
                Ok(true)
            }
        }
    }

    /// What a blocked call returns with, once it does.
    fn outcome(&mut self, call: &Call, now: Instant, sockets: &mut Sockets) -> Option<Outcome> {
        match call {
            Call::Accept if sockets.listens() => sockets.accept().then_some(Outcome::Connected),
            Call::Accept | Call::Connect => match (sockets.connection.state(), sockets.connection.ending()) {
                (state, _) if state.is_synchronized() => Some(Outcome::Connected),
                (State::Closed, Some(ending)) => Some(Outcome::Failed(ending)),
                _ => None,
            },
            Call::Send { .. } => self.hand_over(now, sockets),
            Call::Recv { octets } => self.receive(octets - self.had, sockets),
            Call::RecvToEnd => self.receive(u32::MAX, sockets),
            Call::Sleep { .. } => {
                self.wake.take_if(|wake| *wake <= now)?;
                Some(Outcome::Awake)
            }
            Call::Listen | Call::SendUrgent { .. } | Call::Close | Call::Release | Call::Abort => None,
        }
    }

    /// Hands over what the send buffer has room for by now. It does so in pieces that are worth waking up for, as
    /// operating systems do: a third of the buffer, or the rest.
    fn hand_over(&mut self, now: Instant, sockets: &mut Sockets) -> Option<Outcome> {
        if let (State::Closed, Some(ending)) = (sockets.connection.state(), sockets.connection.ending()) {
            return Some(Outcome::Failed(ending));
        }
        let room = sockets.connection.send_room().min(self.held.len());
        if room < self.held.len().min(sockets.connection.send_buffer() / 3).max(1) {
            return None;
        }
        let text = self.held.split_to(room);
        if let Err(error) = sockets.connection.send_bytes(now, text) {
            return Some(Outcome::Refused(error));
        }
        let octets = u32::try_from(room).unwrap_or(u32::MAX);
        Some(Outcome::Handed { octets, more: !self.held.is_empty() })
    }

    fn receive(&mut self, wanted: u32, sockets: &mut Sockets) -> Option<Outcome> {
        match sockets.connection.receive(wanted as usize) {
            Ok(text) if text.is_empty() => None,
            Ok(text) => {
                let octets = self.keep(text);
                self.had = self.had.saturating_add(octets);
                Some(Outcome::Text { octets, more: octets < wanted })
            }
            Err(_) => match sockets.connection.ending() {
                None | Some(Ending::Closed) => Some(Outcome::EndOfStream),
                Some(ending) => Some(Outcome::Failed(ending)),
            },
        }
    }

    /// The octets that a `send` hands over, as long as there are not too many in all.
    fn give(&mut self, call: &Call) -> Result<Bytes, CallError> {
        let text = call.octets();
        self.given += text.len();
        if self.given > MOST_TEXT { Err(CallError::InsufficientResources) } else { Ok(text.into()) }
    }

    /// Keeps what was received, and counts it.
    fn keep(&mut self, text: Bytes) -> u32 {
        let octets = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.received.push(text);
        self.status.received = self.status.received.saturating_add(octets);
        octets
    }
}
