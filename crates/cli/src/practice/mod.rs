//! `quiz`: questions are put, answers are read line by line, judged and explained; in the end there is a summary.

mod exchange;
mod result;

use std::io::{BufRead, ErrorKind, Write};
use std::process::ExitCode;
use std::rc::Rc;

use anstyle::{AnsiColor, Style};
use lessons::{Numbering, plain};
use quiz::{
    Form, Given, HINTS, Help, Input, Judged, Mastery, Plan, Session, Task, Value, What, askable, generate, pose,
    read_flags, read_state, read_sum, value_text,
};
use sim::Timeline;

use crate::arguments::QuizOptions;
use crate::similar;
use crate::words::Words;
use crate::{Answer, ENDED_EARLY, json};

const RIGHT: Style = AnsiColor::Green.on_default();
const WRONG: Style = AnsiColor::Red.on_default();
/// Nothing is kept from one round to the next, so no day counts.
const NO_DAY: u32 = 0;
const STRONG: Style = Style::new().bold();

/// Puts the questions and tells the result.
pub(crate) fn practise(options: &QuizOptions, words: &Words) -> Result<Answer, String> {
    let seed = options.seed.map_or_else(drawn, Ok)?;
    let questions = questions(options, seed, words)?;
    let shown_seed = options.lesson.is_none().then_some(seed);
    // What a program reads must not have the questions in it.
    let told: Box<dyn Write> = if options.json { Box::new(anstream::stderr()) } else { Box::new(anstream::stdout()) };
    let mut round = Round { words, told, lines: Box::new(std::io::stdin().lock()) };
    let (mut session, mut mastery) = (Session::default(), Mastery::default());
    round.say(&(words.quiz.begins)(questions.len(), shown_seed))?;
    round.say(words.quiz.how)?;
    let mut is_whole = true;
    for (place, question) in questions.iter().enumerate() {
        let task = question.task();
        let prompt = question.prompt(&task, words);
        let Some((parts, help)) = round.put(&task, &prompt, place, questions.len())? else {
            is_whole = false;
            break;
        };
        session.add(&task, Given { parts, first: None, help }, &mut mastery, NO_DAY);
    }
    let code = if is_whole { ExitCode::SUCCESS } else { ExitCode::from(ENDED_EARLY) };
    let answer = if options.json {
        Answer::octets(json::of(&result::report(shown_seed, &session, &mastery, is_whole, words), words)?)
    } else {
        Answer::text(result::summary(&session, &mastery, is_whole, words))
    };
    Ok(Answer { code, ..answer })
}

/// A seed that nobody chose: of the system's randomness, and short enough to be typed again.
fn drawn() -> Result<u64, String> {
    getrandom::u32().map(u64::from).map_err(|error| format!("{error}."))
}

/// A question that is made when it is put: one run at a time is enough.
enum Source {
    Generated(quiz::QuestionId),
    OfLesson { timeline: Rc<Timeline>, index: usize, asks: Vec<quiz::Ask>, prompt: lessons::Localized },
}

impl Source {
    fn task(&self) -> Task {
        match self {
            Source::Generated(id) => generate(*id),
            Source::OfLesson { timeline, index, asks, .. } => {
                Task::predict(Timeline::clone(timeline), *index, asks.clone(), Numbering::Absolute)
            }
        }
    }

    fn prompt(&self, task: &Task, words: &Words) -> String {
        match self {
            Source::Generated(_) => task.prompt(words.lang),
            Source::OfLesson { prompt, .. } => task.with_buffer(prompt.get(words.lang).into(), words.lang),
        }
    }
}

fn questions(options: &QuizOptions, seed: u64, words: &Words) -> Result<Vec<Source>, String> {
    let Some(id) = &options.lesson else {
        let plan = Plan { seed, skills: options.skills.clone(), level: options.level };
        return Ok((0..options.count).map(|index| Source::Generated(plan.question(index))).collect());
    };
    let lesson = lessons::find(id).ok_or_else(|| (words.unknown_lesson)(id, similar::lesson(id)))?;
    let timeline = Rc::new(sim::run(&lesson.scenario));
    let of = |posed: quiz::Posed<'_>| {
        let can = askable(&timeline, posed.transmission, quiz::Knows::All);
        let asks: Vec<_> = posed.question.asks.iter().copied().filter(|ask| can.contains(ask)).collect();
        let prompt = posed.question.prompt.clone();
        let index = posed.transmission;
        (!asks.is_empty()).then(|| Source::OfLesson { timeline: Rc::clone(&timeline), index, asks, prompt })
    };
    Ok(pose(lesson, &timeline).into_iter().filter_map(of).take(options.count as usize).collect())
}

/// Where questions go and answers come from.
struct Round<'w> {
    words: &'w Words,
    told: Box<dyn Write>,
    lines: Box<dyn BufRead>,
}

/// What was typed for a part.
enum Typed {
    Value(Value),
    LeftOut,
    End,
}

impl Round<'_> {
    /// Puts one question. Nothing if the answers end before it was begun.
    fn put(
        &mut self,
        task: &Task,
        prompt: &str,
        place: usize,
        count: usize,
    ) -> Result<Option<(Vec<Judged>, Help)>, String> {
        let words = self.words;
        let level = task.question.id.map(|id| id.level.number());
        let heading = (words.quiz.question)(place + 1, count, task.question.skill.name(words.lang), level);
        self.say(&format!("\n{STRONG}{heading}{STRONG:#}\n"))?;
        let shown = exchange::text(task, words);
        self.write(&shown)?;
        self.say(&format!("\n{prompt}"))?;
        if let Some(way) = task.way() {
            let names = way.iter().map(|state| state.map_or(words.quiz.covered, |state| state.name()));
            self.say(&names.collect::<Vec<_>>().join(" → "))?;
        }
        let (mut given, mut shown) = (Vec::new(), Vec::new());
        for what in task.asked() {
            let (typed, hints) = self.ask(task, what)?;
            shown.push(hints);
            match typed {
                Typed::Value(value) => given.push((what, Some(value))),
                Typed::LeftOut => given.push((what, None)),
                Typed::End if given.is_empty() => return Ok(None),
                Typed::End => break,
            }
        }
        // Only now: what is said of one part may answer another.
        let mut judged = Vec::new();
        for (what, value) in given {
            judged.extend(self.judge(task, what, value)?);
        }
        Ok(Some((judged, task.help(&shown))))
    }

    /// Asks for one part until something comes that can be understood; with it, how many hints were shown.
    fn ask(&mut self, task: &Task, what: What) -> Result<(Typed, usize), String> {
        let words = self.words;
        let input = task.input(what);
        let mut shown = 0;
        if let Input::Choice(choices) = &input {
            let names = exchange::choices(task, what, choices, words);
            let listed = names.iter().enumerate().map(|(place, name)| format!("{}) {name}", place + 1));
            let separator = if matches!(what, What::Place(_)) { "" } else { "  " };
            if !separator.is_empty() {
                self.say(&listed.collect::<Vec<_>>().join(separator))?;
            }
        }
        loop {
            self.write(&format!("{}> ", task.label(what, words.lang)))?;
            let Some(line) = self.line()? else { return Ok((Typed::End, shown)) };
            match line.trim() {
                "q" | "Q" => return Ok((Typed::End, shown)),
                "-" if !matches!(input, Input::Flags) => return Ok((Typed::LeftOut, shown)),
                "?" | "？" => {
                    match task.hint(what, shown, words.lang) {
                        Some(hint) if shown < HINTS => {
                            shown += 1;
                            self.say(&(words.quiz.hint)(shown, &exchange::unmarked(&hint)))?;
                        }
                        _ => self.say(words.quiz.no_more_hints)?,
                    }
                    continue;
                }
                _ => {}
            }
            match self.read(task, what, &input, &line)? {
                Some(value) => return Ok((Typed::Value(value), shown)),
                None => continue,
            }
        }
    }

    /// The value that was typed, or what is wrong with it.
    fn read(&mut self, task: &Task, what: What, input: &Input, line: &str) -> Result<Option<Value>, String> {
        let lang = self.words.lang;
        let read = match input {
            Input::Number => read_sum(line, task.sums()).map(|entered| (Value::Number(entered.value), entered.worked)),
            Input::Flags => read_flags(line).map(|flags| (Value::Flags(flags), None)),
            Input::NumberOrFlags => match read_flags(line) {
                Ok(flags) => Ok((Value::Flags(flags), None)),
                Err(_) => read_sum(line, task.sums()).map(|entered| (Value::Number(entered.value), entered.worked)),
            },
            Input::Choice(choices) => {
                let place = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                let names = exchange::choices(task, what, choices, self.words);
                let by_name = || names.iter().position(|name| name.eq_ignore_ascii_case(line.trim()));
                let is_state = |state| choices.iter().position(|choice| *choice == Value::State(state));
                let by_state = || read_state(line).ok().and_then(is_state);
                let chosen = place.or_else(by_name).or_else(by_state).and_then(|place| choices.get(place));
                if chosen.is_none() {
                    self.say(&(self.words.quiz.choose)(choices.len()))?;
                }
                return Ok(chosen.copied());
            }
        };
        match read {
            Ok((value, worked)) => {
                if let Some(worked) = worked {
                    self.say(&worked)?;
                }
                Ok(Some(value))
            }
            Err(error) => {
                self.say(&error.text(lang))?;
                Ok(None)
            }
        }
    }

    /// Says what an answer is worth, and why.
    fn judge(&mut self, task: &Task, what: What, given: Option<Value>) -> Result<Option<Judged>, String> {
        let words = self.words;
        let label = task.label(what, words.lang);
        let Some(right) = task.right(what) else { return Ok(None) };
        let shown = exchange::value(task, right, words);
        let Some(judged) = given.and_then(|given| task.judge(what, given)) else {
            self.say(&format!("{WRONG}– {label}: {}{WRONG:#}", (words.quiz.left_out)(&shown)))?;
            return Ok(None);
        };
        let given = exchange::value(task, judged.given, words);
        if judged.is_right() {
            self.say(&format!("{RIGHT}✓ {label}: {given} – {}{RIGHT:#}", words.quiz.right))?;
            return Ok(Some(judged));
        }
        self.say(&format!("{WRONG}✗ {label}: {given} – {}{WRONG:#}", (words.quiz.wrong)(&shown)))?;
        let said = task.explain(&judged, words.lang);
        if !matches!(task.question.form, Form::Order { .. }) {
            self.say(&format!("  {STRONG}{}{STRONG:#}", said.title))?;
        }
        self.say(&format!("  {}", plain(&said.text)))?;
        for line in said.arithmetic {
            self.say(&format!("    {line}"))?;
        }
        Ok(Some(judged))
    }

    /// The next line, if there is one.
    fn line(&mut self) -> Result<Option<String>, String> {
        let mut octets = Vec::new();
        let failed = |error: std::io::Error| (self.words.cannot_read)("-", &error.to_string());
        let read = self.lines.read_until(b'\n', &mut octets).map_err(failed)?;
        Ok((read > 0).then(|| String::from_utf8_lossy(&octets).trim_end_matches(['\r', '\n']).to_owned()))
    }

    fn say(&mut self, line: &str) -> Result<(), String> {
        self.write(&format!("{line}\n"))
    }

    fn write(&mut self, text: &str) -> Result<(), String> {
        match self.told.write_all(text.as_bytes()).and_then(|()| self.told.flush()) {
            // Whoever read it has read enough, and nobody reads what would follow.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.lines = Box::new(std::io::empty());
                Ok(())
            }
            written => written.map_err(|error| (self.words.cannot_write)("-", &error.to_string())),
        }
    }
}

/// A value as it is named to a learner.
fn named(value: Value, words: &Words) -> String {
    value_text(value, words.lang)
}
