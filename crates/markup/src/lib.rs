//! `html!`: elements as they are written in HTML, made into calls that are few and short.
//!
//! It reads what Yew's macro of the same name reads, as far as the page uses it. Yew's puts every element together on
//! the spot; here each is a row of calls to a `Pen`, to which an element is a place in a table. That is two fifths of
//! the code, and what a page is made of is most of what a first visit loads. Components are left to Yew.

mod later;
mod node;
mod write;

use proc_macro::TokenStream;
use syn::parse_macro_input;

/// Elements, as `Html`. What calls it must be able to name the page's pen as `crate::view::pen`.
#[proc_macro]
pub fn html(input: TokenStream) -> TokenStream {
    write::page(&parse_macro_input!(input as node::Children)).into()
}

/// A view whose code comes in the chunk of this name, which is fetched when something of it is first shown.
///
/// `#[later(chunk)] fn view(props: &Props) -> Html` becomes `fn view() -> Later<Props>`: a view that can only be drawn by
/// `crate::view::later`, which sees to its chunk first. Without the feature `split` its code is in the page.
#[proc_macro_attribute]
pub fn later(chunk: TokenStream, view: TokenStream) -> TokenStream {
    later::later(&parse_macro_input!(chunk), &parse_macro_input!(view)).into()
}
