//! The arithmetic under each reason: the RFC's names and this exchange's numbers, the same in every language.

mod congestion;
pub(crate) mod listener;
mod liveness;
mod options;
mod pacing;
mod recovery;
mod segment;

use std::time::Duration;

use tcp::{Limit, Rule, Timer};
use wire::Seq;

use super::scene::Scene;
use super::span::symbols;

pub(crate) use segment::{ack, seq, window};

/// `name ← start + a + b = total`.
pub(crate) fn sum(name: &str, start: u32, terms: &[u32]) -> String {
    format!("{name} ← {}", added(start, terms))
}

/// `start + a + b = total`, and that it was reduced where it is. Terms of zero are left out.
pub(crate) fn added(start: u32, terms: &[u32]) -> String {
    let mut written = start.to_string();
    let mut exact = u64::from(start);
    for term in terms.iter().filter(|term| **term != 0) {
        written.push_str(&format!(" + {term}"));
        exact += u64::from(*term);
    }
    let total = exact % (1 << 32);
    if total == exact { format!("{written} = {total}") } else { format!("({written}) mod 2^32 = {total}") }
}

/// `names: low ≤ value ≤ high`, with a mark that tells whether it holds.
fn check(names: &str, numbers: &str, holds: bool) -> String {
    format!("{names}: {numbers} {}", mark(holds))
}

fn mark(holds: bool) -> &'static str {
    if holds { "✓" } else { "✗" }
}

/// Whether SEG.ACK acknowledges something new.
fn acknowledges(scene: &Scene, una: Seq, seg_ack: Seq, nxt: Seq) -> String {
    let holds = una.before(seg_ack) && seg_ack.at_or_before(nxt);
    let numbers = format!("{} < {} ≤ {}", scene.own(una), scene.own(seg_ack), scene.own(nxt));
    check("SND.UNA < SEG.ACK ≤ SND.NXT", &circular(numbers, scene.own(una) > scene.own(nxt)), holds)
}

/// A comparison that crosses 2^32 looks wrong to whoever does not know that it is one on a circle.
pub(crate) fn circular(numbers: String, wraps: bool) -> String {
    if wraps { format!("{numbers} (mod 2^32)") } else { numbers }
}

/// The lines under a rule.
pub(crate) fn rule(scene: &Scene, rule: &Rule) -> Vec<String> {
    let (own, peers) = (|seq| scene.own(seq), |seq| scene.peers(seq));
    match rule {
        Rule::ActiveOpen { iss } | Rule::SendOpensActively { iss } => {
            vec![format!("ISS ← {}", own(*iss)), format!("SND.UNA ← ISS = {}", own(*iss))]
        }
        Rule::TextQueued { .. }
        | Rule::PassiveOpen
        | Rule::Close { .. }
        | Rule::FinDue
        | Rule::CloseWaits
        | Rule::CloseUnopened
        | Rule::Abort { .. }
        | Rule::NoConnection { .. }
        | Rule::ResetIgnored { .. }
        | Rule::InvalidSource { .. }
        | Rule::NothingForListen
        | Rule::TwoWayBelieved { .. }
        | Rule::TwoWayUnacknowledged { .. }
        | Rule::MemoryLost { .. }
        | Rule::TimeWaitReopened { timestamps: Some(_), .. }
        | Rule::ResetWithoutAck
        | Rule::NeitherSynNorReset
        | Rule::ResetInSynReceived { .. }
        | Rule::SynInSynReceived
        | Rule::SynChallenged { .. }
        | Rule::WithoutAck
        | Rule::TextAfterFin { .. }
        | Rule::Malformed
        | Rule::UnreadAtClose { .. }
        | Rule::TextForNobody { .. }
        | Rule::ChallengeSuppressed { .. }
        | Rule::TooManyGaps { .. } => Vec::new(),
        Rule::UrgentQueued { snd_up } => vec![format!("SND.UP ← {}", own(*snd_up))],
        Rule::UrgentArrived { rcv_up, .. } => vec![format!("RCV.UP ← {}", peers(*rcv_up))],
        Rule::TextHandedOver { wnd_before, wnd_after, .. } if wnd_after > wnd_before => {
            vec![sum("RCV.WND", *wnd_before, &[wnd_after - wnd_before])]
        }
        Rule::TextHandedOver { wnd_after, .. } => vec![format!("RCV.WND = {wnd_after}")],
        Rule::AckInListen { seg_ack } | Rule::RefusedInSynSent { seg_ack } => {
            vec![format!("SEG.ACK = {}", own(*seg_ack))]
        }
        Rule::SynInListen { irs, iss, .. } => vec![
            format!("IRS ← SEG.SEQ = {}", peers(*irs)),
            sum("RCV.NXT", peers(*irs), &[1]),
            format!("ISS ← {}", own(*iss)),
        ],
        Rule::BadAckInSynSent { seg_ack, iss, snd_nxt } => {
            let numbers = format!("{} < {} ≤ {}", own(*iss), own(*seg_ack), own(*snd_nxt));
            let wraps = own(*iss) > own(*snd_nxt);
            vec![check("ISS < SEG.ACK ≤ SND.NXT", &circular(numbers, wraps), false)]
        }
        Rule::SynAckArrived { irs, snd_una, .. } => vec![
            format!("IRS ← SEG.SEQ = {}", peers(*irs)),
            sum("RCV.NXT", peers(*irs), &[1]),
            format!("SND.UNA ← SEG.ACK = {}", own(*snd_una)),
        ],
        Rule::SimultaneousOpen { irs, .. } => {
            vec![format!("IRS ← SEG.SEQ = {}", peers(*irs)), sum("RCV.NXT", peers(*irs), &[1])]
        }
        // The zero of a reset that answers a segment without ACK is counted from nowhere.
        Rule::Unacceptable { seg_seq: Seq(0), reset: true, .. } => vec!["SEG.SEQ = 0 ✗".to_owned()],
        Rule::Unacceptable { seg_seq, seg_len, rcv_nxt, rcv_wnd, .. } => {
            unacceptable(scene, *seg_seq, *seg_len, *rcv_nxt, *rcv_wnd)
        }
        Rule::DuplicateSyn { seg_seq } => vec![format!("SEG.SEQ = IRS = {}", peers(*seg_seq))],
        Rule::SynAckInSynReceived { seg_seq, seg_ack } => {
            vec![format!("SEG.SEQ = IRS = {}", peers(*seg_seq)), format!("SEG.ACK = {}", own(*seg_ack))]
        }
        Rule::WindowClosedForText { seg_seq, seg_len } => vec![
            format!("SEG.SEQ = RCV.NXT = {}", peers(*seg_seq)),
            format!("SEG.LEN = {seg_len}"),
            "RCV.WND = 0".to_owned(),
        ],
        Rule::CutAtRightEdge { edge, .. } => vec![format!("RCV.NXT + RCV.WND = {}", peers(*edge))],
        Rule::Reset { seg_seq } | Rule::ResetIgnoredInTimeWait { seg_seq } => {
            vec![check("SEG.SEQ = RCV.NXT", &peers(*seg_seq).to_string(), true)]
        }
        Rule::ResetChallenged { seg_seq, rcv_nxt } => {
            vec![check("SEG.SEQ = RCV.NXT", &format!("{} = {}", peers(*seg_seq), peers(*rcv_nxt)), false)]
        }
        Rule::AckUnacceptable { seg_ack, oldest, snd_nxt } => {
            let numbers = format!("{} ≤ {} ≤ {}", own(*oldest), own(*seg_ack), own(*snd_nxt));
            let wraps = own(*oldest) > own(*snd_nxt);
            vec![check("SND.UNA − MAX.SND.WND ≤ SEG.ACK ≤ SND.NXT", &circular(numbers, wraps), false)]
        }
        Rule::BadAckInSynReceived { seg_ack, snd_una, snd_nxt } => {
            vec![acknowledges(scene, *snd_una, *seg_ack, *snd_nxt)]
        }
        Rule::HandshakeAcknowledged { snd_una } => vec![format!("SND.UNA ← SEG.ACK = {}", own(*snd_una))],
        Rule::AckAdvances { from, to, snd_nxt } => vec![
            acknowledges(scene, *from, *to, *snd_nxt),
            format!("SND.UNA ← SEG.ACK = {}", own(*to)),
            format!("SND.NXT − SND.UNA = {}", *snd_nxt - *to),
        ],
        Rule::AckRepeats { seg_ack, snd_nxt } => vec![
            format!("SEG.ACK = SND.UNA = {}", own(*seg_ack)),
            format!("SND.NXT − SND.UNA = {}", *snd_nxt - *seg_ack),
        ],
        Rule::WindowUpdated { to, .. } => vec![format!("SND.WND ← {to}")],
        Rule::FinAcknowledged { fin, .. } => vec![sum("SEG.ACK", own(*fin), &[1]).replace('←', "=")],
        Rule::TextAccepted { from, len, held, rcv_wnd, .. } => vec![
            sum("RCV.NXT", peers(*from), &[len - held, *held]),
            format!("RCV.WND ← {} − {len} = {rcv_wnd}", rcv_wnd + len),
        ],
        Rule::OutOfOrder { seg_seq, rcv_nxt, .. } => {
            vec![format!("RCV.NXT = {}", peers(*rcv_nxt)), format!("SEG.SEQ − RCV.NXT = {}", *seg_seq - *rcv_nxt)]
        }
        Rule::TextHeldAlready { rcv_nxt, .. } => vec![format!("RCV.NXT = {}", peers(*rcv_nxt))],
        Rule::FinArrived { fin, .. } => vec![sum("RCV.NXT", peers(*fin), &[1])],
        Rule::FinBeyondGap { fin, rcv_nxt } => {
            vec![format!("RCV.NXT = {}", peers(*rcv_nxt)), format!("FIN − RCV.NXT = {}", *fin - *rcv_nxt)]
        }
        Rule::FinAgainInTimeWait { wait, .. } => vec![two_msl(*wait)],
        Rule::ChecksumMismatch { found, computed } => vec![format!("0x{found:04x} ≠ 0x{computed:04x}")],
        Rule::TimerStarted { timer: Timer::TimeWait, span } => vec![two_msl(*span)],
        Rule::TimerStarted { timer: Timer::Retransmission | Timer::Persist, span } => vec![rto_is(*span)],
        Rule::TimerStarted {
            timer: Timer::DelayedAck | Timer::SillyWindow | Timer::KeepAlive | Timer::User | Timer::FinWait2,
            ..
        } => Vec::new(),
        Rule::RttMeasured { before, sample, srtt, rttvar, computed, rto, .. } => {
            let mut lines = round_trip(*before, *sample, *srtt, *rttvar);
            // G is the clock's granularity: it counts where it is the larger of the two.
            let is_spread = *computed == *srtt + *rttvar * 4;
            let margin = if is_spread { format!("4 × {}", symbols(*rttvar)) } else { symbols(*computed - *srtt) };
            lines.push(format!(
                "RTO ← SRTT + max(G, 4 × RTTVAR) = {} + {margin} = {}",
                symbols(*srtt),
                symbols(*computed)
            ));
            let bound = if rto > computed { "max" } else { "min" };
            if rto != computed {
                lines.push(format!("RTO ← {bound}({}, {}) = {}", symbols(*computed), symbols(*rto), symbols(*rto)));
            }
            lines
        }
        Rule::NotMeasured { rto, .. } => vec![rto_is(*rto)],
        Rule::GivenUp { limit, .. } => vec![match limit {
            Limit::After(span) => format!("R2 = {}", symbols(*span)),
            Limit::Times(times) => format!("R2 = {times}"),
        }],
        Rule::RtoAfterSynTimeout { rto } => vec![format!("RTO ← {}", symbols(*rto))],
        Rule::RetransmissionTimeout { expired, rto, .. } if *rto == *expired * 2 => {
            vec![format!("RTO ← 2 × {} = {}", symbols(*expired), symbols(*rto))]
        }
        Rule::RetransmissionTimeout { expired, rto, .. } => {
            vec![format!("RTO ← min(2 × {}, {}) = {}", symbols(*expired), symbols(*rto), symbols(*rto))]
        }
        Rule::WindowProbe { snd_nxt, .. } => vec![format!("SEG.SEQ = SND.NXT = {}", own(*snd_nxt))],
        Rule::TimeWaitOver { wait } => vec![two_msl(*wait)],
        Rule::Options(rule) => options::rule(scene, rule),
        Rule::Pacing(rule) => pacing::rule(rule),
        Rule::Liveness(rule) => liveness::rule(scene, rule),
        Rule::Congestion(rule) => congestion::rule(rule),
        Rule::Recovery(rule) => recovery::rule(scene, rule),
        Rule::Listener(rule) => listener::rule(rule),
        Rule::TimeWaitReopened { seg_seq, rcv_nxt, timestamps: None } => {
            vec![format!("SEG.SEQ = {} ≥ RCV.NXT = {}", scene.peers(*seg_seq), scene.peers(*rcv_nxt))]
        }
    }
}

fn rto_is(rto: Duration) -> String {
    format!("RTO = {}", symbols(rto))
}

fn two_msl(wait: Duration) -> String {
    format!("2 × MSL = 2 × {} = {}", symbols(wait / 2), symbols(wait))
}

/// Which of the four tests of acceptability (RFC 9293 table 6) failed.
fn unacceptable(scene: &Scene, seg_seq: Seq, seg_len: u32, rcv_nxt: Seq, rcv_wnd: u32) -> Vec<String> {
    let peers = |seq| scene.peers(seq);
    if rcv_wnd == 0 {
        let numbers = format!("{} = {}", peers(seg_seq), peers(rcv_nxt));
        let line = if seg_len == 0 {
            check("SEG.SEQ = RCV.NXT", &numbers, seg_seq == rcv_nxt)
        } else {
            "RCV.WND = 0".to_owned()
        };
        return vec![line];
    }
    let end = rcv_nxt + rcv_wnd;
    let within = |name: &str, seq: Seq| {
        let numbers = format!("{} ≤ {} < {}", peers(rcv_nxt), peers(seq), peers(end));
        let names = format!("RCV.NXT ≤ {name} < RCV.NXT + RCV.WND");
        check(&names, &circular(numbers, peers(rcv_nxt) > peers(end)), seq.within(rcv_nxt, rcv_wnd))
    };
    let mut lines = vec![within("SEG.SEQ", seg_seq)];
    if seg_len > 1 {
        lines.push(within("SEG.SEQ + SEG.LEN − 1", seg_seq + (seg_len - 1)));
    }
    lines
}

/// SRTT and RTTVAR: from the first measurement, or moved by a later one.
fn round_trip(before: Option<(Duration, Duration)>, sample: Duration, srtt: Duration, rttvar: Duration) -> Vec<String> {
    let r = symbols(sample);
    let Some((srtt_before, rttvar_before)) = before else {
        return vec![format!("SRTT ← R = {r}"), format!("RTTVAR ← R / 2 = {r} / 2 = {}", symbols(rttvar))];
    };
    let (s, v) = (symbols(srtt_before), symbols(rttvar_before));
    vec![
        format!("RTTVAR ← 3/4 × RTTVAR + 1/4 × |SRTT − R′| = 3/4 × {v} + 1/4 × |{s} − {r}| = {}", symbols(rttvar)),
        format!("SRTT ← 7/8 × SRTT + 1/8 × R′ = 7/8 × {s} + 1/8 × {r} = {}", symbols(srtt)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_says_when_it_goes_past_two_to_the_thirty_two() {
        assert_eq!(sum("RCV.NXT", 4_021_337_102, &[200]), "RCV.NXT ← 4021337102 + 200 = 4021337302");
        assert_eq!(sum("RCV.NXT", 4_294_967_200, &[200, 1]), "RCV.NXT ← (4294967200 + 200 + 1) mod 2^32 = 105");
        assert_eq!(sum("RCV.NXT", 4_294_967_295, &[0, 1]), "RCV.NXT ← (4294967295 + 1) mod 2^32 = 0");
    }
}
