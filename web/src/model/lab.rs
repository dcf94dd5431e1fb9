//! What a learner is about to do in the lab: filled in, but not done yet. What is done is an edit of the scenario.

use std::time::Duration;

use bytes::Bytes;
use sim::{Act, Call, Checksum, Injection, SegmentRef, Side};
use tcp::Instant;
use wire::{Flags, Segment, Seq};

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

/// What one side would send and receive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct CallDraft {
    pub(crate) text: String,
    /// Octets in all: a shorter text is filled up.
    pub(crate) octets: u32,
    pub(crate) receive: u32,
}

impl Default for CallDraft {
    fn default() -> CallDraft {
        CallDraft { text: String::new(), octets: 100, receive: 65_535 }
    }
}

/// A segment made by hand, before it is put on the path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SegmentDraft {
    pub(crate) from: Side,
    pub(crate) segment: Segment,
    pub(crate) checksum: Checksum,
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
        Injection { at, from: self.from, segment: self.segment, checksum: self.checksum }
    }
}

impl Model {
    /// The segment that is being made.
    pub(crate) fn segment_draft(&self) -> SegmentDraft {
        self.lab.segment.clone().unwrap_or_else(|| self.sample(Side::Client, Sample::Fitting))
    }

    /// A segment in the name of `from` with numbers of this moment: those that its peer expects.
    pub(crate) fn sample(&self, from: Side, sample: Sample) -> SegmentDraft {
        let frame = self.frame();
        let scenario = self.edits.scenario();
        let peer = &frame.host(from.peer()).tcp;
        let own = &frame.host(from).tcp;
        let own_iss = own.snd.map_or(scenario.host(from).iss, |snd| snd.iss);
        // What the peer expects next of us, and what it would have us acknowledge.
        let expected = peer.rcv.map_or(own_iss, |rcv| rcv.nxt);
        let acknowledged = peer.snd.map_or(Seq(0), |snd| snd.nxt);
        let segment = Segment {
            src_port: scenario.host(from).port,
            dst_port: scenario.host(from.peer()).port,
            seq: expected,
            ack: acknowledged,
            flags: if peer.rcv.is_some() { Flags::ACK } else { Flags::SYN },
            window: own.rcv.map_or(65_535, |rcv| u16::try_from(rcv.wnd).unwrap_or(u16::MAX)),
            ..Segment::default()
        };
        let text = Bytes::from_static(b"made by hand");
        let segment = match sample {
            Sample::Fitting => segment,
            Sample::ResetExact => Segment { flags: Flags::RST, ack: Seq(0), ..segment },
            Sample::ResetInWindow => Segment { flags: Flags::RST, ack: Seq(0), seq: expected + 100, ..segment },
            Sample::LateSyn => Segment { flags: Flags::SYN, ack: Seq(0), ..segment },
            Sample::OldText => Segment {
                flags: Flags::ACK | Flags::PSH,
                seq: own_iss + 1,
                text: text.slice(..((expected - own_iss).saturating_sub(1) as usize).clamp(1, text.len())),
                ..segment
            },
            Sample::TextBeyondGap => Segment { flags: Flags::ACK | Flags::PSH, seq: expected + 50, text, ..segment },
            Sample::AckTooFar => Segment { ack: acknowledged + 1000, ..segment },
        };
        SegmentDraft { from, segment, checksum: Checksum::Right }
    }
}

impl Model {
    /// When what is filled in would be done.
    pub(crate) fn moment_of_lab(&self) -> Instant {
        self.cursor.at + Duration::from_millis(self.lab.wait_ms.into())
    }

    /// Makes a socket call, and shows what comes of it.
    pub(super) fn make_call(&mut self, side: Side, call: Call) {
        let mut scenario = (**self.edits.scenario()).clone();
        let act = scenario.acts.len();
        scenario.acts.push(Act { at: self.moment_of_lab(), side, call });
        self.edit(scenario, None, Then::Call(act));
    }

    /// Puts the segment that was made on the path, and shows it.
    pub(super) fn inject(&mut self) {
        let draft = self.segment_draft();
        let from = draft.from;
        let mut scenario = (**self.edits.scenario()).clone();
        scenario.injections.push(draft.injection(self.moment_of_lab()));
        let nth = u32::try_from(scenario.injections.len()).unwrap_or(u32::MAX);
        self.edit(scenario, None, Then::Made(SegmentRef::forged(from, nth)));
    }
}
