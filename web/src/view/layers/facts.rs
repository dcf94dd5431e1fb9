//! What each of the seven layers of the sender has to say of one segment, as names and values read from its frame and
//! from the programs.

use lessons::Numbering;
use sim::{Call, Entry, Happening, Side, Timeline, Transmission};
use tcp::{Cause, Instant, State};
use wire::Flags;
use wire::fields::FieldId;
use wire::line::{PREAMBLE, bits};

use crate::labels::hosts::code;
use crate::labels::inspector::{InspectorLabels, fill};
use crate::labels::ladder::time_line;
use crate::labels::layers::LayersLabels;
use crate::view::anatomy::{Anatomy, Part};

use crate::view::segment::SegmentProps;

/// Characters of the text that the application layer shows.
const SHOWN: usize = 160;
/// What one layer says.
#[derive(Default)]
pub(super) struct Facts {
    /// What does the work at this layer.
    pub(super) protocol: &'static str,
    /// What it comes to, in a few words.
    pub(super) summary: String,
    /// Names and values.
    pub(super) list: Vec<(&'static str, String)>,
    /// What remains to be said.
    pub(super) note: Option<String>,
}

/// What layer `number` of the sender says.
pub(super) fn of(props: &SegmentProps, anatomy: &Anatomy, number: u8) -> Facts {
    let (timeline, labels) = (&*props.timeline, props.labels());
    let Some(sent) = props.sent() else { return Facts::default() };
    match number {
        7 => application(timeline, sent, labels),
        6 => presentation(sent, labels),
        5 => session(props, sent, labels),
        4 => transport(props, anatomy, sent),
        3 => network(anatomy, labels),
        2 => data_link(anatomy, labels),
        _ => physical(anatomy, labels),
    }
}

fn application(timeline: &Timeline, sent: &Transmission, labels: &'static InspectorLabels) -> Facts {
    let calls = calls_of(timeline, sent);
    let mut facts = Vec::new();
    if let (Some(first), Some(last)) = (calls.first(), calls.last()) {
        let calls = if first == last { code(first) } else { [&*code(first), " … ", &*code(last)].concat() };
        facts.push((labels.text_from, calls));
    }
    if !sent.segment.text.is_empty() {
        facts.push((labels.text, literal(&sent.segment.text)));
    }
    let summary = match &*sent.segment.text {
        [] => labels.no_text.to_owned(),
        text => fill(labels.octets, &[&text.len().to_string()]),
    };
    let note = sent.segment.text.is_empty().then(|| match asked_by(sent) {
        Some(call) => fill(labels.no_text_called, &[&code(&call)]),
        None => labels.no_text_said.to_owned(),
    });
    Facts { protocol: "", summary, list: facts, note }
}

fn presentation(sent: &Transmission, labels: &'static InspectorLabels) -> Facts {
    let text = &sent.segment.text;
    let octets = text.len().to_string();
    let (summary, facts) = match std::str::from_utf8(text) {
        _ if text.is_empty() => (labels.no_text.to_owned(), Vec::new()),
        Ok(text) => {
            let value = fill(labels.characters, &[&text.chars().count().to_string(), &octets]);
            ("UTF-8".to_owned(), vec![(labels.encoding, value)])
        }
        Err(_) => ("UTF-8".to_owned(), vec![(labels.encoding, fill(labels.not_characters, &[&octets]))]),
    };
    let note = text.is_empty().then(|| labels.nothing_to_encode.to_owned());
    Facts { protocol: "", summary, list: facts, note }
}

fn session(props: &SegmentProps, sent: &Transmission, labels: &'static InspectorLabels) -> Facts {
    let timeline = &*props.timeline;
    let scenario = &timeline.scenario;
    let socket = |side: Side| {
        let host = scenario.host(side);
        format!("{}:{}", host.address, host.port)
    };
    let (from, to) = (sent.id.from, sent.id.from.peer());
    let name = |side: Side| if side == Side::Client { labels.client } else { labels.server };
    let opener = Side::BOTH.into_iter().find_map(|side| {
        let call = scenario.host(side).program.iter().find(|call| matches!(call, Call::Connect))?;
        Some(fill(labels.begun_value, &[name(side), &code(call)]))
    });
    let mut facts = vec![(labels.dialogue, format!("{} ↔ {}", socket(from), socket(to)))];
    facts.extend(opener.map(|opener| (labels.begun_by, opener)));
    let words = LayersLabels::of(props.lang);
    let since = opened(timeline, sent).map(|at| time_line(at.0, props.lang));
    facts.push((words.open_since, since.unwrap_or_else(|| words.not_open.to_owned())));
    let state = |side: Side| {
        let state = timeline.snapshot(sent.entry as usize + 1, side).tcp.state.name();
        format!("{} {state}", name(side))
    };
    facts.push((words.state, [state(from), state(to)].join(" · ")));
    facts.push((labels.turn, turn(timeline, sent, labels)));
    let ports = format!("{} ↔ {}", scenario.host(from).port, scenario.host(to).port);
    Facts { protocol: "", summary: ports, list: facts, note: Some(labels.osi_and_internet.to_owned()) }
}

fn transport(props: &SegmentProps, anatomy: &Anatomy, sent: &Transmission) -> Facts {
    let labels = props.labels();
    let (segment, from) = (&sent.segment, sent.id.from);
    let number = |seq: wire::Seq, of: Side| match props.numbers.numbering() {
        Numbering::Absolute => seq.to_string(),
        Numbering::Relative => format!("{seq}\u{2002}{}", fill(labels.relative, &[&props.numbers.show(seq, of)])),
    };
    let ack = if segment.has(Flags::ACK) { number(segment.ack, from.peer()) } else { labels.no_ack.to_owned() };
    let octets = |count: usize| fill(labels.octets, &[&count.to_string()]);
    let facts = vec![
        (labels.ports, format!("{} → {}", segment.src_port, segment.dst_port)),
        (labels.seq, number(segment.seq, from)),
        (labels.ack, ack),
        (labels.flags, segment.flags.to_string()),
        (labels.window, octets(segment.window.into())),
        (labels.header_octets, octets(anatomy.len(Part::Tcp))),
        (labels.segment_len, fill(labels.segment_len_value, &[&segment.len().to_string()])),
    ];
    Facts { protocol: "TCP", summary: segment.flags.to_string(), list: facts, note: None }
}

fn network(anatomy: &Anatomy, labels: &'static InspectorLabels) -> Facts {
    let text = |id| anatomy.text(id);
    let way = format!("{} → {}", text(FieldId::Ipv4Source), text(FieldId::Ipv4Destination));
    let facts = vec![
        (labels.addresses, way),
        (labels.ttl, fill(labels.hops, &[text(FieldId::Ipv4Ttl)])),
        (labels.total_length, fill(labels.octets, &[text(FieldId::Ipv4TotalLength)])),
        (labels.protocol, format!("{} (TCP)", text(FieldId::Ipv4Protocol))),
        (labels.header_checksum, text(FieldId::Ipv4HeaderChecksum).to_owned()),
    ];
    let summary = format!("TTL {}", text(FieldId::Ipv4Ttl));
    Facts { protocol: "IPv4", summary, list: facts, note: None }
}

fn data_link(anatomy: &Anatomy, labels: &'static InspectorLabels) -> Facts {
    let text = |id| anatomy.text(id);
    let octets = anatomy.octets.len().to_string();
    let length = match anatomy.padding() {
        0 => fill(labels.frame_length_value, &[&octets]),
        padding => fill(labels.frame_length_padded, &[&octets, &padding.to_string()]),
    };
    let way = format!("{} → {}", text(FieldId::EthernetSource), text(FieldId::EthernetDestination));
    let facts = vec![
        (labels.mac_addresses, way),
        (labels.ether_type, format!("{} (IPv4)", text(FieldId::EtherType))),
        (labels.frame_length, length),
        ("FCS", text(FieldId::EthernetFcs).to_owned()),
    ];
    Facts { protocol: "Ethernet", summary: fill(labels.octets, &[&octets]), list: facts, note: None }
}

fn physical(anatomy: &Anatomy, labels: &'static InspectorLabels) -> Facts {
    let frame = anatomy.octets.len();
    let count = ((PREAMBLE.len() + frame) * 8).to_string();
    let first: Vec<String> = anatomy.octets.iter().take(2).map(|octet| line_order(*octet)).collect();
    let facts = vec![
        (labels.first_bits, first.join(" ")),
        (labels.bits_in_all, fill(labels.bits_sum, &[&count, &frame.to_string()])),
    ];
    Facts { protocol: "", summary: fill(labels.bits, &[&count]), list: facts, note: Some(labels.bit_order.to_owned()) }
}

/// The bits of an octet in the order of the line.
fn line_order(octet: u8) -> String {
    bits(&[octet]).map(|bit| if bit { '1' } else { '0' }).collect()
}

/// When the sender's connection became ESTABLISHED, if it had when the segment was sent.
fn opened(timeline: &Timeline, sent: &Transmission) -> Option<Instant> {
    let before = &timeline.entries[..=sent.entry as usize];
    let opens = |entry: &&Entry| {
        entry.side == sent.id.from && entry.transitions().any(|transition| transition.to == State::Established)
    };
    before.iter().find(opens).map(|entry| entry.at)
}

/// The send calls whose octets the segment carries: those of the program, and those that a person made.
pub(super) fn calls_of<'a>(timeline: &'a Timeline, sent: &Transmission) -> Vec<&'a Call> {
    let scenario = &timeline.scenario;
    let host = scenario.host(sent.id.from);
    if sent.id.forged || sent.segment.text.is_empty() {
        return Vec::new();
    }
    let made = |entry: &'a Entry| match entry.happening {
        _ if entry.side != sent.id.from => None,
        Happening::Called { line, error: None, .. } => host.program.get(line as usize),
        Happening::Acted { act, error: None, .. } => scenario.acts.get(act as usize).map(|act| &act.call),
        _ => None,
    };
    // A program alone makes its calls in the order in which they stand there.
    let calls: Vec<&Call> = match scenario.acts.is_empty() {
        true => host.program.iter().collect(),
        false => timeline.entries[..=sent.entry as usize].iter().filter_map(made).collect(),
    };
    // The SYN takes the number before the first octet.
    let first = (sent.segment.text_seq() - host.iss).wrapping_sub(1) as usize;
    let carried = first..first + sent.segment.text.len();
    let mut at = 0;
    let gives = |call: &&Call| {
        let given = at..at + call.octet_count();
        at = given.end;
        given.start < carried.end && carried.start < given.end
    };
    calls.into_iter().filter(gives).collect()
}

/// Whose turn it is to speak when the segment is sent, as far as the programs tell.
fn turn(timeline: &Timeline, sent: &Transmission, labels: &InspectorLabels) -> String {
    let step = sent.entry as usize + 1;
    let is_open = |side: Side| timeline.snapshot(step, side).tcp.state.is_synchronized();
    let rest = |side: Side| {
        let line = timeline.snapshot(step, side).app.line as usize;
        timeline.scenario.host(side).program.get(line..).unwrap_or_default()
    };
    let speaks = |side: Side| rest(side).iter().any(|call| matches!(call, Call::Send { .. }));
    // A program that waits in recv() lets the other side speak.
    let waits = |side: Side| {
        let call = rest(side).first();
        timeline.snapshot(step, side).app.blocked && matches!(call, Some(Call::Recv { .. } | Call::RecvToEnd))
    };
    match (waits(Side::Client), waits(Side::Server)) {
        _ if !is_open(Side::Client) || !is_open(Side::Server) => labels.turn_before.to_owned(),
        _ if sent.segment.text.is_empty() && !speaks(Side::Client) && !speaks(Side::Server) => {
            labels.turn_after.to_owned()
        }
        (true, true) => labels.turn_nobody.to_owned(),
        (false, false) => labels.turn_both.to_owned(),
        (true, false) => fill(labels.turn_of, &[labels.server]),
        (false, true) => fill(labels.turn_of, &[labels.client]),
    }
}

/// The call that a segment without text carries out, if it is not TCP's own doing.
fn asked_by(sent: &Transmission) -> Option<Call> {
    match sent.segment.flags {
        _ if sent.cause() == Some(Cause::Abort) => Some(Call::Abort),
        flags if flags.has(Flags::SYN) && !flags.has(Flags::ACK) => Some(Call::Connect),
        flags if flags.has(Flags::FIN) => Some(Call::Close),
        _ => None,
    }
}

/// Text as a C program would write it, as far as it is shown.
fn literal(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let mut out = String::from("\"");
    for c in text.chars().take(SHOWN) {
        match c {
            '\r' => out.push_str("\\r"),
            '\n' => out.push_str("\\n"),
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push('·'),
            c => out.push(c),
        }
    }
    out.push_str(if text.chars().count() > SHOWN { "…\"" } else { "\"" });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_octet_goes_out_lowest_bit_first() {
        assert_eq!(line_order(0x02), "01000000");
    }

    #[test]
    fn text_belongs_to_the_call_that_gave_it() {
        let lesson = lessons::find("lost-segment").expect("a lesson");
        let timeline = sim::run(&lesson.scenario);
        let calls: Vec<Vec<&Call>> = timeline.transmissions.iter().map(|sent| calls_of(&timeline, sent)).collect();
        assert!(calls[0].is_empty());
        let sends: Vec<String> = calls.iter().flatten().map(|call| code(call)).collect();
        assert_eq!(sends[..3], ["send(100)", "send(200)", "send(150)"]);
    }
}
