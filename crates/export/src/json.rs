//! Plain data as JSON, in lines and with a line's end; a run in pieces, too.

use std::io::Write;

use capture::report::{EventReport, Report, SegmentReport};
use serde::Serialize;
use sim::Timeline;

/// `report` as JSON.
///
/// # Errors
/// If it cannot be said in JSON.
pub fn json(report: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = serde_json::to_vec_pretty(report)?;
    out.push(b'\n');
    Ok(out)
}

/// Writes what [`json`] gives, as it is made: no more of it is held than the report itself holds.
///
/// # Errors
/// If it cannot be said in JSON or cannot be written.
pub fn write_json(report: &impl Serialize, to: &mut impl Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *to, report)?;
    to.write_all(b"\n")
}

/// An empty list, as it stands in a report that has two of them and nothing else that is empty.
const EMPTY: &str = "[]";

/// [`Report::of`] a run as JSON, of which so much is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pieces {
    segments: usize,
    events: usize,
    is_ended: bool,
}

impl Pieces {
    /// The next segments or events, at most `most` of them, with what stands around them; None after the end.
    pub(crate) fn next(&mut self, timeline: &Timeline, most: usize) -> Result<Option<Vec<u8>>, serde_json::Error> {
        if self.is_ended {
            return Ok(None);
        }
        let frame = serde_json::to_string_pretty(&Report::frame(timeline))?;
        let mut around = frame.splitn(3, EMPTY);
        let [before, between, after] = [around.next(), around.next(), around.next()].map(Option::unwrap_or_default);
        let (sent, entries) = (&timeline.transmissions, &timeline.entries);
        let mut out = String::new();
        if self.segments == 0 && self.events == 0 {
            out.push_str(before);
            if sent.is_empty() {
                out.push_str(EMPTY);
            }
        }
        let end = self.segments.saturating_add(most).min(sent.len());
        let more = end - self.segments;
        for of in &sent[self.segments..end] {
            item(&mut out, self.segments, sent.len(), &SegmentReport::of(of))?;
            self.segments += 1;
        }
        if self.segments < sent.len() || (more > 0 && more == most) {
            return Ok(Some(out.into_bytes()));
        }
        if self.events == 0 {
            out.push_str(between);
            if entries.is_empty() {
                out.push_str(EMPTY);
            }
        }
        let end = self.events.saturating_add(most - more).min(entries.len());
        for entry in &entries[self.events..end] {
            item(&mut out, self.events, entries.len(), &EventReport::of(entry))?;
            self.events += 1;
        }
        if self.events == entries.len() {
            out.push_str(after);
            out.push('\n');
            self.is_ended = true;
        }
        Ok(Some(out.into_bytes()))
    }

    /// How many segments and events are written, and how many there are.
    pub(crate) fn progress(&self, timeline: &Timeline) -> (usize, usize) {
        (self.segments + self.events, timeline.transmissions.len() + timeline.entries.len())
    }
}

/// One of `of` things in a list, deeper by two steps than it would stand by itself. No text in JSON has a line's end in it.
fn item(out: &mut String, at: usize, of: usize, item: &impl Serialize) -> Result<(), serde_json::Error> {
    out.push_str(if at == 0 { "[\n    " } else { ",\n    " });
    out.push_str(&serde_json::to_string_pretty(item)?.replace('\n', "\n    "));
    if at + 1 == of {
        out.push_str("\n  ]");
    }
    Ok(())
}
