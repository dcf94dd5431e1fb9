//! What an endpoint did, rule by rule, in English.

use tcp::{Event, Rule, Timer, Waiting};
use wire::Seq;

use super::super::Words;
use super::super::scene::{Scene, closes_last};
use super::super::span::duration;
use super::{bits, name, octets, times};
use crate::Lang::En;

/// What a rule says.
pub(crate) fn rule(scene: &Scene, event: &Event) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let (own, peers) = (|seq: Seq| scene.own(seq), |seq: Seq| scene.peers(seq));
    match &event.rule {
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
                Waiting::Handshake => "They wait until the connection is ESTABLISHED.".to_owned(),
                Waiting::Nothing => format!("They go out as far as the {peer}'s window allows."),
            };
            let numbers = if *len == 1 { "its number is" } else { "their numbers are" };
            let range = if *len == 1 { format!("{last}") } else { format!("{} to {last}", own(*first)) };
            Words::new(
                "Text to send",
                format!("The application hands {} to TCP; {numbers} {range}. {waits}", octets(*len)),
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
            format!("The last of the {me}'s text goes out, so the FIN that CLOSE asked for goes with it."),
        ),
        Rule::CloseWaits => Words::new(
            "Close waits",
            "There is text that cannot be sent before the handshake is over, and the FIN comes after it: CLOSE waits \
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
                "In LISTEN the {me} has sent nothing, so nothing of it can be acknowledged: {} belongs to some older \
                 connection. A reset goes back.",
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
            let known = *seg_len > 0 && (*seg_seq + *seg_len).at_or_before(*rcv_nxt);
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
            Words::new("Outside the window", format!("{why} {answer}"))
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
        Rule::WithoutAck => Words::new(
            "No ACK bit",
            "After the first SYN every segment but a reset has to carry ACK. One without it is dropped.",
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
                    "The segment acknowledges {}, but {why}. It is dropped, and an ACK tells the {peer} where the {me} \
                     is.",
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
                 knows that its own has arrived. If this segment carries text, that is taken as well.",
                own(*snd_una)
            ),
        ),
        Rule::AckAdvances { from, to, snd_nxt } => {
            let rest = *snd_nxt - *to;
            let rest = if rest == 0 {
                "Nothing waits for acknowledgment any more.".to_owned()
            } else {
                format!("From there on, {rest} of the numbers sent still wait.")
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
        Rule::TextAccepted { from, len, held: 0, rcv_nxt, .. } => Words::new(
            "Text in order",
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
            "Text beyond a gap",
            format!(
                "The segment brings {} from {} on, but what lies from {} to {} has not come. The text is held, and {} \
                 stays the number that is expected.",
                octets(*len),
                peers(*seg_seq),
                peers(*rcv_nxt),
                peers(seg_seq.back(1)),
                peers(*rcv_nxt)
            ),
        ),
        Rule::TextHeldAlready { seg_seq, rcv_nxt, .. } => Words::new(
            "Text that is held already",
            format!(
                "The text from {} on had come before and is held. What is missing is still {}.",
                peers(*seg_seq),
                peers(*rcv_nxt)
            ),
        ),
        Rule::TextAfterFin { len } => Words::new(
            "Text after the FIN",
            format!(
                "The {peer} has said that it sends nothing more, so the text of this segment ({}) is ignored.",
                octets(*len)
            ),
        ),
        Rule::FinArrived { fin, rcv_nxt } => Words::new(
            "The FIN arrives",
            format!(
                "The {peer}'s FIN has number {} and takes it, as an octet of text would: {} comes next. The {peer} \
                 will send no more text.",
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
                "The {peer} sends its FIN again, so the ACK of it has not reached the {peer} in time. It is \
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
        Rule::TimerStarted { timer: Timer::Retransmission, span } => Words::new(
            "Retransmission timer",
            format!(
                "If no new acknowledgment comes within {}, the oldest unacknowledged segment goes out again.",
                duration(*span, En)
            ),
        ),
        Rule::TimerStarted { timer: Timer::Persist, span } => Words::new(
            "Persist timer",
            format!(
                "The {peer}'s window is closed, and the segment that opens it may get lost. After {} the {me} will \
                 ask.",
                duration(*span, En)
            ),
        ),
        Rule::TimerStarted { timer: Timer::TimeWait, span } => Words::new(
            "TIME-WAIT",
            format!(
                "The {me} waits {}, twice the maximum segment lifetime: long enough to acknowledge the {peer}'s FIN \
                 again if the ACK was lost, and for old segments to die out.",
                duration(*span, En)
            ),
        ),
        Rule::RttMeasured { sample, computed, rto, .. } => {
            let bound = if rto > computed {
                format!(
                    " The formula gives {}, but the timeout is never set below {}.",
                    duration(*computed, En),
                    duration(*rto, En)
                )
            } else if rto < computed {
                format!(
                    " The formula gives {}, but the timeout is capped at {}.",
                    duration(*computed, En),
                    duration(*rto, En)
                )
            } else {
                format!(" The timeout follows from it: {}.", duration(*rto, En))
            };
            Words::new(
                "Round trip measured",
                format!("From sending to acknowledgment {} passed.{bound}", duration(*sample, En)),
            )
        }
        Rule::RtoAfterSynTimeout { rto } => Words::new(
            "Timeout after a lost SYN",
            format!(
                "The handshake needed a retransmission, and what was sent twice cannot be measured. Data begins with a \
                 cautious timeout of {}.",
                duration(*rto, En)
            ),
        ),
        Rule::RetransmissionTimeout { seq, expired, rto, .. } => Words::new(
            "Retransmission timeout",
            format!(
                "{} passed and the {peer} has not acknowledged {}. The segment that begins there goes out again, and \
                 the next wait is {}: if the path is overloaded, patience helps it.",
                duration(*expired, En),
                own(*seq),
                duration(*rto, En)
            ),
        ),
        Rule::GivenUp { transmissions, limit } => Words::new(
            "Given up",
            format!(
                "The same segment was sent {} and not acknowledged for {}. The {me} gives the connection up.",
                times(*transmissions),
                duration(*limit, En)
            ),
        ),
        Rule::WindowProbe { snd_nxt, waited } => Words::new(
            "Window probe",
            format!(
                "The window has been closed for {}. One octet, number {}, goes out to make the {peer} tell its window.",
                duration(*waited, En),
                own(*snd_nxt)
            ),
        ),
        Rule::TimeWaitOver { wait } => Words::new(
            "TIME-WAIT is over",
            format!(
                "For {} nothing more came. Old segments have died out, and the {me} forgets the connection.",
                duration(*wait, En)
            ),
        ),
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
