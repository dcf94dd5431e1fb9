//! `html!`: elements as they are written in HTML, made into calls that are few and short.
//!
//! It reads what Yew's macro of the same name reads, as far as the page uses it. Yew's puts every element together on
//! the spot; here each is a row of calls to a `Pen`, to which an element is a place in a table. That is two fifths of
//! the code, and what a page is made of is most of what a first visit loads. Components are left to Yew.

mod node;
mod write;

use proc_macro::TokenStream;
use syn::parse_macro_input;

/// Elements, as `Html`. What calls it must be able to name the page's pen as `crate::view::pen`.
#[proc_macro]
pub fn html(input: TokenStream) -> TokenStream {
    write::page(&parse_macro_input!(input as node::Children)).into()
}
