//! Connections are refused and cut off, by either side, and the other is told.

use std::io::ErrorKind;
use std::thread;

use tcp::{Ending, Opened, State};

use crate::kernel;
use crate::setup::with_each_profile;

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn the_kernel_refuses_our_call() {
    with_each_profile(|setup| {
        let mut host = setup.host_for(kernel::closed_port());
        host.open(Opened::Active);
        assert_eq!(host.until_ended(), Ending::Refused);
        host
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn we_refuse_the_kernels_call() {
    with_each_profile(|setup| {
        let mut host = setup.host_for_anyone();
        let kernel = kernel::calls_in_vain(host.address);
        assert_eq!(host.until_done(kernel), ErrorKind::ConnectionRefused);
        host
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn the_kernels_reset_ends_our_connection() {
    with_each_profile(|setup| {
        let waiting = kernel::listen();
        let mut host = setup.host_for(waiting.port);
        let kernel = waiting.takes(kernel::resets);
        host.open(Opened::Active);
        host.until_done(kernel);
        assert_eq!(host.until_ended(), Ending::Reset);
        host
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn our_abort_ends_the_kernels_connection() {
    with_each_profile(|setup| {
        let waiting = kernel::listen();
        let mut host = setup.host_for(waiting.port);
        let kernel = waiting.takes(|stream| stream);
        host.open(Opened::Active);
        host.until_state(State::Established);
        let stream = host.until_done(kernel);
        let kernel = thread::spawn(move || kernel::reading_fails(&stream));
        host.abort();
        assert_eq!(host.until_done(kernel), ErrorKind::ConnectionReset);
        assert_eq!(host.until_ended(), Ending::Aborted);
        host
    });
}
