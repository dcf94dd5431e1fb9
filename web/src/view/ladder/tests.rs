//! No label lies on another, in any lesson, at any width, in either language, whatever is dropped.

use lessons::{Lang, Numbering, catalogue};

use super::geometry::{Placed, Quad, overlap, stroke};
use super::scene::{Outcome, Scene};
use super::*;

const WIDTHS: [f64; 6] = [1000.0, 700.0, 580.0, 480.0, 360.0, 320.0];

/// Every label of a scene, with the segment that it is of.
fn labels(scene: &Scene) -> Vec<(usize, &Placed)> {
    let mut all = Vec::new();
    for shape in &scene.segments {
        let words = shape.arrows.iter().filter_map(|arrow| arrow.word.as_ref());
        let labels = shape.label.iter().chain(&shape.word).chain(words);
        all.extend(labels.map(|label| (shape.index, &label.placed)));
    }
    all
}

/// A model of each lesson as it is, and of each with one of its segments dropped.
fn models() -> Vec<Model> {
    let mut models = Vec::new();
    for lesson in catalogue() {
        for (lang, numbering) in [(Lang::En, Numbering::Absolute), (Lang::Zh, Numbering::Relative)] {
            let mut model = Model::new(lang);
            model.apply(Action::OpenLesson(lesson));
            model.apply(Action::Numbering(numbering));
            for sent in &model.timeline.transmissions {
                let mut changed = model.clone();
                changed.apply(Action::ToggleDrop(sent.id));
                models.push(changed);
            }
            models.push(model);
        }
    }
    models
}

#[test]
fn no_label_lies_on_another_or_outside_the_lifelines() {
    for model in models() {
        for width in WIDTHS {
            let scene = Scene::new(&model, width);
            let about = format!("{} {:?} {width}", model.lesson.id, model.edits.scenario().faults);
            let (left, right) = (scene.grid.lifeline(Side::Client), scene.grid.lifeline(Side::Server));
            let all = labels(&scene);
            for (place, (index, one)) in all.iter().enumerate() {
                assert!(
                    one.quad.iter().all(|point| left + 6.0 < point.x && point.x < right - 6.0),
                    "{about}: {index} {one:?}"
                );
                for (of, other) in &all[place + 1..] {
                    assert!(!overlap(&one.quad, &other.quad), "{about}: {index} and {of}");
                }
            }
        }
    }
}

#[test]
fn every_segment_has_its_label_and_every_mark_its_word() {
    for model in models() {
        for width in WIDTHS {
            let scene = Scene::new(&model, width);
            for shape in &scene.segments {
                let about = format!("{} {:?} {width}: {}", model.lesson.id, model.edits.scenario().faults, shape.full);
                assert!(shape.label.is_some(), "{about}");
                assert_eq!(shape.word.is_some(), shape.facts.retransmission, "{about}");
                for arrow in &shape.arrows {
                    assert_eq!(arrow.word.is_some(), arrow.outcome != Outcome::Delivered, "{about}");
                }
            }
        }
    }
}

#[test]
fn on_a_desk_no_label_lies_on_an_arrow() {
    for model in models() {
        for width in [1000.0, 700.0, 580.0] {
            let scene = Scene::new(&model, width);
            let strokes: Vec<(usize, Quad)> = scene
                .segments
                .iter()
                .flat_map(|shape| shape.arrows.iter().map(|arrow| (shape.index, stroke(arrow.line))))
                .collect();
            for (index, placed) in labels(&scene) {
                for (of, stroke) in &strokes {
                    assert!(
                        !overlap(&placed.quad, stroke),
                        "{} {:?} {width}: {index} on {of}",
                        model.lesson.id,
                        model.edits.scenario().faults
                    );
                }
            }
        }
    }
}

#[test]
fn an_alone_standing_segment_says_everything_at_700_pixels() {
    let model = Model::new(Lang::En);
    let scene = Scene::new(&model, 700.0);
    for index in 0..3 {
        let label = scene.segments[index].label.as_ref().unwrap();
        assert!(label.whole, "{}", label.text);
    }
}

#[test]
fn while_predicting_nothing_is_drawn_from_the_question_on() {
    for lesson in catalogue() {
        let mut model = Model::new(Lang::En);
        model.apply(Action::OpenLesson(lesson));
        model.apply(Action::Mode(Mode::Predict));
        let posed = model.next_question().unwrap();
        let scene = Scene::new(&model, 700.0);
        assert_eq!(scene.segments.len(), posed.transmission);
        assert!(scene.times.iter().all(|mark| mark.entry < posed.stop));
        assert!(scene.states.iter().all(|span| span.entered.is_none_or(|entered| entered < posed.stop)));
        for shape in &scene.segments {
            assert!(shape.arrows.iter().all(|arrow| arrow.ended.is_none_or(|ended| ended < posed.stop)));
        }
        assert!(scene.asked.is_some_and(|asked| asked.label.is_some()));
    }
}

#[test]
fn a_timer_that_expires_has_its_bracket_and_one_that_is_stopped_has_none_for_long() {
    let mut model = Model::new(Lang::En);
    model.apply(Action::OpenLesson(lessons::find("lost-segment").unwrap()));
    let scene = Scene::new(&model, 700.0);
    let expired: Vec<&str> = scene.timers.iter().filter(|span| span.expires).map(|span| span.text.as_str()).collect();
    assert_eq!(expired, ["RTO 1 s", "2MSL 4 min"]);
}

#[test]
fn numbers_for_attributes_have_one_decimal() {
    for (value, text) in [(0.0, "0"), (1.0, "1"), (12.34, "12.3"), (-0.26, "-0.3"), (99.96, "100")] {
        assert_eq!(px(value), text);
    }
}
