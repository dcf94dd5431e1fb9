//! What a message from outside is. Whatever is none of what is known here is nothing, at a cost that does not depend on it.

use js_sys::{Array, JsString};
use wasm_bindgen::{JsCast, JsValue};

use super::message::{Command, Fault, LONGEST_NAME, LONGEST_STATE, VERSION};
use super::script::{get, parsed, text_of};

/// Something that a host said.
#[derive(Debug, PartialEq)]
pub(super) enum Heard {
    /// One of our own commands.
    Own(Result<Asked, Fault>, Form, Option<String>),
    /// What a host that speaks SPLICE kept, if it kept anything.
    Splice(Option<String>),
    H5p(H5p),
    /// A call or a greeting through Mozilla's JSChannel, as Open edX does it.
    Channel {
        id: Option<f64>,
        call: Channel,
    },
}

/// A command with what it needs.
#[derive(Debug, PartialEq)]
pub(super) enum Asked {
    Do(Command),
    Show(String),
}

/// In which form a message is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// JSON as a text, which every host can read or leave: some read each message as JSON, and fail with an object.
    Text,
    Object,
}

/// The steps of the handshake of H5P that the page around takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum H5p {
    /// It is there.
    Ready,
    /// It can change the frame's height.
    Hello,
    /// It is about to.
    ResizePrepared,
    /// Its own width has changed.
    Resize,
}

#[derive(Debug, PartialEq)]
pub(super) enum Channel {
    Ping,
    Pong,
    GetGrade,
    GetState,
    SetState(Option<String>),
}

/// Characters of a message that are read. A state is the longest thing in one; as JSON each of its characters may take two.
const LONGEST: u32 = 2 * 64_000 + 4_000;
const OPENING_BRACE: f64 = b'{' as f64;
/// What Open edX calls its channel.
pub(super) const SCOPE: &str = "JSInput::";

/// What `data` says, if it says anything to us.
pub(super) fn read(data: &JsValue) -> Option<Heard> {
    let (message, form) = match data.dyn_ref::<JsString>() {
        Some(text) if text.length() > LONGEST || text.char_code_at(0) != OPENING_BRACE => return None,
        Some(text) => (parsed(&String::from(text))?, Form::Text),
        None if data.is_object() && !Array::is_array(data) => (data.clone(), Form::Object),
        None => return None,
    };
    own(&message, form).or_else(|| splice(&message)).or_else(|| h5p(&message)).or_else(|| channel(&message))
}

fn own(message: &JsValue, form: Form) -> Option<Heard> {
    if get(message, "synackademy").as_f64() != Some(VERSION.into()) {
        return None;
    }
    let name = get(message, "command");
    // What has an event is what another frame of ours says.
    if name.is_undefined() {
        return None;
    }
    let asked = match super::script::text(&name, 32).as_deref().and_then(Command::parse) {
        None => Err(Fault::UnknownCommand),
        Some(Command::SetState) => text_of(message, "state", LONGEST_STATE).map(Asked::Show).ok_or(Fault::NoState),
        Some(command) => Ok(Asked::Do(command)),
    };
    Some(Heard::Own(asked, form, text_of(message, "request", LONGEST_NAME)))
}

fn splice(message: &JsValue) -> Option<Heard> {
    if text_of(message, "subject", LONGEST_NAME)? != "SPLICE.getState.response" {
        return None;
    }
    Some(Heard::Splice(text_of(message, "state", LONGEST_STATE)))
}

fn h5p(message: &JsValue) -> Option<Heard> {
    if text_of(message, "context", LONGEST_NAME)? != "h5p" {
        return None;
    }
    Some(Heard::H5p(match text_of(message, "action", LONGEST_NAME)?.as_str() {
        "ready" => H5p::Ready,
        "hello" => H5p::Hello,
        "resizePrepared" => H5p::ResizePrepared,
        "resize" => H5p::Resize,
        _ => return None,
    }))
}

fn channel(message: &JsValue) -> Option<Heard> {
    let method = text_of(message, "method", LONGEST_NAME)?;
    let params = || text_of(message, "params", LONGEST_STATE);
    let call = match method.strip_prefix(SCOPE)? {
        "__ready" if params().as_deref() == Some("ping") => Channel::Ping,
        "__ready" => Channel::Pong,
        "getGrade" => Channel::GetGrade,
        "getState" => Channel::GetState,
        "setState" => Channel::SetState(params()),
        _ => return None,
    };
    Some(Heard::Channel { id: get(message, "id").as_f64(), call })
}
