//! Two hosts, a path between them and virtual time: [`run()`] turns a [`Scenario`] into a [`Timeline`].
//!
//! `run` is total and pure: the same scenario gives the same timeline, byte for byte, natively and in WebAssembly.
//! Whatever a learner does to an exchange is an edit of the scenario and a new run from zero.

mod application;
mod by_hand;
mod frame;
mod host;
mod index;
mod mishap;
mod network;
mod path;
mod phases;
mod preset;
mod run;
mod scenario;
mod settings;
mod sockets;
mod timeline;
mod trace;

pub use application::AppStatus;
pub use by_hand::{Act, Checksum, HeaderBits, Injection};
pub use frame::{Frame, InFlight};
pub use mishap::{Flood, Mishap, MishapKind};
pub use network::{Device, Discard, Vantage};
pub use phases::{Phase, PhaseKind};
pub use preset::Preset;
pub use run::{Progress, Running, run};
pub use scenario::{Call, Chance, Fault, FaultKind, Host, Path, Scenario, SegmentRef, Side};
pub use settings::{Backlog, ChallengeAcks, GiveUp, KeepAliveMs, ProfileName, Settings};
pub use timeline::{Copy, End, Entry, Fate, Happening, Outcome, Snapshot, Stop, Timeline, Transmission};
