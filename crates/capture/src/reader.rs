//! Reads a capture file from pieces of whatever size: pieces in, packets out, and no more kept than one block.

use crate::pcap::Pcap;
use crate::pcapng::PcapNg;
use crate::{LinkType, Place, Reason, Stop};

/// Octets that one block or packet may have at the most. It bounds what the reader keeps; tcpdump's limit is 256 KiB.
pub(crate) const MOST: u32 = 16 << 20;
/// Interfaces that a file may describe at the most.
const MOST_INTERFACES: usize = u16::MAX as usize;
/// Where a file may lie at the most: the index counts offsets in 48 bits.
const LAST_OFFSET: u64 = (1 << 48) - 1;

/// One packet as the file has it.
#[derive(Clone, Copy, Debug)]
pub struct Packet<'a> {
    /// When it was captured: nanoseconds since 1970-01-01 00:00 UTC. A packet without a time, or with one that cannot be
    /// counted so, has that of the one before.
    pub at: u64,
    /// Whether the file gives its time, and not one before 1970 or beyond 2554.
    pub is_timed: bool,
    /// The link type of its interface.
    pub link: LinkType,
    /// Where it lies.
    pub place: Place,
    /// What was captured of it.
    pub octets: &'a [u8],
}

/// An interface that a file describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// Its link type.
    pub link: LinkType,
    /// Its name, if the file gives one.
    pub name: Option<String>,
}

/// A reader of one file.
#[derive(Debug, Default)]
pub struct Reader {
    format: Format,
    /// What is shared by the formats.
    state: State,
    /// The beginning of a block whose rest has not come yet.
    held: Vec<u8>,
    /// Octets to pass over, which may be in pieces that have not come yet.
    skip: u64,
    /// Where the block begins that is passed over, and how long it is.
    passing: (u64, u64),
    stop: Option<Stop>,
    is_finished: bool,
}

/// Where in the file the reader is, and what the file has described so far.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// The offset of the next block.
    pub(crate) offset: u64,
    /// Packets so far.
    pub(crate) packets: u32,
    /// The time of the packet before.
    pub(crate) at: u64,
    pub(crate) interfaces: Vec<Interface>,
}

#[derive(Debug, Default)]
enum Format {
    /// Nothing has been read.
    #[default]
    Unknown,
    Pcap(Pcap),
    PcapNg(PcapNg),
}

/// What is to be done with the octets at hand.
pub(crate) enum Step {
    /// So many are needed, counted from the first.
    Need(usize),
    /// So many are done with, and there is at least one.
    Done(usize),
    /// So many are to be passed over, whether they are at hand or not.
    Skip(u64),
}

impl Reader {
    /// A reader at the beginning of a file.
    #[must_use]
    pub fn new() -> Reader {
        Reader::default()
    }

    /// Reads on in `octets`, the next piece of the file, and gives each packet that is whole to `take`.
    ///
    /// # Errors
    /// Where and why the file cannot be read any further; from then on nothing is.
    pub fn push(&mut self, mut octets: &[u8], mut take: impl FnMut(Packet<'_>)) -> Result<(), Stop> {
        if let Some(stop) = self.stop {
            return Err(stop);
        }
        self.push_pieces(&mut octets, &mut take).map_err(|why| *self.stop.insert(Stop { at: self.state.offset, why }))
    }

    fn push_pieces(&mut self, octets: &mut &[u8], take: &mut impl FnMut(Packet<'_>)) -> Result<(), Reason> {
        loop {
            let passed = usize::try_from(self.skip).unwrap_or(usize::MAX).min(octets.len());
            self.skip -= passed as u64;
            self.state.offset += passed as u64;
            *octets = &octets[passed..];
            if self.skip > 0 || octets.is_empty() && self.held.is_empty() {
                return Ok(());
            }
            // What came in one piece is read where it is; only what two pieces share is copied.
            let held = std::mem::take(&mut self.held);
            let at_hand = if held.is_empty() { *octets } else { &held };
            let step = self.format.step(&mut self.state, at_hand, take)?;
            match step {
                Step::Need(needed) => {
                    let missing = needed.saturating_sub(held.len()).min(octets.len());
                    self.held = held;
                    self.held.extend_from_slice(&octets[..missing]);
                    *octets = &octets[missing..];
                    if self.held.len() < needed {
                        return Ok(());
                    }
                }
                // No more is held than one block needs, so all of it is done with.
                Step::Done(done) => self.pass(done as u64, &held, octets),
                Step::Skip(skip) => self.pass(skip, &held, octets),
            }
            if self.state.offset > LAST_OFFSET {
                return Err(Reason::TooLarge);
            }
        }
    }

    /// Passes over so many octets, of which the first may be held, the next are those of the piece and the rest come later.
    fn pass(&mut self, len: u64, held: &[u8], octets: &mut &[u8]) {
        self.passing = (self.state.offset, len);
        if held.is_empty() {
            let passed = usize::try_from(len).unwrap_or(usize::MAX).min(octets.len());
            *octets = &octets[passed..];
            self.state.offset += passed as u64;
            self.skip = len - passed as u64;
        } else {
            self.state.offset += held.len() as u64;
            self.skip = len.saturating_sub(held.len() as u64);
        }
    }

    /// Says that no piece follows.
    ///
    /// # Errors
    /// Where and why the file could not be read to its end, if it could not.
    pub fn finish(&mut self) -> Result<(), Stop> {
        if !self.is_finished {
            self.is_finished = true;
            let (at, held) = (self.state.offset, self.held.len() as u64);
            let (passing, needed) = self.passing;
            self.stop = match self.stop {
                Some(stop) => Some(stop),
                None if at == 0 && held == 0 => Some(Stop { at, why: Reason::Empty }),
                None if self.skip > 0 => Some(Stop { at: passing, why: Reason::Cut { needed, found: at - passing } }),
                None if held > 0 => Some(Stop { at, why: Reason::Cut { needed: self.needed() as u64, found: held } }),
                None => None,
            };
        }
        self.stop.map_or(Ok(()), Err)
    }

    /// How many octets the block that is held has, as far as that can be told.
    fn needed(&mut self) -> usize {
        match self.format.step(&mut self.state, &self.held, &mut |_| ()) {
            Ok(Step::Need(needed)) => needed,
            Ok(Step::Done(_) | Step::Skip(_)) | Err(_) => self.held.len(),
        }
    }

    /// The interfaces that the file has described so far, in order.
    #[must_use]
    pub fn interfaces(&self) -> &[Interface] {
        &self.state.interfaces
    }

    /// How many octets of the file have been read.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.state.offset + self.held.len() as u64
    }

    /// How many octets of the file the blocks have that were read whole, or passed over.
    #[must_use]
    pub fn whole(&self) -> u64 {
        self.state.offset
    }

    /// How many packets there were.
    #[must_use]
    pub fn packets(&self) -> u32 {
        self.state.packets
    }
}

impl Format {
    fn step(&mut self, state: &mut State, octets: &[u8], take: &mut impl FnMut(Packet<'_>)) -> Result<Step, Reason> {
        match self {
            Format::Unknown => {
                let Some(magic) = octets.first_chunk() else { return Ok(Step::Need(4)) };
                if PcapNg::is_magic(*magic) {
                    *self = Format::PcapNg(PcapNg::default());
                    return self.step(state, octets, take);
                }
                let Some((pcap, step)) = Pcap::read_header(*magic, octets, state)? else {
                    return Ok(Step::Need(crate::pcap::HEADER));
                };
                *self = Format::Pcap(pcap);
                Ok(step)
            }
            Format::Pcap(pcap) => pcap.step(state, octets, take),
            Format::PcapNg(pcapng) => pcapng.step(state, octets, take),
        }
    }
}

impl State {
    /// Notes that the file describes `interface`, and gives its number.
    pub(crate) fn describe(&mut self, interface: Interface) -> Result<u16, Reason> {
        if self.interfaces.len() >= MOST_INTERFACES {
            return Err(Reason::TooManyInterfaces);
        }
        let number = u16::try_from(self.interfaces.len()).map_err(|_| Reason::TooManyInterfaces)?;
        self.interfaces.push(interface);
        Ok(number)
    }

    /// The next packet, whose octets lie `ahead` octets behind the beginning of its block.
    pub(crate) fn packet<'a>(
        &mut self,
        (ahead, octets): (usize, &'a [u8]),
        original: u32,
        interface: u16,
        at: Option<u64>,
    ) -> Result<Packet<'a>, Reason> {
        self.packets = self.packets.checked_add(1).ok_or(Reason::TooLarge)?;
        self.at = at.unwrap_or(self.at);
        let captured = u32::try_from(octets.len()).map_err(|_| Reason::TooLarge)?;
        let offset = self.offset + ahead as u64;
        // A file may say that more was captured than was there; then what was captured was.
        let original = original.max(captured);
        let place = Place { number: self.packets, offset, captured, original, interface };
        let link = self.interfaces[usize::from(interface)].link;
        Ok(Packet { at: self.at, is_timed: at.is_some(), link, place, octets })
    }
}
