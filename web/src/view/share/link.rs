//! The link to what is shown: what it keeps is chosen, and it is there to be copied.

use markup::html;
use web_sys::HtmlInputElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::PartProps;
use super::address::{is_of_this_machine, kept, own};
use super::fold::{LONGEST, folded, lesson, query};
use crate::labels::share::{ShareLabels, share};
use crate::model::table::{Group, group};
use crate::view::copied::Copied;

/// The groups that a link keeps unless one says otherwise: what others are to see. Their answers, their language and their
/// colours are their own.
const KEPT: [Group; 4] = [Group::Moment, Group::Changes, Group::Look, Group::Player];

/// The part of the dialog.
#[component]
pub(super) fn Link(props: &PartProps) -> Html {
    let labels = share(props.lang);
    let keeps = use_state_eq(|| KEPT.to_vec());
    let base = use_memo((), |()| own());
    // It leads to the whole page, even from within a frame.
    let parameters = kept(&props.query, |of| of == Group::Sheet || keeps.contains(&of));
    let text = use_address(base.as_deref().unwrap_or_default(), &parameters);
    let one = |of: Group| {
        let oninput = {
            let keeps = keeps.clone();
            move |event: InputEvent| {
                let is_kept = event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked());
                let mut now = (*keeps).clone();
                now.retain(|group| *group != of);
                now.extend(is_kept.then_some(of));
                keeps.set(now);
            }
        };
        html! {
            <label class="share-option">
                <input type="checkbox" data-control={["share-keep-", name(of)].concat()} checked={keeps.contains(&of)}
                    {oninput} />
                { kept_as(labels, of) }
            </label>
        }
    };
    let there = |of: &Group| props.query.iter().any(|(name, _)| group(name) == Some(*of));
    let is_capture = props.query.iter().any(|(name, _)| name == "capture");
    html! {
        <>
            <fieldset class="share-choice">
                <legend>{ labels.keeps }</legend>
                { for Group::OPTIONAL.into_iter().filter(there).map(one) }
            </fieldset>
            <Copied lang={props.lang} hook="share-link" name={labels.the_link} text={text.clone()} rows="3" />
            if text.contains("#z=") {
                <p class="hint" data-part="share-folded">{ labels.folded }</p>
            }
            if is_capture {
                <p class="hint" data-part="share-capture">{ labels.capture_apart }</p>
            }
            { for base.as_deref().filter(|base| is_of_this_machine(base)).map(|_| html! {
                <p class="hint" data-part="share-local">{ labels.this_machine }</p>
            }) }
            if base.is_none() {
                <p class="hint" data-part="share-file">{ labels.from_a_file }</p>
            }
        </>
    }
}

/// The whole address, once what is too long of it is folded.
#[hook]
pub(super) fn use_address(base: &str, parameters: &[(String, String)]) -> AttrValue {
    let whole = [query(parameters), lesson()].concat();
    let small = use_state(|| (String::new(), String::new()));
    let is_long = whole.len() > LONGEST;
    {
        let (setter, parameters) = (small.setter(), parameters.to_vec());
        use_effect_with(is_long.then(|| whole.clone()), move |long| {
            if let Some(whole) = long.clone() {
                spawn_local(async move { setter.set((whole, folded(&parameters).await)) });
            }
        });
    }
    let query = if !is_long {
        &whole
    } else if small.0 == whole {
        &small.1
    } else {
        ""
    };
    [base, "?", query].concat().into()
}

/// The name of a group in the page's hooks.
fn name(of: Group) -> &'static str {
    match of {
        Group::Moment => "moment",
        Group::Changes => "changes",
        Group::Answers => "answers",
        Group::Look => "look",
        Group::Player => "player",
        Group::Language => "language",
        Group::Theme => "theme",
        Group::Place | Group::Sheet | Group::Frame | Group::Launch => "place",
    }
}

fn kept_as(labels: &ShareLabels, of: Group) -> &'static str {
    let at = Group::OPTIONAL.iter().position(|group| *group == of);
    at.map_or("", |at| labels.groups[at])
}
