//! The questions of a sheet, one by one: generated ones and those that its lessons pose.

use std::rc::Rc;

use sim::Timeline;

use course::{Ask, Localized};
use lessons::{Lang, Lesson, Numbering};

use super::{MOST_QUESTIONS, Sheet};
use crate::{Form, Knows, Plan, QuestionId, Task, Value, askable, generate, pose, value_text};

/// A question of a sheet, before it is made.
#[derive(Clone, Debug)]
pub struct Item {
    /// Which it is, the same whenever the sheet is opened: letters, digits, `-` and `.` alone.
    pub id: String,
    /// Of a lesson's own question, the lesson's id and the mark at which it is asked.
    pub lesson: Option<(String, String)>,
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    Generated(QuestionId),
    OfLesson { timeline: Rc<Timeline>, index: usize, asks: Vec<Ask>, prompt: Localized },
}

impl Sheet {
    /// Its questions, in order: those of its lessons, each lesson's in the order of their moments, then the generated ones;
    /// [`MOST_QUESTIONS`] in all. `find` gives a lesson by its id; one that it does not give is passed over.
    #[must_use]
    pub fn items<'l>(&self, find: impl Fn(&str) -> Option<&'l Lesson>) -> Vec<Item> {
        let of_lessons = self.lessons.iter().filter_map(|id| find(id)).flat_map(of_lesson);
        let plan = Plan { seed: self.seed, skills: self.skills.clone(), level: self.level };
        let generated = (0..self.count).map(|index| {
            let id = plan.question(index);
            let name = format!("q{}-{}-{}-{}", id.seed, index + 1, id.skill.id(), id.level.number());
            Item { id: name, lesson: None, source: Source::Generated(id) }
        });
        of_lessons.chain(generated).take(MOST_QUESTIONS as usize).collect()
    }
}

/// The questions that a lesson poses of what follows by a rule.
fn of_lesson(lesson: &Lesson) -> Vec<Item> {
    let timeline = Rc::new(sim::run(&lesson.scenario));
    let item = |posed: crate::Posed<'_>| {
        let can = askable(&timeline, posed.transmission, Knows::All);
        let asks: Vec<Ask> = posed.question.asks.iter().copied().filter(|ask| can.contains(ask)).collect();
        let (timeline, prompt, mark) = (Rc::clone(&timeline), posed.question.prompt.clone(), &posed.question.mark);
        (!asks.is_empty()).then(|| Item {
            id: format!("{}.{mark}", lesson.id),
            lesson: Some((lesson.id.clone(), mark.clone())),
            source: Source::OfLesson { timeline, index: posed.transmission, asks, prompt },
        })
    };
    pose(lesson, &timeline).into_iter().filter_map(item).collect()
}

impl Item {
    /// The question with its run.
    #[must_use]
    pub fn task(&self) -> Task {
        match &self.source {
            Source::Generated(id) => generate(*id),
            Source::OfLesson { timeline, index, asks, .. } => {
                Task::predict(Timeline::clone(timeline), *index, asks.clone(), Numbering::Absolute)
            }
        }
    }

    /// How it is put: a lesson puts its own questions itself.
    #[must_use]
    pub fn prompt(&self, task: &Task, lang: Lang) -> String {
        match &self.source {
            Source::Generated(_) => task.prompt(lang),
            Source::OfLesson { prompt, .. } => task.with_buffer(prompt.get(lang).into(), lang),
        }
    }
}

/// A value as it is called in the question: a segment whose order is asked for has a letter, since its name would tell.
#[must_use]
pub fn answer_text(task: &Task, value: Value, lang: Lang) -> String {
    if let (Value::Segment(id), Form::Order { segments }) = (value, &task.question.form) {
        let sent = &task.timeline.transmissions;
        let place = segments.iter().position(|index| sent.get(*index as usize).is_some_and(|sent| sent.id == id));
        return place.and_then(|place| ('A'..='Z').nth(place)).map(String::from).unwrap_or_default();
    }
    value_text(value, lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Skill;

    #[test]
    fn a_sheet_asks_its_lessons_questions_in_order_and_then_generated_ones() {
        let lessons = vec!["four-way-close".to_owned(), "handshake".to_owned(), "no-such-lesson".to_owned()];
        let sheet = Sheet { lessons, count: 3, skills: vec![Skill::Syn, Skill::Fin], ..Sheet::new(9) };
        let items = sheet.items(lessons::find);
        let names: Vec<&str> = items.iter().map(|item| item.id.split('.').next().unwrap_or_default()).collect();
        let first = names.iter().position(|name| *name == "handshake").expect("handshake poses some");
        assert!(first > 0 && names[..first].iter().all(|name| *name == "four-way-close"), "{names:?}");
        assert_eq!(names[names.len() - 3..], ["q9-1-syn-1", "q9-2-fin-1", "q9-3-syn-2"]);
        for item in &items {
            let task = item.task();
            assert!(!task.asked().is_empty() && task.asked().iter().all(|what| task.right(*what).is_some()));
            assert!(Lang::ALL.into_iter().all(|lang| !item.prompt(&task, lang).is_empty()));
            assert!(
                item.id.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-.".contains(&octet)),
                "{}",
                item.id
            );
        }
        let mut ids: Vec<&String> = items.iter().map(|item| &item.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), items.len(), "each has an id of its own");
    }

    #[test]
    fn every_lesson_has_questions_for_a_sheet_and_there_are_never_more_than_the_most() {
        let ids: Vec<String> = lessons::catalogue().iter().map(|lesson| lesson.id.clone()).collect();
        for id in &ids {
            let sheet = Sheet { lessons: vec![id.clone()], count: 0, ..Sheet::new(1) };
            assert!(!sheet.items(lessons::find).is_empty(), "{id}");
        }
        let sheet = Sheet { lessons: ids, count: 50, ..Sheet::new(1) };
        assert_eq!(sheet.items(lessons::find).len(), MOST_QUESTIONS as usize);
    }
}
