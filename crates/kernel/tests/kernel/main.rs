//! Our endpoint and the kernel's TCP open, talk, lose, close and reset, over real octets and in real time.
//!
//! A case reads as an exchange: what the kernel's side does runs in a thread with blocking sockets, what ours does is
//! driven by [`host::Host`] in between. Each case runs once for each profile and prints what it took; one that fails
//! prints the segments that led there.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "where a socket or the device fails, the case has failed")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "what a case took, and the trace of one that failed")]

mod clock;
mod closing;
mod data;
mod host;
mod idle;
mod kernel;
mod negotiated;
mod network;
mod opening;
mod ours;
mod path;
mod resetting;
mod setup;
mod text;
mod trace;
mod window;
