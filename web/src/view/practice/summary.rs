//! What a round came to: for each skill how many questions were right, by which wrong rules answers came about, and what is
//! worth watching again.

use std::rc::Rc;

use lessons::Lang;
use markup::html;
use quiz::{Session, SkillSummary, Task, generate, lesson};
use web_sys::Element;
use yew::prelude::*;

use super::watch;
use crate::labels::practice::practice;
use crate::view::ViewProps;
use crate::view::answer::take_focus;

#[derive(Clone, Properties)]
pub(super) struct SummaryProps {
    pub(super) model: ViewProps,
    pub(super) session: Rc<Session>,
    /// Back to the questions, if some are left.
    pub(super) resume: Option<Callback<()>>,
    pub(super) takes_focus: bool,
}

impl PartialEq for SummaryProps {
    fn eq(&self, other: &SummaryProps) -> bool {
        self.model == other.model && self.session == other.session && self.takes_focus == other.takes_focus
    }
}

/// What of a skill's answers has to be worked out from their questions.
struct Worked {
    /// The title of each wrong rule, its id, and how often it explains an answer.
    slips: Vec<(String, String, u32)>,
    /// The question whose run can be watched.
    again: Option<Task>,
}

#[component]
pub(super) fn Summary(props: &SummaryProps) -> Html {
    let model = &props.model.model;
    let lang = model.view.lang;
    let labels = practice(lang);
    let node = use_node_ref();
    {
        let (node, takes_focus) = (node.clone(), props.takes_focus);
        use_effect_with((), move |()| {
            if let Some(around) = node.cast::<Element>().filter(|_| takes_focus) {
                take_focus(&around, "#quiz-summary");
            }
        });
    }
    let session = props.session.clone();
    let summary = use_memo((session.answers.len(), lang), move |(_, lang)| {
        let of = |of: SkillSummary| {
            let worked = worked(&session, &of, *lang);
            (of, worked)
        };
        session.summary().into_iter().map(of).collect::<Vec<_>>()
    });
    let answers = &props.session.answers;
    let right = answers.iter().filter(|answer| answer.is_right()).count();
    let row = |(of, worked): &(SkillSummary, Worked)| {
        let moment = of.lesson.as_ref().map(|_| watch::lesson(model, lesson(of.skill)));
        html! {
            <tr data-skill={of.skill.id()} data-asked={of.asked.to_string()} data-right={of.right.to_string()}>
                <th scope="row">{ of.skill.name(lang) }</th>
                <td>{ of.asked.to_string() }</td>
                <td>{ of.right.to_string() }</td>
                <td>{ of.hints.to_string() }</td>
                <td>
                    { for worked.slips.iter().map(|(title, rule, times)| html! {
                        <p data-rule={rule.clone()}>{ (labels.times)(title, *times) }</p>
                    }) }
                </td>
                <td class="practice-again">
                    { for worked.again.as_ref().map(|task| watch::link(&watch::run(model, task), labels.own_run, "watch-run")) }
                    { for moment.map(|query| watch::link(&query, labels.lesson, "watch-lesson")) }
                </td>
            </tr>
        }
    };
    html! {
        <section class="practice-summary panel" ref={node} data-part="quiz-summary" aria-labelledby="quiz-summary">
            <h3 id="quiz-summary" tabindex="-1">{ labels.summary }</h3>
            <p data-part="quiz-total">
                { if answers.is_empty() { labels.nothing_yet.to_owned() } else { (labels.total)(right, answers.len()) } }
            </p>
            if !answers.is_empty() {
                <div class="task-scroll" role="region" tabindex="0" aria-labelledby="quiz-summary">
                    <table class="skills">
                        <thead>
                            <tr>
                                <th scope="col">{ labels.skill }</th>
                                <th scope="col">{ labels.asked }</th>
                                <th scope="col">{ labels.right }</th>
                                <th scope="col">{ labels.hints }</th>
                                <th scope="col">{ labels.wrong_rules }</th>
                                <th scope="col">{ labels.again }</th>
                            </tr>
                        </thead>
                        <tbody>{ for summary.iter().map(row) }</tbody>
                    </table>
                </div>
            }
            if let Some(resume) = &props.resume {
                <button type="button" class="strong" data-control="quiz-resume" onclick={resume.reform(|_| ())}>
                    { labels.go_on }
                </button>
            }
        </section>
    }
}

/// The wrong rules of a skill's answers as they were told, and the question to watch.
fn worked(session: &Session, of: &SkillSummary, lang: Lang) -> Worked {
    let mut slips: Vec<(String, String, u32)> = Vec::new();
    for (skill, id, parts) in session.answers.iter().map(|answer| (answer.skill, answer.id, &answer.parts)) {
        let Some(id) = id.filter(|_| skill == of.skill && parts.iter().any(|part| part.slip.is_some())) else {
            continue;
        };
        let task = generate(id);
        for (part, slip) in parts.iter().filter_map(|part| Some((part, part.slip?))) {
            let (title, rule) = (task.explain(part, lang).title, slip.id());
            match slips.iter_mut().find(|(known, ..)| *known == title) {
                Some((.., times)) => *times += 1,
                None => slips.push((title, rule, 1)),
            }
        }
    }
    slips.sort_by_key(|(.., times)| u32::MAX - times);
    Worked { slips, again: of.again.map(generate) }
}
