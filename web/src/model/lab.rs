//! What a learner is about to do in the lab: filled in, but not done yet. What is done is an edit of the scenario.

use std::time::Duration;

use bytes::Bytes;
use sim::{Act, Call, Checksum, HeaderBits, Injection, SegmentRef, Side};
use tcp::Instant;
use wire::{Flags, Segment, Seq, TcpOption};

use super::Model;
use super::running::Then;

/// A part of the lab.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum LabTab {
    /// Socket calls of both sides.
    #[default]
    Calls,
    Path,
    /// The numbers and choices of both TCPs.
    Options,
    /// A segment made by hand.
    Segment,
}

impl LabTab {
    pub(crate) const ALL: [LabTab; 4] = [LabTab::Calls, LabTab::Path, LabTab::Options, LabTab::Segment];

    /// The name in links.
    pub(crate) fn name(self) -> &'static str {
        match self {
            LabTab::Calls => "calls",
            LabTab::Path => "path",
            LabTab::Options => "options",
            LabTab::Segment => "segment",
        }
    }
}

/// Everything that is filled in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Lab {
    pub(crate) tab: LabTab,
    /// How many milliseconds after the cursor's moment a call is made or a segment put on the path.
    pub(crate) wait_ms: u32,
    /// What each side would send and receive, client first.
    pub(crate) calls: [CallDraft; 2],
    /// Whether the server's options are shown, and not the client's.
    pub(crate) of_server: bool,
    /// The segment that is being made; until it is touched, one that would fit.
    pub(crate) segment: Option<SegmentDraft>,
    /// What was wrong with the last number that was filled in.
    pub(crate) problem: Option<Problem>,
}

/// The field for how long to wait, by its id in the page.
pub(crate) const WAIT: &str = "lab-wait";

/// What one side would send and receive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct CallDraft {
    pub(crate) text: String,
    /// Octets in all, where the text is not to decide: a shorter text is filled up.
    pub(crate) octets: Option<u32>,
    pub(crate) receive: u32,
}

impl CallDraft {
    /// Octets that it would send: those of the text, or some if there is none.
    pub(crate) fn octets(&self) -> u32 {
        let written = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.octets.unwrap_or(if written == 0 { 100 } else { written })
    }
}

impl Default for CallDraft {
    fn default() -> CallDraft {
        CallDraft { text: String::new(), octets: None, receive: 65_535 }
    }
}

/// A segment made by hand, before it is put on the path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SegmentDraft {
    pub(crate) from: Side,
    pub(crate) segment: Segment,
    pub(crate) checksum: Checksum,
    pub(crate) header: HeaderBits,
}

/// What is wrong with what was filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Problem {
    /// The field, by its id in the page.
    pub(crate) field: String,
    /// What was filled in, cut to a length that can be shown.
    pub(crate) value: String,
    pub(crate) least: u32,
    pub(crate) largest: u32,
}

/// A segment that somebody might want to try, by what makes it remarkable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sample {
    /// The next one that would fit.
    Fitting,
    /// A reset with exactly the number that is expected.
    ResetExact,
    /// A reset within the window, but not exactly there.
    ResetInWindow,
    /// A SYN in the middle of the connection.
    LateSyn,
    /// Text that has long been acknowledged.
    OldText,
    /// Text beyond a gap.
    TextBeyondGap,
    /// An acknowledgment of what was never sent.
    AckTooFar,
}

impl Sample {
    pub(crate) const ALL: [Sample; 7] = [
        Sample::Fitting,
        Sample::ResetExact,
        Sample::ResetInWindow,
        Sample::LateSyn,
        Sample::OldText,
        Sample::TextBeyondGap,
        Sample::AckTooFar,
    ];
}

impl SegmentDraft {
    /// The same as a part of a scenario.
    pub(crate) fn injection(self, at: Instant) -> Injection {
        Injection { at, from: self.from, segment: self.segment, checksum: self.checksum, header: self.header }
    }
}

impl Model {
    /// The segment that is being made.
    pub(crate) fn segment_draft(&self) -> SegmentDraft {
        self.lab.segment.clone().unwrap_or_else(|| self.sample(Side::Client, Sample::Fitting))
    }

    /// A segment in the name of `from` with numbers of this moment: those that its peer will expect when it arrives, if
    /// nothing else is lost.
    pub(crate) fn sample(&self, from: Side, sample: Sample) -> SegmentDraft {
        let frame = self.frame();
        let scenario = self.edits.scenario();
        let peer = &frame.host(from.peer()).tcp;
        let own = &frame.host(from).tcp;
        let own_iss = own.snd.map_or(scenario.host(from).iss, |snd| snd.iss);
        // What the peer will expect next of us once all that is under way has arrived, and what there is to acknowledge.
        let expected = own.snd.map(|snd| snd.nxt).or(peer.rcv.map(|rcv| rcv.nxt)).unwrap_or(own_iss);
        let sent_by_peer = peer.snd.map_or(Seq(0), |snd| snd.nxt);
        let acknowledged = own.rcv.map_or(sent_by_peer, |rcv| rcv.nxt);
        // Windows are told shifted once both SYNs have agreed on it (RFC 7323 section 2.3).
        let shift = own.options.window_scale.map_or(0, |scale| scale.rcv_shift);
        let segment = Segment {
            src_port: scenario.host(from).port,
            dst_port: scenario.host(from.peer()).port,
            seq: expected,
            ack: acknowledged,
            flags: if peer.rcv.is_some() { Flags::ACK } else { Flags::SYN },
            window: own.rcv.map_or(65_535, |rcv| u16::try_from(rcv.wnd >> shift).unwrap_or(u16::MAX)),
            options: self.timestamps_of(from).into_iter().collect(),
            ..Segment::default()
        };
        let text = Bytes::from_static(b"made by hand");
        let segment = match sample {
            Sample::Fitting => segment,
            Sample::ResetExact => Segment { flags: Flags::RST, ack: Seq(0), ..segment },
            Sample::ResetInWindow => Segment { flags: Flags::RST, ack: Seq(0), seq: expected + 100, ..segment },
            Sample::LateSyn => Segment { flags: Flags::SYN, ack: Seq(0), options: Vec::new(), ..segment },
            Sample::OldText => Segment {
                flags: Flags::ACK | Flags::PSH,
                seq: own_iss + 1,
                text: text.slice(..((expected - own_iss).saturating_sub(1) as usize).clamp(1, text.len())),
                ..segment
            },
            Sample::TextBeyondGap => Segment { flags: Flags::ACK | Flags::PSH, seq: expected + 50, text, ..segment },
            Sample::AckTooFar => Segment { ack: sent_by_peer + 1000, ..segment },
        };
        SegmentDraft { from, segment, checksum: Checksum::Right, header: HeaderBits::default() }
    }
}

impl Model {
    /// The timestamps that a segment of `from` carries now, if both agreed on them (RFC 7323 section 3.2): those that it
    /// sent last, with the peer's that it is to echo.
    fn timestamps_of(&self, from: Side) -> Option<TcpOption> {
        let echo = self.frame().host(from).tcp.options.ts_recent?;
        let sent = self.timeline.transmissions.partition_point(|sent| (sent.entry as usize) < self.cursor.step);
        let own = self.timeline.transmissions[..sent].iter().rev().filter(|sent| sent.id.from == from);
        let value = own.flat_map(|sent| &sent.segment.options).find_map(|option| match option {
            TcpOption::Timestamps { value, .. } => Some(*value),
            _ => None,
        })?;
        Some(TcpOption::Timestamps { value, echo })
    }
}

impl Model {
    /// When what is filled in would be done.
    pub(crate) fn moment_of_lab(&self) -> Instant {
        self.cursor.at + Duration::from_millis(self.lab.wait_ms.into())
    }

    /// Whether a wrong number stands in a field that counts for what is to be done: then it is not done with another one.
    fn is_spoilt(&self, prefix: &str) -> bool {
        let problem = self.lab.problem.as_ref();
        problem.is_some_and(|problem| problem.field == WAIT || problem.field.starts_with(prefix))
    }

    /// Makes a socket call, and shows what comes of it.
    pub(super) fn make_call(&mut self, side: Side, call: Call) {
        if self.is_spoilt("lab-") {
            return;
        }
        let mut scenario = (**self.edits.scenario()).clone();
        let act = scenario.acts.len();
        scenario.acts.push(Act { at: self.moment_of_lab(), side, call });
        self.edit(scenario, None, Then::Call(act));
    }

    /// Takes a segment that was made back. Those after it move up, and what happens to them on their way with them.
    pub(super) fn remove_injection(&mut self, index: usize) {
        let mut scenario = (**self.edits.scenario()).clone();
        if index >= scenario.injections.len() {
            return;
        }
        scenario.injections.remove(index);
        let removed = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        scenario.faults.retain(|fault| !(fault.segment.forged && fault.segment.nth == removed));
        let later = scenario.faults.iter_mut().map(|fault| &mut fault.segment);
        for segment in later.filter(|segment| segment.forged && segment.nth > removed) {
            segment.nth -= 1;
        }
        self.edit(scenario, None, Then::Stay);
    }

    /// Puts the segment that was made on the path, and shows it.
    pub(super) fn inject(&mut self) {
        if self.is_spoilt("made-") {
            return;
        }
        let draft = self.segment_draft();
        let from = draft.from;
        let mut scenario = (**self.edits.scenario()).clone();
        scenario.injections.push(draft.injection(self.moment_of_lab()));
        let nth = u32::try_from(scenario.injections.len()).unwrap_or(u32::MAX);
        self.edit(scenario, None, Then::Made(SegmentRef::forged(from, nth)));
    }
}
