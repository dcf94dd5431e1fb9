//! SYN cookies (RFC 4987 section 3.6 and appendix A): an initial sequence number that is all there is to remember of a
//! half-open connection.
//!
//! The number is SEG.SEQ of the SYN, exclusive-or 32 bits of which the upper 5 are a counter that moves every 64 seconds,
//! the next 3 an index into a table of MSS values, and the lower 24 a keyed hash of both sockets and the whole counter.
//! The peer brings all of it back with its ACK: SEG.ACK - 1 is the cookie, and SEG.SEQ - 1 the number of its SYN.
//!
//! What a cookie has no room for is lost: the window scale, whether SACK is permitted, the timestamps, and the exact MSS.
//! Nor is a cookie sent again by a timer. If the peer's ACK is lost, and then its first text too, the connection exists
//! for the peer alone, and its next segment is answered by a reset.

use std::net::SocketAddr;
use std::time::Duration;

use wire::Seq;

use crate::Instant;
use crate::keyed_hash::{Purpose, Secret};

/// How long the counter stands at one number.
const STEP: Duration = Duration::from_secs(64);

/// How many steps a cookie may be old: two, so that it is good for at least 128 s, in which a peer has sent its first
/// text seven times over. Each step more makes a guess likelier: three counters are good at any time.
const OLDEST: u64 = 2;

/// How long after a cookie went out its ACK may still count.
pub(crate) const LIFETIME: Duration = Duration::from_secs(64 * (OLDEST + 1));

/// What a cookie can say of the peer's MSS. The one that is kept is the largest that is not above what was announced, for
/// more must not be sent (RFC 9293 section 3.7.1, MUST-16).
const MSS: [u16; 8] = [
    64,   // The least of the classic table: who announces less gets no cookie.
    536,  // What holds for IPv4 without the option (RFC 9293 section 3.7.1, MUST-15).
    1220, // The same for IPv6.
    1360, // An MTU of 1400, as tunnels and mobile networks have it.
    1440, // IPv6 over Ethernet.
    1452, // IPv4 over Ethernet with PPPoE, which takes 8 octets.
    1460, // IPv4 over Ethernet.
    8960, // IPv4 over Ethernet with jumbo frames of 9000 octets.
];

/// What is known of a connection whose cookie came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Accepted {
    /// The MSS that the cookie kept.
    pub(crate) mss: u16,
    /// How long ago the cookie was made, in steps of the counter.
    pub(crate) steps: u64,
}

/// The MSS that a cookie would keep of the one announced. `None` if all that it can say is more.
pub(crate) fn keeps(announced: u16) -> Option<u16> {
    index(announced).map(|index| MSS[index])
}

/// The cookie that answers a SYN with this number and MSS. `None` if it cannot say so small an MSS.
pub(crate) fn make(
    now: Instant,
    (local, remote): (SocketAddr, SocketAddr),
    secret: &Secret,
    irs: Seq,
    announced: u16,
) -> Option<Seq> {
    let index = u32::try_from(index(announced)?).expect("the table has 8 entries");
    Some(fold(irs, bits(counter(now), index, (local, remote), secret)))
}

/// Whether an ACK brings back a cookie: `iss` is its SEG.ACK - 1 and `irs` its SEG.SEQ - 1.
pub(crate) fn check(
    now: Instant,
    (local, remote): (SocketAddr, SocketAddr),
    secret: &Secret,
    irs: Seq,
    iss: Seq,
) -> Option<Accepted> {
    let found = fold(irs, iss.0).0;
    let index = found >> 24 & 0b111;
    let steps = (counter(now).wrapping_sub(u64::from(found >> 27))) & 0b1_1111;
    let made = counter(now).checked_sub(steps).filter(|_| steps <= OLDEST)?;
    let is_ours = bits(made, index, (local, remote), secret) == found;
    is_ours.then_some(Accepted { mss: MSS[index as usize], steps })
}

fn index(announced: u16) -> Option<usize> {
    MSS.iter().rposition(|mss| *mss <= announced)
}

fn counter(now: Instant) -> u64 {
    now.since(Instant::ZERO).as_secs() / STEP.as_secs()
}

/// Counter, index and hash, before the number of the peer's SYN is folded in.
fn bits(counter: u64, index: u32, (local, remote): (SocketAddr, SocketAddr), secret: &Secret) -> u32 {
    let upper = u32::try_from(counter & 0b1_1111).expect("5 bits were left");
    let hash = secret.hash_32(Purpose::Cookie, local, remote, &counter.to_be_bytes());
    upper << 27 | index << 24 | hash & 0x00FF_FFFF
}

fn fold(irs: Seq, bits: u32) -> Seq {
    Seq(irs.0 ^ bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: Secret = Secret(*b"a secret of ours");
    const IRS: Seq = Seq(4_294_967_290);

    fn sockets(remote: &str) -> (SocketAddr, SocketAddr) {
        ("192.0.2.1:80".parse().expect("an address"), remote.parse().expect("an address"))
    }

    fn peer() -> (SocketAddr, SocketAddr) {
        sockets("198.51.100.7:49152")
    }

    fn seconds(seconds: u64) -> Instant {
        Instant::from_millis(seconds * 1000)
    }

    #[test]
    fn a_cookie_that_comes_back_tells_the_mss_or_the_next_one_below() {
        for (announced, mss) in [(64, 64), (535, 64), (536, 536), (1459, 1452), (1460, 1460), (u16::MAX, 8960)] {
            let cookie = make(seconds(1000), peer(), &SECRET, IRS, announced).expect("not too small");
            assert_eq!(check(seconds(1000), peer(), &SECRET, IRS, cookie), Some(Accepted { mss, steps: 0 }));
            assert_eq!(keeps(announced), Some(mss));
        }
    }

    #[test]
    fn an_mss_that_no_cookie_can_say_gets_none() {
        assert_eq!(make(seconds(0), peer(), &SECRET, IRS, 63), None);
    }

    #[test]
    fn a_cookie_is_good_for_two_steps_of_the_counter_and_not_for_three() {
        let cookie = make(seconds(64), peer(), &SECRET, IRS, 1460).expect("not too small");
        let steps = |at| check(seconds(at), peer(), &SECRET, IRS, cookie).map(|accepted| accepted.steps);
        assert_eq!([64, 128, 255, 256].map(steps), [Some(0), Some(1), Some(2), None]);
        assert_eq!(LIFETIME, Duration::from_secs(192));
        // 32 steps later the upper bits are the same again: the hash is not.
        assert_eq!(steps(64 * 33), None);
        assert_eq!(steps(63), None);
    }

    #[test]
    fn a_cookie_is_good_for_its_sockets_its_syn_and_its_secret_alone() {
        let now = seconds(10);
        let cookie = make(now, peer(), &SECRET, IRS, 1460).expect("not too small");
        assert_eq!(check(now, sockets("198.51.100.7:49153"), &SECRET, IRS, cookie), None);
        assert_eq!(check(now, sockets("198.51.100.8:49152"), &SECRET, IRS, cookie), None);
        assert_eq!(check(now, peer(), &SECRET, IRS + 1, cookie), None);
        assert_eq!(check(now, peer(), &Secret([0; 16]), IRS, cookie), None);
    }

    #[test]
    fn of_a_million_guesses_hardly_one_meets_a_cookie() {
        // Of numbers at random three counters and eight values of the MSS are good out of 2^32. Whoever knows the counter
        // from a cookie of their own has one chance in 2^24 a guess, as with the classic form.
        let guesses = (0..1_000_000_u32).map(|guess| Seq(guess.wrapping_mul(2_654_435_761)));
        let met = guesses.filter(|iss| check(seconds(1000), peer(), &SECRET, IRS, *iss).is_some()).count();
        assert!(met <= 1, "{met}");
    }
}
