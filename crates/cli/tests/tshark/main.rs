//! Whatever a capture says of a segment, tshark says the same: of what the engine sends and of what this machine's kernel
//! sends. tshark owes nothing to what is held against it here.
//!
//! All of it is marked as ignored, since not every machine has tshark or lets anybody make a network:
//! `cargo xtask test --only tshark` sees to both.
#![allow(clippy::unwrap_used, reason = "where tshark, a socket or a device fails, the case has failed")]

mod agree;
mod engine;
mod fields;
#[cfg(target_os = "linux")]
mod kernel;
#[cfg(target_os = "linux")]
mod recording;
#[cfg(target_os = "linux")]
mod reflecting;
mod tshark;
