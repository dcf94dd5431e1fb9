//! Writes a pcapng file (draft-ietf-opsawg-pcapng): one section, times in nanoseconds, and a comment for each packet.

use std::net::IpAddr;

use crate::LinkType;

/// The kinds of block that are written.
const SECTION: u32 = 0x0a0d_0d0a;
const INTERFACE: u32 = 1;
const NAMES: u32 = 4;
const ENHANCED_PACKET: u32 = 6;
/// What tells the order of the octets, which is the lowest first.
const BYTE_ORDER: u32 = 0x1a2b_3c4d;

/// The options that are written: of any block, of a section, and of an interface.
const COMMENT: u16 = 1;
const APPLICATION: u16 = 4;
const NAME: u16 = 2;
const RESOLUTION: u16 = 9;
/// A unit of time is 10 to the power of minus this, in seconds.
const NANOSECONDS: u8 = 9;
/// The records of a block of names.
const IPV4_NAME: u16 = 1;
const IPV6_NAME: u16 = 2;
/// Octets that an option or a record has room for, since a length of 16 bits says how many there are.
const LONGEST: usize = 65_532;

/// A file that is being written.
#[derive(Clone, Debug)]
pub struct Writer {
    octets: Vec<u8>,
    interfaces: u32,
}

/// An interface of the file that is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterfaceId(u32);

impl Writer {
    /// A file that says which `application` wrote it.
    #[must_use]
    pub fn new(application: &str) -> Writer {
        let mut writer = Writer { octets: Vec::new(), interfaces: 0 };
        let mut body = [&BYTE_ORDER.to_le_bytes()[..], &1_u16.to_le_bytes(), &0_u16.to_le_bytes()].concat();
        // How long the section is stays open.
        body.extend((-1_i64).to_le_bytes());
        options(&mut body, &[(APPLICATION, application.as_bytes())]);
        writer.block(SECTION, &body);
        writer
    }

    /// Describes an interface.
    pub fn interface(&mut self, link: LinkType, name: &str) -> InterfaceId {
        let mut body = [&link.0.to_le_bytes()[..], &[0; 2], &0_u32.to_le_bytes()].concat();
        options(&mut body, &[(NAME, name.as_bytes()), (RESOLUTION, &[NANOSECONDS])]);
        self.block(INTERFACE, &body);
        self.interfaces += 1;
        InterfaceId(self.interfaces - 1)
    }

    /// Names hosts by their addresses.
    pub fn names(&mut self, hosts: &[(IpAddr, &str)]) {
        let mut body = Vec::new();
        for (address, name) in hosts {
            let (kind, address) = match address {
                IpAddr::V4(address) => (IPV4_NAME, address.octets().to_vec()),
                IpAddr::V6(address) => (IPV6_NAME, address.octets().to_vec()),
            };
            record(&mut body, kind, &[&address[..], name.as_bytes(), &[0]].concat());
        }
        record(&mut body, 0, &[]);
        self.block(NAMES, &body);
    }

    /// Adds a packet, whole as it was on the line, that `interface` saw at `at`: nanoseconds since 1970-01-01 00:00 UTC.
    pub fn packet(&mut self, interface: InterfaceId, at: u64, octets: &[u8], comment: Option<&str>) {
        let len = u32::try_from(octets.len()).unwrap_or(u32::MAX);
        let [high, low] = [at >> 32, at & 0xffff_ffff].map(|half| u32::try_from(half).unwrap_or(u32::MAX));
        let mut body: Vec<u8> = [interface.0, high, low, len, len].into_iter().flat_map(u32::to_le_bytes).collect();
        body.extend_from_slice(octets);
        pad(&mut body);
        if let Some(comment) = comment {
            options(&mut body, &[(COMMENT, comment.as_bytes())]);
        }
        self.block(ENHANCED_PACKET, &body);
    }

    /// The octets of the file.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.octets
    }

    /// The octets that were written since they were last taken: what was taken before is in front of them.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.octets)
    }

    fn block(&mut self, kind: u32, body: &[u8]) {
        let len = u32::try_from(body.len() + 12).unwrap_or(u32::MAX).to_le_bytes();
        for part in [&kind.to_le_bytes()[..], &len, body, &len] {
            self.octets.extend_from_slice(part);
        }
    }
}

/// Options, and the one that ends them.
fn options(body: &mut Vec<u8>, options: &[(u16, &[u8])]) {
    for (code, value) in options {
        record(body, *code, value);
    }
    record(body, 0, &[]);
}

/// An option or a record of a name: code, length, and the value with its padding. What no length can say is left out, up to
/// the last whole character.
fn record(body: &mut Vec<u8>, code: u16, value: &[u8]) {
    // An octet 10xxxxxx goes on with a character of UTF-8.
    let ends = |end: &usize| value.get(*end).is_none_or(|next| next & 0xc0 != 0x80);
    let value = &value[..(0..=value.len().min(LONGEST)).rev().find(ends).unwrap_or(0)];
    body.extend(code.to_le_bytes());
    body.extend(u16::try_from(value.len()).unwrap_or(u16::MAX).to_le_bytes());
    body.extend_from_slice(value);
    pad(body);
}

/// Fills the last word. Everything before a body is whole words, too.
fn pad(body: &mut Vec<u8>) {
    body.resize(body.len().next_multiple_of(4), 0);
}
