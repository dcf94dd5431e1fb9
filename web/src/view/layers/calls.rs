//! The socket calls that a segment has to do with, those of the programs and those that a person made: who opened its
//! connection, who gave its text, who asked for it, whose turn it is.

use sim::{Call, Entry, Happening, Scenario, Side, Timeline, Transmission};
use tcp::{Cause, Rule, State};
use wire::Flags;

use crate::labels::sockets::{act_code, code};

/// A call that was made on a side.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Made<'a> {
    pub(super) side: Side,
    pub(super) call: &'a Call,
    /// Whether a person made it, besides the program.
    pub(super) by_hand: bool,
}

impl<'a> Made<'a> {
    /// The call that `entry` tells of, whether it was made there or returned.
    pub(super) fn of(scenario: &'a Scenario, entry: &Entry) -> Option<Made<'a>> {
        let side = entry.side;
        match entry.happening {
            Happening::Called { line, error: None, .. } | Happening::Returned { line, .. } => {
                Some(Made { side, call: scenario.host(side).program.get(line as usize)?, by_hand: false })
            }
            Happening::Acted { act, error: None, .. } => {
                Some(Made { side, call: &scenario.acts.get(act as usize)?.call, by_hand: true })
            }
            _ => None,
        }
    }

    /// As it stands in the program.
    pub(super) fn code(&self, scenario: &Scenario) -> String {
        if self.by_hand { act_code(scenario, self.side, self.call) } else { code(scenario, self.side, self.call) }
    }
}

/// The calls whose octets the segment carries, in the order in which they were made.
pub(super) fn gave<'a>(timeline: &'a Timeline, sent: &Transmission) -> Vec<Made<'a>> {
    let scenario = &timeline.scenario;
    let host = scenario.host(sent.id.from);
    if sent.id.forged || sent.segment.text.is_empty() {
        return Vec::new();
    }
    let made = |entry: &'a Entry| {
        let is_made = entry.side == sent.id.from && !matches!(entry.happening, Happening::Returned { .. });
        Made::of(scenario, entry).filter(|_| is_made)
    };
    // A program alone makes its calls in the order in which they stand there.
    let calls: Vec<Made> = match scenario.acts.is_empty() {
        true => host.program.iter().map(|call| Made { side: sent.id.from, call, by_hand: false }).collect(),
        false => timeline.entries[..=sent.entry as usize].iter().filter_map(made).collect(),
    };
    // The SYN takes the number before the first octet.
    let first = (sent.segment.text_seq() - host.iss).wrapping_sub(1) as usize;
    let carried = first..first + sent.segment.text.len();
    let mut at = 0;
    let gives = |made: &Made| {
        let given = at..at + made.call.octet_count();
        at = given.end;
        given.start < carried.end && carried.start < given.end
    };
    calls.into_iter().filter(gives).collect()
}

/// The call that a segment without text carries out, if it is not TCP's own doing.
pub(super) fn asked<'a>(timeline: &'a Timeline, sent: &Transmission) -> Option<Made<'a>> {
    let asks: fn(&Rule) -> bool = match sent.segment.flags {
        _ if sent.id.forged => return None,
        _ if sent.cause() == Some(Cause::Abort) => |rule| matches!(rule, Rule::Abort { .. }),
        flags if flags.has(Flags::SYN) && !flags.has(Flags::ACK) => opens,
        flags if flags.has(Flags::FIN) => |rule| matches!(rule, Rule::Close { .. } | Rule::CloseWaits),
        _ => return None,
    };
    Some(last(timeline, sent.entry as usize, sent.id.from, asks)?.1)
}

/// The calls that opened the connection: one, or one on each side if both opened at once.
pub(super) fn opened<'a>(timeline: &'a Timeline, sent: &Transmission) -> Vec<Made<'a>> {
    let mut openings: Vec<(usize, Made)> =
        Side::BOTH.into_iter().filter_map(|side| last(timeline, sent.entry as usize, side, opens)).collect();
    openings.sort_by_key(|(entry, _)| *entry);
    if let [(_, first), (entry, _)] = openings[..]
        && timeline.snapshot(entry + 1, first.side).tcp.state != State::SynSent
    {
        // An earlier connection's.
        openings.remove(0);
    }
    openings.into_iter().map(|(_, made)| made).collect()
}

fn opens(rule: &Rule) -> bool {
    matches!(rule, Rule::ActiveOpen { .. } | Rule::SendOpensActively { .. })
}

/// The last call on `side` before entry `until` that made TCP apply such a rule, and which entry tells of it.
fn last(timeline: &Timeline, until: usize, side: Side, is_it: fn(&Rule) -> bool) -> Option<(usize, Made<'_>)> {
    let before = timeline.entries.get(..until)?;
    before.iter().enumerate().rev().filter(|(_, entry)| entry.side == side).find_map(|(index, entry)| {
        let made = Made::of(&timeline.scenario, entry)?;
        entry.events.iter().any(|event| is_it(&event.rule)).then_some((index, made))
    })
}

/// Whose turn it is to speak.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Turn {
    /// The connection is not open on both sides.
    NotYet,
    /// Neither side has anything more to send.
    Over,
    /// Both wait.
    Nobodys,
    Eithers,
    /// This side's: the other waits in `recv`.
    Of(Side),
    /// This side's: the other has closed its direction.
    Only(Side),
}

/// Whose turn it is when the segment is sent, as far as the programs tell, and whoever makes calls in their stead.
pub(super) fn turn(timeline: &Timeline, sent: &Transmission) -> Turn {
    let step = sent.entry as usize + 1;
    let state = |side: Side| timeline.snapshot(step, side).tcp.state;
    let rest = |side: Side| {
        let app = timeline.snapshot(step, side).app;
        let program = timeline.scenario.host(side).program.get(app.line as usize..).filter(|_| !app.failed);
        program.unwrap_or_default()
    };
    let is_send = |call: &Call| matches!(call, Call::Send { .. } | Call::SendUrgent { .. });
    let acts = |side: Side| timeline.scenario.acts.iter().filter(move |act| act.side == side && act.at >= sent.sent);
    let can_send = |side: Side| matches!(state(side), State::Established | State::CloseWait);
    // Where no program runs, a person may always call.
    let speaks = |side: Side| {
        let by_hand = timeline.scenario.host(side).program.is_empty() || acts(side).any(|act| is_send(&act.call));
        rest(side).iter().any(is_send) || by_hand && can_send(side)
    };
    // A program that waits in recv() lets the other side speak.
    let waits = |side: Side| {
        let call = rest(side).first();
        timeline.snapshot(step, side).app.blocked && matches!(call, Some(Call::Recv { .. } | Call::RecvToEnd))
    };
    let [client, server] = Side::BOTH;
    let has_ended = Side::BOTH.into_iter().any(|side| timeline.snapshot(step, side).tcp.ending.is_some());
    if !state(client).is_synchronized() || !state(server).is_synchronized() {
        return if has_ended { Turn::Over } else { Turn::NotYet };
    }
    match (waits(client), waits(server)) {
        _ if sent.segment.text.is_empty() && !speaks(client) && !speaks(server) => Turn::Over,
        (true, true) => Turn::Nobodys,
        (true, false) => Turn::Of(server),
        (false, true) => Turn::Of(client),
        (false, false) => match (can_send(client), can_send(server)) {
            (true, false) => Turn::Only(client),
            (false, true) => Turn::Only(server),
            _ => Turn::Eithers,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim::{Act, Checksum, HeaderBits, Injection};
    use tcp::Instant;
    use wire::Segment;

    /// A connection that a person opens, uses and ends, without any program.
    fn by_hand() -> Timeline {
        let mut scenario = lessons::find("handshake").expect("a lesson").scenario.clone();
        scenario.client.program.clear();
        scenario.server.program.clear();
        let act = |ms, side, call| Act { at: Instant::from_millis(ms), side, call };
        scenario.acts = vec![
            act(0, Side::Server, Call::Listen),
            act(1, Side::Client, Call::Connect),
            act(200, Side::Client, Call::Send { text: "hello".to_owned(), octets: 5 }),
            act(300, Side::Server, Call::Recv { octets: 3 }),
            act(400, Side::Server, Call::Recv { octets: 100 }),
            act(500, Side::Client, Call::Close),
            act(600, Side::Server, Call::Release),
        ];
        let segment = Segment { src_port: 99, dst_port: 98, flags: Flags::SYN, ..Segment::default() };
        let at = Instant::from_millis(450);
        scenario.injections = vec![Injection {
            at,
            from: Side::Client,
            segment,
            checksum: Checksum::Right,
            header: HeaderBits::default(),
        }];
        sim::run(&scenario)
    }

    fn sent(timeline: &Timeline, is_it: impl Fn(&Transmission) -> bool) -> &Transmission {
        timeline.transmissions.iter().find(|sent| is_it(sent)).expect("such a segment")
    }

    fn flags(flags: Flags) -> impl Fn(&Transmission) -> bool {
        move |sent| sent.segment.flags == flags && !sent.id.forged
    }

    #[test]
    fn what_nobody_asked_for_is_not_told_as_a_call() {
        let timeline = by_hand();
        let forged = sent(&timeline, |sent| sent.id.forged);
        assert_eq!((asked(&timeline, forged), gave(&timeline, forged)), (None, Vec::new()));
        assert_eq!(asked(&timeline, sent(&timeline, flags(Flags::SYN | Flags::ACK))), None);
    }

    #[test]
    fn a_call_by_hand_opens_gives_and_asks_as_a_program_would() {
        let timeline = by_hand();
        let scenario = &timeline.scenario;
        let said = |made: Option<Made>| made.map(|made| (made.by_hand, made.code(scenario)));
        let syn = sent(&timeline, flags(Flags::SYN));
        let connect = Some((true, "s.connect((\"198.51.100.20\", 80))".to_owned()));
        assert_eq!(said(asked(&timeline, syn)), connect);
        let fin = |side| sent(&timeline, move |sent| sent.id.from == side && sent.segment.has(Flags::FIN));
        assert_eq!(said(asked(&timeline, fin(Side::Client))), Some((true, "s.shutdown(SHUT_WR)".to_owned())));
        assert_eq!(said(asked(&timeline, fin(Side::Server))), Some((true, "s.close()".to_owned())));
        let text = sent(&timeline, |sent| !sent.segment.text.is_empty());
        assert_eq!(said(opened(&timeline, text).first().copied()), connect);
        assert_eq!(said(gave(&timeline, text).first().copied()), Some((true, "s.send(b\"hello\")".to_owned())));
    }

    #[test]
    fn without_programs_it_is_the_turn_of_whoever_can_still_send() {
        let timeline = by_hand();
        let text = sent(&timeline, |sent| !sent.segment.text.is_empty());
        assert_eq!(turn(&timeline, text), Turn::Eithers);
        let after_fin = sent(&timeline, |sent| sent.id.from == Side::Server && sent.sent.0 > 525_000_000);
        assert_eq!(turn(&timeline, after_fin), Turn::Only(Side::Server));
        assert_eq!(turn(&timeline, sent(&timeline, flags(Flags::SYN))), Turn::NotYet);
        assert_eq!(turn(&timeline, timeline.transmissions.last().expect("a segment")), Turn::Over);
    }

    #[test]
    fn text_belongs_to_the_call_that_gave_it() {
        let lesson = lessons::find("lost-segment").expect("a lesson");
        let timeline = sim::run(&lesson.scenario);
        let calls: Vec<Vec<Made>> = timeline.transmissions.iter().map(|sent| gave(&timeline, sent)).collect();
        assert!(calls[0].is_empty());
        let sends: Vec<String> = calls.iter().flatten().map(|made| made.code(&timeline.scenario)).collect();
        let first = "s.send(b\"PUT /notes HTT…\" + bytes(33))";
        assert_eq!(sends[..3], [first, "s.send(bytes(200))", "s.send(bytes(150))"]);
    }
}
