//! A capture as plain data for other programs: its conversations, and one of them segment by segment with what is inferred
//! from it. The shape is a promise: while [`VERSION`] stays, fields are added and nothing is changed or taken away.
//!
//! Spans and moments are in nanoseconds, sequence numbers are those of the header. What is inferred of an end is
//! `{"certain": value}`, `{"likely": value}` or `"not-seen"`. What a finding is has its name, with its values if it has any:
//! `"zero-window"` or `{"keep-alive": {"seq": 4021337302}}`; the names and values are those of [`FindingKind`].

use std::net::SocketAddr;

use observer::{Certainty, EndView, Finding, FindingKind, Known, Vantage, Verdict};
use serde::{Serialize, Serializer};
use wire::{Flags, Seq};

use crate::report::{OptionReport, RuleReport, flags, option, rule};
use crate::{Capture, Checksum, Closing, Conversation, End, NotTcp, Observed, Opened, Opening, Scale, Sent, Trouble};

/// The version of the shape.
pub const VERSION: u32 = 1;

/// A whole capture without its segments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaptureReport {
    /// Always `synackademy-capture`.
    pub format: &'static str,
    /// The version of the shape.
    pub version: u32,
    /// The conversations that were asked for.
    pub conversations: Vec<ConversationReport>,
    /// How many segments the whole capture has.
    pub segments: usize,
    /// What other packets there are.
    pub other: Vec<OtherReport>,
    /// How many packets have no time of their own, but that of the one before.
    pub untimed: u32,
    /// How many segments are in no conversation, since only so many are listed.
    pub unlisted: u64,
    /// Where and why the file cannot be read any further, in a sentence.
    pub stopped: Option<String>,
}

/// So many packets that are no segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OtherReport {
    /// What they are.
    pub kind: NotTcp,
    /// How many.
    pub count: u32,
}

/// A conversation without its segments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConversationReport {
    /// Its number in the capture, from 1.
    pub number: usize,
    /// Addresses and ports of A and B.
    pub ends: [SocketAddr; 2],
    /// When its first segment was captured, since 1970-01-01 00:00 UTC.
    pub first_ns: u64,
    /// From its first segment to its last.
    pub duration_ns: u64,
    /// What A and B sent: `segments`, and `octets` of text.
    pub sent: [Sent; 2],
    /// How it opened: `handshake`, `syn-only`, `syn-ack-only`, `simultaneous` or `midstream`.
    pub opening: Opening,
    /// How it closed: `"open"`, or `half`, `both` or `reset` with the end that did it.
    pub closing: Closing,
    /// What went wrong, counted by segments.
    pub trouble: Trouble,
    /// The same in words.
    pub told: Vec<String>,
    /// The ISN of A and B, or what stands for it: the number before the first that was seen.
    pub base: [Option<Seq>; 2],
    /// What the windows of A and B are multiplied by: `"not-seen"`, `"unused"`, or by two to the power of `shift`.
    pub scale: [Scale; 2],
}

/// One conversation, segment by segment. What is said of a segment is made when it is written, so that a long conversation is
/// never there a second time.
#[derive(Clone, Debug, Serialize)]
#[serde(bound = "W: Words")]
pub struct OpenedReport<'a, W> {
    /// Always `synackademy-conversation`.
    pub format: &'static str,
    /// The version of the shape.
    pub version: u32,
    /// Where it is taken to have been captured: at `a`, at `b`, or on the `path`.
    pub vantage: &'static str,
    /// The conversation in all.
    pub conversation: ConversationReport,
    /// Its segments, in the order in which they were captured.
    pub segments: SegmentReports<'a, W>,
}

/// What is said of each segment of a conversation: a list of [`SegmentReport`].
#[derive(Clone, Debug)]
pub struct SegmentReports<'a, W> {
    opened: &'a Opened,
    vantage: Vantage,
    words: &'a W,
}

/// A segment, and what it tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SegmentReport {
    /// The number of its packet in the file, from 1.
    pub number: u32,
    /// When it was captured, since the first segment of the conversation.
    pub at_ns: u64,
    /// Who sent it.
    pub from: End,
    /// SEG.SEQ.
    pub seq: Seq,
    /// SEG.ACK, if ACK is set.
    pub ack: Option<Seq>,
    /// The control bits that are set, such as `SYN`, from the highest.
    pub flags: Vec<&'static str>,
    /// The four bits before those: the lowest is AE (RFC 9768), the others are reserved.
    pub reserved: u8,
    /// SEG.WND, before any scaling.
    pub window: u16,
    /// The urgent pointer, if URG is set.
    pub urgent: Option<u16>,
    /// The options, in order, as far as they can be read.
    pub options: Vec<OptionReport>,
    /// Octets of text, whether they were captured or not.
    pub len: u32,
    /// How many of these were captured.
    pub captured: u32,
    /// `good`, `bad`, `not-covered`, `zero` or `partial`.
    pub checksum: Checksum,
    /// IPv4's time to live or IPv6's hop limit.
    pub ttl: u8,
    /// The ECN field of the IP header.
    pub ecn: u8,
    /// What is known of A and B after it.
    pub after: [EndReport; 2],
    /// What it tells beyond its fields.
    pub findings: Vec<FindingReport>,
}

/// What is known of an end, under the names of RFC 9293 section 3.3.1. Windows are in octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct EndReport {
    /// The state's name, such as `SYN-SENT`.
    pub state: Known<&'static str>,
    /// ISS.
    pub iss: Known<Seq>,
    /// IRS.
    pub irs: Known<Seq>,
    /// SND.UNA.
    pub snd_una: Known<Seq>,
    /// SND.NXT.
    pub snd_nxt: Known<Seq>,
    /// SND.WND.
    pub snd_wnd: Known<u32>,
    /// RCV.NXT.
    pub rcv_nxt: Known<Seq>,
    /// RCV.WND.
    pub rcv_wnd: Known<u32>,
    /// Numbers that it sent and that are not acknowledged.
    pub in_flight: Known<u32>,
    /// Of those, octets that SACK has reported.
    pub sacked: u32,
    /// Duplicate ACKs that it was sent since something new was acknowledged.
    pub duplicates: u32,
    /// Whether it is making good a loss, as far as its segments tell.
    pub recovering: bool,
    /// The MSS option of its SYN.
    pub mss: Known<u16>,
    /// Rcv.Wind.Shift.
    pub window_shift: Known<u8>,
    /// Whether SACK was agreed on.
    pub sack: Known<bool>,
    /// Whether timestamps were agreed on.
    pub timestamps: Known<bool>,
    /// TS.Recent.
    pub ts_recent: Known<u32>,
    /// Whether ECN was agreed on.
    pub ecn: Known<bool>,
}

/// Something that a segment tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingReport {
    /// What.
    pub finding: FindingKind,
    /// `certain` or `likely`.
    pub certainty: Certainty,
    /// The numbers of the earlier packets that show it.
    pub evidence: Vec<u32>,
    /// Where its rule stands.
    pub rule: RuleReport,
    /// It in a few words.
    pub heading: String,
    /// It in a sentence or two.
    pub text: String,
}

/// How things are said in some language.
pub trait Words {
    /// What went wrong in a conversation.
    fn trouble(&self, conversation: &Conversation) -> Vec<String>;

    /// The heading and the sentences of a finding about a segment of `from`.
    fn finding(&self, finding: &Finding, from: End) -> (String, String);
}

impl CaptureReport {
    /// The conversations of `capture` that have these numbers, from 0. `stopped` says where and why its reading ended, if it
    /// did before the end.
    #[must_use]
    pub fn of(capture: &Capture, numbers: &[usize], stopped: Option<String>, words: &impl Words) -> CaptureReport {
        let of = |number: &usize| Some(ConversationReport::of(&capture.conversation(*number)?, *number, words));
        let other = NotTcp::ALL.map(|kind| OtherReport { kind, count: capture.other(kind) });
        CaptureReport {
            format: "synackademy-capture",
            version: VERSION,
            conversations: numbers.iter().filter_map(of).collect(),
            segments: capture.segments(),
            other: other.into_iter().filter(|other| other.count > 0).collect(),
            untimed: capture.untimed(),
            unlisted: capture.unlisted(),
            stopped,
        }
    }
}

impl ConversationReport {
    fn of(conversation: &Conversation, number: usize, words: &impl Words) -> ConversationReport {
        ConversationReport {
            number: number + 1,
            ends: conversation.ends,
            first_ns: conversation.first,
            duration_ns: conversation.duration(),
            sent: conversation.sent,
            opening: conversation.opening,
            closing: conversation.closing,
            trouble: conversation.trouble,
            told: words.trouble(conversation),
            base: conversation.base,
            scale: End::BOTH.map(|end| conversation.scale(end)),
        }
    }
}

impl<'a, W: Words> OpenedReport<'a, W> {
    /// The conversation `number`, from 0, as it is understood if it was captured at `vantage`.
    #[must_use]
    pub fn of(opened: &'a Opened, number: usize, vantage: Vantage, words: &'a W) -> OpenedReport<'a, W> {
        OpenedReport {
            format: "synackademy-conversation",
            version: VERSION,
            vantage: match vantage {
                Vantage::Between => "path",
                Vantage::At(End::A) => "a",
                Vantage::At(End::B) => "b",
            },
            conversation: ConversationReport::of(&opened.conversation, number, words),
            segments: SegmentReports { opened, vantage, words },
        }
    }
}

impl<W: Words> Serialize for SegmentReports<'_, W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let SegmentReports { opened, vantage, words } = self;
        let seen = opened.segments.iter().zip(opened.watch(*vantage));
        serializer.collect_seq(seen.map(|(seen, verdict)| segment(opened, seen, &verdict, *words)))
    }
}

fn segment(opened: &Opened, seen: &Observed, verdict: &Verdict, words: &impl Words) -> SegmentReport {
    let header = &seen.header;
    SegmentReport {
        number: header.place.number,
        at_ns: header.at - opened.conversation.first,
        from: seen.from,
        seq: header.seq,
        ack: header.has(Flags::ACK).then_some(header.ack),
        flags: flags(header.flags),
        reserved: header.reserved,
        window: header.window,
        urgent: header.has(Flags::URG).then_some(header.urgent),
        options: header.options.readable().iter().map(option).collect(),
        len: header.len,
        captured: header.text_captured,
        checksum: header.checksum,
        ttl: header.ttl,
        ecn: header.ecn,
        after: verdict.after.map(|view| EndReport::of(&view)),
        findings: verdict.findings.iter().map(|found| finding(opened, found, seen.from, words)).collect(),
    }
}

fn finding(opened: &Opened, finding: &Finding, from: End, words: &impl Words) -> FindingReport {
    let (heading, text) = words.finding(finding, from);
    FindingReport {
        finding: finding.kind,
        certainty: finding.certainty,
        evidence: opened.evidence(finding),
        rule: rule(finding.kind.section()),
        heading,
        text,
    }
}

impl EndReport {
    fn of(view: &EndView) -> EndReport {
        EndReport {
            state: view.state.map(tcp::State::name),
            iss: view.iss,
            irs: view.irs,
            snd_una: view.snd_una,
            snd_nxt: view.snd_nxt,
            snd_wnd: view.snd_wnd,
            rcv_nxt: view.rcv_nxt,
            rcv_wnd: view.rcv_wnd,
            in_flight: view.in_flight,
            sacked: view.sacked,
            duplicates: view.duplicates,
            recovering: view.recovering,
            mss: view.mss,
            window_shift: view.window_shift,
            sack: view.sack,
            timestamps: view.timestamps,
            ts_recent: view.ts_recent,
            ecn: view.ecn,
        }
    }
}
