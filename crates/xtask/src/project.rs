//! Where things are in the project's folder.

use std::path::{Path, PathBuf};

/// The top of the project, wherever the command was typed.
pub(crate) fn root() -> PathBuf {
    // The crate lies at `crates/xtask`, and cargo rebuilds it when the project is moved.
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).map(PathBuf::from).unwrap_or_default()
}

/// A place inside the project, given from its top.
pub(crate) fn at(place: &str) -> PathBuf {
    root().join(place)
}
