//! The Rust standard library for WebAssembly, through rustup.

use crate::{Outcome, process};
use std::path::Path;

/// The target that the page is compiled to.
pub(crate) const NAME: &str = "wasm32-unknown-unknown";

/// Adds the target to the pinned toolchain unless it is there.
pub(crate) fn set_up() -> Outcome {
    if installed() {
        return Ok(());
    }
    println!("Adding the WebAssembly target to the Rust toolchain: the page is compiled to it.");
    let advice = format!("Type `rustup target add {NAME}` and run this again.");
    process::run(&mut process::program("rustup", &["target", "add", NAME]))
        .map_err(|error| format!("{error} {advice}"))?;
    if installed() { Ok(()) } else { Err(format!("The Rust toolchain has no WebAssembly target. {advice}")) }
}

/// Asks the compiler and not rustup, for a toolchain may come from elsewhere.
fn installed() -> bool {
    let mut rustc = process::program("rustc", &["--print", "target-libdir", "--target", NAME]);
    process::answer(&mut rustc).is_some_and(|folder| Path::new(&folder).is_dir())
}
