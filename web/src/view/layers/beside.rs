//! UDP beside TCP: the same text as a datagram, its header against the segment's, and what it has no field for.

use lessons::layers::{Note, note, udp_lacks};
use markup::html;
use sim::Transmission;
use wire::fields::{FieldId, Header};
use yew::prelude::*;

use super::work::{ONLY_IN_TCP, flags_of};
use crate::labels::inspector::fill;
use crate::labels::layers::LayersLabels;
use crate::model::Action;
use crate::view::anatomy::{Anatomy, Part};
use crate::view::segment::SegmentProps;

/// The comparison, closed until it is wanted.
pub(super) fn udp(props: &SegmentProps, tcp: &Anatomy, sent: &Transmission) -> Html {
    let Some(udp) = Anatomy::of_datagram(&props.timeline.scenario, sent) else { return Html::default() };
    let labels = LayersLabels::of(props.lang);
    let octets = |anatomy: &Anatomy| fill(labels.udp_length, &[&anatomy.len(Part::Tcp).to_string()]);
    let name = |id| lessons::fields::meaning(id, props.lang).name;
    let cell = |anatomy: &Anatomy, id: Option<FieldId>| match id.and_then(|id| Some((id, anatomy.field(id)?))) {
        Some((id, field)) => {
            let is_selected = props.field == Some(id);
            // The run has no datagram, and so no reason for what its header says.
            let to = match (is_selected, id.spec().header) {
                (_, Header::Tcp) => Action::SelectNumber(props.index, id),
                (true, _) => Action::SelectField(None),
                (false, _) => Action::SelectField(Some(id)),
            };
            html! {
                <td class="mono">
                    <button class="deed-name mono" data-deed-field={id.spec().slug} aria-pressed={is_selected.to_string()}
                        aria-label={[name(id), " ", &field.text].concat()}
                        onclick={props.act.reform(move |_| to.clone())}>{ field.text.clone() }</button>
                </td>
            }
        }
        None => html! { <td>{ labels.absent }</td> },
    };
    let row = |left: FieldId, right: Option<FieldId>| {
        html! { <tr><th scope="row">{ name(left) }</th>{ cell(tcp, Some(left)) }{ cell(&udp, right) }</tr> }
    };
    let plain = |name: &'static str, left: String, right: String| {
        html! { <tr><th scope="row">{ name }</th><td class="mono">{ left }</td><td class="mono">{ right }</td></tr> }
    };
    let is_open = props.field.is_some_and(|id| id.spec().header == Header::Udp);
    html! {
        <details class="beside" data-part="udp" open={is_open}>
            <summary>{ labels.udp }</summary>
            <div class="beside-body">
                <table aria-label={labels.udp_table}>
                    <thead>
                        <tr><th scope="col">{ labels.field }</th><th scope="col">{ "TCP" }</th><th scope="col">{ "UDP" }</th></tr>
                    </thead>
                    <tbody>
                        { plain(labels.header, octets(tcp), octets(&udp)) }
                        { row(FieldId::TcpSourcePort, Some(FieldId::UdpSourcePort)) }
                        { row(FieldId::TcpDestinationPort, Some(FieldId::UdpDestinationPort)) }
                        <tr>
                            <th scope="row">{ name(FieldId::UdpLength) }</th>
                            { cell(tcp, None) }{ cell(&udp, Some(FieldId::UdpLength)) }
                        </tr>
                        { row(FieldId::TcpChecksum, Some(FieldId::UdpChecksum)) }
                        { for ONLY_IN_TCP.into_iter().map(|id| row(id, None)) }
                        { plain(props.labels().flags, flags_of(sent), labels.absent.to_owned()) }
                    </tbody>
                </table>
                <div>
                    <h4 class="kicker">{ labels.udp_lacks }</h4>
                    <ul class="lacks">
                        { for udp_lacks(props.lang).into_iter().map(|(what, why)| html! {
                            <li><b>{ what }</b>{ " — " }{ why }</li>
                        }) }
                    </ul>
                    <p class="layer-note">{ note(Note::Udp, props.lang) }</p>
                </div>
            </div>
        </details>
    }
}
