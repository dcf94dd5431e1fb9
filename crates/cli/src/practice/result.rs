//! What a round came to: a table for a person, and plain data for a program.

use anstyle::Style;
use quiz::{Mastery, Session, VERSION, WrongRule};
use serde::Serialize;

use super::named;
use crate::table::{Align, Table};
use crate::words::Words;

/// The result as a program reads it. Its shape is a promise.
#[derive(Serialize)]
pub(super) struct Report {
    /// The seed of the questions, unless they are a lesson's.
    seed: Option<u64>,
    /// The version of the generator.
    version: u16,
    /// How many questions were answered.
    answered: usize,
    /// How many of them right in every part.
    right: usize,
    /// Whether every question was put.
    complete: bool,
    questions: Vec<QuestionReport>,
    skills: Vec<SkillReport>,
}

#[derive(Serialize)]
struct QuestionReport {
    skill: &'static str,
    /// Which question of the seed, from 0.
    index: Option<u32>,
    level: Option<u8>,
    right: bool,
    hints: u32,
    parts: Vec<PartReport>,
}

#[derive(Serialize)]
struct PartReport {
    given: String,
    expected: String,
    right: bool,
    /// The wrong rules that explain it.
    rules: Vec<&'static str>,
}

#[derive(Serialize)]
struct SkillReport {
    skill: &'static str,
    asked: u32,
    right: u32,
    hints: u32,
    /// In millionths, uncalibrated.
    known: u32,
    rules: Vec<(&'static str, u32)>,
    /// A lesson and a mark of it.
    watch: Option<(String, String)>,
}

pub(super) fn report(seed: Option<u64>, session: &Session, mastery: &Mastery, complete: bool, words: &Words) -> Report {
    let questions: Vec<QuestionReport> = session
        .answers
        .iter()
        .map(|answer| QuestionReport {
            skill: answer.skill.id(),
            index: answer.id.map(|id| id.index),
            level: answer.id.map(|id| id.level.number()),
            right: answer.is_right(),
            hints: answer.hints,
            parts: answer
                .parts
                .iter()
                .map(|part| PartReport {
                    given: named(part.given, words),
                    expected: named(part.right, words),
                    right: part.is_right(),
                    rules: part.slip.into_iter().flat_map(quiz::Slip::rules).map(WrongRule::id).collect(),
                })
                .collect(),
        })
        .collect();
    let skills = session
        .summary()
        .into_iter()
        .map(|of| SkillReport {
            skill: of.skill.id(),
            asked: of.asked,
            right: of.right,
            hints: of.hints,
            known: mastery.trace(of.skill, 0).known(),
            rules: of.wrong.iter().map(|(rule, times)| (rule.id(), *times)).collect(),
            watch: of.lesson,
        })
        .collect();
    Report {
        seed,
        version: VERSION,
        answered: questions.len(),
        right: questions.iter().filter(|question| question.right).count(),
        complete,
        questions,
        skills,
    }
}

pub(super) fn summary(session: &Session, mastery: &Mastery, complete: bool, words: &Words) -> String {
    use Align::{Left, Right};
    let quiz = words.quiz;
    let right = session.answers.iter().filter(|answer| answer.is_right()).count();
    let total = (quiz.total)(right, session.answers.len(), complete);
    let summary = session.summary();
    if summary.is_empty() {
        return format!("\n{total}\n");
    }
    let head = [
        (quiz.skill, Left),
        (quiz.asked, Right),
        (quiz.answered_right, Right),
        (quiz.hints, Right),
        (quiz.known, Right),
        (quiz.slips, Left),
        (quiz.watch, Left),
    ];
    let mut table = Table::new(&head);
    for of in summary {
        let slips = of.wrong.iter().map(|(rule, times)| (quiz.times)(rule.id(), *times));
        let cells = vec![
            of.skill.name(words.lang).to_owned(),
            of.asked.to_string(),
            of.right.to_string(),
            of.hints.to_string(),
            format!("{} %", mastery.trace(of.skill, 0).known() / 10_000),
            slips.collect::<Vec<_>>().join(", "),
            of.lesson.map(|(lesson, mark)| format!("{lesson} · {mark}")).unwrap_or_default(),
        ];
        table.row(Style::new(), cells);
    }
    format!("\n{}\n{total}\n{}\n", table.text(), quiz.uncalibrated)
}
