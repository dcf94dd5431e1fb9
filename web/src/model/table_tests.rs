//! The table of what a link may say, held against what is read, what is written, and what the documents tell.

use std::collections::BTreeSet;

use super::table::{Group, Known, TABLE, Values, group};
use super::tests::{open, parameters};
use super::*;

/// Values that an option may have, each of which is read without a word.
fn accepted(known: &Known) -> Vec<String> {
    match &known.values {
        Values::OneOf(words) => words.iter().map(|word| (*word).to_owned()).collect(),
        Values::SomeOf(words) => words.iter().map(|word| (*word).to_owned()).chain([words.join(",")]).collect(),
        Values::NumberOr(from, to, word) => vec![from.to_string(), to.to_string(), (*word).to_owned()],
        Values::Number(from, to) => [*from, to.unwrap_or(*from)].iter().map(u64::to_string).collect(),
        Values::Like(_, samples) => samples.iter().map(|sample| (*sample).to_owned()).collect(),
    }
}

/// Where the option can be seen to work: a moment at which the lesson's segments are there.
fn with(name: &str, value: &str) -> Model {
    open(&[(name, value), ("step", "20")])
}

#[test]
fn every_value_of_the_table_is_read_without_a_word() {
    for known in TABLE {
        for value in accepted(known) {
            let notices = match known.name {
                // A link has each once, and these lead to a file that is not in it.
                "step" => open(&[("step", &value)]).notices,
                "capture" | "conversation" | "captured-at" => continue,
                name => with(name, &value).notices,
            };
            assert_eq!(notices, [], "{}={value}", known.name);
        }
    }
}

#[test]
fn a_value_that_is_not_in_the_table_is_told_and_changes_nothing() {
    let plain = open(&[("step", "20")]);
    for known in TABLE {
        let past = match &known.values {
            Values::OneOf(_) => vec!["none of these".to_owned(), String::new(), "\u{0}".into()],
            Values::Number(_, to) => {
                let mut past = vec!["-1".to_owned(), "1.5".into(), "x".into(), String::new()];
                past.extend(to.map(|to| (to + 1).to_string()));
                past
            }
            // These are of views that come later, which tell of them themselves.
            Values::Like(..) | Values::SomeOf(_) | Values::NumberOr(..) => continue,
        };
        if known.group == Group::Sheet || known.name == "step" {
            continue;
        }
        for value in past {
            let model = if ["conversation", "captured-at"].contains(&known.name) {
                open(&[("capture", "run.pcap"), (known.name, &value)])
            } else {
                with(known.name, &value)
            };
            let told = model.notices.iter().any(|notice| {
                matches!(notice, Notice::UnknownValue { parameter, .. } | Notice::NotANumber { parameter, .. }
                    | Notice::TooLarge { parameter, .. } if *parameter == known.name)
            });
            assert!(told, "{}={value:?}: {:?}", known.name, model.notices);
            if !matches!(known.values, Values::Number(..)) {
                assert_eq!(model.view, plain.view, "{}={value:?}", known.name);
            }
        }
    }
}

/// What a sheet finds wrong with a value.
fn faults_of_sheet(name: &str, value: &str) -> usize {
    let link = [("count", "10"), (name, value)];
    let parameter =
        |wanted: &str| link.iter().rev().find(|(name, _)| *name == wanted).map(|(_, value)| (*value).to_owned());
    quiz::sheet::Sheet::read(parameter, |_| true).expect("the link of a sheet").1.len()
}

#[test]
fn a_sheet_reads_what_the_table_has_and_tells_of_all_else() {
    for known in TABLE.iter().filter(|known| known.group == Group::Sheet && known.name != "sheet") {
        for value in accepted(known) {
            assert_eq!(faults_of_sheet(known.name, &value), 0, "{}={value}", known.name);
        }
        let past = match &known.values {
            Values::Number(from, Some(to)) | Values::NumberOr(from, to, _) => {
                vec![(from - 1).to_string(), (to + 1).to_string(), "x".into(), "1.5".into()]
            }
            Values::Number(_, None) => vec!["-1".into(), "x".into()],
            Values::OneOf(_) | Values::SomeOf(_) => vec!["none-of-these".into()],
            Values::Like(..) => continue,
        };
        for value in past {
            assert_eq!(faults_of_sheet(known.name, &value), 1, "{}={value}", known.name);
        }
    }
}

#[test]
fn the_table_has_every_skill_and_every_form_of_message() {
    let words = |wanted: &str| match TABLE.iter().find(|known| known.name == wanted).map(|known| &known.values) {
        Some(Values::SomeOf(words)) => *words,
        _ => panic!("{wanted} is a row of words"),
    };
    assert_eq!(words("skills"), quiz::Skill::ALL.map(quiz::Skill::id));
    let reader = include_str!("../view/bridge/host.rs");
    for word in words("msg") {
        assert!(reader.contains(&format!("\"{word}\" => ")), "{word}");
    }
}

#[test]
fn what_is_not_in_the_table_is_told_as_unknown() {
    for name in ["speeds", "LESSON", "lesson ", "", "drop[]", "__proto__", "<script>"] {
        assert_eq!(group(name), None);
        assert_eq!(open(&[(name, "1")]).notices, [Notice::UnknownParameter(name.to_owned())]);
    }
}

/// The reader's own source: what it compares a name with.
#[test]
fn nothing_is_read_that_is_not_in_the_table() {
    let source = include_str!("link.rs");
    let (_, arms) = source.split_once("match key {").expect("the reader's table of names");
    let (arms, _) = arms.split_once("_ => notices.push(Notice::UnknownParameter").expect("its end");
    let mut read: BTreeSet<&str> = BTreeSet::new();
    for arm in arms.lines().filter(|line| ["        \"", "        |"].iter().any(|begin| line.starts_with(begin))) {
        let names = arm.split("=>").next().and_then(|arm| arm.split(" if ").next()).unwrap_or_default();
        read.extend(names.split('"').skip(1).step_by(2));
    }
    let options = include_str!("options.rs");
    let (_, names) = options.split_once("const NAMES").expect("the names of options");
    let (names, _) = names.split_once("];").expect("their end");
    read.extend(names.split('"').skip(1).step_by(2));
    // The fragment is no option of the query.
    read.remove("#");
    let known: BTreeSet<&str> = TABLE.iter().map(|known| known.name).collect();
    assert_eq!(read, known);
    assert_eq!(known.len(), TABLE.len(), "each stands in the table once");
}

#[test]
fn nothing_is_written_that_is_not_in_the_table_or_not_read_back() {
    for known in TABLE {
        for value in accepted(known) {
            let model = if known.name == "step" { open(&[("step", &value)]) } else { with(known.name, &value) };
            let written = parameters(&model);
            assert!(written.iter().all(|(name, _)| group(name).is_some()), "{written:?}");
            // What describes a beginning is gone once it has begun, and so is what is as it is anyway.
            let is_written = written.iter().any(|(name, of)| name == known.name && *of == value);
            let is_default =
                known.default == value || ["v", "paused", "t"].contains(&known.name) || value == "none" || value == "0";
            let is_away = matches!(known.name, "captured-at" | "conversation" | "isn");
            assert!(
                is_written || is_default || is_away || model.wanted.is_some(),
                "{}={value}: {written:?}",
                known.name
            );
        }
    }
}

#[test]
fn a_link_may_start_the_player_and_does_not_unless_it_says_so() {
    assert!(!open(&[]).playing);
    assert!(!open(&[("paused", "1")]).playing);
    assert!(open(&[("paused", "0")]).playing);
    assert!(!open(&[("paused", "0"), ("mode", "quiz")]).playing, "there is no player");
    assert!(!open(&[("paused", "yes")]).playing);
}

/// A row of the documents' table, without the words.
fn row(known: &Known) -> String {
    let code = |text: &str| if text.is_empty() { "–".to_owned() } else { format!("`{text}`") };
    let values = match &known.values {
        Values::OneOf(words) => words.iter().map(|word| code(word)).collect::<Vec<_>>().join(" "),
        Values::SomeOf(words) => words.iter().map(|word| code(word)).collect::<Vec<_>>().join(" "),
        Values::NumberOr(from, to, word) => format!("`{from}` … `{to}` `{word}`"),
        Values::Number(from, Some(to)) => format!("`{from}` … `{to}`"),
        Values::Number(from, None) => format!("`{from}` …"),
        Values::Like(form, _) => code(form),
    };
    format!("| `{}` | {values} | {} | {} | ", known.name, code(known.default), known.since)
}

#[test]
fn the_documents_tell_of_every_option_in_both_languages_as_the_table_has_it() {
    let pages = [include_str!("../../../docs/en/links.md"), include_str!("../../../docs/zh/links.md")];
    for page in pages {
        assert!(page.contains(&format!("`v={}`", VERSION)), "which version it tells of");
        let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
        for (told, known) in rows.iter().zip(TABLE) {
            let row = row(known);
            let words = told.strip_prefix(&row).unwrap_or_else(|| panic!("{told}\nhas to begin with\n{row}"));
            assert!(words.trim_end_matches([' ', '|']).chars().count() > 3, "{told}\nsays what it does");
        }
        assert_eq!(rows.len(), TABLE.len());
    }
}
