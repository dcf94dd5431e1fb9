//! What is kept of a conversation while a file is read. A file may have as many of them as packets by ten, so a test holds
//! this small: numbers that may not be known lie beside flags that say whether they are.

use std::net::SocketAddr;

use observer::{Earlier, End};
use wire::{Flags, Seq};

use crate::addresses::Addresses;
use crate::entries::NONE;
use crate::{Checksum, Closing, Conversation, Header, NotTcp, Opening, Sent, Trouble};

/// One conversation, as small as it is while nobody looks at it.
#[derive(Debug)]
pub(crate) struct Record {
    halves: [Half; 2],
    /// When the first and the last of its segments were captured.
    pub(crate) first: u64,
    last: u64,
    /// Where an end's numbers are counted anew, since it answered with another SYN: at most [`MOST_REBASED`].
    #[expect(clippy::box_collection, reason = "hardly any conversation has one, and each would pay for the room")]
    rebased: Option<Box<Vec<Rebased>>>,
    trouble: Trouble,
    /// The first and the last of its packets in the index.
    pub(crate) chain: [u32; 2],
    /// The number of the one before it between the same ends, or [`NONE`]. It does not change any more.
    pub(crate) earlier: u32,
    opening: Opening,
    /// Whose reset closed it.
    reset_by: Option<End>,
    /// Whose FIN came first.
    first_fin: Option<End>,
}

/// What is kept of one end.
#[derive(Clone, Copy, Debug)]
struct Half {
    octets: u64,
    segments: u32,
    /// Which of the addresses it has.
    address: u32,
    /// What its numbers are counted from, if [`BASE`] is known.
    base: Seq,
    /// The highest number that it has sent, plus one, if [`NEXT`] is known.
    next: Seq,
    /// The number after its FIN, if that was [`FINISHED`].
    after_fin: Seq,
    port: u16,
    /// The window scale option of its SYN.
    offered: Offered,
    /// What is so of it, of the flags below.
    is: u8,
}

/// [`Half::base`] is known.
const BASE: u8 = 1;
/// [`Half::next`] is known.
const NEXT: u8 = 1 << 1;
/// It has acknowledged something, otherwise than in a reset.
const ACKNOWLEDGES: u8 = 1 << 2;
/// Its last window was closed.
const CLOSED_WINDOW: u8 = 1 << 3;
/// It has sent a FIN.
const FINISHED: u8 = 1 << 4;
/// Its FIN was acknowledged.
const FIN_ACKNOWLEDGED: u8 = 1 << 5;
/// It has sent so much that by its number nothing can be told any more to lie before [`Half::base`].
const FAR: u8 = 1 << 6;

/// How far beyond its base an end may be before it is [`FAR`]: beyond twice as much, numbers lie on the other side.
const NEAR: u32 = 1 << 30;

/// The window scale option of an end's SYN, in an octet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Offered(u8);

impl Offered {
    /// The SYN was not seen, or not as far as that.
    const NOT_SEEN: Offered = Offered(u8::MAX);
    /// It has none.
    const NOTHING: Offered = Offered(u8::MAX - 1);

    fn get(self) -> Option<Option<u8>> {
        match self {
            Offered::NOT_SEEN => None,
            Offered::NOTHING => Some(None),
            Offered(shift) => Some(Some(shift)),
        }
    }
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

impl Rebased {
    /// What the numbers of `end` are counted from at packet `number`, if they were counted anew.
    pub(crate) fn at(rebased: &[Rebased], end: End, number: u32) -> Option<Seq> {
        let is_it = |rebased: &&Rebased| rebased.end == end && rebased.from <= number;
        rebased.iter().rev().find(is_it).map(|rebased| rebased.base)
    }
}

impl Half {
    fn new(socket: SocketAddr, addresses: &mut Addresses) -> Half {
        let zero = Seq(0);
        Half {
            octets: 0,
            segments: 0,
            address: addresses.number(socket.ip()),
            base: zero,
            next: zero,
            after_fin: zero,
            port: socket.port(),
            offered: Offered::NOT_SEEN,
            is: 0,
        }
    }

    fn has(&self, flag: u8) -> bool {
        self.is & flag != 0
    }

    fn set(&mut self, flag: u8, is_so: bool) {
        self.is = if is_so { self.is | flag } else { self.is & !flag };
    }

    fn base(&self) -> Option<Seq> {
        self.has(BASE).then_some(self.base)
    }

    /// Counts its numbers from `base`, unless they are counted already.
    fn count_from(&mut self, base: Seq) {
        if !self.has(BASE) {
            self.base = base;
            self.set(BASE, true);
        }
    }

    fn next(&self) -> Option<Seq> {
        self.has(NEXT).then_some(self.next)
    }

    fn set_next(&mut self, next: Seq) {
        self.next = next;
        self.set(NEXT, true);
        if self.base().is_some_and(|base| base.at_or_before(next) && next - base >= NEAR) {
            self.set(FAR, true);
        }
    }

    fn is_at(&self, socket: SocketAddr, addresses: &Addresses) -> bool {
        self.port == socket.port() && addresses.get(self.address) == socket.ip()
    }

    fn socket(&self, addresses: &Addresses) -> SocketAddr {
        SocketAddr::new(addresses.get(self.address), self.port)
    }
}

impl Record {
    /// The conversation that begins with `header`, which is packet `entry` of the index. `earlier` is the number of the one
    /// before it between the same ends.
    pub(crate) fn new(header: &Header, entry: u32, earlier: Option<u32>, addresses: &mut Addresses) -> Record {
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
        Record {
            halves: ends.map(|socket| Half::new(socket, addresses)),
            first: header.at,
            last: header.at,
            rebased: None,
            trouble: Trouble::default(),
            chain: [entry; 2],
            earlier: earlier.unwrap_or(NONE),
            opening,
            reset_by: None,
            first_fin: None,
        }
    }

    /// All of it, with what was known at last of the `earlier` one between the same ends.
    pub(crate) fn conversation(&self, addresses: &Addresses, earlier: Option<&Record>) -> Conversation {
        let halves = &self.halves;
        Conversation {
            ends: halves.map(|half| half.socket(addresses)),
            first: self.first,
            last: self.last,
            sent: halves.map(|half| Sent { segments: half.segments, octets: half.octets }),
            opening: self.opening,
            closing: self.closing(),
            trouble: self.trouble,
            base: halves.map(|half| half.base()),
            offered: halves.map(|half| half.offered.get()),
            acknowledges: halves.map(|half| half.has(ACKNOWLEDGES)),
            earlier: earlier.map(|earlier| earlier.as_of_the_next(self)),
            rebased: self.rebased().to_vec(),
        }
    }

    /// Whether it is between these two, in either order.
    pub(crate) fn is_between(&self, one: SocketAddr, other: SocketAddr, addresses: &Addresses) -> bool {
        let [a, b] = &self.halves;
        let is = |of_a, of_b| a.is_at(of_a, addresses) && b.is_at(of_b, addresses);
        is(one, other) || is(other, one)
    }

    /// How it opened.
    pub(crate) fn opening(&self) -> Opening {
        self.opening
    }

    /// Its ends.
    pub(crate) fn ends(&self, addresses: &Addresses) -> [SocketAddr; 2] {
        self.halves.map(|half| half.socket(addresses))
    }

    /// Which end has the socket `source`.
    pub(crate) fn end_at(&self, source: SocketAddr, addresses: &Addresses) -> End {
        if self.halves[0].is_at(source, addresses) { End::A } else { End::B }
    }

    /// What `next` is to know of this one, which is the one before it between the same ends.
    fn as_of_the_next(&self, next: &Record) -> Earlier {
        let never_opened = self.opening == Opening::SynOnly && self.halves.iter().all(|half| !half.has(ACKNOWLEDGES));
        let is_over = never_opened || matches!(self.closing(), Closing::Both { .. } | Closing::Reset { .. });
        let socket = |half: &Half| (half.address, half.port);
        let a = if socket(&self.halves[0]) == socket(&next.halves[0]) { End::A } else { End::B };
        Earlier { next: [a, a.peer()].map(|end| self.halves[end as usize].next()), is_over }
    }

    fn closing(&self) -> Closing {
        match (self.reset_by, self.first_fin) {
            (Some(by), _) => Closing::Reset { by },
            (None, None) => Closing::Open,
            (None, Some(first)) if self.halves[first.peer() as usize].has(FINISHED) => Closing::Both { first },
            (None, Some(by)) => Closing::Half { by },
        }
    }

    fn rebased(&self) -> &[Rebased] {
        self.rebased.as_ref().map_or(&[], |rebased| rebased.as_slice())
    }

    fn base_at(&self, end: End, number: u32) -> Option<Seq> {
        Rebased::at(self.rebased(), end, number).or(self.halves[end as usize].base())
    }

    /// Whether `header` of `end` opens another conversation between the same ends: a SYN with another ISN.
    pub(crate) fn is_over_for(&self, end: End, header: &Header) -> bool {
        if !header.has(Flags::SYN) || header.has(Flags::ACK) {
            return false;
        }
        let base = self.base_at(end, header.place.number);
        base.is_some_and(|base| base != header.seq)
    }

    /// Takes in its next segment, of `end`.
    pub(crate) fn add(&mut self, end: End, header: &Header) {
        let (own, peer) = (end as usize, end.peer() as usize);
        let has = |flag| header.has(flag);
        self.first = self.first.min(header.at);
        self.last = self.last.max(header.at);
        let half = &mut self.halves[own];
        half.segments = half.segments.saturating_add(1);
        half.octets += u64::from(header.len);
        let base = self.base_at(end, header.place.number);
        self.halves[own].count_from(if has(Flags::SYN) { header.seq } else { header.seq.back(1) });
        if has(Flags::SYN | Flags::ACK) && base.is_some_and(|base| base != header.seq) {
            self.count_anew(Rebased { from: header.place.number, end, base: header.seq });
        }
        if has(Flags::ACK) {
            self.halves[peer].count_from(header.ack.back(1));
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

    fn count_anew(&mut self, from: Rebased) {
        let rebased = self.rebased.get_or_insert_default();
        if rebased.len() < MOST_REBASED {
            rebased.push(from);
            self.halves[from.end as usize].set(NEXT, false);
        }
    }

    fn open(&mut self, end: End, header: &Header) {
        let scale = header.options.window_scale();
        let half = &mut self.halves[end as usize];
        // What was not captured of the options may have one.
        if half.offered == Offered::NOT_SEEN && (scale.is_some() || !header.options.is_cut()) {
            half.offered = scale.map_or(Offered::NOTHING, Offered);
        }
        let [a, b] = &self.halves;
        let is_one = (a.address, a.port) == (b.address, b.port);
        self.opening = match (self.opening, end, header.has(Flags::ACK)) {
            // A socket that is connected with itself has opened from both ends.
            (Opening::SynOnly, End::A, true) if is_one => Opening::Simultaneous,
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
        self.halves[end as usize].set(ACKNOWLEDGES, true);
        let peer = &mut self.halves[end.peer() as usize];
        if peer.has(FINISHED) && peer.after_fin.at_or_before(header.ack) {
            peer.set(FIN_ACKNOWLEDGED, true);
        }
    }

    fn close(&mut self, end: End, header: &Header) {
        if header.has(Flags::RST) {
            // Once both FINs are acknowledged there is nothing left to reset.
            let is_over = self.halves.iter().all(|half| half.has(FIN_ACKNOWLEDGED));
            if !is_over {
                self.reset_by.get_or_insert(end);
            }
            return;
        }
        // An end that goes on after its reset has not reset: the segment was forged, old, or not heeded.
        let goes_on = header.has(Flags::ACK)
            && self.halves[end as usize].next().is_some_and(|next| next.at_or_before(header.seq))
            && !header.has(Flags::SYN);
        if goes_on && self.reset_by == Some(end) {
            self.reset_by = None;
        }
        if header.has(Flags::FIN) {
            let half = &mut self.halves[end as usize];
            if !half.has(FINISHED) {
                half.after_fin = header.end();
                half.set(FINISHED, true);
            }
            self.first_fin.get_or_insert(end);
        }
    }

    /// Counts the segment if it does not go on from the highest number of `end`, and moves that.
    fn follow(&mut self, end: End, header: &Header) {
        if header.has(Flags::RST) {
            return;
        }
        let has_numbers = header.seg_len() > 0;
        let asks_window = self.halves[end.peer() as usize].has(CLOSED_WINDOW) && header.len == 1;
        let half = &mut self.halves[end as usize];
        half.set(CLOSED_WINDOW, header.window == 0);
        // What lies before its SYN is of the connection before.
        let is_before = !half.has(FAR) && half.base().is_some_and(|base| header.seq.before(base));
        let is_of_another = is_before && !header.has(Flags::SYN);
        let Some(next) = half.next().filter(|_| !is_of_another) else {
            half.set_next(header.end());
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
            half.set_next(header.end());
        }
    }

    /// Counts a packet of one of its segments that gives none.
    pub(crate) fn miss(&mut self, kind: NotTcp) {
        let Trouble { fragments, cut, .. } = &mut self.trouble;
        let counter = if kind == NotTcp::Fragment { fragments } else { cut };
        *counter = counter.saturating_add(1);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversation_takes_128_octets() {
        assert!(size_of::<Record>() <= 128, "{}", size_of::<Record>());
    }
}
