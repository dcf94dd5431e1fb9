//! Addresses that no single host can have (RFC 9293 sections 3.9.1.1 and 3.9.2.3, RFC 1122 section 3.2.1.3).

use std::net::IpAddr;

/// Whether no single host can have this address. The broadcast addresses of subnets are for the IP layer to know.
pub(crate) fn is_no_host(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(ip) => ip.is_multicast() || ip.is_broadcast() || ip.is_unspecified(),
        IpAddr::V6(ip) => ip.is_multicast() || ip.is_unspecified(),
    }
}
