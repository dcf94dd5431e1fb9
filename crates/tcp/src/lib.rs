//! How *one* TCP endpoint behaves: RFC 9293 as a machine without sockets, clock or randomness.
//!
//! An [`Endpoint`] is moved by three kinds of things, each of which takes the time as an argument:
//!
//! 1. user calls ([`Endpoint::open`], [`send`](Endpoint::send), [`receive`](Endpoint::receive),
//!    [`close`](Endpoint::close), [`abort`](Endpoint::abort): RFC 9293 sections 3.10.1 to 3.10.6),
//! 2. segments that arrive ([`Endpoint::on_segment`]: section 3.10.7), and what the network reports about ours
//!    ([`Endpoint::on_icmp`]: section 3.9.2.2),
//! 3. time that passes ([`Endpoint::on_timeout`]: section 3.10.8).
//!
//! After each of them, take what came of it: [`Endpoint::poll_transmit`] until it gives no more segments,
//! [`Endpoint::poll_event`] until it gives no more events, and [`Endpoint::poll_timeout`] for the instant at which
//! `on_timeout` is wanted next.
//!
//! Every event names the [`Rule`] that caused it, with the values that the rule used, and every transmitted segment
//! carries a [`Why`] for each of its numbers. They are what a learner reads, what an answer is graded by and what
//! tests assert.
//!
//! What RFC 9293 asks for, and where it is met, is in [`requirements`].

mod acknowledging;
mod addresses;
mod agreed;
mod arrival;
mod calls;
mod challenge;
mod congestion;
mod cookies;
mod ecn;
mod endpoint;
mod icmp;
mod isn;
mod keyed_hash;
mod lifecycle;
mod listener;
mod liveness;
mod loss;
mod output;
mod pacing;
mod persist;
mod profile;
mod receive_queue;
mod recovery;
mod reopening;
pub mod requirements;
mod rtt;
mod rule;
mod sack_report;
mod send_queue;
mod state;
mod status;
mod time;
mod timeouts;
mod timers;
mod timestamps;
mod two_way;
mod urgent;
mod variables;
mod why;

pub use agreed::WindowScale;
pub use calls::CallError;
pub use congestion::{
    CongestionControl, CongestionRule, CubicRegion, Handshake, InitialWindow, LARGEST_WINDOW, Timeout,
};
pub use endpoint::{Config, Ending, Endpoint, Isn, Opened};
pub use icmp::NetworkError;
pub use isn::initial_sequence_number;
pub use keyed_hash::Secret;
pub use listener::{
    Cookies, Happened, Listener, ListenerConfig, ListenerCounts, ListenerEvent, ListenerRule, ListenerStatus, Queued,
};
pub use profile::{
    ChallengeLimit, DuplicateSyn, Ecn, FinAck, Handshaking, KeepAlive, Limit, Profile, TimeWaitReset, TimeWaitSyn,
};
pub use recovery::{Evidence, Phase, RecoveryRule, Resend, Scheme};
pub use rule::{Event, LivenessRule, Measured, OptionRule, PacingRule, Rule, Section, Transition, Waiting};
pub use send_queue::{Outstanding, RetransmissionQueue};
pub use state::State;
pub use status::{CongestionStatus, Held, Options, Status};
pub use time::Instant;
pub use timers::Timer;
pub use variables::{Advance, ReceiveVariables, SendVariables};
pub use why::{AckRule, Cause, SeqRule, Transmit, Why, WindowRule};
