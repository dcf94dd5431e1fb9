//! What each profile must have negotiated with the kernel, read from the segments of a case.

use wire::{Flags, TcpOption};

use crate::ours::NamedProfile;
use crate::trace::Trace;

/// Holds a whole case against what its profile promises. A profile with more to promise gets an arm of its own.
#[track_caller]
pub(crate) fn check(profile: &NamedProfile, trace: &Trace) {
    match profile.name {
        "plain" => nothing_but_the_mss(trace),
        "rfc" | "linux" => every_option(trace),
        name => panic!("say here what the profile `{name}` negotiates with the kernel"),
    }
}

/// We offer window scale, SACK and timestamps, and the kernel takes them.
#[track_caller]
fn every_option(trace: &Trace) {
    let (ours, kernels): (Vec<_>, Vec<_>) = (trace.ours().collect(), trace.kernels().collect());
    for (whose, segments) in [("we", ours), ("the kernel", kernels)] {
        let syns = segments.iter().filter(|segment| segment.has(Flags::SYN));
        for syn in syns {
            let has = |wanted: fn(&TcpOption) -> bool| syn.options.iter().any(wanted);
            assert!(has(|option| *option == TcpOption::SackPermitted), "{whose} did not permit SACK: {syn:?}");
            assert!(syn.window_scale().is_some(), "{whose} did not offer window scale: {syn:?}");
            assert!(syn.timestamps().is_some(), "{whose} did not offer timestamps: {syn:?}");
        }
        for segment in segments.iter().filter(|segment| !segment.has(Flags::RST)) {
            assert!(segment.timestamps().is_some(), "{whose} left the timestamps out: {segment:?}");
            let is_syn = segment.has(Flags::SYN);
            assert!(is_syn || segment.window_scale().is_none(), "window scale stands on SYNs alone: {segment:?}");
        }
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
