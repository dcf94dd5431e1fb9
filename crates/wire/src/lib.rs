//! What a segment *is*: sequence arithmetic, header fields and their bit ranges, and real octets both ways.
//!
//! This crate knows nothing of connections, of time or of who sends what. `tcp` builds on it.

mod flags;
mod options;
mod segment;
mod seq;

pub use flags::Flags;
pub use options::{SackBlock, TcpOption};
pub use segment::Segment;
pub use seq::Seq;
