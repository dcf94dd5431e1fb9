//! Builds the site as it is published, and measures what a first visit loads of it.

use crate::set_up::{self, Need};
use crate::{Outcome, process, std_sources};
use std::process::Command;

/// What building the published site takes.
pub(crate) const NEEDS: [Need; 5] =
    [Need::WasmTarget, Need::StdSources, Need::Trunk, Need::WasmBindgen, Need::NodePackages];

/// `cargo xtask size`: builds the site, so that what is measured is what the sources say now.
pub(crate) fn size() -> Outcome {
    set_up::set_up(&NEEDS)?;
    build()?;
    measure()
}

/// Builds the site into `dist`.
pub(crate) fn build() -> Outcome {
    std_sources::fetch_crates()?;
    process::run(std_sources::build_std(&mut trunk(&["build", "--release"])))?;
    process::run(&mut process::program("node", &["crates/xtask/shrink.mjs", "dist"]))
}

/// Prints the sizes of what is in `dist`, and fails when they are over the budget.
pub(crate) fn measure() -> Outcome {
    // Node.js carries brotli; building one here would make every first command wait for it.
    process::run(&mut process::program("node", &["crates/xtask/size.mjs", "dist"]))
}

/// Trunk, which is never to fetch a program by itself.
pub(crate) fn trunk(arguments: &[&str]) -> Command {
    let mut command = process::program("trunk", arguments);
    command.args(["--offline", "--skip-version-check"]);
    // Trunk takes no other value of this variable than true and false, while elsewhere any value means yes.
    if std::env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    command
}
