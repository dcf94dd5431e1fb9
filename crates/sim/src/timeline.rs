//! What a run gives: every happening in order, every segment that was sent, and what each host knew after each step.

use std::net::SocketAddrV4;
use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tcp::{CallError, Cause, Ending, Event, Instant, ListenerStatus, State, Status, Timer, Transition, Why};
use wire::Segment;

use crate::index::Index;
use crate::{AppStatus, Checksum, HeaderBits, Scenario, SegmentRef, Side};

/// A whole run. It can be written, but not read: it is made from its scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// What it was made from.
    pub scenario: Scenario,
    /// What happened, in order.
    pub entries: Vec<Entry>,
    /// Every segment that was put on the wire, in order.
    pub transmissions: Vec<Transmission>,
    /// What a host knew, as often as that changed. The first two are those of the beginning.
    pub snapshots: Vec<Snapshot>,
    /// What the queues of a socket that listens held, as often as that changed.
    pub listeners: Vec<ListenerStatus>,
    /// The octets that the application of each side received.
    pub received: [Bytes; 2],
    /// Why the run ended.
    pub end: End,
    /// Where the transmissions are.
    #[serde(skip)]
    pub(crate) index: Index,
}

/// One thing that happened at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Instant,
    /// At which host. A loss on the path is told by the side that sent the segment.
    pub side: Side,
    /// What.
    pub happening: Happening,
    /// The rules that the endpoint applied, in order.
    pub events: Vec<Event>,
    /// Which snapshot of each side holds after it, client first.
    pub snapshots: [u32; 2],
    /// The change of state that somebody inferred who only saw the segments. No run has any: there the events tell.
    #[serde(skip)]
    pub inferred: Option<Transition>,
}

impl Entry {
    /// The changes of state among its events, and the one that was inferred.
    pub fn transitions(&self) -> impl Iterator<Item = Transition> + '_ {
        self.events.iter().filter_map(|event| event.transition).chain(self.inferred)
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Happening {
    /// The application made a call.
    Called {
        /// Which line of its program.
        line: u32,
        /// Whether it waits there.
        blocks: bool,
        /// Why it failed, if it did.
        error: Option<CallError>,
    },
    /// A call that had blocked returned.
    Returned {
        /// Which line of its program.
        line: u32,
        /// With what.
        outcome: Outcome,
    },
    /// A segment was put on the wire.
    Sent {
        /// Which, among the transmissions.
        transmission: u32,
    },
    /// A segment arrived.
    Arrived {
        /// Which, among the transmissions.
        transmission: u32,
        /// Which of its copies.
        copy: u32,
    },
    /// A segment was lost on the path.
    Lost {
        /// Which, among the transmissions.
        transmission: u32,
        /// Which of its copies.
        copy: u32,
    },
    /// A timer expired.
    Expired {
        /// Which.
        timer: Timer,
    },
    /// A person made a call besides the program.
    Acted {
        /// Which, among the scenario's acts.
        act: u32,
        /// Why it failed, if it did.
        error: Option<CallError>,
        /// Octets that it received.
        octets: u32,
    },
    /// Something befell the host.
    Befell {
        /// Which, among the scenario's mishaps.
        mishap: u32,
    },
}

impl Happening {
    /// The segment that it is about.
    #[must_use]
    pub fn transmission(self) -> Option<u32> {
        match self {
            Happening::Sent { transmission }
            | Happening::Arrived { transmission, .. }
            | Happening::Lost { transmission, .. } => Some(transmission),
            Happening::Called { .. }
            | Happening::Returned { .. }
            | Happening::Expired { .. }
            | Happening::Acted { .. }
            | Happening::Befell { .. } => None,
        }
    }
}

/// With what a call returned that had blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The connection is ESTABLISHED.
    Connected,
    /// So many octets. `more` tells that the program calls again for the rest.
    Text {
        /// How many.
        octets: u32,
        /// Whether it calls again.
        more: bool,
    },
    /// So many octets went into the send buffer once it had room. `more` tells that the call holds on to the rest.
    Handed {
        /// How many.
        octets: u32,
        /// Whether it waits for more room.
        more: bool,
    },
    /// The peer has closed and everything has been received.
    EndOfStream,
    /// The time is over.
    Awake,
    /// The connection ended, and the program with it.
    Failed(Ending),
    /// The call may no longer go on, and the program with it.
    Refused(CallError),
}

/// What one host knew at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Its TCP.
    pub tcp: Status,
    /// Its application.
    pub app: AppStatus,
    /// The queues of its socket that listens, where that is one of its own: which of the timeline's.
    pub listener: Option<u32>,
}

/// A segment that was put on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transmission {
    /// Who sent it, and as which one.
    pub id: SegmentRef,
    /// The socket in whose name it was sent, or to which it goes, where that is a stranger's: none of the two hosts'.
    pub stranger: Option<SocketAddrV4>,
    /// When.
    pub sent: Instant,
    /// Which entry tells of it.
    pub entry: u32,
    /// What it says.
    pub segment: Segment,
    /// Whether its packet says that the transport is ECN-capable.
    pub ecn_capable: bool,
    /// Whether its checksum fits it, as it always does but where a person made it otherwise.
    pub checksum: Checksum,
    /// What else of its header a person wrote otherwise.
    pub header: HeaderBits,
    /// Why it was sent and says that. Nothing of the kind if a person made it, as [`SegmentRef::forged`] tells, or if it was
    /// only seen, in a capture.
    pub why: Option<Why>,
    /// What became of it. There is one copy unless the path duplicated it.
    pub copies: Vec<Copy>,
}

impl Transmission {
    /// Whether the path brought it to the other side in order at least once.
    #[must_use]
    pub fn is_delivered(&self) -> bool {
        self.copies.iter().any(|copy| copy.fate == Fate::Delivered)
    }

    /// Whether these octets, or this SYN or FIN, had been sent before and go again since they may not have arrived. The
    /// SYN,ACK of a simultaneous open is none: it answers the peer's SYN.
    #[must_use]
    pub fn is_retransmission(&self) -> bool {
        let again = |cause| matches!(cause, Cause::Retransmission { .. } | Cause::Recovery { .. } | Cause::SynAckAgain);
        self.cause().is_some_and(again)
    }

    /// Why the endpoint sent it. Nothing if a person made it.
    #[must_use]
    pub fn cause(&self) -> Option<Cause> {
        self.why.as_ref().map(|why| why.cause)
    }
}

/// One copy of a segment on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// When it left. A duplicate leaves the path's middle later, and is told to leave later.
    pub left: Instant,
    /// When it arrived or was lost.
    pub ended: Instant,
    /// What became of it.
    pub fate: Fate,
    /// Whether a router marked its packet Congestion Experienced, where that is ECN-capable.
    pub marked: bool,
    /// How long it waited at the router for its turn on the line.
    pub waited: Duration,
    /// Which entry tells that it arrived or was lost, unless the run ended before.
    pub entry: Option<u32>,
}

/// What became of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// It arrived as it was sent.
    Delivered,
    /// It was lost on the path.
    Lost,
    /// It was dropped at the router, where as many waited as may.
    QueueFull,
    /// It arrived with this bit flipped.
    Corrupted {
        /// Which bit of the segment, counted from the first of its header.
        bit: u32,
    },
    /// It got no further.
    Stopped(Stop),
}

/// What keeps a copy from being heard, besides loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stop {
    /// The sender's cable is out.
    SenderUnplugged,
    /// The receiver's cable is out.
    ReceiverUnplugged,
    /// The receiver has no power.
    ReceiverOff,
    /// A firewall before the receiver drops it without a word.
    Filtered,
    /// It goes to a stranger, by another way, and is not heard of again.
    Elsewhere,
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum End {
    /// Nothing is left to happen.
    Quiet,
    /// The longest time that a run may take has passed.
    TimeLimit,
    /// There are as many entries as a run may have.
    EntryLimit,
}

impl Timeline {
    /// A timeline of what was seen elsewhere, and not made from its scenario. The entries and the transmissions are in
    /// order of time and name each other by their places; the first two snapshots are those of the beginning.
    #[must_use]
    pub fn assembled(
        scenario: Scenario,
        entries: Vec<Entry>,
        transmissions: Vec<Transmission>,
        snapshots: Vec<Snapshot>,
    ) -> Timeline {
        let index = Index::new(&transmissions);
        let received = [Bytes::new(), Bytes::new()];
        Timeline {
            scenario,
            entries,
            transmissions,
            snapshots,
            received,
            end: End::Quiet,
            listeners: Vec::new(),
            index,
        }
    }

    /// The snapshot of `side` after the first `step` entries.
    #[must_use]
    pub fn snapshot(&self, step: usize, side: Side) -> &Snapshot {
        let index = match step.min(self.entries.len()).checked_sub(1) {
            Some(last) => self.entries[last].snapshots[side as usize],
            None => side as u32,
        };
        &self.snapshots[index as usize]
    }

    /// The queues that a snapshot shows, if its host has a socket that listens.
    #[must_use]
    pub fn listener(&self, snapshot: &Snapshot) -> Option<&ListenerStatus> {
        self.listeners.get(snapshot.listener? as usize)
    }

    /// The transmission that an edit or a question names, if the run has it.
    #[must_use]
    pub fn find(&self, id: SegmentRef) -> Option<&Transmission> {
        self.place(id).map(|place| &self.transmissions[place])
    }

    /// Its place among the transmissions.
    #[must_use]
    pub fn place(&self, id: SegmentRef) -> Option<usize> {
        self.index.find(id)
    }

    /// When the last thing happened.
    #[must_use]
    pub fn ended(&self) -> Instant {
        self.entries.last().map_or(Instant::ZERO, |entry| entry.at)
    }

    /// The states that `side` was in, in order, from the first.
    #[must_use]
    pub fn states(&self, side: Side) -> Vec<State> {
        let mut states = vec![self.snapshot(0, side).tcp.state];
        let of_side = self.entries.iter().filter(|entry| entry.side == side);
        states.extend(of_side.flat_map(Entry::transitions).map(|transition| transition.to));
        states
    }
}
