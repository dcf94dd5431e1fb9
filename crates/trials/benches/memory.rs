//! What an idle connection costs in memory, and what a segment costs in allocations.

#![allow(missing_docs, reason = "a benchmark is nobody's library")]
#![allow(clippy::print_stdout, reason = "a benchmark tells what it measured")]

use std::alloc::System;
use std::sync::Arc;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tcp::{Endpoint, Profile};
use trials::adapter::{WIDEST_BUFFER, sized};
use trials::pair::{Crossing, Events, Pair, Polling};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const CONNECTIONS: usize = 10_000;

fn main() {
    println!("An endpoint itself: {} octets", size_of::<Endpoint>());
    for (name, profile) in [("rfc", Profile::rfc()), ("linux", Profile::linux())] {
        for (octets, connections) in [(0, CONNECTIONS), (1_000, CONNECTIONS), (100_000, CONNECTIONS / 10)] {
            idle(name, &profile, octets, connections);
        }
    }
    allocations();
}

/// Both ends of many connections that share a profile. Each has carried so many octets each way and is quiet now:
/// everything has been received and acknowledged, every event polled, and no timer runs.
fn idle(name: &str, profile: &Profile, octets: usize, connections: usize) {
    let profile = Arc::new(sized(profile.clone(), 1460, WIDEST_BUFFER));
    let mut ends: Vec<Endpoint> = Vec::with_capacity(connections * 2);
    let region = Region::new(ALLOCATOR);
    for _ in 0..connections {
        let mut pair = Pair::sharing(&profile, WIDEST_BUFFER, Crossing::Values, Events::Discarded);
        if octets > 0 {
            pair.transfer(octets as u64, Polling::EachSegment);
            pair.answer(octets);
        }
        pair.settle();
        ends.extend([pair.sender, pair.receiver]);
    }
    let change = region.change();
    let on_heap = (change.bytes_allocated - change.bytes_deallocated) / ends.len();
    println!(
        "{connections} idle ESTABLISHED connections ({name}) that have carried {octets} octets each way: {} octets for each \
         end, of which {on_heap} are on the heap",
        size_of::<Endpoint>() + on_heap
    );
}

/// What it takes to carry a mebioctet.
fn allocations() {
    for events in [Events::Discarded, Events::Recorded] {
        let mut pair = pair(events);
        pair.transfer(1 << 20, Polling::EachSegment);
        let before = pair.segments;
        let region = Region::new(ALLOCATOR);
        pair.transfer(1 << 20, Polling::EachSegment);
        let change = region.change();
        let segments = (pair.segments - before) as f64;
        println!(
            "1 MiB, events {events:?}: {:.2} allocations and {:.0} octets allocated for each segment, ACKs included",
            (change.allocations + change.reallocations) as f64 / segments,
            change.bytes_allocated as f64 / segments
        );
    }
}

fn pair(events: Events) -> Pair {
    let profile = sized(Profile::rfc(), 1460, WIDEST_BUFFER);
    Pair::connected(&profile, WIDEST_BUFFER, Crossing::Values, events)
}
