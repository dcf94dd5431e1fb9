//! What came of a sheet of questions so far, for whoever wants to hear of it: a page that this one stands in, a course's
//! records, what the browser keeps until the page is loaded again.
//!
//! Who asks the questions says [`publish`]; who wants to hear of it says [`hear`]. Who kept a [`Report::state`] gives it back
//! with [`restore`], before the questions are asked or afterwards. What is of that alone is told as such, since it was told before.

use std::cell::RefCell;
use std::rc::Rc;

pub(crate) use quiz::sheet::Kind as AnswerKind;
use yew::Callback;

/// What came of it so far, as far as the learner was told: what is right is told nobody else before.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Report {
    /// Which sheet it is of (`Sheet::print`); nothing where it is of the stage.
    pub(crate) sheet: Option<u64>,
    /// Whether it is what somebody kept: it was told before, and nothing was done since.
    pub(crate) is_restored: bool,
    /// What `answers` are worth, from 0 to 1. What is still open is worth nothing.
    pub(crate) score: f64,
    /// Questions that were answered wholly right.
    pub(crate) right: u32,
    /// Questions that there are.
    pub(crate) asked: u32,
    /// Whether it is over: everything was answered, time is up, or it was handed in.
    pub(crate) complete: bool,
    /// Seconds since it began.
    pub(crate) seconds: u32,
    /// Each thing that was answered and is done with, in the order of the questions: a question with several blanks has several
    /// of these.
    pub(crate) answers: Vec<AnswerReport>,
    /// All of that in few letters, printable ASCII, from which [`restore`] brings it back: 4000 at the most.
    pub(crate) state: String,
}

impl Report {
    /// Whether there is a score: there is none before an answer, and whoever hands in without one has none right.
    pub(crate) fn has_score(&self) -> bool {
        !self.answers.is_empty() || self.complete && self.asked > 0
    }
}

/// What came of one blank.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AnswerReport {
    /// Which it is, the same in every run of the sheet: printable ASCII, without spaces.
    pub(crate) id: String,
    pub(crate) kind: AnswerKind,
    /// What was answered, as it is shown in English: a number in decimals, names of control bits or of a state.
    pub(crate) given: String,
    /// What is right, written in the same way.
    pub(crate) right: String,
    pub(crate) is_right: bool,
    /// Seconds that the question took, the same for all of its blanks.
    pub(crate) seconds: u32,
    /// The id of the wrong rule that explains the answer, or two with `+` between them.
    pub(crate) rule: Option<String>,
}

/// Where both sides meet.
#[derive(Default)]
struct Desk {
    /// What was given back last, and what was said last.
    restored: Option<Rc<Report>>,
    last: Option<Rc<Report>>,
    hearers: Vec<(u32, Callback<Rc<Report>>)>,
    /// The number of the next hearer.
    next: u32,
    /// What was given back and nobody has taken.
    kept: Option<String>,
    /// Who asks the questions.
    asking: Option<Callback<String>>,
    /// What a platform calls the learner.
    learner: String,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Tells `report` to all who hear, unless it is what was told last.
pub(crate) fn publish(report: Report) {
    let told = DESK.with_borrow_mut(|desk| {
        if desk.last.as_deref() == Some(&report) {
            return None;
        }
        let report = Rc::new(report);
        if report.is_restored {
            desk.restored = Some(report.clone());
        }
        desk.last = Some(report.clone());
        Some((report, desk.hearers.clone()))
    });
    // They are called when nothing is borrowed any more: one may answer with `restore`.
    for (report, (_, hearer)) in told.iter().flat_map(|(report, hearers)| hearers.iter().map(move |it| (report, it))) {
        hearer.emit(report.clone());
    }
}

/// Has `hearer` told of every report, and at once of what was given back and of the last one, until what this gives is dropped.
pub(crate) fn hear(hearer: Callback<Rc<Report>>) -> Hearing {
    let (number, restored, last) = DESK.with_borrow_mut(|desk| {
        let number = desk.next;
        desk.next += 1;
        desk.hearers.push((number, hearer.clone()));
        (number, desk.restored.clone(), desk.last.clone().filter(|last| !last.is_restored))
    });
    for report in restored.into_iter().chain(last) {
        hearer.emit(report);
    }
    Hearing(number)
}

/// Somebody who hears of reports.
pub(crate) struct Hearing(u32);

impl Drop for Hearing {
    fn drop(&mut self) {
        DESK.with_borrow_mut(|desk| desk.hearers.retain(|(number, _)| *number != self.0));
    }
}

/// Says what a platform calls the learner.
pub(crate) fn set_learner(name: String) {
    DESK.with_borrow_mut(|desk| desk.learner = name);
}

/// What a platform calls the learner; empty where none said so.
pub(crate) fn learner() -> String {
    DESK.with_borrow(|desk| desk.learner.clone())
}

/// Gives back a [`Report::state`]. Whoever asks the questions takes it up if it is of the same sheet and holds more than what
/// was answered here; what is neither is left alone.
pub(crate) fn restore(state: String) {
    let asking = DESK.with_borrow_mut(|desk| {
        if desk.asking.is_none() {
            desk.kept = Some(state.clone());
        }
        desk.asking.clone()
    });
    if let Some(asking) = asking {
        asking.emit(state);
    }
}

/// Has `asking` told of every state that is given back, and at once of one that is there already, until what is given back
/// here is dropped.
pub(crate) fn on_restore(asking: Callback<String>) -> Asking {
    let kept = DESK.with_borrow_mut(|desk| {
        desk.asking = Some(asking.clone());
        desk.kept.take()
    });
    if let Some(kept) = kept {
        asking.emit(kept);
    }
    Asking
}

/// Somebody who asks questions. What was told stays for whoever comes late to hear of it.
pub(crate) struct Asking;

impl Drop for Asking {
    fn drop(&mut self) {
        DESK.with_borrow_mut(|desk| desk.asking = None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_hears_is_told_the_last_report_at_once_and_each_other_one_once() {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let hearer = {
            let heard = heard.clone();
            Callback::from(move |report: Rc<Report>| heard.borrow_mut().push(report.asked))
        };
        publish(Report { asked: 1, ..Report::default() });
        let hearing = hear(hearer);
        publish(Report { asked: 2, ..Report::default() });
        publish(Report { asked: 2, ..Report::default() });
        drop(hearing);
        publish(Report { asked: 3, ..Report::default() });
        assert_eq!(*heard.borrow(), [1, 2]);
    }

    #[test]
    fn whoever_comes_late_is_told_what_was_given_back_before_what_was_done_since() {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let hearer = {
            let heard = heard.clone();
            Callback::from(move |report: Rc<Report>| heard.borrow_mut().push((report.right, report.is_restored)))
        };
        publish(Report { right: 1, is_restored: true, ..Report::default() });
        drop(hear(hearer.clone()));
        publish(Report { right: 2, ..Report::default() });
        drop(hear(hearer));
        assert_eq!(*heard.borrow(), [(1, true), (1, true), (2, false)]);
    }

    #[test]
    fn a_state_reaches_who_asks_whether_it_comes_before_or_after() {
        let got = Rc::new(RefCell::new(Vec::new()));
        let asking = {
            let got = got.clone();
            Callback::from(move |state: String| got.borrow_mut().push(state))
        };
        restore("early".into());
        let guard = on_restore(asking);
        restore("late".into());
        drop(guard);
        assert_eq!(*got.borrow(), ["early", "late"]);
    }
}
