//! One segment while it is looked at: its places on both lines, and what is found.

use wire::{Flags, Seq};

use crate::half::Half;
use crate::{Certainty, Evidence, Finding, FindingKind, Observed, Vantage};

/// A segment of `x`, on its way to `y`.
pub(crate) struct Step<'a> {
    pub(crate) o: Observed<'a>,
    pub(crate) index: u64,
    /// Where SEG.SEQ lies on the line of `x`, and the number past its last.
    pub(crate) place: u64,
    pub(crate) end: u64,
    /// Where SEG.ACK lies on the line of `y`, if it means anything.
    pub(crate) ack: Option<u64>,
    /// Whether the place of capture is at the sender, or at the receiver.
    pub(crate) near_sender: bool,
    pub(crate) near_receiver: bool,
    /// The acknowledgment and the window, in octets, of the last segment of `y`, if its scale is known.
    pub(crate) offered: Option<(Seq, u32)>,
    /// The round trip of the handshake, as it was seen here.
    pub(crate) handshake: Option<u64>,
    pub(crate) findings: Vec<Finding>,
}

impl<'a> Step<'a> {
    pub(crate) fn new(o: Observed<'a>, index: u64, vantage: Vantage, x: &mut Half, y: &mut Half) -> Step<'a> {
        let place = x.line.place(o.seq);
        Step {
            o,
            index,
            place,
            end: place + u64::from(o.len()),
            ack: o.has(Flags::ACK).then(|| y.line.place(o.ack)),
            near_sender: vantage == Vantage::At(o.from),
            near_receiver: vantage == Vantage::At(o.from.peer()),
            offered: offered(x, y),
            handshake: None,
            findings: Vec::new(),
        }
    }

    /// Whether it carries nothing, and asks nothing beyond its acknowledgment.
    pub(crate) fn is_bare(&self) -> bool {
        self.o.text_len == 0 && !self.o.controls()
    }

    pub(crate) fn certain(&mut self, kind: FindingKind, evidence: [Option<u64>; 2]) {
        self.found(kind, Certainty::Certain, evidence);
    }

    pub(crate) fn likely(&mut self, kind: FindingKind, evidence: [Option<u64>; 2]) {
        self.found(kind, Certainty::Likely, evidence);
    }

    pub(crate) fn found(&mut self, kind: FindingKind, certainty: Certainty, evidence: [Option<u64>; 2]) {
        self.findings.push(Finding { kind, certainty, evidence: Evidence::of(evidence) });
    }
}

fn offered(x: &Half, y: &Half) -> Option<(Seq, u32)> {
    let last = y.last?;
    Some((last.ack?, y.window(x, last.window, last.of_syn)?))
}
