//! What each profile must have negotiated with the kernel, read from the segments of a case.

use wire::{Flags, TcpOption};

use crate::ours::NamedProfile;
use crate::trace::Trace;

/// Holds a whole case against what its profile promises. A profile with more to promise gets an arm of its own.
#[track_caller]
pub(crate) fn check(profile: &NamedProfile, trace: &Trace) {
    match profile.name {
        "rfc" => nothing_but_the_mss(trace),
        name => panic!("say here what the profile `{name}` negotiates with the kernel"),
    }
}

/// We offer our MSS and nothing else. So the kernel, whatever it offers on a SYN of its own, may use no extension.
#[track_caller]
fn nothing_but_the_mss(trace: &Trace) {
    for segment in trace.ours() {
        let expected = if segment.has(Flags::SYN) { vec![TcpOption::Mss(1460)] } else { Vec::new() };
        assert_eq!(segment.options, expected, "we put an option where it does not belong: {segment:?}");
    }
    let kernel_calls = trace.kernels().next().is_some_and(|first| !first.has(Flags::ACK));
    for segment in trace.kernels() {
        let offers = segment.has(Flags::SYN) && kernel_calls;
        let agreed = |option: &TcpOption| match option {
            TcpOption::End | TcpOption::Nop => true,
            TcpOption::Mss(_) => segment.has(Flags::SYN),
            _ => offers,
        };
        assert!(segment.options.iter().all(agreed), "the kernel uses what we did not agree to: {segment:?}");
    }
}
