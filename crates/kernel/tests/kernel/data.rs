//! Text travels both ways at once and comes whole, over a path that keeps everything and over one that does not.

use std::net::TcpStream;
use std::thread::JoinHandle;

use tcp::{Ending, Opened, State};
use wire::Flags;

use crate::host::Host;
use crate::kernel;
use crate::path::Fate;
use crate::setup::with_each_profile;
use crate::text::{assert_same, text};

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn two_megabytes_go_each_way_at_once_and_come_whole() {
    with_each_profile(|setup| {
        const LEN: usize = 2_000_000;
        let waiting = kernel::listen();
        let mut host = setup.host_for(waiting.port);
        let kernel = waiting.takes(|stream| kernel::exchanges(&stream, 2, LEN));
        host.open(Opened::Active);
        host.until_state(State::Established);
        host.send(&text(1, LEN));
        assert_same("our", &host.until_done(kernel), &text(1, LEN));
        host.until("the kernel's text", |host| host.received.len() == LEN);
        assert_same("the kernel's", &host.received, &text(2, LEN));
        host
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn what_the_kernel_sends_as_urgent_arrives_in_its_place() {
    with_each_profile(|setup| {
        let mut host = setup.host_for_anyone();
        host.open(Opened::Passive);
        let kernel = kernel::calls(host.address, |stream| kernel::sends_with_urgency(&stream, "be", "quic", "k"));
        host.until_done(kernel);
        host.until("the kernel's text", |host| host.received.len() == 7);
        assert_eq!(host.received, b"bequick");
        assert!(host.trace.kernels().any(|segment| segment.has(Flags::URG)), "the kernel said that nothing was urgent");
        host
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn of_a_call_of_ours_one_segment_in_ten_is_lost_and_all_comes_whole_to_the_last_fin() {
    with_each_profile(|setup| {
        let waiting = kernel::listen();
        let mut host = setup.host_for(waiting.port);
        host.suffer(&[Fate::Lost], 9293);
        let kernel = waiting.takes(exchanges_over_a_bad_path);
        host.open(Opened::Active);
        host.until_state(State::Established);
        talk_over_a_bad_path(host, kernel)
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn of_a_call_of_the_kernels_one_segment_in_ten_is_lost_and_all_comes_whole_to_the_last_fin() {
    with_each_profile(|setup| {
        let mut host = setup.host_for_anyone();
        host.suffer(&[Fate::Lost], 793);
        host.open(Opened::Passive);
        let kernel = kernel::calls(host.address, exchanges_over_a_bad_path);
        host.until_state(State::Established);
        talk_over_a_bad_path(host, kernel)
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn lost_doubled_and_overtaken_segments_come_whole_and_in_order() {
    with_each_profile(|setup| {
        let waiting = kernel::listen();
        let mut host = setup.host_for(waiting.port);
        host.suffer(&[Fate::Lost, Fate::Doubled, Fate::Overtaken], 7323);
        let kernel = waiting.takes(exchanges_over_a_bad_path);
        host.open(Opened::Active);
        host.until_state(State::Established);
        talk_over_a_bad_path(host, kernel)
    });
}

/// What goes each way where much is lost: little enough that it ends in seconds.
const LEN_OVER_A_BAD_PATH: usize = 120_000;

fn exchanges_over_a_bad_path(stream: TcpStream) -> (Vec<u8>, Vec<u8>) {
    let arrived = kernel::exchanges(&stream, 2, LEN_OVER_A_BAD_PATH);
    (arrived, kernel::reads_to_the_end(&stream))
}

/// Both exchange text, and both close.
fn talk_over_a_bad_path(mut host: Host, kernel: JoinHandle<(Vec<u8>, Vec<u8>)>) -> Host {
    host.send(&text(1, LEN_OVER_A_BAD_PATH));
    host.close();
    let (arrived, after) = host.until_done(kernel);
    assert_same("our", &arrived, &text(1, LEN_OVER_A_BAD_PATH));
    assert!(after.is_empty(), "the kernel read more than we sent");
    assert_eq!(host.until_ended(), Ending::Closed);
    assert_same("the kernel's", &host.received, &text(2, LEN_OVER_A_BAD_PATH));
    assert!(host.trace.count(Fate::Arrived) < host.trace.len() - 10, "the path was not bad enough");
    host
}
