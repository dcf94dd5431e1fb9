//! What is told once an answer is locked: the verdict, and each part beside what is right and the rule that explains it.

use lessons::Lang;
use markup::html;
use quiz::{Diagnosis, Form, Judged, Task};
use yew::prelude::*;

use super::round::Locked;
use super::shown::{blank_name, called};
use crate::labels::answer::answer_labels;
use crate::labels::practice::practice;
use crate::view::answer::{Judgement, judged};

/// The verdict in a sentence.
pub(super) fn verdict(locked: &Locked, lang: Lang) -> String {
    (answer_labels(lang).verdict)(locked.right(), locked.parts.len())
}

/// Each part of the answer.
pub(super) fn parts(task: &Task, locked: &Locked, lang: Lang) -> Html {
    let is_order = matches!(task.question.form, Form::Order { .. });
    let first_wrong = locked.parts.iter().position(|part| !part.is_right());
    let one = |(place, part): (usize, &Judged)| {
        let said = task.explain(part, lang);
        let said = match is_order {
            // One rule orders all of them: it is told once.
            true if first_wrong != Some(place) => {
                Diagnosis { title: String::new(), text: Vec::new(), arithmetic: Vec::new() }
            }
            true => Diagnosis { title: String::new(), ..said },
            false => said,
        };
        let shown = Judgement {
            name: blank_name(task, part.what).into(),
            label: task.label(part.what, lang).into(),
            given: called(task, part.given, lang),
            right: (!part.is_right()).then(|| (practice(lang).is_right, called(task, part.right, lang))),
            rule: part.slip.map(|slip| slip.id()),
            said,
        };
        judged(shown, lang)
    };
    html! {
        <>
            if locked.help.hints > 0 {
                <p class="hint" data-part="hints-used">
                    { (answer_labels(lang).hints_used)(u8::try_from(locked.help.hints).unwrap_or(u8::MAX)) }
                </p>
            }
            { for locked.parts.iter().enumerate().map(one) }
        </>
    }
}
