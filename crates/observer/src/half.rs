//! What is remembered of one end: of what it sent, and of what it must have learned from the other.

use wire::{Flags, Seq, TcpOption};

use crate::Observed;
use crate::arrived::Arrived;
use crate::in_flight::{Before, InFlight};
use crate::position::Line;

/// One end, as far as it was seen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Half {
    /// The numbers of what it sends.
    pub(crate) line: Line,
    /// Whether any segment of it was seen.
    pub(crate) spoke: bool,
    /// Its SYN.
    pub(crate) syn: Option<Syn>,
    /// What its SYN said.
    pub(crate) offer: Offer,
    /// The number past the highest that was seen, which is SND.NXT if nothing is missing.
    pub(crate) nxt: Option<u64>,
    /// Which segment brought it there, and when.
    pub(crate) nxt_index: u64,
    pub(crate) nxt_at: u64,
    /// That segment's TSval.
    pub(crate) nxt_tsval: Option<u32>,
    /// What was seen of it, and how far that goes without a gap.
    pub(crate) seen: Arrived,
    /// Whether something of it was acknowledged that was not seen, as its FIN may have been.
    pub(crate) is_incomplete: bool,
    /// What is not acknowledged.
    pub(crate) in_flight: InFlight,
    /// SND.UNA, if what was seen on its way to this end arrived.
    pub(crate) una: Option<u64>,
    /// SND.WND, and the SEG.SEQ and SEG.ACK that set it last, both as they stood in the segment.
    pub(crate) wnd: Option<SendWindow>,
    /// MAX.SND.WND, in octets (RFC 5961 section 5.2).
    pub(crate) max_wnd: u32,
    /// Its FIN.
    pub(crate) fin: Option<Fin>,
    /// What it has received, on the other end's line.
    pub(crate) arrived: Arrived,
    /// What was seen on its way to it, but had not arrived when it last spoke.
    pub(crate) on_the_way: Option<(u64, u64)>,
    /// The right edge of the window that it offered last, on the other end's line.
    pub(crate) edge: Option<u64>,
    /// Whether the other end's SYN has reached it.
    pub(crate) got_syn: bool,
    /// Whether it has gone, by a reset of its own or of the other end.
    pub(crate) reset: bool,
    /// Whether it has sent a reset itself, and nothing else since.
    pub(crate) resets: bool,
    /// The acknowledgment and the window of its last segment, as they stand in the header.
    pub(crate) last: Option<Last>,
    /// Duplicate ACKs since the acknowledgment number last changed.
    pub(crate) duplicates: u32,
    /// Its loss recovery, while that goes on.
    pub(crate) recovery: Option<Recovery>,
    /// The round trip that its segments and their acknowledgments measure here, smoothed.
    pub(crate) round_trip: Option<u64>,
    /// TS.Recent: the last TSval that reached it.
    pub(crate) ts_recent: Option<u32>,
    /// Octet of a window probe that was sent at SND.NXT without moving it.
    pub(crate) probed: Option<u64>,
    /// Whether its checksums are made behind the place of capture, so that they are always wrong there.
    pub(crate) checksums_later: bool,
    /// Its last segment with a wrong checksum.
    pub(crate) doubtful: Option<Doubtful>,
    /// What was seen of it with wrong checksums only, and is not acknowledged. Its numbers may be as wrong as the rest.
    pub(crate) damaged: InFlight,
    /// The highest number that it acknowledged, on the other end's line.
    pub(crate) told: Option<u64>,
    /// Whether its use of a half-closed connection was told.
    pub(crate) half_closed_told: bool,
}

/// A SYN.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Syn {
    pub(crate) at_place: u64,
    /// When it was seen.
    pub(crate) seen: Before,
    /// What it acknowledged, on the other end's line.
    pub(crate) told: Option<u64>,
    /// Whether it acknowledged the other end's SYN.
    pub(crate) answers: bool,
    /// Whether it was first seen without ACK.
    pub(crate) opens: bool,
}

/// What a SYN offers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Offer {
    pub(crate) mss: Option<u16>,
    pub(crate) shift: Option<u8>,
    pub(crate) sack: bool,
    pub(crate) timestamps: bool,
    pub(crate) ecn: Ecn,
    /// Whether its options were captured in part only, so that there may have been more.
    pub(crate) is_cut: bool,
}

/// What a SYN says of ECN.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) enum Ecn {
    /// Nothing.
    #[default]
    Off,
    /// As RFC 3168 has it.
    Classic,
    /// Accurate feedback (RFC 9768): AE, CWR and ECE are a counter in what follows.
    Accurate,
}

/// The window that the other end lets this one use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SendWindow {
    /// As it stood in the header.
    pub(crate) raw: u16,
    /// Whether it came with a SYN, which is never scaled.
    pub(crate) of_syn: bool,
    pub(crate) wl1: u64,
    pub(crate) wl2: u64,
}

/// A FIN.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fin {
    pub(crate) place: u64,
    /// When it was seen.
    pub(crate) seen: Before,
    /// Whether its sender already had the other end's when it was first sent.
    pub(crate) second: bool,
}

/// The last segment of an end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Last {
    pub(crate) ack: Option<Seq>,
    /// The first segment with this acknowledgment.
    pub(crate) first_index: u64,
    pub(crate) index: u64,
    pub(crate) at: u64,
    pub(crate) window: u16,
    /// Whether it had a SYN, whose window is never scaled.
    pub(crate) of_syn: bool,
    pub(crate) text: bool,
    pub(crate) was: Was,
}

/// A segment with a wrong checksum. If the other end acknowledges it, its checksum was made behind the place of capture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doubtful {
    pub(crate) seq: Seq,
    pub(crate) end: Seq,
    /// Whether it was a SYN, and whether that had an ACK.
    pub(crate) syn: Option<bool>,
    pub(crate) fin: bool,
    pub(crate) offer: Offer,
    pub(crate) index: u64,
    pub(crate) at: u64,
}

/// What the other end's next segment may answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Was {
    KeepAlive,
    WindowProbe,
    Other,
}

/// A loss recovery.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recovery {
    /// Its end: what was the highest number when it began.
    pub(crate) point: u64,
    pub(crate) begun: Begun,
    /// The segment with which it began.
    pub(crate) index: u64,
    /// When something was last sent again.
    pub(crate) again_at: u64,
}

/// How a loss recovery began.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Begun {
    ByTimeout,
    ByReport,
}

impl Ecn {
    /// What the SYN `o` says, if the other end's said `peer` (RFC 3168 section 6.1.1, RFC 9768 section 3.1.1).
    pub(crate) fn of_syn(o: &Observed<'_>, peer: Option<Ecn>) -> Ecn {
        let bits = [o.accurate_ecn, o.has(Flags::CWR), o.has(Flags::ECE)];
        match (o.has(Flags::ACK), bits) {
            (false, [true, true, true]) => Ecn::Accurate,
            (false, [false, true, true]) | (true, [_, false, true]) => Ecn::Classic,
            (true, [false, true, _] | [true, _, false]) if peer.is_none_or(|peer| peer == Ecn::Accurate) => {
                Ecn::Accurate
            }
            _ => Ecn::Off,
        }
    }
}

impl Offer {
    /// What a SYN says.
    pub(crate) fn read(o: &Observed<'_>, ecn: Ecn) -> Offer {
        let mut offer = Offer { ecn, is_cut: o.options_cut, ..Offer::default() };
        for option in o.options {
            match option {
                TcpOption::Mss(mss) => offer.mss = Some(*mss),
                // RFC 7323 section 2.3.
                TcpOption::WindowScale(shift) => offer.shift = Some((*shift).min(14)),
                TcpOption::SackPermitted => offer.sack = true,
                TcpOption::Timestamps { .. } => offer.timestamps = true,
                TcpOption::End | TcpOption::Nop | TcpOption::Sack(_) | TcpOption::Unknown { .. } => {}
            }
        }
        offer
    }
}

impl Half {
    /// How far the windows that this end offers to `peer` are shifted, and whether both SYNs tell it.
    pub(crate) fn shift(&self, peer: &Half) -> Option<(u8, bool)> {
        match (self.says_shift(), peer.says_shift()) {
            (Some(None), _) | (_, Some(None)) => Some((0, true)),
            (Some(Some(shift)), theirs) => Some((shift, theirs.is_some())),
            (None, _) => None,
        }
    }

    /// The shift that its SYN offers, or that it offers none, as far as that was captured.
    fn says_shift(&self) -> Option<Option<u8>> {
        let shift = self.offer.shift;
        (self.syn.is_some() && (shift.is_some() || !self.offer.is_cut)).then_some(shift)
    }

    /// Whether both SYNs offer something, as far as they were captured.
    pub(crate) fn agrees(&self, peer: &Half, of: fn(&Offer) -> bool) -> Option<bool> {
        if self.syn.is_none() || peer.syn.is_none() {
            return None;
        }
        let offers = [&self.offer, &peer.offer];
        if offers.into_iter().any(|offer| !of(offer) && !offer.is_cut) {
            return Some(false);
        }
        offers.into_iter().all(of).then_some(true)
    }

    /// Which ECN both SYNs agree on, if both were seen.
    pub(crate) fn ecn(&self, peer: &Half) -> Option<Ecn> {
        (self.syn.is_some() && peer.syn.is_some()).then(|| self.offer.ecn.min(peer.offer.ecn))
    }

    /// The window of a segment of this end, in octets, if its scale is known.
    pub(crate) fn window(&self, peer: &Half, raw: u16, of_syn: bool) -> Option<u32> {
        if of_syn || raw == 0 {
            return Some(raw.into());
        }
        self.shift(peer).map(|(shift, _)| u32::from(raw) << shift)
    }

    /// Whether what `place` numbers is acknowledged, as far as this end knows.
    pub(crate) fn is_acknowledged(&self, place: u64) -> bool {
        self.una.is_some_and(|una| una > place)
    }

    /// SND.NXT: at least what was seen, and what was acknowledged.
    pub(crate) fn snd_nxt(&self) -> Option<u64> {
        self.nxt.max(self.una)
    }

    /// The acknowledgment of its last segment.
    pub(crate) fn last_ack(&self) -> Option<Seq> {
        self.last.and_then(|last| last.ack)
    }
}
