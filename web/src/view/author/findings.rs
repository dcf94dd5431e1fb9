//! What is wrong with a lesson, for who wrote it: each thing with its file, its line, and what was expected.

use course::{inline, read::told};
use lessons::Lang;
use markup::html;
use yew::prelude::*;

use super::octets::Refusal;
use super::reading::Remark;
use crate::labels::author::{AuthorLabels, author};
use crate::view::prose::spans;

/// Remarks that are listed: more are told by their number.
const MOST: usize = 100;
/// Characters of a sentence that are shown: a name in it may be as long as a file.
const LONGEST: usize = 300;

/// A list of what is wrong.
pub(super) fn list(remarks: &[Remark], lang: Lang) -> Html {
    let labels = author(lang);
    let one = |remark: &Remark| {
        let place = remark.line.map_or_else(|| remark.file.clone(), |line| (labels.line)(&remark.file, line));
        let sentence = cut(&told(&remark.finding.problem, lang));
        let weight = if remark.finding.problem.is_grave() { "grave" } else { "slight" };
        html! {
            <li data-remark={weight} data-line={remark.line.map(|line| line.to_string())}>
                <b class="mono">{ place }</b>{ " " }{ spans(&inline(&sentence)) }
            </li>
        }
    };
    html! {
        <>
            <ol class="own-remarks">{ for remarks.iter().take(MOST).map(one) }</ol>
            if remarks.len() > MOST {
                <p>{ (labels.more)(remarks.len() - MOST) }</p>
            }
        </>
    }
}

/// Why there is nothing to read, in a sentence.
pub(super) fn refused(refusal: &Refusal, labels: &AuthorLabels) -> String {
    match refusal {
        Refusal::LinkTooLong => labels.link_too_long.into(),
        Refusal::LinkDamaged => labels.link_damaged.into(),
        Refusal::NoAddress(text) => (labels.no_address)(&cut(text)),
        Refusal::OtherOrigin { of, ours } => (labels.other_origin)(&cut(of), ours),
        Refusal::NoAnswer(address) => (labels.no_answer)(&cut(address)),
        Refusal::Status(address, status) => (labels.status)(&cut(address), *status),
        Refusal::TooLong { name, most } => (labels.too_long)(&cut(name), *most),
        Refusal::Unreadable(name) => (labels.unreadable)(&cut(name)),
        Refusal::NotPacked(name) => (labels.not_packed)(&cut(name)),
        Refusal::NoParts => labels.no_parts.into(),
        Refusal::Ambiguous => labels.ambiguous.into(),
    }
}

/// A text from outside, as much of it as anyone reads.
fn cut(text: &str) -> String {
    let mut cut: String = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}
