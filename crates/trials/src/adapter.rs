//! The one place that knows how an endpoint is made, what it is told besides the segment, and which profiles there are.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tcp::{Config, DuplicateSyn, Endpoint, Instant, Isn, Profile};
use wire::{DecodeError, EncodeError, Ethernet, Frame, Ipv4, MacAddr, Segment, Seq, Transport};

/// The widest receive buffer whose window an endpoint can offer: what 16 bits say, scaled by 14 (RFC 7323 section 2.3).
pub const WIDEST_BUFFER: u32 = 65_535 << 14;

/// One of two hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The host whose endpoint is looked at, or the one that sends.
    Here,
    /// Its peer.
    There,
}

impl Place {
    /// The other one.
    #[must_use]
    pub fn peer(self) -> Place {
        match self {
            Place::Here => Place::There,
            Place::There => Place::Here,
        }
    }

    /// Its port.
    #[must_use]
    pub fn port(self) -> u16 {
        match self {
            Place::Here => 49_152,
            Place::There => 80,
        }
    }

    /// Its address and port.
    #[must_use]
    pub fn socket(self) -> SocketAddr {
        SocketAddr::from((self.address(), self.port()))
    }

    /// Its address.
    #[must_use]
    pub fn address(self) -> Ipv4Addr {
        match self {
            Place::Here => Ipv4Addr::new(192, 0, 2, 1),
            Place::There => Ipv4Addr::new(192, 0, 2, 2),
        }
    }
}

/// Whether an endpoint knows its peer before that calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remote {
    /// It does.
    Known,
    /// The first SYN tells.
    Open,
}

/// An endpoint in CLOSED at `place`, whose peer is at the other one.
#[must_use]
pub fn endpoint(place: Place, remote: Remote, iss: Seq, profile: impl Into<Arc<Profile>>) -> Endpoint {
    let remote = match remote {
        Remote::Known => Some(place.peer().socket()),
        Remote::Open => None,
    };
    Endpoint::new(Config { local: place.socket(), remote, isn: Isn::Fixed(iss), profile: profile.into() })
}

/// A segment from the peer arrives at the endpoint that is at `place`.
pub fn deliver(endpoint: &mut Endpoint, place: Place, now: Instant, segment: Segment) {
    endpoint.on_segment(now, place.peer().address().into(), segment);
}

/// The same, for a segment whose packet a router has marked Congestion Experienced.
pub fn deliver_marked(endpoint: &mut Endpoint, place: Place, now: Instant, segment: Segment) {
    endpoint.on_marked_segment(now, place.peer().address().into(), segment);
}

/// The profiles to draw from.
#[must_use]
pub fn profiles() -> Vec<Profile> {
    let plain = Profile { duplicate_syn: DuplicateSyn::ResendSynAck, ..Profile::plain() };
    vec![Profile::plain(), plain, Profile::rfc(), Profile::linux()]
}

/// A profile with this MSS and this receive buffer, which is at most [`WIDEST_BUFFER`].
#[must_use]
pub fn sized(profile: Profile, mss: u16, receive_buffer: u32) -> Profile {
    Profile { mss, receive_buffer, ..profile }
}

/// The segment as it travels from `from` to its peer, as octets.
///
/// # Errors
/// A segment that no IPv4 datagram can hold.
pub fn encode(segment: &Segment, from: Place) -> Result<Vec<u8>, EncodeError> {
    wire::encode_segment(segment, from.address(), from.peer().address())
}

/// The segment that these octets, sent from `from` to its peer, hold.
///
/// # Errors
/// What is wrong with the octets.
pub fn decode(octets: &[u8], from: Place) -> Result<Segment, DecodeError> {
    wire::decode_segment(octets, from.address(), from.peer().address())
}

/// The frame that carries a segment from `from` to its peer.
#[must_use]
pub fn frame(segment: Segment, from: Place) -> Frame {
    Frame {
        ethernet: Ethernet { dst: MacAddr([2, 0, 0, 0, 0, 2]), src: MacAddr([2, 0, 0, 0, 0, 1]) },
        ipv4: Ipv4 {
            tos: 0,
            identification: 0x3a10,
            dont_fragment: true,
            ttl: 64,
            src: from.address(),
            dst: from.peer().address(),
        },
        transport: Transport::Tcp(segment),
    }
}
