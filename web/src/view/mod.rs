//! What is drawn. Every view takes what it shows from the model and tells it what the learner did; none keeps a state
//! of its own that matters.

pub(crate) mod anatomy;
pub(crate) mod answer;
pub(crate) mod author;
pub(crate) mod bridge;
pub(crate) mod captures;
pub(crate) mod charts;
pub(crate) mod compare;
pub(crate) mod copied;
pub(crate) mod course;
pub(crate) mod export;
pub(crate) mod hosts;
pub(crate) mod icon;
pub(crate) mod inspector;
pub(crate) mod keys;
pub(crate) mod lab;
pub(crate) mod ladder;
pub(crate) mod later;
pub(crate) mod layers;
pub(crate) mod live;
pub(crate) mod memo;
pub(crate) mod notices;
pub(crate) mod panes;
pub(crate) mod pen;
pub(crate) mod pixels;
pub(crate) mod player;
pub(crate) mod practice;
pub(crate) mod predict;
pub(crate) mod printing;
pub(crate) mod prose;
pub(crate) mod scroll;
pub(crate) mod segment;
pub(crate) mod share;
pub(crate) mod sheet;
pub(crate) mod states;
pub(crate) mod table;
pub(crate) mod top_bar;
pub(crate) mod tour;
pub(crate) mod transport;

use std::rc::Rc;

use yew::prelude::*;

use crate::model::{Action, Model};

/// What every view is given.
#[derive(Clone, Properties)]
pub(crate) struct ViewProps {
    pub(crate) model: Rc<Model>,
    pub(crate) act: Callback<Action>,
}

/// Each change makes a new model, so that looking at the pointer is enough.
impl PartialEq for ViewProps {
    fn eq(&self, other: &ViewProps) -> bool {
        Rc::ptr_eq(&self.model, &other.model) && self.act == other.act
    }
}
