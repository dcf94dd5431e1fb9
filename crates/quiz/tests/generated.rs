//! Generated questions: what is said of them can be shown, two wrong rules at once are told, and an answer that no rule
//! explains gets the arithmetic.

#[path = "../../lessons/tests/common/mod.rs"]
mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{check_prose, flat};
use lessons::{Lang, Numbering};
use quiz::{HINTS, Input, Level, QuestionId, Skill, Slip, Task, VERSION, Value, What, WrongRule, ask_text, generate};

fn id(seed: u64, skill: Skill, level: Level) -> QuestionId {
    QuestionId { seed, version: VERSION, index: 0, skill, level }
}

/// Questions of every skill and level.
fn tasks(seeds: u64) -> impl Iterator<Item = Task> {
    let ids = Skill::ALL.into_iter().flat_map(move |skill| {
        Level::ALL.into_iter().flat_map(move |level| (0..seeds).map(move |seed| id(seed, skill, level)))
    });
    ids.map(generate)
}

fn number(value: Value) -> u64 {
    let Value::Number(number) = value else { panic!("a number") };
    number
}

#[test]
fn all_that_is_said_of_questions_and_answers_can_be_shown_in_both_languages() {
    for task in tasks(8) {
        for lang in Lang::ALL {
            let name = format!("{:?} {lang:?}", task.question.id);
            check_prose(&task.prompt(lang), &name);
            for what in task.asked() {
                check_prose(&task.label(what, lang), &name);
                for step in 0..HINTS {
                    check_prose(&flat(&course::inline(&task.hint(what, step, lang).expect("a hint"))), &name);
                }
                assert_eq!(task.hint(what, HINTS, lang), None);
                let right = task.right(what).expect("a right answer");
                let wrong = task.wrong(what).into_iter().map(|(_, value)| value);
                for value in wrong.chain([right]) {
                    let judged = task.judge(what, value).expect("it is asked");
                    let said = task.explain(&judged, lang);
                    check_prose(&said.title, &name);
                    check_prose(&flat(&said.text), &name);
                    said.arithmetic.iter().for_each(|line| check_prose(line, &name));
                }
            }
        }
    }
}

#[test]
fn every_wrong_rule_is_met_somewhere() {
    let mut met: BTreeSet<WrongRule> = BTreeSet::new();
    // A length is seldom asked of a FIN that travels with text.
    let with_fin = (0..400).map(|seed| generate(id(seed, Skill::Fin, Level::Three)));
    for task in tasks(60).chain(with_fin) {
        met.extend(task.asked().into_iter().flat_map(|what| task.wrong(what)).map(|(rule, _)| rule));
    }
    let missing: Vec<&str> = WrongRule::ALL.into_iter().filter(|rule| !met.contains(rule)).map(WrongRule::id).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn two_wrong_rules_at_once_are_told_as_two() {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for task in tasks(20) {
        for what in task.asked() {
            let Some((_, quiz::Ask::Seq | quiz::Ask::Ack)) = task.part(what) else { continue };
            let wrong = task.wrong(what);
            let of = |rule| wrong.iter().find(|(other, _)| *other == rule).map(|(_, value)| number(*value));
            let right = number(task.right(what).expect("a right answer"));
            // The ack of a duplicate ACK, and one too many.
            for (first, second) in
                [(WrongRule::DataPlusOne, WrongRule::DupAdvances), (WrongRule::AckLast, WrongRule::CumulEach)]
            {
                let Some((one, two)) = of(first).zip(of(second)) else { continue };
                let both = one.wrapping_add(two).wrapping_sub(right) & u64::from(u32::MAX);
                let judged = task.judge(what, Value::Number(both)).expect("it is asked");
                if judged.slip != Some(Slip { first, second: Some(second) }) {
                    continue;
                }
                *seen.entry(judged.slip.map(Slip::id).unwrap_or_default()).or_default() += 1;
                for (lang, start) in [(Lang::En, "Two slips at once"), (Lang::Zh, "同时有两处错误")] {
                    let said = task.explain(&judged, lang);
                    assert!(said.title.starts_with(start), "{}", said.title);
                    assert!(flat(&said.text).contains(&both.to_string()));
                    assert!(flat(&said.text).contains(&format!("= {both}")), "the sum: {}", flat(&said.text));
                    assert_eq!(said.arithmetic.len(), 3, "{:?}", said.arithmetic);
                    check_prose(&said.title, "a title");
                    check_prose(&flat(&said.text), "a text");
                }
            }
            // A wrong sum without the modulo.
            let beyond = of(WrongRule::DataPlusOne).filter(|_| task.question.numbering == Numbering::Absolute);
            if let Some(beyond) = beyond.filter(|_| of(WrongRule::Wrap).is_some()) {
                let judged = task.judge(what, Value::Number(beyond + (1 << 32))).expect("it is asked");
                assert_eq!(judged.slip.map(Slip::id).as_deref(), Some("data-plus-one+wrap"));
                *seen.entry("data-plus-one+wrap".into()).or_default() += 1;
            }
        }
    }
    let kinds: Vec<&str> = seen.keys().map(String::as_str).collect();
    assert_eq!(kinds, ["ack-last+cumul-each", "data-plus-one+dup-advances", "data-plus-one+wrap"], "{seen:?}");
    assert!(seen.values().all(|times| *times > 5), "{seen:?}");
}

#[test]
fn a_number_counted_from_the_iss_besides_another_slip_is_told_with_its_sum() {
    let timeline = sim::run(&lessons::opening().scenario);
    let third = &timeline.transmissions[2].segment;
    let (iss, seq) = (third.seq.0 - 1, third.seq.0);
    let task = Task::predict(timeline, 2, vec![quiz::Ask::Ack], Numbering::Absolute);
    let judged = task.judge(task.asked()[0], Value::Number(2)).expect("it is asked");
    assert_eq!(judged.slip.map(Slip::id).as_deref(), Some("ack-own+rel-abs"));
    for lang in [Lang::En, Lang::Zh] {
        let said = flat(&task.explain(&judged, lang).text);
        assert!(said.contains(&format!("{} − {iss} (ISS) = 2", seq + 1)), "{said}");
    }
}

#[test]
fn a_question_names_what_is_asked_and_what_has_to_be_known_of_it() {
    let mut states = 0;
    for task in tasks(20) {
        let quiz::Form::Predict { asks, .. } = &task.question.form else { continue };
        for lang in [Lang::En, Lang::Zh] {
            let prompt = task.prompt(lang);
            for ask in asks {
                let (named, event) = match (ask, lang) {
                    (quiz::Ask::State(_), Lang::En) => ("In which state is the ".into(), "next segment"),
                    (quiz::Ask::State(_), Lang::Zh) => ("处于什么状态".into(), "下一个报文段"),
                    (ask, Lang::En) => (ask_text(*ask, lang), "sends next"),
                    (ask, Lang::Zh) => (ask_text(*ask, lang), "接下来发送"),
                };
                assert!(prompt.contains(&named) && prompt.contains(event), "{ask:?}: {prompt}");
                states += u32::from(matches!(ask, quiz::Ask::State(_)));
            }
        }
    }
    assert!(states > 20);
}

#[test]
fn segments_to_be_ordered_and_numbers_of_a_ladder_show_the_skill_that_they_count_for() {
    let mut orders = 0;
    for skill in [Skill::Syn, Skill::Data, Skill::Fin] {
        for (seed, level) in (0..150).flat_map(|seed| Level::ALL.map(|level| (seed, level))) {
            let id = QuestionId { seed, version: VERSION, index: 0, skill, level };
            assert!(quiz::attempts(id) < 100, "{id:?}");
            let task = generate(id);
            let segment = |index: u32| &task.timeline.transmissions[index as usize].segment;
            match &task.question.form {
                quiz::Form::Order { segments } => {
                    let is_shown = segments.iter().any(|index| match skill {
                        Skill::Syn => segment(*index).has(wire::Flags::SYN),
                        Skill::Fin => segment(*index).has(wire::Flags::FIN),
                        _ => !segment(*index).text.is_empty(),
                    });
                    assert!(is_shown, "{id:?}: {segments:?}");
                    orders += 1;
                }
                quiz::Form::Figure { .. } => panic!("no number is asked: {id:?}"),
                _ => {}
            }
        }
    }
    assert!(orders > 60, "{orders}");
}

#[test]
fn an_answer_that_no_rule_explains_gets_the_arithmetic_and_no_guess() {
    let mut told = 0;
    for task in tasks(6) {
        for what in task.asked() {
            let (Input::Number | Input::NumberOrFlags, Some((_, quiz::Ask::Seq | quiz::Ask::Ack))) =
                (task.input(what), task.part(what))
            else {
                continue;
            };
            let right = number(task.right(what).expect("a right answer"));
            let judged = task.judge(what, Value::Number(right.wrapping_add(77_777) % (1 << 32))).expect("it is asked");
            assert_eq!(judged.slip, None, "{:?} {what:?}", task.question.id);
            let said = task.explain(&judged, Lang::En);
            assert!(said.title.contains(&right.to_string()) || !said.arithmetic.is_empty(), "{said:?}");
            told += 1;
        }
    }
    assert!(told > 200);
}

#[test]
fn the_rules_of_single_mechanisms_are_known_by_their_numbers() {
    let found = |skill, rule: WrongRule| {
        let tasks = (0..200).map(|seed| generate(id(seed, skill, Level::One)));
        let mut all = tasks.flat_map(|task| {
            let of = |what: What| task.wrong(what).into_iter().find(|(other, _)| *other == rule);
            let found: Vec<_> =
                task.asked().into_iter().filter_map(|what| Some((task.right(what)?, of(what)?.1))).collect();
            found
        });
        let (right, wrong) = all.next().unwrap_or_else(|| panic!("{} applies somewhere", rule.id()));
        (number(right), number(wrong))
    };
    let (right, wrong) = found(Skill::KeepAlive, WrongRule::KeepaliveNext);
    assert_eq!(wrong, right + 1);
    let (right, wrong) = found(Skill::Rst, WrongRule::RstSeq);
    assert!(wrong == 0 && right > 0);
    let (right, wrong) = found(Skill::Wrap, WrongRule::Wrap);
    assert_eq!(wrong, right + (1 << 32));
    let (right, wrong) = found(Skill::Sack, WrongRule::SackLast);
    assert_eq!(wrong + 1, right);
    let (right, wrong) = found(Skill::Isn, WrongRule::IsnBytes);
    assert_eq!(wrong, right + 3);
    let (right, wrong) = found(Skill::Fin, WrongRule::FinZero);
    assert_eq!(wrong + 1, right);
}

#[test]
fn each_part_has_a_name_of_its_own() {
    let asks =
        [quiz::Ask::Seq, quiz::Ask::Ack, quiz::Ask::Flags, quiz::Ask::Len, quiz::Ask::Window, quiz::Ask::SackLeft];
    for lang in Lang::ALL {
        let names: BTreeSet<String> = asks.into_iter().map(|ask| ask_text(ask, lang)).collect();
        assert_eq!(names.len(), asks.len());
    }
}
