//! A captured conversation as a timeline of the same kind as a run's, so that whatever shows a run shows it.
//!
//! [`replay`] reads one conversation of a capture and gives a [`Captured`]: the [`Timeline`], in which A is the
//! client's side, and beside it what no run has: what the observer says of each segment, the octets that were captured, and
//! how well each variable is known.
//!
//! # What is seen, and what is reckoned
//!
//! - **Times.** Somebody saw each segment at one place. How far that lies from each end is half of the shortest time in which
//!   that end was seen to acknowledge something (`distance`). So a segment left its sender that much before it was seen, and
//!   arrives that much after. At the place of capture all times are as they were captured, to the nanosecond.
//! - **Fates.** A segment is lost, likely, if its first number was sent again and nothing shows that it had arrived (`fate`).
//!   What takes no number, such as a bare ACK, is never known to be lost. What was lost before it could be captured is not
//!   there at all.
//! - **States and variables.** Each host has an observer of its own, which gets the segments in the order in which that host
//!   had them, and none that was lost on its way to it. [`Captured::view`] says how well each variable is known; the snapshots
//!   of the timeline have those values, and nothing where a value was not seen.
//! - **Programs, timers, buffers and congestion windows** cannot be seen from outside, and are empty.
//! - **Text** that was not captured whole is zeros, and at most 1 MiB of them; [`Captured::frames`] has what there is.
//! - **Addresses.** A host of the timeline has an IPv4 address. For IPv6 it is the unspecified one, 0.0.0.0, and
//!   [`Captured::opened`] has the ends as they are.

mod assemble;
mod distance;
mod fate;
mod known;

use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use capture::{Capture, Conversation, Header, LinkType, OpenError, Opened};
use observer::{EndView, Vantage, Verdict};
use sim::{Side, Timeline};

/// A captured conversation as a timeline, and what is known of it beside that.
#[derive(Clone, Debug)]
pub struct Captured {
    /// What happened, as far as it was seen or can be reckoned. Its time begins when the first segment left its sender.
    pub timeline: Rc<Timeline>,
    /// The conversation as it lies in the file: its segments in the order in which they were captured.
    pub opened: Opened,
    /// What the observer says of each of those segments, for whoever stands where they were captured.
    pub verdicts: Vec<Verdict>,
    /// The octets of each of those packets, as far as they were captured.
    pub frames: Vec<Bytes>,
    /// Which of those segments each transmission of the timeline is.
    pub packets: Vec<usize>,
    /// Which transmission of the timeline each of those segments is.
    pub transmissions: Vec<usize>,
    /// The link layer of each interface of the file.
    pub(crate) links: Vec<LinkType>,
    /// How well the values of each of the timeline's snapshots are known.
    pub(crate) views: Vec<EndView>,
}

/// A packet of a conversation as it was captured.
#[derive(Clone, Copy, Debug)]
pub struct Packet<'a> {
    /// What its octets begin with.
    pub link: LinkType,
    /// Its octets, as far as they were captured.
    pub octets: &'a [u8],
    /// What was read of them.
    pub header: &'a Header,
    /// What it tells of both ends.
    pub verdict: &'a Verdict,
}

impl Captured {
    /// What is known of the host on `side` after the first `step` entries of the timeline, and how well.
    #[must_use]
    pub fn view(&self, step: usize, side: Side) -> &EndView {
        let snapshot = match step.min(self.timeline.entries.len()).checked_sub(1) {
            Some(last) => self.timeline.entries[last].snapshots[side as usize],
            None => side as u32,
        };
        &self.views[snapshot as usize]
    }

    /// The packet that a transmission of the timeline is.
    #[must_use]
    pub fn packet(&self, transmission: usize) -> Option<Packet<'_>> {
        let packet = *self.packets.get(transmission)?;
        let header = &self.opened.segments[packet].header;
        let link = *self.links.get(usize::from(header.place.interface))?;
        Some(Packet { link, octets: &self.frames[packet], header, verdict: &self.verdicts[packet] })
    }
}

/// What of a capture is to be replayed.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The conversation, from 0.
    pub number: usize,
    /// Where the capture was made.
    pub vantage: Vantage,
    /// How many of its segments at the most. They take some kilobytes each.
    pub most: usize,
}

/// The conversation `number`, from 0, of a capture, which was made at `vantage`. `fetch` reads octets of the file, as for
/// [`Capture::open`].
///
/// # Errors
/// There is none of that number, or its octets cannot be read again.
pub fn replay<E>(
    capture: &Capture,
    number: usize,
    vantage: Vantage,
    fetch: impl FnMut(u64, &mut [u8]) -> Result<(), E>,
) -> Result<Captured, OpenError<E>> {
    let wanted = Wanted { number, vantage, most: usize::MAX };
    let replayed = std::pin::pin!(replay_in_turns(capture, wanted, fetch, async || Ok(())));
    match replayed.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(replayed) => replayed,
        Poll::Pending => unreachable!("a turn that is over at once keeps nobody waiting"),
    }
}

/// Steps of a long piece of work between two turns.
const STEPS: usize = 200;

/// The same for a page that must not stand still meanwhile: `turn` is awaited every few hundred segments, and ends it all
/// where it fails.
///
/// # Errors
/// As of [`replay`], and what `turn` failed with as an error of fetching.
pub async fn replay_in_turns<E>(
    capture: &Capture,
    wanted: Wanted,
    mut fetch: impl FnMut(u64, &mut [u8]) -> Result<(), E>,
    mut turn: impl AsyncFnMut() -> Result<(), E>,
) -> Result<Captured, OpenError<E>> {
    let conversation = capture.conversation(wanted.number).ok_or(OpenError::NoSuch)?;
    let (opened, frames) = read(capture, conversation, wanted, &mut fetch, &mut turn).await?;
    let links = capture.reader().interfaces().iter().map(|interface| interface.link).collect();
    assemble::assemble(opened, frames, links, wanted.vantage, &mut turn).await.map_err(OpenError::Fetch)
}

/// The segments of a conversation, and the octets of each.
async fn read<E>(
    capture: &Capture,
    conversation: Conversation,
    wanted: Wanted,
    fetch: &mut impl FnMut(u64, &mut [u8]) -> Result<(), E>,
    turn: &mut impl AsyncFnMut() -> Result<(), E>,
) -> Result<(Opened, Vec<Bytes>), OpenError<E>> {
    let (mut segments, mut frames) = (Vec::new(), Vec::new());
    for packet in capture.packets(wanted.number).take(wanted.most) {
        if segments.len().is_multiple_of(STEPS) {
            turn().await.map_err(OpenError::Fetch)?;
        }
        let mut octets = vec![0; packet.place.captured as usize];
        fetch(packet.place.offset, &mut octets).map_err(OpenError::Fetch)?;
        let changed = || OpenError::Changed { offset: packet.place.offset };
        segments.push(capture.observed(&conversation, packet, &octets).ok_or_else(changed)?);
        frames.push(Bytes::from(octets));
    }
    Ok((Opened { conversation, segments }, frames))
}
