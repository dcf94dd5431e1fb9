//! What is drawn again only when something that it is drawn from has changed.
//!
//! Each component of Yew brings a life of its own along, some thousand octets; so all that has no state shares this one.

use std::any::Any;
use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{Key, VChild};

/// `draw(props)`, which is called again once `props` is not what it was.
pub(crate) fn memo<P: PartialEq + 'static>(props: P, draw: fn(&P) -> Html) -> Html {
    child(Rc::new(Drawing { props, draw }), None)
}

/// The same for one of several neighbours, which its key tells from the others.
pub(crate) fn keyed_memo<P: PartialEq + 'static>(key: usize, props: P, draw: fn(&P) -> Html) -> Html {
    child(Rc::new(Drawing { props, draw }), Some(key.into()))
}

fn child(of: Rc<dyn Draw>, key: Option<Key>) -> Html {
    VChild::<Memo>::new(MemoProps { of }, key).into()
}

#[derive(Properties)]
struct MemoProps {
    of: Rc<dyn Draw>,
}

impl PartialEq for MemoProps {
    fn eq(&self, other: &MemoProps) -> bool {
        self.of.is_same(&*other.of)
    }
}

#[component]
fn Memo(props: &MemoProps) -> Html {
    props.of.draw()
}

/// Props, and what is drawn from them.
pub(super) struct Drawing<P> {
    pub(super) props: P,
    pub(super) draw: fn(&P) -> Html,
}

/// Something that can be drawn, of whatever it is drawn from.
pub(super) trait Draw {
    fn draw(&self) -> Html;
    fn props(&self) -> &dyn Any;
    fn is_same(&self, other: &dyn Draw) -> bool;
}

impl<P: PartialEq + 'static> Draw for Drawing<P> {
    fn draw(&self) -> Html {
        (self.draw)(&self.props)
    }

    fn props(&self) -> &dyn Any {
        &self.props
    }

    fn is_same(&self, other: &dyn Draw) -> bool {
        other.props().downcast_ref::<P>().is_some_and(|props| *props == self.props)
    }
}
