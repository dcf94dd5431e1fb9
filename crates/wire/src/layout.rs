//! Where every field lies in the octets of one frame, and what it says there.

use std::net::{IpAddr, Ipv6Addr};
use std::ops::Range;

use bytes::Bytes;
use etherparse::{Ethernet2Header, TcpHeader};

use crate::fields::{FieldId, Header, fields_of, fixed_len};
use crate::frame::headers;
use crate::ipv4::{Protocol, payload_at};
use crate::udp::datagram_data;
use crate::{DecodeError, MacAddr, TcpOption, options_octets, segment_octets};

/// One field of one frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedField {
    /// Which field.
    pub id: FieldId,
    /// Its bits, counted from the first of the frame.
    pub bits: Range<usize>,
    /// What it says.
    pub value: FieldValue,
    /// What it says as it is customarily written: addresses with dots or colons, checksums, flow labels and EtherTypes
    /// in hexadecimal, data as text with a dot for each octet that is not printable, all else in decimal. Empty for
    /// options that say nothing but that they are there. Of a field that is cut, its whole octets and an ellipsis.
    pub text: String,
}

/// What one field says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// The unsigned number that its bits are. The address family of a loopback header is in the byte order of the machine
    /// that captured it; it is read in the one that gives the smaller number.
    Number(u64),
    /// An interface's address.
    Mac(MacAddr),
    /// A host's address.
    Address(IpAddr),
    /// A TCP option by meaning.
    Option(TcpOption),
    /// Data, padding, or as many octets of a link-layer address as count.
    Octets(Bytes),
    /// The packet was cut within the field, so that it says nothing. Its bits are those that were captured.
    Cut,
}

impl PlacedField {
    /// The octets that hold the field, wholly or in part.
    #[must_use]
    pub fn octets(&self) -> Range<usize> {
        self.bits.start / 8..self.bits.end.div_ceil(8)
    }
}

/// Every field of `frame` in order, together covering it from the first bit to the last. Checksums need not be right,
/// so that a damaged frame can be looked at; lengths must be, as without them nothing has a place.
pub fn lay_out(frame: &[u8]) -> Result<Vec<PlacedField>, DecodeError> {
    let (_, ipv4) = headers(frame)?;
    let (protocol, range) = payload_at(frame, &ipv4, Ethernet2Header::LEN)?;
    let mut layout = Layout { frame, fields: Vec::new(), at: 0 };
    // All these octets are known to be there.
    let _ = layout.header(Header::Ethernet).and_then(|()| layout.header(Header::Ipv4));
    layout.octets_until(FieldId::Ipv4Options, range.start);
    let (start, octets) = (range.start, &frame[range.clone()]);
    match protocol {
        Protocol::Tcp => {
            let header = segment_octets::header_at(octets, start)?;
            let options = options_octets::placed(header.options(), start + TcpHeader::MIN_LEN)?;
            let _ = layout.header(Header::Tcp);
            for (at, option) in options {
                layout.option(at, option);
            }
            layout.octets_until(FieldId::TcpOptionPadding, start + header.slice().len());
            layout.octets_until(FieldId::TcpData, range.end);
        }
        Protocol::Udp => {
            let data = datagram_data(octets, start)?;
            let _ = layout.header(Header::Udp);
            layout.octets_until(FieldId::UdpData, start + data.end);
        }
    }
    layout.octets_until(FieldId::EthernetPadding, frame.len());
    Ok(layout.fields)
}

/// A layout in the making: all before octet `at` has its place.
pub(crate) struct Layout<'a> {
    pub(crate) frame: &'a [u8],
    pub(crate) fields: Vec<PlacedField>,
    pub(crate) at: usize,
}

impl Layout<'_> {
    /// Places the fixed fields of `header`, which begins here, as far as there are octets. None if they end before.
    pub(crate) fn header(&mut self, header: Header) -> Option<()> {
        let start = self.at * 8;
        for spec in fields_of(header) {
            self.field(spec.id, start + usize::from(spec.bits.start)..start + usize::from(spec.bits.end))?;
        }
        self.at += fixed_len(header);
        Some(())
    }

    /// Places a field whose bits say what it is. None if the octets end before it does: what there is of it is cut.
    pub(crate) fn field(&mut self, id: FieldId, bits: Range<usize>) -> Option<()> {
        if bits.end > self.frame.len() * 8 {
            self.cut(id, bits.start);
            return None;
        }
        let value = value(id, self.frame, &bits);
        self.fields.push(PlacedField { id, bits, text: text(id, &value), value });
        Some(())
    }

    /// Places what there is of a field that begins at the bit `start`, and all else that was captured with it.
    fn cut(&mut self, id: FieldId, start: usize) {
        let end = self.frame.len();
        if start < end * 8 {
            let whole = start.div_ceil(8)..end;
            let text = [hexadecimal(&self.frame[whole]).as_str(), " …"].concat();
            let text = text.trim_start().to_owned();
            self.fields.push(PlacedField { id, bits: start..end * 8, value: FieldValue::Cut, text });
        }
        self.at = end;
    }

    /// Places an option that begins here.
    pub(crate) fn option(&mut self, octets: Range<usize>, option: TcpOption) {
        let id = option_id(&option);
        let value = FieldValue::Option(option);
        self.at = octets.end;
        let bits = octets.start * 8..octets.end * 8;
        self.fields.push(PlacedField { id, bits, text: text(id, &value), value });
    }

    /// Places what lies between here and `end`, if anything does. None if the octets end before `end`: then what there
    /// is of it is cut.
    pub(crate) fn whole_until(&mut self, id: FieldId, end: usize) -> Option<()> {
        if end > self.frame.len() {
            self.cut(id, self.at * 8);
            return None;
        }
        self.octets_until(id, end);
        Some(())
    }

    /// Places what lies between here and `end`, as far as there are octets.
    pub(crate) fn octets_until(&mut self, id: FieldId, end: usize) {
        let end = end.min(self.frame.len());
        if self.at < end {
            let bits = self.at * 8..end * 8;
            let value = FieldValue::Octets(Bytes::copy_from_slice(&self.frame[self.at..end]));
            self.fields.push(PlacedField { id, bits, text: text(id, &value), value });
            self.at = end;
        }
    }
}

/// The name under which an option is placed.
fn option_id(option: &TcpOption) -> FieldId {
    match option {
        TcpOption::End => FieldId::TcpOptionEnd,
        TcpOption::Nop => FieldId::TcpOptionNop,
        TcpOption::Mss(_) => FieldId::TcpOptionMss,
        TcpOption::WindowScale(_) => FieldId::TcpOptionWindowScale,
        TcpOption::SackPermitted => FieldId::TcpOptionSackPermitted,
        TcpOption::Sack(_) => FieldId::TcpOptionSack,
        TcpOption::Timestamps { .. } => FieldId::TcpOptionTimestamps,
        TcpOption::Unknown { .. } => FieldId::TcpOptionUnknown,
    }
}

/// At most 64 bits of `octets` as an unsigned number, highest first.
fn bits_of(octets: &[u8], bits: Range<usize>) -> u64 {
    bits.fold(0, |number, bit| number << 1 | u64::from(octets[bit / 8] >> (7 - bit % 8) & 1))
}

/// What a fixed field's bits mean.
fn value(id: FieldId, frame: &[u8], bits: &Range<usize>) -> FieldValue {
    let octets = &frame[bits.start / 8..bits.end.div_ceil(8)];
    if let (FieldId::Ipv6Source | FieldId::Ipv6Destination, Ok(octets)) = (id, <[u8; 16]>::try_from(octets)) {
        return FieldValue::Address(Ipv6Addr::from(octets).into());
    }
    let number = bits_of(frame, bits.clone());
    let [_, _, mac @ ..] = number.to_be_bytes();
    let [_, _, address @ ..] = mac;
    match id {
        FieldId::EthernetDestination | FieldId::EthernetSource => FieldValue::Mac(MacAddr(mac)),
        FieldId::Ipv4Source | FieldId::Ipv4Destination => FieldValue::Address(IpAddr::from(address)),
        FieldId::LoopbackFamily => FieldValue::Number(number.min(u32::from_le_bytes(address).into())),
        FieldId::CookedAddress | FieldId::Cooked2Address => {
            // The octet before the address is, in either version, the last of its length.
            let counting = usize::from(frame[bits.start / 8 - 1]).min(octets.len());
            FieldValue::Octets(Bytes::copy_from_slice(&octets[..counting]))
        }
        _ => FieldValue::Number(number),
    }
}

/// How `value` is customarily written.
fn text(id: FieldId, value: &FieldValue) -> String {
    match value {
        FieldValue::Number(number) => match id {
            FieldId::EtherType
            | FieldId::VlanEtherType
            | FieldId::CookedProtocol
            | FieldId::Cooked2Protocol
            | FieldId::Ipv4HeaderChecksum
            | FieldId::TcpChecksum
            | FieldId::UdpChecksum => format!("0x{number:04x}"),
            FieldId::Ipv6FlowLabel => format!("0x{number:05x}"),
            _ => number.to_string(),
        },
        FieldValue::Mac(address) => address.to_string(),
        FieldValue::Address(address) => address.to_string(),
        FieldValue::Option(option) => option_text(option),
        FieldValue::Octets(octets) => match id {
            FieldId::TcpData | FieldId::UdpData => {
                octets.iter().map(|octet| if matches!(octet, b' '..=b'~') { char::from(*octet) } else { '.' }).collect()
            }
            FieldId::CookedAddress | FieldId::Cooked2Address => hexadecimal(octets).replace(' ', ":"),
            _ => hexadecimal(octets),
        },
        FieldValue::Cut => String::new(),
    }
}

/// What an option says beyond its name.
fn option_text(option: &TcpOption) -> String {
    match option {
        TcpOption::End | TcpOption::Nop | TcpOption::SackPermitted => String::new(),
        TcpOption::Mss(mss) => mss.to_string(),
        TcpOption::WindowScale(shift) => shift.to_string(),
        TcpOption::Sack(blocks) => {
            let block = blocks.iter().map(|block| format!("{}-{}", block.left, block.right));
            block.collect::<Vec<_>>().join(" ")
        }
        TcpOption::Timestamps { value, echo } => format!("TSval {value} TSecr {echo}"),
        TcpOption::Unknown { data, .. } => hexadecimal(data),
    }
}

/// Two digits for each octet, with a space between.
fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect::<Vec<_>>().join(" ")
}
