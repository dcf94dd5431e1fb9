//! The calls that make an endpoint and bring it a segment, and the profiles that every case runs with.

use std::net::{IpAddr, SocketAddrV4};
use std::sync::Arc;
use std::time::Duration;

use tcp::{Config, Endpoint, Instant, Isn, Profile};
use wire::{Segment, Seq};

/// A profile by its name.
pub(crate) struct NamedProfile {
    pub(crate) name: &'static str,
    pub(crate) profile: Profile,
}

/// Every profile that has to agree with the kernel. What each must have negotiated is in `negotiated.rs`.
pub(crate) fn profiles() -> Vec<NamedProfile> {
    let named = |name, profile| NamedProfile { name, profile: in_a_hurry(profile) };
    vec![named("plain", Profile::plain()), named("rfc", Profile::rfc()), named("linux", Profile::linux())]
}

/// The path takes microseconds and drops only what the case wants dropped, so the waits of the real Internet would do
/// nothing but pass the time. 200 ms is the kernel's own least RTO.
fn in_a_hurry(profile: Profile) -> Profile {
    let least = Duration::from_millis(200);
    Profile {
        msl: Duration::from_millis(100),
        rto_initial: least,
        rto_min: least,
        // Four doublings are seen; beyond them an unlucky segment would only pass the time.
        rto_max: least * 16,
        rto_after_syn_timeout: least,
        ..profile
    }
}

/// An endpoint in CLOSED. A passive one leaves the peer open.
pub(crate) fn endpoint(profile: &Profile, local: SocketAddrV4, remote: Option<SocketAddrV4>) -> Endpoint {
    Endpoint::new(Config {
        local: local.into(),
        remote: remote.map(Into::into),
        // A little before the circle closes, so that every longer exchange passes zero.
        isn: Isn::Fixed(Seq(u32::MAX - 5_000)),
        profile: Arc::new(profile.clone()),
    })
}

/// SEGMENT ARRIVES, from this address.
pub(crate) fn segment_arrives(endpoint: &mut Endpoint, now: Instant, from: IpAddr, segment: &Segment) {
    endpoint.on_segment(now, from, segment.clone());
}
