//! Capture files: pcap and pcapng are read and listed as conversations, and a run is written as pcapng.
//!
//! Reading is sans-IO: [`Capture::push`] takes the file in pieces of any size and keeps 24 octets for each segment and some
//! 140 for each [`Conversation`]; never the file. [`Capture::open`] reads the octets of one conversation again. A
//! [`Header`] is what one packet says of TCP, [`NotTcp`] what a packet is instead, [`Stop`] where and why a file cannot be
//! read any further.
//!
//! What both ends of an opened conversation did is inferred by an observer ([`Opened::watch`]); [`conversation_report`] is all
//! of that as plain data.
//!
//! Writing: [`Writer`] makes pcapng of packets, [`pcapng()`] of a run as it is seen at a [`Point`] of the path.
//! [`report`] is the same run as plain data.
//!
//! # Which libraries, and why
//!
//! IP's headers with their options and extensions are read by `etherparse`, which `wire` uses as well. The blocks of the
//! files are read here: `pcap-parser` and `pcap-file`, which are the well-kept crates for that, read from slices or from
//! `Read`; they say neither at which octet of the file something is wrong nor how to step over a block that never was in
//! memory, and `pcap-parser` takes `if_tsoffset` for little-endian in a section that is not. What they would save is the
//! reading of five numbers. In the tests `pcap-parser` reads what is written here.

mod addresses;
mod conversation;
pub mod conversation_report;
mod decode;
mod entries;
mod export;
mod header;
mod index;
mod link;
mod listing;
mod open;
mod order;
mod pcap;
mod pcapng;
mod reader;
mod record;
pub mod report;
mod route;
mod stop;
mod watch;
mod write;

pub use conversation::{Closing, Conversation, Opening, Scale, Sent, Trouble};
pub use decode::decode;
pub use export::{Point, Recording, Seen, pcapng, seen};
pub use header::{Checksum, Header, NotTcp, Options, Place};
pub use index::{Capture, Indexed};
pub use link::LinkType;
pub use listing::{SortBy, search, sort};
/// One of the two ends of a conversation. A is the one that opened it, as far as that was seen; otherwise the one whose
/// segment was captured first.
pub use observer::End;
pub use open::{Observed, OpenError, Opened};
pub use reader::{Interface, Packet, Reader};
pub use stop::{Reason, Stop};
pub use write::{InterfaceId, Writer};
