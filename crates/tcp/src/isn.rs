//! The initial sequence number of a connection (RFC 6528, RFC 9293 section 3.4.1).

use std::net::SocketAddr;
use std::time::Duration;

use wire::Seq;

use crate::Instant;
use crate::keyed_hash::{Purpose, Secret};

/// ISN = M + F(localip, localport, remoteip, remoteport, secretkey) (RFC 6528 section 3).
///
/// M, a clock of 4 microseconds, keeps the numbers of one connection ahead of those of an earlier one between the same
/// sockets (MUST-8). F moves each pair of sockets to a place of its own, so that the number of one connection tells
/// nothing about that of another (MUST-9).
#[must_use]
pub fn initial_sequence_number(now: Instant, local: SocketAddr, remote: SocketAddr, secret: &Secret) -> Seq {
    let m = ticks(now.since(Instant::ZERO));
    Seq(secret.hash_32(Purpose::InitialSequenceNumber, local, remote, &[])) + m
}

/// How far the clock of 4 microseconds moves in `span`, round its circle.
pub(crate) fn ticks(span: Duration) -> u32 {
    u32::try_from(span.as_micros() / 4 % (1 << 32)).expect("32 bits were left")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> SocketAddr {
        text.parse().expect("an address")
    }

    fn isn(now: Instant, remote: &str) -> Seq {
        initial_sequence_number(now, address("192.0.2.1:80"), address(remote), &Secret(*b"a secret of ours"))
    }

    #[test]
    fn between_the_same_sockets_the_number_moves_by_250_000_a_second() {
        let at = |millis| isn(Instant::from_millis(millis), "198.51.100.7:49152");
        assert_eq!(at(1_000) - at(0), 250_000);
        assert_eq!(at(1_001) - at(1_000), 250);
    }

    #[test]
    fn other_sockets_begin_elsewhere() {
        let at = |remote| isn(Instant::ZERO, remote);
        let base = at("198.51.100.7:49152");
        for other in ["198.51.100.7:49153", "198.51.100.8:49152", "[2001:db8::7]:49152"] {
            assert!((at(other) - base).min(base - at(other)) > 250_000, "{other}");
        }
    }

    #[test]
    fn the_clock_goes_round_the_circle_and_so_does_the_sum() {
        let at = |ticks: u64| isn(Instant(ticks * 4_000), "198.51.100.7:49152");
        let to_zero = u64::from(Seq(0) - at(0));
        assert_eq!((at(to_zero - 1), at(to_zero)), (Seq(u32::MAX), Seq(0)));
        assert_eq!(at((1 << 32) + 5), at(5));
    }
}
