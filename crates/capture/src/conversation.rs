//! What is known of one conversation without its packets: who, how long, how it opened and closed, what went wrong.

use std::net::SocketAddr;

use observer::{Earlier, End};
use serde::Serialize;
use wire::{Flags, Seq};

use crate::{Checksum, Header};

/// How a conversation opened, as far as it was captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opening {
    /// A's SYN and B's SYN,ACK.
    Handshake,
    /// A SYN that nothing was seen to answer with a SYN.
    SynOnly,
    /// A SYN,ACK without the SYN that it answers.
    SynAckOnly,
    /// A SYN of each end, neither an answer to the other (RFC 9293 section 3.5).
    Simultaneous,
    /// No SYN: the capture begins later.
    Midstream,
}

/// How a conversation closed, as far as it was captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closing {
    /// It did not.
    Open,
    /// One end sent a FIN, the other did not.
    Half {
        /// Which.
        by: End,
    },
    /// Both ends sent a FIN.
    Both {
        /// Whose FIN came first.
        first: End,
    },
    /// An end sent a reset.
    Reset {
        /// Which, the first time.
        by: End,
    },
}

/// What one end sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sent {
    /// Segments.
    pub segments: u32,
    /// Octets of text by IP's length, those that were sent again included.
    pub octets: u64,
}

/// What went wrong, counted by segments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// They begin before the highest number that their sender was seen to use: sent again, doubled, or overtaken. Neither what asks
    /// whether the other end is there nor what has a checksum that does not fit is counted.
    pub again: u32,
    /// With RST.
    pub resets: u32,
    /// With a window of zero, without SYN, FIN and RST.
    pub zero_windows: u32,
    /// With a checksum that does not fit.
    pub bad_checksums: u32,
    /// With text or options that were not captured whole.
    pub cut: u32,
}

impl Trouble {
    /// How many there are in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        [self.again, self.resets, self.zero_windows, self.bad_checksums, self.cut].into_iter().map(u64::from).sum()
    }
}

/// What an end's windows are to be multiplied by (RFC 7323 section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Its SYN was not captured.
    NotSeen,
    /// By nothing: one of the SYNs had no such option.
    Unused,
    /// By two to the power of this, in segments without SYN.
    Shift(u8),
}

/// One conversation without its packets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Addresses and ports of A and B.
    pub ends: [SocketAddr; 2],
    /// When its first segment was captured: nanoseconds since 1970-01-01 00:00 UTC.
    pub first: u64,
    /// When its last segment was captured.
    pub last: u64,
    /// What A sent and what B sent.
    pub sent: [Sent; 2],
    /// How it opened.
    pub opening: Opening,
    /// How it closed.
    pub closing: Closing,
    /// What went wrong.
    pub trouble: Trouble,
    /// What A's and B's numbers are counted from: the ISN, or where the SYN is missing, the number before the first that
    /// was seen, so that this one is 1.
    pub base: [Option<Seq>; 2],
    /// The window scale options of A's and B's SYN: none if the SYN was not seen, or not as far as that.
    pub(crate) offered: [Option<Option<u8>>; 2],
    /// The highest number that A and B have sent, plus one.
    pub(crate) next: [Option<Seq>; 2],
    /// Whether A and B have acknowledged anything, otherwise than in a reset.
    pub(crate) acknowledges: [bool; 2],
    /// Whether the last window of A and B was closed.
    closed_window: [bool; 2],
    /// The number after the FIN of A and of B, and whether it was acknowledged.
    fins: [Option<(Seq, bool)>; 2],
    /// How it had closed before it was reset.
    before_reset: Closing,
    /// What was known at last of the one before it between the same ends.
    pub(crate) earlier: Option<Earlier>,
    /// Where an end's numbers are counted anew, since it answered with another SYN: at most [`MOST_REBASED`].
    pub(crate) rebased: Vec<Rebased>,
    /// The first and the last of its packets in the index.
    pub(crate) chain: [u32; 2],
}

/// How often the numbers of one conversation are counted anew: more than any that two ends mean to have.
const MOST_REBASED: usize = 16;

/// From a packet of the file on, an end's numbers are counted from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rebased {
    from: u32,
    end: End,
    base: Seq,
}

impl Conversation {
    /// The conversation that begins with `header`, which is packet `entry` of the index. `earlier` is the one before it
    /// between the same ends.
    pub(crate) fn new(header: &Header, entry: u32, earlier: Option<Earlier>) -> Conversation {
        let (syn, ack) = (header.has(Flags::SYN), header.has(Flags::ACK));
        let opening = match (syn, ack) {
            (true, false) => Opening::SynOnly,
            (true, true) => Opening::SynAckOnly,
            (false, _) => Opening::Midstream,
        };
        // A SYN,ACK answers the end that opened.
        let ends = if opening == Opening::SynAckOnly {
            [header.destination, header.source]
        } else {
            [header.source, header.destination]
        };
        Conversation {
            ends,
            first: header.at,
            last: header.at,
            sent: [Sent::default(); 2],
            opening,
            closing: Closing::Open,
            trouble: Trouble::default(),
            base: [None; 2],
            offered: [None; 2],
            next: [None; 2],
            acknowledges: [false; 2],
            closed_window: [false; 2],
            fins: [None; 2],
            before_reset: Closing::Open,
            earlier,
            rebased: Vec::new(),
            chain: [entry; 2],
        }
    }

    /// Which end sent `header`.
    #[must_use]
    pub fn sender(&self, header: &Header) -> End {
        if header.source == self.ends[0] { End::A } else { End::B }
    }

    /// How long it took, in nanoseconds.
    #[must_use]
    pub fn duration(&self) -> u64 {
        self.last.saturating_sub(self.first)
    }

    /// All segments of both ends.
    #[must_use]
    pub fn segments(&self) -> u64 {
        self.sent.iter().map(|sent| u64::from(sent.segments)).sum()
    }

    /// All octets of text of both ends.
    #[must_use]
    pub fn octets(&self) -> u64 {
        self.sent.iter().map(|sent| sent.octets).sum()
    }

    /// What the windows of `end` are to be multiplied by.
    #[must_use]
    pub fn scale(&self, end: End) -> Scale {
        match (self.offered[end as usize], self.offered[end.peer() as usize]) {
            (Some(None), _) | (_, Some(None)) => Scale::Unused,
            (Some(Some(shift)), _) => Scale::Shift(shift),
            (None, _) => Scale::NotSeen,
        }
    }

    /// Whether `end` has acknowledged anything, which shows that something of its peer had reached it.
    #[must_use]
    pub fn acknowledges(&self, end: End) -> bool {
        self.acknowledges[end as usize]
    }

    /// What the next conversation between the same ends is to know of this one, which `header` begins: A is its sender.
    pub(crate) fn earlier(&self, header: &Header) -> Earlier {
        let never_opened = self.opening == Opening::SynOnly && self.acknowledges == [false; 2];
        let is_over = never_opened || matches!(self.closing, Closing::Both { .. } | Closing::Reset { .. });
        let a = self.sender(header);
        Earlier { next: [a, a.peer()].map(|end| self.next[end as usize]), is_over }
    }

    /// SEG.SEQ counted from its sender's base.
    #[must_use]
    pub fn relative_seq(&self, header: &Header) -> u32 {
        self.base_at(self.sender(header), header.place.number).map_or(header.seq.0, |base| header.seq - base)
    }

    /// SEG.ACK counted from the base of the end that it is for, if ACK is set.
    #[must_use]
    pub fn relative_ack(&self, header: &Header) -> Option<u32> {
        let base = self.base_at(self.sender(header).peer(), header.place.number);
        header.has(Flags::ACK).then(|| base.map_or(header.ack.0, |base| header.ack - base))
    }

    /// What the numbers of `end` are counted from at packet `number` of the file. Where an end answers one SYN with two of its
    /// own, as hosts do that have forgotten the first, they are counted anew from the second.
    #[must_use]
    pub fn base_at(&self, end: End, number: u32) -> Option<Seq> {
        let at = self.rebased.iter().rev().find(|rebased| rebased.end == end && rebased.from <= number);
        at.map(|rebased| rebased.base).or(self.base[end as usize])
    }

    /// The window in octets: a SYN's is never scaled (RFC 7323 section 2.2), nor is one whose scale was not seen.
    #[must_use]
    pub fn window(&self, header: &Header) -> u32 {
        match self.scale(self.sender(header)) {
            Scale::Shift(shift) if !header.has(Flags::SYN) => u32::from(header.window) << shift,
            _ => header.window.into(),
        }
    }

    /// Whether `header` opens another conversation between the same ends: a SYN with another ISN.
    pub(crate) fn is_over_for(&self, header: &Header) -> bool {
        if !header.has(Flags::SYN) || header.has(Flags::ACK) {
            return false;
        }
        let base = self.base_at(self.sender(header), header.place.number);
        base.is_some_and(|base| base != header.seq)
    }

    /// Takes in its next segment.
    pub(crate) fn add(&mut self, header: &Header) {
        let end = self.sender(header);
        let (own, peer) = (end as usize, end.peer() as usize);
        let has = |flag| header.has(flag);
        self.first = self.first.min(header.at);
        self.last = self.last.max(header.at);
        self.sent[own].segments = self.sent[own].segments.saturating_add(1);
        self.sent[own].octets += u64::from(header.len);
        let before_first = if has(Flags::SYN) { header.seq } else { header.seq.back(1) };
        let base = self.base_at(end, header.place.number);
        self.base[own].get_or_insert(before_first);
        if has(Flags::SYN | Flags::ACK)
            && base.is_some_and(|base| base != header.seq)
            && self.rebased.len() < MOST_REBASED
        {
            self.rebased.push(Rebased { from: header.place.number, end, base: header.seq });
            self.next[own] = None;
        }
        if has(Flags::ACK) {
            self.base[peer].get_or_insert(header.ack.back(1));
        }
        if has(Flags::SYN) {
            self.open(end, header);
        }
        if header.checksum != Checksum::Bad {
            self.acknowledge(end, header);
            self.close(end, header);
            self.follow(end, header);
        }
        self.count(header);
    }

    fn open(&mut self, end: End, header: &Header) {
        let scale = header.options.window_scale();
        // What was not captured of the options may have one.
        if scale.is_some() || !header.options.is_cut() {
            self.offered[end as usize].get_or_insert(scale);
        }
        self.opening = match (self.opening, end, header.has(Flags::ACK)) {
            // A socket that is connected with itself has opened from both ends.
            (Opening::SynOnly, End::A, true) if self.ends[0] == self.ends[1] => Opening::Simultaneous,
            (Opening::SynOnly, End::B, true) => Opening::Handshake,
            (Opening::SynOnly, End::B, false) => Opening::Simultaneous,
            (Opening::SynAckOnly, End::A, false) => Opening::Handshake,
            (opening, ..) => opening,
        };
    }

    /// Notes what `end` acknowledges.
    fn acknowledge(&mut self, end: End, header: &Header) {
        if !header.has(Flags::ACK) || header.has(Flags::RST) {
            return;
        }
        self.acknowledges[end as usize] = true;
        if let Some((after_fin, is_acknowledged)) = &mut self.fins[end.peer() as usize] {
            *is_acknowledged |= after_fin.at_or_before(header.ack);
        }
    }

    fn close(&mut self, end: End, header: &Header) {
        if header.has(Flags::RST) {
            // Once both FINs are acknowledged there is nothing left to reset.
            let is_over = self.fins.iter().all(|fin| fin.is_some_and(|(_, is_acknowledged)| is_acknowledged));
            if !is_over && !matches!(self.closing, Closing::Reset { .. }) {
                self.before_reset = self.closing;
                self.closing = Closing::Reset { by: end };
            }
            return;
        }
        // An end that goes on after its reset has not reset: the segment was forged, old, or not heeded.
        let goes_on = header.has(Flags::ACK)
            && self.next[end as usize].is_some_and(|next| next.at_or_before(header.seq))
            && !header.has(Flags::SYN);
        if goes_on && self.closing == (Closing::Reset { by: end }) {
            self.closing = self.before_reset;
        }
        if header.has(Flags::FIN) {
            self.fins[end as usize].get_or_insert((header.end(), false));
            self.closing = match self.closing {
                Closing::Open => Closing::Half { by: end },
                Closing::Half { by } if by != end => Closing::Both { first: by },
                closing => closing,
            };
        }
    }

    /// Counts the segment if it does not go on from the highest number of `end`, and moves that.
    fn follow(&mut self, end: End, header: &Header) {
        let own = end as usize;
        if header.has(Flags::RST) {
            return;
        }
        let has_numbers = header.seg_len() > 0;
        let asks_window = self.closed_window[end.peer() as usize] && header.len == 1;
        self.closed_window[own] = header.window == 0;
        // What lies before its SYN is of the connection before.
        let is_of_another = self.base[own].is_some_and(|base| header.seq.before(base)) && !header.has(Flags::SYN);
        let Some(next) = self.next[own].filter(|_| !is_of_another) else {
            self.next[own] = Some(header.end());
            return;
        };
        // The octet of a window probe does not count until it is taken (RFC 9293 section 3.8.6.1), and a keep-alive may
        // have one that was sent before (section 3.8.4).
        let opens_or_closes = header.flags.0 & (Flags::SYN | Flags::FIN).0 != 0;
        let is_keep_alive = header.seq + 1 == next && header.len <= 1 && !opens_or_closes;
        if has_numbers && header.seq.before(next) && !is_keep_alive {
            self.trouble.again = self.trouble.again.saturating_add(1);
        }
        let is_probe = asks_window && header.seq == next && !opens_or_closes;
        if next.before(header.end()) && !is_probe {
            self.next[own] = Some(header.end());
        }
    }

    fn count(&mut self, header: &Header) {
        let opens_or_closes = header.flags.0 & (Flags::SYN | Flags::FIN | Flags::RST).0 != 0;
        let trouble = &mut self.trouble;
        let mut count = |happens: bool, counter: fn(&mut Trouble) -> &mut u32| {
            let counter = counter(trouble);
            *counter = counter.saturating_add(u32::from(happens));
        };
        count(header.has(Flags::RST), |trouble| &mut trouble.resets);
        count(header.window == 0 && !opens_or_closes, |trouble| &mut trouble.zero_windows);
        count(header.checksum == Checksum::Bad, |trouble| &mut trouble.bad_checksums);
        count(header.text_captured < header.len || header.options.is_cut(), |trouble| &mut trouble.cut);
    }
}
