//! Holds what no compiler holds: which crate may know which, and how every file is kept.

#![allow(clippy::unwrap_used, reason = "where the project cannot even be read, the test has failed")]

mod crates;
mod files;

/// Fails with every breach at once, each naming the place, the rule and its reason.
fn assert_none(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n\n{}\n", breaches.join("\n"));
}
