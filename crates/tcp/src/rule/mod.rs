//! Why an endpoint did what it did: every rule that can apply, with the values that it used.
//!
//! Numbers that start with `snd` or are called `iss` count our own octets; those that start with `rcv`, or are called
//! `irs`, count the peer's. An arriving segment's `seg_seq` is in the peer's numbering and its `seg_ack` in ours.

mod liveness;
mod options;
mod pacing;
mod sections;

use std::net::IpAddr;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wire::{Flags, Seq};

pub use liveness::LivenessRule;
pub use options::OptionRule;
pub use pacing::PacingRule;

use crate::{CongestionRule, Limit, ListenerRule, RecoveryRule, State, Timer};

/// A rule that was applied, and the change of state that it made, if any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The rule, with its values.
    pub rule: Rule,
    /// The change of state.
    pub transition: Option<Transition>,
}

/// A change of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// The state left.
    pub from: State,
    /// The state entered.
    pub to: State,
}

/// Where a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Section {
    /// The RFC's number.
    pub rfc: u16,
    /// The section within it.
    pub section: &'static str,
}

/// What text that was given to SEND waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Waiting {
    /// Nothing: it can go at once, as far as the window allows.
    Nothing,
    /// The connection is not yet ESTABLISHED.
    Handshake,
}

/// What a measurement of the round trip was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measured {
    /// A segment that was sent once, and its acknowledgment.
    Segment,
    /// The echo of our own timestamp, TSecr, which says which transmission is answered.
    Timestamp,
}

/// A rule, with the values that it used. The text of each variant says what happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    // User calls.
    /// An active OPEN selects an ISS and sends a SYN.
    ActiveOpen {
        /// The initial send sequence number that was selected.
        iss: Seq,
    },
    /// A passive OPEN waits for a SYN.
    PassiveOpen,
    /// SEND queues text.
    TextQueued {
        /// Octets given to SEND.
        len: u32,
        /// The number that the first of them will have.
        first: Seq,
        /// What they wait for.
        waiting: Waiting,
    },
    /// RECEIVE hands octets to the user.
    TextHandedOver {
        /// How many.
        len: u32,
        /// RCV.WND before.
        wnd_before: u32,
        /// RCV.WND after: what was handed over makes room, once that is worth telling.
        wnd_after: u32,
    },
    /// CLOSE: a FIN will follow the text that is still unsent.
    Close {
        /// Octets that were given to SEND and not sent yet.
        unsent: u32,
    },
    /// The text that was unsent at CLOSE is on its way, so the FIN follows.
    FinDue,
    /// SEND names the end of its text as urgent.
    UrgentQueued {
        /// SND.UP: the number after the last urgent octet.
        snd_up: Seq,
    },
    /// CLOSE before the handshake is over waits for it.
    CloseWaits,
    /// CLOSE in LISTEN or SYN-SENT deletes the TCB: there is no connection to close.
    CloseUnopened,
    /// SEND in LISTEN, with a peer to send to: the passive open becomes an active one.
    SendOpensActively {
        /// The initial send sequence number that was selected.
        iss: Seq,
    },
    /// The user takes no more of what arrives, although some did: a reset tells the peer that it is lost.
    UnreadAtClose {
        /// Octets that arrived and that the user has not taken.
        unread: u32,
    },
    /// Text for a user who takes no more of it: a reset tells the peer that it is lost.
    TextForNobody {
        /// Octets of text.
        len: u32,
    },
    /// ABORT.
    Abort {
        /// Whether the state asks for a reset to be sent.
        sends_reset: bool,
    },

    // A segment arrives: CLOSED and LISTEN.
    /// There is no connection for this segment: it is answered by a reset.
    NoConnection {
        /// The arriving segment's control bits.
        flags: Flags,
    },
    /// A reset for a connection that does not exist is ignored.
    ResetIgnored {
        /// CLOSED or LISTEN.
        state: State,
    },
    /// An acknowledgment in LISTEN acknowledges nothing that was sent: it is answered by a reset.
    AckInListen {
        /// SEG.ACK.
        seg_ack: Seq,
    },
    /// A SYN in LISTEN: the number after it is expected next, and our own ISS is selected.
    SynInListen {
        /// SEG.SEQ, which becomes IRS.
        irs: Seq,
        /// RCV.NXT = IRS + 1.
        rcv_nxt: Seq,
        /// Our ISS.
        iss: Seq,
    },
    /// A segment in LISTEN from an address that no single host can have: multicast, broadcast, unspecified. It is dropped.
    InvalidSource {
        /// The address.
        source: IpAddr,
    },
    /// A segment without SYN, ACK and RST in LISTEN is dropped.
    NothingForListen,

    // A segment arrives: SYN-SENT.
    /// SEG.ACK is not what our SYN asks for: a reset goes back unless this is one.
    BadAckInSynSent {
        /// SEG.ACK.
        seg_ack: Seq,
        /// Our ISS: it must lie after this.
        iss: Seq,
        /// SND.NXT: and not after this.
        snd_nxt: Seq,
    },
    /// A reset that acknowledges our SYN: the connection was refused.
    RefusedInSynSent {
        /// SEG.ACK.
        seg_ack: Seq,
    },
    /// A reset that acknowledges nothing is dropped.
    ResetWithoutAck,
    /// The SYN,ACK that our SYN waited for: our SYN is acknowledged and the peer's numbering is known.
    SynAckArrived {
        /// SEG.SEQ, which becomes IRS.
        irs: Seq,
        /// RCV.NXT = IRS + 1.
        rcv_nxt: Seq,
        /// SEG.ACK, which becomes SND.UNA.
        snd_una: Seq,
    },
    /// A SYN without ACK while our own SYN is under way: both sides opened at once.
    SimultaneousOpen {
        /// SEG.SEQ, which becomes IRS.
        irs: Seq,
        /// RCV.NXT = IRS + 1.
        rcv_nxt: Seq,
    },
    /// A segment with neither SYN nor RST in SYN-SENT is dropped.
    NeitherSynNorReset,

    // A segment arrives: the other states, in the order of the steps.
    /// First step: the segment lies outside the receive window. It is dropped and answered by an ACK, a reset without.
    Unacceptable {
        /// SEG.SEQ.
        seg_seq: Seq,
        /// SEG.LEN.
        seg_len: u32,
        /// RCV.NXT.
        rcv_nxt: Seq,
        /// RCV.WND.
        rcv_wnd: u32,
        /// Whether it is a reset, which gets no answer.
        reset: bool,
    },
    /// First step, for a SYN that has been answered already: the SYN,ACK goes out again.
    DuplicateSyn {
        /// SEG.SEQ, which is IRS.
        seg_seq: Seq,
    },
    /// First step, simultaneous open: the peer's SYN,ACK begins at IRS, before the window, but acknowledges our SYN.
    SynAckInSynReceived {
        /// SEG.SEQ, which is IRS.
        seg_seq: Seq,
        /// SEG.ACK.
        seg_ack: Seq,
    },
    /// First step: the window is closed, so the text or the FIN of the segment is not taken; its ACK, URG and RST are.
    WindowClosedForText {
        /// SEG.SEQ, which is RCV.NXT.
        seg_seq: Seq,
        /// SEG.LEN.
        seg_len: u32,
    },
    /// First step: what lies beyond the right edge of the window is cut off.
    CutAtRightEdge {
        /// Octets of text that are left.
        kept: u32,
        /// Octets of text that were cut off.
        cut: u32,
        /// Whether a FIN was cut off.
        fin: bool,
        /// RCV.NXT + RCV.WND.
        edge: Seq,
    },
    /// Second step: a reset in SYN-RECEIVED.
    ResetInSynReceived {
        /// Whether we came from LISTEN, and so go back to it.
        back_to_listen: bool,
    },
    /// Second step: a reset with exactly SEG.SEQ = RCV.NXT ends the connection.
    Reset {
        /// SEG.SEQ.
        seg_seq: Seq,
    },
    /// Second step in TIME-WAIT: an old reset must not end the wait early, since what it would let in is just what the
    /// wait keeps out. It is ignored.
    ResetIgnoredInTimeWait {
        /// SEG.SEQ.
        seg_seq: Seq,
    },
    /// Second step: a reset in the window but not at RCV.NXT is answered by a challenge ACK.
    ResetChallenged {
        /// SEG.SEQ.
        seg_seq: Seq,
        /// RCV.NXT.
        rcv_nxt: Seq,
    },
    /// Fourth step: a SYN in a passively opened SYN-RECEIVED returns to LISTEN.
    SynInSynReceived,
    /// Fourth step: a SYN in a synchronized state is answered by a challenge ACK.
    SynChallenged {
        /// SEG.SEQ.
        seg_seq: Seq,
    },
    /// A challenge ACK was due, but as many as may be sent in a while have been: none is.
    ChallengeSuppressed {
        /// How many may be sent.
        limit: u32,
        /// In how long.
        period: Duration,
    },
    /// Fifth step: a segment without ACK is dropped.
    WithoutAck,
    /// Fifth step: SEG.ACK lies outside what could be acknowledged. An ACK goes back.
    AckUnacceptable {
        /// SEG.ACK.
        seg_ack: Seq,
        /// The oldest number that is accepted: SND.UNA - MAX.SND.WND.
        oldest: Seq,
        /// SND.NXT.
        snd_nxt: Seq,
    },
    /// Fifth step in SYN-RECEIVED: SEG.ACK does not acknowledge our SYN. A reset goes back.
    BadAckInSynReceived {
        /// SEG.ACK.
        seg_ack: Seq,
        /// SND.UNA.
        snd_una: Seq,
        /// SND.NXT.
        snd_nxt: Seq,
    },
    /// Fifth step in SYN-RECEIVED: our SYN is acknowledged.
    HandshakeAcknowledged {
        /// SEG.ACK, which becomes SND.UNA.
        snd_una: Seq,
    },
    /// Fifth step: SEG.ACK acknowledges more.
    AckAdvances {
        /// SND.UNA before.
        from: Seq,
        /// SEG.ACK, which becomes SND.UNA.
        to: Seq,
        /// SND.NXT: what was sent up to now.
        snd_nxt: Seq,
    },
    /// Fifth step: a duplicate ACK, as the receiver sends one when something is missing.
    AckRepeats {
        /// SEG.ACK, which is SND.UNA.
        seg_ack: Seq,
        /// SND.NXT.
        snd_nxt: Seq,
    },
    /// Fifth step: the send window is updated.
    WindowUpdated {
        /// Whether a SYN tells it, which arrives in SYN-SENT.
        syn: bool,
        /// SND.WND before.
        from: u32,
        /// SEG.WND, shifted left by the peer's window scale.
        to: u32,
    },
    /// Fifth step: our FIN is acknowledged.
    FinAcknowledged {
        /// The number of our FIN.
        fin: Seq,
        /// SEG.ACK.
        seg_ack: Seq,
    },
    /// Sixth step: the peer has urgent text that we had not been told of.
    UrgentArrived {
        /// RCV.UP: the number after the last urgent octet.
        rcv_up: Seq,
        /// Octets up to there that the user has not taken.
        ahead: u32,
    },
    /// Seventh step: the text at RCV.NXT is taken.
    TextAccepted {
        /// RCV.NXT before.
        from: Seq,
        /// Octets by which RCV.NXT moves: the new ones of this segment, and those that had been held beyond them.
        len: u32,
        /// How many of them had been held since they arrived ahead of their turn.
        held: u32,
        /// RCV.NXT after.
        rcv_nxt: Seq,
        /// RCV.WND after.
        rcv_wnd: u32,
    },
    /// Seventh step: the text lies beyond a gap. It is held, and RCV.NXT stays.
    OutOfOrder {
        /// The number of the first octet of text.
        seg_seq: Seq,
        /// Octets of text.
        len: u32,
        /// RCV.NXT, where the gap begins.
        rcv_nxt: Seq,
    },
    /// Seventh step: the text would open one more gap than are kept track of. It is dropped, and will come again.
    TooManyGaps {
        /// The number of the first octet of text.
        seg_seq: Seq,
        /// Octets of text.
        len: u32,
        /// How many gaps are kept track of.
        limit: u32,
    },
    /// Seventh step: every octet of the text is here already.
    TextHeldAlready {
        /// The number of the first octet of text.
        seg_seq: Seq,
        /// Octets of text.
        len: u32,
        /// RCV.NXT.
        rcv_nxt: Seq,
    },
    /// Seventh step: text with or after the peer's FIN has no meaning and is ignored.
    TextAfterFin {
        /// Octets of text.
        len: u32,
    },
    /// Eighth step: the peer's FIN, which takes one number.
    FinArrived {
        /// The number of the FIN.
        fin: Seq,
        /// RCV.NXT = FIN + 1.
        rcv_nxt: Seq,
        /// Whether it had come earlier, beyond a gap that is filled now.
        held: bool,
    },
    /// Eighth step: the FIN lies beyond a gap and waits until that is filled.
    FinBeyondGap {
        /// The number of the FIN.
        fin: Seq,
        /// RCV.NXT, where the gap begins.
        rcv_nxt: Seq,
    },
    /// The peer's FIN again, in TIME-WAIT: our ACK was lost. It is acknowledged and the wait begins anew.
    FinAgainInTimeWait {
        /// SEG.SEQ.
        seg_seq: Seq,
        /// 2 MSL.
        wait: Duration,
    },
    /// A SYN in TIME-WAIT, behind which somebody listens, is newer than all of the old connection: the wait is over, and
    /// the SYN is for the listener.
    TimeWaitReopened {
        /// SEG.SEQ.
        seg_seq: Seq,
        /// RCV.NXT of the old connection: SEG.SEQ lies beyond, unless the timestamps tell it.
        rcv_nxt: Seq,
        /// SEG.TSval, where it is the timestamp that is newer, and TS.Recent if the old connection had one.
        timestamps: Option<(u32, Option<u32>)>,
    },
    /// Not RFC 9293: our SYN,ACK is out, and the connection is believed in although nobody has acknowledged that.
    TwoWayBelieved {
        /// Our ISS, which nobody has acknowledged.
        iss: Seq,
    },
    /// Not RFC 9293: the peer's SYN,ACK gets no acknowledgment, since two segments are to do.
    TwoWayUnacknowledged {
        /// RCV.NXT, which an acknowledgment would have told.
        rcv_nxt: Seq,
    },
    /// The host has lost what its memory held: it knows of no connection any more.
    MemoryLost {
        /// The state that it was in.
        state: State,
    },
    /// The segment's checksum does not match its octets: it is dropped without a word.
    ChecksumMismatch {
        /// The checksum in the header.
        found: u16,
        /// The checksum of the octets.
        computed: u16,
    },
    /// The octets are no segment: a length in them does not fit. They are dropped without a word.
    Malformed,

    // Timers.
    /// A timer was started.
    TimerStarted {
        /// Which.
        timer: Timer,
        /// For how long.
        span: Duration,
    },
    /// The round trip was measured.
    RttMeasured {
        /// What was measured.
        by: Measured,
        /// SRTT and RTTVAR before it; nothing for the first measurement of the connection.
        before: Option<(Duration, Duration)>,
        /// R', the measurement.
        sample: Duration,
        /// SRTT after it.
        srtt: Duration,
        /// RTTVAR after it.
        rttvar: Duration,
        /// SRTT + max(G, 4 RTTVAR).
        computed: Duration,
        /// RTO: the same between its floor and its cap.
        rto: Duration,
    },
    /// What is acknowledged was sent more than once: the acknowledgment does not say which transmission it answers, so
    /// the round trip is not measured (Karn's algorithm), and RTO stays as backed off.
    NotMeasured {
        /// Whether it is our SYN. What RTO data begins with is decided when the handshake is over.
        syn: bool,
        /// The first number of what was sent more than once.
        seq: Seq,
        /// How many times it was sent.
        transmissions: u32,
        /// RTO, which stays.
        rto: Duration,
    },
    /// The SYN was sent more than once, so data begins with an RTO that does not depend on what it was until then.
    RtoAfterSynTimeout {
        /// RTO.
        rto: Duration,
    },
    /// The retransmission timer expired: the oldest unacknowledged segment goes out again and RTO doubles.
    RetransmissionTimeout {
        /// The first number of that segment.
        seq: Seq,
        /// SEG.LEN of that segment.
        len: u32,
        /// RTO that expired.
        expired: Duration,
        /// RTO from now on.
        rto: Duration,
        /// How many times this segment has been sent before.
        transmissions: u32,
    },
    /// The oldest segment was retransmitted until R2: the connection is given up.
    GivenUp {
        /// How many times the segment was sent.
        transmissions: u32,
        /// R2.
        limit: Limit,
    },
    /// The peer's window is closed: one octet is sent to find out whether it has opened.
    WindowProbe {
        /// SND.NXT.
        snd_nxt: Seq,
        /// What was waited for.
        waited: Duration,
    },
    /// TIME-WAIT is over.
    TimeWaitOver {
        /// 2 MSL.
        wait: Duration,
    },

    // What has a file of its own.
    /// An option was agreed on, used or refused.
    Options(OptionRule),
    /// Text or an acknowledgment waits, or waits no longer.
    Pacing(PacingRule),
    /// A silent peer, or a report from the network.
    Liveness(LivenessRule),
    /// The congestion window grew or shrank.
    Congestion(CongestionRule),
    /// A loss was noticed and is being mended.
    Recovery(RecoveryRule),
    /// A listener decided, and not a connection.
    Listener(ListenerRule),
}

impl From<ListenerRule> for Rule {
    fn from(rule: ListenerRule) -> Rule {
        Rule::Listener(rule)
    }
}

impl From<OptionRule> for Rule {
    fn from(rule: OptionRule) -> Rule {
        Rule::Options(rule)
    }
}

impl From<PacingRule> for Rule {
    fn from(rule: PacingRule) -> Rule {
        Rule::Pacing(rule)
    }
}

impl From<LivenessRule> for Rule {
    fn from(rule: LivenessRule) -> Rule {
        Rule::Liveness(rule)
    }
}

impl From<CongestionRule> for Rule {
    fn from(rule: CongestionRule) -> Rule {
        Rule::Congestion(rule)
    }
}

impl From<RecoveryRule> for Rule {
    fn from(rule: RecoveryRule) -> Rule {
        Rule::Recovery(rule)
    }
}
