//! The figure of the states (RFC 9293 section 3.3.2, figure 5): its edges, which of them an exchange takes, and what is
//! said of each edge and each state.

mod en;
mod zh;

use sim::{Entry, Side, Timeline};
use tcp::{Event, Rule, Section, State};

use crate::Lang;

/// Where an edge stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// In the figure.
    Drawn,
    /// In a note to the figure, which says that it is left out.
    Noted,
    /// In section 3.10 only: the connection is cut off by a reset, by ABORT or by a limit of time, and is CLOSED.
    CutOff,
}

/// A change of state, with what brings it about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edge {
    /// The state before.
    pub from: State,
    /// The state after.
    pub to: State,
    /// Where it stands.
    pub standing: Standing,
    /// What happens, in the figure's words: `rcv SYN`.
    pub event: &'static str,
    /// What is done about it, in the figure's words, where there is something: `snd SYN,ACK`.
    pub action: Option<&'static str>,
    /// The section that says so; all are of RFC 9293.
    section: &'static str,
}

const fn drawn(
    from: State,
    to: State,
    event: &'static str,
    action: Option<&'static str>,
    section: &'static str,
) -> Edge {
    Edge { from, to, standing: Standing::Drawn, event, action, section }
}

const fn cut_off(from: State, event: &'static str, section: &'static str) -> Edge {
    Edge { from, to: Closed, standing: Standing::CutOff, event, action: Some("delete TCB"), section }
}

use State::*;

/// Whatever cuts a connection off.
const CUT: &str = "rcv RST, ABORT or timeout";

/// Every edge: first those of the figure, by the state that they leave.
const EDGES: [Edge; 31] = [
    drawn(Closed, Listen, "passive OPEN", Some("create TCB"), "3.10.1"),
    drawn(Closed, SynSent, "active OPEN", Some("create TCB, snd SYN"), "3.10.1"),
    drawn(Listen, SynReceived, "rcv SYN", Some("snd SYN,ACK"), "3.10.7.2"),
    drawn(Listen, SynSent, "SEND", Some("snd SYN"), "3.10.2"),
    drawn(Listen, Closed, "CLOSE", Some("delete TCB"), "3.10.4"),
    drawn(SynSent, SynReceived, "rcv SYN", Some("snd SYN,ACK"), "3.10.7.3"),
    drawn(SynSent, Established, "rcv SYN,ACK", Some("snd ACK"), "3.10.7.3"),
    drawn(SynSent, Closed, "CLOSE", Some("delete TCB"), "3.10.4"),
    drawn(SynReceived, Listen, "rcv RST", None, "3.10.7.4"),
    drawn(SynReceived, Established, "rcv ACK of SYN", None, "3.10.7.4"),
    drawn(SynReceived, FinWait1, "CLOSE", Some("snd FIN"), "3.10.4"),
    drawn(Established, FinWait1, "CLOSE", Some("snd FIN"), "3.10.4"),
    drawn(Established, CloseWait, "rcv FIN", Some("snd ACK"), "3.10.7.4"),
    drawn(FinWait1, FinWait2, "rcv ACK of FIN", None, "3.10.7.4"),
    drawn(FinWait1, Closing, "rcv FIN", Some("snd ACK"), "3.10.7.4"),
    drawn(FinWait2, TimeWait, "rcv FIN", Some("snd ACK"), "3.10.7.4"),
    drawn(CloseWait, LastAck, "CLOSE", Some("snd FIN"), "3.10.4"),
    drawn(Closing, TimeWait, "rcv ACK of FIN", None, "3.10.7.4"),
    drawn(LastAck, Closed, "rcv ACK of FIN", None, "3.10.7.4"),
    drawn(TimeWait, Closed, "timeout 2 MSL", Some("delete TCB"), "3.10.8"),
    Edge {
        from: FinWait1,
        to: TimeWait,
        standing: Standing::Noted,
        event: "rcv FIN, ACK of FIN",
        action: Some("snd ACK"),
        section: "3.3.2",
    },
    cut_off(Listen, "ABORT", "3.10.5"),
    cut_off(SynSent, CUT, "3.10.7.3"),
    cut_off(SynReceived, CUT, "3.10.7.4"),
    cut_off(Established, CUT, "3.10.7.4"),
    cut_off(FinWait1, CUT, "3.10.7.4"),
    cut_off(FinWait2, CUT, "3.10.7.4"),
    cut_off(CloseWait, CUT, "3.10.7.4"),
    cut_off(Closing, CUT, "3.10.7.4"),
    cut_off(LastAck, CUT, "3.10.7.4"),
    cut_off(TimeWait, "rcv RST or ABORT", "3.10.7.4"),
];

/// An edge, by its place among all of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct EdgeId(u8);

/// That an edge was taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Taking {
    /// Which edge.
    pub edge: EdgeId,
    /// Whose connection took it.
    pub side: Side,
    /// The entry of the timeline in which it did.
    pub entry: usize,
}

impl EdgeId {
    /// How many edges there are.
    pub const COUNT: usize = EDGES.len();

    /// Every edge: those of the figure first, by the state that they leave.
    pub fn all() -> impl Iterator<Item = EdgeId> {
        (0_u8..).take(EdgeId::COUNT).map(EdgeId)
    }

    /// What it is.
    #[must_use]
    pub fn edge(self) -> &'static Edge {
        &EDGES[usize::from(self.0)]
    }

    /// Its place among all of them.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Its name in links: `listen.syn-received`, or `established.cut-off`.
    #[must_use]
    pub fn slug(self) -> String {
        let edge = self.edge();
        let to = if edge.standing == Standing::CutOff { "cut-off" } else { edge.to.name() };
        [edge.from.name(), ".", to].concat().to_ascii_lowercase()
    }

    /// The edge with this name.
    #[must_use]
    pub fn find(slug: &str) -> Option<EdgeId> {
        EdgeId::all().find(|id| id.slug() == slug)
    }

    /// The edge that an event took, if it changed the state. What the figure does not tell apart is one edge here.
    #[must_use]
    pub fn of(event: &Event) -> Option<EdgeId> {
        let change = event.transition?;
        // What the figure knows nothing of: a host that forgets, a new connection in place of the wait, and what is not
        // TCP at all.
        if let Rule::MemoryLost { .. } | Rule::TimeWaitReopened { .. } | Rule::TwoWayBelieved { .. } = event.rule {
            return None;
        }
        let is_cut_off = change.to == Closed && !is_orderly(&event.rule);
        EdgeId::all().find(|id| {
            let edge = id.edge();
            edge.from == change.from && edge.to == change.to && (edge.standing == Standing::CutOff) == is_cut_off
        })
    }
}

impl Edge {
    /// The section that says so.
    #[must_use]
    pub fn section(&self) -> Section {
        Section { rfc: 9293, section: self.section }
    }
}

/// Whether the figure draws how this rule leads to CLOSED.
fn is_orderly(rule: &Rule) -> bool {
    matches!(rule, Rule::CloseUnopened | Rule::FinAcknowledged { .. } | Rule::TimeWaitOver { .. })
}

/// The edges that an entry took, in order. Where one segment acknowledges our FIN and brings the peer's, the endpoint
/// passes FIN-WAIT-2 on its way, since it looks at the one after the other; that is the edge of the figure's note 2.
#[must_use]
pub fn taken(entry: &Entry) -> Vec<EdgeId> {
    let mut edges: Vec<EdgeId> = Vec::new();
    for edge in entry.events.iter().filter_map(EdgeId::of) {
        let before = edges.last().map(|last| last.edge());
        let passes =
            before.is_some_and(|before| before.from == FinWait1 && before.to == FinWait2) && edge.edge().to == TimeWait;
        if passes {
            edges.pop();
            edges.extend(EdgeId::all().find(|id| id.edge().standing == Standing::Noted));
        } else {
            edges.push(edge);
        }
    }
    edges
}

/// Every edge that a run takes, in order.
#[must_use]
pub fn takings(timeline: &Timeline) -> Vec<Taking> {
    let of_entry = |(index, entry): (usize, &Entry)| {
        let side = entry.side;
        taken(entry).into_iter().map(move |edge| Taking { edge, side, entry: index })
    };
    timeline.entries.iter().enumerate().flat_map(of_entry).collect()
}

/// What brings an edge about, and what follows, in a sentence or two.
#[must_use]
pub fn about_edge(id: EdgeId, lang: Lang) -> &'static str {
    match lang {
        Lang::En => en::edge(id.edge()),
        Lang::Zh => zh::edge(id.edge()),
    }
}

/// What a connection in `state` waits for, in a sentence.
#[must_use]
pub fn about_state(state: State, lang: Lang) -> &'static str {
    match lang {
        Lang::En => en::state(state),
        Lang::Zh => zh::state(state),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tcp::LivenessRule;

    use super::*;

    #[test]
    fn every_edge_of_figure_5_is_there() {
        // As the figure is read from the top, each state with those that its arrows lead to.
        let figure: [(State, &[State]); 11] = [
            (Closed, &[Listen, SynSent]),
            (Listen, &[Closed, SynReceived, SynSent]),
            (SynSent, &[Closed, SynReceived, Established]),
            (SynReceived, &[Listen, Established, FinWait1]),
            (Established, &[FinWait1, CloseWait]),
            (FinWait1, &[FinWait2, Closing]),
            (FinWait2, &[TimeWait]),
            (CloseWait, &[LastAck]),
            (Closing, &[TimeWait]),
            (LastAck, &[Closed]),
            (TimeWait, &[Closed]),
        ];
        let figure: BTreeSet<(State, State)> =
            figure.iter().flat_map(|(from, to)| to.iter().map(|to| (*from, *to))).collect();
        let drawn = EDGES.iter().filter(|edge| edge.standing == Standing::Drawn);
        assert_eq!(drawn.clone().count(), 20);
        assert_eq!(drawn.map(|edge| (edge.from, edge.to)).collect::<BTreeSet<_>>(), figure);
    }

    #[test]
    fn every_name_leads_to_its_own_edge() {
        for id in EdgeId::all() {
            assert_eq!(EdgeId::find(&id.slug()), Some(id));
        }
        assert_eq!(EdgeId::find("closed.established"), None);
    }

    #[test]
    fn every_edge_and_every_state_is_told_in_both_languages() {
        for lang in Lang::ALL {
            for state in State::ALL {
                assert!(about_state(state, lang).len() > 20, "{state}");
            }
            for id in EdgeId::all() {
                assert!(about_edge(id, lang).len() > 20, "{}", id.slug());
            }
        }
    }

    #[test]
    fn a_limit_of_time_is_no_orderly_end() {
        let held = std::time::Duration::from_secs(60);
        let event = Event {
            rule: Rule::Liveness(LivenessRule::FinWait2Over { held }),
            transition: Some(tcp::Transition { from: FinWait2, to: Closed }),
        };
        assert_eq!(EdgeId::of(&event).map(EdgeId::slug).as_deref(), Some("fin-wait-2.cut-off"));
    }
}
