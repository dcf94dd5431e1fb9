//! `explain`: the conversations of a capture as a list, or one of them segment by segment.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use anstyle::{AnsiColor, Style};
use capture::conversation_report::{CaptureReport, OpenedReport, Words as Said};
use capture::{Capture, Closing, Conversation, End, NotTcp, OpenError, Opened, Stop, sort};
use lessons::{Numbering, Numbers, captured, observed, plain};
use observer::Finding;
use wire::Seq;

use crate::arguments::ExplainOptions;
use crate::json;
use crate::packets;
use crate::table::{Align, Table};
use crate::words::Words;
use crate::{Answer, Out};

/// Octets of the file that are read at once.
const PIECE: usize = 1 << 20;
/// Conversations that were reset, and those in which something else went wrong.
const RESET: Style = AnsiColor::Red.on_default();
const TROUBLE: Style = AnsiColor::Yellow.on_default();

pub(crate) fn explain(options: &ExplainOptions, words: &'static Words) -> Result<Answer, String> {
    let name = options.capture.to_string_lossy();
    let failed = |error: std::io::Error| (words.cannot_read)(&name, &error.to_string());
    let mut file = File::open(&options.capture).map_err(failed)?;
    let (capture, end) = listed(&mut file).map_err(failed)?;
    let but = end.err().map(|stop| captured::stopped(&stop, words.lang));
    // Of a file that has nothing to be shown it is enough to say why.
    if let Some(stopped) = but.as_ref().filter(|_| capture.reader().packets() == 0 && !options.json) {
        return Err(stopped.clone());
    }
    let told = match options.conversation {
        None => list(&capture, options, but.clone(), words)?,
        Some(number) => {
            let with_stop = |no| [Some(no), but.clone()].into_iter().flatten().collect::<Vec<_>>().join(words.gap);
            let opened = one(&capture, &mut file, number, &name, words).map_err(with_stop)?;
            let vantage = options.vantage;
            Answer::long(if options.json {
                Out::LongOctets(Box::new(move |mut to| {
                    export::write_json(&OpenedReport::of(&opened, number - 1, vantage, &InWords { words }), &mut to)
                }))
            } else {
                Out::LongText(Box::new(move |to| packets::write(to, &opened, vantage, words)))
            })
        }
    };
    Ok(Answer { but, ..told })
}

/// What is said in a report, in the language of the words, with sequence numbers as they stand in the header.
struct InWords<'a> {
    words: &'a Words,
}

impl Said for InWords<'_> {
    fn trouble(&self, conversation: &Conversation) -> Vec<String> {
        captured::trouble(conversation, self.words.lang)
    }

    fn finding(&self, finding: &Finding, from: End) -> (String, String) {
        let numbers = Numbers::between(Numbering::Absolute, [Seq(0); 2]);
        let said = observed::finding(finding, from, numbers, self.words.lang);
        (said.heading, plain(&said.text))
    }
}

/// The file as conversations, and how its reading ended.
fn listed(file: &mut File) -> std::io::Result<(Capture, Result<(), Stop>)> {
    let mut capture = Capture::new();
    let mut piece = vec![0; PIECE];
    loop {
        let len = file.read(&mut piece)?;
        if len == 0 || capture.push(&piece[..len]).is_err() {
            let end = capture.finish();
            return Ok((capture, end));
        }
    }
}

fn one(capture: &Capture, file: &mut File, number: usize, name: &str, words: &Words) -> Result<Opened, String> {
    let count = capture.listed();
    let index =
        number.checked_sub(1).filter(|index| *index < count).ok_or_else(|| (words.no_conversation)(number, count))?;
    let fetch = |offset: u64, into: &mut [u8]| {
        file.seek(SeekFrom::Start(offset))?;
        file.read_exact(into)
    };
    capture.open(index, fetch).map_err(|error| match error {
        OpenError::Fetch(error) => (words.cannot_read)(name, &error.to_string()),
        OpenError::NoSuch | OpenError::Changed { .. } => (words.changed)(name),
    })
}

fn list(capture: &Capture, options: &ExplainOptions, stopped: Option<String>, words: &Words) -> Result<Answer, String> {
    let mut numbers = captured::search(capture, &options.search, words.lang);
    sort(capture, &mut numbers, options.sort, options.reverse);
    if options.json {
        let report = CaptureReport::of(capture, &numbers, stopped, &InWords { words });
        return Ok(Answer::octets(json::of(&report, words)?));
    }
    Ok(Answer::text(table(capture, &numbers, words)))
}

fn table(capture: &Capture, numbers: &[usize], words: &Words) -> String {
    use Align::{Left, Right};
    let head = [
        ("#", Right),
        ("A", Left),
        ("B", Left),
        (words.start, Right),
        (words.duration, Right),
        (words.segments_a, Right),
        (words.segments_b, Right),
        (words.octets_a, Right),
        (words.octets_b, Right),
        (words.opened, Left),
        (words.closed, Left),
        (words.trouble, Left),
    ];
    let mut table = Table::new(&head);
    for number in numbers {
        if let Some(conversation) = capture.conversation(*number) {
            table.row(style(&conversation), row(&conversation, *number, capture.begin(), words));
        }
    }
    let mut text = table.text();
    text.push_str(&(words.count)(numbers.len(), capture.listed(), capture.segments()));
    text.push('\n');
    if numbers.iter().any(|number| capture.conversation(*number).is_some_and(|of| of.trouble.again > 0)) {
        text.extend([words.repeats, "\n"]);
    }
    for kind in NotTcp::ALL {
        if capture.other(kind) > 0 {
            text.push_str(&captured::other(kind, capture.other(kind), words.lang));
            text.push('\n');
        }
    }
    if capture.untimed() > 0 {
        text.push_str(&captured::untimed(capture.untimed(), words.lang));
        text.push('\n');
    }
    if capture.unlisted() > 0 {
        text.push_str(&captured::unlisted(capture.unlisted(), words.lang));
        text.push('\n');
    }
    text
}

fn style(conversation: &Conversation) -> Style {
    match conversation.closing {
        Closing::Reset { .. } => RESET,
        _ if conversation.trouble.total() > 0 => TROUBLE,
        _ => Style::new(),
    }
}

fn row(conversation: &Conversation, number: usize, begin: u64, words: &Words) -> Vec<String> {
    let [a, b] = conversation.sent;
    vec![
        (number + 1).to_string(),
        conversation.ends[0].to_string(),
        conversation.ends[1].to_string(),
        seconds(conversation.first - begin),
        seconds(conversation.duration()),
        a.segments.to_string(),
        b.segments.to_string(),
        a.octets.to_string(),
        b.octets.to_string(),
        captured::opening(conversation.opening, words.lang).into(),
        captured::closing(conversation.closing, words.lang).into(),
        captured::trouble(conversation, words.lang).join(", "),
    ]
}

/// Nanoseconds as seconds with all of their digits: what comes from another clock is not rounded.
pub(crate) fn seconds(nanoseconds: u64) -> String {
    format!("{}.{:09}", nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000)
}
