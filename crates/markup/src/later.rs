//! `#[later(chunk)]`: a view whose code is not in the page's first load.

use std::hash::{DefaultHasher, Hash, Hasher};

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::{FnArg, Ident, ItemFn, Type};

/// Where the program that splits the page looks for what it is to join.
const PLACE: &str = "__wasm_split_placeholder__";

/// A function of the view's name that gives the view to whatever fetches its chunk before it draws.
pub(crate) fn later(chunk: &Ident, view: &ItemFn) -> TokenStream {
    let (Some(props), 1) = (props(view), view.sig.inputs.len()) else {
        let message = "a view that comes later is drawn from one thing, by reference: `fn view(props: &Props) -> Html`";
        return syn::Error::new_spanned(&view.sig, message).to_compile_error();
    };
    let (visibility, name, attributes) = (&view.vis, &view.sig.ident, &view.attrs);
    let (input, output, body) = (&view.sig.inputs, &view.sig.output, &view.block);
    let id = id(chunk, name);
    let chunk_name = chunk.to_string();
    let load = format!("__wasm_split_load_{chunk}");
    let there = format!("__wasm_split_00{chunk}00_import_{id}_{name}");
    let here = format!("__wasm_split_00{chunk}00_export_{id}_{name}");
    let draw = format_ident!("draw_{name}");
    let later = quote_spanned! { Span::mixed_site()=> crate::view::later };
    quote_spanned! { Span::mixed_site()=>
        #[cfg(not(feature = "split"))]
        #(#attributes)*
        #visibility fn #name() -> #later::Later<#props> {
            fn #draw(#input) #output #body
            #later::Later::new(#chunk_name, #later::at_once, #draw)
        }

        #[cfg(feature = "split")]
        #(#attributes)*
        #visibility fn #name() -> #later::Later<#props> {
            // The chunk's end. The ABI is C's at both, since only that makes an import of a declaration.
            #[allow(improper_ctypes_definitions, reason = "one compiler makes both ends, in one go")]
            #[unsafe(export_name = #here)]
            extern "C" fn #draw(#input) #output #body

            // The page's end: functions that are there once the page is split.
            #[allow(improper_ctypes, reason = "one compiler makes both ends, in one go")]
            #[link(wasm_import_module = #PLACE)]
            unsafe extern "C" {
                #[link_name = #load]
                safe fn load(arrived: #later::Arrived, which: usize);
                #[link_name = #there]
                safe fn there(props: &#props) #output;
            }
            #later::Later::new(#chunk_name, load, |props| there(props))
        }
    }
}

/// What the view is drawn from.
fn props(view: &ItemFn) -> Option<&Type> {
    match view.sig.inputs.first()? {
        FnArg::Typed(argument) => match &*argument.ty {
            Type::Reference(reference) => Some(&reference.elem),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    }
}

/// 32 hexadecimal digits that join the two ends of a view. A chunk has one view of each name.
fn id(chunk: &Ident, view: &Ident) -> String {
    let digits = |half: u8| {
        let mut hasher = DefaultHasher::new();
        (half, chunk, view).hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    };
    digits(0) + &digits(1)
}
