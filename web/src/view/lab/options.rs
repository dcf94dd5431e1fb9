//! How both TCPs are set up: a profile, and every number and choice of it that can be replaced.

use markup::html;
use sim::{Host, ProfileName, Scenario, Side};
use wire::Seq;
use yew::prelude::*;

use super::edited;
use super::field::{Number, choice, number};
use super::settings::{Kind, SETTINGS, Setting, Unit};
use crate::labels::lab::lab;
use crate::labels::settings::setting;
use crate::model::{Action, Lab};
use crate::view::ViewProps;

const PROFILES: [ProfileName; 3] = [ProfileName::Plain, ProfileName::Rfc, ProfileName::Linux];

pub(super) fn options(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let labels = lab(model.view.lang);
    let side = if model.lab.of_server { Side::Server } else { Side::Client };
    let of = |of_server: bool, name: &'static str| {
        let lab = Lab { of_server, problem: None, ..model.lab.clone() };
        html! {
            <button type="button" aria-pressed={(model.lab.of_server == of_server).to_string()}
                onclick={act.reform(move |_| Action::Lab(Box::new(lab.clone())))}>{ name }</button>
        }
    };
    let scenario = model.edits.scenario();
    let host = scenario.host(side);
    let profiles = labels.profiles.map(AttrValue::from);
    let chosen = PROFILES.iter().position(|profile| *profile == host.settings.profile).unwrap_or(0);
    let to_profile = {
        let scenario = scenario.clone();
        move |at: usize| {
            edited(&scenario, |scenario| {
                host_of(scenario, side).settings.profile = PROFILES.get(at).copied().unwrap_or_default()
            })
        }
    };
    html! {
        <div class="lab-body">
            <div class="choice" role="group" aria-label={labels.title}>
                { of(false, labels.client) }
                { of(true, labels.server) }
            </div>
            { choice(props, "option-profile".into(), labels.profile.into(), &profiles, chosen, to_profile) }
            { iss(props, host.iss, side) }
            <p class="hint">{ labels.options_hint }</p>
            { for SETTINGS.iter().map(|setting| field(props, setting, side)) }
        </div>
    }
}

fn iss(props: &ViewProps, iss: Seq, side: Side) -> Html {
    let labels = lab(props.model.view.lang);
    let scenario = props.model.edits.scenario().clone();
    let field = Number {
        id: "option-iss".into(),
        label: labels.iss.into(),
        unit: "",
        value: Some(iss.0.to_string()),
        placeholder: None,
        least: 0,
        largest: u32::MAX,
    };
    number(props, field, move |iss| edited(&scenario, |scenario| host_of(scenario, side).iss = Seq(iss.unwrap_or(0))))
}

fn field(props: &ViewProps, of: &'static Setting, side: Side) -> Html {
    let model = &props.model;
    let lang = model.view.lang;
    let labels = lab(lang);
    let scenario = model.edits.scenario().clone();
    let settings = &scenario.host(side).settings;
    let profile = sim::Settings { profile: settings.profile, ..sim::Settings::default() }.profile();
    let id = ["option-", of.id].concat();
    let name = AttrValue::from(setting(of.id, lang));
    match &of.kind {
        Kind::Number(kind) => {
            let unit = match kind.unit {
                Unit::Octets => "B",
                Unit::Milliseconds => labels.milliseconds,
                Unit::None => "",
            };
            // What holds, since R2 may be set by its other field.
            let usual = (kind.of)(&settings.profile()).map_or("—".into(), |number| number.to_string());
            let field = Number {
                id,
                label: name,
                unit,
                value: (kind.get)(settings).map(|number| number.to_string()),
                placeholder: Some(usual),
                least: kind.least,
                largest: kind.largest,
            };
            let set = kind.set;
            number(props, field, move |number| {
                edited(&scenario, |scenario| set(&mut host_of(scenario, side).settings, number))
            })
        }
        Kind::Choice(kind) => {
            let word = |id: &'static str| match id {
                "on" => labels.on,
                "off" => labels.off,
                "ecn-off" => (labels.ecn)(tcp::Ecn::Off),
                "ecn-answer" => (labels.ecn)(tcp::Ecn::Answer),
                "ecn-offer" => (labels.ecn)(tcp::Ecn::Offer),
                other => setting(other, lang),
            };
            let usual = kind.names.get((kind.of)(&profile)).copied().unwrap_or_default();
            let mut names = vec![AttrValue::from((labels.as_profile)(word(usual)))];
            names.extend(kind.names.iter().map(|name| AttrValue::from(word(name))));
            let chosen = (kind.get)(settings).map_or(0, |place| place + 1);
            let set = kind.set;
            choice(props, id, name, &names, chosen, move |place| {
                edited(&scenario, |scenario| set(&mut host_of(scenario, side).settings, place.checked_sub(1)))
            })
        }
    }
}

fn host_of(scenario: &mut Scenario, side: Side) -> &mut Host {
    match side {
        Side::Client => &mut scenario.client,
        Side::Server => &mut scenario.server,
    }
}
