//! What `html!` writes elements with. Each call is out of line and takes a word or two, so that a view is small.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use yew::html::IntoPropValue;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, VList, VNode, VTag, VText};

/// Elements in the making, each within the one before.
pub(crate) struct Pen(Vec<Open>);

/// An element, or a list of nodes, that is not closed yet.
#[derive(Default)]
struct Open {
    shape: Shape,
    values: Vec<Option<AttributeOrProperty>>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    value: Option<AttrValue>,
    checked: Option<bool>,
    key: Option<Key>,
    node_ref: NodeRef,
    children: Vec<VNode>,
}

impl Pen {
    #[inline(never)]
    pub(crate) fn new() -> Pen {
        Pen(vec![Open::default()])
    }

    /// Everything that was written.
    #[inline(never)]
    pub(crate) fn page(mut self) -> Html {
        one(std::mem::take(&mut self.open_now().children))
    }

    /// Begins an element: its tag, the names of the attributes that will be set, and those that are known.
    #[inline(never)]
    pub(crate) fn open(&mut self, shape: &'static str) {
        self.0.push(Open { shape: Shape::of(shape), ..Open::default() });
    }

    /// Ends an element. What is in it is a list, so that one node more or less moves no other.
    #[inline(never)]
    pub(crate) fn close(&mut self) {
        let children = std::mem::take(&mut self.open_now().children);
        if !children.is_empty() {
            self.node(VNode::VList(Rc::new(VList::with_children(children, None))));
        }
        self.close_around_one();
    }

    /// Ends an element. What is in it is no list, and never will be.
    #[inline(never)]
    pub(crate) fn close_around_one(&mut self) {
        let Some(mut open) = self.0.pop() else { return };
        let shape = open.shape;
        let mut values = open.values;
        // A strict policy of a host lets no attribute style an element, but lets a script do so.
        for (value, _) in values.iter_mut().zip(shape.names).filter(|(_, name)| **name == "style") {
            if let Some(AttributeOrProperty::Attribute(style)) = value {
                *value = Some(AttributeOrProperty::Property(style.as_str().into()));
            }
        }
        values.extend(shape.texts.iter().map(|text| Some(AttributeOrProperty::Static(text))));
        let mut tag = VTag::new(shape.tag);
        if !shape.names.is_empty() {
            tag.attributes = Attributes::Dynamic { keys: shape.names, values: values.into() };
        }
        if !open.listeners.is_empty() {
            tag.set_listeners(open.listeners.into());
        }
        if open.value.is_some() {
            tag.set_value(open.value);
        }
        if let Some(checked) = open.checked {
            tag.set_checked(checked);
        }
        tag.key = open.key;
        tag.node_ref = open.node_ref;
        if let (Some(children), Some(child)) = (tag.children_mut(), open.children.pop()) {
            *children = child;
        }
        self.node(tag.into());
    }

    #[inline(never)]
    pub(crate) fn list(&mut self) {
        self.0.push(Open::default());
    }

    #[inline(never)]
    pub(crate) fn end_list(&mut self) {
        let Some(open) = self.0.pop() else { return };
        self.node(VNode::VList(Rc::new(VList::with_children(open.children, None))));
    }

    /// Keeps a place free.
    #[inline(never)]
    pub(crate) fn nothing(&mut self) {
        self.node(VNode::VList(Rc::new(VList::with_children(Vec::new(), None))));
    }

    #[inline(never)]
    pub(crate) fn node(&mut self, node: VNode) {
        self.open_now().children.push(node);
    }

    #[inline(never)]
    pub(crate) fn text(&mut self, text: &'static str) {
        self.node(VText::new(text).into());
    }

    #[inline(never)]
    pub(crate) fn put(&mut self, child: impl Child) {
        child.put(self);
    }

    #[inline(never)]
    pub(crate) fn each(&mut self, children: impl IntoIterator<Item = impl Child>) {
        for child in children {
            child.put(self);
        }
    }

    #[inline(never)]
    pub(crate) fn attribute(&mut self, value: impl IntoPropValue<Option<AttrValue>>) {
        self.set(value.into_prop_value());
    }

    #[inline(never)]
    pub(crate) fn class(&mut self, class: impl ClassName) {
        let mut names = String::new();
        class.add_to(&mut names);
        self.set(Some(names).filter(|names| !names.is_empty()).map(AttrValue::from));
    }

    #[inline(never)]
    pub(crate) fn flag(&mut self, is_set: bool, name: &'static str) {
        self.set(is_set.then_some(AttrValue::Static(name)));
    }

    #[inline(never)]
    pub(crate) fn value(&mut self, value: impl IntoPropValue<Option<AttrValue>>) {
        self.open_now().value = value.into_prop_value();
    }

    /// Whether a box is ticked, whatever its user did to it.
    #[inline(never)]
    pub(crate) fn checked(&mut self, checked: bool) {
        self.open_now().checked = Some(checked);
    }

    #[inline(never)]
    pub(crate) fn key(&mut self, key: impl Into<Key>) {
        self.open_now().key = Some(key.into());
    }

    #[inline(never)]
    pub(crate) fn node_ref(&mut self, node_ref: NodeRef) {
        self.open_now().node_ref = node_ref;
    }

    #[inline(never)]
    pub(crate) fn on(&mut self, listener: Option<Rc<dyn Listener>>) {
        self.open_now().listeners.push(listener);
    }

    #[inline(never)]
    fn set(&mut self, value: Option<AttrValue>) {
        self.open_now().values.push(value.map(AttributeOrProperty::Attribute));
    }

    fn open_now(&mut self) -> &mut Open {
        self.0.last_mut().expect("what was opened is closed once")
    }
}

/// What is known of an element before it is drawn.
#[derive(Clone, Copy, Default)]
struct Shape {
    tag: &'static str,
    /// The names of its attributes: first those that are set while it is drawn, then those of `texts`.
    names: &'static [&'static str],
    texts: &'static [&'static str],
}

thread_local! {
    /// Every shape that was drawn, by the place of its text. Yew compares names by their place, so they are kept.
    static SHAPES: RefCell<BTreeMap<(usize, usize), Shape>> = const { RefCell::new(BTreeMap::new()) };
}

impl Shape {
    /// `tag name name`, and a line `name=text` for each attribute that is known.
    fn of(text: &'static str) -> Shape {
        let place = (text.as_ptr() as usize, text.len());
        SHAPES.with_borrow_mut(|shapes| *shapes.entry(place).or_insert_with(|| Shape::read(text)))
    }

    fn read(text: &'static str) -> Shape {
        let mut lines = text.split('\n');
        let mut names: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
        let tag = names.remove(0);
        let mut texts = Vec::new();
        for (name, text) in lines.filter_map(|line| line.split_once('=')) {
            names.push(name);
            texts.push(text);
        }
        Shape { tag, names: names.leak(), texts: texts.leak() }
    }
}

/// Several nodes as one.
fn one(mut nodes: Vec<VNode>) -> VNode {
    match nodes.pop() {
        Some(node) if nodes.is_empty() => node,
        last => {
            nodes.extend(last);
            VNode::VList(Rc::new(VList::with_children(nodes, None)))
        }
    }
}

/// The names of an element's classes, one text of all that are there. Yew's own macro brings a set of texts along.
macro_rules! classes {
    ($($name:expr),* $(,)?) => {{
        let mut names = String::new();
        $(crate::view::pen::ClassName::add_to($name, &mut names);)*
        names
    }};
}
pub(crate) use classes;

/// A class, or none.
pub(crate) trait ClassName {
    fn add_to(self, names: &mut String);
}

impl ClassName for &str {
    #[inline(never)]
    fn add_to(self, names: &mut String) {
        if !names.is_empty() {
            names.push(' ');
        }
        names.push_str(self);
    }
}

impl ClassName for String {
    fn add_to(self, names: &mut String) {
        self.as_str().add_to(names);
    }
}

impl<T: ClassName> ClassName for Option<T> {
    fn add_to(self, names: &mut String) {
        if let Some(name) = self {
            name.add_to(names);
        }
    }
}

/// What may stand in an element as `{ child }`.
pub(crate) trait Child {
    fn put(self, pen: &mut Pen);
}

impl Child for Html {
    fn put(self, pen: &mut Pen) {
        pen.node(self);
    }
}

impl Child for AttrValue {
    fn put(self, pen: &mut Pen) {
        pen.node(VText::new(self).into());
    }
}

impl Child for String {
    fn put(self, pen: &mut Pen) {
        AttrValue::from(self).put(pen);
    }
}

impl Child for &String {
    fn put(self, pen: &mut Pen) {
        self.as_str().put(pen);
    }
}

impl Child for &str {
    fn put(self, pen: &mut Pen) {
        self.to_owned().put(pen);
    }
}

impl<T: Child> Child for Option<T> {
    fn put(self, pen: &mut Pen) {
        if let Some(child) = self {
            child.put(pen);
        }
    }
}

/// What is written as it is displayed.
macro_rules! displayed {
    ($($kind:ty)*) => {$(
        impl Child for $kind {
            fn put(self, pen: &mut Pen) {
                self.to_string().put(pen);
            }
        }
    )*};
}
displayed!(char u8 u16 i32 u64 usize);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_attributes_come_after_those_that_are_set() {
        let shape = Shape::of("text x y\ntext-anchor=middle\ntitle=a = b");
        assert_eq!((shape.tag, shape.names), ("text", &["x", "y", "text-anchor", "title"][..]));
        assert_eq!(shape.texts, ["middle", "a = b"]);
        assert!(Shape::of("br").names.is_empty());
    }

    #[test]
    fn classes_that_are_missing_leave_no_space() {
        assert_eq!(classes!("cell", None::<&str>, String::from("w-4"), Some("near")), "cell w-4 near");
        assert_eq!(classes!(false.then_some("done")), "");
    }
}
