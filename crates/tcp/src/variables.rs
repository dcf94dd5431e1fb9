//! The sequence variables of a transmission control block, under their RFC names (RFC 9293 section 3.3.1).

use serde::{Deserialize, Serialize};
use wire::Seq;

/// The send sequence variables.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SendVariables {
    /// SND.UNA: the oldest number that is not acknowledged.
    pub una: Seq,
    /// SND.NXT: the next number to send.
    pub nxt: Seq,
    /// SND.WND: how many octets from SND.UNA on the peer will take.
    pub wnd: u32,
    /// SND.WL1: SEG.SEQ of the segment that last set SND.WND.
    pub wl1: Seq,
    /// SND.WL2: SEG.ACK of the segment that last set SND.WND.
    pub wl2: Seq,
    /// ISS: the initial send sequence number.
    pub iss: Seq,
    /// MAX.SND.WND: the largest window that the peer ever offered (RFC 5961 section 5.2).
    pub max_wnd: u32,
    /// How SND.NXT came to be what it is.
    pub nxt_from: Advance,
}

/// The receive sequence variables.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ReceiveVariables {
    /// RCV.NXT: the next number expected.
    pub nxt: Seq,
    /// RCV.WND: how many octets from RCV.NXT on we will take.
    pub wnd: u32,
    /// IRS: the peer's initial sequence number.
    pub irs: Seq,
    /// How RCV.NXT came to be what it is.
    pub nxt_from: Advance,
}

/// The last step of SND.NXT or RCV.NXT: from where, and over what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Advance {
    /// The value before.
    pub from: Seq,
    /// Whether a SYN was passed, which counts one.
    pub syn: bool,
    /// How many octets of text were passed.
    pub text: u32,
    /// Whether a FIN was passed, which counts one.
    pub fin: bool,
}

impl Advance {
    /// The value after.
    #[must_use]
    pub fn to(self) -> Seq {
        self.from + u32::from(self.syn) + self.text + u32::from(self.fin)
    }
}
