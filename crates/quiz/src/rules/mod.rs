//! The wrong rules that learners follow. Each computes its answer from the same timeline as the right one, and is named
//! only when the learner's value equals it and is not the right one.

mod numbers;
mod others;
mod pairs;

use serde::{Deserialize, Serialize};
use sim::{Timeline, Transmission};
use tcp::{AckRule, Advance, SeqRule};
use wire::{Flags, Segment};

use course::{Ask, answered};
use lessons::Numbers;

use crate::{Value, right_value};

pub(crate) use numbers::CIRCLE;
pub use pairs::Slip;

/// A wrong rule, by what it gets wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WrongRule {
    /// SYN uses no number.
    SynZero,
    /// ack = ISN + 4, "because the ISN is 4 bytes long".
    IsnBytes,
    /// ack = the last octet received.
    AckLast,
    /// ack = seq + len + 1.
    DataPlusOne,
    /// FIN uses no number.
    FinZero,
    /// FIN with text counts 1 in all.
    FinData,
    /// A bare ACK uses a number.
    AckConsumes,
    /// Numbers count segments.
    SegCount,
    /// seq and ack, or the two directions, swapped.
    Swap,
    /// ack grows on an out-of-order segment.
    DupAdvances,
    /// ack names only the segment that just came, although later ones were held.
    CumulEach,
    /// A retransmission gets a new number.
    RetxNew,
    /// No modulo 2^32.
    Wrap,
    /// Relative and absolute numbers mixed.
    RelAbs,
    /// Each segment has an ACK of its own, where one covers several.
    Delack,
    /// A keep-alive probe is at SND.NXT.
    KeepaliveNext,
    /// A reset is at 0 although an ACK came.
    RstSeq,
    /// The server's SYN,ACK reuses the client's ISN.
    IsnZeroServer,
    /// ack = the sender's own seq + 1.
    AckOwn,
    /// ack = seq of the segment that came, without what it carried.
    AckEcho,
    /// seq stays where it was although text was sent.
    SeqStays,
    /// The length counts SYN or FIN, which are no text.
    LenFlags,
    /// The length counts the header.
    LenHeader,
    /// Every segment is as long as the MSS.
    LenMss,
    /// The window in octets, where the header has it shifted.
    WindowOctets,
    /// The window is the whole buffer, although some of it is taken.
    WindowFull,
    /// The window is the one that the other side offered.
    WindowPeer,
    /// A SACK block ends with its last octet.
    SackLast,
    /// A SACK block begins where the gap begins.
    SackGap,
    /// The state stays as it was.
    StateStays,
    /// The state is the other side's.
    StatePeer,
    /// One state too far.
    StateSkips,
    /// The segment that was sent last goes again.
    ResentLast,
    /// RTO is not doubled.
    RtoSame,
    /// RTO is one round trip.
    RtoTrip,
    /// A segment is as long as the MSS that was announced, although options take room of it.
    LenOptions,
}

use WrongRule::*;

impl WrongRule {
    /// Every rule, the more specific before the more general: of several that yield one answer, the first has it.
    pub const ALL: [WrongRule; 36] = [
        SynZero,
        IsnBytes,
        FinZero,
        FinData,
        AckConsumes,
        DataPlusOne,
        SegCount,
        AckLast,
        RetxNew,
        KeepaliveNext,
        RstSeq,
        DupAdvances,
        CumulEach,
        Delack,
        AckEcho,
        SeqStays,
        IsnZeroServer,
        Swap,
        AckOwn,
        Wrap,
        RelAbs,
        LenFlags,
        LenHeader,
        LenMss,
        LenOptions,
        WindowOctets,
        WindowFull,
        WindowPeer,
        SackLast,
        SackGap,
        StateStays,
        StatePeer,
        StateSkips,
        ResentLast,
        RtoSame,
        RtoTrip,
    ];

    /// The id in links and reports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            SynZero => "syn-zero",
            IsnBytes => "isn-bytes",
            AckLast => "ack-last",
            DataPlusOne => "data-plus-one",
            FinZero => "fin-zero",
            FinData => "fin-data",
            AckConsumes => "ack-consumes",
            SegCount => "seg-count",
            Swap => "swap",
            DupAdvances => "dup-advances",
            CumulEach => "cumul-each",
            RetxNew => "retx-new",
            Wrap => "wrap",
            RelAbs => "rel-abs",
            Delack => "delack",
            KeepaliveNext => "keepalive-next",
            RstSeq => "rst-seq",
            IsnZeroServer => "isn-zero-server",
            AckOwn => "ack-own",
            AckEcho => "ack-echo",
            SeqStays => "seq-stays",
            LenFlags => "len-flags",
            LenHeader => "len-header",
            LenMss => "len-mss",
            LenOptions => "len-options",
            WindowOctets => "window-octets",
            WindowFull => "window-full",
            WindowPeer => "window-peer",
            SackLast => "sack-last",
            SackGap => "sack-gap",
            StateStays => "state-stays",
            StatePeer => "state-peer",
            StateSkips => "state-skips",
            ResentLast => "resent-last",
            RtoSame => "rto-same",
            RtoTrip => "rto-trip",
        }
    }

    /// What this rule answers to `ask` for the segment `index` of `timeline`, in the numbering of `numbers`. Nothing
    /// where it does not apply, or where it happens to give the right answer.
    #[must_use]
    pub fn answer(self, timeline: &Timeline, index: usize, ask: Ask, numbers: &Numbers) -> Option<Value> {
        Scene::new(timeline, index, ask, *numbers)?.answer(self)
    }
}

/// One part of one segment, with what the wrong rules look at.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) timeline: &'a Timeline,
    pub(crate) index: usize,
    pub(crate) sent: &'a Transmission,
    pub(crate) ask: Ask,
    pub(crate) numbers: Numbers,
    pub(crate) right: Value,
    /// What the number counts from, and over what.
    pub(crate) step: Option<Advance>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(timeline: &'a Timeline, index: usize, ask: Ask, numbers: Numbers) -> Option<Scene<'a>> {
        let sent = timeline.transmissions.get(index)?;
        let right = right_value(timeline, index, ask, &numbers)?;
        Some(Scene { timeline, index, sent, ask, numbers, right, step: last_step(timeline, index, ask) })
    }

    /// What `rule` answers, if it applies and is wrong.
    pub(crate) fn answer(&self, rule: WrongRule) -> Option<Value> {
        let value = match self.ask {
            Ask::Seq | Ask::Ack => Value::Number(self.number(rule)?),
            Ask::Flags => return None,
            Ask::Len => Value::Number(self.len(rule)?.into()),
            Ask::Window => Value::Number(self.window(rule)?.into()),
            Ask::SackLeft | Ask::SackRight => Value::Number(self.sack(rule)?.into()),
            Ask::State(side) => Value::State(self.state(rule, side)?),
        };
        (value != self.right).then_some(value)
    }

    /// Every wrong rule that applies, with its answer.
    pub(crate) fn wrong(&self) -> Vec<(WrongRule, Value)> {
        WrongRule::ALL.into_iter().filter_map(|rule| Some((rule, self.answer(rule)?))).collect()
    }

    /// The last step, if it went over text alone.
    fn only_text(&self) -> Option<Advance> {
        self.step.filter(|step| step.text > 0 && !step.syn && !step.fin)
    }
}

/// The last step of SND.NXT for a seq, of RCV.NXT for an ack: what the number counts. A reset that acknowledges the
/// segment that it answers counts over just that.
fn last_step(timeline: &Timeline, index: usize, ask: Ask) -> Option<Advance> {
    let sent = &timeline.transmissions[index];
    let Some(why) = &sent.why else { return seen_step(timeline, index, ask) };
    match (ask, why.seq, why.ack) {
        (Ask::Seq, SeqRule::Next { from }, _) | (Ask::Ack, _, AckRule::Next { from }) => Some(from),
        (Ask::Ack, _, AckRule::Covers { seg_seq, .. }) => {
            answered::segment(timeline, sent).map(|answered| Advance { from: seg_seq, ..advance(&answered.segment) })
        }
        _ => None,
    }
}

/// How many segments back it is looked for what a captured segment counts on from.
const LOOKED_BACK: usize = 256;

/// The same of a captured segment, of which nobody knows why it says what it says: the segment before it after which this
/// number comes.
fn seen_step(timeline: &Timeline, index: usize, ask: Ask) -> Option<Advance> {
    let sent = &timeline.transmissions[index];
    let (number, of) = match ask {
        Ask::Seq => (sent.segment.seq, sent.id.from),
        Ask::Ack if sent.segment.has(Flags::ACK) => (sent.segment.ack, sent.id.from.peer()),
        _ => return None,
    };
    let mut before = timeline.transmissions[..index].iter().rev().take(LOOKED_BACK);
    let counted =
        before.find(|earlier| earlier.id.from == of && !earlier.segment.is_empty() && earlier.segment.end() == number);
    counted.map(|counted| advance(&counted.segment))
}

/// The step over a segment.
fn advance(segment: &Segment) -> Advance {
    let (syn, fin) = (segment.has(Flags::SYN), segment.has(Flags::FIN));
    Advance { from: segment.seq, syn, text: segment.text_len(), fin }
}
