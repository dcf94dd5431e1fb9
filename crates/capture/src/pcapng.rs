//! The blocks of a pcapng file (draft-ietf-opsawg-pcapng): sections, each with a byte order and interfaces of its own.

use crate::order::Order;
use crate::reader::{MOST, State, Step};
use crate::{Interface, LinkType, Packet, Reason};

/// A section header, which reads the same in both byte orders.
const SECTION: u32 = 0x0a0d_0d0a;
/// An interface description.
const INTERFACE: u32 = 1;
/// A packet as the first drafts had it.
const OLD_PACKET: u32 = 2;
/// A packet without a time.
const SIMPLE_PACKET: u32 = 3;
/// A packet.
const ENHANCED_PACKET: u32 = 6;

/// What a section's header says of the order of its octets.
const BYTE_ORDER: u32 = 0x1a2b_3c4d;
/// The only major version there is.
const MAJOR: u16 = 1;
/// Octets of a block besides its body: type, length, and length again.
const AROUND: u32 = 12;
/// Octets of a name that are kept.
const LONGEST_NAME: usize = 256;

/// The options of an interface that matter here.
const NAME: u16 = 2;
const RESOLUTION: u16 = 9;
const OFFSET: u16 = 14;

/// A section that is being read.
#[derive(Debug, Default)]
pub(crate) struct PcapNg {
    order: Order,
    /// The section's interfaces.
    interfaces: Vec<Described>,
}

/// How an interface's packets are to be read.
#[derive(Debug)]
struct Described {
    /// Its number in the whole file.
    number: u16,
    /// Octets that it captures of a packet at the most.
    most: u32,
    resolution: Resolution,
    /// Nanoseconds to be added to each time.
    offset: i128,
}

/// How long a unit of time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Resolution {
    /// So many nanoseconds.
    Nanoseconds(u64),
    /// So many of them are a nanosecond.
    Part(u128),
    /// So many halvings of a second.
    Halvings(u32),
}

impl PcapNg {
    /// Whether a file that begins so has this format.
    pub(crate) fn is_magic(magic: [u8; 4]) -> bool {
        u32::from_le_bytes(magic) == SECTION
    }

    pub(crate) fn step(
        &mut self,
        state: &mut State,
        octets: &[u8],
        take: &mut impl FnMut(Packet<'_>),
    ) -> Result<Step, Reason> {
        let Some(start) = octets.first_chunk::<12>() else { return Ok(Step::Need(12)) };
        let [kind, len, third] = [0, 4, 8].map(|at| [start[at], start[at + 1], start[at + 2], start[at + 3]]);
        // A section's length is in its own order, which its third word tells.
        let order = if Self::is_magic(kind) { order(third)? } else { self.order };
        let (kind, len) = (order.word(kind), order.word(len));
        let least = match kind {
            SECTION => 28,
            INTERFACE => 20,
            SIMPLE_PACKET => 16,
            OLD_PACKET | ENHANCED_PACKET => 32,
            _ => AROUND,
        };
        if len < least || len % 4 != 0 {
            return Err(Reason::BlockLength { len });
        }
        if !matches!(kind, SECTION | INTERFACE | SIMPLE_PACKET | OLD_PACKET | ENHANCED_PACKET) {
            return Ok(Step::Skip(len.into()));
        }
        if len > MOST {
            return Err(Reason::TooLong { len, most: MOST });
        }
        let Some(block) = octets.get(..len as usize) else { return Ok(Step::Need(len as usize)) };
        let (body, end) = block[8..].split_at(block.len() - 12);
        let last = order.word([end[0], end[1], end[2], end[3]]);
        if last != len {
            return Err(Reason::BlockEnd { first: len, last });
        }
        match kind {
            SECTION => self.section(order, body)?,
            INTERFACE => self.interface(state, body)?,
            _ => take(self.packet(state, kind, body)?),
        }
        Ok(Step::Done(block.len()))
    }

    fn section(&mut self, order: Order, body: &[u8]) -> Result<(), Reason> {
        let (major, minor) = (order.half([body[4], body[5]]), order.half([body[6], body[7]]));
        if major != MAJOR {
            return Err(Reason::Version { major, minor });
        }
        *self = PcapNg { order, interfaces: Vec::new() };
        Ok(())
    }

    fn interface(&mut self, state: &mut State, body: &[u8]) -> Result<(), Reason> {
        let link = LinkType(self.order.half([body[0], body[1]]));
        let most = self.order.word([body[4], body[5], body[6], body[7]]);
        let mut name = None;
        let mut resolution = Resolution::Nanoseconds(1000);
        let mut offset = 0;
        for (code, value) in options(self.order, &body[8..]) {
            match (code, value) {
                (NAME, value) => {
                    let value = &value[..value.len().min(LONGEST_NAME)];
                    name.get_or_insert_with(|| String::from_utf8_lossy(value).into_owned());
                }
                (RESOLUTION, [exponent, ..]) => resolution = Resolution::new(*exponent),
                (OFFSET, value) => {
                    let seconds = value.first_chunk().map_or(0, |value| self.order.signed(*value));
                    offset = i128::from(seconds) * 1_000_000_000;
                }
                _ => {}
            }
        }
        let number = state.describe(Interface { link, name })?;
        self.interfaces.push(Described { number, most, resolution, offset });
        Ok(())
    }

    /// The packet in the body of a block of one of the three kinds.
    fn packet<'a>(&self, state: &mut State, kind: u32, body: &'a [u8]) -> Result<Packet<'a>, Reason> {
        let words = |at: usize| self.order.words::<4>(&body[at..]).unwrap_or_default();
        let (interface, time, len, original, start) = match kind {
            SIMPLE_PACKET => {
                let original = self.order.word([body[0], body[1], body[2], body[3]]);
                (0, None, original, original, 4)
            }
            OLD_PACKET => {
                let [high, low, len, original] = words(4);
                // Its other half counts packets that were dropped.
                (self.order.half([body[0], body[1]]).into(), Some((high, low)), len, original, 20)
            }
            _ => {
                let [high, low, len, original] = words(4);
                (self.order.word([body[0], body[1], body[2], body[3]]), Some((high, low)), len, original, 20)
            }
        };
        let described = usize::try_from(interface)
            .ok()
            .and_then(|at| self.interfaces.get(at))
            .ok_or(Reason::NoInterface { interface })?;
        let data = &body[start..];
        let room = u32::try_from(data.len()).unwrap_or(u32::MAX);
        let len = match kind {
            // It has no length of what was captured: the interface's limit is in its place.
            SIMPLE_PACKET if described.most > 0 => len.min(described.most).min(room),
            SIMPLE_PACKET => len.min(room),
            _ => len,
        };
        let octets = data.get(..len as usize).ok_or(Reason::PacketLength { len, room })?;
        let at = time.and_then(|(high, low)| described.time(u64::from(high) << 32 | u64::from(low)));
        // The block's body lies behind its type and its length.
        state.packet((8 + start, octets), original, described.number, at)
    }
}

impl Described {
    /// The nanoseconds since 1970 of a time in units of its own. Nothing for what is before that or beyond year 2554.
    fn time(&self, units: u64) -> Option<u64> {
        let nanoseconds = match self.resolution {
            Resolution::Nanoseconds(many) => u128::from(units) * u128::from(many),
            Resolution::Part(many) => u128::from(units) / many,
            Resolution::Halvings(many) => (u128::from(units) * 1_000_000_000).checked_shr(many).unwrap_or(0),
        };
        let at = i128::try_from(nanoseconds).unwrap_or(i128::MAX).saturating_add(self.offset);
        u64::try_from(at).ok()
    }
}

impl Resolution {
    /// What the option's octet says: with its highest bit set a power of two, otherwise one of ten.
    fn new(exponent: u8) -> Resolution {
        let power = u32::from(exponent & 0x7f);
        match (exponent & 0x80, power) {
            (0, 0..=9) => Resolution::Nanoseconds(10_u64.pow(9 - power)),
            (0, _) => Resolution::Part(10_u128.checked_pow(power - 9).unwrap_or(u128::MAX)),
            _ => Resolution::Halvings(power),
        }
    }
}

/// The byte order that a section header tells.
fn order(magic: [u8; 4]) -> Result<Order, Reason> {
    let is_told = |order: &Order| order.word(magic) == BYTE_ORDER;
    [Order::Little, Order::Big].into_iter().find(is_told).ok_or(Reason::ByteOrder { magic })
}

/// The options in `octets` up to the end or to the first that is not whole: none of them is needed to read a packet.
fn options(order: Order, octets: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = octets;
    std::iter::from_fn(move || {
        let start = rest.first_chunk::<4>()?;
        let (code, len) = (order.half([start[0], start[1]]), usize::from(order.half([start[2], start[3]])));
        let value = rest.get(4..4 + len)?;
        rest = rest.get(4 + len.next_multiple_of(4)..).unwrap_or_default();
        (code != 0).then_some((code, value))
    })
}
