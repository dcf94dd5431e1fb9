//! What each scenario shows: where both sides end, and which rules or happenings lead there.

use sim::{Outcome, Side};
use tcp::{CallError, Ending, Rule, State::*};

use super::*;

/// The names of all rules that were applied, listener's and options' rules by their own name.
fn rules(timeline: &Timeline) -> String {
    let events = timeline.entries.iter().flat_map(|entry| &entry.events);
    events.map(|event| format!("{:?}\n", event.rule)).collect()
}

/// Where both sides end.
fn ends(timeline: &Timeline) -> [tcp::State; 2] {
    Side::BOTH.map(|side| timeline.snapshot(usize::MAX, side).tcp.state)
}

/// Runs the scenario, and holds that both sides end there and that each of these words is in some rule.
fn shows(name: &str, end: [tcp::State; 2], words: &[&str]) -> Timeline {
    let timeline = lesson(name);
    assert_eq!(ends(&timeline), end, "{name}");
    let rules = rules(&timeline);
    for word in words {
        assert!(rules.contains(word), "{name}: no {word} in\n{rules}");
    }
    timeline
}

fn received(timeline: &Timeline, side: Side) -> &[u8] {
    &timeline.received[side as usize]
}

/// With what the calls of `side` returned that had blocked.
fn outcomes(timeline: &Timeline, side: Side) -> Vec<Outcome> {
    let of_side = timeline.entries.iter().filter(|entry| entry.side == side);
    let outcome = |entry: &sim::Entry| match entry.happening {
        Happening::Returned { outcome, .. } => Some(outcome),
        _ => None,
    };
    of_side.filter_map(outcome).collect()
}

#[test]
fn a_stale_syn_deceives_two_segments_and_not_three() {
    let accepted = |timeline: &Timeline| {
        outcomes(timeline, Side::Server).iter().filter(|outcome| **outcome == Outcome::Connected).count()
    };
    let three = shows("4-stale-syn-three-way", [Closed, Listen], &["ResetInSynReceived { back_to_listen: true }"]);
    assert_eq!(accepted(&three), 1);
    assert!(!rules(&three).contains("TwoWay"));
    let two = shows("4-stale-syn-two-way", [Closed, Closed], &["TwoWayBelieved", "TwoWayUnacknowledged"]);
    assert_eq!(accepted(&two), 2);
    let for_ever = shows("4-two-way-reset-lost", [Closed, Established], &["TwoWayBelieved"]);
    assert_eq!(for_ever.end, sim::End::Quiet);
}

#[test]
fn a_closed_port_refuses_and_a_filtered_one_is_silent() {
    shows("4-closed-port", [Closed, Closed], &["RefusedInSynSent"]);
    let filtered = shows("4-filtered-port", [Closed, Listen], &["GivenUp"]);
    assert_eq!(filtered.snapshot(usize::MAX, Side::Client).tcp.ending, Some(Ending::TimedOut));
    assert!(filtered.transmissions.iter().all(|sent| sent.copies[0].fate == Fate::Stopped(sim::Stop::Filtered)));
    shows("4-syn-sent-times-out", [Closed, Listen], &["GivenUp"]);
}

#[test]
fn the_third_segment_is_replaced_by_data_by_a_second_ack_or_by_nothing() {
    let data = shows("4-third-ack-lost-then-data", [Closed, Closed], &["HandshakeAcknowledged"]);
    assert_eq!(received(&data, Side::Server), b"hello");
    shows("4-third-ack-lost-then-silence", [Closed, Closed], &["HandshakeAcknowledged"]);
    let nothing = shows("4-third-ack-lost-and-the-server-gives-up", [Closed, Listen], &["GivenUp"]);
    assert_eq!(nothing.snapshot(usize::MAX, Side::Client).tcp.ending, Some(Ending::Reset));
}

#[test]
fn every_way_between_the_states_of_opening_is_gone() {
    let states = |name: &str, side| lesson(name).states(side);
    assert!(states("4-simultaneous-open", Side::Client).windows(2).any(|pair| pair == [SynSent, SynReceived]));
    assert!(states("4-listen-to-syn-sent", Side::Client).windows(2).any(|pair| pair == [Listen, SynSent]));
    assert!(
        states("4-syn-received-reset-to-listen", Side::Server).windows(2).any(|pair| pair == [SynReceived, Listen])
    );
    assert!(
        states("4-syn-received-to-fin-wait-1", Side::Server).windows(2).any(|pair| pair == [SynReceived, FinWait1])
    );
    for name in ["4-three-way", "4-syn-lost", "4-syn-ack-lost"] {
        shows(name, [Closed, Closed], &["SynAckArrived", "HandshakeAcknowledged"]);
    }
}

#[test]
fn numbers_count_octets_wrap_and_move_on_with_the_clock() {
    let counted = lesson("3-numbers-count-octets");
    let texts: Vec<(u32, u32)> = counted
        .transmissions
        .iter()
        .filter(|sent| sent.id.from == Side::Client && sent.segment.text_len() > 0)
        .map(|sent| (sent.segment.seq.0, sent.segment.text_len()))
        .collect();
    assert_eq!(texts, [(107, 100), (207, 50)]);
    let acks = counted.transmissions.iter().filter(|sent| sent.id.from == Side::Client).map(|sent| sent.segment.ack.0);
    assert!(acks.collect::<Vec<_>>().contains(&501));
    assert_eq!(received(&lesson("3-numbers-wrap"), Side::Server).len(), 3000);
    let iss = |name: &str| {
        let timeline = lesson(name);
        let syns = timeline.transmissions.iter().filter(|sent| sent.segment.flags == Flags::SYN);
        syns.map(|sent| (sent.sent, sent.segment.seq)).collect::<Vec<_>>()
    };
    for name in ["3-two-connections-by-the-clock", "3-keyed-isn"] {
        let syns = iss(name);
        let ((first, one), (second, two)) = (syns[0], syns[1]);
        assert_eq!(u128::from(two - one), (second - first).as_micros() / 4, "{name}");
    }
    let keyed = lesson("3-keyed-isn");
    assert!(keyed.transmissions.iter().take(2).all(|sent| sent.segment.seq.0 > 10_000));
    let both = lesson("3-both-directions-at-once");
    assert_eq!(Side::BOTH.map(|side| received(&both, side).len()), [3000, 3000]);
}

#[test]
fn what_is_lost_overtaken_doubled_or_damaged_is_mended() {
    shows("5-fast-retransmit", [Closed, Closed], &["FastRetransmit"]);
    shows("5-timeout-with-backoff", [Closed, Closed], &["RetransmissionTimeout", "NotMeasured"]);
    let zero = shows("5-zero-window", [Closed, Closed], &["WindowProbe"]);
    assert_eq!(received(&zero, Side::Server).len(), 6000);
    let mixed = shows("5-reordered-and-doubled", [Closed, Closed], &["OutOfOrder", "ChecksumMismatch"]);
    assert_eq!(received(&mixed, Side::Server).len(), 5000);
    shows("5-urgent", [Closed, Closed], &["UrgentArrived"]);
}

#[test]
fn a_connection_closes_in_each_of_its_ways() {
    shows("6-four-segments", [Closed, Closed], &["FinArrived", "TimeWaitOver"]);
    shows("6-begun-by-the-server", [Closed, Closed], &["FinArrived", "TimeWaitOver"]);
    let three = shows("6-three-segments", [Closed, Closed], &["FinAckDelayed"]);
    let from_first_fin: Vec<Flags> =
        three.transmissions.iter().map(|sent| sent.segment.flags).skip_while(|flags| !flags.has(Flags::FIN)).collect();
    assert_eq!(from_first_fin, [Flags::FIN | Flags::ACK, Flags::FIN | Flags::ACK, Flags::ACK]);
    let crossing = shows("6-simultaneous-close", [Closed, Closed], &["TimeWaitOver"]);
    assert!(Side::BOTH.iter().all(|side| crossing.states(*side).contains(&Closing)));
    shows("6-fin-wait-2-and-close-wait", [FinWait2, CloseWait], &[]);
    shows("6-fin-wait-2-with-a-limit", [Closed, Closed], &["FinWait2Over"]);
    shows("6-last-ack-lost", [Closed, Closed], &["FinAgainInTimeWait"]);
    shows("6-close-with-unread-data", [Closed, Closed], &["UnreadAtClose"]);
    shows("6-abort", [Closed, Closed], &["Abort"]);
}

#[test]
fn an_address_stays_in_use_for_two_segment_lifetimes() {
    let errors = |name: &str, side: Side| {
        let timeline = lesson(name);
        let of_side = timeline.entries.iter().filter(|entry| entry.side == side);
        let called = of_side.filter_map(|entry| match entry.happening {
            Happening::Called { line, error, .. } if error.is_some() => Some((line, error)),
            _ => None,
        });
        called.collect::<Vec<_>>()
    };
    assert_eq!(errors("6-address-in-use", Side::Server), [(0, Some(CallError::AlreadyExists))]);
    shows("6-address-in-use", [Closed, Listen], &["TimeWaitOver"]);
    assert_eq!(errors("6-port-in-use-for-connect", Side::Client), [(3, Some(CallError::AlreadyExists))]);
}

#[test]
fn a_newer_syn_opens_a_connection_out_of_time_wait() {
    let challenged = shows("6-time-wait-challenges-a-syn", [Closed, Closed], &["Unacceptable", "BadAckInSynSent"]);
    assert_eq!(received(&challenged, Side::Server), b"onetwo");
    for (name, by) in
        [("6-time-wait-reopens", "timestamps: None"), ("6-time-wait-reopens-by-timestamp", "timestamps: Some(")]
    {
        let reopened = shows(name, [Closed, Closed], &["TimeWaitReopened", by]);
        assert_eq!(received(&reopened, Side::Server), b"onetwo");
        assert!(reopened.transmissions.iter().all(|sent| !sent.segment.has(Flags::RST)), "{name}");
    }
}

#[test]
fn old_duplicates_die_where_the_rules_are_kept() {
    shows("6-old-duplicate-in-time-wait", [Closed, Closed], &["ResetIgnoredInTimeWait", "TimeWaitOver"]);
    let assassinated = shows("6-time-wait-assassinated", [Closed, Closed], &["Unacceptable", "Reset {"]);
    assert!(!rules(&assassinated).contains("TimeWaitOver"));
    let next = lesson("6-old-duplicate-in-the-next-connection");
    assert_eq!(received(&next, Side::Server), b"onetwo");
    // Without a quiet time the server has text before the client sends any.
    let hasty = lesson("6-no-quiet-time");
    let reborn = hasty.entries.iter().position(|entry| matches!(entry.happening, Happening::Befell { mishap: 2 }));
    let since = &hasty.entries[reborn.expect("it begins anew")..];
    let sends = |entry: &sim::Entry| {
        let sent = entry.happening.transmission().map(|index| &hasty.transmissions[index as usize]);
        entry.side == Side::Client
            && matches!(entry.happening, Happening::Sent { .. })
            && sent.is_some_and(|sent| sent.segment.text_len() > 0)
    };
    let first_sent = since.iter().position(sends).expect("it sends text");
    let is_taken =
        |entry: &sim::Entry| entry.events.iter().any(|event| matches!(event.rule, Rule::TextAccepted { .. }));
    let first_taken = since.iter().position(is_taken).expect("text is taken");
    assert!(first_taken < first_sent);
    let quiet = lesson("6-quiet-time");
    assert_eq!(received(&quiet, Side::Server), b"OLDOLDnew");
}

#[test]
fn half_open_connections_are_found_by_data_by_a_syn_and_by_keep_alive() {
    let data =
        shows("6-half-open-found-by-data", [Closed, Closed], &["MemoryLost { state: Established }", "NoConnection"]);
    assert_eq!(data.snapshot(usize::MAX, Side::Client).tcp.ending, Some(Ending::Reset));
    let syn = shows("6-half-open-found-by-a-syn", [Established, Established], &["Unacceptable", "BadAckInSynSent"]);
    assert_eq!(received(&syn, Side::Server), b"hellohello");
    shows("7-keep-alive-peer-alive", [Closed, Closed], &["KeepAliveProbe"]);
    let gone = shows("7-keep-alive-peer-gone", [Closed, Closed], &["KeepAliveGivenUp { probes: 9 }"]);
    assert_eq!(gone.snapshot(usize::MAX, Side::Server).tcp.ending, Some(Ending::TimedOut));
    let rebooted = shows("7-keep-alive-peer-rebooted", [Closed, Closed], &["KeepAliveProbe", "Reset {"]);
    assert_eq!(rebooted.snapshot(usize::MAX, Side::Server).tcp.ending, Some(Ending::Reset));
    shows("7-keep-alive-peer-unplugged", [Closed, Closed], &["nth: 3"]);
    let cable = shows("6-cable-out-and-in", [Closed, Closed], &[]);
    assert_eq!(received(&cable, Side::Server), b"hello");
}

#[test]
fn a_flood_shuts_out_who_is_honest_unless_there_are_cookies_or_room() {
    let shut_out = shows("9-syn-flood", [Closed, Listen], &["SynDropped { waiting: 8, limit: 8 }"]);
    assert_eq!(outcomes(&shut_out, Side::Client).last(), Some(&Outcome::Failed(Ending::TimedOut)));
    let fullest = shut_out.listeners.iter().map(|queues| queues.syn_queue.len()).max();
    assert_eq!(fullest, Some(8));
    let cookies = shows("9-syn-cookies", [Closed, Closed], &["CookieSent", "CookieAccepted", "Accepted"]);
    assert_eq!(received(&cookies, Side::Server), b"hello");
    assert!(cookies.states(Side::Server).windows(2).any(|pair| pair == [Listen, Established]));
    let larger = shows("9-syn-flood-larger-queue", [Closed, Closed], &["SynQueued { waiting: 21, limit: 64 }"]);
    assert_eq!(received(&larger, Side::Server), b"hello");
    let full = shows("9-accept-queue-full", [Closed, Closed], &["AcceptQueueFull { waiting: 1, limit: 1 }"]);
    assert_eq!(received(&full, Side::Server), b"hello");
}

#[test]
fn who_guesses_is_challenged_and_who_is_old_is_told_by_the_clock() {
    shows("9-blind-reset", [Closed, Closed], &["ResetChallenged", "reset: true", "Reset {"]);
    shows("9-blind-syn", [Closed, Closed], &["SynChallenged"]);
    let paws = shows("9-paws", [Closed, Closed], &["TimestampOld"]);
    assert_eq!(received(&paws, Side::Server), b"new");
    assert_eq!(received(&lesson("9-without-paws"), Side::Server), b"newOLD");
}

#[test]
fn what_the_network_reports_ends_an_opening_and_no_more() {
    shows("1-icmp-port-unreachable", [Closed, Listen], &["IcmpHard"]);
    shows("1-icmp-time-exceeded", [Closed, Closed], &["IcmpSoft"]);
    shows("1-icmp-fragmentation-needed", [Closed, Closed], &["PacketTooBig"]);
}
