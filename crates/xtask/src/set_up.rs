//! What a command needs before it can start, and how each of these comes to be there.

use crate::{Outcome, cargo_tools, node_packages, process, project, std_sources, system_packages, wasm_target};
use std::fs::{self, File};
use std::io;

/// One thing that a command may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// The Rust standard library for WebAssembly.
    WasmTarget,
    /// The sources of the Rust standard library, which the published page is built with.
    StdSources,
    /// Trunk, which builds and serves the page.
    Trunk,
    /// wasm-bindgen and its test runner.
    WasmBindgen,
    /// Node.js, and the project's packages for it.
    NodePackages,
    /// A Chromium, with letters for every language of the page.
    Browser,
    /// A Firefox.
    Firefox,
    /// tshark, the independent reader of captures.
    Tshark,
    /// nginx and Apache, for which the build writes samples.
    Servers,
}

/// Installs whatever of these is missing; what is there already costs one look each.
pub(crate) fn set_up(needs: &[Need]) -> Outcome {
    if needs.is_empty() {
        return Ok(());
    }
    let _alone = take_turn().map_err(|error| format!("`.tools` could not be written to: {error}."))?;
    // What asks for a person's hand comes first, so that nobody waits minutes to read it.
    system_packages::set_up(needs)?;
    if needs.contains(&Need::WasmTarget) {
        wasm_target::set_up()?;
    }
    if needs.contains(&Need::StdSources) {
        std_sources::set_up()?;
    }
    if needs.contains(&Need::NodePackages) {
        node_packages::set_up()?;
    }
    cargo_tools::set_up(needs)
}

/// Holds other commands back while it is kept: two that install the same thing at once would spoil it for each other.
fn take_turn() -> io::Result<File> {
    fs::create_dir_all(project::at(".tools"))?;
    let turn = File::create(project::at(".tools/lock"))?;
    if turn.try_lock().is_err() {
        println!("Waiting for another command, which is installing what this one needs too.");
        turn.lock()?;
    }
    Ok(turn)
}

/// Brings the sources of every crate that the site is built from, so that Trunk never needs the network itself.
pub(crate) fn fetch_crates() -> Outcome {
    process::run(&mut process::cargo(&["fetch", "--target", wasm_target::NAME]))
}
