//! Every built-in lesson is whole: its marks and questions are found in its own run, and it has prose in both languages.

mod common;

use common::{check_prose, flat_blocks};
use course::LessonError;
use lessons::{Lang, catalogue, find};

#[test]
fn every_lesson_is_found_by_its_id() {
    let ids: Vec<&str> = catalogue().iter().map(|lesson| lesson.id.as_str()).collect();
    assert_eq!(ids, ["handshake", "lost-segment", "four-way-close"]);
    assert!(ids.iter().all(|id| find(id).is_some_and(|lesson| lesson.id == *id)));
    assert!(find("no-such-lesson").is_none());
}

#[test]
fn every_mark_is_found_in_its_own_run_in_the_order_of_the_file() {
    for lesson in catalogue() {
        let timeline = sim::run(&lesson.scenario);
        let found: Vec<Option<usize>> = lesson.marks.iter().map(|mark| mark.at.find(&timeline)).collect();
        assert!(found.iter().all(Option::is_some), "{}: {found:?}", lesson.id);
        assert!(found.is_sorted(), "{}: the prose tells them in another order: {found:?}", lesson.id);
    }
}

#[test]
fn every_lesson_speaks_both_languages_before_and_at_each_mark() {
    for lesson in catalogue() {
        let timeline = sim::run(&lesson.scenario);
        for lang in Lang::ALL {
            check_prose(lesson.title(lang), &lesson.id);
            check_prose(&flat_blocks(lesson.introduction(lang)), &lesson.id);
            for mark in &lesson.marks {
                let entry = mark.at.find(&timeline).expect("found above");
                let (id, at, note) =
                    lesson.note_at(&lesson.moments(&timeline), &timeline, entry + 1, lang).expect("a note");
                assert_eq!((id, at), (mark.id.as_str(), entry));
                let text = flat_blocks(note);
                check_prose(&text, &mark.id);
                // Numbers come from the engine; prose that quotes one is false as soon as numbers are shown relative.
                let digits = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
                assert!(digits < 5, "{}: {} quotes a sequence number", lesson.id, mark.id);
            }
        }
    }
}

#[test]
fn nothing_is_noted_before_the_first_mark() {
    for lesson in catalogue() {
        let timeline = sim::run(&lesson.scenario);
        assert!(lesson.note_at(&lesson.moments(&timeline), &timeline, 0, Lang::En).is_none());
    }
}

#[test]
fn a_lesson_with_a_section_or_a_question_too_many_or_too_few_is_refused() {
    let file = include_str!("../data/handshake/lesson.toml");
    let en = include_str!("../data/handshake/en.md");
    let zh = include_str!("../data/handshake/zh.md");
    let read = |file: &str, en: &str| course::read(file, en, zh);
    assert!(read(file, en).is_ok());
    assert_eq!(read(file, &format!("{en}\n## nowhere\n\nNote.")), Err(LessonError::UnknownMark("nowhere".into())));
    assert_eq!(read(file, &en.replace("## third", "### third")), Err(LessonError::NoNote("third".into(), Lang::En)));
    assert_eq!(read(file, "No title."), Err(LessonError::NoTitle(Lang::En)));
    let unasked = file.replace("mark = \"third\"", "mark = \"fourth\"");
    assert_eq!(read(&unasked, en), Err(LessonError::UnknownMark("fourth".into())));
    assert!(matches!(read("id = 1", en), Err(LessonError::Toml(_))));
}
