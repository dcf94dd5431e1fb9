//! A connection that goes all the way round the circle of sequence numbers.

use tcp::Profile;
use trials::adapter::{WIDEST_BUFFER, sized};
use trials::pair::{Crossing, Events, Pair, Polling};

#[test]
#[ignore = "4 GiB want an optimized build: cargo test --profile fast -p trials -- --ignored"]
fn a_connection_goes_on_when_snd_una_is_the_iss_again() {
    let profile = sized(Profile::rfc(), 1460, WIDEST_BUFFER);
    let mut pair = Pair::connected(&profile, WIDEST_BUFFER, Crossing::Values, Events::Discarded);
    // The SYN took one number, so that this is once round the circle.
    pair.transfer(u64::from(u32::MAX), Polling::EachBatch);
    let snd = pair.sender.status().snd.expect("the connection is open");
    assert_eq!((snd.una, snd.nxt), (snd.iss, snd.iss));
    pair.transfer(1000, Polling::EachBatch);
}
