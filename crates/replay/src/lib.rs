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

use bytes::Bytes;
use capture::{Capture, OpenError, Opened};
use observer::{EndView, Vantage, Verdict};
use sim::{Side, Timeline};

/// A captured conversation as a timeline, and what is known of it beside that.
#[derive(Clone, Debug)]
pub struct Captured {
    /// What happened, as far as it was seen or can be reckoned. Its time begins when the first segment left its sender.
    pub timeline: Timeline,
    /// The conversation as it lies in the file: its segments in the order in which they were captured.
    pub opened: Opened,
    /// What the observer says of each of those segments, for whoever stands where they were captured.
    pub verdicts: Vec<Verdict>,
    /// The octets of each of those packets, as far as they were captured.
    pub frames: Vec<Bytes>,
    /// Which of those segments each transmission of the timeline is.
    pub packets: Vec<usize>,
    /// How well the values of each of the timeline's snapshots are known.
    pub(crate) views: Vec<EndView>,
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
    mut fetch: impl FnMut(u64, &mut [u8]) -> Result<(), E>,
) -> Result<Captured, OpenError<E>> {
    let opened = capture.open(number, &mut fetch)?;
    let mut frames = Vec::with_capacity(opened.segments.len());
    for segment in &opened.segments {
        let place = segment.header.place;
        let mut octets = vec![0; place.captured as usize];
        fetch(place.offset, &mut octets).map_err(OpenError::Fetch)?;
        frames.push(Bytes::from(octets));
    }
    let links = capture.reader().interfaces().iter().map(|interface| interface.link).collect::<Vec<_>>();
    Ok(assemble::assemble(opened, frames, &links, vantage))
}
