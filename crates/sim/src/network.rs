//! The network that the path stands for: each host on an Ethernet of its own, a router between them.

use std::net::Ipv4Addr;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use wire::{EncodeError, Ethernet, Frame, Ipv4, MacAddr, Segment, Transport, decode_segment, encode_segment};

use crate::{Checksum, Fate, Scenario, SegmentRef, Side, Transmission};

/// Where a segment begins in its frame: behind 14 octets of Ethernet and 20 of IPv4.
const SEGMENT: usize = 34;
/// The last octet of the checksum in a segment.
const CHECKSUM_END: usize = 17;

/// The time to live with which a host sends.
const INITIAL_TTL: u8 = 64;

/// The router's interface on the client's Ethernet.
const ROUTER_NEAR_CLIENT: MacAddr = MacAddr([0x02, 0x00, 0x00, 0x00, 0x01, 0x01]);
/// The router's interface on the server's Ethernet.
const ROUTER_NEAR_SERVER: MacAddr = MacAddr([0x02, 0x00, 0x00, 0x00, 0x02, 0x01]);

/// The ECN field of the IP header (RFC 3168 section 5): not ECN-capable, ECN-capable, marked.
const NOT_ECT: u8 = 0b00;
const ECT_0: u8 = 0b10;
const CE: u8 = 0b11;

/// Where a frame is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Vantage {
    /// On the sender's Ethernet.
    Sender,
    /// On the receiver's Ethernet, behind the router.
    Receiver,
}

impl Scenario {
    /// The frame that carries `transmission`, as it is seen at `vantage`: the router rewrites both MAC addresses and
    /// takes one off the time to live; the IP addresses and the segment stay as they are.
    #[must_use]
    pub fn frame(&self, transmission: &Transmission, vantage: Vantage) -> Frame {
        let from = transmission.id.from;
        let (src, dst) = (self.host(from), self.host(from.peer()));
        let (near_sender, near_receiver) = match from {
            Side::Client => (ROUTER_NEAR_CLIENT, ROUTER_NEAR_SERVER),
            Side::Server => (ROUTER_NEAR_SERVER, ROUTER_NEAR_CLIENT),
        };
        let (ethernet, ttl) = match vantage {
            Vantage::Sender => (Ethernet { dst: near_sender, src: src.mac }, INITIAL_TTL),
            Vantage::Receiver => (Ethernet { dst: dst.mac, src: near_receiver }, INITIAL_TTL - 1),
        };
        let ecn = match vantage {
            _ if !transmission.ecn_capable => NOT_ECT,
            Vantage::Receiver if transmission.copies.first().is_some_and(|copy| copy.marked) => CE,
            _ => ECT_0,
        };
        let ipv4 = Ipv4 {
            tos: ecn,
            identification: identification(transmission.id),
            dont_fragment: true,
            ttl,
            src: src.address,
            dst: dst.address,
        };
        Frame { ethernet, ipv4, transport: Transport::Tcp(transmission.segment.clone()) }
    }

    /// What the receiver makes of a copy that was not left whole: the octets, spoiled as they are, are decoded for real.
    pub(crate) fn arrive_spoiled(&self, transmission: &Transmission, fate: Fate) -> Result<Segment, Spoiled> {
        let (src, dst) = self.addresses(transmission.id.from);
        let mut octets = encode_segment(&transmission.segment, src, dst).map_err(Spoiled::NotEncoded)?;
        spoil_checksum(&mut octets, transmission.checksum);
        flip(&mut octets, fate);
        decode_segment(&octets, src, dst).map_err(Spoiled::NotDecoded)
    }

    /// The octets of `transmission` from its Ethernet header to its last octet of text, as `vantage` sees them.
    ///
    /// # Errors
    /// A segment that no IPv4 packet can hold; the engine never forms one, and a person's is left out of the run.
    pub fn octets(&self, transmission: &Transmission, vantage: Vantage) -> Result<Bytes, EncodeError> {
        let mut octets = self.frame(transmission, vantage).encode()?;
        spoil_checksum(&mut octets[SEGMENT..], transmission.checksum);
        let fate = transmission.copies.first().map(|copy| copy.fate);
        if let (Vantage::Receiver, Some(fate)) = (vantage, fate) {
            flip(&mut octets[SEGMENT..], fate);
        }
        Ok(octets.into())
    }

    pub(crate) fn addresses(&self, from: Side) -> (Ipv4Addr, Ipv4Addr) {
        (self.host(from).address, self.host(from.peer()).address)
    }
}

/// Turns round the last bit of the checksum of the segment `octets` if that is to be wrong.
fn spoil_checksum(octets: &mut [u8], checksum: Checksum) {
    if let (Checksum::Wrong, Some(last)) = (checksum, octets.get_mut(CHECKSUM_END)) {
        *last ^= 1;
    }
}

/// Flips the bit of the segment `octets` that its fate names.
fn flip(octets: &mut [u8], fate: Fate) {
    if let Fate::Corrupted { bit } = fate {
        let bit = bit as usize % (octets.len() * 8);
        octets[bit / 8] ^= 0x80 >> (bit % 8);
    }
}

/// Why a spoiled segment did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spoiled {
    NotEncoded(EncodeError),
    NotDecoded(wire::DecodeError),
}

/// Each side counts its datagrams from a number of its own, and so does a person.
fn identification(id: SegmentRef) -> u16 {
    let first: u16 = match (id.forged, id.from) {
        (false, Side::Client) => 0x3a10,
        (false, Side::Server) => 0x8f40,
        (true, _) => 0xd000,
    };
    first.wrapping_add((id.nth & 0xffff) as u16)
}
