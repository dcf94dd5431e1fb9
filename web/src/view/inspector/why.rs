//! Why: the reasons for what just happened, or for what the selected segment says.

use std::rc::Rc;

use crate::view::pen::classes;
use lessons::explain::{SegmentExplanation, told};
use markup::{html, later};
use sim::{Entry, Happening, Timeline, Transmission, Vantage};
use wire::fields::FieldId;
use yew::prelude::*;

use super::chain;
use super::variable::{VariableProps, VariableWhy};
use crate::labels::inspector::{InspectorLabels, fill};
use crate::labels::ladder::ladder;
use crate::model::{Action, Model};
use crate::view::ViewProps;
use crate::view::anatomy::{Anatomy, Part};
use crate::view::captures::{CapturedProps, about, captured_why};
use crate::view::later::later;
use crate::view::prose;

/// What the reasons depend on. The clock is not among it, so that playing does not make them anew.
#[derive(Clone)]
pub(super) struct WhyProps {
    pub(super) model: Rc<Model>,
    pub(super) act: Callback<Action>,
}

impl PartialEq for WhyProps {
    fn eq(&self, other: &WhyProps) -> bool {
        let key = |model: &Model| {
            (model.cursor.step, model.selection, model.mode, model.answers.len(), model.hides_numbers())
        };
        Rc::ptr_eq(&self.model.timeline, &other.model.timeline)
            && key(&self.model) == key(&other.model)
            && self.model.view.lang == other.model.view.lang
            && self.model.view.numbering == other.model.view.numbering
            && self.act == other.act
    }
}

impl From<&ViewProps> for WhyProps {
    fn from(props: &ViewProps) -> WhyProps {
        WhyProps { model: props.model.clone(), act: props.act.clone() }
    }
}

/// The tab as a whole.
pub(super) fn why(props: &WhyProps) -> Html {
    let model = &*props.model;
    let selected = model.selection.segment.filter(|_| model.segment_in_view() == model.selection.segment);
    let is_of_a_variable = model.selection.variable.is_some();
    html! {
        <div class="why" data-part="why">
            if !is_of_a_variable {
                { note(props, selected) }
            }
            if !is_of_a_variable && selected.is_none() && is_over(model) {
                { next(props) }
            }
            if is_of_a_variable || selected.is_some() || model.cursor.step > 0 {
                { later(reasons(), model.view.lang, props.clone()) }
            } else {
                <p class="hint">{ labels(model).nothing_yet }</p>
            }
        </div>
    }
}

/// The reasons of what is selected, or of what just happened. Before anything has happened there are none, so their
/// words may come a little later.
#[later(why)]
fn reasons(props: &WhyProps) -> Html {
    let model = &*props.model;
    if let Some(variable) = model.selection.variable {
        let shown = VariableProps::of(model, &props.act, variable);
        return html! { <VariableWhy ..shown /> };
    }
    let entry = model.cursor.step.checked_sub(1).and_then(|last| model.timeline.entries.get(last));
    let selected = model.selection.segment.filter(|_| model.segment_in_view() == model.selection.segment);
    match (selected, entry) {
        (Some(index), _) => segment(props, index),
        (None, Some(entry)) => moment(props, entry),
        (None, None) => Html::default(),
    }
}

fn labels(model: &Model) -> &'static InspectorLabels {
    InspectorLabels::of(model.view.lang)
}

/// What the lesson says at this moment, or of the segment that is selected. While a question is open, what it says of
/// the very moment is kept back.
fn note(props: &WhyProps, selected: Option<usize>) -> Html {
    let model = &*props.model;
    if let Some(shown) = &model.captured {
        let is_beginning = model.cursor.step == 0 && selected.is_none();
        let whole = CapturedProps::of(model, shown, 0, &props.act);
        return if is_beginning { later(about(), model.view.lang, whole) } else { Html::default() };
    }
    let (timeline, lang) = (&*model.timeline, model.view.lang);
    let sent = selected.and_then(|index| timeline.transmissions.get(index)).map(|sent| sent.entry as usize);
    let step = match sent {
        Some(entry) => entry + 1,
        None if model.hides_numbers() => model.cursor.step.saturating_sub(1),
        None => model.cursor.step,
    };
    let (mark, blocks) = match model.landmarks.note_at(timeline, step, lang) {
        // A selected segment has only the note that is about itself.
        Some((_, entry, _)) if sent.is_some_and(|sent| sent != entry) => return Html::default(),
        Some((mark, _, blocks)) => (mark, blocks),
        None if sent.is_some() || anything_sent(timeline, step) => return Html::default(),
        None => ("introduction", model.lesson.introduction(lang)),
    };
    let claim = model.lesson.claim.as_ref().filter(|_| mark == "introduction").map(|claim| claim.get(lang).to_owned());
    html! {
        <section class="note" data-note={mark.to_owned()} aria-label={labels(model).lesson_says}>
            if let Some(claim) = claim {
                <p data-part="claim"><strong>{ labels(model).often_said }</strong>{ claim }</p>
            }
            { prose::blocks(blocks, &props.act) }
        </section>
    }
}

/// What to try next, once everything has happened.
fn next(props: &WhyProps) -> Html {
    let model = &*props.model;
    html! {
        <section class="note" data-note="try">
            <h3>{ labels(model).try_next }</h3>
            { prose::blocks(model.lesson.next(model.view.lang), &props.act) }
        </section>
    }
}

/// Whether a lesson has come to its end.
fn is_over(model: &Model) -> bool {
    model.captured.is_none() && model.cursor.step == model.timeline.entries.len()
}

/// Whether the exchange has begun, so that its introduction is over.
fn anything_sent(timeline: &Timeline, step: usize) -> bool {
    timeline.transmissions.first().is_some_and(|first| (first.entry as usize) < step)
}

/// Why a segment says what it says.
fn segment(props: &WhyProps, index: usize) -> Html {
    let model = &*props.model;
    let Some(sent) = model.timeline.transmissions.get(index) else { return Html::default() };
    let lang = model.view.lang;
    let SegmentExplanation { cause, seq, ack, window, flags } = model.context().segment(sent);
    // What is said of earlier numbers says what comes next, too.
    let is_told = !model.hides_numbers();
    let anatomy = match &model.captured {
        _ if !is_told => None,
        Some(shown) => Anatomy::captured(shown, index),
        None => Anatomy::of(&model.timeline.scenario, sent, Vantage::Sender),
    };
    html! {
        <>
            { prose::explanation("cause", &cause, lang) }
            if let Some(shown) = model.captured.as_ref().filter(|_| is_told) {
                { later(captured_why(), lang, CapturedProps::of(model, shown, index, &props.act)) }
            }
            if let Some(anatomy) = &anatomy {
                { field_choices(props, anatomy) }
                // A place that is kept free, so that what is unfolded above stays what it is.
                if let Some(reason) = selected_field(model, sent, anatomy) {
                    { reason }
                }
            }
            if is_told {
                { reason_for(model, FieldId::TcpSequenceNumber, prose::explanation("seq", &seq, lang)) }
                { reason_for(model, FieldId::TcpAcknowledgmentNumber, prose::explanation("ack", &ack, lang)) }
            } else {
                <p class="hint">{ labels(model).predict_first }</p>
            }
            <details class="fold">
                <summary>{ labels(model).why_it_says_so }</summary>
                { prose::explanation("flags", &flags, lang) }
                { prose::explanation("window", &window, lang) }
            </details>
            if is_told {
                { chain::cause(model, &props.act, sent.entry as usize) }
            }
        </>
    }
}

/// The reason of the field that is selected, if the segment has it and it is not among those that are always told.
fn selected_field(model: &Model, sent: &Transmission, anatomy: &Anatomy) -> Option<Html> {
    let always = [FieldId::TcpSequenceNumber, FieldId::TcpAcknowledgmentNumber];
    let placed = anatomy.field(model.selection.field.filter(|id| !always.contains(id))?)?;
    let explanation = model.context().field(sent, placed, anatomy.within());
    Some(reason_for(model, placed.id, prose::explanation("field", &explanation, model.view.lang)))
}

/// A reason that is that of a field, marked where the field is selected.
fn reason_for(model: &Model, id: FieldId, reason: Html) -> Html {
    let is_selected = model.selection.field == Some(id);
    html! {
        <div class={classes!(is_selected.then_some("is-selected"))} data-field-why={is_selected.then_some(id.spec().slug)}>
            { reason }
        </div>
    }
}

/// The fields of a segment, each a way to its reason.
fn field_choices(props: &WhyProps, anatomy: &Anatomy) -> Html {
    let model = &*props.model;
    let field = |placed: &wire::PlacedField| {
        let id = placed.id;
        let is_selected = model.selection.field == Some(id);
        let to = (!is_selected).then_some(id);
        html! {
            <button
                aria-pressed={is_selected.to_string()}
                data-field-choice={id.spec().slug}
                onclick={props.act.reform(move |_| Action::SelectField(to))}
            >
                { id.spec().short }
            </button>
        }
    };
    let of_segment = [Part::Tcp, Part::Text].into_iter().flat_map(|part| anatomy.fields_of(part));
    html! {
        <details class="fold fields-fold">
            <summary>{ labels(model).every_field }</summary>
            <div class="field-choices" role="group" aria-label={labels(model).every_field}>
                { for of_segment.map(field) }
            </div>
        </details>
    }
}

/// What the entry at the cursor tells, and why.
fn moment(props: &WhyProps, entry: &Entry) -> Html {
    let model = &*props.model;
    let labels = labels(model);
    let question = model.hides_numbers();
    let happened = html! { <h3 class="happened">{ model.context().entry(entry) }</h3> };
    if let Happening::Sent { transmission } = entry.happening {
        return html! {
            <>
                { happened }
                { segment(props, transmission as usize) }
                // What else the endpoint did belongs to the answer of a question that follows at once.
                if !question && !told(entry).is_empty() {
                    <h4 class="kicker">{ labels.also }</h4>
                    { events(model, entry) }
                }
                if !question {
                    { chain::consequences(model, &props.act, model.cursor.step - 1) }
                }
            </>
        };
    }
    let select = entry.happening.transmission().map(|transmission| {
        let onclick = props.act.reform(move |_| Action::SelectSegment(Some(transmission as usize)));
        html! { <button {onclick}>{ labels.explain_segment }</button> }
    });
    html! {
        <>
            { happened }
            if question {
                <p class="hint">{ labels.predict_first }</p>
            } else if told(entry).is_empty() {
                if entry.happening.transmission().is_none() {
                    <p class="hint">{ labels.no_rule }</p>
                }
            } else {
                if told(entry).len() > 1 {
                    <h4 class="kicker">{ labels.steps }</h4>
                }
                { events(model, entry) }
            }
            if !question {
                { chain::consequences(model, &props.act, model.cursor.step - 1) }
            }
            { for select }
        </>
    }
}

/// The rules that an endpoint applied, with the change of state that each made.
fn events(model: &Model, entry: &Entry) -> Html {
    let context = model.context();
    let lang = model.view.lang;
    let told = told(entry);
    let one = |event: &&tcp::Event| {
        let change = event.transition.map(|change| {
            let text = format!("{} → {}", change.from, change.to);
            html! {
                <p class="state-change" data-from={change.from.name()} data-to={change.to.name()}>
                    <span>{ labels(model).state_change }</span>{ " " }<strong class="mono">{ text }</strong>
                </p>
            }
        });
        html! {
            <li>
                { prose::explanation("event", &context.event(entry.side, event), lang) }
                { for change }
            </li>
        }
    };
    html! { <ol class={classes!("chain", (told.len() == 1).then_some("single"))}>{ for told.iter().map(one) }</ol> }
}

/// The heading of a segment: which, from where to where, what it says, and what became of it.
pub(super) fn strip(props: &ViewProps, index: usize) -> Html {
    let model = &*props.model;
    let labels = labels(model);
    let Some(sent) = model.timeline.transmissions.get(index) else { return Html::default() };
    let name = |side| if side == sim::Side::Client { labels.client } else { labels.server };
    let (from, to) = (name(sent.id.from), name(sent.id.from.peer()));
    let is_lost = sent.copies.iter().any(|copy| !copy.fate.arrives() && copy.ended <= model.cursor.at);
    let back = props.act.reform(|_| Action::SelectSegment(None));
    html! {
        <div class="strip" data-side={sent.id.from.name()}>
            <p>
                <strong>{ (ladder(model.view.lang).segment)(sent.id) }</strong>
                <span class="way">{ format!("{from} → {to}") }</span>
                <code>{ sent.segment.flags.to_string() }</code>
                if !sent.segment.text.is_empty() {
                    <span>{ fill(labels.octets, &[&sent.segment.text_len().to_string()]) }</span>
                }
                if sent.is_retransmission() {
                    <span>{ labels.retransmission }</span>
                }
                if is_lost {
                    <span class="is-lost">{ "✕ " }{ labels.lost }</span>
                }
            </p>
            if model.selection.segment == Some(index) {
                <button onclick={back}>{ labels.back }</button>
            }
        </div>
    }
}
