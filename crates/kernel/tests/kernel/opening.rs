//! Connections open, from either side and from both.

use std::thread;

use tcp::{Opened, State};
use wire::{Flags, TcpOption};

use crate::kernel;
use crate::setup::with_each_profile;
use crate::text::{assert_same, text};

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn we_call_the_kernel() {
    with_each_profile(|setup| {
        let waiting = kernel::listen();
        let mut host = setup.host_for(waiting.port);
        let kernel = waiting.takes(|stream| stream.peer_addr().unwrap());
        host.open(Opened::Active);
        host.until_state(State::Established);
        assert_eq!(host.until_done(kernel), host.address.into());
        assert_eq!(host.states[..2], [State::SynSent, State::Established]);
        host
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn the_kernel_calls_us() {
    with_each_profile(|setup| {
        let mut host = setup.host_for_anyone();
        host.open(Opened::Passive);
        let stream = host.until_done(kernel::calls(host.address, |stream| stream));
        host.until_state(State::Established);
        assert_eq!(stream.peer_addr().unwrap(), host.address.into());
        assert_eq!(host.states, [State::Listen, State::SynReceived, State::Established]);
        host
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn both_call_at_once_and_share_one_connection() {
    with_each_profile(|setup| {
        let caller = kernel::caller();
        let mut host = setup.host_for(caller.port);
        let stream = caller.begins_to_call(host.address);
        // The kernel's SYN is on its way, and so is ours before we look at it.
        host.open(Opened::Active);
        host.until_state(State::Established);
        assert_eq!(host.states, [State::SynSent, State::SynReceived, State::Established]);
        host.send(&text(1, 5_000));
        let kernel = thread::spawn(move || kernel::exchanges(&stream, 2, 5_000));
        assert_same("our", &host.until_done(kernel), &text(1, 5_000));
        host.until("the kernel's text", |host| host.received.len() == 5_000);
        assert_same("the kernel's", &host.received, &text(2, 5_000));
        host
    });
}

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn what_the_kernel_offers_on_its_syn_does_no_harm_where_it_is_not_taken_up() {
    with_each_profile(|setup| {
        let mut host = setup.host_for_anyone();
        host.open(Opened::Passive);
        let kernel = kernel::calls(host.address, |stream| kernel::exchanges(&stream, 2, 10_000));
        host.until_state(State::Established);
        let syn = host.trace.kernels().find(|segment| segment.has(Flags::SYN)).expect("the kernel has called");
        let offered = |offer: fn(&TcpOption) -> bool| syn.options.iter().any(offer);
        assert!(offered(|option| matches!(option, TcpOption::Mss(1460))), "{syn:?}");
        assert!(offered(|option| matches!(option, TcpOption::SackPermitted)), "{syn:?}");
        assert!(offered(|option| matches!(option, TcpOption::Timestamps { .. })), "{syn:?}");
        assert!(offered(|option| matches!(option, TcpOption::WindowScale(_))), "{syn:?}");
        host.send(&text(1, 10_000));
        assert_same("our", &host.until_done(kernel), &text(1, 10_000));
        host.until("the kernel's text", |host| host.received.len() == 10_000);
        assert_same("the kernel's", &host.received, &text(2, 10_000));
        host
    });
}
