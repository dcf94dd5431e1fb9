//! What was wrong with the link, and that the run was changed.

use markup::{html, later};
use sim::End;
use yew::prelude::*;

use crate::labels::ladder::time_line;
use crate::labels::notices::{notice, notices as labels};
use crate::labels::shell::shell;
use crate::model::{Action, Mode, Model, Versus, first_few};
use crate::view::ViewProps;
use crate::view::later::later_unsaid;

/// All of it, where there is something to say.
pub(crate) fn notices(props: &ViewProps) -> Html {
    let model = &props.model;
    let is_changed = model.is_edited() || model.edits.can_redo();
    let is_any = is_changed || model.pending.is_some() || cut(model).is_some() || !model.notices.is_empty();
    html! {
        <div class="messages">
            if is_any {
                { later_unsaid(messages(), model.view.lang, props.clone()) }
            }
        </div>
    }
}

#[later(why)]
fn messages(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let labels = labels(model.view.lang);
    html! {
        <>
            if let Some(pending) = &model.pending {
                <section class="pending" data-part="pending">
                    <span>{ (labels.running)(pending.progress.entries, &time_line(pending.progress.at.0, model.view.lang)) }</span>
                    <button type="button" data-control="call-off" onclick={act.reform(|_| Action::CallOff)}>
                        { labels.call_off }
                    </button>
                </section>
            }
            { for cut(model).map(|cut| html! { <p class="cut" data-part="cut">{ cut }</p> }) }
            if !model.notices.is_empty() {
                <section class="notices" data-part="notices" aria-label={labels.notices}>
                    <ul>
                        { for first_few(&model.notices).iter().map(|told| html! { <li>{ notice(model.view.lang, told) }</li> }) }
                    </ul>
                    <button type="button" data-control="dismiss" onclick={act.reform(|_| Action::DismissNotices)}>
                        { labels.dismiss }
                    </button>
                </section>
            }
            if model.is_edited() || model.edits.can_redo() {
                <section class="edited" data-part="edited">
                    <span>{ if model.is_edited() { labels.edited } else { labels.taken_back } }</span>
                    <button type="button" data-control="undo" disabled={!model.edits.can_undo()}
                        onclick={act.reform(|_| Action::Undo)}>{ labels.undo }</button>
                    <button type="button" data-control="redo" disabled={!model.edits.can_redo()}
                        onclick={act.reform(|_| Action::Redo)}>{ labels.redo }</button>
                    { versus(props) }
                    <button type="button" data-control="restore" onclick={act.reform(|_| Action::RestoreAll)}>
                        { labels.restore }
                    </button>
                </section>
            }
        </>
    }
}

/// What was wrong with the link, for the live region.
#[later(why)]
pub(crate) fn notices_said(props: &ViewProps) -> Html {
    let model = &props.model;
    let mut said = String::new();
    for told in first_few(&model.notices) {
        said.push_str(&notice(model.view.lang, &told));
        said.push(' ');
    }
    html! { <p>{ said }</p> }
}

/// That the run was cut off, if it was.
pub(crate) fn cut(model: &Model) -> Option<&'static str> {
    let labels = shell(model.view.lang);
    match model.timeline.end {
        End::Quiet => None,
        End::TimeLimit => Some(labels.cut_by_time),
        End::EntryLimit => Some(labels.cut_by_entries),
    }
}

/// With which run this one can be compared.
fn versus(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let labels = labels(model.view.lang);
    if model.mode == Mode::Predict {
        return Html::default();
    }
    if model.beside.is_some() {
        return html! {
            <button type="button" data-control="compare-end" onclick={act.reform(|_| Action::Compare(None))}>
                { labels.compare_end }
            </button>
        };
    }
    let one = |versus: Versus, hook: &'static str, name: &'static str| {
        html! {
            <button type="button" data-control={hook} disabled={model.pending.is_some() || model.versus(versus).is_none()}
                onclick={act.reform(move |_| Action::Compare(Some(versus)))}>{ name }</button>
        }
    };
    html! {
        <>
            { one(Versus::Own, "compare-own", labels.compare_own) }
            { one(Versus::Before, "compare-before", labels.compare_before) }
        </>
    }
}
