//! Layer 6: the characters of a text with their octets, and what compression makes of it.

use lessons::layers::Note;
use markup::html;
use sim::Transmission;
use wire::deflate::{Piece, compress, decompress, pieces};
use yew::prelude::*;

use super::calls;
use crate::labels::inspector::fill;
use crate::labels::layers::LayersLabels;
use crate::view::segment::SegmentProps;

/// Characters and pieces that are shown one by one.
const SHOWN: usize = 48;
/// Octets of a message that are compressed: it is a text to be read.
const MOST: usize = 2048;

/// The message that the segment carries a part of, worked out.
pub(super) fn message(props: &SegmentProps, sent: &Transmission) -> Html {
    let labels = LayersLabels::of(props.lang);
    let mut given: Vec<u8> = Vec::new();
    for made in calls::gave(&props.timeline, sent) {
        given.extend(made.call.octets());
    }
    if given.is_empty() {
        // Nobody's call: the segment was made by hand.
        given.extend_from_slice(&sent.segment.text);
    }
    let is_cut = given.len() > MOST;
    given.truncate(MOST);
    if given.is_empty() {
        return Html::default();
    }
    html! {
        <>
            if is_cut {
                <p class="hint">{ fill(labels.first_octets, &[&MOST.to_string()]) }</p>
            }
            <div class="message">{ characters(labels, &given) }{ compressed(props, labels, &given) }</div>
        </>
    }
}

/// Each character above its octets.
fn characters(labels: &LayersLabels, given: &[u8]) -> Html {
    let text = String::from_utf8_lossy(given);
    let hex = |c: char| {
        let mut octets = [0; 4];
        hexadecimal(c.encode_utf8(&mut octets).as_bytes())
    };
    let one = |c: char| {
        let shown = match c {
            '\r' => "\\r".to_owned(),
            '\n' => "\\n".to_owned(),
            ' ' => "␣".to_owned(),
            c => c.to_string(),
        };
        html! {
            <li class="char" data-octets={c.len_utf8().to_string()}>
                <span>{ shown }</span><span class="mono">{ hex(c) }</span>
            </li>
        }
    };
    let more = text.chars().count().saturating_sub(SHOWN);
    html! {
        <section>
            <h4 class="kicker">{ labels.octets_of_text }</h4>
            <ul class="chars">{ for text.chars().take(SHOWN).map(one) }</ul>
            if more > 0 {
                <p class="hint">{ fill(labels.more, &[&more.to_string()]) }</p>
            }
            if text.is_ascii() {
                <p class="hint">{ fill(labels.ascii_only, &[&hex('é'), &hex('中')]) }</p>
            }
        </section>
    }
}

/// The compressed form: its octets, the pieces that they say, and that they give the message back.
fn compressed(props: &SegmentProps, labels: &LayersLabels, given: &[u8]) -> Html {
    let octets = compress(given);
    let pieces = pieces(given);
    let is_whole = decompress(&octets).as_deref() == Some(given);
    // Octets that stand for themselves are shown together.
    let runs: Vec<(bool, String)> = pieces
        .chunk_by(|a, b| matches!((a, b), (Piece::Literal(_), Piece::Literal(_))))
        .map(|run| match run[0] {
            Piece::Again { len, back } => (true, fill(labels.again, &[&len.to_string(), &back.to_string()])),
            Piece::Literal(_) => {
                let literal = |piece: &Piece| if let Piece::Literal(octet) = piece { Some(*octet) } else { None };
                let run: Vec<u8> = run.iter().filter_map(literal).collect();
                (false, String::from_utf8_lossy(&run).escape_debug().to_string())
            }
        })
        .collect();
    let more = octets.len().saturating_sub(SHOWN);
    let sizes = fill(labels.compressed_to, &[&given.len().to_string(), &octets.len().to_string()]);
    html! {
        <section data-part="compressed" data-from={given.len().to_string()} data-to={octets.len().to_string()}
            data-whole={is_whole.to_string()}>
            <h4 class="kicker">{ labels.compressed }{ " · " }{ sizes }</h4>
            <p class="pieces">
                { for runs.into_iter().take(SHOWN).map(|(is_again, text)| {
                    let class = if is_again { "piece is-again" } else { "piece mono" };
                    html! { <span {class}>{ text }</span> }
                }) }
            </p>
            <p class="mono compressed-octets">
                { hexadecimal(&octets[..octets.len().min(SHOWN)]) }
                if more > 0 {
                    { " " }{ fill(labels.more, &[&more.to_string()]) }
                }
            </p>
            if is_whole {
                <p class="hint">{ fill(labels.given_back, &[&given.len().to_string()]) }</p>
            }
            if octets.len() >= given.len() {
                <p class="layer-note">{ lessons::layers::note(Note::NoGain, props.lang) }</p>
            }
            <p class="layer-note">{ lessons::layers::note(Note::Presentation, props.lang) }</p>
        </section>
    }
}

fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect::<Vec<_>>().join(" ")
}
