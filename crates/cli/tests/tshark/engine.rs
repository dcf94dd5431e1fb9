//! What the engine sends: every lesson, seen from every point, and the same where everything goes wrong by chance.

use capture::{Point, pcapng};
use sim::{Call, Chance, Scenario, Timeline, run};

use crate::agree::agree;

fn seen_from_everywhere(name: &str, timeline: &Timeline) -> usize {
    let from = |point: Point| {
        let octets = pcapng(timeline, point, |_| Some(name.to_owned())).unwrap();
        agree(&format!("{name}-{}", point.name()), &octets)
    };
    Point::ALL.into_iter().map(from).sum()
}

/// Whether a lesson is about one connection between hosts that keep their memory. Where there are several between the same two
/// sockets, tshark may take them for one, or count numbers anew within one: which it does depends on what it saw to end.
fn is_of_one_connection(lesson: &&lessons::Lesson) -> bool {
    let scenario = &lesson.scenario;
    let is_ordinary = |host: &sim::Host| {
        let connects = host.program.iter().filter(|call| matches!(call, Call::Connect | Call::Listen)).count();
        host.settings.handshaking.is_none() && host.settings.backlog.is_none() && connects <= 1
    };
    is_ordinary(&scenario.client)
        && is_ordinary(&scenario.server)
        && scenario.mishaps.is_empty()
        && scenario.floods.is_empty()
        && scenario.acts.is_empty()
}

#[test]
#[ignore = "it asks tshark"]
fn engine_lessons_are_read_as_tshark_reads_them() {
    for lesson in lessons::catalogue().iter().filter(is_of_one_connection) {
        let segments = seen_from_everywhere(&lesson.id, &run(&lesson.scenario));
        assert!(segments > 0, "{}: {segments}", lesson.id);
    }
}

#[test]
#[ignore = "it asks tshark"]
fn engine_transfers_over_a_bad_path_are_read_as_tshark_reads_them() {
    let mut scenario: Scenario = lessons::find("handshake").unwrap().scenario.clone();
    scenario.client.program =
        vec![Call::Connect, Call::Send { text: String::new(), octets: 100_000 }, Call::Close, Call::RecvToEnd];
    scenario.server.program = vec![Call::Listen, Call::Accept, Call::RecvToEnd, Call::Close];
    scenario.path.rate_kbps = 10_000;
    scenario.path.queue = 8;
    for seed in 0..4 {
        scenario.path.chance = Chance { seed, loss: 30, duplicate: 20, reorder: 30, corrupt: 0, mark: 0 };
        assert!(seen_from_everywhere(&format!("transfer-{seed}"), &run(&scenario)) > 300);
    }
}
