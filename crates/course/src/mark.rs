//! Marks: moments of an exchange named by what happens in them, never by a millisecond, so that they are found again
//! in a run that was changed.

use serde::{Deserialize, Serialize};
use sim::{Happening, Outcome, Side, Timeline, Transmission};
use tcp::{Cause, State, Timer};
use wire::Flags;

use crate::answered;

/// A moment with a name that prose and questions point at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Its name within the lesson.
    pub id: String,
    /// When it is.
    pub at: Moment,
}

/// A moment by what happens in it. `nth` counts from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Moment {
    /// A segment of a kind is sent.
    Sent {
        /// By whom.
        from: Side,
        /// Of which kind.
        kind: Kind,
        /// The how manieth of this kind.
        #[serde(default = "first")]
        nth: u32,
    },
    /// A segment of a kind is lost on the path.
    Lost {
        /// Who sent it.
        from: Side,
        /// Of which kind.
        kind: Kind,
        /// The how manieth of this kind that is lost.
        #[serde(default = "first")]
        nth: u32,
    },
    /// A mishap befalls a host: its power, its cable, its program.
    Befalls {
        /// Which host.
        side: Side,
        /// The how manieth of this host.
        #[serde(default = "first")]
        nth: u32,
    },
    /// A call of a host's program fails, at once or after it had blocked.
    Fails {
        /// Whose.
        side: Side,
        /// The how manieth of this host.
        #[serde(default = "first")]
        nth: u32,
    },
    /// A state is entered.
    Enters {
        /// By whom.
        side: Side,
        /// Which state.
        state: State,
        /// The how manieth time.
        #[serde(default = "first")]
        nth: u32,
    },
    /// A timer expires.
    Expires {
        /// Whose.
        side: Side,
        /// Which.
        timer: Timer,
        /// The how manieth time.
        #[serde(default = "first")]
        nth: u32,
    },
    /// A call of a program that had to wait returns.
    Returns {
        /// Whose.
        side: Side,
        /// The how manieth of those that had to wait.
        #[serde(default = "first")]
        nth: u32,
    },
    /// A segment that no endpoint formed is put on the path: an injection, or a SYN of a flood.
    Forged {
        /// In whose name, or on whose side.
        from: Side,
        /// The how manieth.
        #[serde(default = "first")]
        nth: u32,
    },
}

fn first() -> u32 {
    1
}

/// A kind of segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Any.
    Any,
    /// SYN without ACK, the first time.
    Syn,
    /// SYN with ACK, the first time.
    SynAck,
    /// Neither SYN, FIN, RST nor text.
    Ack,
    /// Text that is sent for the first time.
    Text,
    /// A FIN, the first time.
    Fin,
    /// A reset.
    Reset,
    /// Anything that is sent again.
    Retransmission,
    /// Text that is sent again.
    TextRetransmission,
    /// The ACK that ends the handshake.
    HandshakeAck,
    /// A bare ACK of text beyond a gap: it repeats the number that is missing.
    GapAck,
    /// A bare ACK of text that fills a gap, so that what was held beyond it is acknowledged too.
    CatchUpAck,
    /// A bare ACK of a FIN.
    FinAck,
}

impl Kind {
    fn fits(self, timeline: &Timeline, sent: &Transmission) -> bool {
        // A lesson speaks of what the endpoints do.
        let Some(cause) = sent.cause() else { return false };
        let segment = &sent.segment;
        let again = sent.is_retransmission();
        let has = |flag| segment.has(flag);
        match self {
            Kind::Any => true,
            Kind::Retransmission => again,
            Kind::TextRetransmission => again && !segment.text.is_empty(),
            Kind::Syn => !again && has(Flags::SYN) && !has(Flags::ACK),
            Kind::SynAck => !again && has(Flags::SYN | Flags::ACK),
            Kind::Fin => !again && has(Flags::FIN),
            Kind::Reset => has(Flags::RST),
            Kind::Text => !again && !segment.text.is_empty(),
            Kind::Ack => segment.is_empty() && has(Flags::ACK) && !has(Flags::RST),
            Kind::HandshakeAck => cause == Cause::HandshakeAck,
            Kind::GapAck => cause == Cause::AckOutOfOrder,
            Kind::CatchUpAck => {
                matches!(cause, Cause::AckText | Cause::AckFin) && answered::held_before(timeline, sent) > 0
            }
            Kind::FinAck => cause == Cause::AckFin,
        }
    }
}

impl Moment {
    /// The entry of `timeline` in which it happens, if it does.
    #[must_use]
    pub fn find(&self, timeline: &Timeline) -> Option<usize> {
        let sent = |transmission: u32| &timeline.transmissions[transmission as usize];
        let of_kind = |transmission: u32, from: Side, kind: Kind| {
            let sent = sent(transmission);
            sent.id.from == from && kind.fits(timeline, sent)
        };
        let mut entries = timeline.entries.iter().enumerate().filter(|(_, entry)| match (self, entry.happening) {
            (Moment::Sent { from, kind, .. }, Happening::Sent { transmission })
            | (Moment::Lost { from, kind, .. }, Happening::Lost { transmission, .. }) => {
                of_kind(transmission, *from, *kind)
            }
            (Moment::Befalls { side, .. }, Happening::Befell { .. })
            | (
                Moment::Fails { side, .. },
                Happening::Called { error: Some(_), .. }
                | Happening::Returned { outcome: Outcome::Failed(_) | Outcome::Refused(_), .. },
            ) => entry.side == *side,
            (Moment::Enters { side, state, .. }, _) => {
                entry.side == *side && entry.transitions().any(|transition| transition.to == *state)
            }
            (Moment::Expires { side, timer, .. }, Happening::Expired { timer: expired }) => {
                entry.side == *side && *timer == expired
            }
            (Moment::Returns { side, .. }, Happening::Returned { .. }) => entry.side == *side,
            (Moment::Forged { from, .. }, Happening::Sent { transmission }) => {
                let id = sent(transmission).id;
                id.forged && id.from == *from
            }
            _ => false,
        });
        let before = self.nth().checked_sub(1)?;
        entries.nth(before as usize).map(|(index, _)| index)
    }

    fn nth(&self) -> u32 {
        match self {
            Moment::Sent { nth, .. }
            | Moment::Lost { nth, .. }
            | Moment::Befalls { nth, .. }
            | Moment::Fails { nth, .. }
            | Moment::Enters { nth, .. }
            | Moment::Expires { nth, .. }
            | Moment::Returns { nth, .. }
            | Moment::Forged { nth, .. } => *nth,
        }
    }
}

#[cfg(test)]
mod tests {
    use sim::{Call, Flood, Host, Path, Scenario, Settings, run};
    use tcp::Instant;
    use wire::{MacAddr, Seq};

    use super::*;

    /// The client sleeps and connects, and two SYNs of strangers come to the server before.
    fn timeline() -> Timeline {
        let host = |last: u8, program| Host {
            address: [192, 0, 2, last].into(),
            mac: MacAddr([2, 0, 0, 0, 0, last]),
            port: 80,
            iss: Seq(7),
            settings: Settings::default(),
            program,
        };
        run(&Scenario {
            client: host(1, vec![Call::Sleep { ms: 100 }, Call::Connect]),
            server: host(2, Vec::new()),
            path: Path::default(),
            faults: Vec::new(),
            acts: Vec::new(),
            injections: Vec::new(),
            mishaps: Vec::new(),
            floods: vec![Flood { at: Instant(0), to: Side::Server, count: 2, every_us: 1000, seed: 1 }],
        })
    }

    fn at(moment: &Moment) -> Option<Instant> {
        let timeline = timeline();
        moment.find(&timeline).map(|entry| timeline.entries[entry].at)
    }

    const MS: u64 = 1_000_000;

    #[test]
    fn calls_that_had_to_wait_are_counted_as_they_return() {
        assert_eq!(at(&Moment::Returns { side: Side::Client, nth: 1 }), Some(Instant(100 * MS)));
        // Nobody listens: `connect` returns when the reset is back.
        assert_eq!(at(&Moment::Returns { side: Side::Client, nth: 2 }), Some(Instant(140 * MS)));
        assert_eq!(at(&Moment::Returns { side: Side::Client, nth: 3 }), None);
        assert_eq!(at(&Moment::Returns { side: Side::Server, nth: 1 }), None);
    }

    #[test]
    fn segments_that_no_endpoint_formed_are_counted_by_themselves() {
        assert_eq!(at(&Moment::Forged { from: Side::Client, nth: 2 }), Some(Instant(MS)));
        assert_eq!(at(&Moment::Forged { from: Side::Client, nth: 3 }), None);
        assert_eq!(at(&Moment::Forged { from: Side::Server, nth: 1 }), None);
        let syn = Moment::Sent { from: Side::Client, kind: Kind::Syn, nth: 1 };
        assert_eq!(at(&syn), Some(Instant(100 * MS)));
    }
}
