//! Where much happens to segments at once, and where the learner lets something happen to one.

use sim::SegmentRef;

use super::super::geometry::{Line, Point, lengthened};
use super::*;

/// Runs in which much happens to segments at once: duplicates, damage, delays, segments that overtake each other, losses.
fn troubled() -> Vec<(&'static str, Model)> {
    let mut model = Model::new(Lang::En);
    model.apply(Action::OpenLesson(lessons::find("lost-segment").unwrap()));
    let mut models = vec![("as it is", model.clone())];
    let client = |nth| SegmentRef::new(Side::Client, nth);
    let server = |nth| SegmentRef::new(Side::Server, nth);
    let delay = |ms| FaultKind::Delay { ms };
    let faults: [(&str, &[(SegmentRef, FaultKind)]); 3] = [
        (
            "duplicate, corrupt, delay",
            &[
                (client(3), FaultKind::Duplicate { ms: 30 }),
                (client(4), FaultKind::Corrupt { bit: 40 }),
                (server(2), delay(80)),
            ],
        ),
        ("reorder", &[(client(3), delay(25)), (client(5), FaultKind::Duplicate { ms: 5 }), (server(3), delay(12))]),
        ("two lost", &[(client(3), FaultKind::Drop), (client(5), FaultKind::Drop), (server(2), FaultKind::Drop)]),
    ];
    for (about, faults) in faults {
        let mut changed = model.clone();
        for (segment, kind) in faults {
            changed.apply(Action::Fault(*segment, Some(kind.clone())));
        }
        models.push((about, changed));
    }
    models.push(("transfer", transfer(120, 4_000)));
    models
}

#[test]
fn whatever_happens_to_them_no_label_lies_on_an_arrow_or_a_mark_however_short_the_ladder() {
    for (about, mut model) in troubled() {
        for zoom in [25, 50, 100] {
            model.apply(Action::Zoom(Zoom::percent(zoom).unwrap()));
            for width in WIDTHS {
                let scene = Scene::new(&model, width);
                let arrows: Vec<_> = shapes(&scene).flat_map(|shape| shape.arrows.clone()).collect();
                let covered: Vec<Quad> = arrows.iter().map(|arrow| stroke(arrow.line)).collect();
                let marks: Vec<Quad> = arrows.iter().filter_map(|arrow| arrow.mark()).collect();
                let all = labels(&scene);
                assert_apart(&all, &format!("{about} {zoom} {width}"));
                for label in all {
                    assert!(
                        covered.iter().chain(&marks).all(|arrow| !overlap(&label.placed.quad, arrow)),
                        "{about} {zoom} {width}: {} of {}",
                        label.text,
                        label.owner
                    );
                }
            }
        }
    }
}

#[test]
fn a_word_stands_alone_at_the_end_of_its_arrow_or_is_left_out() {
    let mut left_out = 0;
    for (about, mut model) in troubled() {
        for zoom in [25, 50, 100] {
            model.apply(Action::Zoom(Zoom::percent(zoom).unwrap()));
            let scene = Scene::new(&model, 700.0);
            let all = labels(&scene);
            for shape in shapes(&scene) {
                for (copy, arrow) in shape.arrows.iter().enumerate() {
                    let word = all.iter().find(|label| label.owner == shape.index && label.part == Told::End(copy));
                    let Some(word) = word else {
                        left_out += usize::from(arrow.outcome != Outcome::Delivered);
                        continue;
                    };
                    let about = format!("{about} {zoom}: {} of {}", word.text, word.owner);
                    let alone = lengthened(&word.placed.quad, 9.0);
                    let in_line =
                        all.iter().find(|label| label.part == Told::Says && overlap(&alone, &label.placed.quad));
                    assert!(in_line.is_none(), "{about} beside {}", in_line.unwrap().text);
                    // Nearer to its own end than to any other arrow.
                    let middle = Point {
                        x: word.placed.quad.iter().map(|corner| corner.x).sum::<f64>() / 4.0,
                        y: word.placed.quad.iter().map(|corner| corner.y).sum::<f64>() / 4.0,
                    };
                    let others = shapes(&scene).filter(|other| other.index != shape.index);
                    let others =
                        others.flat_map(|other| other.arrows.iter().map(|arrow| arrow.line).collect::<Vec<_>>());
                    // What stands behind its cross stands in the line of its arrow.
                    let own = distance(arrow.whole, middle);
                    for other in others {
                        assert!(own < distance(other, middle), "{about}");
                    }
                }
            }
        }
    }
    assert!(left_out > 0, "at a quarter of the length not every word has room");
}

/// How far a point is from an arrow.
fn distance(line: Line, point: Point) -> f64 {
    let (dx, dy) = (line.to.x - line.from.x, line.to.y - line.from.y);
    let share = ((point.x - line.from.x) * dx + (point.y - line.from.y) * dy) / (dx * dx + dy * dy);
    let at = line.at(share.clamp(0.0, 1.0));
    (at.x - point.x).hypot(at.y - point.y)
}

#[test]
fn the_name_of_a_state_is_within_its_box_or_is_left_out() {
    let (mut named, mut nameless) = (0, 0);
    for (about, mut model) in troubled() {
        for zoom in [25, 50, 100] {
            model.apply(Action::Zoom(Zoom::percent(zoom).unwrap()));
            for span in &Scene::new(&model, 700.0).states {
                match span.name_in(span.bottom) {
                    Some(name) => {
                        named += 1;
                        // A capital letter of it is 9 pixels high.
                        assert!(name - 9.0 > span.top && name + 2.0 < span.bottom, "{about} {zoom}: {:?}", span.state);
                    }
                    None => nameless += 1,
                }
            }
        }
    }
    assert!(named > nameless && nameless > 0, "{named} {nameless}");
}

#[test]
fn times_beside_each_other_differ_and_have_room_beside_the_axis() {
    let mut finer = 0;
    // Frames that follow each other on a quick line are a fraction of a millisecond apart.
    let mut quick = transfer(60, 60_000);
    let mut scenario = (**quick.edits.scenario()).clone();
    (scenario.path.rate_kbps, scenario.path.to_server_ms, scenario.path.to_client_ms) = (5_000, 2, 2);
    quick.apply(Action::Edit(Box::new(scenario), None));
    let models = troubled().into_iter().chain([("quick", quick)]);
    for (about, mut model) in models {
        for zoom in [25, 100, 400] {
            model.apply(Action::Zoom(Zoom::percent(zoom).unwrap()));
            for width in [1000.0, 590.0, 320.0] {
                let scene = Scene::new(&model, width);
                let chunks = (0..=scene.chunk_at(scene.height)).map(|chunk| scene.chunk(chunk));
                let texts: Vec<_> = chunks
                    .flat_map(|chunk| chunk.times.iter().map(|mark| mark.text.clone()).collect::<Vec<_>>())
                    .collect();
                for pair in texts.windows(2) {
                    assert!(pair[0] != pair[1], "{about} {zoom} {width}: {:?} twice", pair[0]);
                }
                for (first, second) in &texts {
                    for text in [first].into_iter().chain(second) {
                        let long = text.chars().count();
                        assert!(long <= scene.grid.digits, "{about} {zoom} {width}: {text} has no room");
                        finer += usize::from(text.ends_with(" ms") && text.contains('.'));
                    }
                }
            }
        }
    }
    assert!(finer > 0, "nothing was as near as that");
}

/// A lesson whose segment `nth` of the client something was done to.
fn changed(mode: Mode, nth: u32, kind: Option<FaultKind>) -> Model {
    let mut model = Model::new(Lang::En);
    model.apply(Action::OpenLesson(lessons::find("lost-segment").unwrap()));
    model.apply(Action::Mode(mode));
    model.apply(Action::Fault(SegmentRef::new(Side::Client, nth), kind));
    model
}

/// What is told of a segment of the client before it has arrived.
fn told_of(model: &Model, nth: u32) -> (Option<&'static str>, Option<String>) {
    let scene = Scene::new(model, 700.0);
    let index = model.timeline.place(SegmentRef::new(Side::Client, nth)).unwrap();
    let shape = scene.shape(index);
    let word = labels(&scene).into_iter().find(|label| label.owner == index && label.part == Told::Will);
    (shape.will_after(shape.entry + 1).map(|will| scene.labels.will(will)), word.map(|word| word.text.to_string()))
}

#[test]
fn what_the_learner_lets_happen_to_a_segment_is_told_from_when_it_is_sent_until_it_has_happened() {
    for mode in [Mode::Watch, Mode::Lab] {
        for (kind, word) in [
            (FaultKind::Drop, "will be lost"),
            (FaultKind::Delay { ms: 90 }, "will come late"),
            (FaultKind::Duplicate { ms: 9 }, "will come twice"),
            (FaultKind::Corrupt { bit: 117 }, "will be corrupted"),
        ] {
            let model = changed(mode, 3, Some(kind.clone()));
            assert_eq!(told_of(&model, 3), (Some(word), Some(word.to_owned())), "{kind:?}");
            let scene = Scene::new(&model, 700.0);
            let shape = scene.shape(model.timeline.place(SegmentRef::new(Side::Client, 3)).unwrap());
            assert_eq!(shape.will_after(shape.settled().unwrap() + 1), None, "{kind:?}");
            // What will be lost is not shown to go all the way.
            let stops_short = shape.to_come(&shape.arrows[0]) != shape.arrows[0].whole;
            assert_eq!(stops_short, kind == FaultKind::Drop);
        }
    }
}

#[test]
fn what_the_lesson_lets_happen_is_not_told_before_but_that_it_no_longer_does_is() {
    let lost = lessons::find("lost-segment").unwrap().scenario.faults[0].segment;
    let own = changed(Mode::Watch, 3, None);
    assert_eq!(told_of(&own, lost.nth), (None, None));
    let through = changed(Mode::Watch, lost.nth, None);
    assert_eq!(told_of(&through, lost.nth).0, Some("will get through"));
}

#[test]
fn while_predicting_nobody_is_told_what_will_happen_to_a_segment() {
    let mut model = changed(Mode::Watch, 2, Some(FaultKind::Delay { ms: 7 }));
    assert!(told_of(&model, 2).0.is_some());
    model.apply(Action::Mode(Mode::Predict));
    assert_eq!(told_of(&model, 2), (None, None));
}
