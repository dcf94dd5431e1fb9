//! What a sheet came to: the score, each answer beside what is right, and both as files.

use std::rc::Rc;

use markup::html;
use quiz::Task;
use quiz::sheet::{Attempts, Feedback, Item, LONGEST_TITLE, Progress, Results, Row};
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::asked::Asked;
use super::builder::honest;
use super::link::leave;
use super::run::clock;
use crate::browser::{has_host, say_saved};
use crate::labels::sheet::{SheetLabels, sheet};
use crate::model::report::learner;
use crate::view::ViewProps;
use crate::view::answer::{is_free, take_focus};
use crate::view::export::{download, text};
use crate::view::practice::watch;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct ResultsProps {
    pub(super) shown: ViewProps,
    pub(super) asked: Rc<Asked>,
    pub(super) progress: Progress,
    /// What is said of how it ended.
    pub(super) note: Option<AttrValue>,
    pub(super) on_again: Callback<()>,
}

/// Begins a table that a spreadsheet is to read as UTF-8.
const UTF_8: char = '\u{feff}';

/// The results as a whole.
#[component]
pub(super) fn ResultsView(props: &ResultsProps) -> Html {
    let ResultsProps { shown, asked, progress, note, on_again } = props;
    let lang = shown.model.view.lang;
    let labels = sheet(lang);
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(node) = node.cast::<Element>().filter(is_free) {
                take_focus(&node, "h3");
            }
        });
    }
    let all = asked.all();
    let results = use_memo((progress.clone(), lang), |(progress, lang)| {
        let all: Vec<(&Item, &Task)> = all.iter().map(|(item, task)| (*item, &**task)).collect();
        Results::of(&asked.sheet, &all, progress, time, *lang)
    });
    let problem = use_state_eq(|| false);
    // It is kept nowhere but in the file. A platform knows it already.
    let name = use_state(learner);
    let on_learner = {
        let name = name.setter();
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                name.set(input.value());
            }
        }
    };
    let save = |ending: &'static str, kind: &'static str, written: fn(&Results) -> String| {
        let (results, learner) = (results.clone(), name.clone());
        let (problem, seed) = (problem.setter(), asked.sheet.seed);
        move |_: MouseEvent| {
            let name = format!("synackademy-results-{seed}.{ending}");
            let is_saved = download(&text(&written(&(*results).clone().by(&learner))), kind, &name).is_some();
            problem.set(!is_saved);
            if is_saved {
                say_saved(&(labels.saved)(&name));
            }
        }
    };
    let on_csv = save("csv", "text/csv;charset=utf-8", |results| format!("{UTF_8}{}", results.csv()));
    let on_json = save("json", "application/json", Results::json);
    // Where somebody counts what comes of it, so many attempts are all there are.
    let may_begin_again = match asked.sheet.attempts {
        // What is right was shown: whoever is asked once is not asked again here.
        Attempts::AtMost(1) => false,
        Attempts::AtMost(_) => !has_host(),
        Attempts::Unlimited => asked.sheet.feedback == Feedback::Now || !has_host(),
    };
    let percent = format!("{:.0}", results.score * 100.0).parse().unwrap_or(0);
    let row = |row: &Row| {
        let of = all.get(row.question - 1);
        let watched = of.filter(|_| row.part == 1).map(|(_, task)| watch::run(&shown.model, task));
        one(row, watched, labels)
    };
    html! {
        <div class="panel sheet-results" data-part="sheet-results" data-score={results.score.to_string()}
            data-right={results.right.to_string()} data-asked={results.asked.to_string()} ref={node}>
            <h3 tabindex="-1">{ labels.results }</h3>
            <p class="sheet-score" data-part="sheet-score">{ (labels.score)(percent, results.right, results.asked) }</p>
            { for results.passed.zip(asked.sheet.pass).map(|(has_passed, percent)| html! {
                <p class={if has_passed { "sheet-passed right" } else { "sheet-passed wrong" }} data-part="sheet-passed"
                    data-passed={has_passed.to_string()}>{ (labels.passed)(has_passed, percent) }</p>
            }) }
            if let Some(note) = note {
                <p class="sheet-time-up" data-part="sheet-time-up">{ note.clone() }</p>
            }
            <p>{ (labels.took)(&clock(results.seconds)) }</p>
            <p class="hint">{ labels.score_rule }</p>
            <div class="task-scroll" role="region" tabindex="0" aria-label={labels.results}>
                // On a phone its rows are laid out as blocks: the roles say that it is a table all the same.
                <table class="sheet-table stacks" role="table">
                    <thead role="rowgroup">
                        <tr role="row">
                            { for labels.columns.map(|name| html! { <th scope="col" role="columnheader">{ name }</th> }) }
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{ for results.rows.iter().map(row) }</tbody>
                </table>
            </div>
            <div class="sheet-field sheet-learner">
                <label for="sheet-learner">{ labels.learner_in_file }</label>
                <input id="sheet-learner" type="text" autocomplete="name" maxlength={LONGEST_TITLE.to_string()} data-field="learner"
                    value={(*name).clone()}
                    aria-describedby="sheet-learner-hint" oninput={on_learner} />
                <div class="hint" id="sheet-learner-hint">{ labels.learner_hint }</div>
            </div>
            <p class="sheet-buttons">
                <button type="button" class="strong" data-control="save-csv" onclick={on_csv}>{ labels.save_csv }</button>
                <button type="button" data-control="save-json" onclick={on_json}>{ labels.save_json }</button>
                if may_begin_again {
                    <button type="button" data-control="sheet-again" onclick={on_again.reform(|_: MouseEvent| ())}>
                        { labels.begin_again }</button>
                }
                <button type="button" data-control="sheet-leave" onclick={leave(&shown.act)}>{ labels.back }</button>
            </p>
            if *problem {
                <p class="field-error">{ labels.not_saved }</p>
            }
            { honest(labels) }
        </div>
    }
}

/// Seconds since 1970 as ISO 8601 has them, in UTC.
#[expect(clippy::cast_precision_loss, reason = "a clock of today is far below 2^53")]
fn time(seconds: u64) -> String {
    js_sys::Date::new(&JsValue::from_f64(seconds as f64 * 1000.0)).to_iso_string().into()
}

/// One thing that was asked. Where the run of its question can be watched stands beside the first of them.
fn one(row: &Row, watched: Option<AttrValue>, labels: &SheetLabels) -> Html {
    let (mark, verdict, class) = match row {
        Row { is_right: true, .. } => ("✓ ", labels.right, "right"),
        Row { answer, .. } if answer.is_empty() => ("– ", labels.not_answered, "open"),
        _ => ("✗ ", labels.wrong, "wrong"),
    };
    // What is said of the question as a whole is said once, and not of one that was passed over.
    let of_question = |text: String| if row.part == 1 && row.attempts > 0 { text } else { String::new() };
    // Each has the name of its column with it, for where the columns are laid out below each other.
    let cell = |column: usize, class: &str, text: &str| {
        let inner = if text.is_empty() {
            Html::default()
        } else {
            html! { <span>{ text.to_owned() }</span> }
        };
        html! { <td role="cell" class={class.to_owned()} data-name={labels.columns[column]}>{ inner }</td> }
    };
    html! {
        <tr role="row" data-part="sheet-row" data-id={row.id.clone()} data-right={row.is_right.to_string()} data-rule={row.rule.clone()}>
            <th scope="row" role="rowheader" data-name={labels.columns[0]}>{ row.question.to_string() }{ " " }
                { for watched.map(|query| watch::link(&query, labels.watch, "sheet-watch")) }</th>
            { cell(1, "", &row.asked) }
            { cell(2, "mono", &row.answer) }
            { cell(3, "mono", &row.right_answer) }
            { cell(4, &["sheet-verdict ", class].concat(), &[mark, verdict].concat()) }
            { cell(5, "", &row.diagnosis) }
            { cell(6, "", &of_question(format!("{} · {}", row.attempts, row.hints))) }
            { cell(7, "mono", &of_question(clock(row.seconds))) }
        </tr>
    }
}
