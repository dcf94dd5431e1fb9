//! The predict panel: the question, the learner's answer, and the contrast once it is locked.

mod contrast;
mod pose;
mod settings;

use std::rc::Rc;

use lessons::{Lang, Numbering};
use markup::{html, later};
use quiz::{Answer, Ask, HINTS, Posed, Task, What, ask_text, situation, value_text};
use sim::Side;
use yew::prelude::*;

use self::contrast::{Contrast, ContrastProps, all_judged, right_of};
pub(crate) use self::pose::pose_every;
use self::settings::settings;
use crate::labels::answer::answer_labels;
use crate::labels::predict::predict;
use crate::model::{Action, Jump, Model};
use crate::view::ViewProps;
use crate::view::answer::{AnswerForm, Blank, Given};

/// The panel as a whole.
#[later(why)]
pub(crate) fn predict_panel(props: &ViewProps) -> Html {
    html! { <Questions model={props.model.clone()} act={props.act.clone()} /> }
}

/// The verdict on the answer that is shown, for the live region.
#[later(why)]
pub(crate) fn verdict_said(props: &ViewProps) -> Html {
    let model = &props.model;
    let answered = model.question_in_view().filter(|_| model.open_question().is_none());
    let verdict = answered.map(|posed| {
        let parts = all_judged(model, &posed);
        (answer_labels(model.view.lang).verdict)(right_of(&parts), parts.len())
    });
    html! { <p>{ for verdict }</p> }
}

/// What the panel depends on. The clock is not among it, so that playing does not judge the answers anew.
#[derive(Clone, Properties)]
struct QuestionsProps {
    model: Rc<Model>,
    act: Callback<Action>,
}

impl PartialEq for QuestionsProps {
    fn eq(&self, other: &QuestionsProps) -> bool {
        let segment = |posed: Option<Posed<'_>>| posed.map(|posed| posed.transmission);
        let key = |model: &Model| {
            let questions = [model.open_question(), model.question_in_view(), model.next_question()].map(segment);
            (questions, model.posed().len(), model.answers.len(), model.awaits_questions(), model.poser.is_some())
        };
        Rc::ptr_eq(&self.model.timeline, &other.model.timeline)
            && key(&self.model) == key(&other.model)
            && self.model.asking == other.model.asking
            && self.model.view.lang == other.model.view.lang
            && self.model.view.numbering == other.model.view.numbering
            && self.act == other.act
    }
}

#[component]
fn Questions(props: &QuestionsProps) -> Html {
    let QuestionsProps { model, act } = props;
    {
        let act = act.clone();
        use_effect_with(model.poser.is_some(), move |is_known| {
            if !is_known {
                act.emit(Action::Poser(pose_every));
            }
        });
    }
    // What a page begins with takes no focus: nobody has done anything yet.
    let began = use_mut_ref(|| false);
    let takes_focus = began.replace(true);
    let labels = predict(model.view.lang);
    let posed = model.posed();
    let body = match (model.question_in_view(), model.open_question()) {
        _ if model.awaits_questions() => html! { <p class="hint">{ labels.looking }</p> },
        _ if posed.is_empty() => html! { <p>{ (labels.none)(model.captured.is_some(), model.asks_every()) }</p> },
        (_, Some(open)) => html! {
            <>
                { head(model, &open) }
                { form(model, &open, takes_focus, act) }
            </>
        },
        (Some(answered), None) => {
            let shown =
                ContrastProps { model: model.clone(), answered: answered.transmission, takes_focus, act: act.clone() };
            html! {
                <>
                    { head(model, &answered) }
                    <Contrast key={answered.transmission} ..shown />
                </>
            }
        }
        (None, None) => html! {
            <>
                <p>{ labels.ahead }</p>
                { go_on(model, labels.go, act) }
            </>
        },
    };
    html! {
        <section class="predict panel" data-part="question" data-open={model.open_question().is_some().to_string()}
            aria-labelledby="predict-heading">
            <h2 id="predict-heading">{ labels.heading }</h2>
            { settings(model, act) }
            { body }
        </section>
    }
}

/// Which question it is, and how it is put.
fn head(model: &Model, posed: &Posed<'static>) -> Html {
    let lang = model.view.lang;
    let before = model.posed().partition_point(|other| other.stop < posed.stop);
    let own = posed.index.is_some().then(|| posed.question.prompt.get(lang).to_owned());
    let prompt = own.or_else(|| situation(&model.timeline, posed.transmission, &posed.question.asks, lang));
    html! {
        <>
            <p class="question-number">{ (predict(lang).question_of)(before + 1, model.posed().len()) }</p>
            <p class="prompt">{ prompt.unwrap_or_else(|| posed.question.prompt.get(lang).to_owned()) }</p>
        </>
    }
}

/// The form for the open question.
fn form(model: &Model, open: &Posed<'static>, takes_focus: bool, act: &Callback<Action>) -> Html {
    let (lang, segment, asks) = (model.view.lang, open.transmission, open.question.asks.clone());
    let task = Task::predict(model.timeline.clone(), segment, asks.clone(), model.view.numbering);
    let blank = |(ask, what): (&Ask, What)| {
        let hints = (0..HINTS).filter_map(|step| task.hint(what, step, lang));
        let input = task.input(what);
        Blank::new(ask_name(*ask), ask_label(*ask, lang), input, |value| value_text(value, lang)).with_hints(hints)
    };
    let blanks: Vec<Blank> = asks.iter().zip(task.asked()).map(blank).collect();
    let on_lock = act.reform(move |given: Given| {
        let hints = u8::try_from(given.hints.iter().sum::<usize>()).unwrap_or(u8::MAX);
        let none = Answer { hints, ..Answer::default() };
        let answer = asks.iter().zip(given.values).fold(none, |answer, (ask, value)| answer.with(*ask, value));
        Action::Lock(segment, answer)
    });
    let is_numbered = |ask: &Ask| matches!(ask, Ask::Seq | Ask::Ack | Ask::SackLeft | Ask::SackRight);
    let relative = open.question.asks.iter().any(is_numbered).then_some(model.view.numbering == Numbering::Relative);
    html! { <AnswerForm key={segment} {blanks} {relative} {lang} {takes_focus} {on_lock} /> }
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
