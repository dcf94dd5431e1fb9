//! What is kept of a file that has been read: where each segment lies, and the conversations that they belong to.

use std::hash::{Hash, Hasher};
use std::net::SocketAddr;

use hashbrown::HashTable;
use observer::{End, Vantage};
use siphasher::sip::SipHasher13;

use crate::addresses::Addresses;
use crate::decode::ends;
use crate::entries::{Entries, NONE};
use crate::record::Record;
use crate::{Conversation, Header, NotTcp, Opening, Packet, Place, Point, Reader, Stop, decode};

/// Conversations that are listed at the most: a flood of SYNs has one for each, and each takes some 150 octets.
const MOST_CONVERSATIONS: usize = 1 << 16;
/// Conversations in one piece of the list of them, which grows piece by piece: none is moved, and little room stands empty.
const PIECE: usize = 1 << 6;

/// A capture file: what is known of it without its octets. Pieces of it are pushed in as they come.
#[derive(Debug, Default)]
pub struct Capture {
    reader: Reader,
    kept: Kept,
    other: [u32; NotTcp::ALL.len()],
    untimed: u32,
    unlisted: u64,
}

/// The segments and their conversations.
#[derive(Debug, Default)]
struct Kept {
    entries: Entries,
    records: Records,
    addresses: Addresses,
    /// The latest conversation between each two ends.
    latest: HashTable<u32>,
}

/// The conversations, in the order of their first segments.
#[derive(Debug, Default)]
struct Records {
    pieces: Vec<Vec<Record>>,
    len: usize,
}

/// A packet of a conversation, as the index has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indexed {
    /// When it was captured.
    pub at: u64,
    /// Where its octets lie.
    pub place: Place,
}

impl Capture {
    /// A file of which nothing has been read.
    #[must_use]
    pub fn new() -> Capture {
        Capture::default()
    }

    /// Takes in the next piece of the file.
    ///
    /// # Errors
    /// Where and why the file cannot be read any further. What came before stays.
    pub fn push(&mut self, octets: &[u8]) -> Result<(), Stop> {
        let Capture { reader, kept, other, untimed, unlisted } = self;
        reader.push(octets, |packet: Packet<'_>| {
            *untimed += u32::from(!packet.is_timed);
            match decode(packet.link, packet.octets, packet.at, packet.place) {
                Ok(header) => *unlisted += u64::from(!kept.add(&header)),
                Err(kind) => {
                    other[kind as usize] += 1;
                    kept.miss(kind, &packet);
                }
            }
        })
    }

    /// Says that no piece follows.
    ///
    /// # Errors
    /// Where and why the file could not be read to its end, if it could not.
    pub fn finish(&mut self) -> Result<(), Stop> {
        self.reader.finish()
    }

    /// The conversations, in the order of their first segments, each put together when it is asked for.
    pub fn conversations(&self) -> impl Iterator<Item = Conversation> + '_ {
        self.kept.records.pieces.iter().flatten().map(|record| self.kept.whole(record))
    }

    /// How many of them there are.
    #[must_use]
    pub fn listed(&self) -> usize {
        self.kept.records.len
    }

    /// The conversation `number`, from 0.
    #[must_use]
    pub fn conversation(&self, number: usize) -> Option<Conversation> {
        self.kept.records.get(number).map(|record| self.kept.whole(record))
    }

    /// When the first segment of all conversations was captured. Zero if there is none.
    #[must_use]
    pub fn begin(&self) -> u64 {
        let records = self.kept.records.pieces.iter().flatten();
        records.map(|record| record.first).min().unwrap_or(0)
    }

    /// What the file says of itself.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Where it was captured, if its interfaces have the names that [`pcapng`](crate::pcapng()) gives them: their `client` is
    /// the end that opened, as is the `server` where both ends did, since whoever is recorded sends its SYN before it has the
    /// other's.
    #[must_use]
    pub fn vantage(&self) -> Option<Vantage> {
        let opening = self.kept.records.get(0)?.opening();
        Some(match Point::of(self.reader.interfaces())? {
            Point::Path => Vantage::Between,
            Point::Server if opening != Opening::Simultaneous => Vantage::At(End::B),
            Point::Client | Point::Server => Vantage::At(End::A),
        })
    }

    /// How many segments there are.
    #[must_use]
    pub fn segments(&self) -> usize {
        self.kept.entries.len()
    }

    /// How many packets are of the kind `kind`.
    #[must_use]
    pub fn other(&self, kind: NotTcp) -> u32 {
        self.other[kind as usize]
    }

    /// How many packets have no time of their own.
    #[must_use]
    pub fn untimed(&self) -> u32 {
        self.untimed
    }

    /// How many segments are in no conversation, since these are as many as are listed.
    #[must_use]
    pub fn unlisted(&self) -> u64 {
        self.unlisted
    }

    /// The packets of the conversation `number`, in the order in which they were captured.
    pub fn packets(&self, number: usize) -> impl Iterator<Item = Indexed> + '_ {
        let mut next = self.kept.records.get(number).map_or(NONE, |record| record.chain[0]);
        std::iter::from_fn(move || {
            let (indexed, after) = self.kept.entries.get(next)?;
            next = after;
            Some(indexed)
        })
    }
}

impl Kept {
    fn whole(&self, record: &Record) -> Conversation {
        record.conversation(&self.addresses, self.records.get(record.earlier as usize))
    }

    /// Counts a packet that gives no segment of its conversation, where that can be told.
    fn miss(&mut self, kind: NotTcp, packet: &Packet<'_>) {
        let Kept { records, addresses, latest, .. } = self;
        if let Some([source, destination]) = ends(kind, packet.link, packet.octets)
            && let Some(number) = latest.find(hash([source, destination]), |number| {
                let record = records.get(*number as usize);
                record.is_some_and(|record| record.is_between(source, destination, addresses))
            })
            && let Some(record) = records.get_mut(*number as usize)
        {
            record.miss(kind);
        }
    }

    /// Takes in a segment, unless it would begin one conversation too many.
    fn add(&mut self, header: &Header) -> bool {
        let Kept { entries, records, addresses, latest } = self;
        let (source, destination) = (header.source, header.destination);
        let hash = hash([source, destination]);
        let is_it = |number: &u32| {
            records.get(*number as usize).is_some_and(|record| record.is_between(source, destination, addresses))
        };
        let mut found = latest.find_entry(hash, is_it).ok();
        let earlier = found.as_ref().map(|number| *number.get());
        if let Some(record) = earlier.and_then(|number| records.get_mut(number as usize)) {
            let end = record.end_at(source, addresses);
            if !record.is_over_for(end, header) {
                let entry = entries.push(header);
                entries.link(record.chain[1], entry);
                record.chain[1] = entry;
                record.add(end, header);
                return true;
            }
        }
        if records.len == MOST_CONVERSATIONS {
            // What follows belongs to the one that is not listed, and not to the one before it between the same ends.
            if let Some(over) = found {
                over.remove();
            }
            return false;
        }
        let mut record = Record::new(header, entries.push(header), earlier, addresses);
        record.add(record.end_at(source, addresses), header);
        let number = records.push(record);
        match &mut found {
            Some(latest) => *latest.get_mut() = number,
            None => {
                let ends = |number: &u32| records.get(*number as usize).map(|record| record.ends(addresses));
                latest.insert_unique(hash, number, |number| ends(number).map_or(0, self::hash));
            }
        }
        true
    }
}

impl Records {
    fn get(&self, number: usize) -> Option<&Record> {
        self.pieces.get(number / PIECE)?.get(number % PIECE)
    }

    fn get_mut(&mut self, number: usize) -> Option<&mut Record> {
        self.pieces.get_mut(number / PIECE)?.get_mut(number % PIECE)
    }

    fn push(&mut self, record: Record) -> u32 {
        match self.pieces.last_mut().filter(|piece| piece.len() < PIECE) {
            Some(piece) => piece.push(record),
            None => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(record);
                self.pieces.push(piece);
            }
        }
        self.len += 1;
        u32::try_from(self.len - 1).unwrap_or(NONE)
    }
}

/// A hash of two ends, the same in either order. Its keys are fixed, so that a file is read in the same way everywhere.
fn hash(ends: [SocketAddr; 2]) -> u64 {
    let [low, high] = if ends[0] <= ends[1] { ends } else { [ends[1], ends[0]] };
    let mut hasher = SipHasher13::new_with_keys(0x636f_6e76_6572_7361, 0x7469_6f6e_2065_6e64);
    (low, high).hash(&mut hasher);
    hasher.finish()
}
