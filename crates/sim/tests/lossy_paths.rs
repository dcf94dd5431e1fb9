//! Random exchanges over paths that lose, duplicate, hold up and corrupt: whatever happens, every octet arrives once and
//! in order or the connection reports how it ended, and both sides end CLOSED.

use std::time::Duration;

use proptest::prelude::*;
use sim::{Call, Chance, End, Happening, Host, Path, ProfileName, Running, Scenario, Settings, Side, Timeline, run};
use tcp::State::{self, *};
use tcp::{Ending, Instant};
use wire::{MacAddr, Seq};

/// The transitions of RFC 9293 section 3.3.2 (figure 5) and of section 3.10, with those that end a connection.
fn is_legal(from: State, to: State) -> bool {
    let common = matches!(
        (from, to),
        (Closed, Listen | SynSent)
            | (Listen, SynReceived | SynSent)
            | (SynSent, SynReceived | Established)
            | (SynReceived, Established | FinWait1 | Listen)
            | (Established, FinWait1 | CloseWait)
            | (FinWait1, FinWait2 | Closing)
            | (FinWait2 | Closing, TimeWait)
            | (CloseWait, LastAck)
    );
    common || to == Closed
}

fn host(last: u8, iss: u32, settings: Settings, program: Vec<Call>) -> Host {
    Host {
        address: [192, 0, 2, last].into(),
        mac: MacAddr([2, 0, 0, 0, 0, last]),
        port: 1000 + u16::from(last),
        iss: Seq(iss),
        settings,
        program,
    }
}

/// A request of `ask` octets and an answer of `reply`; the side that `closes` first closes.
fn exchange(ask: u32, reply: u32, closes: Side) -> (Vec<Call>, Vec<Call>) {
    let send = |octets| Call::Send { text: String::new(), octets };
    let mut client = vec![Call::Connect, send(ask), Call::Recv { octets: reply }];
    let mut server = vec![Call::Listen, Call::Accept, Call::Recv { octets: ask }, send(reply)];
    let (first, second) = match closes {
        Side::Client => (&mut client, &mut server),
        Side::Server => (&mut server, &mut client),
    };
    first.extend([Call::Close, Call::RecvToEnd]);
    second.extend([Call::RecvToEnd, Call::Close]);
    (client, server)
}

fn any_iss() -> impl Strategy<Value = u32> {
    // Half of all cases wrap while they run.
    prop_oneof![any::<u32>(), (u32::MAX - 3000)..=u32::MAX]
}

prop_compose! {
    fn any_scenario(most_loss: u16)(
        (client_iss, server_iss) in (any_iss(), any_iss()),
        (ask, reply) in (1..4000_u32, 1..9000_u32),
        closes in prop_oneof![Just(Side::Client), Just(Side::Server)],
        (mss, receive_buffer) in (64..1460_u16, 64..65_535_u32),
        (to_server_ms, to_client_ms) in (1..300_u32, 1..300_u32),
        seed in any::<u64>(),
        (loss, duplicate, reorder, corrupt) in (0..=most_loss, 0..=200_u16, 0..=300_u16, 0..=most_loss / 2),
        mark in 0..=300_u16,
        (rate_kbps, queue) in (prop_oneof![Just(0), 200..2000_u32], 0..=20_u32),
        profile in prop_oneof![Just(ProfileName::Plain), Just(ProfileName::Rfc), Just(ProfileName::Linux)],
    ) -> Scenario {
        let settings = Settings { profile, mss: Some(mss), receive_buffer: Some(receive_buffer), ..Settings::default() };
        let (client, server) = exchange(ask, reply, closes);
        Scenario {
            client: host(1, client_iss, settings.clone(), client),
            server: host(2, server_iss, settings, server),
            path: Path {
                to_server_ms,
                to_client_ms,
                rate_kbps,
                // Without loss, no queue may be too short.
                queue: if most_loss == 0 { 1000 } else { queue },
                chance: Chance { seed, loss, duplicate, reorder, corrupt, mark },
            },
            faults: Vec::new(),
            acts: Vec::new(),
            injections: Vec::new(),
            mishaps: Vec::new(),
            floods: Vec::new(),
        }
    }
}

fn sent_by(timeline: &Timeline, side: Side) -> Vec<u8> {
    timeline.scenario.host(side).program.iter().flat_map(Call::octets).collect()
}

fn holds(timeline: &Timeline) -> Result<(), TestCaseError> {
    prop_assert_eq!(timeline.end, End::Quiet, "{}", timeline.trace());
    for side in Side::BOTH {
        let sent = sent_by(timeline, side.peer());
        let received = &timeline.received[side as usize];
        prop_assert!(sent.starts_with(received), "an octet is out of place");
        let last = timeline.snapshot(usize::MAX, side);
        // A peer that has given up is not heard of again: without keep-alive, who only waits goes on waiting.
        let peer_gave_up = timeline.snapshot(usize::MAX, side.peer()).tcp.ending == Some(Ending::TimedOut);
        prop_assert!(last.tcp.state == Closed || peer_gave_up, "{}", timeline.trace());
        if last.tcp.state != Closed {
            prop_assert!(last.tcp.outstanding.is_empty());
            continue;
        }
        if !last.app.failed {
            prop_assert_eq!(received.len(), sent.len(), "{:?} ended well without everything", side);
        }
    }
    for transition in timeline.entries.iter().flat_map(|entry| entry.transitions()) {
        prop_assert!(is_legal(transition.from, transition.to), "{} -> {}", transition.from, transition.to);
    }
    for snapshot in &timeline.snapshots {
        if let Some(snd) = snapshot.tcp.snd {
            prop_assert!(snd.una.at_or_before(snd.nxt));
            // A probe and a FIN may go one number past the window that the peer ever offered.
            prop_assert!(snd.nxt - snd.una <= snd.max_wnd.max(1) + 2, "{:?}", snd);
        }
        let outstanding: u32 = snapshot.tcp.outstanding.iter().map(tcp::Outstanding::len).sum();
        prop_assert_eq!(outstanding, snapshot.tcp.snd.map_or(0, |snd| snd.nxt - snd.una));
    }
    Ok(())
}

/// Every copy that is under way at `at`, after the first `step` entries: its segment and how far it is.
fn in_flight_by_looking_at_all(timeline: &Timeline, step: usize, at: Instant) -> Vec<(usize, f64)> {
    let sent = timeline.transmissions.iter().enumerate().filter(|(_, sent)| (sent.entry as usize) < step);
    let copies = sent.flat_map(|(index, sent)| sent.copies.iter().map(move |copy| (index, copy)));
    let under_way = copies.filter(|(_, copy)| copy.left <= at && at < copy.ended);
    under_way.map(|(index, copy)| (index, copy.progress(at))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn every_octet_arrives_once_and_in_order_or_the_end_is_reported(scenario in any_scenario(250)) {
        holds(&run(&scenario))?;
    }

    #[test]
    fn every_segment_is_found_by_name_by_moment_and_by_its_end(scenario in any_scenario(250)) {
        let timeline = run(&scenario);
        for (place, sent) in timeline.transmissions.iter().enumerate() {
            prop_assert_eq!(timeline.place(sent.id), Some(place));
            for (copy, way) in (0..).zip(&sent.copies) {
                let transmission = u32::try_from(place).expect("a short run");
                let entry = &timeline.entries[way.entry.expect("the run is over") as usize];
                let lost = Happening::Lost { transmission, copy };
                let arrived = Happening::Arrived { transmission, copy };
                prop_assert!([lost, arrived].contains(&entry.happening) && entry.at == way.ended);
            }
        }
        for (step, entry) in timeline.entries.iter().enumerate() {
            for at in [entry.at, entry.at + Duration::from_micros(700)] {
                let frame = timeline.frame_at(step, at);
                let found: Vec<_> = frame.in_flight.iter().map(|flight| (flight.index, flight.progress)).collect();
                prop_assert_eq!(found, in_flight_by_looking_at_all(&timeline, step, at));
            }
        }
    }

    #[test]
    fn a_run_is_the_same_in_slices(scenario in any_scenario(250), slices in prop::collection::vec(0..40_usize, 1..40)) {
        let mut running = Running::new(scenario.clone());
        let mut entries = 0;
        for slice in slices {
            let progress = running.advance(slice);
            prop_assert!(progress.entries >= entries && progress.entries <= entries + slice + 8);
            prop_assert!(progress.end.is_some() || progress.entries >= entries + slice);
            entries = progress.entries;
        }
        let (sliced, whole) = (running.finish(), run(&scenario));
        let octets = |timeline| serde_json::to_vec(timeline).expect("plain data");
        prop_assert!(octets(&sliced) == octets(&whole) && sliced == whole);
    }

    #[test]
    fn a_path_without_loss_delivers_everything(scenario in any_scenario(0)) {
        let timeline = run(&scenario);
        holds(&timeline)?;
        for side in Side::BOTH {
            prop_assert!(!timeline.snapshot(usize::MAX, side).app.failed, "{}", timeline.trace());
        }
    }
}
