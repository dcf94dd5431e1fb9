//! What goes out, and by which rule, in the words of a test.

use tcp::{Rule, Transmit};
use wire::{Flags, Segment, Seq, TcpOption};

use super::{OURS, THEIRS};

/// A segment of ours in relative numbers.
pub(super) fn describe(segment: &Segment) -> String {
    let zero = segment.has(Flags::RST) && segment.seq == Seq(0);
    // What lies before our ISS is negative.
    let seq = if zero { 0 } else { (segment.seq - Seq(OURS)).cast_signed() };
    let ack = if segment.has(Flags::ACK) { format!(" ack={}", segment.ack - Seq(THEIRS)) } else { String::new() };
    format!("{} seq={seq}{ack} len={}", segment.flags, segment.text_len())
}

/// What else can be asked of a segment.
pub(super) fn details(sent: &Transmit) -> Vec<String> {
    let segment = &sent.segment;
    let options: Vec<String> = segment.options.iter().filter_map(option).collect();
    let ect = if sent.ecn_capable { "ect" } else { "not-ect" };
    vec![
        format!("wnd={}", segment.window),
        format!("up={}", segment.urgent),
        format!("<{}>", options.join(",")),
        ect.to_owned(),
    ]
}

/// An option; padding is not told.
fn option(option: &TcpOption) -> Option<String> {
    let told = match option {
        TcpOption::End | TcpOption::Nop => return None,
        TcpOption::Mss(mss) => format!("mss={mss}"),
        TcpOption::WindowScale(shift) => format!("ws={shift}"),
        TcpOption::SackPermitted => "sack-permitted".to_owned(),
        TcpOption::Sack(blocks) => {
            let block = |block: &wire::SackBlock| format!("{}-{}", block.left - Seq(THEIRS), block.right - Seq(THEIRS));
            format!("sack={}", blocks.iter().map(block).collect::<Vec<_>>().join(";"))
        }
        TcpOption::Timestamps { value, echo } => format!("ts={value}/{echo}"),
        TcpOption::Unknown { kind, .. } => format!("kind={kind}"),
    };
    Some(told)
}

/// The name of a rule's variant, without the group that it belongs to.
pub(crate) fn name_of(rule: &Rule) -> String {
    let written = match rule {
        Rule::Options(rule) => format!("{rule:?}"),
        Rule::Pacing(rule) => format!("{rule:?}"),
        Rule::Liveness(rule) => format!("{rule:?}"),
        Rule::Congestion(rule) => format!("{rule:?}"),
        Rule::Recovery(rule) => format!("{rule:?}"),
        rule => format!("{rule:?}"),
    };
    written.chars().take_while(|character| character.is_alphanumeric()).collect()
}
