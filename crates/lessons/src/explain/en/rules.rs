//! What an endpoint did, rule by rule, in English.

use tcp::{Event, Rule, Waiting};
use wire::Seq;

use super::super::Words;
use super::super::scene::{Scene, closes_last, had_before};
use super::super::span::duration;
use super::{
    bits, congestion, listener, liveness, name, numbers, octets, options, pacing, range, recovery, timers, world,
};
use crate::Lang::En;

/// What a rule says.
pub(crate) fn rule(scene: &Scene, event: &Event) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let (own, peers) = (|seq: Seq| scene.own(seq), |seq: Seq| scene.peers(seq));
    match &event.rule {
        Rule::SendOpensActively { iss } => Words::new(
            "SEND opens actively",
            format!(
                "The {me} was listening, but now it has data for a known peer: it chooses {} as its ISS and sends a \
                 SYN. {}",
                own(*iss),
                unpredictable(scene),
            ),
        ),
        Rule::ActiveOpen { iss } => Words::new(
            "Active open",
            format!(
                "The {me} begins: it chooses {} as its initial sequence number (ISS) and sends a SYN that says so. {}",
                own(*iss),
                unpredictable(scene),
            ),
        ),
        Rule::PassiveOpen => Words::new(
            "Passive open",
            format!("The {me} waits in LISTEN for a SYN from somebody else. It sends nothing itself."),
        ),
        Rule::TextQueued { len, first, waiting } => {
            let last = own(*first + len.saturating_sub(1));
            let waits = match waiting {
                Waiting::Handshake => "Nothing goes out before the connection is ESTABLISHED.".to_owned(),
                Waiting::Nothing => format!("What the {peer}'s window and the congestion window allow goes out."),
            };
            let are = if *len == 1 { "its number is" } else { "their numbers are" };
            Words::new(
                "Data to send",
                format!("The application hands {} to TCP; {are} {}. {waits}", octets(*len), range(own(*first), last)),
            )
        }
        Rule::TextHandedOver { len, wnd_before, wnd_after } if wnd_before == wnd_after => Words::new(
            "The application reads",
            format!(
                "The application takes {} out of the receive buffer. The window stays at {wnd_after} for now: freed \
                 room is offered again only when it is enough to be worth telling, or the {peer} would be led to send \
                 tiny segments.",
                octets(*len)
            ),
        ),
        Rule::TextHandedOver { len, wnd_before, wnd_after } => Words::new(
            "The application reads",
            format!(
                "The application takes {} out of the receive buffer, which makes room: the window opens from \
                 {wnd_before} to {wnd_after}.",
                octets(*len)
            ),
        ),
        Rule::Close { unsent: 0 } if closes_last(event) => Words::new(
            "Close",
            format!(
                "The {me}'s application has nothing more to send either: its FIN goes out now, and closes the second \
                 of the two directions."
            ),
        ),
        Rule::Close { unsent: 0 } => Words::new(
            "Close",
            format!(
                "The application has nothing more to send, and everything before is on its way: the FIN goes out now. \
                 It closes one direction only; the {me} still takes what the {peer} sends."
            ),
        ),
        Rule::Close { unsent } => Words::new(
            "Close",
            format!(
                "The application has nothing more to send, but the send buffer still holds {}. That goes first, and \
                 the FIN takes the number after it.",
                octets(*unsent)
            ),
        ),
        Rule::FinDue => Words::new(
            "The FIN follows",
            format!("The last of the {me}'s data goes out, so the FIN that CLOSE asked for goes with it."),
        ),
        Rule::CloseWaits => Words::new(
            "Close waits",
            "There is data that cannot be sent before the handshake is over, and the FIN comes after it: CLOSE waits \
             until the connection is ESTABLISHED.",
        ),
        Rule::CloseUnopened => Words::new(
            "Close before there is a connection",
            format!(
                "No connection exists yet that could be closed. The {me} deletes what it had prepared and sends \
                 nothing."
            ),
        ),
        Rule::Abort { sends_reset } => Words::new(
            "Abort",
            format!(
                "The application gives the connection up: what is unsent or unacknowledged is thrown away. {}",
                if *sends_reset {
                    format!("A reset tells the {peer}.")
                } else {
                    "In this state no reset is sent.".to_owned()
                }
            ),
        ),
        Rule::UnreadAtClose { unread } => Words::new(
            "Closed with data unread",
            format!(
                "The application takes nothing more and leaves {} unread. A reset tells the {peer} of the loss.",
                octets(*unread)
            ),
        ),
        Rule::TextForNobody { len } => Words::new(
            "Data for nobody",
            format!(
                "The segment brings {}, but the {me}'s application takes nothing more. A reset tells the {peer} of \
                 the loss.",
                octets(*len)
            ),
        ),
        Rule::UrgentQueued { snd_up } => Words::new(
            "Urgent data",
            format!(
                "The application marks its data as urgent up to number {}. URG and the urgent pointer tell the {peer} \
                 how far it goes. New programs should do without.",
                own(snd_up.back(1))
            ),
        ),
        Rule::NoConnection { flags } => Words::new(
            "No such connection",
            format!(
                "A segment with {} arrives, but the {me} has no connection that it could belong to. A reset tells the \
                 {peer} so.",
                bits(*flags)
            ),
        ),
        Rule::ResetIgnored { state } => Words::new(
            "Reset ignored",
            format!(
                "In {state} there is no connection that a reset could end, and a reset is never answered by another."
            ),
        ),
        Rule::AckInListen { seg_ack } => Words::new(
            "Nothing to acknowledge",
            format!(
                "In LISTEN the {me} has sent nothing, so nothing of it can be acknowledged: {} acknowledges something else. \
                 A reset goes back.",
                own(*seg_ack)
            ),
        ),
        Rule::SynInListen { irs, rcv_nxt, iss } => Words::new(
            "A SYN arrives",
            format!(
                "The {peer} counts its octets from {}. The SYN takes that one number, so {} is expected next. For its \
                 own direction the {me} chooses an ISS of its own, {}. {}",
                peers(*irs),
                peers(*rcv_nxt),
                own(*iss),
                unpredictable(scene),
            ),
        ),
        Rule::InvalidSource { source } => Words::new(
            "An impossible sender",
            format!(
                "No single host has the address {source}, so there can be no connection with it. The segment is dropped."
            ),
        ),
        Rule::NothingForListen => Words::new(
            "Dropped in LISTEN",
            "In LISTEN only a SYN can begin something. A segment without SYN, ACK and RST is dropped.",
        ),
        Rule::BadAckInSynSent { seg_ack, snd_nxt, .. } => Words::new(
            "An acknowledgment of something else",
            format!(
                "The segment acknowledges {}, but what the {me} has sent is acknowledged by {}. It belongs to another \
                 connection: a reset goes back, unless it is a reset itself.",
                own(*seg_ack),
                own(*snd_nxt)
            ),
        ),
        Rule::RefusedInSynSent { .. } => Words::new(
            "Connection refused",
            format!(
                "The reset acknowledges the {me}'s SYN, so it really answers it. Usually this means that nobody \
                 listens on that port."
            ),
        ),
        Rule::ResetWithoutAck => Words::new(
            "Reset dropped",
            format!("The reset does not acknowledge the {me}'s SYN, so nothing shows that it answers it."),
        ),
        Rule::SynAckArrived { irs, rcv_nxt, snd_una } => Words::new(
            "The SYN,ACK arrives",
            format!(
                "ack {} shows that the {peer} has the {me}'s SYN. Its own SYN has number {}, so {} is expected next. \
                 The {me} is done with the handshake; the {peer} is not, until it hears so.",
                own(*snd_una),
                peers(*irs),
                peers(*rcv_nxt)
            ),
        ),
        Rule::SimultaneousOpen { irs, rcv_nxt } => Words::new(
            "Two SYNs cross",
            format!(
                "A SYN comes that does not acknowledge the {me}'s own: both sides have opened at the same time. The \
                 {peer}'s SYN has number {}, so {} is expected next.",
                peers(*irs),
                peers(*rcv_nxt)
            ),
        ),
        Rule::NeitherSynNorReset => Words::new(
            "Dropped in SYN-SENT",
            "In SYN-SENT only a SYN or a reset means anything. This segment has neither and is dropped.",
        ),
        Rule::Unacceptable { seg_seq, seg_len, rcv_nxt, rcv_wnd, reset } => {
            let known = had_before(*seg_seq, *seg_len, *rcv_nxt);
            let why = match () {
                () if known => format!("The {me} has had everything in this segment before."),
                () if *rcv_wnd == 0 => format!("The {me}'s window is closed."),
                () => format!(
                    "The {me} takes numbers from {} to {}, and this segment lies outside.",
                    peers(*rcv_nxt),
                    peers(*rcv_nxt + (rcv_wnd - 1))
                ),
            };
            let answer = if *reset {
                "It is dropped; a reset gets no answer.".to_owned()
            } else {
                format!("It is dropped, and an ACK tells the {peer} what is expected: {}.", peers(*rcv_nxt))
            };
            let heading = if known { "Nothing new" } else { "Outside the window" };
            Words::new(heading, format!("{why} {answer}"))
        }
        Rule::DuplicateSyn { seg_seq } => Words::new(
            "The SYN again",
            format!(
                "The SYN with number {} has been answered already, so the SYN,ACK may have been lost: it goes out \
                 again at once, as common systems do it. The RFC's own text would answer with a bare ACK and leave the \
                 SYN,ACK to its timer.",
                peers(*seg_seq)
            ),
        ),
        Rule::SynAckInSynReceived { seg_seq, seg_ack } => Words::new(
            "The SYN,ACK of a simultaneous open",
            format!(
                "Its number {} has been received before, with the SYN that crossed. But its ack {} is new: it \
                 acknowledges the {me}'s SYN, so it is let through.",
                peers(*seg_seq),
                own(*seg_ack)
            ),
        ),
        Rule::WindowClosedForText { seg_seq, seg_len } => Words::new(
            "The window is closed",
            format!(
                "The {me} has no room, so it does not take what this segment carries from {} on ({}). ACK, URG and RST \
                 still count, and an ACK tells the {peer} the window.",
                peers(*seg_seq),
                numbers(*seg_len)
            ),
        ),
        Rule::CutAtRightEdge { kept, cut, fin, edge } => {
            let what = match (*cut, *fin) {
                (0, _) => "the FIN".to_owned(),
                (cut, true) => format!("{} and the FIN", octets(cut)),
                (cut, false) => octets(cut),
            };
            Words::new(
                "Beyond the window",
                format!(
                    "The {me}'s window ends just before {}. It keeps {} of this segment and drops {what} beyond the \
                     window, which must be retransmitted.",
                    peers(*edge),
                    octets(*kept)
                ),
            )
        }
        Rule::ResetInSynReceived { back_to_listen: true } => Words::new(
            "Reset during the handshake",
            format!("The {me} came here from LISTEN and goes back there: its application need not hear of it."),
        ),
        Rule::ResetInSynReceived { back_to_listen: false } => Words::new(
            "Connection refused",
            format!("The {me} had opened actively, so its application learns that the connection was refused."),
        ),
        Rule::Reset { seg_seq } => Words::new(
            "Connection reset",
            format!(
                "The reset has exactly the number that is expected, {}: it is taken for genuine, and the connection \
                 ends at once.",
                peers(*seg_seq)
            ),
        ),
        Rule::ResetIgnoredInTimeWait { seg_seq } => Words::new(
            "Reset ignored in TIME-WAIT",
            format!(
                "The reset has the expected number {}, but it may be an old one. To obey it would end the wait that \
                 keeps old segments out of a new connection.",
                peers(*seg_seq)
            ),
        ),
        Rule::ResetChallenged { seg_seq, rcv_nxt } => Words::new(
            "Reset challenged",
            format!(
                "The reset has number {}, which lies in the window but is not {}. A stranger could have guessed that, \
                 so the {me} answers with an ACK: if the {peer} really has no connection, its next reset will have the \
                 right number.",
                peers(*seg_seq),
                peers(*rcv_nxt)
            ),
        ),
        Rule::SynInSynReceived => Words::new(
            "Another SYN during the handshake",
            format!("The {me} came here from LISTEN, and a new SYN in the window sends it back there."),
        ),
        Rule::SynChallenged { seg_seq } => Words::new(
            "SYN challenged",
            format!(
                "A SYN with number {} has no place in a connection that exists, and a stranger may have sent it. The \
                 {me} answers with an ACK: a {peer} that has really started anew will answer that with a reset.",
                peers(*seg_seq)
            ),
        ),
        Rule::ChallengeSuppressed { limit, period } => Words::new(
            "No more challenge ACKs",
            format!(
                "A challenge ACK is due, but the {me} sends no more than {limit} in {}, and they are used up. Nothing \
                 goes back.",
                duration(*period, En)
            ),
        ),
        Rule::WithoutAck => Words::new(
            "No ACK bit",
            "In a connection every segment carries ACK, except the first SYN and some resets. One without it is \
             dropped.",
        ),
        Rule::AckUnacceptable { seg_ack, snd_nxt, oldest } => {
            let why = if snd_nxt.before(*seg_ack) {
                format!("the {me} has sent nothing beyond {}", own(snd_nxt.back(1)))
            } else {
                format!("the {me} accepts nothing older than {}", own(*oldest))
            };
            Words::new(
                "An acknowledgment out of range",
                format!(
                    "The segment acknowledges {}, but {why}. It is dropped, and an ACK with the current numbers goes back.",
                    own(*seg_ack)
                ),
            )
        }
        Rule::BadAckInSynReceived { seg_ack, snd_nxt, .. } => Words::new(
            "An acknowledgment of something else",
            format!(
                "The {me}'s SYN is acknowledged by {}, not by {}: the segment belongs to another connection, and a \
                 reset goes back.",
                own(*snd_nxt),
                own(*seg_ack)
            ),
        ),
        Rule::HandshakeAcknowledged { snd_una } => Words::new(
            "The handshake is complete",
            format!(
                "ack {} shows that the {peer} has the {me}'s SYN. Now each side has the other's number and \
                 knows that its own has arrived.",
                own(*snd_una)
            ),
        ),
        Rule::AckAdvances { from, to, snd_nxt } => {
            let rest = *snd_nxt - *to;
            let rest = if rest == 0 {
                "Everything that was sent is acknowledged now.".to_owned()
            } else {
                format!("Still unacknowledged: {}.", numbers(rest))
            };
            Words::new(
                "New acknowledgment",
                format!(
                    "The {peer} has everything before {}: that acknowledges {} more. {rest}",
                    own(*to),
                    *to - *from
                ),
            )
        }
        Rule::AckRepeats { seg_ack, .. } => Words::new(
            "Duplicate ACK",
            format!(
                "The {peer} still expects {}. Something behind it may have arrived while it has not, being lost or \
                 only late; or the path has brought an old ACK once more. A single duplicate does not tell which.",
                own(*seg_ack)
            ),
        ),
        Rule::WindowUpdated { to: 0, .. } => Words::new(
            "Window closed",
            format!("The {peer} has no room left: nothing new may be sent until it offers some."),
        ),
        Rule::WindowUpdated { to, .. } => Words::new(
            "Send window",
            format!("The {peer} takes {} from the first unacknowledged number on, and not more.", octets(*to)),
        ),
        Rule::FinAcknowledged { fin, seg_ack } => Words::new(
            "FIN acknowledged",
            format!(
                "The {me}'s FIN has number {}. ack {} lies just past it, so the {peer} has the FIN and everything \
                 before.",
                own(*fin),
                own(*seg_ack)
            ),
        ),
        Rule::UrgentArrived { rcv_up, ahead } => Words::new(
            "Urgent data ahead",
            format!(
                "The {peer} marks its data as urgent up to number {}. The application is told at once: it has {} to \
                 read until there.",
                peers(rcv_up.back(1)),
                octets(*ahead)
            ),
        ),
        Rule::TextAccepted { from, len, held: 0, rcv_nxt, .. } => Words::new(
            "Data in order",
            format!(
                "The segment brings {} just where the next is expected, at {}. After it, {} is expected.",
                octets(*len),
                peers(*from),
                peers(*rcv_nxt)
            ),
        ),
        Rule::TextAccepted { from, len, held, rcv_nxt, .. } => Words::new(
            "The gap is filled",
            format!(
                "The segment fills the gap at {} with {}. Together with what had been held, {}, the expected number \
                 moves over all {len} at once, to {}.",
                peers(*from),
                octets(len - held),
                octets(*held),
                peers(*rcv_nxt)
            ),
        ),
        Rule::OutOfOrder { seg_seq, len, rcv_nxt } => Words::new(
            "Data beyond a gap",
            format!(
                "The segment brings {} from {} on, but {} has not come. What it brings is held, and {} stays the number \
                 that is expected.",
                octets(*len),
                peers(*seg_seq),
                range(peers(*rcv_nxt), peers(seg_seq.back(1))),
                peers(*rcv_nxt)
            ),
        ),
        Rule::TooManyGaps { seg_seq, len, limit } => Words::new(
            "Too many gaps",
            format!(
                "To hold {} from {} on would open one gap more than the {limit} that the {me} keeps track of. So \
                 the segment's data is dropped, and the {peer} will retransmit it.",
                octets(*len),
                peers(*seg_seq)
            ),
        ),
        Rule::TextHeldAlready { seg_seq, len, rcv_nxt } => Words::new(
            "Data that is held already",
            format!(
                "The segment brings {} from {} on, which had come before. What is missing is still {}.",
                octets(*len),
                peers(*seg_seq),
                peers(*rcv_nxt)
            ),
        ),
        Rule::TextAfterFin { len } => Words::new(
            "Data after the FIN",
            format!(
                "The {peer} has said that it sends nothing more, so what this segment carries ({}) is ignored.",
                octets(*len)
            ),
        ),
        Rule::FinArrived { fin, rcv_nxt, held: true } => Words::new(
            "The FIN's turn comes",
            format!(
                "The {peer}'s FIN, number {}, had come earlier, beyond a gap that is filled now. So it counts: {} comes \
                 next, and the {peer} will send no more data.",
                peers(*fin),
                peers(*rcv_nxt)
            ),
        ),
        Rule::FinArrived { fin, rcv_nxt, held: false } => Words::new(
            "The FIN arrives",
            format!(
                "The {peer}'s FIN has number {} and takes it, as an octet of data would: {} comes next. The {peer} \
                 will send no more data.",
                peers(*fin),
                peers(*rcv_nxt)
            ),
        ),
        Rule::FinBeyondGap { fin, rcv_nxt } => Words::new(
            "A FIN beyond a gap",
            format!(
                "The {peer}'s FIN has number {}, but {} is missing before it. The FIN counts only when its turn comes.",
                peers(*fin),
                peers(*rcv_nxt)
            ),
        ),
        Rule::FinAgainInTimeWait { wait, .. } => Words::new(
            "The FIN again",
            format!(
                "The {peer} retransmits its FIN, so the ACK of it has not come back in time. It is \
                 acknowledged once more, and the wait of {} begins anew. This is what TIME-WAIT is for.",
                duration(*wait, En)
            ),
        ),
        Rule::ChecksumMismatch { found, computed } => Words::new(
            "Damaged on the way",
            format!(
                "The header says checksum 0x{found:04x}, but these octets give 0x{computed:04x}: something was changed \
                 on the way. The segment is dropped without a word; for its sender that is the same as a loss."
            ),
        ),
        Rule::Malformed => Words::new(
            "Not a segment",
            "A length inside does not fit the octets that came. They are dropped without a word.",
        ),
        Rule::TimerStarted { timer, span } => timers::started(scene, *timer, *span),
        Rule::RttMeasured { by, before, sample, computed, rto, .. } => {
            timers::measured(*by, before.is_none(), *sample, *computed, *rto)
        }
        Rule::NotMeasured { syn: true, seq, transmissions, .. } => timers::syn_not_measured(own(*seq), *transmissions),
        Rule::NotMeasured { syn: false, seq, transmissions, rto } => {
            timers::not_measured(own(*seq), *transmissions, *rto)
        }
        Rule::RtoAfterSynTimeout { rto } => timers::after_syn_timeout(*rto),
        Rule::RetransmissionTimeout { seq, expired, rto, transmissions, .. } => {
            timers::expired(scene, own(*seq), *expired, *rto, *transmissions)
        }
        Rule::GivenUp { transmissions, limit } => timers::given_up(scene, *transmissions, *limit),
        Rule::WindowProbe { snd_nxt, waited } => timers::window_probe(scene, own(*snd_nxt), *waited),
        Rule::TimeWaitOver { wait } => timers::time_wait_over(scene, *wait),
        Rule::Options(rule) => options::rule(scene, rule),
        Rule::Pacing(rule) => pacing::rule(scene, rule),
        Rule::Liveness(rule) => liveness::rule(scene, rule),
        Rule::Congestion(rule) => congestion::rule(scene, rule),
        Rule::Recovery(rule) => recovery::rule(scene, rule),
        Rule::Listener(rule) => listener::rule(rule),
        Rule::TimeWaitReopened { seg_seq, rcv_nxt, timestamps } => {
            world::reopened(scene, *seg_seq, *rcv_nxt, *timestamps)
        }
        Rule::TwoWayBelieved { iss } => world::believed(scene, *iss),
        Rule::TwoWayUnacknowledged { rcv_nxt } => world::unacknowledged(scene, *rcv_nxt),
        Rule::MemoryLost { state } => world::memory_lost(scene, *state),
    }
}

/// What is to be said where an ISS is chosen: as a lesson shows it, it may look as if it were always the same.
fn unpredictable(scene: &Scene) -> &'static str {
    if scene.is_relative() {
        "(Shown relative, an ISS is always 0; the header holds a 32-bit number that outsiders cannot predict.)"
    } else {
        "A real host makes this number hard for outsiders to predict."
    }
}
