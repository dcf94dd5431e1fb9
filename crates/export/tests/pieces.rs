//! In pieces of any size a run becomes the same file, which is what those who make it whole would have made.

use capture::Point;
use capture::report::Report;
use export::{Format, Writing, json, whole};
use lessons::explain::Context;
use lessons::{Lang, Numbering, Numbers};
use sim::{Chance, Scenario, Timeline};

/// The lessons' runs, one in which much is lost, and one in which nothing happens at all.
fn runs() -> Vec<Timeline> {
    let lessons = lessons::catalogue().iter().map(|lesson| lesson.scenario.clone());
    let mut lossy = lessons::catalogue()[1].scenario.clone();
    lossy.path.chance = Chance { loss: 20, ..Chance::default() };
    let mut quiet = lossy.clone();
    quiet.client.program.clear();
    quiet.server.program.clear();
    lessons.chain([lossy, quiet]).map(|scenario: Scenario| sim::run(&scenario)).collect()
}

fn context(timeline: &Timeline, lang: Lang) -> Context<'_> {
    Context { timeline, numbers: Numbers::new(Numbering::Absolute, &timeline.scenario), lang }
}

const FORMATS: [Format; 5] = [
    Format::Trace,
    Format::Json,
    Format::PcapNg(Point::Client),
    Format::PcapNg(Point::Path),
    Format::PcapNg(Point::Server),
];

#[test]
fn pieces_of_any_size_make_the_same_file() {
    for timeline in runs() {
        let context = context(&timeline, Lang::En);
        for format in FORMATS {
            let all = whole(format, &context).expect("a run can be written");
            for most in [1, 2, 7, 1000] {
                let mut writing = Writing::new(format, &context);
                let (mut octets, mut percent) = (Vec::new(), 0);
                while let Some(piece) = writing.piece(&context, most).expect("a run can be written") {
                    octets.extend(piece);
                    assert!(writing.percent(&context) >= percent, "{format:?} goes forward");
                    percent = writing.percent(&context);
                }
                assert!(octets == all, "{format:?} in pieces of {most}");
                assert_eq!(percent.max(writing.percent(&context)), 100);
            }
        }
    }
}

#[test]
fn a_run_in_json_is_its_report() {
    for timeline in runs() {
        let written = whole(Format::Json, &context(&timeline, Lang::En)).expect("a run can be written");
        assert!(written == json(&Report::of(&timeline)).expect("JSON"));
    }
}

#[test]
fn a_trace_is_the_timelines_own() {
    for timeline in runs() {
        let written = whole(Format::Trace, &context(&timeline, Lang::Zh)).expect("a run can be written");
        assert!(written == timeline.trace().into_bytes());
    }
}

#[test]
fn each_packet_has_its_rule_beside_it_in_the_language_that_is_asked_for() {
    let timeline = sim::run(&lessons::catalogue()[0].scenario);
    for lang in Lang::ALL {
        let context = context(&timeline, lang);
        let octets = whole(Format::PcapNg(Point::Client), &context).expect("a run can be written");
        let text = String::from_utf8_lossy(&octets);
        for sent in &timeline.transmissions {
            let said = context.segment(sent).cause.said();
            assert!(text.contains(&said), "{said}");
            assert!(said.contains("(RFC "), "{said}");
        }
    }
}
