//! Why: every rule that an endpoint can apply, as a sentence with this exchange's numbers, its arithmetic and its
//! section.

use sim::{Entry, Side, Timeline, Transmission};
use tcp::{Event, Section};

use crate::{Lang, Numbers, Span};

/// One link in the chain of reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What is explained, in a few words ("Why ack = 4021337302?").
    pub heading: String,
    /// The reason, in a sentence or two with this exchange's numbers.
    pub text: Vec<Span>,
    /// The arithmetic, a line each, under the RFC's names ("RCV.NXT ← 4021337102 + 200 = 4021337302").
    pub arithmetic: Vec<String>,
    /// Where it stands.
    pub section: Section,
}

/// Why a segment was sent and says what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentExplanation {
    /// Why it was sent.
    pub cause: Explanation,
    /// Why SEG.SEQ is what it is.
    pub seq: Explanation,
    /// Why SEG.ACK is what it is.
    pub ack: Explanation,
    /// Why SEG.WND is what it is.
    pub window: Explanation,
    /// Why its control bits are set.
    pub flags: Explanation,
}

/// The context of an explanation.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The run.
    pub timeline: &'a Timeline,
    /// How numbers are written.
    pub numbers: Numbers,
    /// In which language.
    pub lang: Lang,
}

impl Context<'_> {
    /// Why the endpoint on `side` did what `event` tells.
    #[must_use]
    pub fn event(&self, side: Side, event: &Event) -> Explanation {
        let _ = side;
        Explanation {
            heading: format!("{:?}", event.rule),
            text: Vec::new(),
            arithmetic: Vec::new(),
            section: event.rule.section(),
        }
    }

    /// Why `sent` was sent and says what it says.
    #[must_use]
    pub fn segment(&self, sent: &Transmission) -> SegmentExplanation {
        let explanation =
            |heading: String, section| Explanation { heading, text: Vec::new(), arithmetic: Vec::new(), section };
        let why = &sent.why;
        SegmentExplanation {
            cause: explanation(format!("{:?}", why.cause), why.cause.section()),
            seq: explanation(format!("{:?}", why.seq), why.seq.section()),
            ack: explanation(format!("{:?}", why.ack), why.ack.section()),
            window: explanation(format!("{:?}", why.window), why.window.section()),
            flags: explanation(sent.segment.flags.to_string(), why.cause.section()),
        }
    }

    /// What `entry` tells, in one line: for the status line, the step list and a screen reader.
    #[must_use]
    pub fn entry(&self, entry: &Entry) -> String {
        format!("{:?}", entry.happening)
    }
}
