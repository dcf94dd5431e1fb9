//! A run as text that a person can read and review: one line an entry, numbers relative to each side's ISS.

use std::fmt::{self, Write};
use std::ops::Range;

use wire::{Flags, Seq};

use crate::{Call, Checksum, Entry, Fate, Happening, Outcome, Scenario, Side, Timeline, Transmission};

impl Timeline {
    /// The run as text. Each segment is written as `FLAGS seq=first..end ack=n len=octets`, relative to the ISS of the
    /// side that counts.
    #[must_use]
    pub fn trace(&self) -> String {
        self.trace_of(0..self.entries.len())
    }

    /// The lines of some of the entries, for whoever must not be held up by all of them at once.
    ///
    /// # Panics
    /// If there are not that many entries.
    #[must_use]
    pub fn trace_of(&self, entries: Range<usize>) -> String {
        let mut out = String::new();
        for entry in &self.entries[entries] {
            // Writing to a String cannot fail.
            let _ = self.line(&mut out, entry);
        }
        out
    }

    fn line(&self, out: &mut String, entry: &Entry) -> fmt::Result {
        write!(out, "{:>12.3} {} ", entry.at.as_millis(), entry.side.name())?;
        let segment = |index: u32| self.transmissions.get(index as usize);
        match entry.happening {
            Happening::Called { line, blocks, error } => {
                write!(out, "calls {}{}", self.call(entry.side, line), if blocks { ", which blocks" } else { "" })?;
                if let Some(error) = error {
                    write!(out, ": {error:?}")?;
                }
            }
            Happening::Returned { line, outcome } => {
                write!(out, "{} returns ", self.call(entry.side, line))?;
                match outcome {
                    Outcome::Text { octets, .. } | Outcome::Handed { octets, .. } => write!(out, "{octets} octets")?,
                    Outcome::Failed(ending) => write!(out, "failure: {ending:?}")?,
                    other => write!(out, "{other:?}")?,
                }
            }
            Happening::Sent { transmission } => {
                if let Some(sent) = segment(transmission) {
                    out.push_str(if sent.id.forged { "is made to send " } else { "sends " });
                    describe(out, &self.scenario, sent)?;
                    if let Some(cause) = sent.cause() {
                        write!(out, " ({cause:?})")?;
                    }
                    if sent.checksum == Checksum::Wrong {
                        out.push_str(" with a wrong checksum");
                    }
                    if let Some(offset) = sent.header.data_offset {
                        write!(out, " with data offset {offset}")?;
                    }
                    for copy in &sent.copies {
                        match copy.fate {
                            Fate::Delivered => {}
                            Fate::Lost => out.push_str(", to be lost"),
                            Fate::QueueFull => out.push_str(", to find the queue full"),
                            Fate::Corrupted { .. } => out.push_str(", to be corrupted"),
                            Fate::Stopped(stop) => write!(out, ", to be stopped: {stop:?}")?,
                        }
                    }
                    if sent.copies.len() > 1 {
                        out.push_str(", to be duplicated");
                    }
                }
            }
            Happening::Arrived { transmission, .. } => {
                out.push_str("gets ");
                if let Some(sent) = segment(transmission) {
                    describe(out, &self.scenario, sent)?;
                }
            }
            Happening::Lost { transmission, .. } => {
                out.push_str("loses ");
                if let Some(sent) = segment(transmission) {
                    describe(out, &self.scenario, sent)?;
                }
            }
            Happening::Expired { timer } => write!(out, "{timer:?} timer expires")?,
            Happening::Acted { act, error, octets } => {
                let call = self.scenario.acts.get(act as usize).map(|act| &act.call);
                write!(out, "is made to call {}", call.map(shown).unwrap_or_default())?;
                if octets > 0 {
                    write!(out, ", which gives {octets} octets")?;
                }
                if let Some(error) = error {
                    write!(out, ": {error:?}")?;
                }
            }
            Happening::Befell { mishap } => {
                let what = self.scenario.mishaps.get(mishap as usize).map(|mishap| mishap.what);
                write!(out, "suffers {}", what.map(|what| format!("{what:?}").to_lowercase()).unwrap_or_default())?;
            }
        }
        for transition in entry.transitions() {
            write!(out, " | {} -> {}", transition.from, transition.to)?;
        }
        out.push('\n');
        Ok(())
    }

    fn call(&self, side: Side, line: u32) -> String {
        let call = self.scenario.host(side).program.get(line as usize);
        call.map(shown).unwrap_or_default()
    }
}

fn shown(call: &Call) -> String {
    let mut text = format!("{call:?}");
    // What a program sends stays as it is.
    let name = text.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(text.len());
    text[..name].make_ascii_lowercase();
    text
}

fn describe(out: &mut String, scenario: &Scenario, sent: &Transmission) -> fmt::Result {
    let segment = &sent.segment;
    let from = sent.id.from;
    let relative = |seq: Seq, side: Side| seq - scenario.host(side).iss;
    write!(out, "{} seq={}", segment.flags, relative(segment.seq, from))?;
    if !segment.is_empty() {
        write!(out, "..{}", relative(segment.end(), from))?;
    }
    if segment.has(Flags::ACK) {
        write!(out, " ack={}", relative(segment.ack, from.peer()))?;
    }
    write!(out, " len={} win={}", segment.text_len(), segment.window)?;
    match sent.stranger {
        Some(stranger) if sent.id.forged => write!(out, " from {stranger}"),
        Some(stranger) => write!(out, " to {stranger}"),
        None => Ok(()),
    }
}
