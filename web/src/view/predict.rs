//! The predict panel: the question, the learner's answer, and the contrast once it is locked.

use lessons::{Lang, Numbering};
use markup::{html, later};
use quiz::{Answer, Ask, Diagnosis, HINTS, Part, Posed, Task, What, ask_text, explain, grade, value_text};
use sim::Side;
use yew::prelude::*;

use crate::labels::answer::answer_labels;
use crate::labels::predict::predict;
use crate::model::{Action, Jump, Model};
use crate::view::ViewProps;
use crate::view::answer::{AnswerForm, Blank, Given, Judgement, judged};

/// The panel as a whole.
#[later(quiz)]
pub(crate) fn predict_panel(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let labels = predict(model.view.lang);
    let posed = model.posed();
    let body = match (model.question_in_view(), model.open_question()) {
        _ if posed.is_empty() => html! { <p>{ labels.none }</p> },
        (_, Some(open)) => {
            let number = posed.iter().position(|posed| posed.index == open.index).unwrap_or(0) + 1;
            html! {
                <>
                    <p class="question-number">{ (labels.question_of)(number, posed.len()) }</p>
                    <p class="prompt">{ open.question.prompt.get(model.view.lang) }</p>
                    { form(model, &open, act) }
                </>
            }
        }
        (Some(answered), None) => contrast(model, &answered, posed, act),
        (None, None) => html! {
            <>
                <p class="question-number">{ (labels.question_of)(1, posed.len()) }</p>
                <p>{ labels.ahead }</p>
                { go_on(model, labels.go, act) }
            </>
        },
    };
    html! {
        <section class="predict panel" data-part="question" data-open={model.open_question().is_some().to_string()}
            aria-labelledby="predict-heading">
            <h2 id="predict-heading">{ labels.heading }</h2>
            { body }
        </section>
    }
}

/// The verdict on the answer that is shown, for the live region.
#[later(quiz)]
pub(crate) fn verdict_said(props: &ViewProps) -> Html {
    let model = &props.model;
    let answered = model.question_in_view().filter(|_| model.open_question().is_none());
    let verdict = answered.and_then(|posed| {
        let parts = grade(&model.timeline, &posed, model.answer_to(&posed)?);
        Some((answer_labels(model.view.lang).verdict)(right_of(&parts), parts.len()))
    });
    html! { <p>{ for verdict }</p> }
}

/// The form for the open question.
fn form(model: &Model, open: &Posed<'static>, act: &Callback<Action>) -> Html {
    let (lang, index, asks) = (model.view.lang, open.index, open.question.asks.clone());
    let task = Task::predict(model.timeline.clone(), open.transmission, asks.clone(), model.view.numbering);
    let blank = |(ask, what): (&Ask, What)| {
        let hints = (0..HINTS).filter_map(|step| task.hint(what, step, lang));
        let input = task.input(what);
        Blank::new(ask_name(*ask), ask_label(*ask, lang), input, |value| value_text(value, lang)).with_hints(hints)
    };
    let blanks: Vec<Blank> = asks.iter().zip(task.asked()).map(blank).collect();
    let on_lock = act.reform(move |given: Given| {
        let none = Answer { hints: given.hints, ..Answer::default() };
        let answer = asks.iter().zip(given.values).fold(none, |answer, (ask, value)| answer.with(*ask, value));
        Action::Lock(index, answer)
    });
    let relative = Some(model.view.numbering == Numbering::Relative);
    html! { <AnswerForm key={index} {blanks} {relative} {lang} takes_focus=true {on_lock} /> }
}

fn right_of(parts: &[Part]) -> usize {
    parts.iter().filter(|part| part.is_right()).count()
}

/// A button that leads to the next question, if there is one.
fn go_on(model: &Model, name: &'static str, act: &Callback<Action>) -> Html {
    match model.next_question() {
        Some(next) => html! {
            <button type="button" class="strong" data-control="go-to-question"
                onclick={act.reform(move |_| Action::Jump(Jump::To(next.stop)))}>{ name }</button>
        },
        None => Html::default(),
    }
}

/// The answer beside what the segment says.
fn contrast(model: &Model, answered: &Posed<'static>, posed: &[Posed<'static>], act: &Callback<Action>) -> Html {
    let labels = predict(model.view.lang);
    let Some(answer) = model.answer_to(answered) else { return Html::default() };
    let parts = grade(&model.timeline, answered, answer);
    let right = right_of(&parts);
    let number = posed.iter().position(|other| other.index == answered.index).unwrap_or(0) + 1;
    let all: Vec<Part> = posed
        .iter()
        .filter_map(|posed| Some(grade(&model.timeline, posed, model.answer_to(posed)?)))
        .flatten()
        .collect();
    let all_right = right_of(&all);
    html! {
        <>
            <p class="question-number">{ (labels.question_of)(number, posed.len()) }</p>
            <p class="prompt">{ answered.question.prompt.get(model.view.lang) }</p>
            <p class="verdict" data-part="verdict" data-right={right.to_string()}
                data-asked={parts.len().to_string()}>{ (answer_labels(model.view.lang).verdict)(right, parts.len()) }</p>
            if answer.hints > 0 {
                <p class="hint" data-part="hints-used">{ (answer_labels(model.view.lang).hints_used)(answer.hints) }</p>
            }
            { for parts.iter().map(|part| judgement(model, answered, part)) }
            <p class="score" data-part="score">{ (labels.score)(all_right, all.len()) }</p>
            <div class="predict-buttons">
                if model.next_question().is_some() {
                    { go_on(model, labels.next, act) }
                } else {
                    <p>{ labels.done }</p>
                    <button type="button" onclick={act.reform(|_| Action::Retry)}>{ labels.again }</button>
                }
                <button type="button" onclick={act.reform(|_| Action::Play)}>{ labels.watch_on }</button>
            </div>
        </>
    }
}

/// One part of an answer, as it is shown.
fn judgement(model: &Model, posed: &Posed<'static>, part: &Part) -> Html {
    let lang = model.view.lang;
    let right = (!part.is_right()).then(|| (predict(lang).segment_says, value_text(part.right, lang)));
    let shown = Judgement {
        name: ask_name(part.ask).into(),
        label: ask_label(part.ask, lang).into(),
        given: value_text(part.given, lang),
        right,
        rule: part.diagnosis.map(|slip| slip.id()),
        said: words(model, posed, part),
    };
    judged(shown, lang)
}

/// What is said of a part: the wrong rule behind it, or how the right value comes about.
fn words(model: &Model, posed: &Posed<'static>, part: &Part) -> Diagnosis {
    let (timeline, lang) = (&*model.timeline, model.view.lang);
    // The words speak of the numbers as they were typed, whatever is shown now.
    let numbers = model.answer_to(posed).map_or_else(|| model.numbers(), |answer| answer.numbers(timeline));
    explain(part, timeline, posed.transmission, &numbers, lang)
}

/// What a part is called in the page.
fn ask_name(ask: Ask) -> &'static str {
    match ask {
        Ask::Seq => "seq",
        Ask::Ack => "ack",
        Ask::Flags => "flags",
        Ask::Len => "len",
        Ask::Window => "window",
        Ask::SackLeft => "sack-left",
        Ask::SackRight => "sack-right",
        Ask::State(Side::Client) => "state-client",
        Ask::State(Side::Server) => "state-server",
    }
}

fn ask_label(ask: Ask, lang: Lang) -> String {
    let labels = predict(lang);
    match ask {
        Ask::Seq => labels.seq.into(),
        Ask::Ack => labels.ack.into(),
        Ask::Flags => labels.flags.into(),
        other => ask_text(other, lang),
    }
}
