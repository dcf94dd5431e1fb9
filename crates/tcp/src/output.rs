//! Forming segments: what goes out next, and why each of its numbers is what it is.

use bytes::Bytes;
use wire::{Flags, Segment, Seq, TcpOption};

use crate::{
    AckRule, Advance, Cause, Endpoint, Instant, Outstanding, Rule, SeqRule, State, Timer, Transmit, Why, WindowRule,
};

/// A reset that is ready to go.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    dst_port: u16,
    seq: Seq,
    ack: Option<Seq>,
    why: Why,
}

impl Endpoint {
    /// The next segment to put on the wire, if there is one.
    pub fn poll_transmit(&mut self, now: Instant) -> Option<Transmit> {
        self.transmit_reply()
            .or_else(|| self.transmit_syn(now))
            .or_else(|| self.transmit_again(now))
            .or_else(|| self.transmit_handshake_ack())
            .or_else(|| self.transmit_text_or_fin(now))
            .or_else(|| self.transmit_ack())
    }

    /// A reset in answer to `segment` (RFC 9293 section 3.5.2): its numbers make it acceptable to whoever sent that.
    pub(crate) fn reply_reset(&mut self, segment: &Segment) {
        let (seq, seq_rule, ack, ack_rule) = if segment.has(Flags::ACK) {
            (segment.ack, SeqRule::FromAck { seg_ack: segment.ack }, None, AckRule::Absent)
        } else {
            let covers = AckRule::Covers { seg_seq: segment.seq, seg_len: segment.len() };
            (Seq(0), SeqRule::Zero, Some(segment.end()), covers)
        };
        let why = Why { cause: Cause::Reset, seq: seq_rule, ack: ack_rule, window: WindowRule::Nothing };
        self.replies.push_back(Reply { dst_port: segment.src_port, seq, ack, why });
    }

    /// The reset of ABORT: SEQ=SND.NXT, CTL=RST (RFC 9293 section 3.10.5).
    pub(crate) fn reply_abort(&mut self) {
        let seq = SeqRule::Next { from: self.snd.nxt_from };
        let why = Why { cause: Cause::Abort, seq, ack: AckRule::Absent, window: WindowRule::Nothing };
        let dst_port = self.remote_port.unwrap_or_default();
        self.replies.push_back(Reply { dst_port, seq: self.snd.nxt, ack: None, why });
    }

    fn transmit_reply(&mut self) -> Option<Transmit> {
        let Reply { dst_port, seq, ack, why } = self.replies.pop_front()?;
        let flags = if ack.is_some() { Flags::RST | Flags::ACK } else { Flags::RST };
        let segment = Segment {
            src_port: self.config.local_port,
            dst_port,
            seq,
            ack: ack.unwrap_or_default(),
            flags,
            ..Segment::default()
        };
        Some(Transmit { segment, why })
    }

    /// A SYN, or in SYN-RECEIVED a SYN,ACK: the first time, when our SYN crossed the peer's, or when the peer's came
    /// again.
    fn transmit_syn(&mut self, now: Instant) -> Option<Transmit> {
        let cause = self.syn_due.take()?;
        self.ack_due = None;
        if self.snd.nxt == self.snd.iss {
            self.snd.nxt_from = Advance { from: self.snd.iss, syn: true, ..Default::default() };
            self.snd.nxt = self.snd.nxt_from.to();
            self.first_sent(now, Outstanding { seq: self.snd.iss, syn: true, ..Default::default() });
        } else {
            self.sending.again(self.snd.iss, now);
            self.rtt.retransmitted();
        }
        Some(self.form(cause, SeqRule::Iss, self.snd.iss, Flags::SYN, Bytes::new()))
    }

    /// The oldest unacknowledged segment once more, as it was (RFC 9293 section 3.10.8).
    fn transmit_again(&mut self, now: Instant) -> Option<Transmit> {
        let expired = self.retransmission_due.take()?;
        let (segment, text) = self.sending.again(self.snd.una, now)?;
        self.rtt.retransmitted();
        self.start_timer(Timer::Retransmission, now, self.rtt.rto);
        let cause = Cause::Retransmission { transmissions: segment.transmissions, expired };
        let mut flags = Flags::NONE;
        for (set, flag) in [(segment.syn, Flags::SYN), (segment.psh, Flags::PSH), (segment.fin, Flags::FIN)] {
            if set {
                flags |= flag;
            }
        }
        self.answered();
        Some(self.form(cause, SeqRule::Original { snd_nxt: self.snd.nxt }, segment.seq, flags, text))
    }

    /// The handshake's last segment goes by itself, before any text that waits.
    fn transmit_handshake_ack(&mut self) -> Option<Transmit> {
        if self.ack_due == Some(Cause::HandshakeAck) { self.transmit_ack() } else { None }
    }

    /// The next text, as far as the send MSS and the peer's window go, and the FIN after the last of it.
    fn transmit_text_or_fin(&mut self, now: Instant) -> Option<Transmit> {
        if !matches!(
            self.state,
            State::Established | State::CloseWait | State::FinWait1 | State::Closing | State::LastAck
        ) {
            return None;
        }
        let unsent = self.sending.unsent();
        if unsent > 0 && self.snd.una == self.snd.iss {
            return None;
        }
        let in_flight = self.snd.nxt - self.snd.una;
        let mss = u32::from(self.send_mss);
        let probe = std::mem::take(&mut self.probe_due) && unsent > 0;
        let usable = if probe { 1 } else { self.snd.wnd.saturating_sub(in_flight) };
        let len = unsent.min(usable).min(mss);
        if len == 0 && unsent > 0 {
            self.wait_for_window(now);
            return None;
        }
        let fin = self.close_requested && self.fin_sent.is_none() && len == unsent;
        if len == 0 && !fin {
            return None;
        }
        let text = self.sending.take(len);
        let psh = len > 0 && len == unsent;
        let seq = self.snd.nxt;
        let seq_rule = SeqRule::Next { from: self.snd.nxt_from };
        if probe {
            self.probe = Some(self.snd.nxt_from);
        }
        self.snd.nxt_from = Advance { from: seq, syn: false, text: len, fin };
        self.snd.nxt = self.snd.nxt_from.to();
        let mut flags = Flags::NONE;
        if psh {
            flags |= Flags::PSH;
        }
        if fin {
            flags |= Flags::FIN;
            self.fin_sent = Some(seq + len);
            if self.state == State::CloseWait {
                self.enter(State::LastAck, Rule::FinDue);
            }
        }
        self.first_sent(now, Outstanding { seq, syn: false, text: len, psh, fin, ..Default::default() });
        let cause = match () {
            () if probe => Cause::WindowProbe,
            () if fin => Cause::Fin { len },
            () => Cause::Text { len, unsent: unsent - len, full: len == mss },
        };
        self.answered();
        Some(self.form(cause, seq_rule, seq, flags, text))
    }

    fn transmit_ack(&mut self) -> Option<Transmit> {
        let cause = self.ack_due.take()?;
        Some(self.form(cause, SeqRule::Next { from: self.snd.nxt_from }, self.snd.nxt, Flags::NONE, Bytes::new()))
    }

    /// Every segment that goes out carries the acknowledgment, so none is due by itself any more.
    fn answered(&mut self) {
        self.ack_due = None;
    }

    /// Nothing may be sent until the window opens. Whether it has is asked by a probe, since the update may be lost
    /// (RFC 9293 section 3.8.6.1).
    fn wait_for_window(&mut self, now: Instant) {
        if self.sending.all_acknowledged() && !self.timers.is_running(Timer::Persist) {
            self.start_timer(Timer::Persist, now, self.rtt.rto);
        }
    }

    /// Puts a segment on the retransmission queue, times it, and starts the retransmission timer if it is not running
    /// (RFC 6298 section 5.1).
    fn first_sent(&mut self, now: Instant, segment: Outstanding) {
        let segment = Outstanding { transmissions: 1, first_sent: now, last_sent: now, ..segment };
        self.rtt.sent(segment.end(), now);
        self.sending.sent(segment);
        if !self.timers.is_running(Timer::Retransmission) {
            self.start_timer(Timer::Retransmission, now, self.rtt.rto);
        }
    }

    fn form(&self, cause: Cause, seq_rule: SeqRule, seq: Seq, flags: Flags, text: Bytes) -> Transmit {
        let acks = self.state != State::SynSent;
        let ack_rule = if acks { AckRule::Next { from: self.rcv.nxt_from } } else { AckRule::Absent };
        let buffer = u32::from(self.config.profile.receive_buffer);
        // Before the peer's SYN there is no RCV.WND yet: what is offered is the whole buffer.
        let wnd = if acks { self.rcv.wnd } else { buffer };
        let segment = Segment {
            src_port: self.config.local_port,
            dst_port: self.remote_port.unwrap_or_default(),
            seq,
            ack: if acks { self.rcv.nxt } else { Seq(0) },
            flags: if acks { flags | Flags::ACK } else { flags },
            window: u16::try_from(wnd).unwrap_or(u16::MAX),
            urgent: 0,
            // MUST-65: an MSS option stands on a SYN and nowhere else.
            options: if flags.has(Flags::SYN) { vec![TcpOption::Mss(self.config.profile.mss)] } else { Vec::new() },
            text,
        };
        let window = WindowRule::Free { buffer, unread: self.receiving.unread(), wnd };
        Transmit { segment, why: Why { cause, seq: seq_rule, ack: ack_rule, window } }
    }
}
