//! The records of a pcap file (draft-ietf-opsawg-pcap): a header of 24 octets, then each packet behind one of 16.

use crate::order::Order;
use crate::reader::{MOST, State, Step};
use crate::{Interface, LinkType, Packet, Reason};

/// Octets of the file's header.
pub(crate) const HEADER: usize = 24;
/// Octets before each packet.
const RECORD: usize = 16;
/// The magic numbers of files that count microseconds and nanoseconds.
const MICROSECONDS: u32 = 0xa1b2_c3d4;
const NANOSECONDS: u32 = 0xa1b2_3c4d;
/// The only major version there is.
const MAJOR: u16 = 2;

/// How a pcap file is written.
#[derive(Debug)]
pub(crate) struct Pcap {
    order: Order,
    /// Nanoseconds of one unit of its fractions of a second.
    unit: u64,
    interface: u16,
}

impl Pcap {
    /// Reads the header that begins with `magic`. None if it is not all there.
    pub(crate) fn read_header(
        magic: [u8; 4],
        octets: &[u8],
        state: &mut State,
    ) -> Result<Option<(Pcap, Step)>, Reason> {
        let orders = [Order::Little, Order::Big].into_iter();
        let written = orders.into_iter().find_map(|order| match order.word(magic) {
            MICROSECONDS => Some((order, 1000)),
            NANOSECONDS => Some((order, 1)),
            _ => None,
        });
        let (order, unit) = written.ok_or(Reason::Foreign { magic })?;
        let Some(header) = octets.first_chunk::<HEADER>() else { return Ok(None) };
        let half = |at: usize| order.half([header[at], header[at + 1]]);
        let (major, minor) = (half(4), half(6));
        if major != MAJOR {
            return Err(Reason::Version { major, minor });
        }
        // The link type has the low 16 bits; the high ones may tell of an FCS, which lies behind what IP counts.
        let link = order.word([header[20], header[21], header[22], header[23]]) & 0xffff;
        let link = LinkType(u16::try_from(link).unwrap_or(u16::MAX));
        let interface = state.describe(Interface { link, name: None })?;
        Ok(Some((Pcap { order, unit, interface }, Step::Done(HEADER))))
    }

    pub(crate) fn step(
        &self,
        state: &mut State,
        octets: &[u8],
        take: &mut impl FnMut(Packet<'_>),
    ) -> Result<Step, Reason> {
        let Some([seconds, fraction, captured, original]) = self.order.words(octets) else {
            return Ok(Step::Need(RECORD));
        };
        if captured > MOST {
            return Err(Reason::TooLong { len: captured, most: MOST });
        }
        let end = RECORD + captured as usize;
        let Some(packet) = octets.get(RECORD..end) else { return Ok(Step::Need(end)) };
        let at = u64::from(seconds) * 1_000_000_000 + u64::from(fraction) * self.unit;
        take(state.packet((RECORD, packet), original, self.interface, Some(at))?);
        Ok(Step::Done(end))
    }
}
