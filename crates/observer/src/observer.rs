//! One conversation, looked at segment by segment.

use serde::{Deserialize, Serialize};
use tcp::State;
use wire::{Flags, Seq, TcpOption};

use crate::half::Half;
use crate::in_flight::Sighting;
use crate::position::seq;
use crate::step::Step;
use crate::view::{Part, view};
use crate::{
    Certainty, End, EndView, Evidence, Finding, FindingKind, Observed, Vantage, acks, again, receiving, resets,
    sending, states, windows,
};

/// What is known of both ends of a conversation, from the segments that were seen so far.
///
/// What it remembers is bounded by what is in flight, and what a segment costs by the logarithm of that.
#[derive(Clone, Debug, Default)]
pub struct Observer {
    vantage: Vantage,
    halves: [Half; 2],
    views: [EndView; 2],
    /// How many segments were seen.
    count: u64,
    /// When the last SYN without ACK was seen.
    syn_at: Option<u64>,
    /// From then to the first segment with ACK and no SYN.
    handshake: Option<u64>,
    /// A SYN in the middle of a connection, which the other end has not yet taken up.
    pending: Option<Pending>,
}

/// What was known at last of an earlier connection between the same ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The number after the highest that each end was seen to send, A first.
    pub next: [Option<Seq>; 2],
    /// Whether it is over for all that was seen, so that a SYN begins another one.
    pub is_over: bool,
}

/// What an observer says of one segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The segment's index in the conversation, the first being 0.
    pub index: u64,
    /// What was known of each end before it, A first.
    pub before: [EndView; 2],
    /// What is known of each end after it, A first.
    pub after: [EndView; 2],
    /// What it tells beyond its fields.
    pub findings: Vec<Finding>,
}

/// A SYN that may open another connection.
#[derive(Clone, Debug)]
struct Pending {
    from: End,
    iss: Iss,
    syn: Owned,
}

/// The ISN of such a SYN, beside that of the connection before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Iss {
    Same,
    Other,
}

/// A segment that is kept.
#[derive(Clone, Debug)]
struct Owned {
    seen: Observed<'static>,
    options: Vec<TcpOption>,
    index: u64,
}

impl Observer {
    /// Of a conversation of which nothing was seen yet.
    #[must_use]
    pub fn new(vantage: Vantage) -> Observer {
        Observer { vantage, ..Observer::default() }
    }

    /// Of a conversation between two ports that begins with a SYN of A, of which nothing was seen yet, after another one
    /// between the same.
    #[must_use]
    pub fn after(vantage: Vantage, earlier: &Earlier) -> Observer {
        let mut observer = Observer::new(vantage);
        // Only if A is known to have sent something can its SYN be that of another connection.
        if earlier.next[End::A as usize].is_none() {
            return observer;
        }
        for (half, next) in observer.halves.iter_mut().zip(earlier.next) {
            half.spoke = next.is_some();
            half.reset = earlier.is_over;
            half.nxt = next.map(|next| half.line.place(next));
            if let Some(nxt) = half.nxt {
                half.seen.skip(nxt);
            }
        }
        observer
    }

    /// What is known of each end now, A first.
    #[must_use]
    pub fn views(&self) -> &[EndView; 2] {
        &self.views
    }

    /// Looks at the next segment.
    pub fn push(&mut self, seen: &Observed<'_>) -> Verdict {
        let index = self.count;
        self.count += 1;
        let before = self.views.map(EndView::aged);
        let mut first = Vec::new();
        let is_doubted = seen.checksum_bad && !self.halves[seen.from as usize].checksums_later;
        if seen.flags.has(Flags::SYN) && !is_doubted {
            match self.another_connection(seen, index) {
                Another::No => {}
                Another::Begins(finding) => first.extend(finding),
                Another::Perhaps(finding) => {
                    self.views = before;
                    return Verdict { index, before, after: before, findings: vec![finding] };
                }
            }
        }
        let findings = self.look(*seen, index, is_doubted);
        first.extend(findings);
        Verdict { index, before, after: self.views, findings: first }
    }

    fn look(&mut self, seen: Observed<'_>, index: u64, is_doubted: bool) -> Vec<Finding> {
        let from = seen.from;
        let [a, b] = &mut self.halves;
        let (x, y) = if from == End::A { (a, b) } else { (b, a) };
        if is_doubted {
            // Its numbers may be as wrong as the rest: the lines do not move.
            let doubtful = sending::doubt(&seen, index, y);
            let place = x.line.place(seen.seq);
            x.damaged.add(place, place + u64::from(seen.len()), Sighting { index, at: seen.at });
            x.doubtful = Some(doubtful);
            self.views = self.views.map(EndView::aged);
            let kind = FindingKind::BadChecksum;
            return vec![Finding { kind, certainty: Certainty::Likely, evidence: Evidence::NONE }];
        }
        if seen.flags.has(Flags::ACK)
            && let Some(doubtful) = y.doubtful.filter(|doubtful| doubtful.end == seen.ack)
            && y.nxt.is_none_or(|nxt| seq(nxt).before(seen.ack))
        {
            sending::believe(y, x, doubtful);
            y.doubtful = None;
        }
        let mut step = Step::new(seen, index, self.vantage, x, y);
        step.handshake = self.handshake;
        // Every segment of a connection has an ACK, but a reset or a scan may have one without any connection.
        if index == 0 && step.ack.is_some() && !seen.flags.has(Flags::SYN) && !seen.flags.has(Flags::RST) {
            step.likely(FindingKind::StartsLate, [None, None]);
        }
        let was_time_wait = End::BOTH.map(|end| self.views[end as usize].state.value() == Some(State::TimeWait));
        let is_first_ack = x.told.is_none();
        // What was overtaken tells how things had been.
        let is_stale = x.told.is_some_and(|told| step.ack.is_none_or(|ack| ack < told));
        let was = windows::look(&mut step, x, y);
        let takes_numbers = step.o.text_len > 0 || step.o.has(Flags::SYN) || step.o.has(Flags::FIN);
        let asks = step
            .findings
            .iter()
            .any(|finding| matches!(finding.kind, FindingKind::KeepAlive { .. } | FindingKind::WindowProbe { .. }));
        if takes_numbers && !asks {
            again::look(&mut step, x, y);
        }
        acks::look(&mut step, x, y);
        if step.o.has(Flags::RST) {
            resets::look(&mut step, x, y);
        }
        windows::offer(&mut step, x, y);
        sending::note(&mut step, x, y, was);
        receiving::deliver(&step, x, y);
        let goes_on = x.syn.is_none_or(|syn| step.place <= syn.at_place + 1);
        let first = is_first_ack && goes_on && step.end - step.place == u64::from(step.o.has(Flags::SYN));
        let shows_state = states::is_shown(x, y, step.near_sender, first, step.o.has(Flags::FIN));
        // A reset may be sent without any connection, so its numbers are not those of one.
        let tells_nothing = step.o.has(Flags::RST) || is_stale;
        let part = if tells_nothing { Part::Other } else { Part::Sent { shows_state } };
        self.views[from as usize] = view(x, y, part);
        self.views[from.peer() as usize] = view(y, x, Part::Other);
        for end in [from, from.peer()] {
            let is_time_wait = self.views[end as usize].state.value() == Some(State::TimeWait);
            if is_time_wait && !was_time_wait[end as usize] {
                step.likely(FindingKind::TimeWait { end }, [None, None]);
            }
        }
        match (seen.flags.has(Flags::SYN), seen.flags.has(Flags::ACK)) {
            (true, false) => self.syn_at = Some(seen.at),
            (false, true) if self.handshake.is_none() => {
                self.handshake = self.syn_at.map(|syn_at| seen.at.saturating_sub(syn_at));
            }
            _ => {}
        }
        step.findings
    }

    /// Whether a SYN begins another connection between the same ports.
    fn another_connection(&mut self, seen: &Observed<'_>, index: u64) -> Another {
        let (x, y) = (&self.halves[seen.from as usize], &self.halves[seen.from.peer() as usize]);
        if seen.flags.has(Flags::ACK) {
            let old = x.syn.filter(|syn| seq(syn.at_place) != seen.seq);
            let taken_up = self.pending.take_if(|pending| {
                let is_answered = pending.from == seen.from.peer() && pending.syn.seen.seq + 1 == seen.ack;
                // To a SYN that is the same as before the same answer may come once more.
                is_answered && (pending.iss == Iss::Other || old.is_some())
            });
            if let Some(pending) = taken_up {
                let told = match pending.iss {
                    Iss::Other => None,
                    Iss::Same => x.nxt.map(|nxt| reuse(seen, nxt, Certainty::Likely)),
                };
                self.take_up(&pending.syn);
                return Another::Begins(told);
            }
            return match old.zip(x.nxt) {
                // The SYN that it answers was not seen again, or is the first one, late.
                Some((_, nxt)) if is_closed(x, y) && is_closed(y, x) => {
                    let finding = reuse(seen, nxt, Certainty::Likely);
                    self.begin_again();
                    Another::Begins(Some(finding))
                }
                Some((_, nxt)) if x.reset => {
                    let finding = reuse(seen, nxt, Certainty::Likely);
                    self.halves[seen.from as usize] = Half::default();
                    Another::Begins(Some(finding))
                }
                Some((_, nxt)) => Another::Perhaps(reuse(seen, nxt, Certainty::Likely)),
                None => Another::No,
            };
        }
        let is_other = match (x.syn, x.spoke) {
            (Some(syn), _) => seq(syn.at_place) != seen.seq,
            (None, spoke) => spoke,
        };
        let Some(nxt) = x.nxt.filter(|_| is_other) else {
            // A host that forgot the connection may choose the same ISN again; a segment of long ago looks alike. What
            // the other end answers will tell.
            if x.syn.is_some() && is_closed(x, y) && is_closed(y, x) {
                self.pending = Some(Pending::of(seen, index, Iss::Same));
            }
            return Another::No;
        };
        let has_ended = |state| {
            matches!(state, Some(State::Closed | State::TimeWait | State::Listen | State::LastAck | State::SynSent))
        };
        if has_ended(states::state(x, y)) || has_ended(states::state(y, x)) {
            let finding = reuse(seen, nxt, Certainty::Certain);
            self.begin_again();
            return Another::Begins(Some(finding));
        }
        // Who goes on asking means it.
        let asks_again = |pending: &mut Pending| {
            pending.iss == Iss::Other
                && pending.from == seen.from
                && pending.syn.seen.seq == seen.seq
                && pending.syn.index + 1 == index
        };
        if let Some(pending) = self.pending.take_if(asks_again) {
            self.take_up(&pending.syn);
            return Another::Begins(None);
        }
        self.pending = Some(Pending::of(seen, index, Iss::Other));
        Another::Perhaps(reuse(seen, nxt, Certainty::Likely))
    }

    /// The connection that `syn` opens takes the place of the one before.
    fn take_up(&mut self, syn: &Owned) {
        self.begin_again();
        self.look(Observed { options: &syn.options, ..syn.seen }, syn.index, false);
    }

    fn begin_again(&mut self) {
        *self = Observer { vantage: self.vantage, count: self.count, ..Observer::default() };
    }
}

impl Pending {
    fn of(seen: &Observed<'_>, index: u64, iss: Iss) -> Pending {
        let syn = Owned { seen: Observed { options: &[], ..*seen }, options: seen.options.to_vec(), index };
        Pending { from: seen.from, iss, syn }
    }
}

/// Whether both FINs of the connection, or a reset, have ended it for `x`.
fn is_closed(x: &Half, y: &Half) -> bool {
    matches!(states::state(x, y), Some(State::Closed | State::TimeWait))
}

/// Whether a SYN belongs to another connection than the segments before it.
enum Another {
    /// It does not.
    No,
    /// It does, and begins it, or goes on with it.
    Begins(Option<Finding>),
    /// The other end's answer will tell.
    Perhaps(Finding),
}

fn reuse(seen: &Observed<'_>, nxt: u64, certainty: Certainty) -> Finding {
    let kind = FindingKind::PortReuse { iss: seen.seq, old: seq(nxt) };
    Finding { kind, certainty, evidence: Evidence::NONE }
}
