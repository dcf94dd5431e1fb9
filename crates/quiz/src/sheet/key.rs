//! The answer key of a sheet: for each question what is right, and how it comes about.

use lessons::Lang;

use super::{Item, answer_text};
use crate::{Diagnosis, Task};

/// What is right of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The question's number, from 1.
    pub number: usize,
    /// How it is put.
    pub prompt: String,
    /// Each thing that is asked.
    pub parts: Vec<KeyPart>,
}

/// What is right of one thing that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPart {
    /// What it is called beside its blank.
    pub label: String,
    /// The right answer.
    pub right: String,
    /// How that comes about.
    pub why: Diagnosis,
}

/// The answer key of these questions, each with its task.
#[must_use]
pub fn answer_key<'t>(questions: impl IntoIterator<Item = (&'t Item, &'t Task)>, lang: Lang) -> Vec<Key> {
    let key = |(place, (item, task)): (usize, (&Item, &Task))| {
        let part = |what| {
            let judged = task.judge(what, task.right(what)?)?;
            Some(KeyPart {
                label: task.label(what, lang),
                right: answer_text(task, judged.right, lang),
                why: task.explain(&judged, lang),
            })
        };
        Key {
            number: place + 1,
            prompt: item.prompt(task, lang),
            parts: task.asked().into_iter().filter_map(part).collect(),
        }
    };
    questions.into_iter().enumerate().map(key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Sheet;
    use crate::{Form, Input};

    #[test]
    fn each_question_has_its_right_answers_with_reasons_in_both_languages() {
        let sheet = Sheet { lessons: vec!["handshake".into()], count: 45, ..Sheet::new(4) };
        let items = sheet.items(lessons::find);
        let tasks: Vec<Task> = items.iter().map(Item::task).collect();
        for lang in Lang::ALL {
            let keys = answer_key(items.iter().zip(&tasks), lang);
            assert_eq!(keys.len(), tasks.len());
            for (key, task) in keys.iter().zip(&tasks) {
                assert_eq!(key.parts.len(), task.asked().len(), "question {}", key.number);
                for (part, what) in key.parts.iter().zip(task.asked()) {
                    assert!(!part.label.is_empty() && !part.right.is_empty(), "question {}", key.number);
                    assert!(!part.why.title.is_empty() && !part.why.text.is_empty(), "question {}", key.number);
                    if task.input(what) == Input::Number {
                        assert!(part.right.bytes().all(|octet| octet.is_ascii_digit()), "{}", part.right);
                    }
                    if matches!(task.question.form, Form::Order { .. }) {
                        assert_eq!(part.right.len(), 1, "a letter: {}", part.right);
                    }
                }
            }
        }
    }
}
