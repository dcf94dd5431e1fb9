//! Forming segments: what goes out next, and why each of its numbers is what it is.

use std::collections::VecDeque;

use bytes::Bytes;
use wire::{Flags, Segment, Seq};

use crate::recovery::{Again, Allowed, Resend};
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

/// Why our SYN is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SynDue {
    /// It opens the connection.
    Opens,
    /// It answers the peer's.
    Answers,
    /// The peer's crossed it.
    Crossed,
    /// The peer's came again.
    AnswersAgain,
}

/// Resets that wait to be sent at the most.
const MAX_REPLIES: usize = 64;

/// What a segment says beside its numbers.
pub(crate) struct Content {
    pub(crate) cause: Cause,
    pub(crate) seq: Seq,
    pub(crate) seq_rule: SeqRule,
    pub(crate) flags: Flags,
    pub(crate) text: Bytes,
}

impl Endpoint {
    /// The next segment to put on the wire, if there is one.
    pub fn poll_transmit(&mut self, now: Instant) -> Option<Transmit> {
        // Asked one after the other, and not by `or_else`, which would move what was found once for each question.
        if !self.replies.is_empty() {
            return self.transmit_reply();
        }
        if self.syn_due.is_some() {
            return self.transmit_syn(now);
        }
        if self.acknowledging.goes_alone() {
            return self.transmit_ack(now);
        }
        if let Some(expired) = self.timed_out.take()
            && let Some(oldest) = self.sending.oldest().copied()
        {
            // RFC 9293 section 3.10.8.
            let cause = Cause::Retransmission { transmissions: oldest.transmissions, expired };
            return self.send_again(now, Again { seq: oldest.seq, resend: Resend::Timeout }, Some(cause));
        }
        let probe = self.transmit_probe(now);
        if probe.is_some() {
            return probe;
        }
        let (octets, otherwise) = match self.allowed() {
            Allowed::Again(again) => return self.send_again(now, again, None),
            Allowed::New { octets, otherwise } => (octets, otherwise),
        };
        let sent = self.transmit_text_or_fin(now, octets);
        if sent.is_some() {
            return sent;
        }
        if let Some(again) = otherwise {
            return self.send_again(now, again, None);
        }
        if self.acknowledging.due().is_some() {
            return self.transmit_ack(now);
        }
        self.transmit_keep_alive(now)
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
        self.push_reply(Reply { dst_port: segment.src_port, seq, ack, why });
    }

    /// A driver that takes what is to be sent after each segment never sees more than two resets. One that does not
    /// must not let strangers fill its memory.
    fn push_reply(&mut self, reply: Reply) {
        if self.replies.len() < MAX_REPLIES {
            self.replies.push_back(reply);
        }
    }

    /// The number of a segment that carries nothing: SND.NXT, unless the peer has drawn back its window from what it had
    /// let us send. Past its right edge it would not even look at the acknowledgment.
    fn next_acceptable(&self) -> (Seq, SeqRule) {
        let (snd_una, snd_wnd, snd_nxt) = (self.snd.una, self.snd.wnd, self.snd.nxt);
        if snd_nxt - snd_una > snd_wnd && self.state.is_synchronized() && !self.syn_is_outstanding() {
            return (snd_una + snd_wnd, SeqRule::WindowEdge { snd_una, snd_wnd, snd_nxt });
        }
        (snd_nxt, SeqRule::Next { from: self.snd.nxt_from })
    }

    /// The reset of ABORT: SEQ=SND.NXT, CTL=RST (RFC 9293 section 3.10.5).
    pub(crate) fn reply_abort(&mut self, cause: Cause) {
        let (seq, seq_rule) = self.next_acceptable();
        let why = Why { cause, seq: seq_rule, ack: AckRule::Absent, window: WindowRule::Nothing };
        let dst_port = self.config.remote.map_or(0, |remote| remote.port());
        self.push_reply(Reply { dst_port, seq, ack: None, why });
    }

    fn transmit_reply(&mut self) -> Option<Transmit> {
        let Reply { dst_port, seq, ack, why } = self.replies.pop_front()?;
        if self.replies.is_empty() {
            // A connection has few of them, and holds no room for more.
            self.replies = VecDeque::new();
        }
        let flags = if ack.is_some() { Flags::RST | Flags::ACK } else { Flags::RST };
        let segment = Segment {
            src_port: self.config.local.port(),
            dst_port,
            seq,
            ack: ack.unwrap_or_default(),
            flags,
            ..Segment::default()
        };
        Some(Transmit { segment, ecn_capable: false, why })
    }

    /// A SYN, or in SYN-RECEIVED a SYN,ACK: the first time, when our SYN crossed the peer's, or when the peer's came
    /// again.
    fn transmit_syn(&mut self, now: Instant) -> Option<Transmit> {
        let cause = match self.syn_due.take()? {
            SynDue::Opens => Cause::Syn,
            SynDue::Answers => Cause::SynAck,
            SynDue::Crossed => Cause::SynAckCrossing,
            SynDue::AnswersAgain => Cause::SynAckAgain,
        };
        if self.snd.nxt == self.snd.iss {
            self.snd.nxt_from = Advance { from: self.snd.iss, syn: true, ..Default::default() };
            self.snd.nxt = self.snd.nxt_from.to();
            if cause != Cause::SynAck || !self.believes_unanswered(now) {
                self.first_sent(now, Outstanding { seq: self.snd.iss, syn: true, ..Default::default() });
            }
        } else {
            self.sending.again(self.snd.iss, now);
            self.rtt.retransmitted();
        }
        let (seq, seq_rule) = (self.snd.iss, SeqRule::Iss);
        self.form(now, Content { cause, seq, seq_rule, flags: Flags::SYN, text: Bytes::new() })
    }

    /// A segment once more; without a cause of its own, because loss recovery knows that it is missing.
    fn send_again(&mut self, now: Instant, again: Again, cause: Option<Cause>) -> Option<Transmit> {
        let limit = u32::from(self.send_mss);
        let seq = self.sending.holding(again.seq)?.seq;
        if self.sending.holding(seq)?.text > limit {
            self.sending.split(seq, limit);
        }
        let (segment, text) = self.sending.again(seq, now)?;
        if !segment.syn {
            self.note_sent_again(again);
        }
        self.rtt.retransmitted();
        let transmissions = segment.transmissions;
        let cause = cause.unwrap_or(Cause::Recovery { transmissions, by: again.resend });
        // RFC 6298 sections 5.1 and 5.6.
        let is_timeout = matches!(cause, Cause::Retransmission { .. });
        if is_timeout || !self.timers.is_running(Timer::Retransmission) {
            self.start_timer(Timer::Retransmission, now, self.rtt.rto);
        }
        let mut flags = Flags::NONE;
        for (set, flag) in [(segment.syn, Flags::SYN), (segment.psh, Flags::PSH), (segment.fin, Flags::FIN)] {
            if set {
                flags |= flag;
            }
        }
        let seq_rule = SeqRule::Original { snd_nxt: self.snd.nxt };
        self.form(now, Content { cause, seq: segment.seq, seq_rule, flags, text })
    }

    /// The next text, as far as the send MSS, the peer's window and the congestion window go, and the FIN after the
    /// last of it. `allowed` is what congestion control lets out.
    fn transmit_text_or_fin(&mut self, now: Instant, allowed: u32) -> Option<Transmit> {
        let unsent = self.sending.unsent();
        let closes = self.close_requested && self.fin_sent.is_none();
        let may_send = matches!(
            self.state,
            State::Established | State::CloseWait | State::FinWait1 | State::Closing | State::LastAck
        );
        // Text waits until our SYN is acknowledged.
        if (unsent == 0 && !closes) || !may_send || (unsent > 0 && self.syn_is_outstanding()) {
            return None;
        }
        let allowed = if unsent > 0 && self.restart_after_idle(now) { self.congestion.cwnd() } else { allowed };
        let len = self.next_text_len(now, allowed);
        let fin = closes && len == unsent && self.window_takes_fin(now, len);
        if len == 0 && !fin {
            return None;
        }
        let text = self.sending.take(len);
        let psh = len > 0 && len == unsent;
        let seq = self.snd.nxt;
        let seq_rule = SeqRule::Next { from: self.snd.nxt_from };
        self.forget_probe();
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
        self.note_sent_new(len + u32::from(fin));
        self.pacing.sent(now);
        self.timers.stop(Timer::SillyWindow);
        let full = len == u32::from(self.send_mss);
        let cause = if fin { Cause::Fin { len } } else { Cause::Text { len, unsent: unsent - len, full } };
        self.form(now, Content { cause, seq, seq_rule, flags, text })
    }

    fn transmit_ack(&mut self, now: Instant) -> Option<Transmit> {
        let cause = self.acknowledging.due()?;
        let (seq, seq_rule) = self.next_acceptable();
        self.form(now, Content { cause, seq, seq_rule, flags: Flags::NONE, text: Bytes::new() })
    }

    fn transmit_keep_alive(&mut self, now: Instant) -> Option<Transmit> {
        let seq = self.take_keep_alive_probe()?;
        let (cause, seq_rule) = (Cause::KeepAliveProbe, SeqRule::BeforeNext { snd_nxt: self.snd.nxt });
        // SHLD-12 and MUST-27: without text, since some peers do not take the octet that a probe may carry.
        self.form(now, Content { cause, seq, seq_rule, flags: Flags::NONE, text: Bytes::new() })
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
        self.start_user_timeout(now);
    }

    /// The segment that says `content`. There always is one; it is given as [`Endpoint::poll_transmit`] gives it, so that
    /// it is written once and not moved.
    pub(crate) fn form(&mut self, now: Instant, content: Content) -> Option<Transmit> {
        let Content { cause, seq, seq_rule, mut flags, text } = content;
        let acks = self.state != State::SynSent;
        let is_syn = flags.has(Flags::SYN);
        let ack_rule = if acks { AckRule::Next { from: self.rcv.nxt_from } } else { AckRule::Absent };
        // Before the peer's SYN there is no RCV.WND yet: what is offered is the whole buffer.
        let wnd = if acks { self.rcv.wnd } else { self.unscaled_window() };
        let shift = if is_syn { 0 } else { self.agreed.window_scale.map_or(0, |scale| scale.rcv_shift) };
        let room = u32::from(self.send_mss).saturating_sub(len_of(&text));
        let options = if is_syn { self.syn_options(now) } else { self.segment_options(now, room) };
        let (ecn_flags, ecn_capable) = if is_syn {
            (self.ecn_setup_flags(), false)
        } else {
            self.ecn_bits(matches!(cause, Cause::Text { .. } | Cause::Fin { len: 1.. }))
        };
        flags |= ecn_flags;
        if acks {
            flags |= Flags::ACK;
        }
        let urgent = if is_syn { None } else { self.urgent_pointer(seq) };
        if urgent.is_some() {
            flags |= Flags::URG;
        }
        // Every segment that goes out carries the acknowledgment, so none is due by itself any more. But from before its
        // window the peer takes none (RFC 9293 section 3.10.7.4, first step).
        if !matches!(seq_rule, SeqRule::BeforeNext { .. }) {
            self.has_acknowledged();
        }
        let segment = Segment {
            src_port: self.config.local.port(),
            dst_port: self.config.remote.map_or(0, |remote| remote.port()),
            seq,
            ack: if acks { self.rcv.nxt } else { Seq(0) },
            flags,
            window: u16::try_from(wnd >> shift).unwrap_or(u16::MAX),
            urgent: urgent.unwrap_or(0),
            options,
            text,
        };
        let buffer = self.profile().receive_buffer;
        let window = WindowRule::Free { shift, buffer, unread: self.receiving.unread(), wnd };
        Some(Transmit { segment, ecn_capable, why: Why { cause, seq: seq_rule, ack: ack_rule, window } })
    }
}

fn len_of(text: &Bytes) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
