//! What each variable is and what depends on it, in English.

use tcp::Timer;

use super::absence::Absence;
use super::{Stage, Variable};

/// The name of what has none in the RFCs.
pub(super) fn name(variable: Variable) -> &'static str {
    match variable {
        Variable::State => "State",
        Variable::Stage => "phase",
        Variable::DuplicateAcks => "duplicate ACKs",
        Variable::Timer(timer) => match timer {
            Timer::Retransmission => "Retransmission timer",
            Timer::Persist => "Persist timer",
            Timer::DelayedAck => "Delayed-ACK timer",
            Timer::SillyWindow => "Override timer",
            Timer::KeepAlive => "Keep-alive timer",
            Timer::User => "User timeout",
            Timer::FinWait2 => "FIN-WAIT-2 timer",
            Timer::TimeWait => "TIME-WAIT timer",
        },
        _ => "",
    }
}

pub(super) fn in_use(in_use: bool) -> &'static str {
    if in_use { "in use" } else { "not used" }
}

pub(super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::SlowStart => "slow start",
        Stage::Avoidance => "avoidance",
        Stage::Recovery => "fast recovery",
        Stage::Loss => "after timeout",
    }
}

pub(super) fn absence(absence: Absence) -> &'static str {
    match absence {
        Absence::NoTcb => "There is no value: in this state no TCB holds it.",
        Absence::NoPeer => "There is no value yet: the peer's SYN, which sets it, has not arrived.",
        Absence::NoAck => "There is no value yet: no segment with an ACK has set it.",
        Absence::NotMeasured => "There is no value yet: no round trip has been measured.",
        Absence::NotAgreed => "There is no value: the two SYNs did not agree on it.",
        Absence::NothingUrgent => "There is no value: no urgent data is under way.",
        Absence::NothingLost => "There is no value: no loss is being repaired.",
        Absence::NotRunning => "This timer is not running.",
    }
}

/// What it is.
pub(super) fn meaning(variable: Variable) -> &'static str {
    match variable {
        Variable::State => "Where this endpoint is in the life of the connection.",
        Variable::SndUna => {
            "Send, unacknowledged: the oldest number sent that the peer has not acknowledged. Everything before it has \
             arrived."
        }
        Variable::SndNxt => "Send, next: the number that the next new octet will get.",
        Variable::SndWnd => {
            "Send window: how many octets from SND.UNA on the peer is ready to take. It is the window field of the \
             peer's segments."
        }
        Variable::SndWl1 => "SEG.SEQ of the segment that last set SND.WND.",
        Variable::SndWl2 => "SEG.ACK of the segment that last set SND.WND.",
        Variable::SndUp => "Send, urgent pointer: the number after the last octet sent as urgent.",
        Variable::Iss => {
            "Initial send sequence number: the number of this side's SYN. A real host draws it so that nobody can \
             guess it; here the scenario sets it."
        }
        Variable::RcvNxt => "Receive, next: the number expected next. Everything before it has arrived without a gap.",
        Variable::RcvWnd => "Receive window: how many octets from RCV.NXT on this side is ready to take.",
        Variable::RcvUp => "Receive, urgent pointer: the number after the peer's last urgent octet.",
        Variable::Irs => "Initial receive sequence number: the number of the peer's SYN.",
        Variable::Cwnd => {
            "Congestion window: how many octets may be in flight, by this side's own estimate of what the path bears."
        }
        Variable::Ssthresh => "Slow start threshold: below it cwnd grows fast, from it on slowly.",
        Variable::FlightSize => "Octets sent and not yet acknowledged.",
        Variable::Pipe => {
            "An estimate of the octets that are on the path: what is in flight, without what SACK reports as arrived \
             or what is deemed lost, and with what was sent again."
        }
        Variable::Stage => "Which algorithm moves cwnd at the moment.",
        Variable::DuplicateAcks => "How many ACKs in a row have repeated SND.UNA although data is in flight.",
        Variable::Recover => {
            "The highest number sent when the loss was noticed (with SACK: RecoveryPoint). Its acknowledgment ends the \
             repair."
        }
        Variable::Rto => "Retransmission timeout: how long an acknowledgment is waited for.",
        Variable::Srtt => "Smoothed round-trip time: an average in which each new measurement counts one eighth.",
        Variable::Rttvar => "Round-trip time variation: by how much measurements differ from SRTT.",
        Variable::SendMss => "Effective send MSS: the most text that one segment of this side carries.",
        Variable::SndShift => "By how many bits this side shifts the peer's window field to the left.",
        Variable::RcvShift => {
            "By how many bits this side shifts its own window to the right to write it into the field."
        }
        Variable::Sack => "Whether the receiver may report what lies beyond a gap (selective acknowledgment).",
        Variable::TsRecent => "The peer's timestamp that this side echoes in its next segment.",
        Variable::Ecn => {
            "Whether routers may mark packets instead of dropping them (explicit congestion notification)."
        }
        Variable::Timer(timer) => match timer {
            Timer::Retransmission => "Waits for the acknowledgment of the oldest segment in flight.",
            Timer::Persist => "Waits for the peer to open its closed window.",
            Timer::DelayedAck => "Holds an acknowledgment back for company: text of its own, or a second segment.",
            Timer::SillyWindow => "Holds a small segment back until the window has room for a better one.",
            Timer::KeepAlive => "Waits for any sign of life from the peer.",
            Timer::User => "Waits for the acknowledgment as long as the application allows.",
            Timer::FinWait2 => "Waits for the peer's FIN, though nobody reads any more.",
            Timer::TimeWait => "Waits 2 MSL, until old segments of this connection have died out.",
        },
    }
}

/// What depends on it.
pub(super) fn used_for(variable: Variable) -> &'static str {
    match variable {
        Variable::State => "It decides which segments are taken, which calls are allowed, and what is answered.",
        Variable::SndUna => {
            "An ACK counts as new only if SND.UNA < SEG.ACK ≤ SND.NXT. From here on segments are kept to be sent \
             again, and the send window begins here."
        }
        Variable::SndNxt => "SEG.SEQ of every new segment. SND.NXT − SND.UNA is what is in flight.",
        Variable::SndWnd => "New data may only go up to SND.UNA + SND.WND. At 0 only probes are sent.",
        Variable::SndWl1 | Variable::SndWl2 => {
            "It keeps an old segment that was overtaken on the way from setting an old window."
        }
        Variable::SndUp => "As long as it lies ahead, segments carry URG and point to it.",
        Variable::Iss => "SND.UNA and SND.NXT begin with it; the first octet of data is number ISS + 1.",
        Variable::RcvNxt => {
            "SEG.ACK of every segment that this side sends. What begins before it has been received, what begins \
             after it waits for the gap to be filled."
        }
        Variable::RcvWnd => {
            "The window field of every segment that this side sends. A segment is taken only if it lies within \
             RCV.NXT and RCV.NXT + RCV.WND."
        }
        Variable::RcvUp => "Up to there the application is told to hurry.",
        Variable::Irs => "RCV.NXT begins with IRS + 1.",
        Variable::Cwnd => "What is in flight may exceed neither cwnd nor SND.WND.",
        Variable::Ssthresh => "It separates slow start from congestion avoidance.",
        Variable::FlightSize => {
            "Together with cwnd and SND.WND it says whether more may be sent; a loss halves it into ssthresh."
        }
        Variable::Pipe => "In loss recovery with SACK a segment may be sent as long as pipe leaves room in cwnd.",
        Variable::Stage => "It decides by how much each ACK changes cwnd.",
        Variable::DuplicateAcks => {
            "The third one means that a segment is lost: it is sent again without waiting for the timer."
        }
        Variable::Recover => "Until then further duplicate ACKs are no sign of a new loss.",
        Variable::Rto => "The retransmission timer is started with it. Each time it expires, RTO doubles.",
        Variable::Srtt | Variable::Rttvar => "RTO = SRTT + max(G, 4 × RTTVAR).",
        Variable::SendMss => "Longer text is cut into segments of this size; cwnd grows in steps of it.",
        Variable::SndShift => "SND.WND = SEG.WND << Snd.Wind.Shift, for every segment but a SYN.",
        Variable::RcvShift => "SEG.WND = RCV.WND >> Rcv.Wind.Shift, for every segment but a SYN.",
        Variable::Sack => "With it only what is really missing is sent again.",
        Variable::TsRecent => {
            "The peer measures the round trip by its echo; a segment with an older timestamp is dropped (PAWS)."
        }
        Variable::Ecn => "A mark that the receiver echoes makes the sender reduce cwnd before anything is lost.",
        Variable::Timer(timer) => match timer {
            Timer::Retransmission => "The oldest segment is sent again, RTO doubles, and cwnd falls to one segment.",
            Timer::Persist => "A probe makes the peer tell its window.",
            Timer::DelayedAck => "The acknowledgment goes alone.",
            Timer::SillyWindow => "What the window takes is sent, however little it is.",
            Timer::KeepAlive => "A probe asks whether the peer is still there.",
            Timer::User => "The connection is given up.",
            Timer::FinWait2 => "The connection is forgotten.",
            Timer::TimeWait => "The TCB is deleted: CLOSED.",
        },
    }
}
