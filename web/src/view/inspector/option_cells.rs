//! A TCP option in its parts: kind, length and what follows, each with the bits that it takes.

use std::ops::Range;

use markup::html;
use wire::{FieldValue, PlacedField, TcpOption};
use yew::prelude::*;

use crate::labels::header::HeaderLabels;
use crate::view::anatomy::Anatomy;

/// One part of an option.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Part {
    name: &'static str,
    text: String,
    /// Its bits, counted from the first of the frame.
    bits: Range<usize>,
}

/// The parts of `field` that lie in `bits`, if it is an option: side by side, as wide as they are.
pub(super) fn option_cells(
    labels: &HeaderLabels,
    anatomy: &Anatomy,
    field: &PlacedField,
    bits: Range<usize>,
) -> Option<Html> {
    let FieldValue::Option(option) = &field.value else { return None };
    let inside = |part: &&Part| part.bits.start < bits.end && bits.start < part.bits.end;
    let parts = parts(labels, anatomy, field, option);
    let cell = |part: &Part| {
        let shown = part.bits.start.max(bits.start)..part.bits.end.min(bits.end);
        let style = ["flex-grow:", &shown.len().to_string()].concat();
        // What goes on from the row above has been said there.
        let goes_on = part.bits.start < bits.start;
        html! {
            <span class="option-cell" {style}>
                if goes_on {
                    { "↳" }
                } else {
                    <span class="cell-name">{ part.name }</span>{ " " }<span class="cell-value mono">{ part.text.clone() }</span>
                }
            </span>
        }
    };
    Some(html! { <span class="option-cells">{ for parts.iter().filter(inside).map(cell) }</span> })
}

fn parts(labels: &HeaderLabels, anatomy: &Anatomy, field: &PlacedField, option: &TcpOption) -> Vec<Part> {
    let octets = &anatomy.octets[field.octets()];
    let mut at = field.bits.start;
    let mut parts = Vec::new();
    let mut add = |name, octets: usize, text: String| {
        parts.push(Part { name, text, bits: at..at + octets * 8 });
        at += octets * 8;
    };
    let octet = |at: usize| octets.get(at).map_or_else(String::new, u8::to_string);
    add(labels.kind, 1, octet(0));
    if octets.len() > 1 {
        add(labels.length, 1, octet(1));
    }
    match option {
        TcpOption::End | TcpOption::Nop | TcpOption::SackPermitted => {}
        TcpOption::Mss(mss) => add("MSS", 2, mss.to_string()),
        TcpOption::WindowScale(shift) => add("shift.cnt", 1, shift.to_string()),
        TcpOption::Timestamps { value, echo } => {
            add("TSval", 4, value.to_string());
            add("TSecr", 4, echo.to_string());
        }
        TcpOption::Sack(blocks) => {
            for block in blocks {
                add(labels.left_edge, 4, block.left.to_string());
                add(labels.right_edge, 4, block.right.to_string());
            }
        }
        TcpOption::Unknown { data, .. } => add("", data.len(), field.text.clone()),
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim::Vantage;

    #[test]
    fn the_parts_of_every_option_fill_it() {
        let labels = HeaderLabels::of(lessons::Lang::En);
        let mut seen = 0;
        for lesson in lessons::catalogue() {
            let mut scenario = lesson.scenario.clone();
            // Linux sends all the options that there are.
            for host in [&mut scenario.client, &mut scenario.server] {
                host.settings.profile = sim::ProfileName::Linux;
            }
            let timeline = sim::run(&scenario);
            for sent in &timeline.transmissions {
                let anatomy = Anatomy::of(&scenario, sent, Vantage::Sender).expect("whole");
                for field in &anatomy.fields {
                    let FieldValue::Option(option) = &field.value else { continue };
                    let parts = parts(labels, &anatomy, field, option);
                    assert_eq!(parts.first().map(|part| part.bits.start), Some(field.bits.start));
                    assert_eq!(parts.last().map(|part| part.bits.end), Some(field.bits.end), "{option:?}");
                    assert!(parts.windows(2).all(|pair| pair[0].bits.end == pair[1].bits.start));
                    seen += 1;
                }
            }
        }
        assert!(seen > 20, "{seen} options");
    }
}
