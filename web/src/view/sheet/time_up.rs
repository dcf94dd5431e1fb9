//! What is said when the time of a sheet runs out: what of the question that was shown was taken, and how much is open.

use lessons::Lang;

use crate::labels::sheet::sheet;

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct TimeUp {
    /// The number of the question for which something was filled in and not locked, if there was one.
    pub(super) question: Option<usize>,
    /// How many things it asks, and how many of these could be read and were taken.
    pub(super) of: usize,
    pub(super) read: usize,
    /// How many questions are not answered.
    pub(super) open: usize,
}

impl TimeUp {
    /// The sentences that tell it.
    pub(super) fn text(self, lang: Lang) -> String {
        let labels = sheet(lang);
        let TimeUp { question, of, read, open } = self;
        let taken = question.map(|question| match read {
            0 => (labels.unreadable)(question),
            read if read < of => (labels.taken_in_part)(question, read, of),
            _ => (labels.taken)(question),
        });
        let open = (open > 0).then(|| (labels.open_at_end)(open));
        let sentences: Vec<String> = [Some(labels.time_is_up.to_owned()), taken, open].into_iter().flatten().collect();
        sentences.join(if lang == Lang::En { " " } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_and_what_is_open_is_told() {
        let told = |time_up: TimeUp| (time_up.text(Lang::En), time_up.text(Lang::Zh));
        let (en, zh) = told(TimeUp { question: None, of: 0, read: 0, open: 0 });
        assert_eq!((en.as_str(), zh.as_str()), ("The time is up.", "时间到。"));
        let (en, zh) = told(TimeUp { question: Some(3), of: 2, read: 2, open: 1 });
        assert!(en.contains("question 3 was taken") && en.ends_with("1 question is not answered."), "{en}");
        assert!(zh.contains("第 3 题") && zh.contains("1 题未答"), "{zh}");
        let (en, zh) = told(TimeUp { question: Some(3), of: 3, read: 2, open: 0 });
        assert!(en.contains("2 of 3") && zh.contains("3 空") && zh.contains("2 空"), "{en} {zh}");
        let (en, zh) = told(TimeUp { question: Some(3), of: 1, read: 0, open: 4 });
        assert!(en.contains("cannot be read") && zh.contains("无法识别"), "{en} {zh}");
    }
}
