//! A segment to be shown: what the header, the layers and whatever else takes it apart depend on.

use std::rc::Rc;

use lessons::{Lang, Numbers};
use sim::{Device, Timeline, Transmission, Vantage};
use wire::fields::FieldId;
use wire::line::LineCode;
use yew::prelude::*;

use crate::labels::inspector::InspectorLabels;
use crate::model::{Action, Mode};
use crate::view::ViewProps;
use crate::view::anatomy::Anatomy;

/// A segment to be shown, and what its showing depends on. The clock is not among it, so that playing does not draw
/// some hundred octets anew.
#[derive(Clone, Properties)]
pub(crate) struct SegmentProps {
    pub(crate) timeline: Rc<Timeline>,
    /// Which, among the transmissions.
    pub(crate) index: usize,
    pub(crate) reception: Reception,
    /// What will become of it on the way is not told yet, since that may be what is asked.
    pub(crate) hides_fate: bool,
    /// Nor by which rules it was dealt with, since their numbers may be what is asked.
    pub(crate) hides_rules: bool,
    pub(crate) field: Option<FieldId>,
    pub(crate) layer: Option<u8>,
    pub(crate) device: Option<Device>,
    pub(crate) bit: Option<u32>,
    pub(crate) code: LineCode,
    pub(crate) vantage: Vantage,
    pub(crate) lang: Lang,
    pub(crate) numbers: Numbers,
    pub(crate) act: Callback<Action>,
}

/// Whether a segment has been received.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reception {
    Received,
    UnderWay,
    Lost,
}

impl PartialEq for SegmentProps {
    fn eq(&self, other: &SegmentProps) -> bool {
        Rc::ptr_eq(&self.timeline, &other.timeline)
            && (self.index, self.reception) == (other.index, other.reception)
            && (self.hides_fate, self.hides_rules) == (other.hides_fate, other.hides_rules)
            && (self.field, self.bit, self.code, self.vantage) == (other.field, other.bit, other.code, other.vantage)
            && (self.device, self.layer) == (other.device, other.layer)
            && (self.lang, self.numbers) == (other.lang, other.numbers)
            && self.act == other.act
    }
}

impl SegmentProps {
    pub(crate) fn of(props: &ViewProps, index: usize) -> SegmentProps {
        let model = &*props.model;
        let copies = model.timeline.transmissions.get(index).map_or(&[][..], |sent| &sent.copies);
        let ended = || copies.iter().filter(|copy| copy.ended <= model.cursor.at);
        let reception = if ended().any(|copy| copy.fate.arrives()) {
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
            hides_fate: model.mode == Mode::Predict && reception == Reception::UnderWay,
            hides_rules: model.hides_numbers(),
            field: model.selection.field,
            layer: model.selection.layer,
            device: model.selection.device,
            bit: model.selection.bit,
            code: model.view.code,
            vantage: model.view.vantage,
            lang: model.view.lang,
            numbers: model.numbers(),
            act: props.act.clone(),
        }
    }

    pub(crate) fn labels(&self) -> &'static InspectorLabels {
        InspectorLabels::of(self.lang)
    }

    pub(crate) fn sent(&self) -> Option<&Transmission> {
        self.timeline.transmissions.get(self.index)
    }

    /// The place whose work is looked at, if one is selected: a device without the layer shows its highest.
    pub(crate) fn place(&self) -> Option<(Device, u8)> {
        let device = self.device.or_else(|| Some(Device::host(self.sent()?.id.from)))?;
        Some((device, self.layer?.min(device.layers())))
    }

    pub(crate) fn anatomy(&self, vantage: Vantage) -> Option<Anatomy> {
        Anatomy::of(&self.timeline.scenario, self.sent()?, vantage)
    }
}
