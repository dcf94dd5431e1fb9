//! No label lies on another, in any lesson, at any width and any length, in either language, whatever is dropped; and in
//! a long run what is drawn is little, and the same however one came there.

use lessons::{Lang, Numbering, catalogue};
use sim::{Call, Chance, FaultKind, PhaseKind, Scenario};
use tcp::Timer;

use super::chunk::{CHUNK, Label, Part as Told};
use super::geometry::{Quad, overlap, stroke};
use super::scene::Outcome;
use super::*;
use crate::model::Zoom;

mod troubled;

const WIDTHS: [f64; 6] = [1000.0, 700.0, 580.0, 480.0, 360.0, 320.0];

/// Every label from `from` down to `to`.
fn labels_in(scene: &Scene, from: f64, to: f64) -> Vec<Label> {
    let chunks = scene.chunk_at(from)..=scene.chunk_at(to);
    chunks.flat_map(|chunk| scene.chunk(chunk).labels.clone()).collect()
}

fn labels(scene: &Scene) -> Vec<Label> {
    labels_in(scene, 0.0, scene.height + CHUNK)
}

fn shapes(scene: &Scene) -> impl Iterator<Item = Rc<scene::Shape>> + '_ {
    (0..scene.sent_in(scene.horizon)).map(|index| scene.shape(index))
}

/// A model of each lesson as it is, and of each with one of its segments dropped, duplicated, held up or corrupted.
fn models() -> Vec<Model> {
    let mut models = Vec::new();
    for lesson in catalogue() {
        for (lang, numbering) in [(Lang::En, Numbering::Absolute), (Lang::Zh, Numbering::Relative)] {
            let mut model = Model::new(lang);
            model.apply(Action::OpenLesson(lesson));
            model.apply(Action::Numbering(numbering));
            let kinds = [
                FaultKind::Drop,
                FaultKind::Duplicate { ms: 15 },
                FaultKind::Delay { ms: 33 },
                FaultKind::Corrupt { bit: 130 },
            ];
            for (at, sent) in model.timeline.transmissions.iter().enumerate() {
                let mut changed = model.clone();
                changed.apply(Action::ToggleDrop(sent.id));
                models.push(changed);
                let mut changed = model.clone();
                changed.apply(Action::Fault(sent.id, Some(kinds[at % kinds.len()].clone())));
                models.push(changed);
            }
            models.push(model);
        }
    }
    models
}

/// The lengths of the ladder that there are buttons for.
fn zooms() -> impl Iterator<Item = Zoom> {
    std::iter::successors(Zoom::percent(25), |zoom| zoom.longer())
}

/// A transfer of so many segments over a path that loses, reorders, duplicates and corrupts some.
fn transfer(segments: u32, buffer: u32) -> Model {
    let mut scenario: Scenario = lessons::opening().scenario.clone();
    scenario.client.settings.mss = Some(100);
    scenario.server.settings.mss = Some(100);
    scenario.server.settings.receive_buffer = Some(buffer);
    let octets = 1_000_000;
    let mut sends = vec![Call::Send { text: String::new(), octets }; (segments * 100 / octets) as usize];
    sends.push(Call::Send { text: String::new(), octets: segments * 100 % octets });
    scenario.client.program = [vec![Call::Connect], sends, vec![Call::Close, Call::RecvToEnd]].concat();
    scenario.server.program = vec![Call::Listen, Call::Accept, Call::RecvToEnd, Call::Close];
    scenario.path.chance = Chance { seed: 7, loss: 8, duplicate: 4, reorder: 8, mark: 0, corrupt: 4 };
    let mut model = Model::new(Lang::En);
    model.apply(Action::Edit(Box::new(scenario), None));
    while model.pending.is_some() {
        model.apply(Action::RunOn(10_000));
    }
    model
}

fn assert_apart(labels: &[Label], about: &str) {
    for (place, one) in labels.iter().enumerate() {
        for other in &labels[place + 1..] {
            assert!(
                !overlap(&one.placed.quad, &other.placed.quad),
                "{about}: {} of {} and {} of {}",
                one.text,
                one.owner,
                other.text,
                other.owner
            );
        }
    }
}

#[test]
fn no_label_lies_on_another_or_outside_the_lifelines() {
    for model in models() {
        for width in WIDTHS {
            let scene = Scene::new(&model, width);
            let about = format!("{} {:?} {width}", model.lesson.id, model.edits.scenario().faults);
            let (left, right) = (scene.grid.lifeline(Side::Client), scene.grid.lifeline(Side::Server));
            let all = labels(&scene);
            for one in &all {
                assert!(
                    one.placed.quad.iter().all(|point| left + 6.0 < point.x && point.x < right - 6.0),
                    "{about}: {} {:?}",
                    one.owner,
                    one.placed
                );
            }
            assert_apart(&all, &about);
        }
    }
}

#[test]
fn no_label_lies_on_another_at_any_length() {
    for lesson in catalogue() {
        let mut model = Model::new(Lang::En);
        model.apply(Action::OpenLesson(lesson));
        for zoom in zooms() {
            model.apply(Action::Zoom(zoom));
            for width in WIDTHS {
                assert_apart(&labels(&Scene::new(&model, width)), &format!("{} {zoom:?} {width}", lesson.id));
            }
        }
    }
}

#[test]
fn every_segment_has_its_label_and_every_mark_its_word_but_where_it_is_crowded() {
    // For each width, of labels and of words: how many there are to be, and how many find no room. One that finds none
    // opens when its arrow is pointed at. Where nothing happens to any segment all of them have room, but on a phone.
    let mut counts = [[(0, 0); 2]; WIDTHS.len()];
    for model in models() {
        for (width, counts) in WIDTHS.into_iter().zip(&mut counts) {
            let scene = Scene::new(&model, width);
            let all = labels(&scene);
            for shape in shapes(&scene) {
                let about =
                    format!("{} {:?} {width}: {}", model.lesson.id, model.edits.scenario().faults, shape.full());
                let mut check = |part: Told, is_due: bool| {
                    let has = all.iter().any(|label| label.owner == shape.index && label.part == part);
                    assert!(is_due || !has, "{about} {part:?}");
                    let is_plain = model.timeline.scenario.faults.is_empty() && width >= 480.0;
                    assert!(!is_due || has || !is_plain, "{about} {part:?}");
                    let (due, missing) = &mut counts[usize::from(part != Told::Says)];
                    *due += usize::from(is_due);
                    *missing += usize::from(is_due && !has);
                };
                check(Told::Says, true);
                check(Told::Origin, shape.facts.retransmission || shape.facts.id.forged);
                for (copy, arrow) in shape.arrows.iter().enumerate() {
                    check(Told::End(copy), arrow.outcome != Outcome::Delivered);
                }
            }
        }
    }
    for (width, [labels, words]) in WIDTHS.into_iter().zip(counts) {
        let in_a_thousand = |(due, missing): (usize, usize)| missing * 1000 / due;
        let most = if width < 480.0 { (45, 45) } else { (5, 20) };
        let found = (in_a_thousand(labels), in_a_thousand(words));
        assert!(found.0 < most.0 && found.1 < most.1, "{width}: {found:?} of a thousand find no room");
    }
}

#[test]
fn on_a_desk_no_label_lies_on_an_arrow() {
    for lesson in catalogue() {
        let mut model = Model::new(Lang::En);
        model.apply(Action::OpenLesson(lesson));
        let mut models = vec![model.clone()];
        for sent in &model.timeline.transmissions {
            let mut changed = model.clone();
            changed.apply(Action::ToggleDrop(sent.id));
            models.push(changed);
        }
        for model in models {
            for width in [1000.0, 700.0, 590.0] {
                let scene = Scene::new(&model, width);
                let strokes: Vec<(usize, Quad)> = shapes(&scene)
                    .flat_map(|shape| {
                        shape.arrows.iter().map(|arrow| (shape.index, stroke(arrow.line))).collect::<Vec<_>>()
                    })
                    .collect();
                for label in labels(&scene) {
                    for (of, stroke) in &strokes {
                        assert!(
                            !overlap(&label.placed.quad, stroke),
                            "{} {:?} {width}: {} on {of}",
                            model.lesson.id,
                            model.edits.scenario().faults,
                            label.owner
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn an_alone_standing_segment_says_everything_at_720_pixels() {
    let model = Model::new(Lang::En);
    let scene = Scene::new(&model, 720.0);
    for index in 0..3 {
        let label = scene.label_of(&scene.shape(index)).unwrap();
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
        assert_eq!(shapes(&scene).count(), posed.transmission);
        let chunks = 0..=scene.chunk_at(scene.height);
        assert!(
            chunks
                .flat_map(|chunk| scene.chunk(chunk).times.iter().map(|mark| mark.entry).collect::<Vec<_>>())
                .all(|entry| entry < posed.stop)
        );
        assert!(scene.states.iter().all(|span| span.entered.is_none_or(|entered| entered < posed.stop)));
        for shape in shapes(&scene) {
            assert!(shape.arrows.iter().all(|arrow| arrow.ended.is_none_or(|ended| ended < posed.stop)));
        }
        assert!(scene.asked.is_some_and(|asked| asked.label.is_some()), "{}", lesson.id);
    }
}

#[test]
fn a_timer_that_expires_has_its_bracket_and_one_that_is_stopped_has_none_for_long() {
    let mut model = Model::new(Lang::En);
    model.apply(Action::OpenLesson(lessons::find("lost-segment").unwrap()));
    let scene = Scene::new(&model, 700.0);
    let all = 0..scene.horizon;
    let expired: Vec<String> = scene.expired(all, scene.horizon).iter().map(|span| span.text.to_string()).collect();
    assert_eq!(expired, ["RTO 1 s", "2MSL 4 min"]);
}

#[test]
fn a_bracket_is_the_same_whichever_part_of_it_is_drawn() {
    let mut model = Model::new(Lang::En);
    model.apply(Action::OpenLesson(lessons::find("lost-segment").unwrap()));
    let scene = Scene::new(&model, 700.0);
    for whole in scene.expired(0..scene.horizon, scene.horizon) {
        let seen = (0..scene.horizon).filter(|at| (whole.top..=whole.bottom).contains(&scene.y(*at)));
        for at in seen.skip(1) {
            let part = scene.expired(at..at + 1, scene.horizon);
            assert!(
                part.iter().any(|span| (span.top, span.bottom) == (whole.top, whole.bottom)),
                "{} at {at}",
                whole.text
            );
        }
    }
}

/// The bracket of every timer that runs at some moment of a run in which it has to.
#[test]
fn each_timer_has_a_bracket_while_it_runs() {
    let seen = |change: fn(&mut Scenario)| {
        let mut scenario = lessons::find("lost-segment").unwrap().scenario.clone();
        change(&mut scenario);
        let mut model = Model::new(Lang::En);
        model.apply(Action::Edit(Box::new(scenario), None));
        let scene = Scene::new(&model, 700.0);
        let steps = 0..=model.timeline.entries.len();
        steps.flat_map(|step| scene.running(step)).map(|span| span.timer).collect::<Vec<Timer>>()
    };
    let plain = seen(|_| {});
    assert!([Timer::Retransmission, Timer::TimeWait].iter().all(|timer| plain.contains(timer)));
    assert!(seen(|scenario| scenario.server.settings.delayed_ack_ms = Some(200)).contains(&Timer::DelayedAck));
    let kept_alive = |scenario: &mut Scenario| {
        scenario.client.settings.keep_alive = Some(sim::KeepAliveMs { idle_ms: 500, interval_ms: 100, probes: 3 });
    };
    assert!(seen(kept_alive).contains(&Timer::KeepAlive));
}

#[test]
fn every_kind_of_trouble_has_a_mark_of_its_own() {
    let model = transfer(400, 4_000);
    let scene = Scene::new(&model, 900.0);
    let outcomes: Vec<Outcome> =
        shapes(&scene).flat_map(|shape| shape.arrows.iter().map(|arrow| arrow.outcome).collect::<Vec<_>>()).collect();
    for outcome in [Outcome::Lost, Outcome::Corrupted, Outcome::Again, Outcome::Overtaken] {
        assert!(outcomes.contains(&outcome), "{outcome:?}");
    }
    assert!(shapes(&scene).any(|shape| shape.facts.retransmission));
}

#[test]
fn what_is_overtaken_arrives_after_something_that_left_later() {
    let model = transfer(400, 4_000);
    let scene = Scene::new(&model, 900.0);
    let sent = &model.timeline.transmissions;
    let first_end = |of: usize| {
        let delivered = sent[of].copies.iter().filter(|copy| copy.fate == sim::Fate::Delivered);
        delivered.filter_map(|copy| copy.entry).min()
    };
    for shape in shapes(&scene) {
        let Some(end) = first_end(shape.index) else { continue };
        let later = (shape.index + 1..sent.len()).filter(|of| sent[*of].id.from == sent[shape.index].id.from);
        let overtaken = later.take(300).any(|of| first_end(of).is_some_and(|other| other < end));
        assert_eq!(overtaken, shape.arrows.iter().any(|arrow| arrow.outcome == Outcome::Overtaken), "{}", shape.full());
    }
}

#[test]
fn in_a_long_run_no_label_lies_on_another_at_any_length() {
    let mut model = transfer(900, 3_000);
    for zoom in [25, 100, 400] {
        model.apply(Action::Zoom(Zoom::percent(zoom).unwrap()));
        let scene = Scene::new(&model, 640.0);
        for from in [0.0, scene.height / 3.0, scene.height / 2.0] {
            assert_apart(&labels_in(&scene, from, from + 6.0 * CHUNK), &format!("{zoom} at {from}"));
        }
    }
}

#[test]
fn a_label_has_the_same_place_however_one_came_there() {
    let model = transfer(600, 4_000);
    let told = |scene: &Scene, chunk: usize| {
        let chunk = scene.chunk(chunk);
        chunk.labels.iter().map(|label| (label.owner, label.text.clone(), label.placed.clone())).collect::<Vec<_>>()
    };
    let (down, up) = (Scene::new(&model, 640.0), Scene::new(&model, 640.0));
    let last = down.chunk_at(down.height);
    let downwards: Vec<_> = (0..=last).map(|chunk| told(&down, chunk)).collect();
    let mut upwards: Vec<_> = (0..=last).rev().map(|chunk| told(&up, chunk)).collect();
    upwards.reverse();
    assert!(downwards == upwards);
    for chunk in [last / 2, 3, last - 1] {
        assert!(told(&Scene::new(&model, 640.0), chunk) == downwards[chunk]);
    }
}

#[test]
fn what_is_drawn_of_a_long_run_does_not_grow_with_it() {
    let drawn = |model: &Model| {
        let scene = Scene::new(model, 640.0);
        let from = scene.height / 2.0;
        scene.touching(scene.entries(from, from + 1600.0)).len()
    };
    let (short, long) = (transfer(500, 4_000), transfer(5_000, 4_000));
    assert!(long.timeline.transmissions.len() > 9 * short.timeline.transmissions.len());
    assert!(drawn(&long) < 2 * drawn(&short) + 20 && drawn(&long) < 200, "{} {}", drawn(&short), drawn(&long));
}

#[test]
fn a_long_ladder_stays_as_short_as_a_browser_can_lay_out() {
    let mut model = transfer(20_000, 4_000);
    model.apply(Action::Zoom(Zoom::percent(400).unwrap()));
    let scene = Scene::new(&model, 640.0);
    assert!(scene.height < 9_000_000.0, "{}", scene.height);
}

#[test]
fn a_transfer_with_losses_goes_from_transfer_to_recovery_and_back() {
    let model = transfer(400, 4_000);
    let kinds: Vec<PhaseKind> = model.projection.index.phases().iter().map(|phase| phase.kind).collect();
    assert_eq!(kinds[..3], [PhaseKind::Opening, PhaseKind::Transfer, PhaseKind::Recovery]);
    assert!(kinds[3..].contains(&PhaseKind::Transfer));
}

#[test]
fn a_segment_made_by_hand_is_told_as_that() {
    let mut model = Model::new(Lang::En);
    model.apply(Action::Jump(crate::model::Jump::To(16)));
    model.apply(Action::Inject);
    model.apply(Action::Jump(crate::model::Jump::End));
    let scene = Scene::new(&model, 700.0);
    let forged = shapes(&scene).find(|shape| shape.facts.id.forged).expect("a segment made by hand");
    let word = labels(&scene).into_iter().find(|label| label.owner == forged.index && label.part == Told::Origin);
    assert_eq!(word.expect("its word").text, "by hand");
}
