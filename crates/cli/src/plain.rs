//! Sentences as plain text: what a terminal and a comment can hold.

use lessons::Span;
use lessons::explain::Explanation;

/// A reason with its heading and its section: what stands at a packet as its comment.
pub(crate) fn said(explanation: &Explanation) -> String {
    let section = explanation.section;
    format!("{} {} (RFC {} § {})", explanation.heading, plain(&explanation.text), section.rfc, section.section)
}

/// The words without what sets them off.
pub(crate) fn plain(spans: &[Span]) -> String {
    spans.iter().map(Span::text).collect()
}
