//! Each mechanism of a connection, read as an exchange.

mod acknowledging;
mod challenges;
mod closing;
mod ecn;
mod icmp;
mod liveness;
mod opening;
mod options;
mod pacing;
mod probing;
mod reopening;
mod retransmission;
#[path = "../support/mod.rs"]
mod support;
mod timestamps;
mod two_way;
mod urgent;
