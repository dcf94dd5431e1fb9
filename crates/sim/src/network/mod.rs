//! The network that the path stands for: each host on an Ethernet of its own, a router between them, and a switch on
//! the client's.

mod device;

use std::net::Ipv4Addr;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use wire::{
    Datagram, EncodeError, Ethernet, Frame, Ipv4, MacAddr, Segment, Transport, checksum, decode_segment,
    encode_segment, seal,
};

pub use self::device::{Device, Discard};
use self::device::{Interface, Mishap, Router, Switch};
use crate::{Checksum, Fate, HeaderBits, Scenario, SegmentRef, Side, Transmission};

/// Where a segment begins in its frame: behind 14 octets of Ethernet and 20 of IPv4.
const SEGMENT: usize = 34;
/// The octet of a segment that begins with the data offset.
const OFFSET: usize = 12;
/// The two octets of the checksum in a segment.
const CHECKSUM: usize = 16;
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
        let (src_address, dst_address) = self.addresses_of(transmission);
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
            src: src_address,
            dst: dst_address,
        };
        Frame { ethernet, ipv4, transport: Transport::Tcp(transmission.segment.clone()) }
    }

    /// What the receiver makes of a copy that was not left whole: the octets, spoiled as they are, are decoded for real.
    pub(crate) fn arrive_spoiled(&self, transmission: &Transmission, fate: Fate) -> Result<Segment, Spoiled> {
        let (src, dst) = self.addresses_of(transmission);
        let mut octets = encode_segment(&transmission.segment, src, dst).map_err(Spoiled::NotEncoded)?;
        self.write_by_hand(&mut octets, transmission);
        flip(&mut octets, fate);
        decode_segment(&octets, src, dst).map_err(Spoiled::NotDecoded)
    }

    /// The octets of `transmission` from its Ethernet header to its last octet of text, as `vantage` sees them.
    ///
    /// # Errors
    /// A segment that no IPv4 packet can hold; the engine never forms one, and a person's is left out of the run.
    pub fn octets(&self, transmission: &Transmission, vantage: Vantage) -> Result<Bytes, EncodeError> {
        let mut octets = self.frame(transmission, vantage).encode()?;
        self.write_by_hand(&mut octets[SEGMENT..], transmission);
        if vantage == Vantage::Receiver {
            flip(&mut octets[SEGMENT..], fate(transmission));
        }
        Ok(octets.into())
    }

    /// The same as it lies on the line there, with padding and FCS: what the sender's interface puts there, and what the
    /// router makes of it.
    ///
    /// # Errors
    /// As for [`Scenario::octets`].
    pub fn line(&self, transmission: &Transmission, vantage: Vantage) -> Result<Vec<u8>, EncodeError> {
        let sent = seal(&self.octets(transmission, Vantage::Sender)?);
        match vantage {
            Vantage::Sender => Ok(sent),
            Vantage::Receiver => {
                let marks = transmission.copies.first().is_some_and(|copy| copy.marked) && transmission.ecn_capable;
                let flips = if let Fate::Corrupted { bit } = fate(transmission) { Some(bit) } else { None };
                let mishap = Mishap { marks, flips };
                // What a host sends is whole, has hops left and is for the other host.
                Ok(self.router().forward(&sent, mishap).unwrap_or(sent))
            }
        }
    }

    /// The port by which the switch forwards a frame, if it has learned where its destination is.
    ///
    /// # Errors
    /// Why the switch drops it.
    pub fn switch_port(&self, line: &[u8]) -> Result<Option<u16>, Discard> {
        self.switch().forward(line)
    }

    /// What the switch has learned: which interface is at which of its ports.
    #[must_use]
    pub fn switch_table(&self) -> Vec<(MacAddr, u16)> {
        self.switch().table
    }

    fn switch(&self) -> Switch {
        Switch { table: vec![(self.client.mac, 1), (ROUTER_NEAR_CLIENT, 2)] }
    }

    fn router(&self) -> Router {
        let interface = |mac, side| {
            let host = self.host(side);
            Interface { mac, neighbour: (host.address, host.mac) }
        };
        let (client, server) =
            (interface(ROUTER_NEAR_CLIENT, Side::Client), interface(ROUTER_NEAR_SERVER, Side::Server));
        Router { interfaces: [client, server] }
    }

    /// What `transmission` carries, as a UDP datagram between the same ports: nothing of the segment's header is left.
    #[must_use]
    pub fn as_datagram(&self, transmission: &Transmission) -> Frame {
        let Segment { src_port, dst_port, text, .. } = &transmission.segment;
        let datagram = Datagram { src_port: *src_port, dst_port: *dst_port, payload: text.clone() };
        Frame { transport: Transport::Udp(datagram), ..self.frame(transmission, Vantage::Sender) }
    }

    /// Writes into the segment `octets` what a person wants to stand there, and turns round the last bit of the checksum
    /// if that is to be wrong.
    fn write_by_hand(&self, octets: &mut [u8], transmission: &Transmission) {
        let HeaderBits { data_offset, reserved } = transmission.header;
        if transmission.header != HeaderBits::default() {
            let offset = data_offset.unwrap_or(octets[OFFSET] >> 4);
            octets[OFFSET] = offset << 4 | reserved & 0xf;
            let (src, dst) = self.addresses_of(transmission);
            let len = u16::try_from(octets.len()).unwrap_or(u16::MAX);
            let pseudo = checksum::pseudo_header(src, dst, wire::PROTOCOL_TCP, len);
            let words = checksum::words(&pseudo).chain(checksum::words_without(octets, CHECKSUM));
            let sum = checksum::checksum(words);
            octets[CHECKSUM..=CHECKSUM_END].copy_from_slice(&sum.to_be_bytes());
        }
        if transmission.checksum == Checksum::Wrong {
            octets[CHECKSUM_END] ^= 1;
        }
    }

    /// The addresses between which `transmission` goes. A stranger's takes the place of the host's in whose name it is
    /// made, or to whose side it goes.
    fn addresses_of(&self, transmission: &Transmission) -> (Ipv4Addr, Ipv4Addr) {
        let (src, dst) = self.addresses(transmission.id.from);
        match transmission.stranger.map(|stranger| *stranger.ip()) {
            None => (src, dst),
            Some(stranger) if transmission.id.forged => (stranger, dst),
            Some(stranger) => (src, stranger),
        }
    }

    pub(crate) fn addresses(&self, from: Side) -> (Ipv4Addr, Ipv4Addr) {
        (self.host(from).address, self.host(from.peer()).address)
    }
}

/// What became of the first copy.
fn fate(transmission: &Transmission) -> Fate {
    transmission.copies.first().map_or(Fate::Delivered, |copy| copy.fate)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fault, FaultKind, run};

    /// A lesson's exchange as a scenario of a few lines, with what happens to its segments.
    fn scenario(kinds: &[(SegmentRef, FaultKind)]) -> Scenario {
        let host = |side: Side, program: &str| {
            let (address, mac, port) = match side {
                Side::Client => ("192.0.2.10", "02:00:00:00:01:0a", 49152),
                Side::Server => ("198.51.100.20", "02:00:00:00:02:14", 80),
            };
            format!(r#"{{"address":"{address}","mac":"{mac}","port":{port},"iss":7,"program":{program}}}"#)
        };
        let client = host(Side::Client, r#"["connect",{"send":{"text":"Grüße"}},"close","recv-to-end"]"#);
        let server = host(Side::Server, r#"["listen","accept","recv-to-end","close"]"#);
        let text = format!(r#"{{"client":{client},"server":{server}}}"#);
        let mut scenario: Scenario = serde_json::from_str(&text).expect("a scenario");
        let fault = |(segment, kind): &(SegmentRef, FaultKind)| Fault { segment: *segment, kind: kind.clone() };
        scenario.faults = kinds.iter().map(fault).collect();
        scenario
    }

    #[test]
    fn what_the_router_makes_of_a_frame_is_what_the_receiver_is_said_to_see() {
        let third = SegmentRef::new(Side::Client, 3);
        for kind in [None, Some(FaultKind::Corrupt { bit: 171 }), Some(FaultKind::Mark)] {
            let scenario = scenario(&kind.into_iter().map(|kind| (third, kind)).collect::<Vec<_>>());
            let timeline = run(&scenario);
            assert!(timeline.transmissions.len() > 6);
            for sent in &timeline.transmissions {
                for vantage in [Vantage::Sender, Vantage::Receiver] {
                    let octets = scenario.octets(sent, vantage).expect("it fits");
                    assert_eq!(scenario.line(sent, vantage), Ok(seal(&octets)), "{:?} {vantage:?}", sent.id);
                }
            }
        }
    }

    #[test]
    fn the_switch_sends_each_way_by_the_other_port() {
        let scenario = scenario(&[]);
        for sent in &run(&scenario).transmissions {
            let (vantage, port) = match sent.id.from {
                Side::Client => (Vantage::Sender, 2),
                Side::Server => (Vantage::Receiver, 1),
            };
            let line = scenario.line(sent, vantage).expect("it fits");
            assert_eq!(scenario.switch_port(&line), Ok(Some(port)));
        }
    }

    #[test]
    fn a_datagram_carries_the_same_text_and_none_of_the_numbers() {
        let scenario = scenario(&[]);
        let timeline = run(&scenario);
        let sent = timeline.transmissions.iter().find(|sent| !sent.segment.text.is_empty()).expect("text is sent");
        let octets = scenario.as_datagram(sent).encode().expect("it fits");
        assert_eq!(octets.len(), 14 + 20 + 8 + "Grüße".len());
        let Ok(Frame { transport: Transport::Udp(datagram), .. }) = Frame::decode(&octets) else {
            panic!("no datagram");
        };
        assert_eq!(datagram.payload, sent.segment.text);
    }
}
