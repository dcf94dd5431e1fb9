//! What the engine sends: every lesson, seen from every point, and the same where everything goes wrong by chance.

use capture::{Point, pcapng, seen};
use sim::{Call, Chance, Scenario, Timeline, run};

use crate::agree::{Agreement, agree};

fn seen_from_everywhere(name: &str, timeline: &Timeline) -> Agreement {
    let from = |point: Point| {
        let octets = pcapng(timeline, point, |_| Some(name.to_owned())).unwrap();
        agree(&format!("{name}-{}", point.name()), &octets)
    };
    Point::ALL.into_iter().map(from).sum()
}

#[test]
#[ignore = "it asks tshark"]
fn engine_lessons_are_read_as_tshark_reads_them() {
    let of = |lesson: &lessons::Lesson| {
        let timeline = run(&lesson.scenario);
        let frames: usize = Point::ALL.map(|point| seen(&timeline, point).len()).into_iter().sum();
        let agreement = seen_from_everywhere(&lesson.id, &timeline);
        assert_eq!(agreement.segments, frames, "{}", lesson.id);
        assert!(frames > 0, "{}", lesson.id);
        agreement
    };
    lessons::catalogue().iter().map(of).sum::<Agreement>().assert_close("lessons");
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
    let of = |seed: u64| {
        scenario.path.chance = Chance { seed, loss: 30, duplicate: 20, reorder: 30, corrupt: 0, mark: 0 };
        let agreement = seen_from_everywhere(&format!("transfer-{seed}"), &run(&scenario));
        assert!(agreement.segments > 300);
        agreement
    };
    (0..4).map(of).sum::<Agreement>().assert_close("transfers");
}
