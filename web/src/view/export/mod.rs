//! The dialog that saves the run as a file: a capture, text, JSON, or a picture of the ladder. The file is made in the page.

mod files;
mod form;
mod png;
mod svg;

use std::rc::Rc;

use markup::{html, later};
use yew::prelude::*;

pub(crate) use self::files::{download, octets, text};
use self::form::Form;
use crate::labels::shell::shell;
use crate::model::{Mode, Model};
use crate::view::later::later;

/// What the dialog depends on. The clock is not among it: what is saved is always the whole run.
#[derive(Clone, Properties)]
pub(crate) struct ExportProps {
    model: Rc<Model>,
    dialog: NodeRef,
    /// Whether anybody has asked for it.
    asked: bool,
    /// A file would tell what is still asked, so that there is none. One of what has happened so far would be no way out:
    /// it tells of each segment under way what will become of it, and is not what the command line writes of this run.
    tells_too_much: bool,
}

impl PartialEq for ExportProps {
    fn eq(&self, other: &ExportProps) -> bool {
        let (one, two) = (&*self.model, &*other.model);
        (self.asked, self.tells_too_much) == (other.asked, other.tells_too_much)
            && Rc::ptr_eq(&one.timeline, &two.timeline)
            && (one.view.lang, one.view.numbering, one.view.zoom) == (two.view.lang, two.view.numbering, two.view.zoom)
    }
}

impl ExportProps {
    pub(crate) fn of(model: &Rc<Model>, dialog: NodeRef, asked: bool) -> ExportProps {
        let is_at_end = model.cursor.step >= model.timeline.entries.len();
        let tells_too_much = model.mode == Mode::Predict && !is_at_end;
        ExportProps { model: model.clone(), dialog, asked, tells_too_much }
    }
}

/// The dialog, closed at first.
pub(crate) fn export_dialog(props: &ExportProps) -> Html {
    let lang = props.model.view.lang;
    html! {
        <dialog ref={props.dialog.clone()} class="keys export" aria-labelledby="export-heading">
            <h2 id="export-heading" tabindex="-1">{ shell(lang).export_title }</h2>
            if props.asked {
                { later(export_panel(), lang, props.clone()) }
            }
        </dialog>
    }
}

#[later(share)]
fn export_panel(props: &ExportProps) -> Html {
    html! { <Form ..props.clone() /> }
}
