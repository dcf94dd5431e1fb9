//! What a segment *is*: sequence arithmetic, header fields and their bit ranges, and real octets both ways.
//!
//! This crate knows nothing of connections, of time or of who sends what. `tcp` builds on it.
//!
//! By meaning: [`Segment`], [`Frame`]. As octets: [`Frame::encode`], [`Frame::decode`], [`encode_ipv4`],
//! [`decode_ipv4`], [`encode_segment`], [`decode_segment`], [`decode_options`], [`mod@checksum`]. On the line: [`seal`], [`unseal`], [`fcs`],
//! [`mod@line`]. Where each field lies: [`fields`], [`lay_out`], and of a captured
//! packet [`lay_out_packet`]. A message before it is sent: [`deflate`].

pub mod checksum;
pub mod deflate;
mod error;
pub mod fields;
mod flags;
mod frame;
mod ipv4;
mod layout;
pub mod line;
mod mac;
mod options;
mod options_octets;
mod packet;
mod segment;
mod segment_octets;
mod seq;
mod slugs;
mod udp;

pub use error::{DecodeError, EncodeError};
pub use flags::Flags;
pub use frame::{Ethernet, Frame, fcs, frame_len, seal, unseal};
pub use ipv4::{Ipv4, PROTOCOL_TCP, PROTOCOL_UDP, Transport, decode_ipv4, encode_ipv4};
pub use layout::{FieldValue, PlacedField, lay_out};
pub use mac::{MacAddr, NotAMacAddr};
pub use options::{SackBlock, TcpOption};
pub use options_octets::decode_options;
pub use packet::{Link, PacketLayout, lay_out_packet};
pub use segment::Segment;
pub use segment_octets::{decode_segment, encode_segment};
pub use seq::Seq;
pub use udp::Datagram;
