//! A run as a file: a text trace, JSON, or a capture with each packet's rule as its comment.
//!
//! The command line and the page write the same octets, since both write them here. A [`Writing`] goes on in pieces of a
//! size that whoever asks for them chooses, so that a page with a long run does not stand still meanwhile.

mod json;

use std::fmt;

use capture::{Point, Recording};
use lessons::explain::Context;
use sim::Transmission;
use wire::EncodeError;

pub use json::{json, write_json};

/// What is written of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Every entry in a line, numbers relative to each side's ISS.
    Trace,
    /// [`capture::report::Report`].
    Json,
    /// A capture, as somebody at this point of the path would have made it.
    PcapNg(Point),
}

impl Format {
    /// The end of a file's name, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Format::Trace => "txt",
            Format::Json => "json",
            Format::PcapNg(_) => "pcapng",
        }
    }
}

/// Why a run cannot be written. No run is known that cannot.
#[derive(Debug)]
pub enum Error {
    /// It cannot be said in JSON.
    Json(serde_json::Error),
    /// No IPv4 packet can hold a segment.
    Segment(EncodeError),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Json(error) => error.fmt(formatter),
            Error::Segment(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for Error {}

/// The run of `context` as a file, whole.
///
/// # Errors
/// If it cannot be written; see [`Error`].
pub fn whole(format: Format, context: &Context<'_>) -> Result<Vec<u8>, Error> {
    let mut writing = Writing::new(format, context);
    let mut octets = Vec::new();
    while let Some(piece) = writing.piece(context, usize::MAX)? {
        octets.extend(piece);
    }
    Ok(octets)
}

/// A file that is being written.
#[derive(Clone, Debug)]
pub struct Writing(Kind);

#[derive(Clone, Debug)]
enum Kind {
    /// How many entries are written.
    Trace(usize),
    Json(json::Pieces),
    PcapNg {
        recording: Recording,
        /// Whether anything of it was taken: a capture may be without a packet, but not without its first blocks.
        is_begun: bool,
    },
}

impl Writing {
    /// A file of which nothing is written yet.
    #[must_use]
    pub fn new(format: Format, context: &Context<'_>) -> Writing {
        Writing(match format {
            Format::Trace => Kind::Trace(0),
            Format::Json => Kind::Json(json::Pieces::default()),
            Format::PcapNg(point) => {
                Kind::PcapNg { recording: Recording::new(context.timeline, point), is_begun: false }
            }
        })
    }

    /// The octets of the next entries, segments or packets, at most `most` of them; None once everything is written. The
    /// run has to be the one that it was begun with.
    ///
    /// # Errors
    /// If something cannot be written; see [`Error`].
    pub fn piece(&mut self, context: &Context<'_>, most: usize) -> Result<Option<Vec<u8>>, Error> {
        let timeline = context.timeline;
        match &mut self.0 {
            Kind::Trace(written) => {
                let end = written.saturating_add(most).min(timeline.entries.len());
                let lines = timeline.trace_of(*written..end);
                *written = end;
                Ok((!lines.is_empty()).then(|| lines.into_bytes()))
            }
            Kind::Json(pieces) => pieces.next(timeline, most).map_err(Error::Json),
            Kind::PcapNg { recording, is_begun } => {
                let (recorded, all) = recording.progress();
                if *is_begun && recorded == all {
                    return Ok(None);
                }
                *is_begun = true;
                let comment = |sent: &Transmission| Some(context.segment(sent).cause.said());
                recording.record(timeline, most, comment).map_err(Error::Segment)?;
                Ok(Some(recording.take()))
            }
        }
    }

    /// How much of everything is written, in percent.
    #[must_use]
    pub fn percent(&self, context: &Context<'_>) -> usize {
        let (written, all) = match &self.0 {
            Kind::Trace(written) => (*written, context.timeline.entries.len()),
            Kind::Json(pieces) => pieces.progress(context.timeline),
            Kind::PcapNg { recording, .. } => recording.progress(),
        };
        (written * 100).checked_div(all).unwrap_or(100)
    }
}
