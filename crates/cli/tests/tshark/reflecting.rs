//! A network on which the kernel meets itself: what it sends to the far address comes back as if from there. On its way
//! something can be lost.

use std::net::Ipv4Addr;
use std::sync::Arc;

use tun_rs::{DeviceBuilder, SyncDevice};

/// The kernel's address, and the one behind which it meets itself.
pub(crate) const NEAR: Ipv4Addr = Ipv4Addr::new(10, 9, 0, 1);
pub(crate) const FAR: Ipv4Addr = Ipv4Addr::new(10, 9, 0, 2);
/// The interface's name.
pub(crate) const NAME: &str = "reflecting";

/// Where the addresses lie in an IPv4 header.
const SOURCE: usize = 12;
const DESTINATION: usize = 16;

/// Makes the network. What `is_lost` says of the count of packets, from 1, does not come back.
pub(crate) fn reflect(is_lost: impl Fn(u64) -> bool + Send + 'static) -> Arc<SyncDevice> {
    let device = Arc::new(DeviceBuilder::new().name(NAME).ipv4(NEAR, 24, None).mtu(1500).build_sync().unwrap());
    let reflector = Arc::clone(&device);
    // It ends with the process, at whose end the device is gone, too.
    std::thread::spawn(move || {
        let mut octets = vec![0; 65_535];
        let mut count = 0;
        while let Ok(len) = reflector.recv(&mut octets) {
            let packet = &mut octets[..len];
            let is_ours = packet.len() >= 20 && packet[0] >> 4 == 4 && packet[DESTINATION..20] == FAR.octets();
            count += u64::from(is_ours);
            if !is_ours || is_lost(count) {
                continue;
            }
            // Both checksums stay as they are: a sum does not change with its order.
            let (before, after) = packet.split_at_mut(DESTINATION);
            before[SOURCE..].swap_with_slice(&mut after[..4]);
            if reflector.send(packet).is_err() {
                return;
            }
        }
    });
    device
}
