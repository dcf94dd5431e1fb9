//! The quiz as a person or a program takes it: answers come from a pipe, and the result says what they were worth.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use quiz::{Form, Input, Level, Plan, Skill, Task, Value, What, generate, value_text};
use serde_json::Value as Json;

/// The program with these arguments and these lines on standard input.
fn run(arguments: &[&str], lines: &[String]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_synackademy"));
    command.arg("quiz").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    let mut child = command.spawn().expect("the program starts");
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    // It need not read to the end.
    let _ = child.stdin.take().expect("a pipe").write_all(text.as_bytes());
    child.wait_with_output().expect("it ends")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn error(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn task(seed: u64, index: u32, skill: Option<Skill>, level: Option<Level>) -> Task {
    let plan = Plan { seed, skills: skill.into_iter().collect(), level };
    generate(plan.question(index))
}

/// What a learner types for a value.
fn typed(task: &Task, what: What, value: Value) -> String {
    match (task.input(what), value) {
        (Input::Choice(choices), _) => {
            let place = choices.iter().position(|choice| *choice == value).expect("a choice");
            (place + 1).to_string()
        }
        _ => value_text(value, lessons::Lang::En),
    }
}

fn right(task: &Task) -> Vec<String> {
    task.asked().into_iter().map(|what| typed(task, what, task.right(what).expect("a right answer"))).collect()
}

#[test]
fn right_answers_are_right_in_every_form_and_language() {
    for level in Level::ALL {
        let number = level.number().to_string();
        let lines: Vec<String> = (0..30).flat_map(|index| right(&task(11, index, None, Some(level)))).collect();
        for lang in ["en", "zh"] {
            let arguments = ["--seed", "11", "--count", "30", "--level", &number, "--lang", lang];
            let output = run(&arguments, &lines);
            let told = out(&output);
            assert_eq!((output.status.code(), error(&output)), (Some(0), String::new()), "{told}");
            let total = if lang == "en" { "30 of 30 questions right." } else { "30 题中答对 30 题。" };
            assert!(told.contains(total) && !told.contains('✗'), "{told}");
        }
    }
}

#[test]
fn a_wrong_answer_is_told_by_its_rule_and_counted_in_the_summary() {
    let task = task(3, 0, Some(Skill::Retransmission), Some(Level::One));
    assert!(matches!(task.question.form, Form::Predict { .. }));
    let what = task.asked()[0];
    let wrong = task.wrong(what);
    let (_, value) = wrong.iter().find(|(rule, _)| rule.id() == "retx-new").expect("it applies");
    let arguments = ["--seed", "3", "--count", "1", "--skill", "retransmission", "--level", "1"];
    let output = run(&arguments, &[typed(&task, what, *value)]);
    let told = out(&output);
    assert_eq!(output.status.code(), Some(0));
    assert!(told.contains("The same octets keep their numbers"), "{told}");
    assert!(told.contains("retx-new ×1") && told.contains("lost-segment · again"), "{told}");
    assert!(told.contains("0 of 1 question right.") && told.contains("uncalibrated"), "{told}");
    let zh = out(&run(&[&arguments[..], &["--lang", "zh"]].concat(), &[typed(&task, what, *value)]));
    assert!(zh.contains("还是那些字节，序号不变") && zh.contains("1 题中答对 0 题。"), "{zh}");
}

#[test]
fn hints_come_one_by_one_and_what_cannot_be_read_is_asked_again() {
    let task = task(3, 0, Some(Skill::Ack), Some(Level::One));
    let what = task.asked()[0];
    let hints: Vec<String> = (0..3).filter_map(|step| task.hint(what, step, lessons::Lang::En)).collect();
    let answer = typed(&task, what, task.right(what).expect("a right answer"));
    let lines = ["?", "?", "?", "?", "12x4", "1+", &format!("{answer}+0")].map(String::from);
    let output = run(&["--seed", "3", "--count", "1", "--skill", "ack", "--level", "1"], &lines);
    let told = out(&output);
    for (number, hint) in hints.iter().enumerate() {
        let plain = hint.replace(['`', '*'], "");
        assert!(told.contains(&format!("Hint {}: {plain}", number + 1)), "{told}");
    }
    assert!(told.contains("There is no further hint."), "{told}");
    assert!(told.contains("Character 3 is “x”") && told.contains("ends after character 2"), "{told}");
    assert!(told.contains(&format!("{answer} + 0 = {answer}")) && told.contains("1 of 1 question right."), "{told}");
}

#[test]
fn answers_that_end_early_end_in_a_summary_and_an_exit_code_of_their_own() {
    let first = right(&task(5, 0, None, None));
    let one = "1 of 1 question";
    let cases = [(Vec::new(), "0 of 0 questions"), (first.clone(), one), ([first, vec!["q".into()]].concat(), one)];
    for (lines, total) in cases {
        let output = run(&["--seed", "5"], &lines);
        assert_eq!((output.status.code(), error(&output)), (Some(3), String::new()));
        let told = out(&output);
        assert!(told.contains(&format!("{total} right. The answers ended")), "{told}");
    }
}

#[test]
fn the_result_is_json_and_the_questions_are_elsewhere() {
    let tasks: Vec<Task> = (0..4).map(|index| task(9, index, None, None)).collect();
    let mut lines: Vec<String> = tasks.iter().flat_map(right).collect();
    let last = tasks.last().expect("four").asked().len();
    for line in lines.iter_mut().rev().take(last) {
        "-".clone_into(line);
    }
    let output = run(&["--seed", "9", "--count", "4", "--json"], &lines);
    assert_eq!(output.status.code(), Some(0), "{}", error(&output));
    let report: Json = serde_json::from_slice(&output.stdout).expect("JSON and nothing else");
    assert_eq!(report["seed"], 9);
    assert_eq!(report["version"], quiz::VERSION);
    assert_eq!((report["answered"].as_u64(), report["right"].as_u64()), (Some(4), Some(3)));
    assert_eq!(report["complete"], true);
    assert_eq!(report["questions"][0]["skill"], tasks[0].question.skill.id());
    assert_eq!(report["questions"][0]["parts"][0]["right"], true);
    assert_eq!(report["skills"].as_array().map(Vec::len), Some(4));
    assert!(error(&output).contains("Question 4 of 4"));
}

#[test]
fn a_lessons_own_questions_are_asked() {
    let lesson = lessons::find("four-way-close").expect("a lesson");
    let timeline = sim::run(&lesson.scenario);
    let mut lines = Vec::new();
    for posed in quiz::pose(lesson, &timeline) {
        let asks = posed.question.asks.clone();
        let task = Task::predict(timeline.clone(), posed.transmission, asks, lessons::Numbering::Absolute);
        lines.extend(right(&task));
    }
    let output = run(&["--lesson", "four-way-close"], &lines);
    let told = out(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains(&lesson.questions[0].prompt.en) && told.contains("4 of 4 questions right."), "{told}");
    let missing = run(&["--lesson", "nowhere"], &[]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(error(&missing).contains("`nowhere`"));
}

#[test]
fn the_questions_of_a_drawn_seed_come_again_with_it() {
    let questions = |arguments: &[&str]| {
        let told = out(&run(arguments, &["-".into(), "-".into()]));
        let seed = told.split("--seed ").nth(1).and_then(|rest| rest.split('.').next()).expect("a seed").to_owned();
        (seed, told)
    };
    let (drawn, told) = questions(&["--count", "1"]);
    assert_eq!(questions(&["--count", "1", "--seed", &drawn]), (drawn.clone(), told));
    let seeds = [0; 4].map(|_| questions(&["--count", "1"]).0);
    assert!(seeds.iter().any(|seed| *seed != drawn), "{seeds:?}");
}

#[test]
fn what_cannot_be_understood_is_refused() {
    for arguments in [&["--skill", "juggling"][..], &["--level", "4"], &["--count", "0"], &["--seed", "x"]] {
        let output = run(arguments, &[]);
        assert_eq!((output.status.code(), out(&output)), (Some(2), String::new()), "{arguments:?}");
    }
    let help = run(&["--help"], &[]);
    assert!(out(&help).contains("Exit codes: 0"), "{}", out(&help));
}
