//! The user calls OPEN, SEND, RECEIVE, CLOSE and ABORT (RFC 9293 sections 3.10.1 to 3.10.5).

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::addresses::is_no_host;
use crate::output::SynDue;
use crate::receive_queue::ReceiveQueue;
use crate::send_queue::count;
use crate::{Cause, Ending, Endpoint, Instant, Opened, Rule, State, Waiting};

/// Why a call was not served, in the RFC's words (RFC 9293 section 3.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CallError {
    /// "error: connection already exists"
    AlreadyExists,
    /// "error: connection does not exist"
    DoesNotExist,
    /// "error: remote socket unspecified"
    RemoteUnspecified,
    /// No single host can have the peer's address (section 3.9.1.1, MUST-46).
    InvalidRemote,
    /// "error: connection closing"
    Closing,
    /// "error: insufficient resources"
    InsufficientResources,
}

impl Endpoint {
    /// OPEN (section 3.10.1): active if we send the SYN, passive if we wait for one.
    ///
    /// # Errors
    /// `AlreadyExists` when a connection exists; `RemoteUnspecified` when an active OPEN names no peer; `InvalidRemote`
    /// when it names what can be no host.
    pub fn open(&mut self, now: Instant, opened: Opened) -> Result<(), CallError> {
        let invalid = self.config.remote.is_some_and(|remote| is_no_host(remote.ip()));
        match (self.state, opened) {
            (State::Closed, _) | (State::Listen, Opened::Active) if invalid => Err(CallError::InvalidRemote),
            (State::Closed, Opened::Passive) => {
                self.begin(opened);
                self.enter(State::Listen, Rule::PassiveOpen);
                Ok(())
            }
            (State::Closed | State::Listen, Opened::Active) => {
                if self.config.remote.is_none() {
                    return Err(CallError::RemoteUnspecified);
                }
                self.begin(opened);
                let iss = self.select_iss(now);
                self.syn_due = Some(SynDue::Opens);
                self.enter(State::SynSent, Rule::ActiveOpen { iss });
                Ok(())
            }
            _ => Err(CallError::AlreadyExists),
        }
    }

    /// SEND (section 3.10.2): queues text, which goes out as far as the peer's window allows.
    ///
    /// # Errors
    /// `DoesNotExist` in CLOSED, `RemoteUnspecified` in LISTEN, `Closing` after CLOSE, `InsufficientResources` when the
    /// send buffer cannot take all of it.
    pub fn send(&mut self, now: Instant, text: &[u8]) -> Result<(), CallError> {
        self.admit(now, text.len())?;
        self.sending.push(text);
        Ok(())
    }

    /// The same for text that need not be copied.
    ///
    /// # Errors
    /// As [`Endpoint::send`].
    pub fn send_bytes(&mut self, now: Instant, text: Bytes) -> Result<(), CallError> {
        self.admit(now, text.len())?;
        self.sending.push_piece(text);
        Ok(())
    }

    /// Whether SEND may take `len` octets now, and what that leads to.
    fn admit(&mut self, now: Instant, len: usize) -> Result<(), CallError> {
        let waiting = match self.state {
            State::Closed => return Err(CallError::DoesNotExist),
            State::Listen if self.config.remote.is_none() => return Err(CallError::RemoteUnspecified),
            State::Listen => Waiting::Handshake,
            _ if self.close_requested => return Err(CallError::Closing),
            State::SynSent | State::SynReceived => Waiting::Handshake,
            State::Established | State::CloseWait => Waiting::Nothing,
            _ => return Err(CallError::Closing),
        };
        let waiting_octets = self.sending.unsent();
        if len > self.send_room() {
            return Err(CallError::InsufficientResources);
        }
        if self.state == State::Listen {
            self.begin(Opened::Active);
            let iss = self.select_iss(now);
            self.syn_due = Some(SynDue::Opens);
            self.enter(State::SynSent, Rule::SendOpensActively { iss });
        }
        let syn = u32::from(self.syn_is_unsent());
        let first = self.snd.nxt + syn + waiting_octets;
        // Of no text there is nothing to tell.
        if len > 0 {
            self.note(Rule::TextQueued { len: count(len), first, waiting });
        }
        Ok(())
    }

    /// SEND with urgent text: the peer is told that there is some up to the end of it (section 3.8.5, MUST-30).
    ///
    /// # Errors
    /// As [`Endpoint::send`].
    pub fn send_urgent(&mut self, now: Instant, text: &[u8]) -> Result<(), CallError> {
        self.send(now, text)?;
        let syn = u32::from(self.syn_is_unsent());
        let snd_up = self.snd.nxt + syn + self.sending.unsent();
        self.urgent.snd_up = Some(snd_up);
        self.note(Rule::UrgentQueued { snd_up });
        Ok(())
    }

    /// Octets that the send buffer holds at the most.
    #[must_use]
    pub fn send_buffer(&self) -> usize {
        self.profile().send_buffer as usize
    }

    /// Octets that the send buffer has room for.
    #[must_use]
    pub fn send_room(&self) -> usize {
        self.send_buffer().saturating_sub(self.sending.len())
    }

    /// Turns Nagle's algorithm on or off for this connection (MUST-17).
    pub fn set_nagle(&mut self, on: bool) {
        self.pacing.nagle = on;
    }

    /// RECEIVE (section 3.10.3): hands over up to `max` octets, none if none has arrived yet.
    ///
    /// # Errors
    /// `DoesNotExist` in CLOSED, once what came before both sides closed has been handed over; `Closing` when the peer
    /// has closed and everything has been handed over.
    pub fn receive(&mut self, max: usize) -> Result<Bytes, CallError> {
        self.hand_over(max, ReceiveQueue::take)
    }

    /// The same without a copy: the next octets that came, or were put together, in one piece. There may be more.
    ///
    /// # Errors
    /// As [`Endpoint::receive`].
    pub fn receive_piece(&mut self, max: usize) -> Result<Bytes, CallError> {
        self.hand_over(max, ReceiveQueue::take_piece)
    }

    fn hand_over(
        &mut self,
        max: usize,
        take: impl FnOnce(&mut ReceiveQueue, usize) -> Bytes,
    ) -> Result<Bytes, CallError> {
        if self.state == State::Closed && self.receiving.unread() == 0 {
            return Err(CallError::DoesNotExist);
        }
        let text = take(&mut self.receiving, max);
        if !text.is_empty() {
            let wnd_before = self.rcv.wnd;
            self.offer_freed_room();
            self.pass_urgent();
            self.note(Rule::TextHandedOver { len: count(text.len()), wnd_before, wnd_after: self.rcv.wnd });
            return Ok(text);
        }
        match self.state {
            State::CloseWait | State::Closing | State::LastAck | State::TimeWait if max > 0 => Err(CallError::Closing),
            _ => Ok(text),
        }
    }

    /// CLOSE (section 3.10.4): we have no more to send; we still receive.
    ///
    /// # Errors
    /// `DoesNotExist` in CLOSED; `Closing` when it was called before.
    pub fn close(&mut self) -> Result<(), CallError> {
        let unsent = self.sending.unsent();
        match self.state {
            State::Closed => return Err(CallError::DoesNotExist),
            _ if self.close_requested => return Err(CallError::Closing),
            State::Listen | State::SynSent => {
                self.delete_tcb(Ending::Closed, Rule::CloseUnopened);
            }
            State::SynReceived if unsent > 0 => {
                self.close_requested = true;
                self.note(Rule::CloseWaits);
            }
            State::SynReceived | State::Established => {
                self.close_requested = true;
                self.enter(State::FinWait1, Rule::Close { unsent });
            }
            State::CloseWait if unsent > 0 => {
                self.close_requested = true;
                self.note(Rule::Close { unsent });
            }
            State::CloseWait => {
                self.close_requested = true;
                self.enter(State::LastAck, Rule::Close { unsent });
            }
            State::FinWait1 | State::FinWait2 | State::Closing | State::LastAck | State::TimeWait => {
                return Err(CallError::Closing);
            }
        }
        Ok(())
    }

    /// CLOSE by a user who takes no more of what arrives either, as a program that ends (section 3.6.1, MAY-1): if
    /// something is unread, or arrives later, a reset tells the peer that it is lost (SHLD-3).
    ///
    /// # Errors
    /// As [`Endpoint::close`], except that it may follow that.
    pub fn release(&mut self, now: Instant) -> Result<(), CallError> {
        let unread = self.receiving.unread();
        if unread > 0 && self.state.is_synchronized() && self.state != State::TimeWait {
            self.reset_for_lost_text(Rule::UnreadAtClose { unread });
            return Ok(());
        }
        if !self.close_requested {
            self.close()?;
        } else if self.released {
            return Err(CallError::Closing);
        }
        // In LISTEN and SYN-SENT nothing is left to be released, and a later OPEN begins with a reader.
        if self.state != State::Closed {
            self.released = true;
            self.limit_fin_wait_2(now);
        }
        Ok(())
    }

    /// ABORT (section 3.10.5): everything is given up at once, and the peer is told by a reset.
    ///
    /// # Errors
    /// `DoesNotExist` in CLOSED.
    pub fn abort(&mut self) -> Result<(), CallError> {
        let sends_reset = match self.state {
            State::Closed => return Err(CallError::DoesNotExist),
            State::SynReceived | State::Established | State::FinWait1 | State::FinWait2 | State::CloseWait => true,
            State::Listen | State::SynSent | State::Closing | State::LastAck | State::TimeWait => false,
        };
        if sends_reset {
            self.reply_abort(Cause::Abort);
        }
        self.delete_tcb(Ending::Aborted, Rule::Abort { sends_reset });
        Ok(())
    }

    /// Raises RCV.WND over room that the user has freed, but only by steps worth telling: the receiver's side of
    /// silly-window avoidance (section 3.8.6.2.2, MUST-39).
    fn offer_freed_room(&mut self) {
        let buffer = self.offerable_window();
        let free = buffer.saturating_sub(self.receiving.unread());
        let step = (buffer / 2).min(u32::from(self.profile().mss));
        let before = self.rcv.wnd;
        let peer_has_closed = self.peer_fin.is_some() || self.state == State::Closed;
        if free.saturating_sub(before) < step || peer_has_closed {
            return;
        }
        self.rcv.wnd = free;
        // The peer learns of it with the next acknowledgment. One is sent for it alone only if the peer may be
        // waiting for room, since a window update for every RECEIVE would double the segments.
        if before < step || free - before >= buffer / 2 {
            self.acknowledge_too(Cause::WindowUpdate);
        }
    }
}
