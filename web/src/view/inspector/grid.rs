//! The headers as grids of 32 bits a row, as the RFCs draw them. Bits too narrow for a name get a row of their own
//! below the one that they lie in.

use crate::view::pen::classes;
use markup::html;
use wire::PlacedField;
use wire::fields::FieldId;
use yew::prelude::*;

use super::header::{cell_name, part_label, relative};
use super::option_cells::option_cells;
use crate::labels::header::HeaderLabels;
use crate::labels::inspector::fill;
use crate::model::Action;
use crate::view::anatomy::{Anatomy, Part};
use crate::view::segment::SegmentProps;

/// Bits in a row.
const ROW: usize = 32;
/// Characters of the text that its cell shows: the octets below have all of it.
const SHOWN: usize = 72;

/// The part of a field that lies in one row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Piece<'a> {
    field: &'a PlacedField,
    /// Its bits, counted from the first of the frame.
    start: usize,
    end: usize,
}

impl Piece<'_> {
    fn width(&self) -> usize {
        self.end - self.start
    }

    fn is_first(&self) -> bool {
        self.start == self.field.bits.start
    }
}

/// A cell of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Cell<'a> {
    /// A field, or a piece of one.
    One(Piece<'a>),
    /// Bits next to each other that are fields of their own.
    Bits(Vec<Piece<'a>>),
}

/// The rows of one header.
fn rows(fields: &[PlacedField]) -> Vec<Vec<Cell<'_>>> {
    let Some(origin) = fields.first().map(|field| field.bits.start) else { return Vec::new() };
    let mut rows: Vec<Vec<Cell<'_>>> = Vec::new();
    for field in fields {
        let mut start = field.bits.start;
        while start < field.bits.end {
            let row = (start - origin) / ROW;
            let end = field.bits.end.min(origin + (row + 1) * ROW);
            let piece = Piece { field, start, end };
            if rows.len() <= row {
                rows.push(Vec::new());
            }
            if let Some(cells) = rows.last_mut() {
                match cells.last_mut() {
                    Some(Cell::Bits(bits)) if piece.width() == 1 => bits.push(piece),
                    _ if piece.width() == 1 => cells.push(Cell::Bits(vec![piece])),
                    _ => cells.push(Cell::One(piece)),
                }
            }
            start = end;
        }
    }
    rows
}

/// Every part of the frame, from the outermost header to what Ethernet puts behind.
pub(super) fn parts(props: &SegmentProps, anatomy: &Anatomy) -> Html {
    let labels = props.labels();
    // One cell can be reached with the tab key: the selected one, else the first. The arrow keys lead on.
    let reachable = props.field.filter(|id| anatomy.field(*id).is_some()).or(anatomy.fields.first().map(|f| f.id));
    let part = |part: Part| {
        let fields = anatomy.fields_of(part);
        if fields.is_empty() {
            return None;
        }
        let octets = fill(labels.octets, &[&anatomy.len(part).to_string()]);
        let is_header = matches!(part, Part::Ethernet | Part::Ipv4 | Part::Tcp);
        Some(html! {
            <section class={classes!("frame-part", format!("part-{}", part.name()))}>
                <h4 class="kicker">{ part_label(labels, part) }{ " · " }{ octets }</h4>
                if is_header {
                    { ruler() }
                }
                { for rows_of(part, fields).into_iter().map(|cells| row(props, anatomy, reachable, &cells)) }
            </section>
        })
    };
    Part::ALL.into_iter().filter_map(part).collect()
}

/// The text and the padding are one cell each, however long.
fn rows_of(part: Part, fields: &[PlacedField]) -> Vec<Vec<Cell<'_>>> {
    match part {
        Part::Text | Part::Padding => {
            let whole = |field| vec![Cell::One(Piece { field, start: field.bits.start, end: field.bits.end })];
            fields.iter().map(whole).collect()
        }
        _ => rows(fields),
    }
}

/// The numbers of the bits.
fn ruler() -> Html {
    let mark = |at: usize| {
        html! { <span class="w-4">{ at }if at == 28 { <span class="ruler-end">{ 31 }</span> }</span> }
    };
    html! { <div class="grid-row ruler mono" aria-hidden="true">{ for (0..ROW).step_by(4).map(mark) }</div> }
}

fn row(props: &SegmentProps, anatomy: &Anatomy, reachable: Option<FieldId>, cells: &[Cell<'_>]) -> Html {
    let zoomed = cells.iter().find_map(|cell| if let Cell::Bits(bits) = cell { Some(bits) } else { None });
    html! {
        <>
            <div class="grid-row">
                { for cells.iter().map(|cell| match cell {
                    Cell::One(piece) => one(props, anatomy, reachable, *piece),
                    Cell::Bits(bits) => together(props, bits),
                }) }
            </div>
            if let Some(bits) = zoomed {
                <div class="grid-row zoom" role="group" aria-label={props.labels().flags}>
                    { for bits.iter().enumerate().map(|(at, bit)| single(props, reachable, *bit, at, bits.len())) }
                </div>
            }
        </>
    }
}

/// The bits of the row below, in their true place.
fn together(props: &SegmentProps, bits: &[Piece<'_>]) -> Html {
    let digits: String = bits.iter().map(|bit| bit.field.text.as_str()).collect();
    let has_selected = bits.iter().any(|bit| props.field == Some(bit.field.id));
    let class = classes!("cell", "together", format!("w-{}", bits.len()), has_selected.then_some("is-near"));
    html! {
        <div {class} aria-hidden="true">
            if bits.len() > 4 {
                <span class="cell-name">{ props.labels().flags }</span>
            }
            <span class="cell-value mono">{ digits }</span>
        </div>
    }
}

/// One bit, in a row of its own. A set one is filled, and its digit says so too.
fn single(props: &SegmentProps, reachable: Option<FieldId>, bit: Piece<'_>, at: usize, of: usize) -> Html {
    let id = bit.field.id;
    let is_set = bit.field.text == "1";
    // The cells share the row: eight of four bits each, or three.
    let width = (at + 1) * ROW / of - at * ROW / of;
    let class = classes!("cell", "bit", format!("w-{width}"), is_set.then_some("is-set"));
    let prose = lessons::fields::meaning(id, props.lang);
    let name = if of > 4 { id.spec().short } else { cell_name(id, props.lang, width) };
    let name = if id == FieldId::Ipv4FlagReserved { prose.name } else { name };
    html! {
        <button
            {class}
            data-part="field"
            data-field={id.spec().slug}
            data-value={bit.field.text.clone()}
            aria-pressed={(props.field == Some(id)).to_string()}
            title={prose.name}
            tabindex={if reachable == Some(id) { "0" } else { "-1" }}
            onclick={toggle(props, id)}
        >
            <span class="cell-name">{ name }</span>{ " " }
            <span class="cell-value mono">{ &bit.field.text }</span>
        </button>
    }
}

/// A field. What does not fit into its row goes on in the next, without a name of its own.
fn one(props: &SegmentProps, anatomy: &Anatomy, reachable: Option<FieldId>, piece: Piece<'_>) -> Html {
    let Piece { field, .. } = piece;
    let id = field.id;
    let is_selected = props.field == Some(id);
    let width = piece.width().min(ROW);
    let class = classes!("cell", format!("w-{width}"));
    let value = piece_text(props, piece);
    let parts = option_cells(HeaderLabels::of(props.lang), anatomy, field, piece.start..piece.end);
    if !piece.is_first() {
        return html! {
            <div class={classes!(class, "continued", is_selected.then_some("is-near"))} onclick={toggle(props, id)}>
                if let Some(cells) = parts {
                    { cells }
                } else {
                    <span class="cell-name" aria-hidden="true">{ "↳" }</span>
                    <span class="cell-value mono">{ value }</span>
                }
            </div>
        };
    }
    let labels = props.labels();
    let prose = lessons::fields::meaning(id, props.lang);
    let check = anatomy.working(id).map(|check| match check.fits() {
        true => html! { <span class="fits" title={labels.verified}>{ " ✓" }</span> },
        false => html! { <span class="differs">{ " ✗" }</span> },
    });
    let relative = relative(props, id);
    // What a cell says is its name, so that whoever speaks to the page can say what they see.
    let is_cut = value != field.text && field.text.starts_with(&value);
    html! {
        <button
            {class}
            data-part="field"
            data-field={id.spec().slug}
            data-value={field.text.clone()}
            aria-pressed={is_selected.to_string()}
            title={prose.name}
            tabindex={if reachable == Some(id) { "0" } else { "-1" }}
            onclick={toggle(props, id)}
        >
            <span class="cell-name">{ cell_name(id, props.lang, width) }</span>{ " " }
            if is_cut {
                <span class="visually-hidden">{ &field.text }{ " " }</span>
            }
            if let Some(cells) = parts {
                { cells }
            } else {
                <span class="cell-value mono">
                    { value }
                    { for check }
                    if let Some(relative) = relative {
                        <span class="cell-relative">{ relative }</span>
                    }
                </span>
            }
        </button>
    }
}

/// What a piece shows of its field's value.
fn piece_text(props: &SegmentProps, piece: Piece<'_>) -> String {
    let Piece { field, start, end } = piece;
    match field.id {
        // Three characters an octet: two digits and a colon.
        FieldId::EthernetDestination | FieldId::EthernetSource => {
            let from = (start - field.bits.start) / 8 * 3;
            let to = (end - field.bits.start) / 8 * 3;
            field.text.get(from..to.min(field.text.len())).unwrap_or_default().to_owned()
        }
        FieldId::TcpData | FieldId::EthernetPadding => {
            let shown: String = field.text.chars().take(SHOWN).collect();
            let more = field.octets().len().saturating_sub(SHOWN);
            if field.id == FieldId::TcpData && more > 0 {
                format!("{shown} {}", fill(props.labels().more_octets, &[&more.to_string()]))
            } else {
                shown
            }
        }
        _ if piece.is_first() => field.text.clone(),
        _ => String::new(),
    }
}

/// The header of a UDP datagram and its data, as rows of their own.
pub(super) fn datagram(props: &SegmentProps, anatomy: &Anatomy) -> Html {
    let fields = anatomy.fields_of(Part::Tcp);
    let reachable =
        props.field.filter(|id| fields.iter().any(|field| field.id == *id)).or(fields.first().map(|f| f.id));
    html! {
        <div class="frame-part part-udp">
            { ruler() }
            { for rows(fields).iter().map(|cells| row(props, anatomy, reachable, cells)) }
        </div>
    }
}

fn toggle(props: &SegmentProps, id: FieldId) -> Callback<MouseEvent> {
    let to = if props.field == Some(id) { None } else { Some(id) };
    props.act.reform(move |_| Action::SelectField(to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim::Vantage;

    #[test]
    fn the_rows_of_a_syn_are_those_of_the_rfc() {
        let lesson = lessons::opening();
        let timeline = sim::run(&lesson.scenario);
        let anatomy = Anatomy::of(&timeline.scenario, &timeline.transmissions[0], Vantage::Sender).expect("whole");
        let widths = |part: Part| -> Vec<Vec<usize>> {
            let of = |cell: &Cell<'_>| match cell {
                Cell::One(piece) => piece.width(),
                Cell::Bits(bits) => bits.len(),
            };
            rows(anatomy.fields_of(part)).iter().map(|row| row.iter().map(of).collect()).collect()
        };
        assert_eq!(widths(Part::Ethernet), [vec![32], vec![16, 16], vec![32], vec![16]]);
        assert_eq!(widths(Part::Ipv4), [vec![4, 4, 6, 2, 16], vec![16, 3, 13], vec![8, 8, 16], vec![32], vec![32]]);
        assert_eq!(widths(Part::Tcp), [vec![16, 16], vec![32], vec![32], vec![4, 4, 8, 16], vec![16, 16], vec![32]]);
    }
}
