//! What a list of conversations costs in memory. It counts what is allocated, so it is a program by itself.

#[path = "../benches/support/captured.rs"]
mod captured;

use std::alloc::System;

use capture::Capture;
use captured::{CONVERSATIONS, ROUND, TEXT, header, round};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Octets that may be kept for each packet.
const MOST: usize = 40;

#[test]
fn a_packet_costs_at_most_40_octets_even_where_conversations_have_ten() {
    let round = round(TEXT);
    for rounds in [1, 10] {
        let region = Region::new(ALLOCATOR);
        let mut capture = Capture::new();
        capture.push(&header()).expect("a header");
        for _ in 0..rounds {
            capture.push(&round).expect("packets");
        }
        capture.finish().expect("the end");
        let change = region.change();
        let (packets, kept) = (capture.segments(), change.bytes_allocated - change.bytes_deallocated);
        assert_eq!((packets as u64, capture.listed()), (rounds * ROUND, CONVERSATIONS.into()));
        assert!(kept <= MOST * packets, "{kept} octets for {packets} packets");
    }
}
