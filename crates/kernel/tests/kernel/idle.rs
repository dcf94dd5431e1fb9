//! A connection on which nobody has anything to say.

use std::thread;

use tcp::{Opened, State};

use crate::kernel;
use crate::setup::with_each_profile;
use crate::text::{assert_same, text};

#[test]
#[ignore = "needs a network of its own: cargo xtask test --only kernel"]
fn the_kernel_asks_whether_we_are_there_and_is_told() {
    with_each_profile(|setup| {
        let waiting = kernel::listen();
        let mut host = setup.host_for(waiting.port);
        let kernel = waiting.takes(|stream| {
            kernel::keeps_alive(&stream);
            stream
        });
        host.open(Opened::Active);
        let stream = host.until_done(kernel);
        host.until_state(State::Established);
        // A question is an old number without text, to which the answer is an ACK (RFC 9293 section 3.8.4). Had the
        // first stayed unanswered, the kernel would have sent a reset in place of the second.
        let expected = host.endpoint.status().rcv.unwrap().nxt;
        host.until("two questions", |host| {
            host.trace.kernels().filter(|segment| segment.seq + 1 == expected && segment.is_empty()).count() == 2
        });
        host.send(&text(1, 100));
        host.close();
        let kernel = thread::spawn(move || kernel::reads_to_the_end(&stream));
        assert_same("our", &host.until_done(kernel), &text(1, 100));
        host
    });
}
