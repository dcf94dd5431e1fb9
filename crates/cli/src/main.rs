//! `synackademy`: runs as tables, traces, JSON and captures, captures as conversations with their why, and what is wrong
//! with a lesson's files, in a terminal.

mod arguments;
mod explain;
mod generated;
mod json;
mod lesson;
mod packets;
mod plain;
mod run;
mod scenario;
mod table;
mod words;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use arguments::{Refused, Request};
use words::Words;

/// Exit codes: what was given cannot be read, and what was typed cannot be understood.
const BAD_INPUT: u8 = 1;
const BAD_USAGE: u8 = 2;

/// What a command gives.
struct Answer {
    /// What goes to standard output.
    out: Out,
    /// What is wrong with the input, in a sentence, although there was something to say.
    but: Option<String>,
}

/// What goes to standard output.
enum Out {
    /// With colours, which are left out where nobody sees them.
    Text(String),
    /// As they are.
    Octets(Vec<u8>),
}

impl Answer {
    fn text(text: String) -> Answer {
        Answer { out: Out::Text(text), but: None }
    }

    fn octets(octets: Vec<u8>) -> Answer {
        Answer { out: Out::Octets(octets), but: None }
    }
}

impl Out {
    fn write(&self) -> std::io::Result<()> {
        match self {
            Out::Text(text) => anstream::stdout().write_all(text.as_bytes())?,
            Out::Octets(octets) => std::io::stdout().write_all(octets)?,
        }
        std::io::stdout().flush()
    }
}

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let words = words::of(arguments::lang(&arguments));
    let answer = match arguments::read(&arguments, words) {
        Ok(request) => answer(&request, words),
        Err(Refused::Shown(text)) => Ok(Answer::text(text)),
        Err(Refused::Sentence(sentence)) => {
            say(words, &sentence);
            say_plainly((words.see_help)());
            return ExitCode::from(BAD_USAGE);
        }
    };
    let (out, but) = match answer {
        Ok(Answer { out, but }) => (out, but),
        Err(sentence) => (Out::Octets(Vec::new()), Some(sentence)),
    };
    // What reads our output may have read enough.
    let failed = out.write().err().filter(|error| error.kind() != ErrorKind::BrokenPipe);
    let sentence = but.or_else(|| failed.map(|error| (words.cannot_write)("-", &error.to_string())));
    match sentence {
        Some(sentence) => {
            say(words, &sentence);
            ExitCode::from(BAD_INPUT)
        }
        None => ExitCode::SUCCESS,
    }
}

fn answer(request: &Request, words: &Words) -> Result<Answer, String> {
    match request {
        Request::Run(options) => run::run(options, words),
        Request::Explain(options) => explain::explain(options, words),
        Request::Check(options) => lesson::check(options, words),
        Request::Completions(shell) => Ok(Answer::octets(generated::completions(*shell, words))),
        Request::Man => Ok(Answer::octets(generated::man(words))),
    }
}

/// Says what is wrong.
fn say(words: &Words, sentence: &str) {
    let style = Words::WRONG;
    say_plainly(&format!("{style}{}{style:#}{sentence}", words.wrong));
}

fn say_plainly(line: &str) {
    // Where nobody can be told, nobody is.
    let _ = writeln!(anstream::stderr(), "{line}");
}
