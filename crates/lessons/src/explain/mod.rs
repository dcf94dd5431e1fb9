//! Why: every rule that an endpoint or a listener can apply, as a sentence with this exchange's numbers, its arithmetic and its
//! section.
//!
//! Sentences stand once in each language, in `en` and `zh`, as matches without a wildcard: a rule that is added does
//! not compile until both say it. Arithmetic needs no language and stands once, in `arithmetic`.

mod arithmetic;
pub(crate) mod en;
mod field;
mod scene;
mod span;
pub(crate) mod zh;

use sim::{Entry, Happening, Side, Timeline, Transmission};
use tcp::{Event, ListenerRule, RecoveryRule, Rule, Section, Timer};

use crate::{Lang, Numbers, Span};
use course::inline;
use scene::{Look, Scene, Sent};

pub(crate) use arithmetic::{added, circular, sum};
pub use span::duration;
pub(crate) use span::symbols;

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

/// Where it stands what each field of a header means, its control bits among them.
const HEADER_FORMAT: Section = Section { rfc: 9293, section: "3.1" };
/// Where it stands how somebody outside gets a segment accepted.
const BLIND_INSERTION: Section = Section { rfc: 5961, section: "1.2" };

/// A heading and the sentences under it, in Markdown.
pub(crate) struct Words {
    heading: String,
    text: String,
}

impl Words {
    // Every sentence calls it; within each, it would add up.
    #[inline(never)]
    pub(crate) fn new(heading: impl Into<String>, text: impl Into<String>) -> Words {
        Words { heading: heading.into(), text: text.into() }
    }

    /// The same sentences after `opening`.
    pub(crate) fn begun(self, opening: &str) -> Words {
        Words { text: format!("{opening}{}", self.text), ..self }
    }

    pub(crate) fn explain(self, arithmetic: Vec<String>, section: Section) -> Explanation {
        Explanation { heading: self.heading, text: inline(&self.text), arithmetic, section }
    }
}

/// What `entry` tells, without what the rule next to it says as well: that an ACK repeats a number, where it is counted
/// as a duplicate, and that the timer of TIME-WAIT starts, where the peer's FIN has come again.
pub fn told(entry: &Entry) -> Vec<&Event> {
    let any = |is: fn(&Rule) -> bool| entry.events.iter().any(|event| is(&event.rule));
    let counted = any(|rule| matches!(rule, Rule::Recovery(RecoveryRule::DuplicateAck { .. })));
    let waits_anew = any(|rule| matches!(rule, Rule::FinAgainInTimeWait { .. }));
    let is_told = |event: &&Event| match event.rule {
        Rule::AckRepeats { .. } => !counted,
        Rule::TimerStarted { timer: Timer::TimeWait, .. } => !waits_anew,
        _ => true,
    };
    entry.events.iter().filter(is_told).collect()
}

/// Why a listener decided as `rule` tells. Many peers talk to one listener, so numbers are as they stand in the header.
#[must_use]
pub fn listener_event(rule: &ListenerRule, lang: Lang) -> Explanation {
    let words = match lang {
        Lang::En => en::listener::rule(rule),
        Lang::Zh => zh::listener::rule(rule),
    };
    words.explain(arithmetic::listener::rule(rule), rule.section())
}

/// The lines under a rule that the endpoint on `side` applied.
pub(crate) fn rule_arithmetic(context: &Context<'_>, side: Side, rule: &Rule) -> Vec<String> {
    arithmetic::rule(&context.scene(side), rule)
}

impl Context<'_> {
    /// Why the endpoint on `side` did what `event` tells.
    #[must_use]
    pub fn event(&self, side: Side, event: &Event) -> Explanation {
        let scene = self.scene(side);
        let words = match self.lang {
            Lang::En => en::rules::rule(&scene, event),
            Lang::Zh => zh::rules::rule(&scene, event),
        };
        words.explain(arithmetic::rule(&scene, &event.rule), event.rule.section())
    }

    /// Why `sent` was sent and says what it says.
    #[must_use]
    pub fn segment(&self, sent: &Transmission) -> SegmentExplanation {
        let scene = self.scene(sent.id.from);
        let Some(why) = &sent.why else {
            return if sent.id.forged { self.made_by_hand(sent) } else { self.seen(sent) };
        };
        let sent = Sent::new(self.timeline, sent, why);
        let (cause, seq, ack, window, flags) = match self.lang {
            Lang::En => (
                en::segment::cause(&scene, &sent),
                en::segment::seq(&scene, &sent),
                en::segment::ack(&scene, &sent),
                en::segment::window(&scene, &sent),
                en::flags::why(&sent.transmission.segment),
            ),
            Lang::Zh => (
                zh::segment::cause(&scene, &sent),
                zh::segment::seq(&scene, &sent),
                zh::segment::ack(&scene, &sent),
                zh::segment::window(&scene, &sent),
                zh::flags::why(&sent.transmission.segment),
            ),
        };
        SegmentExplanation {
            cause: cause.explain(Vec::new(), why.cause.section()),
            seq: seq.explain(arithmetic::seq(&scene, &sent), why.seq.section()),
            ack: ack.explain(arithmetic::ack(&scene, &sent), why.ack.section()),
            window: window.explain(arithmetic::window(&sent), why.window.section()),
            flags: flags.explain(Vec::new(), HEADER_FORMAT),
        }
    }

    /// The same for a segment that a person made: no rule stands behind its numbers.
    fn made_by_hand(&self, sent: &Transmission) -> SegmentExplanation {
        let scene = self.scene(sent.id.from);
        let (cause, seq, ack, window, flags) = match self.lang {
            Lang::En => (
                en::by_hand::cause(&scene, sent),
                en::by_hand::seq(&scene, sent),
                en::by_hand::ack(&scene, sent),
                en::by_hand::window(sent),
                en::flags::why(&sent.segment),
            ),
            Lang::Zh => (
                zh::by_hand::cause(&scene, sent),
                zh::by_hand::seq(&scene, sent),
                zh::by_hand::ack(&scene, sent),
                zh::by_hand::window(sent),
                zh::flags::why(&sent.segment),
            ),
        };
        // What the endpoint itself would have put there.
        let knows = &self.timeline.snapshot(sent.entry as usize, sent.id.from).tcp;
        let snd_nxt = knows.snd.map(|snd| format!("SND.NXT = {}", scene.own(snd.nxt)));
        let rcv_nxt = knows.rcv.map(|rcv| format!("RCV.NXT = {}", scene.peers(rcv.nxt)));
        SegmentExplanation {
            cause: cause.explain(Vec::new(), BLIND_INSERTION),
            seq: seq.explain(snd_nxt.into_iter().collect(), HEADER_FORMAT),
            ack: ack.explain(rcv_nxt.into_iter().collect(), HEADER_FORMAT),
            window: window.explain(Vec::new(), HEADER_FORMAT),
            flags: flags.explain(Vec::new(), HEADER_FORMAT),
        }
    }

    /// The same for a segment of a capture: what stands in it is known, and no more.
    fn seen(&self, sent: &Transmission) -> SegmentExplanation {
        let scene = self.scene(sent.id.from);
        let (cause, seq, ack, window, flags) = match self.lang {
            Lang::En => (
                en::seen::cause(&scene, sent),
                en::seen::seq(&scene, sent),
                en::seen::ack(&scene, sent),
                en::seen::window(sent),
                en::flags::why(&sent.segment),
            ),
            Lang::Zh => (
                zh::seen::cause(&scene, sent),
                zh::seen::seq(&scene, sent),
                zh::seen::ack(&scene, sent),
                zh::seen::window(sent),
                zh::flags::why(&sent.segment),
            ),
        };
        let explain = |words: Words| words.explain(Vec::new(), HEADER_FORMAT);
        SegmentExplanation {
            cause: explain(cause),
            seq: explain(seq),
            ack: explain(ack),
            window: explain(window),
            flags: explain(flags),
        }
    }

    /// What `entry` tells, in one line: for the status line, the step list and a screen reader.
    #[must_use]
    pub fn entry(&self, entry: &Entry) -> String {
        let scene = self.scene(entry.side);
        let look = |transmission: u32, copy: u32| {
            let sent = self.timeline.transmissions.get(transmission as usize)?;
            Some(Look { scene: self.scene(sent.id.from), sent, copy: copy as usize })
        };
        let line = match (self.lang, entry.happening) {
            (Lang::En, Happening::Called { line, blocks, error }) => {
                en::entry::called(&scene, self.call(entry.side, line), blocks, error)
            }
            (Lang::Zh, Happening::Called { line, blocks, error }) => {
                zh::entry::called(&scene, self.call(entry.side, line), blocks, error)
            }
            (Lang::En, Happening::Returned { line, outcome }) => {
                en::entry::returned(&scene, self.call(entry.side, line), outcome)
            }
            (Lang::Zh, Happening::Returned { line, outcome }) => {
                zh::entry::returned(&scene, self.call(entry.side, line), outcome)
            }
            (Lang::En, Happening::Sent { transmission }) => look(transmission, 0).map(|look| en::entry::sent(&look)),
            (Lang::Zh, Happening::Sent { transmission }) => look(transmission, 0).map(|look| zh::entry::sent(&look)),
            (Lang::En, Happening::Arrived { transmission, copy }) => {
                look(transmission, copy).map(|look| en::entry::arrived(&look))
            }
            (Lang::Zh, Happening::Arrived { transmission, copy }) => {
                look(transmission, copy).map(|look| zh::entry::arrived(&look))
            }
            (Lang::En, Happening::Lost { transmission, copy }) => {
                look(transmission, copy).map(|look| en::entry::lost(&look))
            }
            (Lang::Zh, Happening::Lost { transmission, copy }) => {
                look(transmission, copy).map(|look| zh::entry::lost(&look))
            }
            (Lang::En, Happening::Expired { timer }) => {
                Some(en::entry::expired(&scene, timer, scene::waited(&entry.events)))
            }
            (Lang::Zh, Happening::Expired { timer }) => {
                Some(zh::entry::expired(&scene, timer, scene::waited(&entry.events)))
            }
            (Lang::En, Happening::Acted { act, error, octets }) => {
                en::entry::acted(&scene, self.act(act), error, octets)
            }
            (Lang::Zh, Happening::Acted { act, error, octets }) => {
                zh::entry::acted(&scene, self.act(act), error, octets)
            }
            (Lang::En, Happening::Befell { mishap }) => {
                self.mishap(mishap).map(|mishap| en::world::befell(&scene, mishap))
            }
            (Lang::Zh, Happening::Befell { mishap }) => {
                self.mishap(mishap).map(|mishap| zh::world::befell(&scene, mishap))
            }
        };
        // Only an entry of another timeline names what this one does not have.
        let mut line = line.unwrap_or_default();
        for transition in entry.transitions() {
            let (open, close) = match self.lang {
                Lang::En => (" (", ")"),
                Lang::Zh => ("（", "）"),
            };
            line.extend([open, transition.from.name(), " → ", transition.to.name(), close]);
        }
        line
    }

    fn scene(&self, side: Side) -> Scene {
        Scene { numbers: self.numbers, side }
    }

    fn call(&self, side: Side, line: u32) -> Option<&sim::Call> {
        self.timeline.scenario.host(side).program.get(line as usize)
    }

    fn mishap(&self, mishap: u32) -> Option<&sim::Mishap> {
        self.timeline.scenario.mishaps.get(mishap as usize)
    }

    fn act(&self, act: u32) -> Option<&sim::Call> {
        self.timeline.scenario.acts.get(act as usize).map(|act| &act.call)
    }
}
