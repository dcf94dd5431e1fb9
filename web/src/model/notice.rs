//! What is wrong with something that came from outside, as data: the labels say it in the learner's language.

use lessons::link::Unreadable;

/// Something that was not understood, and what was done instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Notice {
    /// The link names a lesson that does not exist: the first one is shown.
    UnknownLesson(String),
    /// The link has a parameter that nothing is known of: it is ignored.
    UnknownParameter(String),
    /// A parameter's value is none of those that it can have: it is ignored.
    UnknownValue { parameter: &'static str, value: String },
    /// A parameter wants a whole number and has something else: it is ignored.
    NotANumber { parameter: &'static str, value: String },
    /// A parameter's number is larger than it can be: the largest is taken.
    TooLarge { parameter: &'static str, value: String, largest: String },
    /// The link drops or selects a segment that this run does not have: it is ignored.
    NoSuchSegment(String),
    /// The link has more of something than is read: the rest is ignored.
    TooLong { parameter: &'static str },
    /// A run that the link describes cannot be read: the lesson's own is shown.
    UnreadableEdit { parameter: &'static str, error: Unreadable },
    /// The link shows a conversation of a capture that is not in it.
    CaptureWanted { file: String, number: usize },
    /// What a launch or a link says of whom to report to cannot be used: nothing is reported.
    NotReported { parameter: &'static str, value: String },
    /// So many more things are wrong than are listed.
    More(usize),
}

/// How many notices anyone reads.
const MOST: usize = 6;

/// The first few of what is wrong, each once, and how many more there are.
pub(crate) fn first_few(notices: &[Notice]) -> Vec<Notice> {
    let mut few: Vec<Notice> = Vec::new();
    for notice in notices {
        if !few.contains(notice) {
            few.push(notice.clone());
        }
    }
    if few.len() > MOST {
        let more = few.len() - (MOST - 1);
        few.truncate(MOST - 1);
        few.push(Notice::More(more));
    }
    few
}

/// A value from outside, cut to a length that can be shown.
pub(crate) fn shown(value: &str) -> String {
    const LONGEST: usize = 40;
    let mut cut: String = value.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if value.chars().count() > LONGEST {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_faults_are_told_in_a_few_notices_each_once() {
        let unknown = |index: usize| Notice::UnknownParameter(index.to_string());
        let told = first_few(&(0..100).map(|index| unknown(index / 2)).collect::<Vec<_>>());
        assert_eq!(told.len(), MOST);
        assert_eq!(told[1], unknown(1));
        assert_eq!(told.last(), Some(&Notice::More(50 - (MOST - 1))));
        assert_eq!(first_few(&[unknown(1), unknown(1)]), [unknown(1)]);
    }
}
