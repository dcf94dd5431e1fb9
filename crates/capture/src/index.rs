//! What is kept of a file that has been read: 32 octets for each segment, and the conversations that they belong to.

use std::hash::{Hash, Hasher};
use std::net::SocketAddr;

use hashbrown::HashTable;
use siphasher::sip::SipHasher13;

use crate::{Conversation, Header, NotTcp, Packet, Place, Reader, Stop, decode};

/// Entries in one piece of the index. It grows piece by piece, so that no entry is ever moved and no room stands empty.
const PIECE: usize = 1 << 14;
/// Conversations that are listed at the most: a flood of SYNs has one for each, and each takes some 300 octets.
const MOST_CONVERSATIONS: usize = 1 << 16;
/// What follows the last entry of a conversation.
const NONE: u32 = u32::MAX;

/// A capture file: what is known of it without its octets. Pieces of it are pushed in as they come.
#[derive(Debug, Default)]
pub struct Capture {
    reader: Reader,
    index: Index,
    conversations: Vec<Conversation>,
    /// The latest conversation between each two ends.
    latest: HashTable<u32>,
    other: [u32; NotTcp::ALL.len()],
    untimed: u32,
    unlisted: u64,
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
        let Capture { reader, index, conversations, latest, other, untimed, unlisted } = self;
        reader.push(octets, |packet: Packet<'_>| {
            *untimed += u32::from(!packet.is_timed);
            match decode(packet.link, packet.octets, packet.at, packet.place) {
                Ok(header) => *unlisted += u64::from(!add(index, conversations, latest, &header)),
                Err(kind) => other[kind as usize] += 1,
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

    /// The conversations, in the order of their first segments.
    #[must_use]
    pub fn conversations(&self) -> &[Conversation] {
        &self.conversations
    }

    /// What the file says of itself.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// How many segments there are.
    #[must_use]
    pub fn segments(&self) -> usize {
        self.index.len
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
        let first = self.conversations.get(number).map_or(NONE, |conversation| conversation.chain[0]);
        let mut next = first;
        std::iter::from_fn(move || {
            let entry = self.index.get(next)?;
            next = entry.next;
            Some(entry.indexed())
        })
    }
}

/// Takes in a segment, unless it would begin one conversation too many.
fn add(index: &mut Index, conversations: &mut Vec<Conversation>, latest: &mut HashTable<u32>, header: &Header) -> bool {
    let (source, destination) = (header.source, header.destination);
    let is_between = |ends: &[SocketAddr; 2]| *ends == [source, destination] || *ends == [destination, source];
    let hash = hash([source, destination]);
    let mut found = latest.find_entry(hash, |number| is_between(&conversations[*number as usize].ends)).ok();
    if let Some(number) = &found {
        let conversation = &mut conversations[*number.get() as usize];
        if !conversation.is_over_for(header) {
            let entry = index.push(header);
            index.link(conversation.chain[1], entry);
            conversation.chain[1] = entry;
            conversation.add(header);
            return true;
        }
    }
    if conversations.len() == MOST_CONVERSATIONS {
        // What follows belongs to the one that is not listed, and not to the one before it between the same ends.
        if let Some(over) = found {
            over.remove();
        }
        return false;
    }
    let entry = index.push(header);
    let number = u32::try_from(conversations.len()).unwrap_or(u32::MAX);
    let earlier = found.as_ref().map(|number| conversations[*number.get() as usize].earlier(header));
    let mut conversation = Conversation::new(header, entry, earlier);
    conversation.add(header);
    conversations.push(conversation);
    match &mut found {
        Some(latest) => *latest.get_mut() = number,
        None => {
            latest.insert_unique(hash, number, |number| self::hash(conversations[*number as usize].ends));
        }
    }
    true
}

/// A hash of two ends, the same in either order. Its keys are fixed, so that a file is read in the same way everywhere.
fn hash(ends: [SocketAddr; 2]) -> u64 {
    let [low, high] = if ends[0] <= ends[1] { ends } else { [ends[1], ends[0]] };
    let mut hasher = SipHasher13::new_with_keys(0x636f_6e76_6572_7361, 0x7469_6f6e_2065_6e64);
    (low, high).hash(&mut hasher);
    hasher.finish()
}

/// The entries of all segments, in the order of the file.
#[derive(Debug, Default)]
struct Index {
    pieces: Vec<Vec<Entry>>,
    len: usize,
}

/// One segment: 32 octets.
#[derive(Clone, Copy, Debug)]
struct Entry {
    at: u64,
    /// The offset in 48 bits, and above it the interface in 16.
    offset_and_interface: u64,
    captured: u32,
    original: u32,
    number: u32,
    /// The next entry of the same conversation.
    next: u32,
}

impl Index {
    fn push(&mut self, header: &Header) -> u32 {
        let Place { number, offset, captured, original, interface } = header.place;
        let offset_and_interface = u64::from(interface) << 48 | offset;
        let entry = Entry { at: header.at, offset_and_interface, captured, original, number, next: NONE };
        match self.pieces.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push(entry),
            _ => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(entry);
                self.pieces.push(piece);
            }
        }
        self.len += 1;
        u32::try_from(self.len - 1).unwrap_or(NONE)
    }

    fn get(&self, entry: u32) -> Option<Entry> {
        self.pieces.get(entry as usize / PIECE)?.get(entry as usize % PIECE).copied()
    }

    fn link(&mut self, from: u32, to: u32) {
        let piece = self.pieces.get_mut(from as usize / PIECE);
        if let Some(entry) = piece.and_then(|piece| piece.get_mut(from as usize % PIECE)) {
            entry.next = to;
        }
    }
}

impl Entry {
    fn indexed(self) -> Indexed {
        let interface = u16::try_from(self.offset_and_interface >> 48).unwrap_or(0);
        let offset = self.offset_and_interface & ((1 << 48) - 1);
        let Entry { at, captured, original, number, .. } = self;
        Indexed { at, place: Place { number, offset, captured, original, interface } }
    }
}
