//! What a sheet came to: a row for each thing that was asked, a score, and both as files.

use serde::Serialize;

use lessons::{Lang, plain};

use super::link::line;
use super::{Item, Progress, Sheet, answer_text};
use crate::{Form, Input, Task, VERSION};

/// What a sheet came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(title = "Results of a sheet of SYN·ACKademy, version 2"))]
#[serde(rename_all = "camelCase")]
pub struct Results {
    /// What kind of file it is: always `synackademy-results`.
    #[cfg_attr(test, schemars(regex(pattern = "^synackademy-results$")))]
    pub format: &'static str,
    /// The version of the file's form.
    #[cfg_attr(test, schemars(range(min = 2, max = 2)))]
    pub version: u16,
    /// The version of the generator of questions.
    pub generator: u16,
    /// The language that it is written in.
    #[cfg_attr(test, schemars(regex(pattern = "^(en|zh-CN)$")))]
    pub lang: &'static str,
    /// Who answered it, as the learner typed it for this file. Empty if that was left out.
    pub learner: String,
    /// What the sheet is called. It may be empty.
    pub title: String,
    /// What its generated questions are drawn from: a whole number in decimals, which may be more than a `double` holds.
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9]+$")))]
    pub seed: String,
    /// When it was begun and when it was ended, by the learner's clock, in UTC (ISO 8601). Empty where that is not known.
    #[cfg_attr(
        test,
        schemars(regex(pattern = "^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z)?$"))
    )]
    pub begun: String,
    /// See `begun`.
    #[cfg_attr(
        test,
        schemars(regex(pattern = "^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z)?$"))
    )]
    pub ended: String,
    /// The parameters of a link to it.
    pub link: String,
    /// From 0 to 1: each question is worth the same, and of it each thing that is asked; what is right of its best answer
    /// counts.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub score: f64,
    /// Whether the score reaches the sheet's pass mark; null where it has none, or is not finished.
    #[cfg_attr(test, schemars(required, extend("type" = ["boolean", "null"])))]
    pub passed: Option<bool>,
    /// Questions that were answered wholly right.
    pub right: u32,
    /// Questions that there are.
    pub asked: u32,
    /// Seconds that it took.
    pub seconds: u32,
    /// Whether it was finished.
    pub complete: bool,
    /// A row for each thing that was asked, in order.
    pub rows: Vec<Row>,
}

/// What came of one thing that was asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// The question's number, from 1.
    pub question: usize,
    /// Which of the things that it asks, from 1.
    pub part: usize,
    /// The same in every run of the sheet: letters, digits, `-` and `.` alone.
    #[cfg_attr(test, schemars(regex(pattern = "^[A-Za-z0-9.-]+$")))]
    pub id: String,
    /// What it practises.
    pub skill: &'static str,
    /// What kind of answer is asked for.
    pub kind: Kind,
    /// How the question is put.
    pub prompt: String,
    /// What is asked of it.
    pub asked: String,
    /// What was answered. Empty where nothing was.
    pub answer: String,
    /// What is right.
    pub right_answer: String,
    /// Whether the answer is right.
    pub is_right: bool,
    /// What it is worth: a right answer to one of two things is worth half a question.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub points: f64,
    /// The wrong rule that explains it, or two with `+` between them.
    pub rule: String,
    /// What is said of it.
    pub diagnosis: String,
    /// How often the question was answered.
    pub attempts: u32,
    /// How many hints were shown for it.
    pub hints: u32,
    /// Seconds that the question took.
    pub seconds: u32,
}

/// What kind of answer is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A number.
    Numeric,
    /// One of several: a state, a field, a segment.
    Choice,
    /// Control bits, or a number or control bits.
    Other,
}

impl Kind {
    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Numeric => "numeric",
            Kind::Choice => "choice",
            Kind::Other => "other",
        }
    }

    fn of(input: &Input) -> Kind {
        match input {
            Input::Number => Kind::Numeric,
            Input::Choice(_) => Kind::Choice,
            Input::Flags | Input::NumberOrFlags => Kind::Other,
        }
    }
}

/// The columns of the table that say the same in each of its lines, so that the tables of a class can be put together. They
/// are the names of the whole in the JSON.
pub const OF_SHEET: [&str; 5] = ["learner", "title", "seed", "begun", "ended"];

/// The columns of the table that follow, which are the names of a row in the JSON as well.
pub const COLUMNS: [&str; 16] = [
    "question",
    "part",
    "id",
    "skill",
    "kind",
    "prompt",
    "asked",
    "answer",
    "rightAnswer",
    "isRight",
    "points",
    "rule",
    "diagnosis",
    "attempts",
    "hints",
    "seconds",
];

impl Results {
    /// What `progress` came to, of the questions `asked`, each with its task. `time` writes seconds since 1970 as ISO 8601 has
    /// them, in UTC.
    #[must_use]
    pub fn of(
        sheet: &Sheet,
        asked: &[(&Item, &Task)],
        progress: &Progress,
        time: impl Fn(u64) -> String,
        lang: Lang,
    ) -> Results {
        let rows: Vec<Vec<Row>> =
            asked.iter().enumerate().map(|(place, (item, task))| rows(place, item, task, progress, lang)).collect();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let link: Vec<String> = sheet.parameters().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        let score = score(&rows, asked.len());
        let mark = sheet.pass.filter(|_| progress.is_over);
        Results {
            format: "synackademy-results",
            version: 2,
            generator: VERSION,
            lang: lang.code(),
            learner: String::new(),
            title: sheet.title.clone(),
            seed: sheet.seed.to_string(),
            begun: progress.began.map(&time).unwrap_or_default(),
            ended: progress.ended.map(time).unwrap_or_default(),
            link: link.join("&"),
            score,
            passed: mark.map(|percent| reaches(score, f64::from(percent) / 100.0)),
            right: count(rows.iter().filter(|rows| rows.iter().all(|row| row.is_right)).count()),
            asked: count(asked.len()),
            seconds: progress.seconds,
            complete: progress.is_over,
            rows: rows.into_iter().flatten().collect(),
        }
    }

    /// The same with who answered it, as it was typed: one line, of as many letters as a title has at the most.
    #[must_use]
    pub fn by(self, learner: &str) -> Results {
        Results { learner: line(learner), ..self }
    }

    /// As a table (RFC 4180, UTF-8): [`OF_SHEET`] and [`COLUMNS`], and a line for each row. A cell that a spreadsheet would take
    /// for a formula begins with an apostrophe.
    #[must_use]
    pub fn csv(&self) -> String {
        let row = |cells: &[String]| {
            let mut line = cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",");
            line.push_str("\r\n");
            line
        };
        let of_sheet = [&self.learner, &self.title, &self.seed, &self.begun, &self.ended].map(Clone::clone);
        let head = row(&[&OF_SHEET[..], &COLUMNS].concat().into_iter().map(String::from).collect::<Vec<_>>());
        self.rows.iter().fold(head, |table, of| table + &row(&[&of_sheet[..], &of.cells()].concat()))
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl Row {
    fn cells(&self) -> [String; COLUMNS.len()] {
        [
            self.question.to_string(),
            self.part.to_string(),
            self.id.clone(),
            self.skill.into(),
            self.kind.name().into(),
            self.prompt.clone(),
            self.asked.clone(),
            self.answer.clone(),
            self.right_answer.clone(),
            self.is_right.to_string(),
            self.points.to_string(),
            self.rule.clone(),
            self.diagnosis.clone(),
            self.attempts.to_string(),
            self.hints.to_string(),
            self.seconds.to_string(),
        ]
    }
}

/// What the rows of answered questions are worth, of so many questions: from 0 to 1, to four decimals.
#[must_use]
pub fn score(answered: &[Vec<Row>], questions: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let of_one = |rows: &Vec<Row>| number(rows.iter().filter(|row| row.is_right).count()) / number(rows.len().max(1));
    // The sum of nothing is -0, which some platform would not take for a number.
    let all = 0.0 + answered.iter().map(of_one).sum::<f64>();
    rounded(all / number(questions.max(1)))
}

/// Whether a score reaches a mark, both from 0 to 1. Both are taken to four decimals, as scores are passed on: 57 of 100
/// reach 57 %, though neither is such a number in binary.
#[must_use]
pub fn reaches(score: f64, mark: f64) -> bool {
    rounded(score) >= rounded(mark)
}

/// What came of each thing that the question at `place` asks, from 0.
#[must_use]
pub fn rows(place: usize, item: &Item, task: &Task, progress: &Progress, lang: Lang) -> Vec<Row> {
    let given = progress.given.get(place).and_then(Option::as_ref);
    let asked = task.asked();
    let row = |(part, what): (usize, &crate::What)| {
        let value = given.and_then(|given| *given.values.get(part)?);
        let judged = value.and_then(|value| task.judge(*what, value));
        let is_right = judged.is_some_and(|judged| judged.is_right());
        let text = |value| answer_text(task, value, lang);
        let wrong = judged.as_ref().filter(|judged| !judged.is_right());
        let diagnosis = wrong.map(|judged| {
            let said = task.explain(judged, lang);
            // What order segments have is told by letters, which a diagnosis does not know.
            let title = if matches!(task.question.form, Form::Order { .. }) { String::new() } else { said.title };
            let sentences = [title, plain(&said.text), said.arithmetic.join("; ")];
            sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join("; ")
        });
        Row {
            question: place + 1,
            part: part + 1,
            id: format!("{}.{}", item.id, part + 1),
            skill: task.question.skill.id(),
            kind: Kind::of(&task.input(*what)),
            prompt: item.prompt(task, lang),
            asked: task.label(*what, lang),
            answer: judged.map(|judged| text(judged.given)).unwrap_or_default(),
            right_answer: task.right(*what).map(text).unwrap_or_default(),
            is_right,
            points: if is_right {
                rounded(1.0 / f64::from(u32::try_from(asked.len()).unwrap_or(u32::MAX)))
            } else {
                0.0
            },
            rule: wrong.and_then(|judged| judged.slip).map(|slip| slip.id()).unwrap_or_default(),
            diagnosis: diagnosis.unwrap_or_default(),
            attempts: given.map_or(0, |given| given.attempts),
            hints: given.map_or(0, |given| given.hints),
            seconds: given.map_or(0, |given| given.seconds),
        }
    };
    asked.iter().enumerate().map(row).collect()
}

/// To four decimals, as it is shown and passed on.
fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

/// A cell: within quotes if it has to be, and no formula.
fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if is_formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Value;
    use serde_json::Value as Json;

    struct Class {
        sheet: Sheet,
        items: Vec<Item>,
        tasks: Vec<Task>,
    }

    impl Class {
        fn new(sheet: Sheet) -> Class {
            let items = sheet.items(lessons::find);
            let tasks = items.iter().map(Item::task).collect();
            Class { sheet, items, tasks }
        }

        fn results(&self, progress: &Progress, lang: Lang) -> Results {
            let asked: Vec<(&Item, &Task)> = self.items.iter().zip(&self.tasks).collect();
            Results::of(&self.sheet, &asked, progress, |seconds| format!("2026-01-05T10:00:{seconds:02}Z"), lang)
        }

        /// All answers as `give` has them.
        fn answered(&self, give: impl Fn(usize, &Task, crate::What) -> Option<Value>) -> Progress {
            let mut progress = Progress::new(self.tasks.len());
            for (index, task) in self.tasks.iter().enumerate() {
                let values = task.asked().into_iter().map(|what| give(index, task, what)).collect();
                progress.answer(index, task, values, 1, 7);
            }
            Progress { is_over: true, began: Some(3), ended: Some(40), ..progress }
        }
    }

    #[test]
    fn what_is_right_counts_by_parts_and_what_is_open_counts_nothing() {
        let class = Class::new(Sheet { count: 20, lessons: vec!["handshake".into()], ..Sheet::new(3) });
        let all = class.results(&class.answered(|_, task, what| task.right(what)), Lang::En);
        assert_eq!((all.right, all.score, all.complete), (all.asked, 1.0, true));
        let three =
            (0..40).map(|seed| Class::new(Sheet { count: 1, level: Some(crate::Level::Three), ..Sheet::new(seed) }));
        for one in three.filter(|one| one.tasks[0].asked().len() == 3).take(3) {
            let results = one.results(&one.answered(|_, task, what| task.right(what)), Lang::En);
            assert_eq!(results.score, 1.0, "three thirds are one");
        }
        let none = class.results(&Progress::new(class.tasks.len()), Lang::En);
        assert_eq!((none.right, none.score, none.complete), (0, 0.0, false));
        assert!(score(&[], 3).is_sign_positive(), "0, and not -0");
        assert!(none.rows.iter().all(|row| row.answer.is_empty() && !row.right_answer.is_empty() && row.attempts == 0));
        let first = |_: usize, task: &Task, what| (task.asked()[0] == what).then(|| task.right(what)).flatten();
        let partly = class.results(&class.answered(first), Lang::En);
        let mean =
            class.tasks.iter().map(|task| 1.0 / task.asked().len() as f64).sum::<f64>() / class.tasks.len() as f64;
        assert!((partly.score - mean).abs() < 0.001, "{} and {mean}", partly.score);
    }

    #[test]
    fn who_reaches_the_mark_has_passed_and_without_a_mark_or_an_end_nobody_has() {
        for percent in 1..=100 {
            let share = f64::from(percent) / 100.0;
            assert!(reaches(share, share) && !reaches(share - 0.0001, share), "{percent}");
            // As it was worked out by hosts that have percents.
            assert!(reaches(share * 100.0 / 100.0, share), "{percent}");
        }
        let class = Class::new(Sheet { count: 2, pass: Some(50), ..Sheet::new(3) });
        let half = class.answered(|index, task, what| (index == 0).then(|| task.right(what)).flatten());
        let passed = |pass, is_over| {
            let of = Class::new(Sheet { pass, ..class.sheet.clone() });
            of.results(&Progress { is_over, ..half.clone() }, Lang::En).passed
        };
        assert_eq!([passed(Some(50), true), passed(Some(51), true)], [Some(true), Some(false)]);
        assert_eq!([passed(None, true), passed(Some(50), false)], [None, None]);
    }

    #[test]
    fn a_wrong_answer_has_its_rule_and_what_is_said_of_it() {
        let class = Class::new(Sheet { count: 20, ..Sheet::new(8) });
        let wrong = |_: usize, task: &Task, what| task.wrong(what).first().map(|(_, value)| *value);
        for lang in Lang::ALL {
            let results = class.results(&class.answered(wrong), lang);
            let explained = results.rows.iter().filter(|row| !row.rule.is_empty());
            assert!(explained.clone().count() > 10);
            assert!(
                explained
                    .clone()
                    .all(|row| !row.is_right && !row.diagnosis.is_empty() && row.answer != row.right_answer)
            );
        }
    }

    /// RFC 4180, read as it says.
    fn parsed(csv: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell, mut within) = (Vec::new(), Vec::new(), String::new(), false);
        let mut letters = csv.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '"' if within && letters.peek() == Some(&'"') => {
                    letters.next();
                    cell.push('"');
                }
                '"' => within = !within,
                ',' if !within => row.push(std::mem::take(&mut cell)),
                '\r' if !within => {
                    assert_eq!(letters.next(), Some('\n'));
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                letter => cell.push(letter),
            }
        }
        assert!(row.is_empty() && cell.is_empty() && !within, "the last line ends");
        rows
    }

    #[test]
    fn table_and_json_have_the_same_columns_and_the_same_in_them() {
        let class = Class::new(Sheet { count: 12, title: "=cmd()".into(), ..Sheet::new(8) });
        let wrong = |index: usize, task: &Task, what| {
            if index.is_multiple_of(2) { task.right(what) } else { task.wrong(what).first().map(|(_, value)| *value) }
        };
        let progress = class.answered(wrong);
        for lang in Lang::ALL {
            let results = class.results(&progress, lang).by(" =Ann,\n\"B\" ");
            let table = parsed(&results.csv());
            let json: Json = serde_json::from_str(&results.json()).expect("JSON");
            assert_eq!(table[0], [&OF_SHEET[..], &COLUMNS].concat());
            for line in &table[1..] {
                assert_eq!(line[..2], ["'=Ann,\"B\"", "'=cmd()"]);
                assert_eq!(line[2..5], ["8", "2026-01-05T10:00:03Z", "2026-01-05T10:00:40Z"]);
            }
            for (name, written) in OF_SHEET.iter().zip(["=Ann,\"B\"", "=cmd()", "8"]) {
                assert_eq!(json[*name], *written);
            }
            let rows = json["rows"].as_array().expect("rows");
            assert_eq!(rows.len() + 1, table.len());
            for (object, line) in rows.iter().zip(&table[1..]) {
                let object = object.as_object().expect("an object");
                assert_eq!(object.len(), COLUMNS.len());
                for (name, cell) in COLUMNS.iter().zip(&line[OF_SHEET.len()..]) {
                    let value = match &object[*name] {
                        Json::String(text) => text.clone(),
                        other => other.to_string(),
                    };
                    let is_same = match value.parse::<f64>() {
                        Ok(number) => cell.parse() == Ok(number),
                        Err(_) => cell.strip_prefix('\'').unwrap_or(cell) == value,
                    };
                    assert!(is_same, "{name}: {cell} and {value}");
                }
            }
        }
    }

    #[test]
    fn no_cell_is_a_formula_and_what_has_commas_quotes_or_lines_is_quoted() {
        let cells = [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("a,b", "\"a,b\""),
            ("say \"a\"", "\"say \"\"a\"\"\""),
            ("=a,\"b\"\n", "\"'=a,\"\"b\"\"\n\""),
            ("plain", "plain"),
            ("三次握手", "三次握手"),
        ];
        for (cell, written) in cells {
            assert_eq!(quoted(cell), written);
        }
    }

    #[test]
    fn what_kind_of_answer_it_is_follows_from_what_is_asked() {
        let class = Class::new(Sheet { count: 30, ..Sheet::new(2) });
        let results = class.results(&Progress::new(class.tasks.len()), Lang::Zh);
        let inputs = class.tasks.iter().flat_map(|task| task.asked().into_iter().map(|what| task.input(what)));
        for (row, input) in results.rows.iter().zip(inputs) {
            assert_eq!(row.kind == Kind::Choice, matches!(input, Input::Choice(_)), "{}", row.id);
            assert_eq!(row.kind == Kind::Numeric, input == Input::Number, "{}", row.id);
        }
    }

    #[test]
    fn the_schema_in_docs_is_that_of_the_results() {
        let place = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/results.schema.json");
        let schema = schemars::schema_for!(Results);
        let now = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
        if std::env::var_os("REDRAW").is_some() {
            std::fs::write(place, &now).expect("docs can be written");
        }
        let kept = std::fs::read_to_string(place).expect("the schema is in docs");
        assert_eq!(kept, now, "`REDRAW=1 cargo test -p quiz schema_in_docs` writes it anew");
    }

    #[test]
    fn results_have_all_that_their_schema_wants_and_nothing_else() {
        let schema = schemars::schema_for!(Results).to_value();
        let class = Class::new(Sheet { count: 6, lessons: vec!["handshake".into()], ..Sheet::new(3) });
        let results = class.results(&class.answered(|_, task, what| task.right(what)), Lang::Zh);
        let json: Json = serde_json::from_str(&results.json()).expect("JSON");
        let names = |of: &Json| of.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
        let wanted = |of: &Json| {
            let of = of["required"].as_array().expect("what is required").iter();
            let mut names: Vec<String> = of.filter_map(|name| name.as_str().map(str::to_owned)).collect();
            names.sort_unstable();
            names
        };
        let sorted = |mut names: Vec<String>| {
            names.sort_unstable();
            names
        };
        assert_eq!(sorted(names(&json)), wanted(&schema));
        let row = &schema["$defs"]["Row"];
        assert_eq!(sorted(names(&row["properties"])), wanted(row));
        for of in json["rows"].as_array().expect("rows") {
            assert_eq!(sorted(names(of)), wanted(row));
        }
        let pattern = |of: &Json, name: &str| of["properties"][name]["pattern"].as_str().map(str::to_owned);
        assert_eq!(pattern(&schema, "format"), Some(format!("^{}$", results.format)));
        for lang in Lang::ALL {
            assert!(pattern(&schema, "lang").is_some_and(|pattern| pattern.contains(lang.code())));
        }
    }
}
