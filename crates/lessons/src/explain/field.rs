//! Why a header field says what it says: the rule that set it, or where its value comes from.

use sim::Transmission;
use tcp::Section;
use wire::fields::{FieldId, Standard};
use wire::{FieldValue, Flags, PlacedField, TcpOption};

use super::{Context, Explanation, Words, en, zh};
use crate::Lang;
use crate::fields::{Within, meaning, what_value_says};

/// Where it is told of what no RFC defines, such as the frame check sequence: RFC 894 leaves it to Ethernet.
const OF_ETHERNET: Section = Section { rfc: 894, section: "Frame Format" };
/// The longest value that a heading repeats.
const LONGEST_VALUE: usize = 24;

/// Where a port comes from.
#[derive(Clone, Copy)]
pub(crate) enum PortFrom {
    /// The program bound it.
    Bind,
    /// The program named none, so the system picked one.
    Picked,
    /// The program named it in `connect`.
    Connect,
    /// The SYN that opened the connection came from there.
    Syn,
}

impl Context<'_> {
    /// Why the field `placed` of `sent` says what it says. `within` is what it lies in.
    #[must_use]
    pub fn field(&self, sent: &Transmission, placed: &PlacedField, within: Within<'_>) -> Explanation {
        let bit = control_bit(placed.id);
        match placed.id {
            FieldId::TcpSequenceNumber => return self.segment(sent).seq,
            FieldId::TcpAcknowledgmentNumber => return self.segment(sent).ack,
            FieldId::TcpWindow => return self.segment(sent).window,
            _ => {}
        }
        let prose = meaning(placed.id, self.lang);
        let heading = match placed.text.len() {
            1..=LONGEST_VALUE => [prose.name, " = ", &placed.text].concat(),
            _ => prose.name.to_owned(),
        };
        let own = match (bit, self.port(sent, placed.id), self.lang) {
            (Some(bit), _, Lang::En) if sent.segment.has(bit) => en::flags::sentence(bit, &sent.segment),
            (Some(bit), _, Lang::Zh) if sent.segment.has(bit) => zh::flags::sentence(bit, &sent.segment),
            (_, Some(from), Lang::En) => en::entry::port(from),
            (_, Some(from), Lang::Zh) => zh::entry::port(from),
            _ => prose.meaning,
        };
        let says = what_value_says(placed, within, self.lang).unwrap_or_default();
        let between = if self.lang == Lang::En && !says.is_empty() { " " } else { "" };
        let section = match placed.id.spec().standard {
            Standard::Rfc { number, section } => Section { rfc: number, section },
            // What lies below has no RFC, and no rule of an endpoint.
            Standard::Ieee { .. } | Standard::LinkType { .. } | Standard::NotFollowed => OF_ETHERNET,
        };
        let mut explanation = Words::new(heading, own).explain(self.field_arithmetic(sent, placed), section);
        explanation.text.push(course::Span::Text([between, &says].concat()));
        explanation
    }

    /// Where the port in this field comes from, if it is one.
    fn port(&self, sent: &Transmission, id: FieldId) -> Option<PortFrom> {
        let (scenario, from) = (&self.timeline.scenario, sent.id.from);
        match id {
            // Whoever made it by hand wrote what they liked.
            _ if sent.id.forged => None,
            FieldId::TcpSourcePort if scenario.binds(from) => Some(PortFrom::Bind),
            FieldId::TcpSourcePort => Some(PortFrom::Picked),
            FieldId::TcpDestinationPort if scenario.listens(from) => Some(PortFrom::Syn),
            FieldId::TcpDestinationPort => Some(PortFrom::Connect),
            _ => None,
        }
    }

    /// The lines under a field that is neither seq, ack nor window.
    fn field_arithmetic(&self, sent: &Transmission, placed: &PlacedField) -> Vec<String> {
        let segment = &sent.segment;
        let side = sent.id.from;
        let status = &self.timeline.snapshot(sent.entry as usize + 1, side).tcp;
        match (placed.id, &placed.value) {
            (FieldId::TcpDataOffset, FieldValue::Number(words)) => {
                vec![format!("(20 + {}) / 4 = {words}", words.saturating_mul(4).saturating_sub(20))]
            }
            // Nothing of what follows holds for what was made by hand.
            _ if sent.id.forged => Vec::new(),
            (FieldId::TcpUrgentPointer, _) if segment.has(Flags::URG) => {
                let up = self.numbers.show(segment.seq + u32::from(segment.urgent), side);
                let seq = self.numbers.show(segment.seq, side);
                vec![format!("SEG.UP = SND.UP − SEG.SEQ = {up} − {seq} = {}", segment.urgent)]
            }
            (_, FieldValue::Option(TcpOption::WindowScale(shift))) => {
                let buffer = status.receive_buffer;
                vec![format!("RCV.BUFF >> shift.cnt = {buffer} >> {shift} = {}", buffer >> (*shift).min(31))]
            }
            (_, FieldValue::Option(TcpOption::Timestamps { value, echo })) => {
                vec![format!("TSval = {value}"), format!("TSecr = TS.Recent = {echo}")]
            }
            (_, FieldValue::Option(TcpOption::Sack(blocks))) => blocks
                .iter()
                .map(|block| {
                    let peers = |seq| self.numbers.show(seq, side.peer());
                    let len = block.right - block.left;
                    format!("{} − {} = {len}", peers(block.right), peers(block.left))
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// The control bit that a field is.
fn control_bit(id: FieldId) -> Option<Flags> {
    Some(match id {
        FieldId::TcpCwr => Flags::CWR,
        FieldId::TcpEce => Flags::ECE,
        FieldId::TcpUrg => Flags::URG,
        FieldId::TcpAck => Flags::ACK,
        FieldId::TcpPsh => Flags::PSH,
        FieldId::TcpRst => Flags::RST,
        FieldId::TcpSyn => Flags::SYN,
        FieldId::TcpFin => Flags::FIN,
        _ => return None,
    })
}
