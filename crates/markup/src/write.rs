//! What is written, as calls to a pen.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use crate::node::{Children, Element, If, Node, Otherwise, Value};

/// Tokens whose `pen` no name of the page's can be taken for.
macro_rules! code {
    ($($token:tt)*) => { quote_spanned! { Span::mixed_site()=> $($token)* } };
}

/// Attributes that are there or not.
const FLAGS: [&str; 4] = ["disabled", "hidden", "open", "selected"];

/// An expression that makes `Html` of all of it.
pub(crate) fn page(children: &Children) -> TokenStream {
    match &children.0[..] {
        [] => code! { ::yew::virtual_dom::VNode::default() },
        [Node::Component(component)] => code! { ::yew::html! { #component } },
        nodes => {
            let calls = calls(nodes);
            code! {{
                let mut pen = crate::view::pen::Pen::new();
                #calls
                pen.page()
            }}
        }
    }
}

fn calls(nodes: &[Node]) -> TokenStream {
    nodes.iter().map(call).collect()
}

fn call(node: &Node) -> TokenStream {
    match node {
        Node::Element(element) => self::element(element),
        Node::Component(component) => code! { pen.node(::yew::html! { #component }); },
        Node::Fragment(children) => list(children),
        Node::If(condition) => choice(condition),
        Node::Each(all) => code! { pen.each(#all); },
        Node::Expr(value) => code! { pen.put(#value); },
        Node::Text(text) => code! { pen.text(#text); },
    }
}

/// Several nodes that take one place among their neighbours, however many they are.
fn list(children: &Children) -> TokenStream {
    let calls = calls(&children.0);
    code! { pen.list(); #calls pen.end_list(); }
}

fn choice(If { condition, then, otherwise }: &If) -> TokenStream {
    let then = list(then);
    let otherwise = match otherwise.as_deref() {
        None => code! { pen.nothing(); },
        Some(Otherwise::If(choice)) => self::choice(choice),
        Some(Otherwise::Block(children)) => list(children),
    };
    code! { if #condition { #then } else { #otherwise } }
}

/// The attributes that are known come after the others in the table, so that the others can be set one after another.
fn element(Element { tag, attributes, children }: &Element) -> TokenStream {
    let (mut set, mut known) = (Vec::new(), Vec::new());
    let (mut names, mut texts) = (Vec::new(), Vec::new());
    let mut listeners = Vec::new();
    for attribute in attributes {
        let (name, ident) = (&attribute.name, &attribute.ident);
        match &attribute.value {
            Value::Expr(value) if name == "key" => set.push(code! { pen.key(#value); }),
            Value::Expr(value) if name == "ref" => set.push(code! { pen.node_ref(#value); }),
            Value::Expr(value) if name == "value" && ["input", "textarea"].contains(&tag.as_str()) => {
                set.push(code! { pen.value(#value); })
            }
            Value::Expr(value) if name == "checked" => set.push(code! { pen.checked(#value); }),
            Value::Expr(value) if name.starts_with("on") => {
                listeners.push(code! { pen.on(::yew::html::#ident::Wrapper::__macro_new(#value)); });
            }
            Value::Expr(value) => {
                names.push(name);
                set.push(match name.as_str() {
                    "class" => code! { pen.class(#value); },
                    flag if FLAGS.contains(&flag) => code! { pen.flag(#value, #flag); },
                    _ => code! { pen.attribute(#value); },
                });
            }
            Value::Text(text) => {
                known.push(name);
                texts.push(text);
            }
        }
    }
    let close = match &children.0[..] {
        [Node::Element(_) | Node::Component(_) | Node::Text(_) | Node::Expr(_)] => code! { pen.close_around_one(); },
        _ => code! { pen.close(); },
    };
    // One text says it all: it takes less than a table of texts would, and the pen reads it once.
    let names = names.into_iter().map(|name| format!(" {name}"));
    let known = known.into_iter().zip(texts).map(|(name, text)| format!("\n{name}={}", text.value()));
    let shape: String = [tag.clone()].into_iter().chain(names).chain(known).collect();
    let children = calls(&children.0);
    code! {
        pen.open(#shape);
        #(#set)*
        #(#listeners)*
        #children
        #close
    }
}
