//! The path between the two: a TUN device, at whose one end is the kernel's network and at the other our endpoint.

use std::fs;
use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::time::Duration;

use tun_rs::{DeviceBuilder, InterruptEvent, SyncDevice};
use wire::{Ipv4, Segment, Transport, decode_ipv4, encode_ipv4};

/// The kernel's address.
pub(crate) const KERNEL: Ipv4Addr = Ipv4Addr::new(10, 9, 0, 1);
/// Our address.
pub(crate) const OURS: Ipv4Addr = Ipv4Addr::new(10, 9, 0, 2);
/// What an Ethernet takes.
const MTU: u16 = 1500;

/// The device. It is gone when this is dropped.
pub(crate) struct Network {
    device: SyncDevice,
    /// Never triggered: what waits for it ends by its time limit alone.
    nothing: InterruptEvent,
    identification: u16,
    octets: Vec<u8>,
}

impl Network {
    /// Makes the device in this namespace, which must be one for the tests alone.
    pub(crate) fn new() -> Network {
        assert!(
            no_route_leads_out(),
            "This is a network in use: `cargo xtask test --only kernel` runs these tests in one of their own."
        );
        // What the kernel learned of the path in one case (a round trip, a loss) must not bear upon the next.
        fs::write("/proc/sys/net/ipv4/tcp_no_metrics_save", "1").unwrap();
        let device = DeviceBuilder::new().ipv4(KERNEL, 24, None).mtu(MTU).build_sync().unwrap();
        device.set_nonblocking(true).unwrap();
        Network { device, nothing: InterruptEvent::new().unwrap(), identification: 0, octets: vec![0; 65_535] }
    }

    /// Hands a segment to the kernel.
    pub(crate) fn send(&mut self, segment: &Segment) {
        self.identification = self.identification.wrapping_add(1);
        let ipv4 =
            Ipv4 { tos: 0, identification: self.identification, dont_fragment: true, ttl: 64, src: OURS, dst: KERNEL };
        let octets = encode_ipv4(&ipv4, &Transport::Tcp(segment.clone())).unwrap();
        self.device.send(&octets).unwrap();
    }

    /// The next segment that the kernel sends us within this time. What else a kernel says
    /// on a network (router solicitations, ICMP) is passed over.
    pub(crate) fn receive(&mut self, within: Duration) -> Option<Segment> {
        let len = match self.device.recv_intr_timeout(&mut self.octets, &self.nothing, Some(within)) {
            Ok(len) => len,
            Err(error) if matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock) => return None,
            Err(error) => panic!("the device cannot be read: {error}"),
        };
        let octets = &self.octets[..len];
        let is_tcp = octets.len() >= 20 && octets[0] >> 4 == 4 && octets[9] == wire::PROTOCOL_TCP;
        if !is_tcp {
            return None;
        }
        let (_, transport) = decode_ipv4(octets).expect("what the kernel sends is well formed");
        if let Transport::Tcp(segment) = transport { Some(segment) } else { None }
    }
}

/// A namespace of its own begins without a route; the network that a machine is on has one.
fn no_route_leads_out() -> bool {
    fs::read_to_string("/proc/self/net/route").unwrap().lines().count() <= 1
}
