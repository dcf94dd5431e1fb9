//! Why a variable has its value: what it is, the step that set it with this exchange's arithmetic, and what depends on it.

use std::rc::Rc;

use lessons::Numbers;
use lessons::explain::{Context, Explanation};
use lessons::variables::{Origin, Value, Variable, changes};
use markup::html;
use sim::{Side, Timeline};
use yew::prelude::*;

use crate::labels::inspector::{InspectorLabels, fill};
use crate::model::{Action, Jump, Model};
use crate::view::prose;

/// A variable and what its explanation depends on.
#[derive(Clone, Properties)]
pub(super) struct VariableProps {
    timeline: Rc<Timeline>,
    side: Side,
    variable: Variable,
    /// How many entries have happened, and may be shown.
    step: usize,
    last_step: usize,
    /// Whether reasons are kept back until a question is answered.
    hides_reasons: bool,
    lang: lessons::Lang,
    numbers: Numbers,
    act: Callback<Action>,
}

impl PartialEq for VariableProps {
    fn eq(&self, other: &VariableProps) -> bool {
        let key = |of: &VariableProps| (of.side, of.variable, of.step, of.last_step, of.hides_reasons, of.lang);
        Rc::ptr_eq(&self.timeline, &other.timeline)
            && key(self) == key(other)
            && self.numbers == other.numbers
            && self.act == other.act
    }
}

impl VariableProps {
    pub(super) fn of(model: &Model, act: &Callback<Action>, (side, variable): (Side, Variable)) -> VariableProps {
        VariableProps {
            timeline: model.timeline.clone(),
            side,
            variable,
            step: model.cursor.step,
            last_step: model.last_step(),
            hides_reasons: model.hides_numbers(),
            lang: model.view.lang,
            numbers: model.numbers(),
            act: act.clone(),
        }
    }

    fn labels(&self) -> &'static InspectorLabels {
        InspectorLabels::of(self.lang)
    }

    fn context(&self) -> Context<'_> {
        Context { timeline: &self.timeline, numbers: self.numbers, lang: self.lang }
    }

    /// Its value, unless that would answer a question.
    fn value(&self) -> Option<Value> {
        let is_hidden = self.hides_reasons && self.variable.gives_away();
        self.variable.value(&self.timeline.snapshot(self.step, self.side).tcp).filter(|_| !is_hidden)
    }

    /// A button that leads to just after an entry.
    fn to(&self, entry: usize) -> Callback<MouseEvent> {
        self.act.reform(move |_| Action::Jump(Jump::To(entry + 1)))
    }
}

/// Which changes are known: of this run, this host and this variable.
struct Key(Rc<Timeline>, Side, Variable);

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        Rc::ptr_eq(&self.0, &other.0) && (self.1, self.2) == (other.1, other.2)
    }
}

#[component]
pub(super) fn VariableWhy(props: &VariableProps) -> Html {
    // It goes through the whole run, so it is kept as long as the same is selected.
    let key = Key(props.timeline.clone(), props.side, props.variable);
    let changes = use_memo(key, |Key(timeline, side, variable)| changes(timeline, *side, *variable));
    let (labels, variable) = (props.labels(), props.variable);
    let name = variable.name(props.lang);
    let host = if props.side == Side::Client { labels.client } else { labels.server };
    let value = props.value().map(|value| props.context().value(props.side, value));
    let depends = if matches!(variable, Variable::Timer(_)) { labels.when_it_fires } else { labels.depends };
    html! {
        <>
            <div class="strip" data-side={props.side.name()}>
                <p>
                    <span class="way">{ host }</span>
                    <strong class="mono" data-part="variable" data-variable={variable.slug()}>
                        { name }
                        if let Some(value) = value {
                            { " = " }{ value }
                        }
                    </strong>
                </p>
                <button onclick={props.act.reform(|_| Action::SelectVariable(None))}>{ labels.back }</button>
            </div>
            <section class="reason" data-why="meaning">
                <p>{ variable.meaning(props.lang) }</p>
                <p class="reason-section">{ prose::section(variable.section(), props.lang) }</p>
            </section>
            <section>
                <h4 class="kicker">{ labels.value_from }</h4>
                if props.hides_reasons {
                    <p class="hint">{ labels.predict_first }</p>
                } else {
                    { origin(props, &changes) }
                }
            </section>
            <section>
                <h4 class="kicker">{ depends }</h4>
                <p data-why="used-for">{ variable.used_for(props.lang) }</p>
            </section>
        </>
    }
}

/// What set it, and the ways to what set it before and sets it next.
fn origin(props: &VariableProps, changes: &[u32]) -> Html {
    let labels = props.labels();
    let found = props.context().origin(props.side, props.variable, props.step, changes);
    let status = &props.timeline.snapshot(props.step, props.side).tcp;
    let absence = (props.variable.value(status).is_none()).then(|| props.variable.absence(status, props.lang));
    let so_far = changes.partition_point(|entry| (*entry as usize) < props.step);
    let way = |at: Option<usize>, control: &'static str, name: &'static str| {
        let entry = at.and_then(|at| changes.get(at)).map(|entry| *entry as usize);
        let entry = entry.filter(|entry| *entry < props.last_step);
        html! {
            <button data-control={control} disabled={entry.is_none()} onclick={props.to(entry.unwrap_or(0))}>
                { name }
            </button>
        }
    };
    html! {
        <>
            if let Some(absence) = absence {
                <p data-why="absence">{ absence }</p>
            }
            if let Some(found) = found {
                { set_by(props, &found) }
            } else if absence.is_none() {
                <p>{ labels.from_the_beginning }</p>
            }
            <div class="changes" role="group" aria-label={labels.changes}>
                { way(so_far.checked_sub(2), "previous-change", labels.previous_change) }
                { way(Some(so_far), "next-change", labels.next_change) }
            </div>
        </>
    }
}

fn set_by(props: &VariableProps, origin: &Origin) -> Html {
    let at = props.timeline.entries.get(origin.entry).map(|entry| entry.at).unwrap_or_default();
    let time = props.context().value(props.side, Value::At(at));
    // The rule's own lines end in the value as well, where it is among what the rule sets.
    let lines = |rule: &Explanation| -> Vec<String> {
        match origin.arithmetic.last() {
            Some(last) if !rule.arithmetic.contains(last) => origin.arithmetic.clone(),
            _ => rule.arithmetic.clone(),
        }
    };
    html! {
        <>
            <button class="moment-link" data-control="to-origin" onclick={props.to(origin.entry)}>
                <span class="mono">{ fill(props.labels().at_moment, &[&time]) }</span>{ " " }{ &origin.line }
            </button>
            if let Some(rule) = &origin.rule {
                { prose::explanation("origin", &Explanation { arithmetic: lines(rule), ..rule.clone() }, props.lang) }
            } else {
                <section class="reason" data-why="origin">{ prose::arithmetic(&origin.arithmetic) }</section>
            }
        </>
    }
}
