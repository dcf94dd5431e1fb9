//! A checksum worked out: every word that is added, the sum after it, and what its complement is held against.

use std::ops::Range;

use markup::html;
use wire::checksum::{Source, Step};
use wire::fields::{FieldId, Header};
use yew::prelude::*;

use crate::labels::header::HeaderLabels;
use crate::labels::inspector::fill;
use crate::view::anatomy::{Anatomy, Part, Verdict};
use crate::view::pen::classes;
use crate::view::segment::SegmentProps;

/// Words of the text that are shown before and behind the fold.
const SHOWN: usize = 3;

/// The addition behind the selected field, if that is a checksum of this frame.
pub(super) fn worked_out(props: &SegmentProps, anatomy: &Anatomy) -> Html {
    let Some((id, working)) = props.field.and_then(|id| Some((id, anatomy.working(id)?))) else {
        return Html::default();
    };
    let labels = HeaderLabels::of(props.lang);
    let start = match id {
        FieldId::Ipv4HeaderChecksum => anatomy.range(Part::Ipv4).start,
        _ => anatomy.range(Part::Tcp).start,
    };
    let text = anatomy.range(Part::Text);
    let fold = folded(&working.steps, start, &text);
    let row = |(at, step): (usize, &Step)| {
        if at == fold.start && !fold.is_empty() {
            let last = working.steps[fold.end - 1].addition;
            let count = fold.len().to_string();
            return Some(html! {
                <tr class="fold" data-folded={count.clone()}>
                    <td colspan="2">{ fill(labels.folded, &[&count]) }</td>
                    <td class="mono">{ hex(last.sum.into()) }</td>
                </tr>
            });
        }
        if fold.contains(&at) {
            return None;
        }
        let (source, is_pseudo) = source(props, anatomy, labels, start, step.source);
        let addition = step.addition;
        Some(html! {
            <tr class={classes!(is_pseudo.then_some("is-pseudo"))} data-word={addition.word.to_string()}>
                <th scope="row">{ source }</th>
                <td class="mono">{ hex(addition.word.into()) }</td>
                <td class="mono">
                    { hex(addition.sum.into()) }
                    if addition.with_carry > 0xffff {
                        { " " }<span class="carried">{ labels.carried }</span>
                    }
                </td>
            </tr>
        })
    };
    let (sum, computed, found) = (hex(working.sum.into()), hex(working.checksum.into()), hex(working.found.into()));
    let (mark, verdict) = match anatomy.verdict(id) {
        Some(Verdict::Fits) => ("fits", " ✓"),
        Some(Verdict::Differs) => ("differs", " ✗"),
        // Nobody was to check it yet.
        _ => ("hint", ""),
    };
    html! {
        <section class="sum" data-part="sum" data-fits={working.fits().to_string()}>
            <h4 class="kicker">{ labels.worked_out }</h4>
            <p class="hint">{ fill(labels.covers, &[&working.steps.len().to_string()]) }</p>
            <table>
                <thead>
                    <tr><th scope="col">{ props.labels().header }</th><th scope="col">{ labels.word }</th><th scope="col">{ labels.sum }</th></tr>
                </thead>
                <tbody>{ for working.steps.iter().enumerate().filter_map(row) }</tbody>
            </table>
            <p class="sum-end">
                { fill(labels.complement, &[&sum, &computed, &found]) }<span class={mark}>{ verdict }</span>
            </p>
        </section>
    }
}

/// The steps that are not shown: the middle of a long text.
fn folded(steps: &[Step], start: usize, text: &Range<usize>) -> Range<usize> {
    let is_text = |step: &Step| matches!(step.source, Source::Octet(at) if text.contains(&(start + at)));
    let Some(first) = steps.iter().position(is_text) else { return 0..0 };
    if steps.len() - first <= 2 * SHOWN + 2 { 0..0 } else { first + SHOWN..steps.len() - SHOWN }
}

/// Where a word comes from, in words.
fn source(
    props: &SegmentProps,
    anatomy: &Anatomy,
    labels: &HeaderLabels,
    start: usize,
    source: Source,
) -> (String, bool) {
    let name = |id| lessons::fields::meaning(id, props.lang).name;
    match source {
        Source::Pseudo(at) => {
            let what = match (anatomy.network(), at) {
                (Header::Ipv6, 0..16) => name(FieldId::Ipv6Source),
                (Header::Ipv6, 16..32) => name(FieldId::Ipv6Destination),
                (Header::Ipv6, 36..) => labels.zero_and_next_header,
                (Header::Ipv6, _) => labels.segment_length,
                (_, 0..4) => name(FieldId::Ipv4Source),
                (_, 4..8) => name(FieldId::Ipv4Destination),
                (_, 8..10) => labels.zero_and_protocol,
                _ => labels.segment_length,
            };
            ([labels.pseudo_header, what].concat(), true)
        }
        Source::Field(at) => {
            let field = anatomy.fields_at(start + at).next();
            (fill(labels.counts_as_zero, &[field.map_or("", |field| name(field.id))]), false)
        }
        Source::Octet(at) => {
            let mut fields: Vec<FieldId> = Vec::new();
            // Beyond the last octet of the segment lies what is not added.
            for octet in (start + at..start + at + 2).filter(|octet| *octet < anatomy.captured) {
                for field in anatomy.fields_at(octet) {
                    if !fields.contains(&field.id) {
                        fields.push(field.id);
                    }
                }
            }
            // A word may hold more fields than have room to be named.
            let told = match fields[..] {
                [first, _, _, _, .., last] => [name(first), " … ", name(last)].concat(),
                _ => fields.iter().map(|id| name(*id)).collect::<Vec<_>>().join(", "),
            };
            (told, false)
        }
    }
}

fn hex(number: u32) -> String {
    format!("{number:04x}")
}
