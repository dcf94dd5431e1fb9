//! Generated questions, each held against what is true of all: one right answer, that every notation of it is taken, that
//! each wrong rule is known as itself, and that nothing which is said before gives the answer away. Where a learner may have its
//! numbers counted from the ISNs as well, all of it is true of both.

use lessons::Lang;
use quiz::{
    HINTS, Input, Level, Plan, Skill, Sums, Task, Value, What, generate, read_flags, read_number, read_state, read_sum,
    value_text,
};

use crate::campaign::Tally;

/// Checks questions of the case's seed: one for each skill, at a level that changes from seed to seed.
///
/// # Errors
/// What is not as it should be.
pub fn run(seed: u64, case: u64, tally: &mut Tally) -> Result<(), String> {
    let seed = seed.wrapping_mul(1_000_003).wrapping_add(case);
    let level = Level::ALL[(case % 3) as usize];
    let index = u32::try_from(case / 3 % 15).unwrap_or_default();
    let plan = Plan { level: Some(level), ..Plan::new(seed) };
    let id = plan.question(index);
    let attempts = quiz::attempts(id);
    tally.add("draws", attempts);
    tally.add("questions", 1);
    if attempts > 50 {
        return Err(format!("{} at level {}: {attempts} draws", id.skill.id(), level.number()));
    }
    let task = generate(id);
    tally.add(kind(&task), 1);
    let next = plan.question(index + 1);
    let fails = |what: &str| Err(format!("{} at level {}: {what}", id.skill.id(), level.number()));
    if next.skill == id.skill {
        return fails("the next question practises the same skill");
    }
    if generate(id).question != task.question {
        return fails("it is another question the second time");
    }
    if task.asked().is_empty() {
        return fails("nothing is asked");
    }
    if !hides_what_comes(&task) {
        return fails("what is asked for may be seen before");
    }
    let relative = task.relative();
    tally.add("in relative numbers as well", u64::from(relative.is_some()));
    for task in [Some(&task), relative.as_ref()].into_iter().flatten() {
        for what in task.asked() {
            check(task, what, tally).map_err(|error| {
                let numbering = task.question.numbering;
                format!("{} at level {}: {what:?} in {numbering:?} numbers: {error}", id.skill.id(), level.number())
            })?;
        }
    }
    if id.skill == Skill::Wrap {
        tally.add("questions on wrapping", 1);
    }
    Ok(())
}

/// Whether what may be seen before the answer ends before what is asked for, or covers it.
fn hides_what_comes(task: &Task) -> bool {
    let shown = &task.timeline.entries[..task.shown()];
    let asked = task.asked();
    let sent_within = |index: usize| {
        shown.iter().any(|entry| {
            entry.happening == sim::Happening::Sent { transmission: u32::try_from(index).unwrap_or(u32::MAX) }
        })
    };
    let is_covered = |what: &What| {
        task.part(*what).is_none_or(|(index, ask)| !sent_within(index) || task.cover(index, ask).is_some())
    };
    let is_before = match &task.question.form {
        quiz::Form::Resent { segment, .. } => {
            shown.iter().all(|entry| entry.at < task.timeline.transmissions[*segment as usize].sent)
                || task.timeline.transmissions[*segment as usize]
                    .cause()
                    .is_some_and(|cause| matches!(cause, tcp::Cause::Recovery { .. }))
        }
        quiz::Form::Order { .. } => shown.is_empty(),
        _ => true,
    };
    let way_is_covered = task.way().is_none_or(|way| way.iter().filter(|state| state.is_none()).count() == asked.len());
    asked.iter().all(is_covered) && is_before && way_is_covered
}

fn kind(task: &Task) -> &'static str {
    match task.question.form {
        quiz::Form::Predict { .. } => "predictions",
        quiz::Form::Ladder { .. } => "ladders",
        quiz::Form::Order { .. } => "orders",
        quiz::Form::Changed { .. } => "changed fields",
        quiz::Form::Resent { .. } => "retransmissions",
        quiz::Form::Figure { .. } => "figures",
    }
}

fn check(task: &Task, what: What, tally: &mut Tally) -> Result<(), String> {
    let Some(right) = task.right(what) else { return Err("no right answer".into()) };
    let is_right = |value| task.judge(what, value).is_some_and(|judged| judged.is_right() && judged.slip.is_none());
    if !is_right(right) {
        return Err("the right answer is not taken".into());
    }
    one_is_right(task, what, right, &is_right)?;
    let wrong = task.wrong(what);
    for (rule, value) in &wrong {
        let judged = task.judge(what, *value).ok_or("it is not judged")?;
        let slip = judged.slip.ok_or_else(|| format!("{} is not known", rule.id()))?;
        if judged.is_right() || slip.second.is_some() || slip.first != *rule {
            return Err(format!("{} is taken for {}", rule.id(), slip.id()));
        }
        tally.add("wrong answers", 1);
        tally.add(rule.id(), 1);
    }
    for lang in Lang::ALL {
        let mut said = vec![task.prompt(lang), task.label(what, lang)];
        // The last hint is the sum, whose terms may be anything.
        said.extend((0..HINTS - 1).filter_map(|step| task.hint(what, step, lang)));
        for text in &said {
            if gives_away(text, right, lang) {
                return Err(format!("{right:?} stands in {text:?}"));
            }
        }
        if (0..HINTS).any(|step| task.hint(what, step, lang).is_none_or(|hint| hint.is_empty())) {
            return Err("a hint is missing".into());
        }
        let sum = task.hint(what, HINTS - 1, lang).unwrap_or_default();
        if sum.rsplit('=').next().is_some_and(|result| gives_away(result, right, lang)) {
            return Err(format!("{sum:?} has its result"));
        }
        for (_, value) in &wrong {
            let judged = task.judge(what, *value).ok_or("it is not judged")?;
            if task.explain(&judged, lang).title.is_empty() {
                return Err(format!("nothing is said of {value:?}"));
            }
        }
        let judged = task.judge(what, right).ok_or("it is not judged")?;
        if task.explain(&judged, lang).title.is_empty() {
            return Err("nothing is said of the right answer".into());
        }
    }
    Ok(())
}

/// Whether only the right answer is right, among those that can be chosen or lie near it, and however it is written.
fn one_is_right(task: &Task, what: What, right: Value, is_right: &impl Fn(Value) -> bool) -> Result<(), String> {
    match (task.input(what), right) {
        (Input::Choice(values), _) => {
            let rights = values.iter().filter(|value| is_right(**value)).count();
            if rights != 1 {
                return Err(format!("{rights} of the choices are right"));
            }
            if let Value::State(state) = right {
                for text in [state.name(), state.netstat_name(), &state.name().to_lowercase()] {
                    if !is_right(Value::State(read_state(text).map_err(|error| error.text(Lang::En))?)) {
                        return Err(format!("{text} is not taken"));
                    }
                }
            }
        }
        (Input::Flags, Value::Flags(flags)) => {
            flags_are_taken(flags, is_right)?;
            let rights = (0..=u8::MAX).filter(|bits| is_right(Value::Flags(wire::Flags(*bits)))).count();
            if rights != 1 {
                return Err(format!("{rights} sets of bits are right"));
            }
        }
        (Input::NumberOrFlags, Value::Flags(flags)) => {
            flags_are_taken(flags, is_right)?;
            if read_number(&flags.to_string()).is_ok() {
                return Err(format!("{flags} is a number as well"));
            }
        }
        (Input::Number | Input::NumberOrFlags, Value::Number(number)) => {
            for near in [number.wrapping_sub(1), number + 1, number + (1 << 32)] {
                if is_right(Value::Number(near)) {
                    return Err(format!("{near} is right as well"));
                }
            }
            // Where a sum stays as it is, whoever adds 2^32 has added it.
            let is_same = |text: &String| task.sums() == Sums::Wrap || !text.ends_with("2^32");
            for text in notations(number).into_iter().filter(is_same) {
                let entered =
                    read_sum(&text, task.sums()).map_err(|error| format!("{text}: {}", error.text(Lang::En)))?;
                if !is_right(Value::Number(entered.value)) {
                    return Err(format!("{text} is not taken"));
                }
            }
        }
        (input, value) => return Err(format!("{value:?} cannot be an answer to {input:?}")),
    }
    Ok(())
}

/// Whether control bits are right in every notation that is accepted.
fn flags_are_taken(flags: wire::Flags, is_right: &impl Fn(Value) -> bool) -> Result<(), String> {
    let text = flags.to_string();
    let reversed = text.split(',').rev().collect::<Vec<_>>().join(" + ");
    for text in [text.to_lowercase(), text.replace(',', " "), text.replace(',', "，"), reversed, text] {
        if !is_right(Value::Flags(read_flags(&text).map_err(|error| format!("{text}: {}", error.text(Lang::En)))?)) {
            return Err(format!("{text} is not taken"));
        }
    }
    Ok(())
}

/// A number in every notation that is accepted.
fn notations(number: u64) -> Vec<String> {
    let decimal = number.to_string();
    let grouped = |separator: char| {
        let digits = decimal.chars().rev().collect::<Vec<_>>();
        let groups = digits.chunks(3).map(|group| group.iter().rev().collect::<String>());
        groups.collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join(&separator.to_string())
    };
    let full_width = decimal.chars().filter_map(|digit| char::from_u32(u32::from(digit) + 0xfee0)).collect();
    let below = number.saturating_sub(7);
    vec![
        decimal.clone(),
        format!(" {decimal} "),
        grouped(','),
        grouped(' '),
        grouped('_'),
        grouped('，'),
        full_width,
        format!("{number:#x}"),
        format!("0X{number:X}"),
        format!("{below} + {}", number - below),
        format!("{}-9", number + 9),
        format!("{number}+2^32"),
    ]
}

/// Whether a text has a value in it, as a word or a number of its own.
fn gives_away(text: &str, value: Value, lang: Lang) -> bool {
    let of_value = |character: char| character.is_ascii_alphanumeric() || matches!(character, ',' | '-');
    let shown = value_text(value, lang);
    let mut words = text.split(|character| !of_value(character)).map(|word| word.trim_matches([',', '-']));
    match value {
        Value::Number(number) => words.any(|word| word == shown || word == format!("{number:#x}")),
        // The names of parts stand in every sentence on them.
        Value::Ask(_) => false,
        Value::Flags(flags) if flags.0.count_ones() < 2 => false,
        _ => words.any(|word| word == shown),
    }
}
