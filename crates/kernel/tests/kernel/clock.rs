//! The one place that reads the machine's clock: the kernel lives in real time, so here our endpoint does too.

use std::time::Instant;

/// Real time since it was made, as the endpoint wants it.
pub(crate) struct Clock {
    start: Instant,
}

impl Clock {
    pub(crate) fn new() -> Clock {
        Clock { start: real_time() }
    }

    pub(crate) fn now(&self) -> tcp::Instant {
        tcp::Instant::ZERO + real_time().duration_since(self.start)
    }
}

#[expect(clippy::disallowed_methods, reason = "the other side is the kernel, whose timers run in real time")]
fn real_time() -> Instant {
    Instant::now()
}
