//! A TCP segment by meaning.

use bytes::Bytes;
use etherparse::TcpHeader;
use serde::{Deserialize, Serialize};

use crate::{Flags, SackBlock, Seq, TcpOption, options_octets};

/// What one TCP segment says. Checksum and data offset are not here: they follow from the rest when it is encoded.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Segment {
    /// Source port.
    pub src_port: u16,
    /// Destination port.
    pub dst_port: u16,
    /// SEG.SEQ: the number of the first octet of text, or of the SYN if there is one.
    pub seq: Seq,
    /// SEG.ACK: the next number that the sender expects. Means nothing unless ACK is set.
    pub ack: Seq,
    /// The control bits.
    pub flags: Flags,
    /// SEG.WND as it stands in the header, before any scaling.
    pub window: u16,
    /// SEG.UP: offset from SEG.SEQ to the octet after the urgent data. Means nothing unless URG is set.
    pub urgent: u16,
    /// The options, in order.
    pub options: Vec<TcpOption>,
    /// The text: the octets carried for the application.
    pub text: Bytes,
}

impl Segment {
    /// SEG.LEN: how many sequence numbers the segment takes, which is its text plus one for SYN and one for FIN
    /// (RFC 9293 section 3.3.1).
    #[must_use]
    pub fn len(&self) -> u32 {
        self.text_len() + u32::from(self.flags.has(Flags::SYN)) + u32::from(self.flags.has(Flags::FIN))
    }

    /// Whether the segment takes no sequence number at all, as a bare ACK does.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The octets of text alone.
    #[must_use]
    pub fn text_len(&self) -> u32 {
        u32::try_from(self.text.len()).expect("a segment's text fits an IP packet")
    }

    /// The octets of its header, options and their padding to a whole word included.
    #[must_use]
    pub fn header_len(&self) -> usize {
        TcpHeader::MIN_LEN + options_octets::len(&self.options).next_multiple_of(4)
    }

    /// The sequence number just past the segment: SEG.SEQ + SEG.LEN.
    #[must_use]
    pub fn end(&self) -> Seq {
        self.seq + self.len()
    }

    /// The number of the first octet of text: a SYN comes before the text that it travels with.
    #[must_use]
    pub fn text_seq(&self) -> Seq {
        self.seq + u32::from(self.flags.has(Flags::SYN))
    }

    /// Whether every bit of `wanted` is set.
    #[must_use]
    pub fn has(&self, wanted: Flags) -> bool {
        self.flags.has(wanted)
    }

    /// The MSS option's value, if there is one.
    #[must_use]
    pub fn mss(&self) -> Option<u16> {
        self.options.iter().find_map(|option| if let TcpOption::Mss(mss) = option { Some(*mss) } else { None })
    }

    /// The window scale option's shift, if there is one.
    #[must_use]
    pub fn window_scale(&self) -> Option<u8> {
        self.options
            .iter()
            .find_map(|option| if let TcpOption::WindowScale(shift) = option { Some(*shift) } else { None })
    }

    /// The timestamps option's TSval and TSecr, if there is one.
    #[must_use]
    pub fn timestamps(&self) -> Option<(u32, u32)> {
        self.options.iter().find_map(|option| match option {
            TcpOption::Timestamps { value, echo } => Some((*value, *echo)),
            _ => None,
        })
    }

    /// The blocks of the SACK option, if there is one.
    #[must_use]
    pub fn sack_blocks(&self) -> &[SackBlock] {
        let blocks = self
            .options
            .iter()
            .find_map(|option| if let TcpOption::Sack(blocks) = option { Some(blocks) } else { None });
        blocks.map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syn_and_fin_each_take_one_number_and_a_bare_ack_none() {
        let segment = |flags, text: &'static [u8]| Segment {
            seq: Seq(100),
            flags,
            text: Bytes::from_static(text),
            ..Segment::default()
        };
        assert_eq!(segment(Flags::SYN, b"").len(), 1);
        assert_eq!(segment(Flags::ACK, b"").len(), 0);
        assert_eq!(segment(Flags::FIN | Flags::ACK, b"abc").len(), 4);
        assert_eq!(segment(Flags::SYN, b"abc").text_seq(), Seq(101));
        assert_eq!(segment(Flags::FIN, b"abc").end(), Seq(104));
    }
}
