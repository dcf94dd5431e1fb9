//! Where a packet goes in the end that is routed by way of addresses of its sender's choice: the pseudo-header has that
//! address (RFC 8200 section 8.1), while the header has the next on the way.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use etherparse::{Ipv4HeaderSlice, Ipv6ExtensionSlice, LaxIpv6Slice};

/// Where a packet goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// To this address in the end.
    Final(IpAddr),
    /// To this address, and from there to one that is not read here.
    Behind(IpAddr),
}

/// Options of IPv4 (RFC 791 section 3.1): the end of all, one without a length, and a loose and a strict source route.
const END: u8 = 0;
const NOP: u8 = 1;
const SOURCE_ROUTES: [u8; 2] = [131, 137];

/// Types of routing headers: the first (RFC 5095), that of Mobile IPv6 (RFC 6275 section 6.4), and that of segment routing
/// (RFC 8754 section 2).
const SOURCE_ROUTE: u8 = 0;
const MOBILE: u8 = 2;
const SEGMENTS: u8 = 4;

/// Of a packet of IPv4: the last address of a source route that is not at its end (RFC 791 section 3.1).
pub(crate) fn of_ipv4(header: &Ipv4HeaderSlice<'_>) -> Destination {
    let next = header.destination_addr();
    let mut options = header.options();
    while let [kind, rest @ ..] = options {
        options = match (*kind, rest) {
            (END, _) => break,
            (NOP, _) => rest,
            (kind, [len, ..]) if usize::from(*len) >= 2 && usize::from(*len) <= options.len() => {
                let (option, behind) = options.split_at(usize::from(*len));
                let last = option.get(2..).filter(|_| SOURCE_ROUTES.contains(&kind)).and_then(last_of_route);
                if let Some(last) = last {
                    return Destination::Final(last.into());
                }
                behind
            }
            _ => break,
        };
    }
    Destination::Final(next.into())
}

/// The last address of a route that follows its pointer, which counts from the option's first octet as 1.
fn last_of_route(pointer_and_route: &[u8]) -> Option<Ipv4Addr> {
    let (pointer, route) = pointer_and_route.split_first()?;
    let last: &[u8; 4] = route.last_chunk()?;
    let is_on_its_way = usize::from(*pointer) <= route.len() + 3;
    is_on_its_way.then(|| Ipv4Addr::from(*last))
}

/// Of a packet of IPv6: the last address of a routing header with segments left.
pub(crate) fn of_ipv6(ip: &LaxIpv6Slice<'_>) -> Destination {
    let next = ip.header().destination_addr().into();
    // Only the first that is not used up says whither the packet goes from here.
    let routed = ip.extensions().clone().into_iter().find_map(|extension| match extension {
        Ipv6ExtensionSlice::Routing(header) => match header.payload() {
            // The type and the segments left, then by the type four octets and addresses.
            [kind, left, rest @ ..] if *left > 0 => Some((*kind, rest.get(4..).unwrap_or_default())),
            _ => None,
        },
        _ => None,
    });
    let last = match routed {
        None => return Destination::Final(next),
        Some((SOURCE_ROUTE | MOBILE, addresses)) => addresses.last_chunk::<16>(),
        // Its list begins with the last.
        Some((SEGMENTS, addresses)) => addresses.first_chunk::<16>(),
        Some(_) => None,
    };
    match last {
        Some(last) => Destination::Final(IpAddr::V6(Ipv6Addr::from(*last))),
        None => Destination::Behind(next),
    }
}
