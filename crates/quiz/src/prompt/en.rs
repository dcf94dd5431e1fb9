//! Questions and hints in English.

use sim::Side;
use tcp::Cause;

use course::Ask;
use lessons::Lang;
use lessons::explain::side_name;

use super::{Matter, Step};
use crate::Form;
use crate::words::ask_text;

/// What has happened when `side` sends, by why it does.
pub(super) fn situation(side: Side, cause: Option<Cause>) -> String {
    let (me, peer) = (side_name(side, Lang::En), side_name(side.peer(), Lang::En));
    match cause {
        Some(Cause::Syn) => format!("The {me}'s application opens the connection."),
        Some(Cause::SynAck | Cause::SynAckCrossing) => format!("The {peer}'s first segment has reached the {me}."),
        Some(Cause::SynAckAgain) => format!("The {peer}'s first segment has come once more."),
        Some(Cause::HandshakeAck) => format!("The {peer}'s answer has reached the {me}, which ends the opening."),
        Some(Cause::Text { .. }) => format!("The {me} has data to send."),
        Some(Cause::Fin { .. }) => format!("The {me}'s application has said all it has to say, and closes."),
        Some(Cause::AckText) => format!("The data that comes next in order has reached the {me}, and it answers."),
        Some(Cause::AckDelayed) => format!("The {me} has put off its answer to data for as long as it may."),
        Some(Cause::AckKeepAlive) => format!("The {peer} asks whether the {me} is still there."),
        Some(Cause::AckOutOfOrder) => format!("Data has reached the {me}, but something before it is missing."),
        Some(Cause::AckFin) => format!("The {peer} has closed, and the {me} answers."),
        Some(Cause::AckUnacceptable | Cause::ChallengeAck) => {
            format!("Something has reached the {me} that it cannot take as it is.")
        }
        Some(Cause::WindowUpdate) => format!("The {me}'s application has taken what was waiting for it."),
        Some(Cause::WindowProbe) => format!("The {peer} has no room, and the {me} asks again."),
        Some(Cause::Retransmission { .. }) => format!("The {me}'s retransmission timer has expired."),
        Some(Cause::KeepAliveProbe) => {
            format!("Nothing has come for long: the {me} asks whether the {peer} is still there.")
        }
        Some(Cause::Recovery { .. }) => format!("The {me} has reason to think that something of its own is lost."),
        Some(Cause::Reset) => format!("A segment has reached the {me}, which has no such connection."),
        Some(Cause::Abort) => format!("The {me}'s application gives the connection up."),
        Some(Cause::ResetForLostText) => format!("The {me}'s application reads no more, but more has come."),
        None => format!("The {me} sends."),
    }
}

/// What is asked of the segment that `side` sends next, and from when a state is meant.
pub(super) fn asked(side: Side, asks: &[Ask]) -> String {
    let me = side_name(side, Lang::En);
    let is_state = |ask: &&Ask| matches!(ask, Ask::State(_));
    let parts: Vec<String> = asks.iter().filter(|ask| !is_state(ask)).map(|ask| ask_text(*ask, Lang::En)).collect();
    let of_parts = parts.split_last().map(|(last, before)| {
        let verb = if before.is_empty() && asks.first() != Some(&Ask::Flags) { "is" } else { "are" };
        let all = if before.is_empty() { last.clone() } else { format!("{} and {last}", before.join(", ")) };
        format!("What {verb} the {all} in the segment that the {me} sends next?")
    });
    let of_states = asks.iter().filter_map(|ask| match ask {
        Ask::State(of) if *of == side => Some(format!("In which state is the {me} once it has sent its next segment?")),
        Ask::State(of) => Some(format!(
            "In which state is the {} once the {me}'s next segment has reached it?",
            side_name(*of, Lang::En)
        )),
        _ => None,
    });
    of_parts.into_iter().chain(of_states).collect::<Vec<_>>().join(" ")
}

/// What is asked in a form other than a prediction.
pub(super) fn form(form: &Form) -> String {
    match form {
        Form::Ladder { .. } => "Some numbers of this exchange are covered. What are they?",
        Form::Order { .. } => "In which order were these segments sent?",
        Form::Changed { .. } => "One field of the last segment shown was changed. Which one, and what should it say?",
        Form::Resent { when: true, .. } => {
            "Something has to be sent again. Which of the segments, and how long after it was sent last?"
        }
        Form::Resent { when: false, .. } => "Something has to be sent again. Which of the segments?",
        Form::Figure { side: Side::Client, .. } => "Which states does the client go through in this exchange?",
        Form::Figure { side: Side::Server, .. } => "Which states does the server go through in this exchange?",
        Form::Predict { .. } => "What is sent next?",
    }
    .into()
}

/// From where numbers are counted.
pub(super) fn numbering(relative: bool) -> &'static str {
    if relative { "Count numbers from each side's ISN." } else { "Give numbers as they stand in the header." }
}

/// What a receive buffer holds, and what the application has taken of what came.
pub(super) fn buffer(side: Side, buffer: u32, taken: u32) -> String {
    let me = side_name(side, Lang::En);
    let taken = match taken {
        0 => "none of the data that came".to_owned(),
        1 => "1 octet of the data that came".to_owned(),
        taken => format!("{taken} octets of the data that came"),
    };
    format!("The {me}'s receive buffer holds {buffer} octets, and its application has taken {taken} so far.")
}

/// The first hint: a question back.
pub(super) fn question(matter: Matter) -> &'static str {
    match matter {
        Matter::Seq(Step::Syn) => "Which number did this side's first segment have, and did it use that number up?",
        Matter::Seq(Step::Text) => "Where did this side's data begin before, and how many octets did it send since?",
        Matter::Seq(Step::Fin | Step::TextAndFin) => {
            "What was the last thing that this side sent, and what does it count?"
        }
        Matter::Seq(Step::Nothing) => "Has this side sent anything since that takes a number?",
        Matter::SeqIss => "Nobody can work out what is drawn, but does a later segment tell it?",
        Matter::SeqAgain => "Are these new octets, or have they had numbers before?",
        Matter::SeqBefore => "Which number could make the other side answer, although it needs no data?",
        Matter::SeqFromAck => "Did the segment that is answered acknowledge anything?",
        Matter::SeqZero => "The other side has not acknowledged anything yet. Which number could the reset take?",
        Matter::Ack(Step::Syn) => "What has come from the other side so far, and does it take a number?",
        Matter::Ack(Step::Fin | Step::TextAndFin) => "The other side has closed: what does that count?",
        Matter::Ack(_) => "Up to which octet has everything come, without a gap?",
        Matter::AckCovers => "How many numbers does the segment take that is answered?",
        Matter::AckGap => "Is everything there before the data that has just come?",
        Matter::AckHeld => "What had come before beyond the gap that is now filled?",
        Matter::Flags => "What does this segment open, close, carry or acknowledge?",
        Matter::Len => "How much is there to send, and how much may one segment carry?",
        Matter::Window => "How much of the receive buffer is taken at this moment?",
        Matter::SackLeft => "Where does the data begin that has come beyond the gap?",
        Matter::SackRight => "Which number would come next after that data?",
        Matter::State(_) => "What does this segment tell the side that it did not know before?",
        Matter::Changed => "Which field does not follow from the segments before?",
        Matter::Resent => "Which of the segments has not been acknowledged?",
        Matter::ResentAfter => "How long was the wait before, and what does an expiry do to the next?",
        Matter::Order => "Which of the segments acknowledges which?",
        Matter::Figure(_) => "What is sent or comes between the two states that are known?",
    }
}

/// The second hint: the rule.
pub(super) fn rule(matter: Matter) -> &'static str {
    match matter {
        Matter::Seq(Step::Syn) => "The SYN takes one number, the ISN. The next segment begins after it.",
        Matter::Seq(Step::Text) => "`seq` counts octets: the next segment begins after the last octet that was sent.",
        Matter::Seq(Step::Fin | Step::TextAndFin) => {
            "The FIN takes one number, after those of the data that it goes with."
        }
        Matter::Seq(Step::Nothing) => "A bare ACK takes no number: `seq` is that of the segment before.",
        Matter::SeqIss => {
            "Each side draws its own ISN. The SYN takes it, so what acknowledges the SYN names the next number."
        }
        Matter::SeqAgain => "What is sent again keeps the number that it had the first time.",
        Matter::SeqBefore => {
            "A keep-alive probe has the number before SND.NXT, which lies before the window, so it must be answered."
        }
        Matter::SeqFromAck => "A reset that answers an ACK takes its `seq` from that acknowledgment number.",
        Matter::SeqZero => "A reset that answers a segment without ACK has the first of all numbers.",
        Matter::Ack(Step::Syn) => "`ack` names the next number that is expected, and the SYN takes one.",
        Matter::Ack(Step::Fin | Step::TextAndFin) => {
            "`ack` names the next number that is expected: each octet takes one, and so does the FIN."
        }
        Matter::Ack(_) => "`ack` names the next number that is expected: the one after the last octet in order.",
        Matter::AckCovers => "The reset acknowledges all of that segment: its `seq` and what it takes.",
        Matter::AckGap => "`ack` stays at the first number that is missing, whatever comes beyond it.",
        Matter::AckHeld => "What was held counts as soon as the gap is filled, so `ack` goes over both.",
        Matter::Flags => {
            "ACK is set in all but the first segment and some resets; SYN opens, FIN closes, RST gives up, PSH ends what there is to send."
        }
        Matter::Len => "A segment carries what there is to send, but no more than the MSS and the window allow.",
        Matter::Window => "The window is what the buffer has left; with a window scale the field has it shifted right.",
        Matter::SackLeft => "The left edge is the first number of the block that came.",
        Matter::SackRight => "The right edge is the number just after the block.",
        Matter::State(_) => "Each state waits for one thing: the figure of the states says what leads on from it.",
        Matter::Changed => {
            "`seq` follows from what its sender sent, `ack` from what it got, the bits from what it does."
        }
        Matter::Resent => "The oldest segment that is not acknowledged goes first.",
        Matter::ResentAfter => "Each time that the retransmission timer expires, RTO doubles.",
        Matter::Order => "An acknowledgment can only be sent after what it acknowledges has come.",
        Matter::Figure(_) => "Only the edges of the figure of the states lead from one to the next.",
    }
}

/// Before the sum for a window that does not tell all the room that there is.
pub(super) const EDGE_STAYS: &str = "The room that was freed is too little to be told, so the window's right edge stays where it was. From there to `ack`: ";

/// The last hint where there is no sum.
pub(super) fn last(matter: Matter) -> &'static str {
    match matter {
        Matter::Seq(_) => "Read `seq` and the length of this side's last segment, and add them.",
        Matter::SeqIss => "Read `ack` of the segment that answers this SYN, and take one away.",
        Matter::SeqAgain => "Look for this side's first segment that is not acknowledged, and read its `seq`.",
        Matter::SeqBefore => "Take one from the next number that this side would use.",
        Matter::SeqFromAck => "Read `ack` of the segment that is answered.",
        Matter::SeqZero => "There is nothing to add: think of the smallest number.",
        Matter::Ack(_) | Matter::AckCovers | Matter::AckGap | Matter::AckHeld => {
            "Read `seq` and the length of the last segment that came in order, and add them."
        }
        Matter::Flags => "Go through the bits one by one: does the segment open, close, give up, push, acknowledge?",
        Matter::Len => "Take the smallest of three: what is to be sent, the MSS, and what the window has left.",
        Matter::Window => "Take what waits to be read from the whole buffer.",
        Matter::SackLeft => "Read `seq` of the first segment that came after the one that is missing.",
        Matter::SackRight => "Add the lengths of what came in a row beyond the gap to the left edge.",
        Matter::State(_) | Matter::Figure(_) => "Follow the figure from the state before along what was sent or came.",
        Matter::Changed => "Work out each number from the segment before, and compare.",
        Matter::Resent => "Compare the last `ack` that came with the numbers of the segments.",
        Matter::ResentAfter => "Twice the wait between the last two times that it was sent.",
        Matter::Order => {
            "Add to `seq` what each segment takes, its length and 1 for SYN or FIN: the next has the sum as its `ack`."
        }
    }
}
