//! Sheets of questions: the form that makes one, the sheet on paper, the run of one, and what that came to.

mod asked;
mod builder;
mod chosen;
mod kept;
mod link;
mod open;
mod package;
mod paper;
mod results;
mod run;
mod time_up;
mod told;

use std::rc::Rc;

use markup::{html, later};
use yew::prelude::*;

use self::asked::Asked;
use self::builder::Builder;
use self::run::Run;
use crate::library;
use crate::model::Model;
use crate::view::ViewProps;
use crate::view::course::Coming;
use crate::view::later::later;

pub(crate) use link::make;

/// What the option `sheet` says where one is to be made.
pub(crate) const NEW: &str = "new";

/// What stands in place of the quiz, if the link asks for a sheet or for one to be made.
pub(crate) fn sheet_view(shown: &ViewProps) -> Option<Html> {
    if is_in_the_making(&shown.model) {
        return Some(later(sheet_maker(), shown.model.view.lang, shown.clone()));
    }
    link::of_link(&shown.model)?;
    Some(html! { <Answering shown={shown.clone()} /> })
}

/// The form that makes a sheet. Whoever answers one has no use for it, and a package does without.
#[later(share)]
fn sheet_maker(props: &ViewProps) -> Html {
    html! { <Builder shown={props.clone()} /> }
}

/// Which sheet the link asks for (`Sheet::print`), if it does.
pub(crate) fn asked_for(model: &Model) -> Option<u64> {
    let (sheet, _) = link::of_link(model).filter(|_| !is_in_the_making(model))?;
    Some(sheet.print())
}

fn is_in_the_making(model: &Model) -> bool {
    model.options.get("sheet").is_some_and(|sheet| sheet == NEW)
}

#[derive(Clone, PartialEq, Properties)]
struct AnsweringProps {
    shown: ViewProps,
}

/// The sheet of the link, once its lessons are there.
#[component]
fn Answering(props: &AnsweringProps) -> Html {
    let shown = &props.shown;
    // How many lessons came: with each it is looked again whether all are there.
    let came = use_state(|| 0_u32);
    let Some((sheet, warnings)) = link::of_link(&shown.model) else { return Html::default() };
    let absent = sheet.lessons.iter().find(|id| library::find(id).is_none()).cloned();
    let asked = use_memo((sheet, *came), |(sheet, _)| Asked::new(sheet.clone()).map(Rc::new));
    match (asked.as_ref(), absent) {
        (Some(asked), _) => html! {
            // Another sheet is begun anew.
            <Run key={format!("{:?}", asked.sheet.parameters())} shown={shown.clone()} asked={asked.clone()} {warnings} />
        },
        (None, absent) => {
            let absent = absent.unwrap_or_default();
            let on_lesson = Callback::from(move |_| came.set(*came + 1));
            html! { <Coming key={absent.clone()} id={absent.clone()} lang={shown.model.view.lang} {on_lesson} /> }
        }
    }
}
