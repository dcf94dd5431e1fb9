//! What a learner did with a sheet so far, and that as a short text: for the browser to keep, or a course's records.

use tcp::State;
use wire::Flags;

use course::Ask;
use sim::{SegmentRef, Side};

use super::Sheet;
use crate::{Task, VERSION, Value};

/// Letters of a state at the most.
pub const LONGEST_STATE: usize = 4000;

/// What was done with a sheet so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Which question is shown, from 0. As many as there are questions where those that are open are shown.
    pub at: u32,
    /// Seconds since it began.
    pub seconds: u32,
    /// Whether it is over.
    pub is_over: bool,
    /// When it began, in seconds since 1970. Nothing where that was not kept.
    pub began: Option<u64>,
    /// When it ended, if it did, in seconds since 1970.
    pub ended: Option<u64>,
    /// What was answered to each question, or nothing yet.
    pub given: Vec<Option<Given>>,
}

/// The best answer to a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// How often it was answered.
    pub attempts: u32,
    /// How many hints were shown.
    pub hints: u32,
    /// Seconds that it took.
    pub seconds: u32,
    /// The answer to each thing that is asked, in the order of [`Task::asked`]. Nothing where it was left out.
    pub values: Vec<Option<Value>>,
}

impl Given {
    /// How many of the things that are asked it has right.
    #[must_use]
    pub fn right(&self, task: &Task) -> usize {
        task.asked()
            .iter()
            .zip(&self.values)
            .filter(|(what, given)| given.is_some() && task.right(**what) == **given)
            .count()
    }
}

impl Progress {
    /// Nothing is answered yet, of so many questions.
    #[must_use]
    pub fn new(questions: usize) -> Progress {
        Progress { given: vec![None; questions], ..Progress::default() }
    }

    /// Takes an answer to the question `index`: the best one counts, of two that are as good the first. `seconds` is how long
    /// the question took up to now, `hints` how many were shown.
    pub fn answer(&mut self, index: usize, task: &Task, values: Vec<Option<Value>>, hints: u32, seconds: u32) {
        let Some(place) = self.given.get_mut(index) else { return };
        let now = Given { attempts: 1, hints, seconds, values };
        match place {
            None => *place = Some(now),
            Some(before) => {
                if now.right(task) > before.right(task) {
                    before.values = now.values;
                }
                before.attempts += 1;
                before.hints = before.hints.max(hints);
                before.seconds = seconds;
            }
        }
    }

    /// All of it in few letters, printable ASCII without quotes: [`LONGEST_STATE`] at the most.
    #[must_use]
    pub fn write(&self, sheet: &Sheet) -> String {
        let head = [sheet.print(), u64::from(self.at), u64::from(self.seconds), u64::from(self.is_over)];
        let mut out: String = head.map(base36).join(".");
        for time in [self.began, self.ended].into_iter().map_while(|time| time) {
            out.push('.');
            out.push_str(&base36(time));
        }
        for given in &self.given {
            out.push('~');
            let Some(given) = given else { continue };
            let counts = [given.attempts, given.hints, given.seconds].map(|count| base36(count.into()));
            out.push_str(&counts.join("."));
            for value in &given.values {
                out.push('.');
                out.push_str(&value.map_or_else(String::new, written));
            }
        }
        out
    }

    /// What [`Progress::write`] wrote of the same sheet, whose questions are `tasks`. None if it is of another, or no such text.
    #[must_use]
    pub fn read(text: &str, sheet: &Sheet, tasks: usize) -> Option<Progress> {
        if text.len() > LONGEST_STATE {
            return None;
        }
        let mut parts = text.split('~');
        let mut head = parts.next()?.split('.').map(number);
        let mut next = || head.next().flatten();
        let (print, at, seconds, is_over) = (next()?, next()?, next()?, next()?);
        let (began, ended) = (next(), next());
        let given = parts.map(|part| if part.is_empty() { Some(None) } else { read_given(part).map(Some) });
        let given: Vec<Option<Given>> = given.collect::<Option<_>>()?;
        let at = u32::try_from(at).ok()?;
        let is_it = print == sheet.print() && given.len() == tasks && at as usize <= tasks;
        let seconds = u32::try_from(seconds).ok()?;
        let progress = Progress { at, seconds, is_over: is_over == 1, began, ended, given };
        is_it.then_some(progress)
    }

    /// The places of the questions that are not answered, from 0.
    pub fn open(&self) -> impl Iterator<Item = usize> {
        self.given.iter().enumerate().filter(|(_, given)| given.is_none()).map(|(place, _)| place)
    }

    /// The place of the first question after `at` that is not answered.
    #[must_use]
    pub fn open_after(&self, at: u32) -> Option<usize> {
        self.open().find(|place| *place > at as usize)
    }

    /// Whether the last question was left, and those that are open are shown.
    #[must_use]
    pub fn is_past_last(&self) -> bool {
        self.at as usize >= self.given.len()
    }

    /// How far it is: of two states of one sheet the one that is further is the later one. One can go back to a question, but
    /// nothing takes an attempt or a second back.
    #[must_use]
    pub fn reach(&self) -> (bool, u32, u32, u32) {
        let attempts = self.given.iter().flatten().map(|given| given.attempts).sum();
        (self.is_over, attempts, self.seconds, self.at)
    }
}

impl Sheet {
    /// A number that tells sheets of other questions apart (FNV-1a of what decides them, 32 bits of it).
    #[must_use]
    pub fn print(&self) -> u64 {
        let asked = Sheet { title: String::new(), pass: None, ..self.clone() }.parameters();
        let text: String = asked.into_iter().map(|(name, value)| format!("{name}={value};")).collect();
        let fold = |hash: u32, octet: u8| (hash ^ u32::from(octet)).wrapping_mul(0x0100_0193);
        u64::from(format!("{text}{VERSION}").bytes().fold(0x811c_9dc5, fold))
    }
}

fn read_given(text: &str) -> Option<Given> {
    let mut parts = text.split('.');
    let mut count = || u32::try_from(number(parts.next()?)?).ok();
    let (attempts, hints, seconds) = (count()?, count()?, count()?);
    let value = |part: &str| if part.is_empty() { Some(None) } else { read_value(part).map(Some) };
    Some(Given { attempts, hints, seconds, values: parts.map(value).collect::<Option<_>>()? })
}

/// A value: a letter for what it is, and a number.
fn written(value: Value) -> String {
    let place = |place: Option<usize>| place.unwrap_or_default() as u64;
    let (kind, number) = match value {
        Value::Number(number) => ('n', number),
        Value::Flags(flags) => {
            ('f', Flags::NAMED.into_iter().filter(|(bit, _)| flags.has(*bit)).map(|(bit, _)| bits(bit)).sum())
        }
        Value::State(state) => ('t', place(State::ALL.into_iter().position(|known| known == state))),
        Value::Ask(ask) => ('a', place(FIELDS.into_iter().position(|known| known == ask))),
        Value::Segment(SegmentRef { from: Side::Client, nth, .. }) => ('c', nth.into()),
        Value::Segment(SegmentRef { from: Side::Server, nth, .. }) => ('s', nth.into()),
    };
    format!("{kind}{}", base36(number))
}

fn read_value(text: &str) -> Option<Value> {
    let (kind, rest) = text.split_at_checked(1)?;
    let number = number(rest)?;
    let place = || usize::try_from(number).ok();
    let segment = |from| u32::try_from(number).ok().map(|nth| Value::Segment(SegmentRef::new(from, nth)));
    match kind {
        "n" => Some(Value::Number(number)),
        "f" => {
            let set = Flags::NAMED.into_iter().filter(|(bit, _)| number & bits(*bit) != 0);
            Some(Value::Flags(set.fold(Flags::NONE, |flags, (bit, _)| flags | bit)))
        }
        "t" => State::ALL.get(place()?).copied().map(Value::State),
        "a" => FIELDS.get(place()?).copied().map(Value::Ask),
        "c" => segment(Side::Client),
        "s" => segment(Side::Server),
        _ => None,
    }
}

/// Where a bit's name stands among all of them, as a bit.
fn bits(bit: Flags) -> u64 {
    let place = Flags::NAMED.into_iter().position(|(known, _)| known == bit);
    place.map_or(0, |place| 1 << place)
}

/// The parts of a segment that can be an answer.
const FIELDS: [Ask; 8] =
    [Ask::Seq, Ask::Ack, Ask::Flags, Ask::Len, Ask::Window, Ask::SackLeft, Ask::SackRight, Ask::State(Side::Client)];

fn number(text: &str) -> Option<u64> {
    let is_plain = text.bytes().all(|octet| octet.is_ascii_digit() || octet.is_ascii_lowercase());
    is_plain.then(|| u64::from_str_radix(text, 36).ok()).flatten()
}

fn base36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit(u32::try_from(number % 36).unwrap_or_default(), 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Input, Level};

    #[test]
    fn one_goes_on_to_what_is_open_and_going_back_is_no_step_back() {
        let answered = Given { attempts: 1, ..Given::default() };
        let mut progress = Progress { at: 3, seconds: 9, ..Progress::new(3) };
        progress.given[1] = Some(answered.clone());
        assert_eq!((progress.open().collect::<Vec<_>>(), progress.is_past_last()), (vec![0, 2], true));
        let before = progress.reach();
        (progress.at, progress.seconds) = (0, 10);
        assert!(progress.reach() > before && !progress.is_past_last());
        assert_eq!((progress.open_after(0), progress.open_after(2)), (Some(2), None));
    }

    /// Every question answered with the longest that can be.
    fn longest(sheet: &Sheet) -> (Progress, usize) {
        let tasks: Vec<Task> = sheet.items(lessons::find).iter().map(super::super::Item::task).collect();
        let mut progress = Progress::new(tasks.len());
        for (index, task) in tasks.iter().enumerate() {
            let longest = |input| match input {
                Input::Number | Input::NumberOrFlags => Value::Number(1 << 40),
                Input::Flags => Value::Flags(Flags::ACK | Flags::CWR | Flags::FIN),
                Input::Choice(choices) => choices[choices.len() - 1],
            };
            let values = task.asked().into_iter().map(|what| Some(longest(task.input(what)))).collect();
            progress.answer(index, task, values, 9, 14_400);
            progress.seconds = 14_400;
            (progress.began, progress.ended) = (Some(253_402_300_798), Some(253_402_300_799));
        }
        (progress, tasks.len())
    }

    #[test]
    fn a_state_is_short_and_is_read_as_what_was_written() {
        let ids: Vec<String> = lessons::catalogue().iter().map(|lesson| lesson.id.clone()).collect();
        for seed in 0..12 {
            let (level, from) = (Level::ALL[seed % 3], (seed * 5) % ids.len());
            let some = ids.iter().skip(from).take(10).cloned().collect();
            let generated = Sheet { count: 50, level: Some(level), ..Sheet::new(seed as u64) };
            for sheet in [generated.clone(), Sheet { lessons: some, ..generated }] {
                let (progress, tasks) = longest(&sheet);
                let text = progress.write(&sheet);
                assert!(text.len() <= LONGEST_STATE, "{} letters", text.len());
                assert!(text.bytes().all(|octet| octet.is_ascii_graphic()), "{text}");
                assert_eq!(Progress::read(&text, &sheet, tasks), Some(progress.clone()));
                let running = Progress { ended: None, ..progress };
                assert_eq!(Progress::read(&running.write(&sheet), &sheet, tasks), Some(running.clone()));
                let untimed = Progress { began: None, ..running };
                assert_eq!(Progress::read(&untimed.write(&sheet), &sheet, tasks), Some(untimed));
            }
        }
    }

    #[test]
    fn what_is_of_another_sheet_or_no_state_is_not_taken() {
        let sheet = Sheet { count: 3, ..Sheet::new(5) };
        let (progress, tasks) = longest(&sheet);
        let text = progress.write(&sheet);
        let other = Sheet { seed: 6, ..sheet.clone() };
        assert_eq!(Progress::read(&text, &other, tasks), None);
        assert_eq!(Progress::read(&text, &sheet, tasks + 1), None);
        let named = Sheet { title: "A name and a mark change nothing".into(), pass: Some(60), ..sheet.clone() };
        assert_eq!(Progress::read(&text, &named, tasks), Some(progress));
        for bad in
            ["", "~~~", "zz", &text[1..], &text.replace('n', "x"), &"~".repeat(5000), "𝟙.1.1.1~~~", "1.+1.1.1~~~"]
        {
            assert_eq!(Progress::read(bad, &sheet, tasks), None, "{bad}");
        }
    }

    #[test]
    fn every_value_is_read_as_what_was_written() {
        let states = State::ALL.map(Value::State);
        let fields = FIELDS.map(Value::Ask);
        let flags = (0..256u64).map(|set| {
            let named = Flags::NAMED.into_iter().filter(|(bit, _)| set & bits(*bit) != 0);
            Value::Flags(named.fold(Flags::NONE, |flags, (bit, _)| flags | bit))
        });
        let others = [Value::Number(0), Value::Number(u64::MAX), Value::Segment(SegmentRef::new(Side::Server, 40))];
        for value in states.into_iter().chain(fields).chain(flags).chain(others) {
            assert_eq!(read_value(&written(value)), Some(value));
        }
    }

    #[test]
    fn of_several_answers_the_best_counts_and_all_are_counted() {
        let sheet = Sheet { count: 1, ..Sheet::new(5) };
        let task = sheet.items(lessons::find)[0].task();
        let right: Vec<Option<Value>> = task.asked().into_iter().map(|what| task.right(what)).collect();
        let none = vec![None; right.len()];
        let mut progress = Progress::new(1);
        progress.answer(0, &task, none.clone(), 0, 4);
        progress.answer(0, &task, right.clone(), 2, 9);
        progress.answer(0, &task, none, 1, 12);
        progress.answer(7, &task, right.clone(), 0, 0);
        assert_eq!(progress.given, [Some(Given { attempts: 3, hints: 2, seconds: 12, values: right })]);
    }
}
