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
    /// On to a round of other questions.
    pub(super) again: Callback<()>,
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
    let columns = [labels.skill, labels.asked, labels.right, labels.hints, labels.wrong_rules, labels.again];
    let row = |(of, worked): &(SkillSummary, Worked)| {
        let moment = of.lesson.as_ref().map(|_| watch::lesson(model, lesson(of.skill)));
        html! {
            <tr role="row" data-skill={of.skill.id()} data-asked={of.asked.to_string()} data-right={of.right.to_string()}>
                <th scope="row" role="rowheader">{ of.skill.name(lang) }</th>
                <td role="cell" data-name={labels.asked}>{ of.asked.to_string() }</td>
                <td role="cell" data-name={labels.right}>{ of.right.to_string() }</td>
                <td role="cell" data-name={labels.hints}>{ of.hints.to_string() }</td>
                <td role="cell" data-name={labels.wrong_rules}>
                    if !worked.slips.is_empty() {
                        <div>
                            { for worked.slips.iter().map(|(title, rule, times)| html! {
                                <p data-rule={rule.clone()}>{ (labels.times)(title, *times) }</p>
                            }) }
                        </div>
                    }
                </td>
                <td role="cell" data-name={labels.again}>
                    if worked.again.is_some() || moment.is_some() {
                        <div class="practice-again">
                            { for worked.again.as_ref().map(|task| watch::link(&watch::run(model, task), labels.own_run, "watch-run")) }
                            { for moment.map(|query| watch::link(&query, labels.lesson, "watch-lesson")) }
                        </div>
                    }
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
                    // On a phone its rows are laid out as blocks: the roles say that it is a table all the same.
                    <table class="skills stacks" role="table">
                        <thead role="rowgroup">
                            <tr role="row">
                                { for columns.map(|name| html! { <th scope="col" role="columnheader">{ name }</th> }) }
                            </tr>
                        </thead>
                        <tbody role="rowgroup">{ for summary.iter().map(row) }</tbody>
                    </table>
                </div>
            }
            <p class="sheet-buttons">
                if let Some(resume) = &props.resume {
                    <button type="button" class="strong" data-control="quiz-resume" onclick={resume.reform(|_| ())}>
                        { labels.go_on }
                    </button>
                }
                if !answers.is_empty() {
                    <button type="button" class={if props.resume.is_none() { "strong" } else { "" }} data-control="quiz-again"
                        onclick={props.again.reform(|_| ())}>{ labels.new_round }</button>
                }
            </p>
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
