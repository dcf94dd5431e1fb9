//! The header tab: one segment's frame as the 32-bit grids of the RFCs, its octets, and the field that is selected.

use std::rc::Rc;

use crate::view::pen::classes;
use lessons::{Lang, Numbers};
use markup::html;
use sim::{Fate, Timeline, Transmission, Vantage};
use wire::fields::FieldId;
use yew::prelude::*;

use super::anatomy::{Anatomy, Part};
use super::{field, focus, grid, octets};
use crate::labels::inspector::{InspectorLabels, fill};
use crate::model::Action;
use crate::view::ViewProps;

/// A segment to be shown, and what its showing depends on. The clock is not among it, so that playing does not draw
/// some hundred octets anew.
#[derive(Clone, Properties)]
pub(super) struct SegmentProps {
    pub(super) timeline: Rc<Timeline>,
    /// Which, among the transmissions.
    pub(super) index: usize,
    pub(super) reception: Reception,
    pub(super) field: Option<FieldId>,
    pub(super) layer: Option<u8>,
    pub(super) lang: Lang,
    pub(super) numbers: Numbers,
    pub(super) act: Callback<Action>,
}

/// Whether a segment has been received.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reception {
    Received,
    UnderWay,
    Lost,
}

impl PartialEq for SegmentProps {
    fn eq(&self, other: &SegmentProps) -> bool {
        Rc::ptr_eq(&self.timeline, &other.timeline)
            && (self.index, self.reception) == (other.index, other.reception)
            && (self.field, self.layer) == (other.field, other.layer)
            && (self.lang, self.numbers) == (other.lang, other.numbers)
            && self.act == other.act
    }
}

impl SegmentProps {
    pub(super) fn of(props: &ViewProps, index: usize) -> SegmentProps {
        let model = &*props.model;
        let copies = model.timeline.transmissions.get(index).map_or(&[][..], |sent| &sent.copies);
        let ended = || copies.iter().filter(|copy| copy.ended <= model.cursor.at);
        let reception = if ended().any(|copy| !matches!(copy.fate, Fate::Lost | Fate::QueueFull)) {
            Reception::Received
        } else if ended().count() == copies.len() {
            Reception::Lost
        } else {
            Reception::UnderWay
        };
        SegmentProps {
            timeline: model.timeline.clone(),
            index,
            reception,
            field: model.selection.field,
            layer: model.selection.layer,
            lang: model.view.lang,
            numbers: model.numbers(),
            act: props.act.clone(),
        }
    }

    pub(super) fn labels(&self) -> &'static InspectorLabels {
        InspectorLabels::of(self.lang)
    }

    pub(super) fn sent(&self) -> Option<&Transmission> {
        self.timeline.transmissions.get(self.index)
    }

    pub(super) fn anatomy(&self, vantage: Vantage) -> Option<Anatomy> {
        Anatomy::of(&self.timeline.scenario, self.sent()?, vantage)
    }
}

/// A part's name.
pub(super) fn part_label(labels: &InspectorLabels, part: Part) -> &'static str {
    match part {
        Part::Ethernet => labels.part_ethernet,
        Part::Ipv4 => labels.part_ipv4,
        Part::Tcp => labels.part_tcp,
        Part::Text => labels.part_text,
        Part::Padding => labels.part_padding,
        Part::Fcs => labels.part_trailer,
    }
}

#[component]
pub(super) fn HeaderTab(props: &SegmentProps) -> Html {
    let labels = props.labels();
    // From which Ethernet the frame is looked at changes nothing else on the page.
    let wants_received = use_state(|| false);
    let received = *wants_received && props.reception == Reception::Received;
    let vantage = if received { Vantage::Receiver } else { Vantage::Sender };
    let key = (props.timeline.clone(), props.index, received);
    let anatomy = use_memo(PointerKey(key), |_| props.anatomy(vantage));
    let content = match &*anatomy {
        Some(anatomy) => html! {
            <>
                { map(props, anatomy) }
                <div class="frame" role="group" aria-label={labels.header} onkeydown={arrows(props, anatomy, Focus::Follows)}>
                    { grid::parts(props, anatomy) }
                </div>
                { field::detail(props, anatomy) }
                { octets::dump(props, anatomy) }
            </>
        },
        None => html! { <p class="hint">{ labels.damaged }</p> },
    };
    html! {
        <div class="header-tab">
            { toggle(props, received, wants_received.setter()) }
            { content }
        </div>
    }
}

/// What an anatomy is made from: the run by its place in memory.
struct PointerKey((Rc<Timeline>, usize, bool));

impl PartialEq for PointerKey {
    fn eq(&self, other: &PointerKey) -> bool {
        Rc::ptr_eq(&self.0.0, &other.0.0) && (self.0.1, self.0.2) == (other.0.1, other.0.2)
    }
}

/// As sent, or as received.
fn toggle(props: &SegmentProps, received: bool, set: UseStateSetter<bool>) -> Html {
    let labels = props.labels();
    let reason = match props.reception {
        Reception::Received => None,
        Reception::UnderWay => Some(labels.not_received_yet),
        Reception::Lost => Some(labels.never_received),
    };
    let to = |received: bool| {
        let set = set.clone();
        Callback::from(move |_: MouseEvent| set.set(received))
    };
    html! {
        <div class="vantage">
            <div class="choice" role="group" aria-label={labels.seen}>
                <button aria-pressed={(!received).to_string()} data-vantage="sender" onclick={to(false)}>
                    { labels.as_sent }
                </button>
                <button
                    aria-pressed={received.to_string()}
                    data-vantage="receiver"
                    disabled={reason.is_some()}
                    onclick={to(true)}
                >
                    { labels.as_received }
                </button>
            </div>
            if let Some(reason) = reason {
                <span class="hint">{ reason }</span>
            }
        </div>
    }
}

/// The parts of the frame in a row. Each leads to its first field.
fn map(props: &SegmentProps, anatomy: &Anatomy) -> Html {
    let labels = props.labels();
    let chosen = props.field.map(Part::of);
    let part = |part: Part| {
        let first = anatomy.fields_of(part).first()?.id;
        let onclick = props.act.reform(move |_| {
            focus(&format!(".inspector [data-field=\"{}\"]", first.spec().slug));
            Action::SelectField(Some(first))
        });
        Some(html! {
            <button
                class={classes!("map-part", format!("part-{}", part.name()))}
                aria-pressed={(chosen == Some(part)).to_string()}
                {onclick}
            >
                { part_label(labels, part) }{ " " }<span class="mono">{ anatomy.len(part) }</span>
            </button>
        })
    };
    html! { <div class="frame-map">{ for Part::ALL.into_iter().filter_map(part) }</div> }
}

/// Where the focus is after an arrow key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Focus {
    /// On the cell of the field that was gone to.
    Follows,
    /// Where it was.
    Stays,
}

/// Left and right go from field to field, up and down from row to row.
pub(super) fn arrows(props: &SegmentProps, anatomy: &Anatomy, focused: Focus) -> Callback<KeyboardEvent> {
    let places: Vec<(FieldId, usize)> = anatomy.fields.iter().map(|field| (field.id, field.bits.start)).collect();
    let chosen = props.field;
    let act = props.act.clone();
    Callback::from(move |event: KeyboardEvent| {
        let at = places.iter().position(|(id, _)| Some(*id) == chosen);
        let bit = at.map_or(0, |at| places[at].1);
        let to = match event.key().as_str() {
            "ArrowRight" => at.map_or(0, |at| (at + 1).min(places.len() - 1)),
            "ArrowLeft" => at.map_or(0, |at| at.saturating_sub(1)),
            "ArrowDown" => places.partition_point(|(_, start)| *start <= bit + 32).saturating_sub(1),
            "ArrowUp" => places.partition_point(|(_, start)| *start + 32 <= bit).saturating_sub(1),
            "Home" => 0,
            "End" => places.len() - 1,
            "Escape" if chosen.is_some() => {
                event.stop_propagation();
                act.emit(Action::SelectField(None));
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        let Some((id, _)) = places.get(to) else { return };
        act.emit(Action::SelectField(Some(*id)));
        if focused == Focus::Follows {
            focus(&format!(".inspector [data-field=\"{}\"]", id.spec().slug));
        }
    })
}

/// A field's name in a cell of `bits` bits: the whole one if it fits.
pub(super) fn cell_name(id: FieldId, lang: Lang, bits: usize) -> &'static str {
    // A bit is at least 8.5 px wide; a letter takes about 6 px, a Chinese character 11.5 px, of which two lines fit.
    let name = lessons::fields::meaning(id, lang).name;
    let width = bits * 17 / 2;
    let fits = match lang {
        Lang::En => name.len() * 6 + 6 <= width,
        Lang::Zh => name.chars().count().div_ceil(if bits <= 8 { 2 } else { 1 }) * 12 + 6 <= width,
    };
    if fits { name } else { id.spec().short }
}

/// The relative form of a sequence or acknowledgment number, if that is the numbering and it means something.
pub(super) fn relative(props: &SegmentProps, id: FieldId) -> Option<String> {
    if props.numbers.numbering() == lessons::Numbering::Absolute {
        return None;
    }
    let sent = props.sent()?;
    let (segment, from) = (&sent.segment, sent.id.from);
    let number = match id {
        FieldId::TcpSequenceNumber => props.numbers.show(segment.seq, from),
        FieldId::TcpAcknowledgmentNumber if segment.has(wire::Flags::ACK) => {
            props.numbers.show(segment.ack, from.peer())
        }
        _ => return None,
    };
    Some(fill(props.labels().relative, &[&number]))
}
