//! Each case, once for each profile.

use std::net::SocketAddrV4;
use std::sync::atomic::{AtomicU16, Ordering};

use crate::host::Host;
use crate::network::OURS;
use crate::ours::{self, NamedProfile};
use crate::path::Fate;
use crate::{negotiated, network};

/// The port of the next endpoint. No two of a run have the same, so that no connection is taken for an earlier one
/// that the kernel still remembers.
static NEXT_PORT: AtomicU16 = AtomicU16::new(40_000);

/// What our side of a case is made with.
pub(crate) struct Setup<'a> {
    profile: &'a NamedProfile,
}

/// Runs a case with every profile, holds what was negotiated against what the profile promises, and prints what it
/// took.
pub(crate) fn with_each_profile(case: impl Fn(&Setup<'_>) -> Host) {
    for profile in &ours::profiles() {
        // The name comes first, so that it stands above the trace of a case that fails.
        print!("\n    {}: ", profile.name);
        let host = case(&Setup { profile });
        negotiated::check(profile, &host.trace);
        println!(
            "segments: {} of ours, {} of the kernel's, {} lost; {:.0} ms",
            host.trace.ours().count(),
            host.trace.kernels().count(),
            host.trace.count(Fate::Lost),
            host.elapsed().as_secs_f64() * 1e3
        );
    }
}

impl Setup<'_> {
    /// A host whose endpoint knows whom it will call: this port of the kernel's.
    pub(crate) fn host_for(&self, port: u16) -> Host {
        self.host(Some(SocketAddrV4::new(network::KERNEL, port)))
    }

    /// A host whose endpoint takes whoever comes.
    pub(crate) fn host_for_anyone(&self) -> Host {
        self.host(None)
    }

    fn host(&self, remote: Option<SocketAddrV4>) -> Host {
        let local = SocketAddrV4::new(OURS, NEXT_PORT.fetch_add(1, Ordering::Relaxed));
        Host::new(ours::endpoint(&self.profile.profile, local, remote), local)
    }
}
