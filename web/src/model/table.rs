//! What a link may say: the one table of its options. The page does without it; the dialog that makes links goes by it,
//! and the tests hold the reader, the writer and the documents against it.

use self::Group::{Answers, Changes, Frame, Language, Launch, Look, Moment, Place, Player, Sheet, Theme};
use self::Values::{Like, Number, NumberOr, OneOf, SomeOf};

/// An option of the link.
pub(crate) struct Known {
    pub(crate) name: &'static str,
    /// What it belongs to: a link is made of groups that are kept or left out.
    pub(crate) group: Group,
    /// What it may be.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests hold reader and documents to it"))]
    pub(crate) values: Values,
    /// What holds where a link does not have it; empty if that is nothing.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests hold the documents to it"))]
    pub(crate) default: &'static str,
    /// The version of this table that has it first.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests hold the documents to it"))]
    pub(crate) since: u8,
}

/// What an option may be.
#[cfg_attr(not(test), expect(dead_code, reason = "the tests hold reader and documents to it"))]
pub(crate) enum Values {
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Some of these words, with commas between them.
    SomeOf(&'static [&'static str]),
    /// A whole number from the first to the second, or the word.
    NumberOr(u64, u64, &'static str),
    /// A whole number from the first to the second; without the second, as large as the run has it.
    Number(u64, Option<u64>),
    /// How it is written, and some that are read so in the lesson of the table's tests.
    Like(&'static str, &'static [&'static str]),
}

/// What options belong to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Group {
    /// What is shown at all: the lesson, or the captured conversation, and the mode.
    Place,
    /// The step and the time.
    Moment,
    /// What was changed in the run.
    Changes,
    /// Answers that are locked.
    Answers,
    /// What is selected and how it is looked at.
    Look,
    /// How the player goes.
    Player,
    Language,
    Theme,
    /// A row of questions.
    Sheet,
    /// How the page stands in another.
    Frame,
    /// What a course hands over when it starts the page. No link to be passed on ever has it.
    Launch,
}

impl Group {
    /// Those that one may leave out of a link.
    pub(crate) const OPTIONAL: [Group; 7] = [Moment, Changes, Answers, Look, Player, Language, Theme];
}

/// The group of an option. None if it is none of the link's.
pub(crate) fn group(name: &str) -> Option<Group> {
    TABLE.iter().find(|known| known.name == name).map(|known| known.group)
}

const fn known(name: &'static str, group: Group, values: Values, default: &'static str) -> Known {
    Known { name, group, values, default, since: 1 }
}

/// What is asked for in the quiz.
const SKILLS: &[&str] = &[
    "isn",
    "syn",
    "data",
    "ack",
    "cumulative",
    "dupack",
    "retransmission",
    "sack",
    "window",
    "fin",
    "rst",
    "keep-alive",
    "wrap",
    "relative",
    "state",
];

/// All options, in the order in which they are told.
pub(crate) const TABLE: &[Known] = &[
    known("v", Place, OneOf(&["1"]), "1"),
    known("lesson", Place, Like("id", &["handshake", "lost-segment", "four-way-close"]), "handshake"),
    known("lesson-url", Place, Like("folder/", &["lessons/mine/"]), ""),
    known("capture", Place, Like("name.pcap", &["run.pcapng"]), ""),
    known("conversation", Place, Number(1, None), "1"),
    known("captured-at", Place, OneOf(&["path", "a", "b"]), "path"),
    known("mode", Place, OneOf(&["watch", "predict", "quiz", "lab"]), "watch"),
    known("ask", Place, OneOf(&["own", "every"]), ""),
    known(
        "parts",
        Place,
        Like("seq,ack,flags", &["seq,ack", "len,window,left,right", "client,server"]),
        "seq,ack,flags",
    ),
    known("step", Moment, Number(0, None), "0"),
    known("t", Moment, Number(0, None), ""),
    known("drop", Changes, Like("c3,s1", &["none", "c3", "c3,s1"]), ""),
    known("fault", Changes, Like("c3.delay.50", &["c1.delay.50", "c2.mark,s1.duplicate.7", "c4.corrupt.171"]), ""),
    known("edit", Changes, Like("2.…", &[]), ""),
    known("beside", Changes, Like("own", &["own"]), ""),
    known("isn", Changes, Like("client,server", &["100,300", "0xffffff9c,0"]), ""),
    known("answer", Answers, Like("0.101.301.-", &[]), ""),
    known("segment", Look, Like("c3", &["c3", "s1"]), ""),
    known("field", Look, Like("field", &["tcp-sequence-number", "ipv4-ttl"]), ""),
    known("layer", Look, Number(1, Some(7)), ""),
    known("device", Look, OneOf(&["client", "switch", "router", "server"]), ""),
    known("bit", Look, Number(0, Some(524_800)), ""),
    known("code", Look, OneOf(&["manchester", "nrz", "nrzi", "mlt3"]), "manchester"),
    known("variable", Look, Like("client.snd-una", &["client.snd-una", "server.rcv-nxt"]), ""),
    known("edge", Look, Like("syn-sent.established", &["syn-sent.established"]), ""),
    known("view", Look, OneOf(&["ladder", "layers", "states", "charts"]), "ladder"),
    known("tab", Look, OneOf(&["why", "header", "layers"]), "why"),
    known("numbers", Look, OneOf(&["absolute", "relative"]), "absolute"),
    known("zoom", Look, Number(25, Some(400)), "100"),
    known("charts", Look, OneOf(&["drawn", "tables"]), "drawn"),
    known("sender", Look, OneOf(&["client", "server"]), "client"),
    known("span", Look, Like("1500-90000", &["1500-90000"]), ""),
    known("seen", Look, OneOf(&["sender", "receiver"]), "sender"),
    known("lab", Look, OneOf(&["calls", "path", "options", "segment"]), "calls"),
    known("paused", Player, OneOf(&["1", "0"]), "1"),
    known("speed", Player, OneOf(&["0.25", "0.5", "1", "2", "4"]), "1"),
    known("loop", Player, Like("3-20", &["3-20"]), ""),
    known("stop", Player, Like("state,loss", &["state", "loss", "state,loss"]), ""),
    known("find", Player, Like("…", &["SYN", "重传"]), ""),
    known("lang", Language, OneOf(&["en", "zh"]), ""),
    known("theme", Theme, OneOf(&["system", "light", "dark"]), "system"),
    known("seed", Sheet, Number(0, None), ""),
    known("count", Sheet, Number(1, Some(50)), ""),
    known("skills", Sheet, SomeOf(SKILLS), ""),
    known("level", Sheet, Number(1, Some(3)), ""),
    known("lessons", Sheet, Like("id,id", &["handshake,lost-segment"]), ""),
    known("feedback", Sheet, OneOf(&["now", "end"]), "now"),
    known("attempts", Sheet, NumberOr(1, 5, "unlimited"), "1"),
    known("minutes", Sheet, Number(1, Some(240)), ""),
    known("pass", Sheet, Number(1, Some(100)), ""),
    known("title", Sheet, Like("…", &["TCP"]), ""),
    known("sheet", Sheet, OneOf(&["new"]), ""),
    known("ui", Frame, OneOf(&["full", "min"]), "full"),
    known("motion", Frame, OneOf(&["on", "off"]), "on"),
    known("links", Frame, OneOf(&["on", "off"]), "on"),
    known("id", Frame, Like("…", &["week-3"]), ""),
    known("origin", Frame, Like("https://…", &["https://lms.example"]), ""),
    known("msg", Frame, SomeOf(&["text", "object", "splice", "h5p", "jsinput", "none"]), ""),
    known("endpoint", Launch, Like("https://…", &["https://lrs.example/"]), ""),
    known("fetch", Launch, Like("https://…", &["https://lms.example/token"]), ""),
    known("actor", Launch, Like("{…}", &["{}"]), ""),
    known("registration", Launch, Like("uuid", &["00000000-0000-4000-8000-000000000000"]), ""),
    known("activityId", Launch, Like("https://…", &["https://lms.example/activity"]), ""),
];
