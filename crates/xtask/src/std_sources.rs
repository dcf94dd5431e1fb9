//! The Rust standard library built anew for the published page: for size, and without the words of panics.
//!
//! The page is a twelfth smaller than with the library as it is shipped, whose panics carry formatting along. Building
//! it is not stable yet, so the compiler is told to allow it; that it is pinned makes this safe to rely on.

use crate::{Outcome, process, wasm_target};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a compiler and its cargo are told, in their environment, so that whatever calls them need not know.
const SETTINGS: [(&str, &str); 6] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    ("CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT", "true"),
    // A panic is a trap then: the browser reports it as an uncaught error, with the numbers of the functions that led to it.
    ("CARGO_PROFILE_RELEASE_PANIC", "immediate-abort"),
    ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Zlocation-detail=none"),
];

/// Adds the sources to the pinned toolchain unless they are there.
pub(crate) fn set_up() -> Outcome {
    if manifest().is_some() {
        return Ok(());
    }
    println!("Adding the sources of the standard library to the Rust toolchain: the page is built with them.");
    let advice = "Type `rustup component add rust-src` and run this again.";
    process::run(&mut process::program("rustup", &["component", "add", "rust-src"]))
        .map_err(|error| format!("{error} {advice}"))?;
    manifest().map(|_| ()).ok_or_else(|| format!("The Rust toolchain lacks the sources of its library. {advice}"))
}

/// Brings the sources of every crate that the site and the library are built from, so that Trunk never needs the network itself.
pub(crate) fn fetch_crates() -> Outcome {
    process::run(build_std(&mut process::cargo(&["fetch", "--target", wasm_target::NAME])))
}

/// Has a release build under this command build the library too.
pub(crate) fn build_std(command: &mut Command) -> &mut Command {
    command.envs(SETTINGS)
}

/// Asks the compiler and not rustup, for a toolchain may come from elsewhere.
fn manifest() -> Option<PathBuf> {
    let sysroot = process::answer(&mut process::program("rustc", &["--print", "sysroot"]))?;
    let manifest = Path::new(&sysroot).join("lib/rustlib/src/rust/library/std/Cargo.toml");
    manifest.is_file().then_some(manifest)
}
