//! What is told to teachers: the pages of `docs/en` and `docs/zh`, read when this is compiled, so that the page can show
//! them as well and need not bring what reads Markdown.

mod page;

pub use page::{Block, Guide, Page, Span};

/// The octets of each language's [`Guide`], by the language's code in links.
const PACKED: [(&str, &[u8]); 2] = [
    ("en", include_bytes!(concat!(env!("OUT_DIR"), "/en.bin"))),
    ("zh", include_bytes!(concat!(env!("OUT_DIR"), "/zh.bin"))),
];

/// The name of the file with the pages in a language, `en` or `zh`.
#[must_use]
pub fn file_name(lang: &str) -> String {
    ["_guide-", lang].concat()
}

/// The files that a page fetches when somebody asks for them: one for each language. [`unpacked`] reads them.
#[must_use]
pub fn files() -> Vec<(String, &'static [u8])> {
    PACKED.iter().map(|(lang, octets)| (file_name(lang), *octets)).collect()
}

/// The pages that the octets of one of [`files`] stand for. None if they are something else.
#[must_use]
pub fn unpacked(octets: &[u8]) -> Option<Guide> {
    postcard::from_bytes(octets).ok()
}
