//! Where findings differ on purpose from Wireshark's `tcp.analysis` fields, and why.

use wire::Seq;

use crate::{End, Finding, FindingKind, Order, Resent, ResetCause};

/// A way in which the findings of a segment differ from Wireshark's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Difference {
    /// Wireshark takes what comes soon after the highest number for out of order, even if the same octets were seen
    /// here before. They cannot have been overtaken by themselves: they were sent again.
    SeenBefore,
    /// The timestamp option shows in which order two segments were sent, where Wireshark guesses by the time between.
    OrderByTimestamp,
    /// Wireshark takes a fast retransmission for one only within 20 ms of the duplicate ACK, as at the sender. Seen
    /// elsewhere it comes up to a round trip later; the duplicate ACKs explain it none the less.
    FastFromAfar,
    /// What SACK has reported is as spurious as what was acknowledged; Wireshark looks at the acknowledgment alone.
    SackedAlready,
    /// A number before the next, sent to a closed window, is a window probe. Wireshark knows only the probe of one octet
    /// at the next number, and calls this a keep-alive. What answers it is then no keep-alive ACK, either.
    ProbeNotKeepAlive,
    /// The window of a reset says nothing, and what was on its way before the news of a closed window can have come probes
    /// none. Wireshark remembers the one as closed, and does not look at the time of the other.
    NoProbe,
    /// The octet of a window probe that found room has been sent, so what goes on from there leaves no gap, and who sends
    /// it once more sends an old number. Wireshark does not count the octet.
    ProbeTaken,
    /// An acknowledgment of what was not seen is told once, and not at all if it is a window probe's octet. Wireshark
    /// tells it again, and does not count that octet as seen.
    ToldOnce,
    /// The window scale is off if one of the SYNs lacks it, also after the other came again. Wireshark then scales.
    ScaleOfOneSyn,
    /// A segment with a wrong checksum is ignored by its receiver, so its numbers are not looked at. Wireshark does not
    /// verify checksums unless it is told to.
    BadChecksum,
    /// A SYN in the middle of a connection opens another only if the other end takes it up. Wireshark begins anew.
    NotTakenUp,
    /// A SYN,ACK with another ISN after both ends have closed is of a new connection, whose numbers are counted from its
    /// SYNs alone. Wireshark remembers those of the end that opened, and takes the gap between both ISNs for lost segments.
    NewConnection,
    /// A reset takes no number, and who forges one may name any (RFC 5961 section 3.2). Wireshark goes on from that of the
    /// reset, so that what its supposed sender sends next looks old.
    NumberOfReset,
    /// Within a recovery that a timeout began, duplicate ACKs call for nothing anew, and a number that this recovery had
    /// sent already waits for its timer. Wireshark calls it a fast retransmission.
    InRecovery,
}

/// A segment, as far as it matters to a difference in what is said of it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Who sent it.
    pub from: End,
    /// SEG.SEQ.
    pub seq: Seq,
    /// The number after its last.
    pub end: Seq,
    /// SEG.ACK, if ACK is set.
    pub ack: Option<Seq>,
    /// Whether it has the timestamp option.
    pub has_timestamps: bool,
    /// What was found of it here.
    pub findings: &'a [Finding],
}

/// What came before in a conversation, as far as it explains a difference in what follows. Each end has its own of everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Past {
    /// The number after the highest that it has sent.
    next: [Option<Seq>; 2],
    /// The number of its reset, if that was not the next.
    reset: [Option<Seq>; 2],
    /// The number after the octet of its last window probe.
    probed: [Option<Seq>; 2],
    /// What it has acknowledged last.
    acked: [Option<Seq>; 2],
    /// What it was last said to acknowledge without that having been seen.
    unseen: [Option<Seq>; 2],
    /// Where another connection was opened from, between the same ports.
    another: Option<Another>,
}

/// Another connection that a SYN,ACK began.
#[derive(Clone, Copy, Debug)]
struct Another {
    /// Who opened it.
    opener: End,
    /// The number after the highest that the opener had sent by then.
    next: Option<Seq>,
    /// Whether the opener has acknowledged anything since.
    is_acknowledged: bool,
}

impl Past {
    /// Takes in the next segment.
    pub fn note(&mut self, told: &Told<'_>) {
        let own = told.from as usize;
        if let Some(another) = self.another.as_mut().filter(|another| another.opener == told.from) {
            another.is_acknowledged |= told.ack.is_some();
        }
        for finding in told.findings {
            match finding.kind {
                FindingKind::Reset { cause: ResetCause::OutsideWindow { .. } | ResetCause::NotExact { .. } } => {
                    self.reset[own] = Some(told.seq);
                }
                FindingKind::WindowProbe { .. } => self.probed[own] = Some(told.end),
                FindingKind::AckOfUnseen { ack, .. } => self.unseen[own] = Some(ack),
                FindingKind::PortReuse { .. } if told.ack.is_some() => {
                    let opener = told.from.peer();
                    let next = self.next[opener as usize];
                    self.another = Some(Another { opener, next, is_acknowledged: false });
                }
                _ => {}
            }
        }
        self.acked[own] = told.ack.or(self.acked[own]);
        if self.next[own].is_none_or(|next| next.before(told.end)) {
            self.next[own] = Some(told.end);
        }
    }
}

impl Past {
    /// Whether `ack` of an end is the first to go on from the octet of the other end's window probe, or goes up to that. What
    /// was sent behind the octet lies behind a gap for Wireshark, until it is acknowledged.
    fn is_beyond_probe(&self, from: End, ack: Seq) -> bool {
        self.probed[from.peer() as usize].is_some_and(|probed| {
            probed.at_or_before(ack) && self.acked[from as usize].is_none_or(|acked| acked.at_or_before(probed))
        })
    }
}

impl Another {
    /// Whether Wireshark, which remembers the numbers of the opener, says for that reason `theirs` and not `ours` of a segment.
    fn explains(self, told: &Told<'_>, ours: &[&str], theirs: &[&str]) -> bool {
        let is_old = |end: Seq| self.next.is_some_and(|next| end.at_or_before(next));
        if told.from == self.opener {
            const OLD: [&str; 3] = ["retransmission", "spurious_retransmission", "out_of_order"];
            // The SYN,ACK, which was beyond a gap, is not seen before it is acknowledged.
            let is_expected = |name: &&str| match *name {
                "ack_lost_segment" => !self.is_acknowledged,
                name => OLD.contains(&name) && is_old(told.end),
            };
            return theirs.iter().all(is_expected)
                && ours.iter().all(|name| *name == "lost_segment" && is_old(told.end));
        }
        theirs.is_empty() && ours == ["ack_lost_segment"] && told.ack.is_some_and(is_old)
    }
}

impl FindingKind {
    /// The `tcp.analysis` field of Wireshark that says the same, if there is one.
    #[must_use]
    pub fn wireshark(self) -> Option<&'static str> {
        match self {
            FindingKind::Retransmission { how: Resent::Fast { .. }, .. } => Some("fast_retransmission"),
            FindingKind::Retransmission { .. } => Some("retransmission"),
            FindingKind::Spurious { .. } => Some("spurious_retransmission"),
            FindingKind::OutOfOrder { .. } => Some("out_of_order"),
            FindingKind::PreviousNotSeen { .. } => Some("lost_segment"),
            FindingKind::AckOfUnseen { .. } => Some("ack_lost_segment"),
            FindingKind::DuplicateAck { .. } => Some("duplicate_ack"),
            FindingKind::ZeroWindow => Some("zero_window"),
            FindingKind::WindowFull { .. } => Some("window_full"),
            FindingKind::WindowUpdate { .. } => Some("window_update"),
            FindingKind::WindowProbe { .. } => Some("zero_window_probe"),
            FindingKind::WindowProbeAck { .. } => Some("zero_window_probe_ack"),
            FindingKind::KeepAlive { .. } => Some("keep_alive"),
            FindingKind::KeepAliveAck { .. } => Some("keep_alive_ack"),
            FindingKind::PortReuse { .. } => Some("reused_ports"),
            _ => None,
        }
    }
}

impl Difference {
    /// The difference that explains why what is found of a segment is not what Wireshark says, if one does. `past` has what
    /// came before in the same conversation.
    #[must_use]
    pub fn between(told: &Told<'_>, wireshark: &[&str], past: &Past) -> Option<Difference> {
        let (findings, own) = (told.findings, told.from as usize);
        let says = |name| wireshark.contains(&name);
        let found = |is: fn(&FindingKind) -> bool| findings.iter().any(|finding| is(&finding.kind));
        let again = findings.iter().find_map(|finding| match finding.kind {
            FindingKind::Retransmission { seen, how, .. } => Some((seen, how)),
            _ => None,
        });
        let ours: Vec<&str> = findings.iter().filter_map(|finding| finding.kind.wireshark()).collect();
        let only_ours: Vec<&str> = ours.iter().copied().filter(|name| !wireshark.contains(name)).collect();
        let only_theirs: Vec<&str> = wireshark.iter().copied().filter(|name| !ours.contains(name)).collect();
        if found(|kind| matches!(kind, FindingKind::BadChecksum)) {
            return Some(Difference::BadChecksum);
        }
        if found(|kind| matches!(kind, FindingKind::PortReuse { .. })) {
            // Where it tells of a gap it has taken the SYN,ACK for the next of the old connection as well.
            let is_new = says("reused_ports") && says("lost_segment");
            return Some(if is_new { Difference::NewConnection } else { Difference::NotTakenUp });
        }
        if past.another.is_some_and(|another| another.explains(told, &only_ours, &only_theirs)) {
            return Some(Difference::NewConnection);
        }
        let is_before_reset = past.reset[own].is_some_and(|reset| told.end.at_or_before(reset));
        if is_before_reset && wireshark == ["retransmission"] && ours.is_empty() {
            return Some(Difference::NumberOfReset);
        }
        if found(|kind| matches!(kind, FindingKind::OutOfOrder { order: Order::Timestamps { .. }, .. }))
            && only_ours == ["out_of_order"]
        {
            return Some(Difference::OrderByTimestamp);
        }
        if found(|kind| matches!(kind, FindingKind::Spurious { .. })) && !says("spurious_retransmission") {
            return Some(Difference::SackedAlready);
        }
        if found(|kind| matches!(kind, FindingKind::WindowProbe { .. } | FindingKind::WindowProbeAck { .. })) {
            return Some(Difference::ProbeNotKeepAlive);
        }
        if says("zero_window_probe") {
            return Some(Difference::NoProbe);
        }
        match again {
            Some((_, Resent::Fast { .. })) if !says("fast_retransmission") => return Some(Difference::FastFromAfar),
            Some((1.., _)) if says("out_of_order") => return Some(Difference::SeenBefore),
            Some((0, _)) if says("out_of_order") && told.has_timestamps => return Some(Difference::OrderByTimestamp),
            Some(_) if says("fast_retransmission") => return Some(Difference::InRecovery),
            _ => {}
        }
        let old = found(|kind| matches!(kind, FindingKind::KeepAlive { .. })) && says("spurious_retransmission");
        let answer = found(|kind| matches!(kind, FindingKind::KeepAliveAck { .. })) && says("duplicate_ack");
        let goes_on = only_theirs == ["lost_segment"] && past.probed[own] == Some(told.seq);
        if old || answer || goes_on {
            return Some(Difference::ProbeTaken);
        }
        if found(|kind| matches!(kind, FindingKind::WindowFull { .. })) && !says("window_full") {
            return Some(Difference::ScaleOfOneSyn);
        }
        let is_told = |ack: Seq| {
            let is_of_before = past.unseen[own].is_some_and(|unseen| ack.at_or_before(unseen));
            is_of_before || past.is_beyond_probe(told.from, ack)
        };
        let is_once = only_theirs == ["ack_lost_segment"] && told.ack.is_some_and(is_told);
        is_once.then_some(Difference::ToldOnce)
    }
}
