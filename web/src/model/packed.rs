//! A scenario as text that can stand in a link: its octets as `postcard` has them, in base64 for addresses.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sim::Scenario;

/// What the text begins with. It changes whenever the octets of a scenario come to mean something else.
const VERSION: &str = "1.";
/// Characters that are read: far more than any scenario made by hand takes.
const LONGEST: usize = 64 * 1024;

/// Why a text is no scenario.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unreadable {
    /// It is longer than what is read.
    TooLong,
    /// Another version of the page wrote it.
    OtherVersion,
    /// Something is missing in it, or is not as it was written.
    Damaged,
}

pub(crate) fn pack(scenario: &Scenario) -> String {
    // It fails for nothing that a scenario is made of.
    let octets = postcard::to_allocvec(scenario).unwrap_or_default();
    [VERSION, &URL_SAFE_NO_PAD.encode(octets)].concat()
}

/// The scenario that a text stands for.
///
/// # Errors
/// A text that `pack` did not write, or not this version of it.
pub(crate) fn unpack(text: &str) -> Result<Scenario, Unreadable> {
    if text.len() > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let encoded = text.strip_prefix(VERSION).ok_or(Unreadable::OtherVersion)?;
    let octets = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| Unreadable::Damaged)?;
    let (scenario, rest) = postcard::take_from_bytes(&octets).map_err(|_| Unreadable::Damaged)?;
    if rest.is_empty() { Ok(scenario) } else { Err(Unreadable::Damaged) }
}
