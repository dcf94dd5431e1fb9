//! What is wrong with something that came from outside, as data: the labels say it in the learner's language.

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
