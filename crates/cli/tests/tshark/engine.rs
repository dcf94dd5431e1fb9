//! What the engine sends: every lesson, seen from every point, and the same where everything goes wrong by chance.

use capture::{Point, pcapng, seen};
use sim::{Call, Chance, Scenario, Timeline, run};

use crate::agree::agree;

fn seen_from_everywhere(name: &str, timeline: &Timeline) -> usize {
    let from = |point: Point| {
        let octets = pcapng(timeline, point, |_| Some(name.to_owned())).unwrap();
        agree(&format!("{name}-{}", point.name()), &octets)
    };
    Point::ALL.into_iter().map(from).sum()
}

#[test]
#[ignore = "it asks tshark"]
fn engine_lessons_are_read_as_tshark_reads_them() {
    for lesson in lessons::catalogue() {
        let timeline = run(&lesson.scenario);
        let frames: usize = Point::ALL.map(|point| seen(&timeline, point).len()).into_iter().sum();
        assert_eq!(seen_from_everywhere(&lesson.id, &timeline), frames, "{}", lesson.id);
        assert!(frames > 0, "{}", lesson.id);
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
