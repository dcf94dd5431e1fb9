//! A segment as a test writes it, in relative numbers: `say("SYN,ACK").seq(0).ack(1)`.

use bytes::Bytes;
use wire::{Flags, SackBlock, Segment, Seq, TcpOption};

use super::{OURS, THEIRS};

/// A segment of the peer.
#[derive(Clone)]
pub(crate) struct Said {
    flags: Flags,
    seq: u32,
    ack: Option<u32>,
    text: String,
    window: u16,
    urgent: u16,
    options: Vec<TcpOption>,
}

/// `say("SYN,ACK").seq(0).ack(1)`.
pub(crate) fn say(flags: &str) -> Said {
    let named = |name: &str| Flags::NAMED.into_iter().find(|(_, known)| *known == name).expect("a flag's name").0;
    let flags = flags.split(',').filter(|name| !name.is_empty()).map(named).fold(Flags::NONE, |all, flag| all | flag);
    Said { flags, seq: 0, ack: None, text: String::new(), window: 1000, urgent: 0, options: Vec::new() }
}

impl Said {
    /// SEG.SEQ, counted from the peer's ISS. What lies before that is written as it wraps: `0_u32.wrapping_sub(1)`.
    pub(crate) fn seq(self, seq: u32) -> Said {
        Said { seq, ..self }
    }

    /// SEG.ACK, counted from our ISS, and ACK.
    pub(crate) fn ack(self, ack: u32) -> Said {
        Said { ack: Some(ack), flags: self.flags | Flags::ACK, ..self }
    }

    pub(crate) fn text(self, text: impl Into<String>) -> Said {
        Said { text: text.into(), ..self }
    }

    pub(crate) fn window(self, window: u16) -> Said {
        Said { window, ..self }
    }

    /// The urgent pointer, and URG.
    pub(crate) fn urgent(self, urgent: u16) -> Said {
        Said { urgent, flags: self.flags | Flags::URG, ..self }
    }

    pub(crate) fn mss(self, mss: u16) -> Said {
        self.option(TcpOption::Mss(mss))
    }

    pub(crate) fn window_scale(self, shift: u8) -> Said {
        self.option(TcpOption::WindowScale(shift))
    }

    pub(crate) fn sack_permitted(self) -> Said {
        self.option(TcpOption::SackPermitted)
    }

    /// A block of our octets that have arrived: from `left` to before `right`.
    pub(crate) fn sack(self, left: u32, right: u32) -> Said {
        let block = SackBlock { left: Seq(OURS) + left, right: Seq(OURS) + right };
        self.option(TcpOption::Sack(vec![block]))
    }

    /// TSval and TSecr.
    pub(crate) fn timestamps(self, value: u32, echo: u32) -> Said {
        self.option(TcpOption::Timestamps { value, echo })
    }

    pub(crate) fn option(mut self, option: TcpOption) -> Said {
        self.options.push(option);
        self
    }

    pub(super) fn segment(self) -> Segment {
        Segment {
            src_port: 80,
            dst_port: 49152,
            seq: Seq(THEIRS) + self.seq,
            ack: self.ack.map_or(Seq(0), |ack| Seq(OURS) + ack),
            flags: self.flags,
            window: self.window,
            urgent: self.urgent,
            options: self.options,
            text: Bytes::from(self.text),
        }
    }
}
