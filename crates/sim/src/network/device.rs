//! The four devices that a segment meets, and what the two between the hosts do with the octets of a frame.

use std::net::Ipv4Addr;

use wire::checksum::Working;
use wire::{MacAddr, seal, unseal};

use crate::Side;

/// A device on the path. From the client's side: the client and a switch on one Ethernet, a router, and the server on
/// the router's other Ethernet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Device {
    /// The client's host.
    Client,
    /// The switch on the client's Ethernet.
    Switch,
    /// The router between the two Ethernets.
    Router,
    /// The server's host.
    Server,
}

impl Device {
    /// All of them, from left to right.
    pub const ALL: [Device; 4] = [Device::Client, Device::Switch, Device::Router, Device::Server];

    /// The host on `side`.
    #[must_use]
    pub fn host(side: Side) -> Device {
        match side {
            Side::Client => Device::Client,
            Side::Server => Device::Server,
        }
    }

    /// The highest layer that it has: what lies above passes through it as it is.
    #[must_use]
    pub fn layers(self) -> u8 {
        match self {
            Device::Client | Device::Server => 7,
            Device::Switch => 2,
            Device::Router => 3,
        }
    }

    /// The name in links and data attributes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Device::Client => "client",
            Device::Switch => "switch",
            Device::Router => "router",
            Device::Server => "server",
        }
    }
}

/// Octets of an Ethernet header.
const ETHERNET: usize = 14;
/// Octets of an IPv4 header without options.
const IPV4: usize = 20;
/// Where the fields lie in an IPv4 header.
const TOS: usize = 1;
const TTL: usize = 8;
const CHECKSUM: usize = 10;

/// Why a switch or a router drops a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discard {
    /// The FCS does not fit: some bit is wrong.
    Fcs {
        /// What the frame says.
        found: u32,
        /// What its octets give.
        computed: u32,
    },
    /// There are too few octets for the headers.
    Short,
    /// The frame is for another interface.
    NotForUs,
    /// The IPv4 header's checksum does not fit.
    HeaderChecksum {
        /// What the header says.
        found: u16,
        /// What its octets give.
        computed: u16,
    },
    /// It has made as many hops as it may (RFC 1812 section 5.3.1).
    TimeToLive,
    /// No host of ours has the destination address.
    NoRoute,
}

/// A switch: which interface is at which of its ports, learned from the source addresses of earlier frames (IEEE 802.1Q
/// clause 8.7). Before a host can send a packet, ARP has already told the switch of both of its neighbours.
pub(crate) struct Switch {
    pub(crate) table: Vec<(MacAddr, u16)>,
}

impl Switch {
    /// The port that `line` leaves by, as it came, or none where the address has not been learned: by all others then.
    pub(crate) fn forward(&self, line: &[u8]) -> Result<Option<u16>, Discard> {
        let (found, computed, frame) = unseal(line).ok_or(Discard::Short)?;
        if found != computed {
            return Err(Discard::Fcs { found, computed });
        }
        Ok(self.table.iter().find(|(mac, _)| mac.0 == frame[..6]).map(|(_, port)| *port))
    }
}

/// A router: its interfaces, each with the host that is its neighbour there.
pub(crate) struct Router {
    pub(crate) interfaces: [Interface; 2],
}

/// One of a router's interfaces.
pub(crate) struct Interface {
    /// Its own address on the Ethernet.
    pub(crate) mac: MacAddr,
    /// The neighbour's addresses, which ARP would have told.
    pub(crate) neighbour: (Ipv4Addr, MacAddr),
}

/// What can happen to a packet in a router, beside that it is routed.
#[derive(Clone, Copy, Default)]
pub(crate) struct Mishap {
    /// The queue is long, and the packet is marked Congestion Experienced (RFC 3168 section 5).
    pub(crate) marks: bool,
    /// A bit of what the packet carries flips in the router's memory: after the check of the FCS that came and before
    /// the next one is made, so that neither tells.
    pub(crate) flips: Option<u32>,
}

impl Router {
    /// The frame that goes on, FCS included, for the frame that came.
    pub(crate) fn forward(&self, line: &[u8], mishap: Mishap) -> Result<Vec<u8>, Discard> {
        let (found, computed, frame) = unseal(line).ok_or(Discard::Short)?;
        if found != computed {
            return Err(Discard::Fcs { found, computed });
        }
        if !self.interfaces.iter().any(|interface| interface.mac.0 == frame[..6]) {
            return Err(Discard::NotForUs);
        }
        let packet = &frame[ETHERNET..];
        let header = Working::of(&[], &packet[..IPV4], CHECKSUM);
        if !header.fits() {
            return Err(Discard::HeaderChecksum { found: header.found, computed: header.checksum });
        }
        // What lies beyond the packet is padding, of which the next Ethernet needs its own.
        let len = usize::from(u16::from_be_bytes([packet[2], packet[3]]));
        let mut packet = packet.get(..len).filter(|packet| packet.len() >= IPV4).ok_or(Discard::Short)?.to_vec();
        if packet[TTL] <= 1 {
            return Err(Discard::TimeToLive);
        }
        packet[TTL] -= 1;
        if mishap.marks {
            packet[TOS] |= super::CE;
        }
        packet[CHECKSUM..CHECKSUM + 2].fill(0);
        let checksum = Working::of(&[], &packet[..IPV4], CHECKSUM).checksum;
        packet[CHECKSUM..CHECKSUM + 2].copy_from_slice(&checksum.to_be_bytes());
        if let Some(bit) = mishap.flips {
            let carried = &mut packet[IPV4..];
            let bit = bit as usize % (carried.len() * 8);
            carried[bit / 8] ^= 0x80 >> (bit % 8);
        }
        let to = Ipv4Addr::from([packet[16], packet[17], packet[18], packet[19]]);
        let out = self.interfaces.iter().find(|interface| interface.neighbour.0 == to).ok_or(Discard::NoRoute)?;
        let ether_type = &frame[12..ETHERNET];
        Ok(seal(&[&out.neighbour.1.0[..], &out.mac.0, ether_type, &packet].concat()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{Datagram, Ethernet, Frame, Ipv4, Transport};

    const NEAR: MacAddr = MacAddr([2, 0, 0, 0, 1, 1]);
    const FAR: MacAddr = MacAddr([2, 0, 0, 0, 2, 1]);
    const FROM: (Ipv4Addr, MacAddr) = (Ipv4Addr::new(192, 0, 2, 1), MacAddr([2, 0, 0, 0, 1, 2]));
    const TO: (Ipv4Addr, MacAddr) = (Ipv4Addr::new(198, 51, 100, 1), MacAddr([2, 0, 0, 0, 2, 2]));

    fn router() -> Router {
        Router { interfaces: [Interface { mac: NEAR, neighbour: FROM }, Interface { mac: FAR, neighbour: TO }] }
    }

    fn frame(ttl: u8) -> Frame {
        let ipv4 = Ipv4 { tos: 2, identification: 5, dont_fragment: true, ttl, src: FROM.0, dst: TO.0 };
        let payload = b"through a switch and a router".to_vec().into();
        let transport = Transport::Udp(Datagram { src_port: 50_000, dst_port: 7, payload });
        Frame { ethernet: Ethernet { dst: NEAR, src: FROM.1 }, ipv4, transport }
    }

    fn line(ttl: u8) -> Vec<u8> {
        seal(&frame(ttl).encode().expect("it fits"))
    }

    #[test]
    fn a_router_rewrites_ttl_checksum_macs_and_fcs_and_nothing_else() {
        let routed = router().forward(&line(64), Mishap::default()).expect("it is routed");
        let (found, computed, octets) = unseal(&routed).expect("whole");
        assert_eq!(found, computed);
        let before = frame(64);
        let ipv4 = Ipv4 { ttl: 63, ..before.ipv4 };
        // Decoding checks the header checksum and the datagram's own.
        assert_eq!(Frame::decode(octets), Ok(Frame { ethernet: Ethernet { dst: TO.1, src: FAR }, ipv4, ..before }));
    }

    #[test]
    fn a_mark_is_covered_by_the_new_header_checksum() {
        let routed = router().forward(&line(9), Mishap { marks: true, flips: None }).expect("it is routed");
        let decoded = Frame::decode(&routed[..routed.len() - 4]).expect("every checksum fits");
        assert_eq!((decoded.ipv4.tos, decoded.ipv4.ttl), (3, 8));
    }

    #[test]
    fn a_bit_that_flips_within_the_router_is_noticed_by_the_transport_alone() {
        for bit in 0..37 * 8 {
            let routed = router().forward(&line(64), Mishap { marks: false, flips: Some(bit) }).expect("it is routed");
            let (found, computed, octets) = unseal(&routed).expect("whole");
            assert_eq!(found, computed, "the FCS is made of the damaged octets");
            assert!(Working::of(&[], &octets[14..34], 10).fits(), "the header checksum does not cover them");
            assert!(Frame::decode(octets).is_err_and(|error| !matches!(error, wire::DecodeError::Ipv4Checksum { .. })));
        }
    }

    #[test]
    fn what_may_not_go_on_is_dropped() {
        let router = router();
        let forward = |line: &[u8]| router.forward(line, Mishap::default());
        assert_eq!(forward(&line(1)), Err(Discard::TimeToLive));
        let mut damaged = line(64);
        damaged[20] ^= 1;
        assert!(matches!(forward(&damaged), Err(Discard::Fcs { .. })));
        let resealed = seal(&damaged[..damaged.len() - 4]);
        assert!(matches!(forward(&resealed), Err(Discard::HeaderChecksum { .. })));
        let strange = Frame { ethernet: Ethernet { dst: FAR, src: FROM.1 }, ..frame(64) };
        let other = Frame { ethernet: Ethernet { dst: TO.1, src: FROM.1 }, ..frame(64) };
        assert!(forward(&seal(&strange.encode().expect("it fits"))).is_ok(), "either interface is the router's");
        assert_eq!(forward(&seal(&other.encode().expect("it fits"))), Err(Discard::NotForUs));
        let nowhere = Frame { ipv4: Ipv4 { dst: Ipv4Addr::new(203, 0, 113, 1), ..frame(64).ipv4 }, ..frame(64) };
        assert_eq!(forward(&seal(&nowhere.encode().expect("it fits"))), Err(Discard::NoRoute));
    }

    #[test]
    fn a_switch_knows_the_port_and_drops_what_is_damaged() {
        let switch = Switch { table: vec![(FROM.1, 1), (NEAR, 2)] };
        assert_eq!(switch.forward(&line(64)), Ok(Some(2)));
        let strange = Frame { ethernet: Ethernet { dst: TO.1, src: FROM.1 }, ..frame(64) };
        assert_eq!(switch.forward(&seal(&strange.encode().expect("it fits"))), Ok(None));
        let mut damaged = line(64);
        damaged[40] ^= 4;
        assert!(matches!(switch.forward(&damaged), Err(Discard::Fcs { .. })));
    }
}
