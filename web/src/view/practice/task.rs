//! One question as it is put and answered: what may be seen of its exchange, the form, and the contrast. It knows of no round
//! and keeps nothing: whoever puts the question is told of the answer, and gives it back.

use std::rc::Rc;

use lessons::{Lang, Numbering};
use markup::html;
use quiz::{HINTS, Judged, Task, What};
use sim::Side;
use web_sys::Element;
use yew::prelude::*;

use super::contrast;
use super::drawing::drawing;
use super::round::Locked;
use super::shown::{Phase, Row, blank_name, called, cards, form_name, lines};
use super::table;
use super::watch;
use crate::browser::say_verdict;
use crate::labels::practice::practice;
use crate::view::answer::{AnswerForm, Blank, Draft, Given, is_free, take_focus};

/// When it is told what is right.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Feedback {
    /// Once the answer is locked.
    #[default]
    Now,
    /// By whoever puts the question, later: here the answer is kept and nothing is said of it.
    AtTheEnd,
}

/// Where one goes from an answer that is locked.
#[derive(Clone, PartialEq)]
pub(crate) struct Onward {
    pub(crate) name: &'static str,
    pub(crate) go: Callback<()>,
}

#[derive(Clone, Properties)]
pub(crate) struct TaskProps {
    pub(crate) task: Rc<Task>,
    /// How the question is put, where that is not by itself.
    #[prop_or_default]
    pub(crate) prompt: Option<AttrValue>,
    pub(crate) lang: Lang,
    /// How the page counts. A question that is about that counts as it must.
    pub(crate) numbering: Numbering,
    /// How often an answer may be locked that is not right. Nothing stands for as often as one likes.
    pub(crate) attempts: Option<u32>,
    /// How often that was done before one came back to the question.
    #[prop_or_default]
    pub(crate) tries: u32,
    /// Whether hints can be asked for.
    pub(crate) hints: bool,
    pub(crate) feedback: Feedback,
    /// The answer, once it is locked.
    pub(crate) locked: Option<Locked>,
    /// Whether the first field takes the focus: the learner asked for the question.
    pub(crate) takes_focus: bool,
    /// The query of the address at which the run can be watched afterwards.
    pub(crate) watch: Option<AttrValue>,
    pub(crate) onward: Onward,
    /// Told of an answer that is not right and may be given again.
    #[prop_or_default]
    pub(crate) on_tried: Callback<Locked>,
    /// Told of an answer that is locked for good.
    pub(crate) on_judged: Callback<Locked>,
    /// Told of each change of what is filled in and not locked.
    #[prop_or_default]
    pub(crate) on_filled: Callback<Draft>,
}

impl PartialEq for TaskProps {
    fn eq(&self, other: &TaskProps) -> bool {
        Rc::ptr_eq(&self.task, &other.task)
            && (self.lang, self.numbering, self.attempts, self.hints, self.feedback, self.takes_focus)
                == (other.lang, other.numbering, other.attempts, other.hints, other.feedback, other.takes_focus)
            && self.locked == other.locked
            && self.watch == other.watch
            && self.onward == other.onward
            && (&self.prompt, self.tries) == (&other.prompt, other.tries)
            && self.on_judged == other.on_judged
            && (&self.on_tried, &self.on_filled) == (&other.on_tried, &other.on_filled)
    }
}

/// An answer that was not right and may be changed.
#[derive(Clone, Copy, PartialEq)]
struct Tried {
    times: u32,
}

/// The question. One for another question needs another key.
#[component]
pub(crate) fn TaskView(props: &TaskProps) -> Html {
    let TaskProps { lang, feedback, locked, onward, .. } = props.clone();
    let labels = practice(lang);
    let node = use_node_ref();
    let tried = use_state_eq(|| Tried { times: props.tries });
    // Whether it was locked here and now, and not before one came back to it.
    let is_fresh = use_mut_ref(|| false);
    let wants_relative = locked.as_ref().map_or(props.numbering == Numbering::Relative, |locked| locked.is_relative);
    let task = {
        let base = props.task.clone();
        use_memo((Rc::as_ptr(&base) as usize, wants_relative), move |(_, is_relative)| {
            let relative = if *is_relative { base.relative() } else { None };
            relative.map_or(base, Rc::new)
        })
    };
    {
        let (node, is_fresh, locked) = (node.clone(), is_fresh.clone(), locked.clone());
        use_effect_with(locked.is_some(), move |_| match locked.filter(|_| *is_fresh.borrow()) {
            Some(locked) => {
                let is_told = feedback == Feedback::Now;
                say_verdict(&if is_told { contrast::verdict(&locked, lang) } else { practice(lang).kept.into() });
                if let Some(around) = node.cast::<Element>().filter(is_free) {
                    take_focus(&around, "[data-part=verdict]");
                }
            }
            None => say_verdict(""),
        });
    }
    let on_lock = {
        let (task, tried, is_fresh) = (task.clone(), tried.clone(), is_fresh.clone());
        let (attempts, on_tried, on_judged) = (props.attempts, props.on_tried.clone(), props.on_judged.clone());
        Callback::from(move |given: Given| {
            let judged = |(what, value)| task.judge(what, value);
            let parts: Vec<Judged> = task.asked().into_iter().zip(given.values).filter_map(judged).collect();
            let tries = tried.times + 1;
            let is_wrong = parts.iter().any(|part| !part.is_right());
            let locked = Locked { parts, is_relative: wants_relative, help: task.help(&given.hints), tries };
            if is_wrong && attempts.is_none_or(|attempts| tries < attempts) {
                say_verdict(&left(attempts, tries, lang));
                tried.set(Tried { times: tries });
                on_tried.emit(locked);
            } else {
                is_fresh.replace(true);
                on_judged.emit(locked);
            }
        })
    };
    let is_told = locked.is_some() && feedback == Feedback::Now;
    let phase = if is_told { Phase::After } else { Phase::Before };
    let (seen, given) = (lines(&task, phase, lang), cards(&task, lang));
    let has_exchange = seen.iter().any(|line| matches!(line, super::shown::Line::Segment(_)));
    let answer = match &locked {
        None => form(props, &task, &given, tried.times, on_lock),
        Some(locked) => html! {
            <>
                { verdict(locked, feedback, lang, &onward) }
                if is_told {
                    { contrast::parts(&task, locked, lang) }
                }
                <div class="task-onward">
                    { next(&onward) }
                    if let Some(query) = props.watch.as_ref().filter(|_| is_told) {
                        { watch::link(query, labels.watch, "quiz-watch") }
                    }
                </div>
            </>
        },
    };
    html! {
        <article class="task" ref={node} data-part="task" data-form={form_name(&task.question.form)}
            data-locked={locked.is_some().to_string()} aria-labelledby="task-prompt">
            <div class="task-prompt">
                <h3 class="prompt" id="task-prompt">{ unmarked(&props.prompt.as_ref().map_or_else(|| task.prompt(lang), ToString::to_string)) }</h3>
                { way(&task, phase, lang) }
            </div>
            <div class="task-exchange">
                if !given.is_empty() && locked.is_some() {
                    { table::cards(&given, lang) }
                }
                if has_exchange {
                    { drawing(&seen, lang) }
                }
            </div>
            <div class="task-answer">{ answer }</div>
            if !seen.is_empty() {
                <div class="task-facts">{ table::table(&seen, lang) }</div>
            }
        </article>
    }
}

/// The fields, and what is said of an attempt before.
fn form(props: &TaskProps, task: &Rc<Task>, given: &[Row], tries: u32, on_lock: Callback<Given>) -> Html {
    let lang = props.lang;
    let asked = task.asked();
    let steps = if props.hints { HINTS } else { 0 };
    let hints_to = |what: What| -> Vec<String> {
        (0..steps).filter_map(|step| task.hint(what, step, lang)).map(|hint| unmarked(&hint)).collect()
    };
    let blank = |(place, what): (usize, &What)| {
        let (of, hints) = (task.clone(), hints_to(*what));
        // What helps with several blanks is offered once.
        let is_new = task.hinted_at(place) == place;
        let called = move |value| called(&of, value, lang);
        // Of an order no place stands by itself.
        let label = if given.is_empty() { task.label(*what, lang) } else { practice(lang).order.into() };
        Blank::new(blank_name(task, *what), label, task.input(*what), called)
            .with_sums(task.sums())
            .with_hints(hints.into_iter().filter(|_| is_new))
    };
    let blanks: Vec<Blank> = asked.iter().enumerate().map(blank).collect();
    // How numbers are counted is said where one is a sequence number.
    let counts = asked.iter().any(|what| {
        use quiz::Ask::{Ack, SackLeft, SackRight, Seq};
        let ask = task.part(*what).map(|(_, ask)| ask);
        matches!(what, What::Corrected) || matches!(ask, Some(Seq | Ack | SackLeft | SackRight))
    });
    let cards = (!given.is_empty()).then(|| table::to_order(given, lang));
    let relative = counts.then_some(task.question.numbering == Numbering::Relative);
    html! {
        <>
            if tries > 0 {
                <p class="task-tried" data-part="tried">{ left(props.attempts, tries, lang) }</p>
            }
            <AnswerForm {blanks} {cards} {relative} {lang} takes_focus={props.takes_focus} {on_lock}
                on_filled={props.on_filled.clone()} />
        </>
    }
}

/// What is said of an answer that is not right and may be given again.
fn left(attempts: Option<u32>, tries: u32, lang: Lang) -> String {
    let labels = practice(lang);
    attempts.map_or_else(|| labels.try_again.into(), |attempts| (labels.tries_left)(attempts.saturating_sub(tries)))
}

/// The verdict. It takes the focus, and from there Enter goes on.
fn verdict(locked: &Locked, feedback: Feedback, lang: Lang, onward: &Onward) -> Html {
    let go = onward.go.clone();
    let onkeydown = move |event: KeyboardEvent| {
        // The key that locked the answer may still be down.
        if event.key() == "Enter" && !event.repeat() {
            event.prevent_default();
            go.emit(());
        }
    };
    match feedback {
        Feedback::Now => html! {
            <p class="verdict" tabindex="-1" data-part="verdict" data-right={locked.right().to_string()}
                data-asked={locked.parts.len().to_string()} {onkeydown}>{ contrast::verdict(locked, lang) }</p>
        },
        Feedback::AtTheEnd => html! {
            <p class="verdict" tabindex="-1" data-part="verdict" {onkeydown}>{ practice(lang).kept }</p>
        },
    }
}

fn next(onward: &Onward) -> Html {
    let go = onward.go.clone();
    html! {
        <button type="button" class="strong" data-control="quiz-next" onclick={move |_| go.emit(())}>{ onward.name }</button>
    }
}

/// The states that a side goes through, with what is asked for left out until it is answered.
fn way(task: &Task, phase: Phase, lang: Lang) -> Html {
    let (Some(way), quiz::Form::Figure { side, .. }) = (task.way(), &task.question.form) else {
        return Html::default();
    };
    let all = task.timeline.states(*side);
    let one = |(known, state): (&Option<tcp::State>, &tcp::State)| match (known, phase) {
        (Some(state), _) => html! { <li>{ state.name() }</li> },
        (None, Phase::Before) => html! { <li class="covered">{ "?" }</li> },
        (None, Phase::After) => html! { <li class="told">{ state.name() }</li> },
    };
    html! {
        <ol class="task-way mono" data-part="task-way" aria-label={(practice(lang).way)(*side == Side::Client)}>
            { for way.iter().zip(&all).map(one) }
        </ol>
    }
}

/// A sentence without the marks around names.
fn unmarked(sentence: &str) -> String {
    sentence.replace('`', "")
}
