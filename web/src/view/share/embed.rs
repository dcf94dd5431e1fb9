//! The page as a part of another one: what kind of page that is, how the frame is to be, the code for it, what to do with
//! the code there, and how it will look.

use markup::html;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::PartProps;
use super::address::{kept, own, typed};
use super::hosts::{Asked, Host, Sandbox, code};
use super::link::use_address;
use crate::labels::hosts_of_pages::{HostLabels, hosts};
use crate::labels::share::{EmbedLabels, share};
use crate::model::table::Group;
use crate::view::copied::Copied;

/// Pixels that a frame may have.
const SIZES: std::ops::RangeInclusive<u32> = 200..=4000;
/// Pixels that a frame has unless one says otherwise.
const HEIGHT: u32 = 640;

/// What is filled in.
#[derive(Clone, PartialEq)]
struct Form {
    host: Host,
    site: String,
    width: String,
    height: String,
    is_small: bool,
    /// Whether the language is the page's own now, and not the visitor's.
    keeps_language: bool,
    keeps_moment: bool,
    plays: bool,
    sandbox: Sandbox,
}

/// Something of it that is not as it has to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Site,
    Width,
    Height,
}

impl Form {
    fn new() -> Form {
        Form {
            host: Host::Html,
            site: own().unwrap_or_default(),
            width: String::new(),
            height: HEIGHT.to_string(),
            is_small: true,
            keeps_language: false,
            keeps_moment: true,
            plays: false,
            sandbox: Sandbox::None,
        }
    }

    /// The options of the link.
    fn parameters(&self, query: &[(String, String)]) -> Vec<(String, String)> {
        let keeps = |of: Group| match of {
            Group::Moment => self.keeps_moment,
            Group::Language => self.keeps_language,
            Group::Changes | Group::Look | Group::Player | Group::Sheet => true,
            Group::Answers | Group::Theme | Group::Frame | Group::Place | Group::Launch => false,
        };
        let mut parameters = kept(query, keeps);
        if self.is_small {
            parameters.push(("ui".into(), "min".into()));
        }
        if self.plays {
            parameters.push(("paused".into(), "0".into()));
        }
        parameters
    }

    fn is_wrong(&self, what: Wrong) -> bool {
        match what {
            Wrong::Site => self.host.names_the_site() && typed(&self.site).is_none(),
            Wrong::Width => !self.width.trim().is_empty() && pixels(&self.width).is_none(),
            Wrong::Height => pixels(&self.height).is_none(),
        }
    }
}

fn pixels(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|pixels| SIZES.contains(pixels))
}

/// The part of the dialog.
#[component]
pub(super) fn Embed(props: &PartProps) -> Html {
    let labels = &share(props.lang).embedding;
    let of_host = hosts(props.lang);
    let form = use_state_eq(Form::new);
    let parameters = form.parameters(&props.query);
    let address = use_address("", &parameters);
    let site = typed(&form.site).unwrap_or_default();
    let asked = Asked {
        base: &site,
        query: address.trim_start_matches('?'),
        parameters: &parameters,
        title: &[&props.title, " · SYN·ACKademy"].concat(),
        width: pixels(&form.width),
        height: pixels(&form.height).unwrap_or(HEIGHT),
        sandbox: if form.host.has_sandbox() { form.sandbox } else { Sandbox::None },
    };
    let text = if form.is_wrong(Wrong::Site) { String::new() } else { code(form.host, &asked) };
    let at = Host::ALL.iter().position(|host| *host == form.host).unwrap_or(0);
    let on_help = {
        let on_page = props.on_page.clone();
        move |_: MouseEvent| on_page.emit("embed".into())
    };
    html! {
        <>
            { choice_of_host(labels, of_host, &form) }
            if form.host.names_the_site() {
                { field(labels.site, "site", &form.site, form.is_wrong(Wrong::Site).then_some(labels.wrong_site), {
                    let form = form.clone();
                    Callback::from(move |site| form.set(Form { site, ..(*form).clone() }))
                }) }
            }
            if form.host.has_frame() {
                <div class="share-sizes">
                    if form.host.has_width() {
                    { field(labels.width, "width", &form.width, form.is_wrong(Wrong::Width).then_some(labels.wrong_size), {
                        let form = form.clone();
                        Callback::from(move |width| form.set(Form { width, ..(*form).clone() }))
                    }) }
                    }
                    { field(labels.height, "height", &form.height, form.is_wrong(Wrong::Height).then_some(labels.wrong_size), {
                        let form = form.clone();
                        Callback::from(move |height| form.set(Form { height, ..(*form).clone() }))
                    }) }
                </div>
            }
            <fieldset class="share-choice">
                <legend>{ labels.how }</legend>
                { check(labels.small, "small", form.is_small, {
                    let form = form.clone();
                    Callback::from(move |is_small| form.set(Form { is_small, ..(*form).clone() }))
                }) }
                { check(labels.language, "language", form.keeps_language, {
                    let form = form.clone();
                    Callback::from(move |keeps_language| form.set(Form { keeps_language, ..(*form).clone() }))
                }) }
                { check(labels.moment, "moment", form.keeps_moment, {
                    let form = form.clone();
                    Callback::from(move |keeps_moment| form.set(Form { keeps_moment, ..(*form).clone() }))
                }) }
                { check(labels.plays, "plays", form.plays, {
                    let form = form.clone();
                    Callback::from(move |plays| form.set(Form { plays, ..(*form).clone() }))
                }) }
            </fieldset>
            if form.host.has_sandbox() {
                { choice_of_sandbox(labels, &form) }
            }
            <Copied lang={props.lang} hook="share-code" name={labels.code} {text} rows="6" />
            if form.host.wraps_the_address() && !form.is_wrong(Wrong::Site) {
                <Copied lang={props.lang} hook="share-address" name={labels.address} text={asked.address()} rows="2" />
            }
            <section class="share-steps" data-part="share-steps" aria-label={labels.steps}>
                <h3>{ labels.steps }</h3>
                <ol>{ for of_host[at].steps.iter().map(|step| html! { <li>{ *step }</li> }) }</ol>
                <button type="button" class="share-help" data-control="share-help" onclick={on_help}>{ labels.more }</button>
            </section>
            <Preview label={labels.preview} title={props.title.clone()} address={address.clone()}
                height={asked.height} sandbox={asked.sandbox} />
        </>
    }
}

fn choice_of_host(labels: &EmbedLabels, of_host: &[HostLabels], form: &UseStateHandle<Form>) -> Html {
    let onchange = {
        let form = form.clone();
        move |event: Event| {
            let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
            if let Some(host) = Host::ALL.into_iter().find(|host| chosen.as_deref() == Some(host.name())) {
                form.set(Form { host, ..(*form).clone() });
            }
        }
    };
    html! {
        <label class="share-field">
            <span>{ labels.host }</span>
            <select data-control="share-host" {onchange}>
                { for Host::ALL.into_iter().zip(of_host).map(|(host, of)| html! {
                    <option value={host.name()} selected={host == form.host}>{ of.name }</option>
                }) }
            </select>
        </label>
    }
}

fn choice_of_sandbox(labels: &EmbedLabels, form: &UseStateHandle<Form>) -> Html {
    let one = |(sandbox, name): (Sandbox, &'static str)| {
        let oninput = {
            let form = form.clone();
            move |_: InputEvent| form.set(Form { sandbox, ..(*form).clone() })
        };
        let hook =
            ["share-sandbox-", sandbox.value().map_or("none", |value| value.split(' ').nth(1).unwrap_or("strict"))];
        html! {
            <label class="share-option">
                <input type="radio" name="share-sandbox" data-control={hook.concat()} checked={form.sandbox == sandbox}
                    {oninput} />
                { name }
            </label>
        }
    };
    html! {
        <fieldset class="share-choice">
            <legend>{ labels.sandbox }</legend>
            { for Sandbox::ALL.into_iter().zip(labels.sandboxes).map(one) }
        </fieldset>
    }
}

/// A field with what is wrong with it.
fn field(
    name: &'static str,
    hook: &'static str,
    value: &str,
    wrong: Option<&'static str>,
    set: Callback<String>,
) -> Html {
    let oninput = move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            set.emit(input.value());
        }
    };
    let id = ["share-wrong-", hook].concat();
    html! {
        <div class="share-field">
            <label>
                <span>{ name }</span>
                <input type="text" data-control={["share-", hook].concat()} maxlength="2000" spellcheck="false"
                    autocomplete="off" inputmode={if hook == "site" { "url" } else { "numeric" }}
                    aria-invalid={wrong.is_some().to_string()} aria-describedby={id.clone()} value={value.to_owned()} {oninput} />
            </label>
            <p class="share-wrong" {id} role="status">{ wrong.unwrap_or_default() }</p>
        </div>
    }
}

fn check(name: &'static str, hook: &'static str, checked: bool, set: Callback<bool>) -> Html {
    let oninput = move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            set.emit(input.checked());
        }
    };
    html! {
        <label class="share-option">
            <input type="checkbox" data-control={["share-", hook].concat()} {checked} {oninput} />
            { name }
        </label>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PreviewProps {
    label: &'static str,
    title: AttrValue,
    /// The query with its sign.
    address: AttrValue,
    height: u32,
    sandbox: Sandbox,
}

/// The page as it will stand there, once somebody asks for it: a page within the page takes memory.
#[component]
fn Preview(props: &PreviewProps) -> Html {
    let is_open = use_state_eq(|| false);
    let onclick = {
        let is_open = is_open.clone();
        move |_: MouseEvent| is_open.set(!*is_open)
    };
    // It comes from here: a sandbox that keeps nothing from it would be none, and browsers say so.
    let sandbox = props.sandbox.value().filter(|_| props.sandbox == Sandbox::Strict);
    html! {
        <div class="share-preview">
            <button type="button" data-control="share-preview" aria-expanded={is_open.to_string()} {onclick}>
                { props.label }
            </button>
            if *is_open && !props.address.is_empty() {
                <iframe key={props.address.to_string()} data-part="share-preview" title={props.title.clone()} {sandbox}
                    src={props.address.clone()} width="100%" height={props.height.min(900).to_string()}></iframe>
            }
        </div>
    }
}
