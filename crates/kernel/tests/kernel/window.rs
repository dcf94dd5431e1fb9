//! A window closes, because its user does not read; the other side asks until it opens, and everything arrives.

use std::thread;

use tcp::{Opened, State};

use crate::host::Reading;
use crate::kernel;
use crate::setup::with_each_profile;
use crate::text::{assert_same, text};

const LEN: usize = 200_000;

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn we_probe_the_kernels_closed_window_until_it_opens() {
    with_each_profile(|setup| {
        let waiting = kernel::listen_with_little_room();
        let mut host = setup.host_for(waiting.port);
        let kernel = waiting.takes(|stream| stream);
        host.open(Opened::Active);
        host.until_state(State::Established);
        let stream = host.until_done(kernel);
        host.send(&text(1, LEN));
        host.until("three probes of ours", |host| host.trace.our_probes() >= 3);
        host.close();
        let kernel = thread::spawn(move || kernel::reads_to_the_end(&stream));
        assert_same("our", &host.until_done(kernel), &text(1, LEN));
        host
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn the_kernel_probes_our_closed_window_until_it_opens() {
    with_each_profile(|setup| {
        let mut host = setup.host_for_anyone();
        host.reading = Reading::NotYet;
        host.open(Opened::Passive);
        let kernel = kernel::calls(host.address, |stream| kernel::sends(&stream, 2, LEN));
        host.until("three probes of the kernel's", |host| host.trace.kernels_probes() >= 3);
        host.reading = Reading::AtOnce;
        host.until_done(kernel);
        host.until("the kernel's text", |host| host.received.len() == LEN);
        assert_same("the kernel's", &host.received, &text(2, LEN));
        host
    });
}
