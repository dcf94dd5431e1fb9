//! One sample or more of every rule and every reason, with values that it could have and that can be told apart in a
//! sentence.

use std::time::Duration;

use tcp::{
    AckRule, Advance, Cause, CongestionControl, CongestionRule, CubicRegion, Ending, Evidence, Handshake,
    InitialWindow, Limit, ListenerRule, LivenessRule, Measured, NetworkError, OptionRule, PacingRule, RecoveryRule,
    Resend, Rule, Scheme, SeqRule, State, Timeout, Timer, Waiting, WindowRule,
};
use wire::{Flags, Seq};

const A: Seq = Seq(4_294_967_200);
const B: Seq = Seq(104);
const C: Seq = Seq(517);

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

pub(crate) fn rules() -> Vec<Rule> {
    let span = ms(1500);
    let mut rules = vec![
        Rule::ActiveOpen { iss: A },
        Rule::SendOpensActively { iss: A },
        Rule::PassiveOpen,
        Rule::TextQueued { len: 1, first: A, waiting: Waiting::Handshake },
        Rule::TextQueued { len: 700, first: A, waiting: Waiting::Nothing },
        Rule::TextHandedOver { len: 1, wnd_before: 0, wnd_after: 1460 },
        Rule::TextHandedOver { len: 17, wnd_before: 1460, wnd_after: 1460 },
        Rule::Close { unsent: 0 },
        Rule::Close { unsent: 3 },
        Rule::FinDue,
        Rule::UrgentQueued { snd_up: B },
        Rule::CloseWaits,
        Rule::CloseUnopened,
        Rule::UnreadAtClose { unread: 41 },
        Rule::TextForNobody { len: 41 },
        Rule::Abort { sends_reset: true },
        Rule::Abort { sends_reset: false },
        Rule::NoConnection { flags: Flags::NONE },
        Rule::NoConnection { flags: Flags::SYN },
        Rule::ResetIgnored { state: State::Listen },
        Rule::ResetIgnored { state: State::Closed },
        Rule::AckInListen { seg_ack: A },
        Rule::SynInListen { irs: A, rcv_nxt: A + 1, iss: B },
        Rule::InvalidSource { source: [255, 255, 255, 255].into() },
        Rule::NothingForListen,
        Rule::BadAckInSynSent { seg_ack: B, iss: A, snd_nxt: A + 1 },
        Rule::RefusedInSynSent { seg_ack: A },
        Rule::ResetWithoutAck,
        Rule::SynAckArrived { irs: A, rcv_nxt: A + 1, snd_una: B },
        Rule::SimultaneousOpen { irs: A, rcv_nxt: A + 1 },
        Rule::NeitherSynNorReset,
        Rule::Unacceptable { seg_seq: B, seg_len: 0, rcv_nxt: A, rcv_wnd: 0, reset: false },
        Rule::Unacceptable { seg_seq: B, seg_len: 5, rcv_nxt: A, rcv_wnd: 0, reset: false },
        Rule::Unacceptable { seg_seq: A, seg_len: 5, rcv_nxt: B, rcv_wnd: 100, reset: false },
        Rule::Unacceptable { seg_seq: Seq(0), seg_len: 0, rcv_nxt: B, rcv_wnd: 100, reset: true },
        Rule::DuplicateSyn { seg_seq: A },
        Rule::SynAckInSynReceived { seg_seq: A, seg_ack: B },
        Rule::WindowClosedForText { seg_seq: A, seg_len: 1 },
        Rule::CutAtRightEdge { kept: 20, cut: 31, fin: true, edge: A },
        Rule::CutAtRightEdge { kept: 20, cut: 31, fin: false, edge: A },
        Rule::CutAtRightEdge { kept: 1, cut: 0, fin: true, edge: A },
        Rule::ResetInSynReceived { back_to_listen: true },
        Rule::ResetInSynReceived { back_to_listen: false },
        Rule::Reset { seg_seq: A },
        Rule::ResetIgnoredInTimeWait { seg_seq: A },
        Rule::ResetChallenged { seg_seq: B, rcv_nxt: A },
        Rule::SynInSynReceived,
        Rule::SynChallenged { seg_seq: A },
        Rule::ChallengeSuppressed { limit: 10, period: ms(5000) },
        Rule::WithoutAck,
        Rule::AckUnacceptable { seg_ack: C, oldest: A, snd_nxt: B },
        Rule::AckUnacceptable { seg_ack: A.back(500), oldest: A, snd_nxt: B },
        Rule::BadAckInSynReceived { seg_ack: B, snd_una: A, snd_nxt: A + 1 },
        Rule::HandshakeAcknowledged { snd_una: A },
        Rule::AckAdvances { from: A, to: B, snd_nxt: B },
        Rule::AckAdvances { from: A, to: B, snd_nxt: B + 1 },
        Rule::AckRepeats { seg_ack: A, snd_nxt: B },
        Rule::WindowUpdated { syn: false, from: 100, to: 0 },
        Rule::WindowUpdated { syn: true, from: 0, to: 100 },
        Rule::FinAcknowledged { fin: A, seg_ack: A + 1 },
        Rule::UrgentArrived { rcv_up: B, ahead: 31 },
        Rule::TextAccepted { from: A, len: 200, held: 0, rcv_nxt: B, rcv_wnd: 100 },
        Rule::TextAccepted { from: A, len: 200, held: 50, rcv_nxt: B, rcv_wnd: 100 },
        Rule::OutOfOrder { seg_seq: B, len: 20, rcv_nxt: A },
        Rule::OutOfOrder { seg_seq: A + 1, len: 20, rcv_nxt: A },
        Rule::TooManyGaps { seg_seq: A, len: 20, limit: 64 },
        Rule::TextHeldAlready { seg_seq: B, len: 20, rcv_nxt: A },
        Rule::TextAfterFin { len: 4 },
        Rule::FinArrived { fin: A, rcv_nxt: A + 1, held: false },
        Rule::FinArrived { fin: A, rcv_nxt: A + 1, held: true },
        Rule::FinBeyondGap { fin: B, rcv_nxt: A },
        Rule::FinAgainInTimeWait { seg_seq: A, wait: span },
        Rule::TimeWaitReopened { seg_seq: B, rcv_nxt: A, timestamps: None },
        Rule::TimeWaitReopened { seg_seq: B, rcv_nxt: A, timestamps: Some((7100, Some(7000))) },
        Rule::TimeWaitReopened { seg_seq: B, rcv_nxt: A, timestamps: Some((7100, None)) },
        Rule::TwoWayBelieved { iss: A },
        Rule::TwoWayUnacknowledged { rcv_nxt: A },
        Rule::MemoryLost { state: State::Established },
        Rule::MemoryLost { state: State::Listen },
        Rule::ChecksumMismatch { found: 1, computed: 2 },
        Rule::Malformed,
        Rule::RtoAfterSynTimeout { rto: span },
        Rule::NotMeasured { syn: false, seq: A, transmissions: 3, rto: span },
        Rule::NotMeasured { syn: true, seq: A, transmissions: 3, rto: span },
        Rule::RetransmissionTimeout { seq: A, len: 20, expired: span, rto: span * 2, transmissions: 9 },
        Rule::RetransmissionTimeout { seq: A, len: 20, expired: span, rto: span, transmissions: 9 },
        Rule::GivenUp { transmissions: 9, limit: Limit::After(span) },
        Rule::GivenUp { transmissions: 9, limit: Limit::Times(8) },
        Rule::WindowProbe { snd_nxt: A, waited: span },
        Rule::TimeWaitOver { wait: span },
    ];
    rules.extend(Timer::ALL.map(|timer| Rule::TimerStarted { timer, span }));
    for (by, first) in [(Measured::Segment, true), (Measured::Segment, false), (Measured::Timestamp, false)] {
        for rto in [2, 3, 4] {
            let (srtt, rttvar) = if first { (ms(800), ms(400)) } else { (ms(770), ms(310)) };
            let (sample, computed, rto) = (ms(800), ms(3000), ms(rto * 1000));
            let before = (!first).then_some((ms(760), ms(350)));
            rules.push(Rule::RttMeasured { by, before, sample, srtt, rttvar, computed, rto });
        }
    }
    rules.extend(options().into_iter().map(Rule::from));
    rules.extend(pacing().into_iter().map(Rule::from));
    rules.extend(liveness().into_iter().map(Rule::from));
    rules.extend(congestion().into_iter().map(Rule::from));
    rules.extend(recovery().into_iter().map(Rule::from));
    rules.extend(listener().into_iter().map(Rule::from));
    rules
}

pub(crate) fn options() -> Vec<OptionRule> {
    vec![
        OptionRule::SendMss { announced: Some(1460), peer_mss: 1460, path: 1400, options: 12, send_mss: 1388 },
        OptionRule::SendMss { announced: Some(1460), peer_mss: 1460, path: 1400, options: 0, send_mss: 1400 },
        OptionRule::SendMss { announced: Some(7), peer_mss: 48, path: 1460, options: 12, send_mss: 36 },
        OptionRule::SendMss { announced: None, peer_mss: 536, path: 1460, options: 0, send_mss: 536 },
        OptionRule::WindowScaleAgreed { snd_shift: 7, rcv_shift: 2 },
        OptionRule::WindowScaleTooLarge { shift: 15 },
        OptionRule::WindowScaleDeclined,
        OptionRule::SackAgreed,
        OptionRule::SackDeclined,
        OptionRule::TimestampsAgreed { ts_recent: 77_001 },
        OptionRule::TimestampsDeclined,
        OptionRule::TimestampMissing,
        OptionRule::TimestampOld { ts_val: 76_000, ts_recent: 77_001 },
        OptionRule::TimestampOld { ts_val: 4_000_000_000, ts_recent: 11 },
        OptionRule::TimestampStale { ts_val: 76_000, ts_recent: 77_001 },
        OptionRule::TimestampTaken { from: 77_001, to: 77_042, last_ack_sent: A },
        OptionRule::EcnAgreed,
        OptionRule::EcnDeclined,
        OptionRule::EcnMarked,
        OptionRule::EcnAnswered,
    ]
}

pub(crate) fn pacing() -> Vec<PacingRule> {
    let (unsent, send_mss) = (900, 1460);
    vec![
        PacingRule::NagleWaits { unsent, in_flight: 1, send_mss },
        PacingRule::SillyWindowAvoided { unsent, usable: 300, send_mss, max_wnd: 8000, wait: ms(200) },
        PacingRule::SillyWindowOverridden { usable: 300, waited: ms(200) },
        PacingRule::WindowFull { unsent, snd_wnd: 0, in_flight: 0 },
        PacingRule::WindowFull { unsent, snd_wnd: 1000, in_flight: 1200 },
        PacingRule::CongestionWindowFull { unsent: 2000, cwnd: 4380, in_flight: 4000 },
        PacingRule::FinAckDelayed { delay: ms(200) },
        PacingRule::AckDelayed { delay: ms(200), octets: 1460 },
        PacingRule::AckDelayOver { waited: ms(200) },
        PacingRule::SecondSegment { octets: 2920, full: 1460 },
    ]
}

pub(crate) fn liveness() -> Vec<LivenessRule> {
    let idle = Duration::from_secs(7200);
    let errors = [
        NetworkError::NetUnreachable,
        NetworkError::HostUnreachable,
        NetworkError::ProtocolUnreachable,
        NetworkError::PortUnreachable,
        NetworkError::FragmentationNeeded(1300),
        NetworkError::SourceRouteFailed,
        NetworkError::TimeExceeded,
        NetworkError::ParameterProblem,
        NetworkError::SourceQuench,
    ];
    let mut rules = vec![
        LivenessRule::KeepAliveOn { idle },
        LivenessRule::KeepAliveProbe { seq: A, idle, nth: 2, limit: 9 },
        LivenessRule::KeepAliveGivenUp { probes: 9 },
        LivenessRule::R1Reached { r1: 3 },
        LivenessRule::UserTimeout { limit: ms(30_000) },
        LivenessRule::FinWait2Over { held: ms(60_000) },
        LivenessRule::IcmpElsewhere { seq: C, snd_una: A, snd_nxt: B },
        LivenessRule::PacketTooBig { mtu: 1400, before: 1460, send_mss: 1360 },
        LivenessRule::PacketTooBig { mtu: 1400, before: 1448, send_mss: 1348 },
        LivenessRule::SourceQuench,
    ];
    for error in errors {
        rules.extend([
            LivenessRule::IcmpSoft { error },
            LivenessRule::IcmpHard { error },
            LivenessRule::IcmpHardTolerated { error },
        ]);
    }
    rules
}

pub(crate) fn congestion() -> Vec<CongestionRule> {
    let smss = 1460;
    let (acked, cwnd_before, ssthresh, flight) = (1200, 4380, 2920, 4100);
    let mut rules = vec![
        CongestionRule::SlowStart { acked, smss, ssthresh: 65_535, cwnd_before, cwnd: 5580 },
        CongestionRule::Avoidance { acked, counted: 2400, smss, ssthresh, cwnd_before, cwnd: cwnd_before },
        CongestionRule::Avoidance { acked, counted: 4500, smss, ssthresh, cwnd_before, cwnd: 5840 },
        CongestionRule::RestartAfterIdle {
            idle: ms(9000),
            rto: ms(1000),
            initial: 4380,
            cwnd_before: 9000,
            cwnd: 4380,
        },
        CongestionRule::Rescaled { smss_before: 1460, smss: 730, cwnd_before, cwnd: 2190 },
    ];
    for formula in [InitialWindow::Rfc5681, InitialWindow::Rfc6928] {
        for handshake in [Handshake::Clean, Handshake::Lossy] {
            let cwnd = match (formula, handshake) {
                (_, Handshake::Lossy) => smss,
                (InitialWindow::Rfc5681, Handshake::Clean) => 3 * smss,
                (InitialWindow::Rfc6928, Handshake::Clean) => 10 * smss,
            };
            rules.push(CongestionRule::InitialWindow { formula, handshake, smss, cwnd });
        }
    }
    for region in [CubicRegion::RenoFriendly, CubicRegion::Concave, CubicRegion::Convex] {
        let (w_max, w_cubic, w_est, target) = (9100, 5200, 4700, 5300);
        let cwnd = if region == CubicRegion::RenoFriendly { w_est } else { 4500 };
        let (t_ms, k_ms) = (320, 2150);
        rules.push(CongestionRule::CubicGrowth {
            region,
            acked,
            t_ms,
            k_ms,
            w_max,
            w_cubic,
            w_est,
            target,
            cwnd_before,
            cwnd,
        });
    }
    for (control, ssthresh) in [(CongestionControl::NewReno, 2920), (CongestionControl::Cubic, 2921)] {
        for timeout in [Timeout::First, Timeout::Repeated] {
            let ssthresh_before = if timeout == Timeout::First { 9000 } else { ssthresh };
            rules.push(CongestionRule::TimeoutWindow {
                control,
                timeout,
                flight,
                smss,
                ssthresh_before,
                ssthresh,
                cwnd_before,
                cwnd: smss,
            });
        }
        rules.push(CongestionRule::EcnReduced { control, flight, smss, cwnd_before, ssthresh, cwnd: ssthresh });
    }
    rules
}

pub(crate) fn recovery() -> Vec<RecoveryRule> {
    let (smss, cwnd_before, una, recover) = (1460, 8760, A, C);
    let mut rules = vec![
        RecoveryRule::DuplicateAck { evidence: Evidence::Repeated, count: 2, una, flight: 8760 },
        RecoveryRule::DuplicateAck { evidence: Evidence::Sack, count: 3, una, flight: 8760 },
        RecoveryRule::DuplicateAck { evidence: Evidence::Repeated, count: 5, una, flight: 8760 },
        RecoveryRule::LimitedTransmit { count: 2, len: 1460, flight: 11_680, cwnd: 8760, smss },
        RecoveryRule::NothingNewLost { una, recover },
        RecoveryRule::Inflated { smss, cwnd_before, cwnd: 10_220 },
        RecoveryRule::PartialAck { seq: B, recover, count: 1, acked: 2920, smss, cwnd_before, cwnd: 7300 },
        RecoveryRule::PartialAck { seq: B, recover, count: 2, acked: 700, smss, cwnd_before, cwnd: 8060 },
        RecoveryRule::FullAck { una, recover, flight: 0, smss, ssthresh: 4380, cwnd_before, cwnd: 2920 },
        RecoveryRule::SackedMore { left: B, right: C, len: 413, pipe: 7300 },
        RecoveryRule::DuplicateSack { left: A, right: B, seg_ack: C },
        RecoveryRule::SackIgnored { left: B, right: C, una, nxt: A + 9 },
        RecoveryRule::DeemedLost { seq: A, len: 1460, ranges: 1, octets: 4380, smss, pipe: 2920 },
        RecoveryRule::RecoveryOver { una, recovery_point: recover, cwnd: 4380 },
        RecoveryRule::AllDeemedLost { scheme: Scheme::NewReno, una, behind: 0, recover },
        RecoveryRule::AllDeemedLost { scheme: Scheme::NewReno, una, behind: 350, recover },
        RecoveryRule::AllDeemedLost { scheme: Scheme::Sack, una, behind: 350, recover },
        RecoveryRule::TimeoutRepaired { una, recover },
    ];
    for (limited, ssthresh) in [(0, 4380), (1460, 4380), (0, 6132), (0, 2920)] {
        let (count, flight, cwnd) = (3, 8760, ssthresh + 3 * smss);
        rules.push(RecoveryRule::FastRetransmit {
            seq: A,
            count,
            flight,
            limited,
            smss,
            ssthresh,
            cwnd_before,
            cwnd,
            recover,
        });
        rules.push(RecoveryRule::LossRecovery {
            seq: A,
            count,
            flight,
            limited,
            smss,
            ssthresh,
            cwnd_before,
            cwnd: ssthresh,
            recovery_point: recover,
            pipe: 5840,
        });
    }
    let send_again = |resend| RecoveryRule::SendAgain { seq: A, resend, pipe: 4380, cwnd: 5840 };
    rules.extend(resends().into_iter().map(send_again));
    rules
}

pub(crate) fn listener() -> Vec<ListenerRule> {
    let last = Seq(u32::MAX);
    let mut rules = vec![
        ListenerRule::InvalidSource { source: [255, 255, 255, 255].into() },
        ListenerRule::SynQueued { waiting: 37, limit: 128 },
        ListenerRule::SynDropped { waiting: 129, limit: 128 },
        ListenerRule::CookieSent { irs: A, cookie: B, announced: 1455, mss: 1452 },
        ListenerRule::CookieSent { irs: C, cookie: last, announced: 9000, mss: 8960 },
        ListenerRule::CookieCannotSay { announced: 48 },
        ListenerRule::CookieAccepted { cookie: B, irs: A, mss: 1220, steps: 0 },
        ListenerRule::CookieAccepted { cookie: last, irs: last, mss: 1220, steps: 2 },
        ListenerRule::CookieRefused { seg_ack: A },
        ListenerRule::CookieRefused { seg_ack: Seq(0) },
        ListenerRule::HandshakeComplete { waiting: 37, limit: 128 },
        ListenerRule::AcceptQueueFull { waiting: 129, limit: 128 },
        ListenerRule::HalfOpenEnded { state: State::Listen, waiting: 37 },
        ListenerRule::HalfOpenEnded { state: State::Closed, waiting: 0 },
        ListenerRule::EndedBeforeAccept { ending: None, waiting: 37 },
        ListenerRule::Accepted { waiting: 37 },
        ListenerRule::AnswerDropped { limit: 256 },
    ];
    let endings =
        [Ending::Closed, Ending::Refused, Ending::Reset, Ending::TimedOut, Ending::Aborted, Ending::Unreachable];
    rules.extend(endings.map(|ending| ListenerRule::EndedBeforeAccept { ending: Some(ending), waiting: 37 }));
    rules
}

pub(crate) fn causes() -> Vec<Cause> {
    let mut causes = vec![
        Cause::Syn,
        Cause::SynAck,
        Cause::SynAckCrossing,
        Cause::SynAckAgain,
        Cause::HandshakeAck,
        Cause::Text { len: 200, unsent: 0, full: false },
        Cause::Text { len: 200, unsent: 1, full: false },
        Cause::Text { len: 200, unsent: 150, full: true },
        Cause::Fin { len: 0 },
        Cause::Fin { len: 7 },
        Cause::AckText,
        Cause::AckDelayed,
        Cause::AckKeepAlive,
        Cause::AckOutOfOrder,
        Cause::AckFin,
        Cause::AckUnacceptable,
        Cause::ChallengeAck,
        Cause::WindowUpdate,
        Cause::WindowProbe,
        Cause::Retransmission { transmissions: 3, expired: ms(1500) },
        Cause::KeepAliveProbe,
        Cause::Reset,
        Cause::Abort,
        Cause::ResetForLostText,
    ];
    causes.extend(resends().into_iter().map(|by| Cause::Recovery { transmissions: 3, by }));
    causes
}

pub(crate) fn resends() -> Vec<Resend> {
    vec![
        Resend::FastRetransmit,
        Resend::PartialAck,
        Resend::DeemedLost,
        Resend::LastResort,
        Resend::Rescue,
        Resend::Timeout,
        Resend::PacketTooBig,
    ]
}

pub(crate) fn seq_rules() -> Vec<SeqRule> {
    let from = Advance { from: A, text: 200, ..Advance::default() };
    vec![
        SeqRule::Iss,
        SeqRule::Next { from },
        SeqRule::BeforeNext { snd_nxt: B },
        SeqRule::WindowEdge { snd_una: A, snd_wnd: 100, snd_nxt: B },
        SeqRule::Original { snd_nxt: B },
        SeqRule::FromAck { seg_ack: A },
        SeqRule::Zero,
    ]
}

pub(crate) fn ack_rules() -> Vec<AckRule> {
    let from = Advance { from: A, text: 200, ..Advance::default() };
    vec![AckRule::Absent, AckRule::Next { from }, AckRule::Covers { seg_seq: A, seg_len: 5 }]
}

pub(crate) fn windows() -> Vec<WindowRule> {
    vec![
        WindowRule::Free { shift: 0, buffer: 5000, unread: 0, wnd: 5000 },
        WindowRule::Free { shift: 0, buffer: 5000, unread: 7, wnd: 4993 },
        WindowRule::Free { shift: 0, buffer: 90_000, unread: 0, wnd: 65_535 },
        WindowRule::Free { shift: 2, buffer: 90_000, unread: 70, wnd: 89_000 },
        WindowRule::Nothing,
    ]
}
