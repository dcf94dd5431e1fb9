//! The engine as oracle: its runs are captured at each point of the path, read again and replayed, and held against what
//! really happened.

#![allow(clippy::cast_possible_truncation, reason = "the files are small")]

#[path = "../../capture/tests/support/mod.rs"]
mod support;

use capture::{LinkType, Point, Seen, Writer, pcapng, seen};
use observer::{End, Known, Vantage};
use replay::{Captured, replay};
use sim::{
    Call, Chance, Fate, Happening, Host, Path, ProfileName, Scenario, SegmentRef, Settings, Side, Timeline, run,
};
use support::*;
use tcp::{Instant, State};
use wire::{Flags, MacAddr, Seq};

const POINTS: [(Point, Vantage); 3] =
    [(Point::Client, Vantage::At(End::A)), (Point::Path, Vantage::Between), (Point::Server, Vantage::At(End::B))];

fn host(last: u8, iss: u32, profile: ProfileName, program: Vec<Call>) -> Host {
    Host {
        address: [192, 0, 2, last].into(),
        mac: MacAddr([2, 0, 0, 0, 0, last]),
        port: 1000 + u16::from(last),
        iss: Seq(iss),
        settings: Settings { profile, ..Settings::default() },
        program,
    }
}

fn send(octets: u32) -> Call {
    Call::Send { text: String::new(), octets }
}

/// A request and a longer reply, over the circle's end, and a close by the client.
fn exchange(profile: ProfileName, chance: Chance) -> Timeline {
    let client = vec![Call::Connect, send(7000), Call::Recv { octets: 30_000 }, Call::Close, Call::RecvToEnd];
    let server =
        vec![Call::Listen, Call::Accept, Call::Recv { octets: 7000 }, send(30_000), Call::RecvToEnd, Call::Close];
    run(&Scenario {
        client: host(1, 4_294_965_000, profile, client),
        server: host(2, 907_113_500, profile, server),
        path: Path { chance, ..Path::default() },
        faults: Vec::new(),
        acts: Vec::new(),
        injections: Vec::new(),
        mishaps: Vec::new(),
        floods: Vec::new(),
    })
}

fn lossy(seed: u64) -> Timeline {
    let profile = if seed.is_multiple_of(2) { ProfileName::Linux } else { ProfileName::Rfc };
    exchange(profile, Chance { seed, loss: 60, duplicate: 20, reorder: 20, ..Chance::default() })
}

fn replayed(file: &[u8], vantage: Vantage) -> Captured {
    let (capture, end) = listed(file);
    assert_eq!((end, capture.listed()), (Ok(()), 1));
    replay(&capture, 0, vantage, fetch(file)).expect("the file is there")
}

fn captured(timeline: &Timeline, point: Point, vantage: Vantage) -> Captured {
    replayed(&pcapng(timeline, point, |_| None).expect("a run can be written"), vantage)
}

/// What was sent and what became of it, without calls and timers. Times count from the first.
fn way(timeline: &Timeline) -> Vec<(u64, Side, SegmentRef, &'static str)> {
    let told = timeline.entries.iter().filter_map(|entry| {
        let name = match entry.happening {
            Happening::Sent { .. } => "sent",
            Happening::Arrived { .. } => "arrived",
            Happening::Lost { .. } => "lost",
            _ => return None,
        };
        let id = timeline.transmissions[entry.happening.transmission()? as usize].id;
        Some((entry.at.0, entry.side, id, name))
    });
    let mut told: Vec<_> = told.collect();
    let begin = told.first().map_or(0, |first| first.0);
    told.iter_mut().for_each(|line| line.0 -= begin);
    told
}

#[test]
fn over_a_good_path_the_timeline_is_that_of_the_run_wherever_it_was_captured() {
    for profile in [ProfileName::Plain, ProfileName::Rfc, ProfileName::Linux] {
        let truth = exchange(profile, Chance::default());
        for (point, vantage) in POINTS {
            let captured = captured(&truth, point, vantage);
            let timeline = &captured.timeline;
            // What happens at one moment at both hosts has no order of its own.
            let sorted = |timeline: &Timeline| {
                let mut way = way(timeline);
                way.sort();
                way
            };
            assert_eq!(sorted(timeline), sorted(&truth), "{profile:?} {point:?}");
            for side in Side::BOTH {
                let (ours, theirs) = (timeline.states(side), truth.states(side));
                // Nobody sees how a host leaves TIME-WAIT, nor that it calls LISTEN.
                let theirs: Vec<State> = theirs.into_iter().skip_while(|state| *state != ours[0]).collect();
                let shown = if theirs.contains(&State::TimeWait) { &theirs[..theirs.len() - 1] } else { &theirs[..] };
                assert_eq!(ours, shown, "{profile:?} {point:?}");
            }
            for (ours, theirs) in timeline.transmissions.iter().zip(&truth.transmissions) {
                assert_eq!(
                    (&ours.segment, ours.checksum, ours.header),
                    (&theirs.segment, theirs.checksum, theirs.header)
                );
                assert_eq!(ours.why, None);
            }
            assert_eq!(timeline.scenario.path, truth.scenario.path);
            assert_eq!(
                (timeline.scenario.client.iss, timeline.scenario.server.iss),
                (truth.scenario.client.iss, truth.scenario.server.iss)
            );
            assert_eq!(timeline.scenario.socket(Side::Server), truth.scenario.socket(Side::Server));
        }
    }
}

#[test]
fn of_lossy_runs_the_segments_and_their_times_at_the_place_of_capture_are_those_that_were_seen() {
    for seed in 0..40 {
        let truth = lossy(seed);
        for (point, vantage) in POINTS {
            let captured = captured(&truth, point, vantage);
            let timeline = &captured.timeline;
            let seen: Vec<Seen> = seen(&truth, point);
            assert_eq!(timeline.transmissions.len(), seen.len());
            let mut offset = None;
            for (ours, packet) in timeline.transmissions.iter().zip(&captured.packets) {
                let Seen { at, transmission, .. } = seen[*packet];
                let theirs = &truth.transmissions[transmission];
                assert_eq!((&ours.segment, ours.id.from), (&theirs.segment, theirs.id.from));
                let here = match (point, ours.id.from) {
                    (Point::Client, Side::Client) | (Point::Server, Side::Server) => ours.sent,
                    (Point::Client | Point::Server, _) => ours.copies[0].ended,
                    (Point::Path, _) => continue,
                };
                assert_eq!(here.0.wrapping_sub(at.0), *offset.get_or_insert(here.0.wrapping_sub(at.0)));
            }
            in_order(&captured);
        }
    }
}

/// The timeline holds together: its entries are in order and name its transmissions, and changes of state are told.
fn in_order(captured: &Captured) {
    let timeline = &captured.timeline;
    assert!(timeline.entries.is_sorted_by_key(|entry| entry.at));
    assert!(timeline.transmissions.is_sorted_by_key(|sent| sent.sent));
    for (place, sent) in timeline.transmissions.iter().enumerate() {
        assert_eq!(timeline.place(sent.id), Some(place));
        let entry = &timeline.entries[sent.entry as usize];
        assert_eq!((entry.at, entry.happening), (sent.sent, Happening::Sent { transmission: place as u32 }));
        let ended = sent.copies[0].entry.map(|entry| &timeline.entries[entry as usize]).expect("its way ends");
        assert_eq!((ended.at, ended.happening.transmission()), (sent.copies[0].ended, Some(place as u32)));
        assert!(sent.entry < sent.copies[0].entry.expect("it has one"));
    }
    for (step, entry) in timeline.entries.iter().enumerate() {
        let [before, after] = [step, step + 1].map(|step| captured.view(step, entry.side).state.value());
        let told = entry.transitions().next().map(|transition| (Some(transition.from), Some(transition.to)));
        assert_eq!(told, Some((before, after)).filter(|_| before.is_some() && before != after));
        assert_eq!(timeline.snapshot(step + 1, entry.side).tcp.state, after.unwrap_or_default());
    }
}

#[test]
fn what_is_certain_of_a_host_was_so_when_it_sent() {
    let (mut certain, mut right, mut all) = (0, 0, 0);
    for (seed, (point, vantage)) in (0..40).flat_map(|seed| POINTS.map(|point| (seed, point))) {
        let truth = lossy(seed);
        let captured = captured(&truth, point, vantage);
        let seen = seen(&truth, point);
        for (ours, packet) in captured.timeline.transmissions.iter().zip(&captured.packets) {
            let theirs = &truth.transmissions[seen[*packet].transmission];
            let side = ours.id.from;
            let view = captured.view(ours.entry as usize + 1, side);
            let tcp = &truth.snapshot(theirs.entry as usize + 1, side).tcp;
            // What was held up or doubled on its way is reckoned to have left when it had not.
            let is_direct = theirs.copies.len() == 1
                && theirs.copies[0].ended - theirs.sent <= std::time::Duration::from_millis(20);
            if let Some(state) = view.state.certain().filter(|_| is_direct) {
                assert_eq!(state, tcp.state, "seed {seed} {point:?} {:?}\n{}", theirs.id, truth.trace());
                certain += 1;
            }
            if let (Known::Certain(nxt), true) = (view.rcv_nxt, is_direct) {
                assert_eq!(Some(nxt), tcp.rcv.map(|rcv| rcv.nxt), "seed {seed} {point:?} {:?}", theirs.id);
            }
            all += 1;
            right += usize::from(view.state.value() == Some(tcp.state));
        }
    }
    assert!(certain > 300, "{certain}");
    assert!(right * 100 >= all * 97, "{right} of {all} states of senders are right");
}

#[test]
fn what_is_said_to_be_lost_mostly_was_and_what_was_lost_is_mostly_found() {
    let (mut found, mut lost, mut said) = (0, 0, 0);
    for (seed, (point, vantage)) in (0..60).flat_map(|seed| POINTS.map(|point| (seed, point))) {
        let truth = lossy(seed);
        let captured = captured(&truth, point, vantage);
        let seen = seen(&truth, point);
        for (ours, packet) in captured.timeline.transmissions.iter().zip(&captured.packets) {
            let theirs = &truth.transmissions[seen[*packet].transmission];
            let (is_lost, is_said) = (!theirs.is_delivered(), ours.copies[0].fate == Fate::Lost);
            // The last of several may never be replaced, and nothing tells of what takes no number.
            if theirs.segment.is_empty() {
                assert!(!is_said);
                continue;
            }
            lost += usize::from(is_lost);
            said += usize::from(is_said);
            found += usize::from(is_lost && is_said);
        }
    }
    assert!(lost > 200 && found * 100 >= lost * 90, "{found} of {lost} found");
    // What came late, or of which the acknowledgment was lost, looks the same from outside.
    assert!(found * 100 >= said * 85, "{found} of {said} said to be lost");
}

#[test]
fn of_a_capture_that_starts_late_what_was_not_seen_is_not_known() {
    let truth = exchange(ProfileName::Linux, Chance::default());
    let mut writer = Writer::new("test");
    let interface = writer.interface(LinkType::ETHERNET, "eth0");
    for Seen { at, transmission, vantage } in seen(&truth, Point::Client).into_iter().skip(5) {
        let octets = truth.scenario.octets(&truth.transmissions[transmission], vantage).expect("it fits");
        writer.packet(interface, at.0, &octets, None);
    }
    let captured = replayed(&writer.finish(), Vantage::At(End::A));
    let first = &captured.timeline.transmissions[0];
    assert_eq!(captured.timeline.scenario.host(first.id.from).iss + 1, first.segment.seq);
    assert_eq!(captured.view(0, Side::Client).state, Known::NotSeen);
    let last = captured.timeline.entries.len();
    for side in Side::BOTH {
        assert_eq!((captured.view(last, side).iss, captured.view(last, side).irs), (Known::NotSeen, Known::NotSeen));
        assert!(captured.view(last, side).snd_nxt.value().is_some());
    }
    in_order(&captured);
}

#[test]
fn ipv6_has_its_ends_beside_the_timeline_and_every_octet_that_was_captured() {
    let (client, server) = (V6.0.into(), V6.1.into());
    let syn = segment(Flags::SYN, 100, b"");
    let answer = wire::Segment {
        src_port: 80,
        dst_port: 50_000,
        seq: Seq(500),
        ack: Seq(101),
        flags: Flags::SYN | Flags::ACK,
        window: 1000,
        ..wire::Segment::default()
    };
    let there = |segment, from, to| {
        let mut packet = ipv6(6, &tcp(segment, from, to));
        if from == server {
            let (source, destination) = packet[8..40].split_at_mut(16);
            source.swap_with_slice(destination);
        }
        ethernet(&[], 0x86dd, &packet)
    };
    let packets = [(1_000_000, there(&syn, client, server)), (7_000_000, there(&answer, server, client))];
    let captured = replayed(&pcap(Order::Little, true, LinkType::ETHERNET, &packets), Vantage::At(End::A));
    assert_eq!(
        captured.opened.conversation.ends.map(|end| end.to_string()),
        ["[2001:db8::1]:50000", "[2001:db8::2]:80"]
    );
    assert!(captured.timeline.scenario.client.address.is_unspecified());
    assert_eq!(captured.frames, packets.map(|(_, octets)| octets));
    let times: Vec<_> = captured.timeline.entries.iter().map(|entry| entry.at).collect();
    assert_eq!(times, [0, 3, 3, 6].map(Instant::from_millis), "a round trip of six milliseconds");
}

#[test]
fn text_that_was_not_captured_whole_is_as_long_as_it_was_and_zeros() {
    let frame =
        ethernet(&[], 0x0800, &ipv4(&[], 6, &tcp(&segment(Flags::ACK, 100, b"0123456789"), V4.0.into(), V4.1.into())));
    let mut file = pcap(Order::Little, true, LinkType::ETHERNET, &[(0, frame[..frame.len() - 4].to_vec())]);
    // A file header of 24 octets, and the original length behind 12 of the record's.
    file[36..40].copy_from_slice(&(frame.len() as u32).to_le_bytes());
    let captured = replayed(&file, Vantage::Between);
    let sent = &captured.timeline.transmissions[0];
    assert_eq!((&sent.segment.text[..], sent.segment.end()), (&[0; 10][..], Seq(110)));
    assert_eq!(captured.frames[0], frame[..frame.len() - 4]);
}

#[test]
fn a_conversation_that_is_not_there_is_not_replayed() {
    let file = pcapng(&lossy(1), Point::Client, |_| None).expect("a run can be written");
    let (capture, _) = listed(&file);
    assert!(replay(&capture, 1, Vantage::Between, fetch(&file)).is_err());
    assert!(replay(&capture, 0, Vantage::Between, |_, _| Err(())).is_err());
}
