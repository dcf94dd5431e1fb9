//! The answer beside what the segment says.

use std::rc::Rc;

use markup::html;
use quiz::{Part, Posed, explain, grade, value_text};
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use super::{ask_label, ask_name, go_on};
use crate::labels::answer::answer_labels;
use crate::labels::predict::predict;
use crate::model::{Action, Model};
use crate::view::answer::{Judgement, is_free, judged, take_focus};

#[derive(Clone, Properties)]
pub(super) struct ContrastProps {
    pub(super) model: Rc<Model>,
    /// The segment that was asked for.
    pub(super) answered: usize,
    /// Whether the focus goes on from the form, if it was there.
    pub(super) takes_focus: bool,
    pub(super) act: Callback<Action>,
}

/// What it is in is drawn anew only where something of this may be another.
impl PartialEq for ContrastProps {
    fn eq(&self, other: &ContrastProps) -> bool {
        Rc::ptr_eq(&self.model, &other.model) && self.answered == other.answered && self.act == other.act
    }
}

/// The parts of an answer, judged.
pub(super) fn all_judged(model: &Model, posed: &Posed<'static>) -> Vec<Part> {
    model.answer_to(posed).map(|answer| grade(&model.timeline, posed, answer)).unwrap_or_default()
}

pub(super) fn right_of(parts: &[Part]) -> usize {
    parts.iter().filter(|part| part.is_right()).count()
}

/// The verdict, each part with its reason, and the ways on.
#[component]
pub(super) fn Contrast(props: &ContrastProps) -> Html {
    let ContrastProps { model, act, .. } = props;
    let node = use_node_ref();
    {
        let (node, takes_focus) = (node.clone(), props.takes_focus);
        use_effect_with((), move |()| {
            let Some(around) = node.cast::<Element>().filter(|around| takes_focus && is_free(around)) else { return };
            take_focus(&around, "button.strong");
            // The button stands below; what is to be read first stays in view.
            if let Ok(Some(verdict)) = around.query_selector("[data-part=verdict]") {
                let options = ScrollIntoViewOptions::new();
                options.set_block(ScrollLogicalPosition::Nearest);
                verdict.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    }
    let posed = model.posed();
    let answered = posed.iter().find(|posed| posed.transmission == props.answered);
    let Some((answered, answer)) = answered.and_then(|posed| Some((posed, model.answer_to(posed)?))) else {
        return Html::default();
    };
    let (labels, words) = (predict(model.view.lang), answer_labels(model.view.lang));
    let parts = all_judged(model, answered);
    let right = right_of(&parts);
    let is_answered = |posed: &&Posed<'static>| model.answer_to(posed).is_some();
    let all: Vec<Part> = posed.iter().take_while(is_answered).flat_map(|posed| all_judged(model, posed)).collect();
    let is_over = model.next_question().is_none();
    html! {
        <div class="contrast" ref={node}>
            <p class="verdict" data-part="verdict" data-right={right.to_string()} data-asked={parts.len().to_string()}>
                { (words.verdict)(right, parts.len()) }
            </p>
            if answer.hints > 0 {
                <p class="hint" data-part="hints-used">{ (words.hints_used)(answer.hints) }</p>
            }
            { for parts.iter().map(|part| judged(judgement(model, answered, part), model.view.lang)) }
            <p class="score" data-part="score">{ (labels.score)(right_of(&all), all.len()) }</p>
            if is_over {
                <p>{ (labels.done)(model.captured.is_some(), model.asks_every()) }</p>
            }
            <div class="predict-buttons">
                if is_over {
                    <button type="button" class="strong" onclick={act.reform(|_| Action::Retry)}>{ labels.again }</button>
                } else {
                    { go_on(model, labels.next, act) }
                }
                <button type="button" onclick={act.reform(|_| Action::Play)}>{ labels.watch_on }</button>
            </div>
        </div>
    }
}

/// One part of an answer, as it is shown.
fn judgement(model: &Model, posed: &Posed<'static>, part: &Part) -> Judgement {
    let (timeline, lang) = (&*model.timeline, model.view.lang);
    // The words speak of the numbers as they were typed, whatever is shown now.
    let numbers = model.answer_to(posed).map_or_else(|| model.numbers(), |answer| answer.numbers(timeline));
    Judgement {
        name: ask_name(part.ask).into(),
        label: ask_label(part.ask, lang).into(),
        given: value_text(part.given, lang),
        right: (!part.is_right()).then(|| (predict(lang).segment_says, value_text(part.right, lang))),
        rule: part.diagnosis.map(|slip| slip.id()),
        said: explain(part, timeline, posed.transmission, &numbers, lang),
    }
}
