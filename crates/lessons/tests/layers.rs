//! What is said of the layers is prose in both languages.

mod common;

use common::check_prose;
use lessons::layers::{Note, line_code, note};
use lessons::{Lang, find};
use wire::Flags;
use wire::line::LineCode;

#[test]
fn every_line_code_is_told_without_a_slip() {
    for lang in Lang::ALL {
        for code in LineCode::ALL {
            check_prose(line_code(code, lang), &format!("{code:?}"));
        }
    }
}

#[test]
fn only_what_takes_sequence_numbers_is_told_to_be_sent_again() {
    let timeline = sim::run(&find("handshake").expect("a lesson").scenario);
    for sent in &timeline.transmissions {
        let takes_numbers = !sent.segment.is_empty();
        assert_eq!(Note::after_drop(sent) == Note::SentAgain, takes_numbers, "{}", sent.segment.flags);
        let mut forged = sent.clone();
        forged.id.forged = true;
        assert_eq!(Note::after_drop(&forged), Note::NobodysToSendAgain);
        let mut reset = sent.clone();
        reset.segment.flags = Flags::RST;
        assert_eq!(Note::after_drop(&reset), Note::ResetNotSentAgain);
    }
}

#[test]
fn that_a_damaged_segment_is_dropped_does_not_tell_what_follows() {
    for (lang, again) in [(Lang::En, "again"), (Lang::Zh, "重传")] {
        for dropped in [Note::DamagedSegment, Note::WrongChecksum] {
            assert!(!note(dropped, lang).contains(again));
        }
        let follows = [Note::SentAgain, Note::NotSentAgain, Note::ResetNotSentAgain, Note::NobodysToSendAgain];
        for follows in follows {
            check_prose(note(follows, lang), &format!("{follows:?}"));
        }
    }
}
