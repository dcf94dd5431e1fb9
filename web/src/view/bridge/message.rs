//! Our own messages to and from a host page, in their version 1. What they look like is written down in
//! `docs/messages.schema.json`, which a test here writes.

use serde::Serialize;

use crate::model::report::{AnswerReport, Report};

/// The version of the messages: a host that knows another leaves them alone, and so do we.
pub(super) const VERSION: u32 = 1;

/// What the page tells its host.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(title = "Event"))]
pub(super) struct Event {
    /// The version of the messages.
    #[cfg_attr(test, schemars(range(min = 1, max = 1)))]
    pub(super) synackademy: u32,
    /// The option `id` of the link, where it has one: which of several frames is speaking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    /// The `request` of the command that this answers, where it answers one that has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) request: Option<String>,
    /// What happened.
    #[serde(flatten)]
    pub(super) happening: Happening,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "camelCase")]
pub(super) enum Happening {
    /// The page hears commands from now on.
    Ready {
        /// Where it is.
        #[serde(flatten)]
        place: Place,
    },
    /// The page came to rest somewhere else, began to play or to rest, or was asked where it is.
    State {
        /// Where it is.
        #[serde(flatten)]
        place: Place,
        /// All of it, for `setState`.
        state: String,
    },
    /// Something was answered, and the learner was told what is right.
    Answer {
        /// What.
        answer: Told,
        /// What all answers come to.
        score: Score,
    },
    /// The last question was answered, or the end was reached where nothing is asked.
    Complete {
        /// What all answers come to, where something was asked.
        #[serde(skip_serializing_if = "Option::is_none")]
        score: Option<Score>,
    },
    /// A command was not done.
    Error {
        /// Why not.
        code: Fault,
        /// The same in English, for a log.
        message: String,
    },
    /// The page would like to be so high.
    Resize {
        /// In CSS pixels.
        height: u32,
    },
}

/// Where the page is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Place {
    /// The lesson's id.
    pub(super) lesson: String,
    /// `watch`, `predict`, `quiz` or `lab`.
    pub(super) mode: String,
    /// `en` or `zh`.
    pub(super) lang: String,
    /// How many things have happened in the exchange.
    pub(super) step: usize,
    /// How many happen in all.
    pub(super) steps: usize,
    /// Whether the player plays.
    pub(super) playing: bool,
}

/// What one blank was answered with.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Told {
    /// Which blank it is, the same in every run: printable ASCII without spaces.
    pub(super) id: String,
    /// What was answered: a number in decimals, or names.
    pub(super) given: String,
    /// What is right, in the same way.
    pub(super) right: String,
    /// Whether they are the same.
    #[serde(rename = "isRight")]
    pub(super) is_right: bool,
    /// Seconds that it took.
    pub(super) seconds: u32,
    /// The id of the wrong rule that leads to what was answered, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule: Option<String>,
}

impl From<&AnswerReport> for Told {
    fn from(answer: &AnswerReport) -> Told {
        let AnswerReport { id, given, right, is_right, seconds, rule, .. } = answer.clone();
        Told { id, given, right, is_right, seconds, rule }
    }
}

/// What all answers come to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Score {
    /// From 0 to 1. What is still open counts as nothing.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub(super) scaled: f64,
    /// Questions that were answered wholly right.
    pub(super) right: u32,
    /// Questions that there are.
    pub(super) asked: u32,
}

impl From<&Report> for Score {
    fn from(report: &Report) -> Score {
        Score { scaled: report.score, right: report.right, asked: report.asked }
    }
}

/// Why a command was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum Fault {
    /// There is no such command.
    UnknownCommand,
    /// `setState` without a text in `state`, or with one that is longer than is read.
    NoState,
    /// The state is none of this page, or only a part of it was understood; what was not is told in the page.
    BadState,
    /// There is no player where questions stand in its place, or a question has to be answered first.
    NotNow,
}

impl Fault {
    /// The reason in English.
    fn words(self) -> &'static str {
        match self {
            Fault::UnknownCommand => "There is no such command.",
            Fault::NoState => "`setState` wants a text of at most 64000 characters in `state`.",
            Fault::BadState => "Not all of the state was understood. The page says what was not.",
            Fault::NotNow => "The player cannot do this now.",
        }
    }

    /// As something to tell.
    pub(super) fn told(self) -> Happening {
        Happening::Error { code: self, message: self.words().into() }
    }
}

/// What a host asks the page to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema, Serialize))]
#[cfg_attr(test, serde(rename_all = "camelCase"))]
pub(super) enum Command {
    Play,
    Pause,
    Step,
    /// To the beginning, with no answers.
    Reset,
    GetState,
    /// Shows what `state` says, which a `state` event had.
    SetState,
}

impl Command {
    const ALL: [(&'static str, Command); 6] = [
        ("play", Command::Play),
        ("pause", Command::Pause),
        ("step", Command::Step),
        ("reset", Command::Reset),
        ("getState", Command::GetState),
        ("setState", Command::SetState),
    ];

    /// The command of this name.
    pub(super) fn parse(name: &str) -> Option<Command> {
        Command::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, command)| command)
    }
}

/// Characters of a state that are read: as many as the most generous of course platforms keeps.
pub(super) const LONGEST_STATE: usize = 64_000;
/// Characters of a name that comes from outside, such as that of a request.
pub(super) const LONGEST_NAME: usize = 128;

#[cfg(test)]
mod tests {
    use super::*;

    /// A command as it is written, for the schema.
    #[derive(schemars::JsonSchema)]
    #[schemars(title = "Command")]
    #[expect(dead_code, reason = "only its shape is asked for")]
    struct Asked {
        /// The version of the messages.
        #[schemars(range(min = 1, max = 1))]
        synackademy: u32,
        /// What is to be done.
        command: Command,
        /// The state that is to be shown; only for `setState`.
        #[schemars(length(max = LONGEST_STATE))]
        state: Option<String>,
        /// Comes back in the answer.
        #[schemars(length(max = LONGEST_NAME))]
        request: Option<String>,
    }

    /// An event that a page tells its host, or a command that a host gives it.
    #[derive(schemars::JsonSchema)]
    #[schemars(title = "Messages of SYN·ACKademy, version 1", untagged)]
    #[expect(dead_code, reason = "only its shape is asked for")]
    enum Message {
        Event(Event),
        Command(Asked),
    }

    #[test]
    fn the_schema_in_docs_is_that_of_the_types_here() {
        let place = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/messages.schema.json");
        let schema = schemars::schema_for!(Message);
        let now = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
        if std::env::var_os("REDRAW").is_some() {
            std::fs::write(place, &now).expect("docs can be written");
        }
        let kept = std::fs::read_to_string(place).expect("the schema is in docs");
        assert_eq!(kept, now, "`REDRAW=1 cargo test -p web schema_in_docs` writes it anew");
    }

    #[test]
    fn a_command_is_called_what_the_schema_says() {
        for (name, command) in Command::ALL {
            assert_eq!(serde_json::to_value(command).expect("a name"), name);
            assert_eq!(Command::parse(name), Some(command));
        }
        assert_eq!(Command::parse("__proto__"), None);
    }

    #[test]
    fn an_event_is_one_flat_object() {
        let place = Place { lesson: "handshake".into(), step: 3, ..Place::default() };
        let happening = Happening::State { place, state: "lesson=handshake&step=3".into() };
        let event = Event { synackademy: VERSION, id: None, request: Some("7".into()), happening };
        let json = serde_json::to_value(&event).expect("it is JSON");
        for (name, value) in [("event", "state"), ("request", "7"), ("lesson", "handshake")] {
            assert_eq!(json[name], value);
        }
        assert_eq!(json["synackademy"], 1);
        assert_eq!(json["step"], 3);
    }
}
