//! Where findings differ on purpose from Wireshark's `tcp.analysis` fields, and why.

use crate::{Finding, FindingKind, Order, Resent, ResetCause};

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

/// What was found in a conversation so far, as far as it explains a difference in what follows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Past {
    /// Whether there was a reset whose number was not the next.
    reset: bool,
    /// Whether another connection began between the same ports.
    another: bool,
}

impl Past {
    /// Takes in what was found of the next segment.
    pub fn note(&mut self, findings: &[Finding]) {
        for finding in findings {
            match finding.kind {
                FindingKind::Reset { cause: ResetCause::OutsideWindow { .. } | ResetCause::NotExact { .. } } => {
                    self.reset = true;
                }
                FindingKind::PortReuse { .. } => self.another = true,
                _ => {}
            }
        }
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
    /// The difference that explains why these findings are not what Wireshark says, if one does. `past` has what was found
    /// in the same conversation before.
    #[must_use]
    pub fn between(findings: &[Finding], wireshark: &[&str], past: Past) -> Option<Difference> {
        let says = |name| wireshark.contains(&name);
        let found = |is: fn(&FindingKind) -> bool| findings.iter().any(|finding| is(&finding.kind));
        let again = findings.iter().find_map(|finding| match finding.kind {
            FindingKind::Retransmission { seen, how, .. } => Some((seen, how)),
            _ => None,
        });
        if found(|kind| matches!(kind, FindingKind::BadChecksum)) {
            return Some(Difference::BadChecksum);
        }
        if found(|kind| matches!(kind, FindingKind::PortReuse { .. })) {
            // Where it tells of a gap it has taken the SYN,ACK for the next of the old connection as well.
            let is_new = says("reused_ports") && says("lost_segment");
            return Some(if is_new { Difference::NewConnection } else { Difference::NotTakenUp });
        }
        if past.another {
            const BY_NUMBERS: [&str; 5] =
                ["retransmission", "spurious_retransmission", "out_of_order", "lost_segment", "ack_lost_segment"];
            let ours: Vec<&str> = findings.iter().filter_map(|finding| finding.kind.wireshark()).collect();
            let only_ours = ours.iter().filter(|name| !wireshark.contains(name));
            let only_theirs = wireshark.iter().filter(|name| !ours.contains(name));
            if only_ours.chain(only_theirs).all(|name| BY_NUMBERS.contains(name)) {
                return Some(Difference::NewConnection);
            }
        }
        if past.reset && wireshark == ["retransmission"] && !found(|kind| kind.wireshark().is_some()) {
            return Some(Difference::NumberOfReset);
        }
        if found(|kind| matches!(kind, FindingKind::OutOfOrder { order: Order::Timestamps { .. }, .. })) {
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
            Some((0, _)) if says("out_of_order") => return Some(Difference::OrderByTimestamp),
            Some(_) if says("fast_retransmission") => return Some(Difference::InRecovery),
            _ => {}
        }
        let old = found(|kind| matches!(kind, FindingKind::KeepAlive { .. })) && says("spurious_retransmission");
        let answer = found(|kind| matches!(kind, FindingKind::KeepAliveAck { .. })) && says("duplicate_ack");
        if old || answer {
            return Some(Difference::ProbeTaken);
        }
        if found(|kind| matches!(kind, FindingKind::WindowFull { .. })) && !says("window_full") {
            return Some(Difference::ScaleOfOneSyn);
        }
        if says("lost_segment") && !found(|kind| matches!(kind, FindingKind::PreviousNotSeen { .. })) {
            return Some(Difference::ProbeTaken);
        }
        says("ack_lost_segment").then_some(Difference::ToldOnce)
    }
}
