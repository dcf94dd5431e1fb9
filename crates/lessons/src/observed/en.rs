//! Every finding in English.

use observer::FindingKind::{self, *};
use observer::{Order, Reported, Resent, ResetCause};

use super::{Said, span};
use crate::Lang::En;
use crate::explain::Words;
use crate::explain::en::{numbers, octets, times};

pub(super) fn finding(said: &Said, kind: FindingKind) -> Words {
    match kind {
        BadChecksum => Words::new(
            "Wrong checksum",
            "The checksum does not fit, so the receiver ignores the segment. If the sender's network card makes \
             checksums, a capture at the sender shows them before that.",
        ),
        StartsLate => Words::new(
            "The capture starts late",
            "The connection was there before the first segment that was captured: its SYNs were not seen, so neither \
             the initial sequence numbers nor the scale of the windows are known.",
        ),
        Retransmission { seq, len, seen, how } => again(said, seq, len, seen, how),
        Spurious { seq, len, reported } => {
            let by = match reported {
                Reported::Acked { ack } => format!("acknowledged up to {}", said.own(ack)),
                Reported::Sacked => "reported them by SACK".to_owned(),
            };
            Words::new(
                "Spurious retransmission",
                format!("{} from {} on go again, though the receiver had already {by}.", octets(len), said.own(seq)),
            )
        }
        FinAgain { seq } => Words::new(
            "FIN again",
            format!("The FIN with the number {} goes again: its acknowledgment has not come.", said.own(seq)),
        ),
        OutOfOrder { seq, len, nxt, order } => {
            let why = match order {
                Order::Time { after, least } => format!(
                    "It comes {} after that, where a retransmission would take {} at least.",
                    span(after, En),
                    span(least, En)
                ),
                Order::Timestamps { value, highest } => {
                    format!("Its timestamp {value} is older than {highest}, that of the segment that overtook it.")
                }
            };
            Words::new(
                "Out of order",
                format!(
                    "{} from {} on were sent before what was seen up to {}, and overtaken on the way. {why}",
                    numbers(len),
                    said.own(seq),
                    said.own(nxt)
                ),
            )
        }
        PreviousNotSeen { seq, len } => Words::new(
            "Previous segment not seen",
            format!(
                "{} from {} on are missing here: lost on the way, late, or not captured.",
                numbers(len),
                said.own(seq)
            ),
        ),
        AckOfUnseen { ack, seen } => Words::new(
            "Acknowledges what was not seen",
            format!(
                "It acknowledges up to {}, but only what comes before {} has been seen here: the rest was not captured, or comes later in the file.",
                said.theirs(ack),
                said.theirs(seen)
            ),
        ),
        PeerNotSeen { ack } => Words::new(
            "The other end was not captured",
            format!(
                "It acknowledges what comes before {}, and no segment of the other end has been seen here.",
                said.theirs(ack)
            ),
        ),
        DuplicateAck { ack, count } => Words::new(
            "Duplicate ACK",
            format!(
                "The acknowledgment {} once more, number {count} since the first: probably something came beyond a gap, or came twice.",
                said.theirs(ack)
            ),
        ),
        Sack { left, right, blocks, news } => Words::new(
            "SACK",
            format!(
                "What lies beyond a gap is reported in {} ({blocks}), first {}; {} of it were not reported before.",
                if blocks == 1 { "one block" } else { "blocks" },
                range_of(&said.theirs(left), &said.theirs(right.back(1))),
                octets(news)
            ),
        ),
        DuplicateSack { left, right } => Words::new(
            "D-SACK",
            format!(
                "{} arrived twice: sent again without need, or duplicated on the way.",
                range_of(&said.theirs(left), &said.theirs(right.back(1)))
            ),
        ),
        PartialAck { ack, point } => Words::new(
            "Partial acknowledgment",
            format!(
                "{} is acknowledged, which is not all that was out when the loss was found ({}): something more is missing.",
                said.theirs(ack),
                said.theirs(point)
            ),
        ),
        ZeroWindow => Words::new("Zero window", "The window is closed: the receiver's buffer is full."),
        WindowFull { edge } => Words::new(
            "Window full",
            format!(
                "The segment reaches {}, the right edge of the receiver's window: no more may be sent.",
                said.own(edge)
            ),
        ),
        WindowUpdate { from, to, is_scaled: true } => {
            Words::new("Window update", format!("Nothing new is acknowledged; the window changes from {from} to {to}."))
        }
        WindowUpdate { from, to, is_scaled: false } => Words::new(
            "Window update",
            format!(
                "Nothing new is acknowledged; the window field changes from {from} to {to}, whose scale was not seen."
            ),
        ),
        WindowShrunk { from, to } => Words::new(
            "Window shrunk",
            format!(
                "The right edge of the window goes back from {} to {}, as it should not.",
                said.theirs(from),
                said.theirs(to)
            ),
        ),
        WindowProbe { seq, len: 0 } => Words::new(
            "Window probe",
            format!(
                "An empty segment with the old number {} asks whether the closed window has opened.",
                said.own(seq)
            ),
        ),
        WindowProbe { seq, len } => Words::new(
            "Window probe",
            format!("The window is closed, and {} at {} asks whether it has opened.", octets(len), said.own(seq)),
        ),
        WindowProbeAck { ack } => Words::new(
            "Answer to a window probe",
            format!("{} is still what is expected, and the window is still closed.", said.theirs(ack)),
        ),
        KeepAlive { seq } => Words::new(
            "Keep-alive",
            format!("The number {} was sent long ago: the other end is asked whether it is there.", said.own(seq)),
        ),
        KeepAliveAck { ack } => Words::new(
            "Answer to a keep-alive",
            format!("{} is still what is expected: this end is there.", said.theirs(ack)),
        ),
        Reset { cause } => reset(said, cause),
        SimultaneousOpen => Words::new(
            "Simultaneous open",
            "Both ends opened actively, and their SYNs crossed: neither answers the other.",
        ),
        HalfClosed { fin } => Words::new(
            "Half-closed",
            format!("The other direction ended with the FIN at {}; in this one text is still sent.", said.theirs(fin)),
        ),
        SimultaneousClose => {
            Words::new("Simultaneous close", "Both ends closed before either had the other's FIN: their FINs crossed.")
        }
        TimeWait { end } => Words::new(
            "TIME-WAIT",
            format!(
                "The {} has sent and received everything. It stays in TIME-WAIT until old segments have died out.",
                if end == said.from { "sender" } else { "receiver" }
            ),
        ),
        PortReuse { iss, old } => Words::new(
            "Ports used again",
            format!(
                "Another connection begins between the same ports: its ISS is {}, while the old one would have gone on at {}.",
                iss, old
            ),
        ),
        EcnOffered => Words::new("ECN offered", "The SYN has ECE and CWR set: its sender can do ECN."),
        EcnAgreed => Words::new("ECN agreed on", "The SYN,ACK has ECE set and CWR not: both ends use ECN."),
        AccurateEcnOffered => Words::new(
            "Accurate ECN offered",
            "The SYN has AE, CWR and ECE set: its sender can count marks by Accurate ECN.",
        ),
        AccurateEcnAgreed => Words::new(
            "Accurate ECN agreed on",
            "The SYN,ACK answers with AE, CWR and ECE what had marked the SYN: in what follows these bits are a counter.",
        ),
        EcnEcho => Words::new(
            "ECN-Echo",
            "A packet came marked Congestion Experienced, and its sender is told until it answers with CWR.",
        ),
        WindowReduced => {
            Words::new("CWR", "The sender has reduced its congestion window, as the receiver's ECE asked for.")
        }
        Urgent { up } => Words::new("Urgent data", format!("The octets up to {} are urgent.", said.own(up.back(1)))),
    }
}

fn again(said: &Said, seq: wire::Seq, len: u32, seen: u32, how: Resent) -> Words {
    let before = match seen {
        0 => "The first transmission was not seen here.".to_owned(),
        _ => format!("They were seen {} before.", times(seen)),
    };
    let (heading, why) = match how {
        Resent::SynTimeout { waited } => ("SYN again", format!("No answer came in {}.", span(waited, En))),
        Resent::SynAckAgain => {
            ("SYN,ACK again", "The other end's SYN came again or crossed, and is answered.".to_owned())
        }
        Resent::SynAckTimeout { waited } => (
            "SYN,ACK again",
            format!(
                "Its sender heeded no acknowledgment of it in {}: none came, or it waits for text.",
                span(waited, En)
            ),
        ),
        Resent::OldSyn => (
            "Old SYN",
            "Its sender had already acknowledged the other end's SYN: held up on the way, or forged.".to_owned(),
        ),
        Resent::Twice { after } => (
            "Duplicate",
            format!(
                "It comes {} after the first, too soon to be sent again: it was doubled on the way, or captured twice.",
                span(after, En)
            ),
        ),
        Resent::Timeout { waited } => (
            "Retransmission after a timeout",
            format!("The retransmission timer expired: they were last sent {} ago.", span(waited, En)),
        ),
        Resent::AfterTimeout { point } => (
            "Retransmission after a timeout",
            format!("What was out when the timer expired, up to {}, counts as lost.", said.own(point)),
        ),
        Resent::Fast { duplicates } => {
            ("Fast retransmission", format!("Duplicate ACKs ({duplicates}) say that they are missing."))
        }
        Resent::BySack { sacked } => (
            "Retransmission by SACK",
            format!("SACK has reported {} beyond them, so they are deemed lost.", octets(sacked)),
        ),
        Resent::PartialAck { point } => (
            "Retransmission after a partial ACK",
            format!("The last acknowledgment ends here, short of {}: this is missing, too.", said.own(point)),
        ),
        Resent::TailLossProbe { waited } => (
            "Tail loss probe",
            format!(
                "After {} of silence the last segment goes again, so that the receiver says what it has.",
                span(waited, En)
            ),
        ),
    };
    // Of what nobody sent again nobody says so.
    let go = if matches!(how, Resent::OldSyn | Resent::Twice { .. }) { "come" } else { "go" };
    Words::new(heading, format!("{} from {} on {go} again. {why} {before}", numbers(len), said.own(seq)))
}

fn reset(said: &Said, cause: ResetCause) -> Words {
    match cause {
        ResetCause::Refused => {
            Words::new("Reset: refused", "A SYN came for a port at which nobody listens, or which a firewall guards.")
        }
        ResetCause::Unseen => {
            Words::new("Reset: of something unseen", "What it answers or ends was not captured, if there was anything.")
        }
        ResetCause::Abort => Words::new(
            "Reset: aborted",
            "The application aborted the connection, or ended without reading what had come.",
        ),
        ResetCause::TextForNobody => {
            Words::new("Reset: text for nobody", "Text came after the application had closed and read no more.")
        }
        ResetCause::AfterEnd => {
            Words::new("Reset: after the end", "A segment came for a connection that had ended here.")
        }
        ResetCause::HalfOpen { ack } => Words::new(
            "Reset: half-open",
            format!("A segment came that acknowledges {}, of a connection that is not known here.", said.own(ack)),
        ),
        ResetCause::GaveUp { times: sent } => {
            Words::new("Reset: given up", format!("What was sent {} was never acknowledged.", times(sent)))
        }
        ResetCause::OutsideWindow { expected } => Words::new(
            "Reset: ignored",
            format!(
                "Its number lies outside the receiver's window, which begins at {}: it is old or forged.",
                said.own(expected)
            ),
        ),
        ResetCause::NotExact { expected } => Words::new(
            "Reset: asked back",
            format!(
                "Its number lies in the receiver's window but is not {}, the next: the receiver answers with a challenge ACK.",
                said.own(expected)
            ),
        ),
    }
}

fn range_of(first: &str, last: &str) -> String {
    if first == last { first.to_owned() } else { format!("{first} to {last}") }
}
