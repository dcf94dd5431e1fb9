//! Every segment of a case, in order: what assertions look at, and what a case that failed prints.

use std::fmt;

use tcp::{Cause, Instant};
use wire::{Segment, TcpOption};

use crate::path::Fate;

/// How many of the first and of the last segments a printed trace has.
const SHOWN: usize = 60;

/// The segments of one case.
#[derive(Default)]
pub(crate) struct Trace {
    entries: Vec<Entry>,
}

/// One segment on its way.
pub(crate) struct Entry {
    at: Instant,
    pub(crate) sender: Sender,
    pub(crate) segment: Segment,
    fate: Fate,
}

/// Who sent a segment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sender {
    /// Our endpoint, for this reason.
    Us(Cause),
    /// The kernel.
    Kernel,
}

impl Trace {
    pub(crate) fn note(&mut self, at: Instant, sender: Sender, segment: Segment, fate: Fate) {
        self.entries.push(Entry { at, sender, segment, fate });
    }

    /// What the kernel sent.
    pub(crate) fn kernels(&self) -> impl Iterator<Item = &Segment> {
        self.entries.iter().filter(|entry| entry.sender == Sender::Kernel).map(|entry| &entry.segment)
    }

    /// What we sent.
    pub(crate) fn ours(&self) -> impl Iterator<Item = &Segment> {
        self.entries.iter().filter(|entry| entry.sender != Sender::Kernel).map(|entry| &entry.segment)
    }

    /// How many there were.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// How many met this fate.
    pub(crate) fn count(&self, fate: Fate) -> usize {
        self.entries.iter().filter(|entry| entry.fate == fate).count()
    }

    /// How many segments we sent with text in them into a window that the kernel had closed.
    pub(crate) fn our_probes(&self) -> usize {
        let mut window = u16::MAX;
        let mut probes = 0;
        for entry in &self.entries {
            match entry.sender {
                Sender::Kernel => window = entry.segment.window,
                Sender::Us(_) => probes += usize::from(window == 0 && !entry.segment.text.is_empty()),
            }
        }
        probes
    }

    /// How many segments the kernel has sent since we closed our window.
    pub(crate) fn kernels_probes(&self) -> usize {
        let closed = |entry: &Entry| entry.sender != Sender::Kernel && entry.segment.window == 0;
        let since = self.entries.iter().skip_while(|entry| !closed(entry));
        since.filter(|entry| entry.sender == Sender::Kernel).count()
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let len = self.entries.len();
        for (index, entry) in self.entries.iter().enumerate() {
            if index < SHOWN || index + SHOWN >= len {
                writeln!(f, "{entry}")?;
            } else if index == SHOWN {
                writeln!(f, "      .. {} more ..", len - 2 * SHOWN)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Segment { seq, ack, flags, window, text, options, .. } = &self.segment;
        let sender = if self.sender == Sender::Kernel { "kernel" } else { "us" };
        write!(f, "{:>10.3} ms  {sender:<6} {flags:<11}", self.at.as_millis())?;
        if self.fate != Fate::Arrived {
            write!(f, " {:?}", self.fate)?;
        }
        write!(f, " seq={} ack={} wnd={window} len={}", seq.0, ack.0, text.len())?;
        for option in options.iter().filter(|option| !matches!(option, TcpOption::Nop | TcpOption::End)) {
            write!(f, " {option:?}")?;
        }
        if let Sender::Us(cause) = self.sender {
            write!(f, "  ({cause:?})")?;
        }
        Ok(())
    }
}
