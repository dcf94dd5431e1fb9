//! How a scenario stands in a link: its own octets as text, and single faults by the segment's short name.
//!
//! The octets are as `postcard` has them, in base64 for addresses.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sim::{Fault, FaultKind, Scenario, SegmentRef, Side};

/// What the text begins with. It changes whenever the octets of a scenario come to mean something else.
const VERSION: &str = "2.";
/// Characters that are read: far more than any scenario made by hand takes.
const LONGEST: usize = 64 * 1024;

/// Why a text is no scenario.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// It is longer than what is read.
    TooLong,
    /// Another version of the page wrote it.
    OtherVersion,
    /// Something is missing in it, or is not as it was written.
    Damaged,
}

/// The text that [`unpack`] reads.
#[must_use]
pub fn pack(scenario: &Scenario) -> String {
    // It fails for nothing that a scenario is made of.
    let octets = postcard::to_allocvec(scenario).unwrap_or_default();
    [VERSION, &URL_SAFE_NO_PAD.encode(octets)].concat()
}

/// The scenario that a text stands for.
///
/// # Errors
/// A text that `pack` did not write, or not this version of it.
pub fn unpack(text: &str) -> Result<Scenario, Unreadable> {
    if text.len() > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let encoded = text.strip_prefix(VERSION).ok_or(Unreadable::OtherVersion)?;
    let octets = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| Unreadable::Damaged)?;
    let (scenario, rest) = postcard::take_from_bytes(&octets).map_err(|_| Unreadable::Damaged)?;
    if rest.is_empty() { Ok(scenario) } else { Err(Unreadable::Damaged) }
}

/// Any plain data as text: what a browser keeps for a while. Only [`value_of`] of the same build reads it.
#[must_use]
pub fn text_of<T: Serialize>(value: &T) -> String {
    // It fails for nothing that is plain data.
    URL_SAFE_NO_PAD.encode(postcard::to_allocvec(value).unwrap_or_default())
}

/// What [`text_of`] wrote. Nothing if it did not.
#[must_use]
pub fn value_of<T: DeserializeOwned>(text: &str) -> Option<T> {
    let octets = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (value, rest) = postcard::take_from_bytes(&octets).ok()?;
    rest.is_empty().then_some(value)
}

/// A segment is on its way for a day at the most: what takes longer is a slip of the hand.
const LONGEST_DELAY_MS: u32 = 24 * 60 * 60 * 1000;

/// `c3.delay.50` holds the client's third segment up by 50 ms.
#[must_use]
pub fn fault(text: &str) -> Option<(SegmentRef, FaultKind)> {
    let mut parts = text.split('.');
    let segment = segment(parts.next()?)?;
    let kind = parts.next()?;
    let number = parts.next().map(|digits| digits.parse::<u32>().ok());
    let kind = match (kind, number) {
        ("delay", Some(ms)) => FaultKind::Delay { ms: ms.filter(|ms| *ms <= LONGEST_DELAY_MS)? },
        ("duplicate", Some(ms)) => FaultKind::Duplicate { ms: ms.filter(|ms| *ms <= LONGEST_DELAY_MS)? },
        ("corrupt", Some(bit)) => FaultKind::Corrupt { bit: bit? },
        ("mark", None) => FaultKind::Mark,
        _ => return None,
    };
    parts.next().is_none().then_some((segment, kind))
}

/// The text that [`fault`] reads. A drop is told by the segment alone.
#[must_use]
pub fn fault_text(segment: SegmentRef, kind: &FaultKind) -> String {
    let segment = segment_text(segment);
    match kind {
        FaultKind::Drop => segment,
        FaultKind::Delay { ms } => format!("{segment}.delay.{ms}"),
        FaultKind::Duplicate { ms } => format!("{segment}.duplicate.{ms}"),
        FaultKind::Corrupt { bit } => format!("{segment}.corrupt.{bit}"),
        FaultKind::Mark => format!("{segment}.mark"),
    }
}

/// `c3` is the client's third segment, `s1` the server's first; `xc1` is the first of those made by hand, in the client's
/// name.
#[must_use]
pub fn segment(text: &str) -> Option<SegmentRef> {
    let (forged, text) = text.strip_prefix('x').map_or((false, text), |text| (true, text));
    let from = match text.as_bytes().first()? {
        b'c' => Side::Client,
        b's' => Side::Server,
        _ => return None,
    };
    let nth = text.get(1..)?.parse().ok().filter(|nth| *nth > 0)?;
    Some(SegmentRef { from, nth, forged })
}

/// The text that [`segment`] reads.
#[must_use]
pub fn segment_text(segment: SegmentRef) -> String {
    let made = if segment.forged { "x" } else { "" };
    let side = if segment.from == Side::Client { 'c' } else { 's' };
    format!("{made}{side}{}", segment.nth)
}

/// Lets `kind` happen to a segment, or nothing.
pub fn set_fault(scenario: &mut Scenario, segment: SegmentRef, kind: Option<FaultKind>) {
    scenario.faults.retain(|fault| fault.segment != segment);
    scenario.faults.extend(kind.map(|kind| Fault { segment, kind }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_scenario_is_unpacked_the_same_and_damage_is_told() {
        for lesson in crate::catalogue() {
            let text = pack(&lesson.scenario);
            assert_eq!(unpack(&text), Ok(lesson.scenario.clone()));
            assert_eq!(unpack(&text[..text.len() - 4]), Err(Unreadable::Damaged));
            assert_eq!(unpack(&text[1..]), Err(Unreadable::OtherVersion));
        }
    }

    #[test]
    fn a_fault_is_read_as_it_is_written() {
        for text in ["c3.delay.50", "s1.duplicate.7", "xc2.corrupt.171", "s12.mark"] {
            let (segment, kind) = fault(text).expect(text);
            assert_eq!(fault_text(segment, &kind), text);
        }
        for text in ["c3", "c0.mark", "q1.mark", "c3.mark.1", "c3.delay", "c3.delay.x", ""] {
            assert_eq!(fault(text), None, "{text}");
        }
    }
}
