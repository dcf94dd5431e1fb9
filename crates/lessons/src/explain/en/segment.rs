//! Why a segment is sent and why its numbers are what they are, in English.

use tcp::{AckRule, Cause, Resend, SeqRule, WindowRule};
use wire::Flags;

use super::super::Words;
use super::super::scene::{Scene, Sent};
use super::super::span::duration;
use super::{name, octets, times};
use crate::Lang::En;

/// Why it is sent.
pub(crate) fn cause(scene: &Scene, sent: &Sent<'_>) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    match sent.why.cause {
        Cause::Syn => Words::new(
            "Why a SYN?",
            format!(
                "The application called `connect`. The SYN tells the {peer} from which number the {me}'s octets are \
                 counted, and asks for the same in return."
            ),
        ),
        Cause::SynAck => Words::new(
            "Why SYN and ACK at once?",
            format!(
                "The {me} has to confirm the {peer}'s number (ACK) and to announce its own (SYN). One segment does \
                 both: that is why opening takes three segments and not four."
            ),
        ),
        Cause::SynAckCrossing => Words::new(
            "Why the SYN again, with ACK?",
            format!(
                "Both SYNs crossed on the way. The {me} repeats its own, now with the acknowledgment of the {peer}'s, \
                 and the connection opens from both sides."
            ),
        ),
        Cause::SynAckAgain => Words::new(
            "Why the SYN,ACK again?",
            format!("The {peer}'s SYN came again, so the SYN,ACK may have been lost. The {me} retransmits it at once."),
        ),
        Cause::HandshakeAck => Words::new(
            "Why a third segment?",
            format!(
                "The {peer} has announced its number and does not know whether that arrived. This ACK tells it: from \
                 then on each side knows that its number has arrived."
            ),
        ),
        Cause::Text { len, unsent: 0, .. } => Words::new(
            "Why this data?",
            format!(
                "The application has given the {me} data to send. This segment carries {}, all that waits to be sent.",
                octets(len)
            ),
        ),
        Cause::Text { len, unsent, full } => {
            let limit = if full {
                "a full segment (the effective send MSS)".to_owned()
            } else {
                format!("as much as the {peer}'s window has room for")
            };
            Words::new(
                "Why so much data, and not more?",
                format!("This segment carries {}, {limit}. Still to be sent: {}.", octets(len), octets(unsent)),
            )
        }
        Cause::Fin { len: 0 } if sent.peer_has_closed() => Words::new(
            "Why a FIN?",
            format!(
                "The {me}'s application has closed too, and all its data is sent. The {peer} closed its direction \
                 before; this FIN closes the other one."
            ),
        ),
        Cause::Fin { len: 0 } => Words::new(
            "Why a FIN?",
            format!(
                "The {me}'s application has closed, and all its data is sent. The FIN tells the {peer} that nothing \
                 more will come in this direction; the other direction stays open."
            ),
        ),
        Cause::Fin { len } => Words::new(
            "Why a FIN?",
            format!(
                "The {me}'s application has closed, and this is the last of its data: the FIN travels with it ({}).",
                octets(len)
            ),
        ),
        Cause::AckText => Words::new(
            "Why an acknowledgment?",
            format!(
                "Data has arrived in order. The {peer} keeps a copy of it and a timer running until it hears that the \
                 {me} has it."
            ),
        ),
        Cause::AckDelayed => Words::new(
            "Why an acknowledgment only now?",
            format!(
                "The {me} waited for data of its own that it could go with, or for a second segment to acknowledge. \
                 Neither came in time, so it goes alone."
            ),
        ),
        Cause::AckKeepAlive => Words::new(
            "Why an acknowledgment?",
            format!(
                "A segment came with a number just before the one that is expected, and without data: a keep-alive \
                 probe. The answer tells the {peer} that the {me} is still there."
            ),
        ),
        Cause::AckOutOfOrder => Words::new(
            "Why an acknowledgment at once?",
            format!(
                "What arrived lies beyond a gap. The {me} says again, without delay, which number it is waiting for: \
                 that is how the {peer} can find out that something is missing."
            ),
        ),
        Cause::AckFin if sent.answers_a_fin_again() => Words::new(
            "Why an acknowledgment?",
            format!(
                "The {peer}'s FIN has arrived again, so the {me} acknowledges it again: the earlier ACK may have been lost."
            ),
        ),
        Cause::AckFin => Words::new(
            "Why an acknowledgment?",
            format!(
                "The {peer}'s FIN has arrived. It is acknowledged as data is: until then the {peer} retransmits it."
            ),
        ),
        Cause::AckUnacceptable if sent.answers_nothing_new() => Words::new(
            "Why an acknowledgment?",
            format!(
                "A segment came that brought nothing new: the {me} has had all of it before. So the {me} repeats which \
                 number it expects, for the {peer} may not have heard so."
            ),
        ),
        Cause::AckUnacceptable => Words::new(
            "Why an acknowledgment?",
            format!(
                "A segment came that the {me} cannot accept: an old duplicate, a probe, or a forged one. The {me} \
                 answers with the numbers that it sends and expects next."
            ),
        ),
        Cause::ChallengeAck => Words::new(
            "Why a challenge ACK?",
            format!(
                "A reset or a SYN came that a stranger may have sent. Instead of obeying, the {me} says where it is: \
                 only the real {peer} gets this and can answer with the right number."
            ),
        ),
        Cause::WindowUpdate => Words::new(
            "Why a window update?",
            format!("The application has made room, and the {peer} may be waiting for it: the {me} tells it at once."),
        ),
        Cause::WindowProbe if sent.transmission.segment.text.is_empty() => Words::new(
            "Why a probe?",
            format!(
                "The FIN takes a number, and the {peer}'s window has none to spare. The segment that opens it may be lost. \
                 This one makes the {peer} answer with its window."
            ),
        ),
        Cause::WindowProbe => Words::new(
            "Why one octet?",
            format!(
                "The {peer}'s window was closed, and the segment that opens it may be lost. One octet makes the {peer} \
                 answer with its window."
            ),
        ),
        Cause::Retransmission { transmissions, expired } => again(
            format!(
                "No acknowledgment came within {}, so the {me} retransmits its oldest unacknowledged segment.",
                duration(expired, En)
            ),
            transmissions,
        ),
        Cause::Recovery { transmissions, by } => again(missing(scene, by), transmissions),
        Cause::KeepAliveProbe => Words::new(
            "Why a keep-alive probe?",
            format!(
                "Nothing has come from the {peer} for a long time. The probe has a number that the {peer} has received \
                 already, so it must be answered, if the {peer} is still there."
            ),
        ),
        Cause::Reset => Words::new(
            "Why a reset?",
            format!(
                "A segment came that fits no connection of the {me}'s. The reset tells the {peer} so, instead of \
                 letting it wait."
            ),
        ),
        Cause::Abort => Words::new(
            "Why a reset?",
            format!("The {me} gives the connection up at once, and the {peer} is to give it up too."),
        ),
        Cause::ResetForLostText => Words::new(
            "Why a reset?",
            format!(
                "The {me}'s application takes nothing more, so data from the {peer} is lost. The reset says so; a FIN \
                 would pass for a proper end."
            ),
        ),
    }
}

fn again(why: String, transmissions: u32) -> Words {
    Words::new("Why again?", format!("{why} It has been sent {} before.", times(transmissions)))
}

/// What says that a segment is missing.
pub(super) fn missing(scene: &Scene, by: Resend) -> String {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    match by {
        Resend::FastRetransmit => format!(
            "Duplicate ACKs are a sure enough sign that this segment is lost. The {me} retransmits it without waiting \
             for the timer: fast retransmit."
        ),
        Resend::PartialAck => format!(
            "The last ACK covers only a part of what was in flight when the loss was noticed. So this segment is lost \
             too, and the {me} retransmits it at once."
        ),
        Resend::DeemedLost => {
            format!("The {peer}'s SACK blocks report enough beyond this segment: it is deemed lost and retransmitted.")
        }
        Resend::LastResort => "Data beyond this segment has arrived, and nothing new may be sent. So it is \
                                retransmitted, although it is not deemed lost yet."
            .to_owned(),
        Resend::Rescue => "Nothing else may be sent, and without a segment no more ACKs will come. So the last one \
                            that is unacknowledged is retransmitted."
            .to_owned(),
        Resend::Timeout => {
            "The retransmission timer has expired, so whatever was in flight then counts as lost. The ACK \
                             that came since does not cover this segment, so it is retransmitted as cwnd allows."
                .to_owned()
        }
        Resend::PacketTooBig => {
            "The packet was too big for its path. Its octets are retransmitted in smaller segments.".to_owned()
        }
    }
}

/// Why SEG.SEQ is what it is.
pub(crate) fn seq(scene: &Scene, sent: &Sent<'_>) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let segment = &sent.transmission.segment;
    let number = scene.own(segment.seq);
    let text = match sent.why.seq {
        SeqRule::Iss => {
            let relative = if scene.is_relative() {
                " Shown relative it is always 0; in the header it is a 32-bit number that outsiders cannot predict."
            } else {
                ""
            };
            format!(
                "A SYN has the number from which its sender counts, the {me}'s ISS. It takes that one number so that \
                 it can be acknowledged; the first octet of data will have {}.{relative}",
                scene.own(segment.seq + 1)
            )
        }
        SeqRule::Next { from } => {
            let last = scene.own(segment.seq.back(1));
            let before = match (from.syn, from.text, from.fin) {
                (true, ..) => format!("The {me}'s SYN took {last}, so the next free number is {number}."),
                (_, _, true) => format!("The {me}'s FIN took {last}, so {number} is next."),
                (_, 0, _) => format!("The {me} has used no number before {number}."),
                _ => format!("The last octet that the {me} sent has number {last}, so the next one has {number}."),
            };
            let takes = match () {
                () if segment.has(Flags::RST) => "The reset stands where the next octet would.".to_owned(),
                () if segment.is_empty() && from.fin => "A bare ACK takes no number of its own.".to_owned(),
                () if segment.is_empty() => {
                    "A bare ACK takes no number, so the next octet will have the same one.".to_owned()
                }
                () if sent.after_bare_ack => format!(
                    "The ACK that went before has the same number: it carried nothing, so it took none. {}",
                    first_of(sent)
                ),
                () => first_of(sent).to_owned(),
            };
            format!("{before} {takes}")
        }
        SeqRule::WindowEdge { snd_wnd, .. } => format!(
            "The {peer} has drawn its window back to {snd_wnd}, and SND.NXT lies beyond. A segment without data begins at \
             the window's right edge, or the {peer} would ignore its ack."
        ),
        SeqRule::BeforeNext { .. } => format!(
            "A probe without data has the number before the next. The {peer} has received {number} already, so it cannot \
             accept the segment and must answer it."
        ),
        SeqRule::Original { .. } if segment.has(Flags::SYN) => {
            "It is the same SYN as before, so it has the same number: another number would announce another ISS."
                .to_owned()
        }
        SeqRule::Original { .. } if segment.text.is_empty() => {
            "It is the same FIN as before, so it has the same number: a FIN ends the data at one place, and that has not \
             moved. Only ack and window are current."
                .to_owned()
        }
        SeqRule::Original { snd_nxt } => format!(
            "These are the same octets as before, so they keep their numbers: the {peer} puts data in place by its \
             number, and under {} it would be new data. Only ack and window are current.",
            scene.own(snd_nxt)
        ),
        SeqRule::FromAck { .. } => format!(
            "The segment that this answers says in its ack what the {peer} expects: {number}. With that number the \
             {peer} takes the reset for genuine."
        ),
        SeqRule::Zero => format!(
            "The segment that this answers has no ACK, so it does not say what the {peer} expects. The number is 0, \
             and the ack shows what the reset answers."
        ),
    };
    Words::new(format!("Why seq = {}?", scene.seq_of(sent.transmission)), text)
}

fn first_of(sent: &Sent<'_>) -> &'static str {
    if sent.transmission.segment.text.is_empty() {
        "The FIN takes it, as an octet of data would."
    } else {
        "The first octet of this segment has it."
    }
}

/// Why SEG.ACK is what it is.
pub(crate) fn ack(scene: &Scene, sent: &Sent<'_>) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let segment = &sent.transmission.segment;
    let number = scene.peers(segment.ack);
    let last = scene.peers(segment.ack.back(1));
    let text = match sent.why.ack {
        AckRule::Absent => {
            let why = if segment.has(Flags::SYN) {
                format!("Nothing has come from the {peer} that could be acknowledged")
            } else {
                "This segment acknowledges nothing".to_owned()
            };
            let text = format!("{why}: ACK is not set. The field is still there, holds 0 and means nothing.");
            return Words::new("Why no ack?", text);
        }
        AckRule::Next { .. } if sent.repeats_because_of_a_gap() => format!(
            "{number} is still missing. What has just come lies beyond it and is held, so the number that the {me} \
             expects has not moved, however much arrives behind the gap."
        ),
        AckRule::Next { from } => match (from.syn, from.text, from.fin) {
            (true, ..) => format!(
                "The {peer}'s SYN has number {last} and takes it. An acknowledgment names the next number that is \
                 expected: {number}."
            ),
            (_, 0, true) => format!(
                "The {peer}'s FIN has number {last} and takes it, as an octet would. The {me} has everything up to and \
                 including it, and names the next number."
            ),
            (_, text, true) => format!(
                "The last step went over {} and the {peer}'s FIN, which takes one number more, {last}. The {me} has \
                 all of it and names the next number.",
                octets(text)
            ),
            _ if sent.held > 0 => format!(
                "The gap is filled, and what was held beyond it ({}) counts at once: the {me} has every octet up to and \
                 including {last}. One acknowledgment covers them all.",
                octets(sent.held)
            ),
            _ => format!(
                "The {me} has every octet up to and including {last}, and an acknowledgment names the next one it \
                 expects."
            ),
        },
        AckRule::Covers { .. } => format!(
            "The reset answers a segment without ACK. By acknowledging all of that segment it shows the {peer} which \
             one it answers."
        ),
    };
    Words::new(format!("Why ack = {number}?"), text)
}

/// Why SEG.WND is what it is.
pub(crate) fn window(scene: &Scene, sent: &Sent<'_>) -> Words {
    let me = name(scene.side);
    let field = sent.transmission.segment.window;
    let mut text = match sent.why.window {
        WindowRule::Free { buffer, unread: 0, wnd, .. } if wnd == buffer && !sent.holds => {
            format!("The {me}'s receive buffer is empty, so all of its {} are offered.", octets(buffer))
        }
        WindowRule::Free { buffer, unread: 0, wnd, .. } if wnd == buffer => {
            format!(
                "Nothing in the {me}'s receive buffer waits for its application: all {} are offered.",
                octets(buffer)
            )
        }
        WindowRule::Free { buffer, unread, wnd, .. } if wnd + unread == buffer => format!(
            "The receive buffer holds {}, of which the application has not yet taken {unread}. The rest is offered.",
            octets(buffer)
        ),
        WindowRule::Free { .. } if sent.fills_the_field() => {
            "The receive buffer has more room, but this is the largest window that the field can tell.".to_owned()
        }
        WindowRule::Free { .. } => {
            "The application has made some room, but too little to be worth offering: many small steps would lead to \
             many small segments."
                .to_owned()
        }
        WindowRule::Nothing => "A reset takes no answer, so it offers no room.".to_owned(),
    };
    if let WindowRule::Free { .. } = sent.why.window
        && sent.holds
    {
        text.push_str(" What is held beyond a gap does not narrow the window, which is counted from RCV.NXT.");
    }
    if let WindowRule::Free { shift: shift @ 1.., wnd, .. } = sent.why.window {
        text.push_str(&format!(
            " Window scale was agreed on: {wnd} is shifted right by {shift} bits, and {field} stands in the header."
        ));
    }
    Words::new(format!("Why window = {field}?"), text)
}
