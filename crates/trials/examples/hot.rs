#![allow(missing_docs)]
use tcp::Profile;
use trials::adapter::sized;
use trials::pair::*;
fn main() {
    let n: u32 = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(10);
    let p = sized(Profile { window_scale: true, sack: true, ..Profile::plain() }, 1460, 65535);
    for _ in 0..n {
        let mut pair = Pair::connected(&p, 65535, Crossing::Values, Events::Discarded);
        pair.transfer(256 << 20, Polling::EachBatch);
    }
}
