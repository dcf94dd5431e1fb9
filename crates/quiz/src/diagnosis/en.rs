//! What is said of a wrong answer, in English.

use wire::Flags;

use course::Ask;
use lessons::Lang;
use lessons::explain::side_name;

use super::{Facts, Kind, Words, each};
use crate::WrongRule;

/// What `rule` gets wrong.
pub(super) fn wrong(rule: WrongRule, facts: &Facts) -> Words {
    let Facts { given, right, .. } = facts;
    let Facts { from, text, held, number, .. } = *facts;
    let (me, peer) = (side_name(facts.sender, Lang::En), side_name(facts.sender.peer(), Lang::En));
    let is_seq = facts.ask == Some(Ask::Seq);
    match rule {
        WrongRule::SynZero => Words::new(
            "The SYN was not counted",
            format!(
                "The SYN took the number {from}: it counts as one octet would, so that it can be acknowledged. The \
                 next number is {right}."
            ),
        ),
        WrongRule::IsnBytes => Words::new(
            "The SYN takes one number, not four",
            format!(
                "The field in the header is 4 octets long, but the header's octets have no numbers. What counts is the \
                 SYN itself, and it takes one: after {from} comes {right}."
            ),
        ),
        WrongRule::AckLast if is_seq => Words::new(
            "That number has been used",
            format!(
                "{given} is the number of the last octet that was sent. This segment begins with the next, {right}."
            ),
        ),
        WrongRule::AckLast => Words::new(
            "That octet has arrived already",
            format!(
                "{given} is the last octet that arrived. An acknowledgment names the next one that is expected, \
                 {right}."
            ),
        ),
        WrongRule::DataPlusOne => Words::new(
            "You added one too many",
            format!(
                "{given} is {from} + {text} + 1. Only SYN and FIN take a number of their own; data takes one for each \
                 octet, so it is +{text} for {}.",
                octets(text)
            ),
        ),
        WrongRule::FinZero => Words::new(
            "The FIN was not counted",
            format!("The FIN took the number {given}: it counts as one octet would. The next number is {right}."),
        ),
        WrongRule::FinData => Words::new(
            "The data counts, and so does the FIN",
            format!(
                "{given} counts one in all. The segment took a number for each of its {} and one more for the FIN.",
                octets(text)
            ),
        ),
        WrongRule::AckConsumes => Words::new(
            "A bare ACK takes no number",
            format!(
                "The segment that the {me} sent before was an ACK that carried nothing. It took no number, so this one \
                 has the same: {right}."
            ),
        ),
        WrongRule::SegCount => Words::new(
            "Numbers count octets, not segments",
            format!("{given} adds only 1. From {from} on there were {}, and each has a number.", octets(text)),
        ),
        WrongRule::Swap if is_seq => Words::new(
            "That is the number of the other direction",
            format!(
                "{given} counts the {peer}'s octets. `seq` counts those of the segment's own sender, the {me}: {right}."
            ),
        ),
        WrongRule::Swap => Words::new(
            "That is the number of the other direction",
            format!("{given} counts the {me}'s own octets. `ack` says what the {me} expects of the {peer}: {right}."),
        ),
        WrongRule::DupAdvances => Words::new(
            "There is a gap before that",
            format!(
                "`ack` {given} would say that everything before it has arrived, but {right} has not. Data beyond a gap \
                 is held, and `ack` stays where the gap begins."
            ),
        ),
        WrongRule::CumulEach => Words::new(
            "More than this segment is there",
            format!(
                "{given} covers the segment that has just come. The {} behind it had come earlier and had been held, so \
                 now everything before {right} is there, and one acknowledgment says so.",
                octets(held)
            ),
        ),
        WrongRule::RetxNew => Words::new(
            "The same octets keep their numbers",
            format!(
                "{given} is the next new number. But this segment carries octets that were sent before, and the {peer} \
                 can only put them in place by the number that they had: {right}."
            ),
        ),
        WrongRule::RelAbs if facts.relative => Words::new(
            "That is the absolute number",
            format!(
                "{given} is right as it stands in the header. Here numbers are counted from the ISS of the side whose \
                 octets they count: {right}."
            ),
        ),
        WrongRule::RelAbs => Words::new(
            "That is the relative number",
            format!(
                "{given} is right if one counts from the ISS. Here numbers are asked for as they stand in the header: \
                 {right}."
            ),
        ),
        WrongRule::IsnZeroServer => Words::new(
            "Each side chooses its own ISS",
            format!(
                "{given} is the {peer}'s ISS. The {me}'s octets are counted independently of the {peer}'s, from an ISS \
                 of its own: {right}."
            ),
        ),
        WrongRule::Wrap => Words::new(
            "A sequence number has 32 bits",
            format!(
                "{given} is 2^32 or more, which the field cannot hold. After 4294967295 comes 0, so what is left is {}.",
                number % (1 << 32)
            ),
        ),
        WrongRule::Delack => Words::new(
            "One acknowledgment covers more than one segment",
            format!(
                "{given} would acknowledge the first of the segments that are waiting. No ACK was sent for it alone: this \
                 one covers all that has come, up to {right}."
            ),
        ),
        WrongRule::KeepaliveNext => Words::new(
            "A keep-alive probe takes an old number",
            format!(
                "{given} is SND.NXT, where the next new octet will go. The probe has one less, {right}: the {peer} has had \
                 that, so it must answer."
            ),
        ),
        WrongRule::RstSeq => Words::new(
            "This reset takes its number from the ACK",
            format!(
                "A reset has seq 0 only if what it answers has no ACK. Here an ACK came, and the reset takes its number, \
                 {right}, so that the {peer} can tell that it is meant."
            ),
        ),
        WrongRule::AckOwn => Words::new(
            "That counts from the wrong side",
            format!(
                "{given} is the {me}'s own `seq` plus 1. `ack` has nothing to do with it: it names the next number that is \
                 expected of the {peer}, {right}."
            ),
        ),
        WrongRule::AckEcho => Words::new(
            "That is where the segment began",
            format!(
                "{given} is the `seq` of the segment that came. `ack` does not repeat it, but names the next number that is \
                 missing: {right}."
            ),
        ),
        WrongRule::SeqStays => Words::new(
            "Those octets have been sent already",
            format!("From {from} on {} have been sent. New data begins after them, at {right}.", octets(text)),
        ),
        WrongRule::LenFlags => Words::new(
            "SYN and FIN take a number, but are no data",
            format!("{given} counts the numbers that the segment takes. Its data is {}.", octets(text)),
        ),
        WrongRule::LenHeader => Words::new(
            "The header is no data",
            format!("{given} counts the header, too. What the application's data comes to is {}.", octets(text)),
        ),
        WrongRule::LenOptions => Words::new(
            "Options take room, too",
            format!(
                "{given} is the MSS that the SYN announced. What every segment carries of options comes out of that: \
                 timestamps with their padding take 12 octets. The data of this one is {}.",
                octets(text)
            ),
        ),
        WrongRule::LenMss => Words::new(
            "A segment need not be full",
            format!(
                "{given} is the most that one segment may carry. This one carries as much as there is to send and the \
                 window allows: {}.",
                octets(text)
            ),
        ),
        WrongRule::WindowOctets => Words::new(
            "The field has the window shifted",
            format!(
                "{given} is the window in octets. The SYNs agreed on a window scale, so the field has it shifted right: \
                 {right}."
            ),
        ),
        WrongRule::WindowFull => Words::new(
            "Part of the buffer is taken",
            format!(
                "{given} would be the whole buffer. The application has not yet taken all that has come, and only the rest \
                 is offered: {right}."
            ),
        ),
        WrongRule::WindowPeer => Words::new(
            "That is the other side's window",
            format!("{given} is what the {peer} offers. The field says what the {me} can take: {right}."),
        ),
        WrongRule::SackLast => Words::new(
            "A block's right edge is the next number",
            format!("{given} is the last octet that came. The right edge is the number after it, {right}."),
        ),
        WrongRule::SackGap => Words::new(
            "That is where the gap begins",
            format!(
                "{given} is missing, and `ack` says so. The block reports what has come beyond the gap, from {right} on."
            ),
        ),
        WrongRule::StateStays => Words::new(
            "The state has moved on",
            format!("{given} is the state before. What happens here leads on, to {right}."),
        ),
        WrongRule::StatePeer => Words::new(
            "That is the other side's state",
            format!(
                "{given} is where the other side is. The two move separately, and the one that is asked for is in {right}."
            ),
        ),
        WrongRule::StateSkips => Words::new(
            "One step too far",
            format!("{given} comes next, but something else has to happen before. For now the state is {right}."),
        ),
        WrongRule::ResentLast => Words::new(
            "The oldest goes first",
            format!("{given} was sent last. What goes again is the first that is missing, {right}."),
        ),
        WrongRule::RtoSame => Words::new(
            "The timeout doubles",
            format!(
                "{given} ms is as long as the wait before. Each expiry doubles RTO, so this time it is {right} ms."
            ),
        ),
        WrongRule::RtoTrip => Words::new(
            "RTO is more than a round trip",
            format!(
                "{given} ms is one round trip. RTO leaves room for delay, never falls below its floor, and doubles at each \
                 expiry: {right} ms."
            ),
        ),
    }
}

/// What two rules get wrong together, and the sum that leads there.
pub(super) fn both(given: &str, sum: Option<&str>, first: Words, second: Words) -> Words {
    let sum = sum.map(|sum| format!(" Together: {sum}.")).unwrap_or_default();
    Words::new(
        format!("Two slips at once: {} · {}", first.0, second.0),
        format!("{given} comes of two slips together. {} Besides: {}{sum}", first.1, second.1),
    )
}

/// What a SACK block reports.
pub(super) fn block(left: &str, right: &str, ack: &str) -> Words {
    Words::new(
        format!("What the block {left} to {right} says"),
        format!(
            "Everything before {ack} has come. Beyond the gap, the octets from {left} on have come as well; the first number \
             after them is {right}. "
        ),
    )
}

/// How long a segment is.
pub(super) fn length(text: u32) -> Words {
    Words::new(format!("Why {}?", octets(text)), format!("The segment carries {}. ", octets(text)))
}

/// "1 octet", "200 octets".
fn octets(count: u32) -> String {
    if count == 1 { "1 octet".into() } else { format!("{count} octets") }
}

/// Which control bits are missing or too many.
pub(super) fn bits(missing: Flags, extra: Flags, kind: Kind) -> Words {
    let title = match (missing == Flags::NONE, extra == Flags::NONE) {
        (true, true) => "The control bits are right".to_owned(),
        (false, true) => format!("Missing: {missing}"),
        (true, false) => format!("Too many: {extra}"),
        (false, false) => format!("Missing: {missing}. Too many: {extra}"),
    };
    let set = each(missing).map(|bit| why_set(bit, kind));
    let sentences: Vec<&str> = set.chain(each(extra).map(|bit| why_clear(bit, kind))).collect();
    Words::new(title, sentences.join(" "))
}

/// Why a bit is set.
fn why_set(bit: Flags, kind: Kind) -> &'static str {
    match bit {
        Flags::SYN => "Without **SYN** this side's first number is not announced.",
        Flags::FIN => "Without **FIN** the other side does not learn that nothing more will come.",
        Flags::RST => match kind {
            Kind::Abort => {
                "**RST** gives the connection up at once. A FIN would end it in order, after all that was sent."
            }
            Kind::LostText => "Nobody will read what came, and only **RST** says so.",
            Kind::Plain | Kind::Reset => "**RST** ends a connection at once, or says that there is none.",
            Kind::AnswersWithoutAck | Kind::AnswersAck => "Only **RST** says that there is no such connection.",
        },
        Flags::PSH => "**PSH** marks the end of the data that is there to send.",
        Flags::ACK => match kind {
            Kind::AnswersWithoutAck => {
                "What this reset answers has no ACK that it could take its seq from. So its seq is 0, and with **ACK** it \
                 acknowledges what it answers: by that the other side knows what is meant."
            }
            Kind::Plain => {
                "**ACK** is set in every segment after the first SYN, except in some resets: without it the ack field \
                 means nothing."
            }
            _ => "With **ACK** this reset tells up to where everything has come, too.",
        },
        Flags::URG => "**URG** makes the urgent pointer count.",
        Flags::ECE => "**ECE** tells that the network has marked congestion.",
        _ => "**CWR** tells that the congestion window was reduced.",
    }
}

/// Why a bit is not set.
fn why_clear(bit: Flags, kind: Kind) -> &'static str {
    match bit {
        Flags::SYN => "**SYN** announces where a side begins to count: that is done once, when the connection opens.",
        Flags::FIN if kind != Kind::Plain => "**FIN** ends a connection in order, and a reset does not wait for that.",
        Flags::FIN => {
            "**FIN** goes out when this side's own application closes. Acknowledging the other side's FIN takes only \
             ACK."
        }
        Flags::RST => "**RST** would end the connection.",
        Flags::PSH => "**PSH** goes with the last of the data to send; nothing here asks for it.",
        Flags::ACK => match kind {
            Kind::AnswersAck => {
                "**ACK** is not needed: what this reset answers has ACK, and the reset takes its seq from there. By that \
                 the other side knows what is meant."
            }
            Kind::Abort | Kind::LostText => {
                "**ACK** is not needed: RFC 9293 has RST alone here, with SND.NXT as its seq. Many systems, Linux among \
                 them, do send RST,ACK, and that is taken as well."
            }
            _ => "**ACK** would say that something is acknowledged, and nothing is.",
        },
        Flags::URG => "**URG** would announce urgent data, and there is none.",
        Flags::ECE => "**ECE** would tell that the network has marked congestion.",
        _ => "**CWR** would tell that the congestion window was reduced.",
    }
}
