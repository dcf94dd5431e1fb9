//! What is written: elements, components, fragments, conditions and expressions.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, LitStr, Pat, Token, braced, token};

/// What stands beside each other within an element.
pub(crate) struct Children(pub(crate) Vec<Node>);

/// One of the things that may stand in an element.
pub(crate) enum Node {
    Element(Element),
    /// `<Component .. />`, as it is written.
    Component(TokenStream),
    /// `<> .. </>`
    Fragment(Children),
    /// `if .. { .. } else { .. }`
    If(If),
    /// `{ for .. }`
    Each(Expr),
    /// `{ .. }`
    Expr(Expr),
    /// `{ ".." }`
    Text(LitStr),
}

/// An element with what is in it.
pub(crate) struct Element {
    pub(crate) tag: String,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Children,
}

/// `name=value`.
pub(crate) struct Attribute {
    pub(crate) name: String,
    /// The name where it is one that Rust can say.
    pub(crate) ident: Ident,
    pub(crate) value: Value,
}

/// What an attribute is set to.
pub(crate) enum Value {
    Text(LitStr),
    Expr(Expr),
}

/// A condition and what is there when it holds and when not.
pub(crate) struct If {
    pub(crate) condition: Expr,
    pub(crate) then: Children,
    pub(crate) otherwise: Option<Box<Otherwise>>,
}

/// What follows an `else`.
pub(crate) enum Otherwise {
    If(If),
    Block(Children),
}

impl Parse for Children {
    fn parse(input: ParseStream) -> syn::Result<Children> {
        let mut nodes = Vec::new();
        let ends = || input.is_empty() || (input.peek(Token![<]) && input.peek2(Token![/]));
        while !ends() {
            nodes.push(input.parse()?);
        }
        Ok(Children(nodes))
    }
}

impl Parse for Node {
    fn parse(input: ParseStream) -> syn::Result<Node> {
        if input.peek(Token![if]) {
            return input.parse().map(Node::If);
        }
        if input.peek(token::Brace) {
            return block(input);
        }
        if input.peek(Token![<]) && input.peek2(Token![>]) {
            input.parse::<Token![<]>()?;
            input.parse::<Token![>]>()?;
            let children = input.parse()?;
            input.parse::<Token![<]>()?;
            input.parse::<Token![/]>()?;
            input.parse::<Token![>]>()?;
            return Ok(Node::Fragment(children));
        }
        input.parse::<Token![<]>()?;
        let name = input.fork().call(dashed)?.0;
        if name.starts_with(char::is_uppercase) {
            return component(input);
        }
        element(input).map(Node::Element)
    }
}

impl Parse for If {
    fn parse(input: ParseStream) -> syn::Result<If> {
        input.parse::<Token![if]>()?;
        let condition = condition(input)?;
        let then = braces(input)?;
        let otherwise = if input.parse::<Option<Token![else]>>()?.is_none() {
            None
        } else if input.peek(Token![if]) {
            Some(Box::new(Otherwise::If(input.parse()?)))
        } else {
            Some(Box::new(Otherwise::Block(braces(input)?)))
        };
        Ok(If { condition, then, otherwise })
    }
}

/// Up to the brace, which is not part of the condition.
fn condition(input: ParseStream) -> syn::Result<Expr> {
    if input.peek(Token![let]) {
        let keyword = input.parse::<Token![let]>()?;
        let pattern = Pat::parse_multi_with_leading_vert(input)?;
        let equals = input.parse::<Token![=]>()?;
        let value = input.call(Expr::parse_without_eager_brace)?;
        return Ok(Expr::Let(syn::ExprLet {
            attrs: Vec::new(),
            let_token: keyword,
            pat: Box::new(pattern),
            eq_token: equals,
            expr: Box::new(value),
        }));
    }
    input.call(Expr::parse_without_eager_brace)
}

fn braces(input: ParseStream) -> syn::Result<Children> {
    let content;
    braced!(content in input);
    content.parse()
}

fn block(input: ParseStream) -> syn::Result<Node> {
    let content;
    braced!(content in input);
    if content.parse::<Option<Token![for]>>()?.is_some() {
        return content.parse().map(Node::Each);
    }
    if content.peek(LitStr) && content.peek2(syn::parse::End) {
        return content.parse().map(Node::Text);
    }
    content.parse().map(Node::Expr)
}

/// What follows `<`. Yew reads the rest, so it is not looked at but for its end.
fn component(input: ParseStream) -> syn::Result<Node> {
    let mut rest = TokenStream::new();
    loop {
        let token: TokenTree = input.parse()?;
        let ends = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == '/');
        rest.extend([token]);
        if ends && input.peek(Token![>]) {
            let end: TokenTree = input.parse()?;
            return Ok(Node::Component(quote! { < #rest #end }));
        }
        if input.is_empty() {
            return Err(input.error("a component ends with `/>`"));
        }
    }
}

/// What follows `<`.
fn element(input: ParseStream) -> syn::Result<Element> {
    let (tag, _) = dashed(input)?;
    let mut attributes = Vec::new();
    loop {
        if input.peek(Token![/]) {
            input.parse::<Token![/]>()?;
            input.parse::<Token![>]>()?;
            return Ok(Element { tag, attributes, children: Children(Vec::new()) });
        }
        if input.peek(Token![>]) {
            input.parse::<Token![>]>()?;
            break;
        }
        attributes.push(attribute(input)?);
    }
    let children = input.parse()?;
    input.parse::<Token![<]>()?;
    input.parse::<Token![/]>()?;
    let (end, ident) = dashed(input)?;
    if end != tag {
        return Err(syn::Error::new(ident.span(), format!("`</{end}>` where `</{tag}>` is due")));
    }
    input.parse::<Token![>]>()?;
    Ok(Element { tag, attributes, children })
}

/// `name="text"`, `name={value}` or `{name}`.
fn attribute(input: ParseStream) -> syn::Result<Attribute> {
    if input.peek(token::Brace) {
        let content;
        braced!(content in input);
        let ident: Ident = content.parse()?;
        let value = Value::Expr(syn::parse_quote!(#ident));
        return Ok(Attribute { name: ident.to_string(), ident, value });
    }
    let (name, ident) = dashed(input)?;
    input.parse::<Token![=]>()?;
    let value = if input.peek(LitStr) {
        Value::Text(input.parse()?)
    } else {
        let content;
        braced!(content in input);
        Value::Expr(content.parse()?)
    };
    Ok(Attribute { name, ident, value })
}

/// A name such as `aria-label`; some are words of Rust.
fn dashed(input: ParseStream) -> syn::Result<(String, Ident)> {
    use syn::ext::IdentExt;
    let first = input.call(Ident::parse_any)?;
    let mut name = first.to_string();
    while input.peek(Token![-]) {
        input.parse::<Token![-]>()?;
        name.push('-');
        name.push_str(&input.call(Ident::parse_any)?.to_string());
    }
    Ok((name, first))
}
