//! The chain of reasons round a moment: what brought it about, what it changed, and what was sent because of it.

use std::ops::Range;

use lessons::variables::Variable;
use markup::html;
use sim::{Entry, Happening, Timeline};
use yew::prelude::*;

use crate::labels::hosts::HostLabels;
use crate::labels::inspector::{InspectorLabels, fill};
use crate::model::{Action, Jump, Model};

/// Segments that are listed; a wide window lets many go at once.
const LISTED: usize = 8;

/// What entry `index` changed, and what was sent because of it, as far as that may be shown.
pub(super) fn consequences(model: &Model, act: &Callback<Action>, index: usize) -> Html {
    let labels = InspectorLabels::of(model.view.lang);
    let sent = sent_because_of(&model.timeline, index);
    let sent = sent.start..sent.end.min(model.last_step());
    let rest = sent.len().saturating_sub(LISTED);
    html! {
        <>
            { changed(model, act, index) }
            if !sent.is_empty() {
                <section data-part="sent-because">
                    <h4 class="kicker">{ labels.sent_because }</h4>
                    <ul class="links">{ for sent.take(LISTED).map(|entry| link(model, act, entry)) }</ul>
                    if rest > 0 {
                        <p class="hint">{ fill(HostLabels::of(model.view.lang).and_more, &[&rest.to_string()]) }</p>
                    }
                </section>
            }
        </>
    }
}

/// What brought it about that entry `index` sends.
pub(super) fn cause(model: &Model, act: &Callback<Action>, index: usize) -> Html {
    let labels = InspectorLabels::of(model.view.lang);
    let Some(cause) = brought_about_by(&model.timeline, index) else { return Html::default() };
    html! {
        <section data-part="because-of">
            <h4 class="kicker">{ labels.because_of }</h4>
            <ul class="links">{ link(model, act, cause) }</ul>
        </section>
    }
}

/// A line that leads to its moment.
fn link(model: &Model, act: &Callback<Action>, index: usize) -> Html {
    let Some(entry) = model.timeline.entries.get(index) else { return Html::default() };
    html! {
        <li>
            <button class="moment-link" onclick={act.reform(move |_| Action::Jump(Jump::To(index + 1)))}>
                { model.context().entry(entry) }
            </button>
        </li>
    }
}

/// The variables of its host that an entry changed, each with the value before and after.
fn changed(model: &Model, act: &Callback<Action>, index: usize) -> Html {
    let labels = InspectorLabels::of(model.view.lang);
    let timeline = &*model.timeline;
    let Some(side) = timeline.entries.get(index).map(|entry| entry.side) else { return Html::default() };
    let (before, after) = (timeline.snapshot(index, side), timeline.snapshot(index + 1, side));
    if std::ptr::eq(before, after) {
        return Html::default();
    }
    let context = model.context();
    let text = |value: Option<_>| value.map_or_else(|| "—".to_owned(), |value| context.value(side, value));
    let row = |variable: Variable| {
        let (was, is) = (variable.value(&before.tcp), variable.value(&after.tcp));
        if was == is || variable == Variable::State || !model.is_known(side, variable, index) {
            return None;
        }
        Some(html! {
            <tr data-changed={variable.slug()}>
                <th scope="row">
                    <button onclick={act.reform(move |_| Action::SelectVariable(Some((side, variable))))}>
                        { variable.name(model.view.lang) }
                    </button>
                </th>
                <td>{ text(was) }{ " → " }<strong>{ text(is) }</strong></td>
            </tr>
        })
    };
    let rows: Vec<Html> = Variable::ALL.into_iter().filter_map(row).collect();
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <section data-part="changed">
            <h4 class="kicker">{ labels.what_changed }</h4>
            <table class="tcb changed mono" aria-label={labels.what_changed}><tbody>{ for rows }</tbody></table>
        </section>
    }
}

/// The entries in which a host sends what entry `index` made it send: those that follow it at once.
fn sent_because_of(timeline: &Timeline, index: usize) -> Range<usize> {
    let Some(entry) = timeline.entries.get(index).filter(|entry| !is_sent(timeline, entry)) else { return 0..0 };
    let follows = |other: &&Entry| is_sent(timeline, other) && (other.side, other.at) == (entry.side, entry.at);
    let sent = timeline.entries[index + 1..].iter().take_while(follows).count();
    index + 1..index + 1 + sent
}

/// The entry that made its host send what entry `index` sends.
fn brought_about_by(timeline: &Timeline, index: usize) -> Option<usize> {
    let entry = timeline.entries.get(index).filter(|entry| is_sent(timeline, entry))?;
    let cause = timeline.entries[..index].iter().rposition(|other| !is_sent(timeline, other))?;
    let other = &timeline.entries[cause];
    ((other.side, other.at) == (entry.side, entry.at)).then_some(cause)
}

/// Whether an endpoint sends. What a person puts on the path is brought about by nothing.
fn is_sent(timeline: &Timeline, entry: &Entry) -> bool {
    match entry.happening {
        Happening::Sent { transmission } => !timeline.transmissions[transmission as usize].id.forged,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lessons::catalogue;

    #[test]
    fn everything_that_is_sent_has_what_brought_it_about_and_is_told_there() {
        for lesson in catalogue() {
            let timeline = sim::run(&lesson.scenario);
            // What a person puts on the path is brought about by nothing in the run.
            for sent in timeline.transmissions.iter().filter(|sent| !sent.id.forged) {
                let index = sent.entry as usize;
                let cause = brought_about_by(&timeline, index).unwrap_or_else(|| panic!("{} entry {index}", lesson.id));
                assert!(sent_because_of(&timeline, cause).contains(&index), "{} entry {index}", lesson.id);
            }
        }
    }
}
