//! Connections close: either side first, both at once, and one direction long before the other.

use std::net::TcpStream;
use std::thread;

use tcp::{Ending, Opened, State};

use crate::host::Host;
use crate::kernel;
use crate::setup::{Setup, with_each_profile};
use crate::text::{assert_same, text};

const LEN: usize = 100_000;

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn we_close_first_and_wait_out_the_time() {
    with_each_profile(|setup| {
        let (mut host, stream) = connected(setup);
        host.close();
        let kernel = thread::spawn(move || kernel::reads_to_the_end(&stream));
        assert!(host.until_done(kernel).is_empty());
        assert_eq!(host.until_ended(), Ending::Closed);
        assert_eq!(states_since_established(&host), [State::FinWait1, State::FinWait2, State::TimeWait, State::Closed]);
        host
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn the_kernel_closes_first_and_we_need_not_wait() {
    with_each_profile(|setup| {
        let (mut host, stream) = connected(setup);
        drop(stream);
        host.until_state(State::CloseWait);
        host.close();
        assert_eq!(host.until_ended(), Ending::Closed);
        assert_eq!(states_since_established(&host), [State::CloseWait, State::LastAck, State::Closed]);
        host
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn both_close_at_once_and_both_fins_are_acknowledged() {
    with_each_profile(|setup| {
        let (mut host, stream) = connected(setup);
        // The kernel's FIN is on its way, and so is ours before we look at it.
        kernel::shuts_down_writing(&stream);
        host.close();
        assert_eq!(host.until_ended(), Ending::Closed);
        assert!(kernel::reads_to_the_end(&stream).is_empty());
        assert_eq!(states_since_established(&host), [State::FinWait1, State::Closing, State::TimeWait, State::Closed]);
        host
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn after_our_close_the_kernel_may_still_talk() {
    with_each_profile(|setup| {
        let (mut host, stream) = connected(setup);
        host.close();
        host.until_state(State::FinWait2);
        let kernel = thread::spawn(move || {
            assert!(kernel::reads_to_the_end(&stream).is_empty());
            kernel::sends(&stream, 2, LEN);
        });
        host.until_done(kernel);
        assert_eq!(host.until_ended(), Ending::Closed);
        assert_same("the kernel's", &host.received, &text(2, LEN));
        host
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn after_the_kernels_close_we_may_still_talk() {
    with_each_profile(|setup| {
        let (mut host, stream) = connected(setup);
        kernel::shuts_down_writing(&stream);
        host.until_state(State::CloseWait);
        let kernel = thread::spawn(move || kernel::reads_to_the_end(&stream));
        host.send(&text(1, LEN));
        host.close();
        assert_same("our", &host.until_done(kernel), &text(1, LEN));
        assert_eq!(host.until_ended(), Ending::Closed);
        host
    });
}

/// A host that has called the kernel, and the kernel's end of the connection.
fn connected(setup: &Setup<'_>) -> (Host, TcpStream) {
    let waiting = kernel::listen();
    let mut host = setup.host_for(waiting.port);
    let kernel = waiting.takes(|stream| stream);
    host.open(Opened::Active);
    host.until_state(State::Established);
    let stream = host.until_done(kernel);
    (host, stream)
}

fn states_since_established(host: &Host) -> &[State] {
    let established = host.states.iter().position(|state| *state == State::Established).expect("it was open");
    &host.states[established + 1..]
}
