//! `synackademy`: runs as tables, traces, JSON and captures, captures as conversations with their why, a quiz, and what is
//! wrong with a lesson's files, in a terminal.

mod arguments;
mod explain;
mod generated;
mod json;
mod lesson;
mod packets;
mod practice;
mod run;
mod scenario;
mod similar;
mod table;
mod words;

use std::io::{BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use arguments::{Refused, Request};
use words::Words;

/// Exit codes: what was given cannot be read, what was typed cannot be understood, and a quiz was ended before its last
/// question.
const BAD_INPUT: u8 = 1;
const BAD_USAGE: u8 = 2;
const ENDED_EARLY: u8 = 3;
/// Octets of a long answer that are written at once.
const AT_ONCE: usize = 1 << 16;

/// What a command gives.
struct Answer {
    /// What goes to standard output.
    out: Out,
    /// What is wrong with the input, in a sentence, although there was something to say.
    but: Option<String>,
    /// How the program ends if nothing is wrong.
    code: ExitCode,
}

/// What goes to standard output.
enum Out {
    /// With colours, which are left out where nobody sees them.
    Text(String),
    /// As they are.
    Octets(Vec<u8>),
    /// A text that may be too long to be there as a whole: it is written as it is made.
    LongText(Writing),
    /// The same of octets.
    LongOctets(Writing),
}

/// What writes an answer.
type Writing = Box<dyn FnOnce(&mut dyn Write) -> std::io::Result<()>>;

impl Answer {
    fn text(text: String) -> Answer {
        Answer { out: Out::Text(text), but: None, code: ExitCode::SUCCESS }
    }

    fn octets(octets: Vec<u8>) -> Answer {
        Answer { out: Out::Octets(octets), but: None, code: ExitCode::SUCCESS }
    }

    fn long(out: Out) -> Answer {
        Answer { out, but: None, code: ExitCode::SUCCESS }
    }
}

impl Out {
    fn write(self) -> std::io::Result<()> {
        match self {
            Out::Text(text) => anstream::stdout().write_all(text.as_bytes())?,
            Out::Octets(octets) => std::io::stdout().write_all(&octets)?,
            Out::LongText(writing) => buffered(anstream::stdout().lock(), writing)?,
            Out::LongOctets(writing) => buffered(std::io::stdout().lock(), writing)?,
        }
        std::io::stdout().flush()
    }
}

/// Writes what `writing` has, some of it at a time.
fn buffered(to: impl Write, writing: Writing) -> std::io::Result<()> {
    let mut to = BufWriter::with_capacity(AT_ONCE, to);
    writing(&mut to)?;
    to.flush()
}

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let words = words::of(arguments::lang(&arguments));
    let answer = match arguments::read(&arguments, words) {
        Ok(request) => answer(&request, words),
        Err(Refused::Shown(text)) => Ok(Answer::text(text)),
        Err(Refused::Usage(text)) => {
            say_plainly(text.trim_end());
            return ExitCode::from(BAD_USAGE);
        }
        Err(Refused::Sentence(sentence)) => {
            say(words, &sentence);
            say_plainly(&(words.see_help)(&arguments::typed_command(&arguments, words)));
            return ExitCode::from(BAD_USAGE);
        }
    };
    let Answer { out, but, code } =
        answer.unwrap_or_else(|sentence| Answer { but: Some(sentence), ..Answer::octets(Vec::new()) });
    // What reads our output may have read enough.
    let failed = out.write().err().filter(|error| error.kind() != ErrorKind::BrokenPipe);
    let sentence = but.or_else(|| failed.map(|error| (words.cannot_write)("-", &error.to_string())));
    match sentence {
        Some(sentence) => {
            say(words, &sentence);
            ExitCode::from(BAD_INPUT)
        }
        None => code,
    }
}

fn answer(request: &Request, words: &'static Words) -> Result<Answer, String> {
    match request {
        Request::Run(options) => run::run(options, words),
        Request::Explain(options) => explain::explain(options, words),
        Request::Check(options) => lesson::check(options, words),
        Request::List => Ok(lesson::list(words)),
        Request::Pack(options) => lesson::pack(options, words),
        Request::Quiz(options) => practice::practise(options, words),
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
