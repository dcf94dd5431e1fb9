//! What the receiver's TCP made of a segment, and which calls took its text: read from what the run says of its arrival.

use std::ops::Range;

use sim::{Entry, Happening, Outcome, Scenario, Side, Timeline, Transmission};
use tcp::{Event, OptionRule, Rule, State};

use super::calls::Made;

/// Whose a segment is at its receiver.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Socket {
    /// There is no connection between these ports, or no more.
    Nobodys,
    /// Of a socket that listens.
    Listening,
    Connection,
}

/// What became of a segment's text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Text {
    /// It has none.
    Absent,
    /// So many octets of it are new and in the receive buffer now, beyond a gap or not.
    Buffered { octets: u32, beyond_gap: bool },
    /// Nothing of it was taken.
    Refused,
}

/// A segment's arrival.
pub(super) struct Arrival<'a> {
    timeline: &'a Timeline,
    sent: &'a Transmission,
    /// Which entry tells of it.
    index: usize,
    entry: &'a Entry,
}

impl<'a> Arrival<'a> {
    /// The arrival of the copy that is shown, if it arrived. A segment that no TCP could read did, but has no rules.
    pub(super) fn of(timeline: &'a Timeline, sent: &'a Transmission) -> Option<Arrival<'a>> {
        let index = sent.copies.first()?.entry? as usize;
        let entry = timeline.entries.get(index)?;
        matches!(entry.happening, Happening::Arrived { .. }).then_some(Arrival { timeline, sent, index, entry })
    }

    /// At which host.
    pub(super) fn side(&self) -> Side {
        self.entry.side
    }

    /// The rules that say what became of the segment, in order.
    pub(super) fn rules(&self) -> impl Iterator<Item = &'a Event> {
        self.entry.events.iter().filter(|event| decides(&event.rule))
    }

    /// Whose it is.
    pub(super) fn socket(&self) -> Socket {
        let any = |is: fn(&Rule) -> bool| self.entry.events.iter().any(|event| is(&event.rule));
        if !is_between_the_sockets(&self.timeline.scenario, self.sent)
            || any(|rule| matches!(rule, Rule::NoConnection { .. } | Rule::ResetIgnored { state: State::Closed }))
        {
            return Socket::Nobodys;
        }
        match self.timeline.snapshot(self.index, self.side()).tcp.state {
            State::Listen => Socket::Listening,
            _ => Socket::Connection,
        }
    }

    /// What became of its text.
    pub(super) fn text(&self) -> Text {
        let buffered = |event: &Event| match event.rule {
            Rule::TextAccepted { len, held, .. } => Some(Text::Buffered { octets: len - held, beyond_gap: false }),
            Rule::OutOfOrder { len, .. } => Some(Text::Buffered { octets: len, beyond_gap: true }),
            _ => None,
        };
        match self.entry.events.iter().find_map(buffered) {
            _ if self.sent.segment.text.is_empty() => Text::Absent,
            Some(text) => text,
            None => Text::Refused,
        }
    }

    /// Whether what was new of its text is still in the receive buffer after so many entries of the run.
    pub(super) fn waits(&self, step: usize) -> bool {
        let Some(octets) = self.new_octets().filter(|_| self.index < step) else { return false };
        let status = &self.timeline.snapshot(step, self.side()).tcp;
        // Once the connection is gone nothing is in its buffer.
        status.rcv.is_some() && status.received - u64::from(status.unread) < octets.end
    }

    /// The octets of it that were new, counted from the first of the stream.
    fn new_octets(&self) -> Option<Range<u64>> {
        let Text::Buffered { octets, beyond_gap } = self.text() else { return None };
        let after = &self.timeline.snapshot(self.index + 1, self.side()).tcp;
        let first = u64::from(self.sent.segment.text_seq() - after.rcv?.irs).checked_sub(1)?;
        // What is old has been there before; what arrived in order begins where that ended.
        let before = self.timeline.snapshot(self.index, self.side()).tcp.received;
        let start = if beyond_gap { first } else { before };
        Some(start..start + u64::from(octets))
    }

    /// The calls that took what was new of its text, in order.
    pub(super) fn takers(&self) -> Vec<Made<'a>> {
        let Some(octets) = self.new_octets() else { return Vec::new() };
        let status = &self.timeline.snapshot(self.index + 1, self.side()).tcp;
        let mut at = status.received - u64::from(status.unread);
        let mut takers: Vec<Made> = Vec::new();
        let later = &self.timeline.entries[self.index + 1..];
        for entry in later.iter().filter(|entry| entry.side == self.side()) {
            // From here on it is another connection.
            if at >= octets.end || entry.transitions().any(|to| matches!(to.to, State::SynSent | State::SynReceived)) {
                break;
            }
            let taken = match entry.happening {
                Happening::Returned { outcome: Outcome::Text { octets, .. }, .. } => octets,
                Happening::Acted { octets, .. } => octets,
                _ => 0,
            };
            at += u64::from(taken);
            if at > octets.start
                && taken > 0
                && let Some(made) = Made::of(&self.timeline.scenario, entry)
                && takers.last() != Some(&made)
            {
                takers.push(made);
            }
        }
        takers
    }
}

/// Whether a segment's ports are those of the connection. A host asks no more before it looks for a socket.
pub(super) fn is_between_the_sockets(scenario: &Scenario, sent: &Transmission) -> bool {
    let (from, to) = (scenario.host(sent.id.from), scenario.host(sent.id.from.peer()));
    (sent.segment.src_port, sent.segment.dst_port) == (from.port, to.port)
}

/// Whether a rule says what becomes of the segment that arrives, or of its text. The other rules say what it brings about.
fn decides(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::NoConnection { .. }
            | Rule::ResetIgnored { .. }
            | Rule::AckInListen { .. }
            | Rule::InvalidSource { .. }
            | Rule::NothingForListen
            | Rule::BadAckInSynSent { .. }
            | Rule::RefusedInSynSent { .. }
            | Rule::ResetWithoutAck
            | Rule::NeitherSynNorReset
            | Rule::Unacceptable { .. }
            | Rule::DuplicateSyn { .. }
            | Rule::WindowClosedForText { .. }
            | Rule::CutAtRightEdge { .. }
            | Rule::ResetInSynReceived { .. }
            | Rule::Reset { .. }
            | Rule::ResetIgnoredInTimeWait { .. }
            | Rule::ResetChallenged { .. }
            | Rule::SynInSynReceived
            | Rule::SynChallenged { .. }
            | Rule::ChallengeSuppressed { .. }
            | Rule::WithoutAck
            | Rule::AckUnacceptable { .. }
            | Rule::BadAckInSynReceived { .. }
            | Rule::TextAccepted { .. }
            | Rule::OutOfOrder { .. }
            | Rule::TooManyGaps { .. }
            | Rule::TextHeldAlready { .. }
            | Rule::TextAfterFin { .. }
            | Rule::TextForNobody { .. }
            | Rule::FinAgainInTimeWait { .. }
            | Rule::Options(OptionRule::TimestampMissing | OptionRule::TimestampOld { .. })
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use sim::{Act, Call, Checksum, HeaderBits, Injection, SegmentRef};
    use tcp::Instant;
    use wire::{Flags, Segment};

    /// The handshake's run, in which a person puts a segment on the path in the client's name when both sides are
    /// ESTABLISHED; the text of the lesson's client goes later than that.
    fn with(change: impl Fn(&mut Segment)) -> Timeline {
        run(lessons::find("handshake").expect("a lesson").scenario.clone(), change)
    }

    fn run(mut scenario: Scenario, change: impl Fn(&mut Segment)) -> Timeline {
        scenario.client.program.insert(2, Call::Sleep { ms: 1000 });
        let mut segment = Segment {
            src_port: scenario.client.port,
            dst_port: scenario.server.port,
            seq: scenario.client.iss + 1,
            ack: scenario.server.iss + 1,
            flags: Flags::ACK | Flags::PSH,
            window: 65_535,
            text: Bytes::from_static(b"0123456789"),
            ..Segment::default()
        };
        change(&mut segment);
        let at = Instant::from_millis(200);
        scenario.injections = vec![Injection {
            at,
            from: Side::Client,
            segment,
            checksum: Checksum::Right,
            header: HeaderBits::default(),
        }];
        sim::run(&scenario)
    }

    /// Whose the segment is, what becomes of its text, and whether a rule says so.
    fn made_of(timeline: &Timeline) -> (Socket, Text, bool) {
        let sent = timeline.find(SegmentRef::forged(Side::Client, 1)).expect("the segment");
        let arrival = Arrival::of(timeline, sent).expect("its arrival");
        (arrival.socket(), arrival.text(), arrival.rules().next().is_some())
    }

    #[test]
    fn a_segment_to_another_port_belongs_to_no_socket() {
        assert_eq!(made_of(&with(|segment| segment.dst_port = 99)), (Socket::Nobodys, Text::Refused, true));
    }

    #[test]
    fn text_is_in_the_buffer_only_where_a_rule_says_so() {
        let refused = (Socket::Connection, Text::Refused, true);
        assert_eq!(made_of(&with(|segment| segment.seq += 100_000)), refused, "beyond the window");
        assert_eq!(made_of(&with(|segment| segment.seq = segment.seq.back(20))), refused, "before the window");
        assert_eq!(made_of(&with(|segment| segment.flags = Flags::NONE)), refused, "without ACK");
        assert_eq!(made_of(&with(|segment| segment.ack += 1000)), refused, "acknowledging what was never sent");
        let mut timestamps = lessons::find("handshake").expect("a lesson").scenario.clone();
        timestamps.client.settings.timestamps_ms = Some(1);
        timestamps.server.settings.timestamps_ms = Some(1);
        assert_eq!(made_of(&run(timestamps, |_| {})), refused, "without the timestamps that were agreed on");
        let buffered = |octets, beyond_gap| (Socket::Connection, Text::Buffered { octets, beyond_gap }, true);
        assert_eq!(made_of(&with(|_| {})), buffered(10, false));
        assert_eq!(made_of(&with(|segment| segment.seq += 5)), buffered(10, true));
    }

    #[test]
    fn text_is_taken_by_the_calls_that_took_its_octets() {
        let mut scenario = lessons::find("handshake").expect("a lesson").scenario.clone();
        scenario.server.program.truncate(2);
        let act = |ms, octets| Act { at: Instant::from_millis(ms), side: Side::Server, call: Call::Recv { octets } };
        scenario.acts = vec![act(300, 30), act(400, 5), act(500, 100), act(600, 1)];
        let timeline = sim::run(&scenario);
        let sent = timeline.transmissions.iter().find(|sent| !sent.segment.text.is_empty()).expect("text");
        let takers = Arrival::of(&timeline, sent).expect("its arrival").takers();
        let code: Vec<String> = takers.iter().map(|made| made.code(&timeline.scenario)).collect();
        assert_eq!(code, ["c.recv(30)", "c.recv(5)", "c.recv(100)"]);
        let lesson = sim::run(&lessons::find("handshake").expect("a lesson").scenario);
        let takers = lesson.transmissions.iter().filter_map(|sent| Arrival::of(&lesson, sent));
        let code: Vec<String> =
            takers.flat_map(|arrival| arrival.takers()).map(|made| made.code(&lesson.scenario)).collect();
        assert_eq!(code, ["c.recv(41, MSG_WAITALL)", "s.recv(43, MSG_WAITALL)"]);
    }
}
