//! Every built-in lesson is whole: its marks and questions are found in its own run, it has prose in both languages, and
//! it stands on sections that there are.

mod common;

use common::{check_prose, flat_blocks};
use lessons::{Lang, catalogue, find, index, known, opening};

#[test]
fn every_lesson_is_found_by_its_id() {
    let ids: Vec<&str> = catalogue().iter().map(|lesson| lesson.id.as_str()).collect();
    assert!(ids.iter().all(|id| find(id).is_some_and(|lesson| lesson.id == *id)));
    assert!(find("no-such-lesson").is_none());
    assert_eq!(Some(opening()), find("handshake"));
}

#[test]
fn lessons_are_taught_chapter_by_chapter() {
    let places: Vec<_> = catalogue().iter().map(|lesson| (lesson.chapter, lesson.order)).collect();
    assert!(places.is_sorted_by(|one, next| one < next), "two lessons are at one place: {places:?}");
    let listed: Vec<String> = index().lessons.into_iter().map(|listed| listed.id).collect();
    assert!(catalogue().iter().map(|lesson| &lesson.id).eq(&listed), "the list has them in another order");
}

#[test]
fn every_lesson_ends_its_introduction_with_its_question_and_says_what_to_try_next() {
    for lesson in catalogue() {
        for lang in Lang::ALL {
            let question = lesson.question(lang);
            check_prose(question, &lesson.id);
            assert!(flat_blocks(lesson.introduction(lang)).ends_with(question), "{}: {question}", lesson.id);
            check_prose(&flat_blocks(lesson.next(lang)), &lesson.id);
        }
        assert!(!lesson.sections.is_empty() && lesson.sections.iter().all(|cited| known().has_section(cited)));
    }
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
fn a_mark_is_found_by_what_befalls_a_host_and_by_a_call_that_fails() {
    let lesson = find("address-in-use").expect("the lesson");
    let timeline = sim::run(&lesson.scenario);
    let at = |id: &str| {
        let mark = lesson.marks.iter().find(|mark| mark.id == id).expect("the mark");
        timeline.entries[mark.at.find(&timeline).expect("its moment")].happening
    };
    assert!(matches!(at("restart"), sim::Happening::Befell { mishap: 0 }));
    assert!(matches!(at("again"), sim::Happening::Befell { mishap: 1 }));
    assert!(matches!(at("in-use"), sim::Happening::Called { error: Some(tcp::CallError::AlreadyExists), .. }));
}
