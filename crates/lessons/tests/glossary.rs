//! The glossary is whole: every term has a name and a meaning in both languages, and every variable, state, timer and
//! control bit is in it. A lesson links the same terms in both languages.

mod common;

use std::collections::BTreeSet;

use common::check_prose;
use lessons::{Block, Lang, Lesson, Span, catalogue, known};
use tcp::State;

#[test]
fn every_term_is_told_in_both_languages_in_a_sentence_or_two() {
    for term in &known().terms {
        for (lang, end, most) in [(Lang::En, '.', 3), (Lang::Zh, '。', 3)] {
            let (name, text) = (term.name.get(lang), term.text.get(lang));
            check_prose(name, &term.id);
            check_prose(text, &term.id);
            assert!(text.ends_with(end) && text.matches(end).count() <= most, "{}: {text}", term.id);
        }
        let has_chinese = |text: &str| text.contains(|c: char| c as u32 > 0x2e7f);
        assert!(has_chinese(term.text.get(Lang::Zh)) && !has_chinese(term.text.get(Lang::En)), "{}", term.id);
    }
}

#[test]
fn no_two_terms_have_the_same_name() {
    for lang in Lang::ALL {
        let names: BTreeSet<String> = known().terms.iter().map(|term| term.name.get(lang).to_lowercase()).collect();
        assert_eq!(names.len(), known().terms.len(), "{lang:?}");
    }
}

#[test]
fn every_state_variable_and_control_bit_is_a_term() {
    let states = State::ALL.map(State::name);
    let variables = [
        "SND.UNA", "SND.NXT", "SND.WND", "SND.UP", "SND.WL1", "SND.WL2", "ISS", "RCV.NXT", "RCV.WND", "RCV.UP", "IRS",
        "TCB", "RTO", "SRTT", "RTTVAR", "MSS", "MSL",
    ];
    let flags = ["CWR", "ECE", "URG", "ACK", "PSH", "RST", "SYN", "FIN"];
    for name in states.iter().chain(&variables).chain(&flags) {
        assert!(known().terms.iter().any(|term| term.name.en == *name), "the glossary lacks {name}");
    }
}

#[test]
fn both_languages_of_a_lesson_link_the_same_terms() {
    for lesson in catalogue() {
        let [en, zh] = Lang::ALL.map(|lang| terms(lesson, lang));
        assert_eq!(en, zh, "{}", lesson.id);
        assert!(!en.is_empty(), "{} links no term", lesson.id);
    }
}

/// The terms that a lesson links in one language.
fn terms(lesson: &Lesson, lang: Lang) -> BTreeSet<String> {
    let text = &lesson.texts[lang as usize];
    let notes = text.notes.iter().flat_map(|(_, note)| note);
    let blocks = text.introduction.iter().chain(notes).chain(&text.next);
    let spans = blocks.flat_map(|block| match block {
        Block::Paragraph(spans) | Block::Item(spans) => spans.as_slice(),
        Block::Heading(..) => &[],
    });
    let linked = spans.filter_map(|span| match span {
        Span::Term(term, _) => Some(term.clone()),
        Span::Text(_) | Span::Code(_) | Span::Strong(_) => None,
    });
    linked.collect()
}
