//! What each control bit of a segment is set for, in English.

use wire::{Flags, Segment};

use super::super::Words;
use super::super::scene::SPOKEN;
use super::bits;

/// Why the control bits are set.
pub(crate) fn why(segment: &Segment) -> Words {
    let sentences: Vec<&str> =
        SPOKEN.into_iter().filter(|bit| segment.has(*bit)).map(|bit| sentence(bit, segment)).collect();
    let mut text = sentences.join(" ");
    if !segment.has(Flags::ACK) {
        let why = if segment.has(Flags::SYN) {
            "ACK is not set, since nothing has come that could be acknowledged."
        } else {
            "ACK is not set: this segment acknowledges nothing."
        };
        text = format!("{text} {why}");
    }
    Words::new(format!("Why {}?", bits(segment.flags)), text.trim())
}

/// What one bit says. Other bits than the eight do not exist.
fn sentence(bit: Flags, segment: &Segment) -> &'static str {
    match bit {
        Flags::SYN => "**SYN** announces from which number this side counts.",
        Flags::FIN => "**FIN** says that this side sends nothing after this.",
        Flags::RST => "**RST** ends the connection at once, or says that there is none.",
        Flags::PSH => "**PSH** marks the end of what is there to send: the receiver is to hand it up without waiting.",
        Flags::ACK if segment.has(Flags::RST) => "**ACK** makes the ack field count: it shows what this reset answers.",
        Flags::ACK if segment.is_empty() => "**ACK** makes the ack field count, which is all that this segment is for.",
        Flags::ACK => "**ACK** makes the ack field count; every segment has it but the first SYN and some resets.",
        Flags::URG => "**URG** makes the urgent pointer count.",
        Flags::ECE if segment.has(Flags::SYN) => "**ECE** in a SYN serves to agree on ECN.",
        Flags::ECE => "**ECE** tells that the network has marked congestion.",
        _ if segment.has(Flags::SYN) => "**CWR** with ECE in a SYN offers ECN.",
        _ => "**CWR** tells that the congestion window was reduced.",
    }
}
