//! The predict panel: the question, the learner's answer, and the contrast once it is locked.

use lessons::{Lang, Numbering};
use markup::{html, later};
use quiz::{Answer, Ask, Diagnosis, Part, Posed, Value, ask_text, explain, grade, read_number, value_text};
use web_sys::HtmlInputElement;
use wire::Flags;
use yew::prelude::*;

use crate::labels::predict::predict;
use crate::model::{Action, Jump, Model};
use crate::view::ViewProps;
use crate::view::prose::spans;

/// The bits that can be chosen, in the order of the header. ECN is not in use in any lesson's exchange.
const FLAGS: [(Flags, &str); 6] = [
    (Flags::URG, "URG"),
    (Flags::ACK, "ACK"),
    (Flags::PSH, "PSH"),
    (Flags::RST, "RST"),
    (Flags::SYN, "SYN"),
    (Flags::FIN, "FIN"),
];

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
                    <AnswerForm key={open.index} index={open.index} asks={open.question.asks.clone()}
                        lang={model.view.lang} relative={model.view.numbering == Numbering::Relative}
                        act={act.clone()} />
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
        Some((predict(model.view.lang).verdict)(right_of(&parts), parts.len()))
    });
    html! { <p>{ for verdict }</p> }
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
                data-asked={parts.len().to_string()}>{ (labels.verdict)(right, parts.len()) }</p>
            { for parts.iter().map(|part| judged(model, answered, part)) }
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

/// One part: right or not, what was answered, what the segment says, and why.
fn judged(model: &Model, posed: &Posed<'static>, part: &Part) -> Html {
    let labels = predict(model.view.lang);
    let Diagnosis { title, text, arithmetic } = words(model, posed, part);
    let right = part.is_right();
    let (class, mark, word) =
        if right { ("judged right", "✓", labels.right) } else { ("judged wrong", "✗", labels.wrong) };
    html! {
        <div {class} data-part="judged" data-ask={ask_name(part.ask)} data-right={right.to_string()}
            data-rule={part.diagnosis.map(|slip| slip.id())}>
            <p class="judged-line">
                <span class="judged-name">{ ask_label(part.ask, model.view.lang) }</span>
                <code>{ value(part.given, model.view.lang) }</code>
                <span class="judged-mark">{ mark }{ " " }{ word }</span>
            </p>
            if !right {
                <p class="judged-line">
                    <span class="judged-name">{ labels.segment_says }</span>
                    <code>{ value(part.right, model.view.lang) }</code>
                </p>
            }
            <p class="judged-title">{ title }</p>
            <p>{ spans(&text) }</p>
            { for arithmetic.iter().map(|line| html! { <p class="arithmetic">{ line.clone() }</p> }) }
        </div>
    }
}

/// What is said of a part: the wrong rule behind it, or how the right value comes about.
fn words(model: &Model, posed: &Posed<'static>, part: &Part) -> Diagnosis {
    let (timeline, lang) = (&*model.timeline, model.view.lang);
    // The words speak of the numbers as they were typed, whatever is shown now.
    let numbers = model.answer_to(posed).map_or_else(|| model.numbers(), |answer| answer.numbers(timeline));
    explain(part, timeline, posed.transmission, &numbers, lang)
}

fn value(value: Value, lang: Lang) -> String {
    match value {
        Value::Flags(Flags::NONE) => predict(lang).no_flags.into(),
        _ => value_text(value, lang),
    }
}

fn ask_name(ask: Ask) -> &'static str {
    match ask {
        Ask::Seq => "seq",
        Ask::Ack => "ack",
        Ask::Flags => "flags",
        Ask::Len => "len",
        Ask::Window => "window",
        Ask::SackLeft => "sack-left",
        Ask::SackRight => "sack-right",
        Ask::State(_) => "state",
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

#[derive(PartialEq, Properties)]
struct AnswerFormProps {
    index: usize,
    asks: Vec<Ask>,
    lang: Lang,
    relative: bool,
    act: Callback<Action>,
}

/// The fields of an answer. What is typed lives here until it is locked.
#[component]
fn AnswerForm(props: &AnswerFormProps) -> Html {
    let labels = predict(props.lang);
    let seq = use_state(String::new);
    let ack = use_state(String::new);
    let flags = use_state(|| Flags::NONE);
    // Errors are shown from the first attempt to lock on, not while the first digit is typed.
    let tried = use_state(|| false);
    let asked = |ask: Ask| props.asks.contains(&ask);
    let on_submit = {
        let (seq, ack, flags, tried) = (seq.clone(), ack.clone(), flags.clone(), tried.clone());
        let (act, index, asks) = (props.act.clone(), props.index, props.asks.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            let number = |ask: Ask, text: &str| match asks.contains(&ask) {
                true => read_number(text).map(|entered| Some(entered.value)),
                false => Ok(None),
            };
            if let (Ok(seq), Ok(ack)) = (number(Ask::Seq, &seq), number(Ask::Ack, &ack)) {
                let flags = asks.contains(&Ask::Flags).then_some(*flags);
                act.emit(Action::Lock(index, Answer { seq, ack, flags, ..Answer::default() }));
            }
        })
    };
    let field = |ask: Ask, state: &UseStateHandle<String>| {
        if !asked(ask) {
            return Html::default();
        }
        let error = read_number(state).err().filter(|error| *tried || !error.is_empty());
        let set = state.clone();
        let oninput = Callback::from(move |event: InputEvent| {
            let typed = event.target_dyn_into::<HtmlInputElement>().map(|input| input.value());
            set.set(typed.unwrap_or_default());
        });
        let id = ask_name(ask);
        let error_id = format!("predict-{id}-error");
        html! {
            <div class="answer-field">
                <label for={format!("predict-{id}")}>{ ask_label(ask, props.lang) }</label>
                <input id={format!("predict-{id}")} data-answer={id} class="mono" type="text" inputmode="numeric"
                    autocomplete="off" spellcheck="false" maxlength="40" value={(**state).clone()} {oninput}
                    aria-invalid={error.is_some().to_string()}
                    aria-describedby={if error.is_some() { error_id.clone() } else { "predict-numbers".into() }} />
                if let Some(error) = error {
                    <p class="field-error" id={error_id} data-part="field-error">
                        { error.text(props.lang) }
                    </p>
                }
            </div>
        }
    };
    let asks_numbers = asked(Ask::Seq) || asked(Ask::Ack);
    html! {
        <form class="answer" onsubmit={on_submit}>
            { field(Ask::Seq, &seq) }
            { field(Ask::Ack, &ack) }
            if asks_numbers {
                <p class="hint" id="predict-numbers">{ (labels.number_hint)(props.relative) }</p>
            }
            if asked(Ask::Flags) {
                <fieldset class="answer-flags">
                    <legend>{ labels.flags }{ " · " }<span class="hint">{ labels.flags_hint }</span></legend>
                    { for FLAGS.into_iter().map(|(flag, name)| {
                        let set = flags.clone();
                        let pressed = flags.has(flag);
                        html! {
                            <button type="button" data-flag={name} aria-pressed={pressed.to_string()}
                                onclick={move |_| set.set(if pressed { set.without(flag) } else { *set | flag })}>
                                { name }
                            </button>
                        }
                    }) }
                </fieldset>
            }
            <button type="submit" class="strong" data-control="lock">{ labels.lock }</button>
        </form>
    }
}
