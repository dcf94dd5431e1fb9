//! The octets of a lesson, from wherever it comes, and never more of them than are read: a file's size is looked at first,
//! and what an address sends is counted while it comes.

use course::read::{MOST_OCTETS, MOST_PACKED, Packed, SourceFile, Sources, link, unpack};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, File, ReadableStreamDefaultReader, RequestInit, RequestMode, Response, Url};

use crate::browser::window;
use crate::library::LINKED;

/// Milliseconds that an address may take.
const LONGEST_WAIT: u32 = 30_000;

/// The files of a lesson, and how they came.
pub(super) enum Given {
    /// One by one.
    Apart(Sources),
    /// In one file of this name.
    Together(String, Packed),
}

impl Given {
    /// The files.
    pub(super) fn sources(&self) -> &Sources {
        match self {
            Given::Apart(sources) => sources,
            Given::Together(_, packed) => &packed.sources,
        }
    }
}

/// Why there is nothing to read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Refusal {
    /// The link's lesson is longer than a lesson may be.
    LinkTooLong,
    /// The link's lesson is not as it was written.
    LinkDamaged,
    /// This is no address.
    NoAddress(String),
    /// The address is of another origin than the page.
    OtherOrigin {
        /// That of the address.
        of: String,
        /// That of the page.
        ours: String,
    },
    /// The address could not be had: it does not answer, or leads to another origin.
    NoAnswer(String),
    /// The address answers with this status.
    Status(String, u16),
    /// A file is longer than what is read.
    TooLong {
        /// Its name.
        name: String,
        /// Octets that are read.
        most: usize,
    },
    /// A file can no longer be read.
    Unreadable(String),
    /// A single file is no packed lesson.
    NotPacked(String),
    /// None of the files is one of a lesson.
    NoParts,
    /// A line of a file looks like the beginning of a packed one.
    Ambiguous,
}

/// What a link has: `#lesson=…`, or `@` and an address.
pub(super) async fn of_source(source: &str) -> Result<Given, Refusal> {
    if let Some(text) = source.strip_prefix(LINKED) {
        let text = link::unpack(text).map_err(|error| match error {
            link::Unreadable::TooLong => Refusal::LinkTooLong,
            link::Unreadable::Damaged => Refusal::LinkDamaged,
        })?;
        let packed = unpack(&text).ok_or(Refusal::LinkDamaged)?;
        return Ok(Given::Apart(packed.sources));
    }
    of_address(source.strip_prefix('@').unwrap_or(source)).await
}

/// What an address has: a folder with the three files, or one file.
async fn of_address(text: &str) -> Result<Given, Refusal> {
    let (address, ours) = resolved(text)?;
    let of = address.origin();
    if of != ours {
        return Err(Refusal::OtherOrigin { of, ours });
    }
    if !address.pathname().ends_with('/') {
        let octets = fetched(&address.href(), MOST_PACKED).await?;
        return together(address.pathname().rsplit('/').next().unwrap_or_default(), octets);
    }
    let mut sources = Sources::default();
    for (file, place) in SourceFile::ALL.into_iter().zip(&mut sources.files) {
        let within = Url::new_with_base(file.name(), &address.href()).map_err(|_| Refusal::NoAddress(text.into()))?;
        match fetched(&within.href(), MOST_OCTETS).await {
            Ok(octets) => *place = Some(octets),
            // Prose may be missing in one language: who reads the lesson says so.
            Err(Refusal::Status(..)) if file != SourceFile::Toml => {}
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(Given::Apart(sources))
}

/// An address as seen from the page, and the page's origin.
fn resolved(text: &str) -> Result<(Url, String), Refusal> {
    let page = window().location();
    let of_page = page.href().ok().zip(page.origin().ok());
    let (href, origin) = of_page.ok_or_else(|| Refusal::NoAddress(text.into()))?;
    let address = Url::new_with_base(text, &href).map_err(|_| Refusal::NoAddress(text.into()))?;
    // What a script made up may have the page's origin, too.
    if !matches!(address.protocol().as_str(), "http:" | "https:" | "file:") {
        return Err(Refusal::OtherOrigin { of: address.protocol(), ours: origin });
    }
    Ok((address, origin))
}

async fn fetched(address: &str, most: usize) -> Result<Vec<u8>, Refusal> {
    let no_answer = |_: JsValue| Refusal::NoAnswer(address.into());
    let init = RequestInit::new();
    // The browser itself refuses what leads to another origin.
    init.set_mode(RequestMode::SameOrigin);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(LONGEST_WAIT)));
    let answer = JsFuture::from(window().fetch_with_str_and_init(address, &init)).await.map_err(no_answer)?;
    let answer: Response = answer.dyn_into().map_err(no_answer)?;
    if !answer.ok() {
        return Err(Refusal::Status(address.into(), answer.status()));
    }
    let Some(body) = answer.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into().map_err(|_| no_answer(JsValue::NULL))?;
    let mut octets = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await.map_err(no_answer)?;
        let value = Reflect::get(&piece, &"value".into()).map_err(no_answer)?;
        let Ok(piece) = value.dyn_into::<Uint8Array>() else { return Ok(octets) };
        if octets.len() + piece.length() as usize > most {
            // What else would come is not waited for.
            let _ = reader.cancel();
            return Err(Refusal::TooLong { name: address.into(), most });
        }
        octets.extend(piece.to_vec());
    }
}

/// What the files that were chosen have: the three of a lesson, some of them, or one in which all are.
pub(super) async fn of_files(files: &[File]) -> Result<Given, Refusal> {
    let is_part = |file: &File| SourceFile::ALL.iter().any(|part| part.name() == file.name());
    if let [file] = files
        && !is_part(file)
    {
        return together(&file.name(), read(file, MOST_PACKED).await?);
    }
    let mut sources = Sources::default();
    for (part, place) in SourceFile::ALL.into_iter().zip(&mut sources.files) {
        if let Some(file) = files.iter().find(|file| file.name() == part.name()) {
            *place = Some(read(file, MOST_OCTETS).await?);
        }
    }
    if sources.files.iter().all(Option::is_none) { Err(Refusal::NoParts) } else { Ok(Given::Apart(sources)) }
}

async fn read(file: &File, most: usize) -> Result<Vec<u8>, Refusal> {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred thousand")]
    if file.size() > most as f64 {
        return Err(Refusal::TooLong { name: file.name(), most });
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| Refusal::Unreadable(file.name()))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn together(name: &str, octets: Vec<u8>) -> Result<Given, Refusal> {
    let packed = String::from_utf8(octets).ok().and_then(|text| unpack(&text));
    packed.map(|packed| Given::Together(name.into(), packed)).ok_or_else(|| Refusal::NotPacked(name.into()))
}
