//! What each of the seven layers of the sender has to say of one segment, as names and values read from its frame and
//! from the programs.

use lessons::Numbering;
use sim::{Entry, Side, Timeline, Transmission};
use tcp::{Instant, State};
use wire::Flags;
use wire::fields::FieldId;
use wire::line::{PREAMBLE, bits};

use super::arrival::is_between_the_sockets;
use super::calls::{self, Made, Turn};
use crate::labels::anatomy::AnatomyLabels;
use crate::labels::inspector::fill;
use crate::labels::ladder::time_line;
use crate::labels::layers::LayersLabels;
use crate::view::anatomy::{Anatomy, Part};
use crate::view::segment::SegmentProps;

/// Characters of the text that the application layer shows.
const SHOWN: usize = 160;
/// A name and its value, in pieces: those that stand in a field of a header are known by it.
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) value: Vec<(String, Option<FieldId>)>,
}

impl Fact {
    /// What stands in no field.
    pub(super) fn plain(name: &'static str, value: String) -> Fact {
        Fact { name, value: vec![(value, None)] }
    }

    /// What stands in a field.
    fn field(name: &'static str, value: String, id: FieldId) -> Fact {
        Fact { name, value: vec![(value, Some(id))] }
    }

    /// What stands in two fields, from one to the other.
    fn way(name: &'static str, anatomy: &Anatomy, [from, to]: [FieldId; 2]) -> Fact {
        let text = |id| (anatomy.text(id).to_owned(), Some(id));
        Fact { name, value: vec![text(from), (" → ".to_owned(), None), text(to)] }
    }
}

/// What one layer says.
#[derive(Default)]
pub(super) struct Facts {
    /// What does the work at this layer.
    pub(super) protocol: &'static str,
    /// What it comes to, in a few words.
    pub(super) summary: String,
    /// Names and values.
    pub(super) list: Vec<Fact>,
    /// What remains to be said.
    pub(super) note: Option<String>,
}

/// What layer `number` of the sender says.
pub(super) fn of(props: &SegmentProps, anatomy: &Anatomy, number: u8) -> Facts {
    let labels = props.labels();
    let Some(sent) = props.sent() else { return Facts::default() };
    match number {
        7 => application(props, sent),
        6 => presentation(sent, labels),
        5 => session(props, sent, labels),
        4 => transport(props, anatomy, sent),
        3 => network(anatomy, labels),
        2 => data_link(anatomy, labels),
        _ => physical(anatomy, labels),
    }
}

/// A call as it is written, and whose it is if it is not the program's.
pub(super) fn written(props: &SegmentProps, made: &Made) -> String {
    let code = made.code(&props.timeline.scenario);
    if made.by_hand { fill(LayersLabels::of(props.lang).by_you, &[&code]) } else { code }
}

fn application(props: &SegmentProps, sent: &Transmission) -> Facts {
    let (timeline, labels, words) = (&*props.timeline, props.labels(), LayersLabels::of(props.lang));
    let calls = calls::gave(timeline, sent);
    let mut facts = Vec::new();
    if let (Some(first), Some(last)) = (calls.first(), calls.last()) {
        let (first, last) = (written(props, first), written(props, last));
        let calls = if first == last { first } else { [&*first, " … ", &*last].concat() };
        facts.push(Fact::plain(labels.text_from, calls));
    }
    if !sent.segment.text.is_empty() {
        if sent.id.forged {
            facts.push(Fact::plain(labels.text_from, words.nobodys_text.to_owned()));
        }
        facts.push(Fact::field(labels.text, literal(&sent.segment.text), FieldId::TcpData));
    }
    let summary = match &*sent.segment.text {
        [] => labels.no_text.to_owned(),
        text => fill(labels.octets, &[&text.len().to_string()]),
    };
    let note = sent.segment.text.is_empty().then(|| match calls::asked(timeline, sent) {
        _ if sent.id.forged => words.nobodys_segment.to_owned(),
        Some(made) => {
            let template = if made.by_hand { words.no_text_you_called } else { labels.no_text_called };
            fill(template, &[&made.code(&timeline.scenario)])
        }
        None => labels.no_text_said.to_owned(),
    });
    Facts { protocol: "", summary, list: facts, note }
}

fn presentation(sent: &Transmission, labels: &'static AnatomyLabels) -> Facts {
    let text = &sent.segment.text;
    let octets = text.len().to_string();
    let (summary, facts) = match std::str::from_utf8(text) {
        _ if text.is_empty() => (labels.no_text.to_owned(), Vec::new()),
        Ok(text) => {
            let value = fill(labels.characters, &[&text.chars().count().to_string(), &octets]);
            ("UTF-8".to_owned(), vec![Fact::plain(labels.encoding, value)])
        }
        Err(_) => {
            let value = fill(labels.not_characters, &[&octets]);
            ("UTF-8".to_owned(), vec![Fact::plain(labels.encoding, value)])
        }
    };
    let note = text.is_empty().then(|| labels.nothing_to_encode.to_owned());
    Facts { protocol: "", summary, list: facts, note }
}

fn session(props: &SegmentProps, sent: &Transmission, labels: &'static AnatomyLabels) -> Facts {
    let timeline = &*props.timeline;
    let scenario = &timeline.scenario;
    if !is_between_the_sockets(scenario, sent) {
        return no_session(props, sent);
    }
    let socket = |side: Side| {
        let host = scenario.host(side);
        format!("{}:{}", host.address, host.port)
    };
    let (from, to) = (sent.id.from, sent.id.from.peer());
    let name = |side: Side| if side == Side::Client { labels.client } else { labels.server };
    let opener = |made: &Made| fill(labels.begun_value, &[name(made.side), &written(props, made)]);
    let openers: Vec<String> = calls::opened(timeline, sent).iter().map(opener).collect();
    let mut facts = vec![Fact::plain(labels.dialogue, format!("{} ↔ {}", socket(from), socket(to)))];
    if !openers.is_empty() {
        facts.push(Fact::plain(labels.begun_by, openers.join(" · ")));
    }
    let words = LayersLabels::of(props.lang);
    let since = opened(timeline, sent).map(|at| time_line(at.0, props.lang));
    facts.push(Fact::plain(words.open_since, since.unwrap_or_else(|| words.not_open.to_owned())));
    let state = |side: Side| {
        let state = timeline.snapshot(sent.entry as usize + 1, side).tcp.state.name();
        format!("{} {state}", name(side))
    };
    facts.push(Fact::plain(words.state, [state(from), state(to)].join(" · ")));
    let turn = match calls::turn(timeline, sent) {
        Turn::NotYet => labels.turn_before.to_owned(),
        Turn::Over => labels.turn_after.to_owned(),
        Turn::Nobodys => labels.turn_nobody.to_owned(),
        Turn::Eithers => labels.turn_both.to_owned(),
        Turn::Of(side) => fill(labels.turn_of, &[name(side)]),
        Turn::Only(side) => fill(words.turn_only, &[name(side)]),
    };
    facts.push(Fact::plain(labels.turn, turn));
    let ports = format!("{} ↔ {}", scenario.host(from).port, scenario.host(to).port);
    Facts { protocol: "", summary: ports, list: facts, note: Some(labels.osi_and_internet.to_owned()) }
}

/// What there is to say of a segment between ports that no connection has.
fn no_session(props: &SegmentProps, sent: &Transmission) -> Facts {
    let (labels, scenario, segment) = (props.labels(), &props.timeline.scenario, &sent.segment);
    let (from, to) = (scenario.host(sent.id.from).address, scenario.host(sent.id.from.peer()).address);
    let dialogue = format!("{from}:{} ↔ {to}:{}", segment.src_port, segment.dst_port);
    let note = LayersLabels::of(props.lang).no_connection.to_owned();
    let summary = format!("{} ↔ {}", segment.src_port, segment.dst_port);
    Facts { protocol: "", summary, list: vec![Fact::plain(labels.dialogue, dialogue)], note: Some(note) }
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
        Fact::way(labels.ports, anatomy, [FieldId::TcpSourcePort, FieldId::TcpDestinationPort]),
        Fact::field(labels.seq, number(segment.seq, from), FieldId::TcpSequenceNumber),
        Fact::field(labels.ack, ack, FieldId::TcpAcknowledgmentNumber),
        Fact { name: labels.flags, value: flags(anatomy, segment.flags) },
        Fact::field(labels.window, octets(segment.window.into()), FieldId::TcpWindow),
        Fact::field(labels.header_octets, octets(anatomy.len(Part::Tcp)), FieldId::TcpDataOffset),
        Fact::plain(labels.segment_len, fill(labels.segment_len_value, &[&segment.len().to_string()])),
    ];
    Facts { protocol: "TCP", summary: segment.flags.to_string(), list: facts, note: None }
}

/// Each flag that is set, by its own field.
fn flags(anatomy: &Anatomy, flags: Flags) -> Vec<(String, Option<FieldId>)> {
    let mut pieces: Vec<(String, Option<FieldId>)> = Vec::new();
    for (_, name) in Flags::NAMED.iter().filter(|(flag, _)| flags.has(*flag)) {
        let is_it = |slug: &str| slug.strip_prefix("tcp-").is_some_and(|slug| slug.eq_ignore_ascii_case(name));
        let field = anatomy.fields.iter().map(|field| field.id).find(|id| is_it(id.spec().slug));
        if !pieces.is_empty() {
            pieces.push((" ".to_owned(), None));
        }
        pieces.push(((*name).to_owned(), field));
    }
    pieces
}

fn network(anatomy: &Anatomy, labels: &'static AnatomyLabels) -> Facts {
    let text = |id| anatomy.text(id);
    let facts = vec![
        Fact::way(labels.addresses, anatomy, [FieldId::Ipv4Source, FieldId::Ipv4Destination]),
        Fact::field(labels.ttl, fill(labels.hops, &[text(FieldId::Ipv4Ttl)]), FieldId::Ipv4Ttl),
        Fact::field(
            labels.total_length,
            fill(labels.octets, &[text(FieldId::Ipv4TotalLength)]),
            FieldId::Ipv4TotalLength,
        ),
        Fact::field(labels.protocol, format!("{} (TCP)", text(FieldId::Ipv4Protocol)), FieldId::Ipv4Protocol),
        Fact::field(labels.header_checksum, text(FieldId::Ipv4HeaderChecksum).to_owned(), FieldId::Ipv4HeaderChecksum),
    ];
    let summary = format!("TTL {}", text(FieldId::Ipv4Ttl));
    Facts { protocol: "IPv4", summary, list: facts, note: None }
}

fn data_link(anatomy: &Anatomy, labels: &'static AnatomyLabels) -> Facts {
    let text = |id| anatomy.text(id);
    let octets = anatomy.octets.len().to_string();
    let length = match anatomy.padding() {
        0 => fill(labels.frame_length_value, &[&octets]),
        padding => fill(labels.frame_length_padded, &[&octets, &padding.to_string()]),
    };
    let facts = vec![
        Fact::way(labels.mac_addresses, anatomy, [FieldId::EthernetSource, FieldId::EthernetDestination]),
        Fact::field(labels.ether_type, format!("{} (IPv4)", text(FieldId::EtherType)), FieldId::EtherType),
        Fact::plain(labels.frame_length, length),
        Fact::field("FCS", text(FieldId::EthernetFcs).to_owned(), FieldId::EthernetFcs),
    ];
    Facts { protocol: "Ethernet", summary: fill(labels.octets, &[&octets]), list: facts, note: None }
}

fn physical(anatomy: &Anatomy, labels: &'static AnatomyLabels) -> Facts {
    let frame = anatomy.octets.len();
    let count = ((PREAMBLE.len() + frame) * 8).to_string();
    let first: Vec<String> = anatomy.octets.iter().take(2).map(|octet| line_order(*octet)).collect();
    let facts = vec![
        Fact::plain(labels.first_bits, first.join(" ")),
        Fact::plain(labels.bits_in_all, fill(labels.bits_sum, &[&count, &frame.to_string()])),
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
}
