//! Where every field lies in the octets of one frame, and what it says there.

use std::net::Ipv4Addr;
use std::ops::Range;

use bytes::Bytes;
use etherparse::{Ethernet2Header, Ipv4Header, TcpHeader, UdpHeader};

use crate::fields::{FieldId, Header, fields_of};
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
    /// What it says as it is customarily written: addresses with dots or colons, checksums and EtherType in
    /// hexadecimal, data as text with a dot for each octet that is not printable, all else in decimal. Empty for
    /// options that say nothing but that they are there.
    pub text: String,
}

/// What one field says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// The unsigned number that its bits are.
    Number(u64),
    /// An interface's address.
    Mac(MacAddr),
    /// A host's address.
    Address(Ipv4Addr),
    /// A TCP option by meaning.
    Option(TcpOption),
    /// Data or padding.
    Octets(Bytes),
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
    layout.header(Header::Ethernet);
    layout.header(Header::Ipv4);
    layout.octets_until(FieldId::Ipv4Options, range.start);
    let (start, octets) = (range.start, &frame[range.clone()]);
    match protocol {
        Protocol::Tcp => {
            let header = segment_octets::header_at(octets, start)?;
            let options = options_octets::placed(header.options(), start + TcpHeader::MIN_LEN)?;
            layout.header(Header::Tcp);
            for (at, option) in options {
                layout.option(at, option);
            }
            layout.octets_until(FieldId::TcpOptionPadding, start + header.slice().len());
            layout.octets_until(FieldId::TcpData, range.end);
        }
        Protocol::Udp => {
            let data = datagram_data(octets, start)?;
            layout.header(Header::Udp);
            layout.octets_until(FieldId::UdpData, start + data.end);
        }
    }
    layout.octets_until(FieldId::EthernetPadding, frame.len());
    Ok(layout.fields)
}

/// A layout in the making: all before octet `at` has its place.
struct Layout<'a> {
    frame: &'a [u8],
    fields: Vec<PlacedField>,
    at: usize,
}

impl Layout<'_> {
    /// Places the fixed fields of `header`, which begins here and whose octets are known to be there.
    fn header(&mut self, header: Header) {
        let start = self.at * 8;
        for spec in fields_of(header) {
            let bits = start + usize::from(spec.bits.start)..start + usize::from(spec.bits.end);
            let value = value(spec.id, bits_of(self.frame, bits.clone()));
            self.fields.push(PlacedField { id: spec.id, bits, text: text(spec.id, &value), value });
        }
        self.at += match header {
            Header::Ethernet => Ethernet2Header::LEN,
            Header::Ipv4 => Ipv4Header::MIN_LEN,
            Header::Tcp => TcpHeader::MIN_LEN,
            Header::Udp => UdpHeader::LEN,
        };
    }

    /// Places an option that begins here.
    fn option(&mut self, octets: Range<usize>, option: TcpOption) {
        let id = option_id(&option);
        let value = FieldValue::Option(option);
        self.at = octets.end;
        let bits = octets.start * 8..octets.end * 8;
        self.fields.push(PlacedField { id, bits, text: text(id, &value), value });
    }

    /// Places what lies between here and `end`, if anything does.
    fn octets_until(&mut self, id: FieldId, end: usize) {
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
fn value(id: FieldId, number: u64) -> FieldValue {
    let [_, _, mac @ ..] = number.to_be_bytes();
    let [_, _, address @ ..] = mac;
    match id {
        FieldId::EthernetDestination | FieldId::EthernetSource => FieldValue::Mac(MacAddr(mac)),
        FieldId::Ipv4Source | FieldId::Ipv4Destination => FieldValue::Address(address.into()),
        _ => FieldValue::Number(number),
    }
}

/// How `value` is customarily written.
fn text(id: FieldId, value: &FieldValue) -> String {
    match value {
        FieldValue::Number(number) => match id {
            FieldId::EtherType | FieldId::Ipv4HeaderChecksum | FieldId::TcpChecksum | FieldId::UdpChecksum => {
                format!("0x{number:04x}")
            }
            _ => number.to_string(),
        },
        FieldValue::Mac(address) => address.to_string(),
        FieldValue::Address(address) => address.to_string(),
        FieldValue::Option(option) => option_text(option),
        FieldValue::Octets(octets) => match id {
            FieldId::TcpData | FieldId::UdpData => {
                octets.iter().map(|octet| if matches!(octet, b' '..=b'~') { char::from(*octet) } else { '.' }).collect()
            }
            _ => hexadecimal(octets),
        },
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
