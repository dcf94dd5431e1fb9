//! The same question with its numbers counted from the ISNs, for a learner who wants to see them so.

use lessons::Numbering;

use crate::generate::tells_apart;
use crate::rules::Scene;
use crate::{Form, Skill, Task, Value};

impl Task {
    /// This question with its numbers counted from each side's ISN. Nothing if they are counted so already, if they are what
    /// it is about (an ISN would be 0, and nothing wraps), or if two wrong rules would give one answer then.
    #[must_use]
    pub fn relative(&self) -> Option<Task> {
        let question = &self.question;
        if question.numbering == Numbering::Relative || matches!(question.skill, Skill::Isn | Skill::Wrap) {
            return None;
        }
        let mut task = self.clone();
        task.question.numbering = Numbering::Relative;
        if let Form::Changed { segment, ask, shown } = question.form {
            // What a wrong rule put there in one numbering it puts there in the other.
            let scene = |task: &Task| {
                Scene::new(&self.timeline, segment as usize, ask, task.numbers()).map(|scene| scene.wrong())
            };
            let shown = match shown {
                Value::Number(_) => {
                    let (rule, _) = scene(self)?.into_iter().find(|(_, value)| *value == shown)?;
                    let (_, other) = scene(&task)?.into_iter().find(|(other, _)| *other == rule)?;
                    other
                }
                other => other,
            };
            if matches!(shown, Value::Number(number) if number > u64::from(u32::MAX)) {
                return None;
            }
            task.question.form = Form::Changed { segment, ask, shown };
        }
        tells_apart(&task).then_some(task)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Level, QuestionId, VERSION, generate};

    #[test]
    fn a_question_in_relative_numbers_asks_the_same_and_its_wrong_rules_still_differ() {
        let mut counted = 0;
        let levels = Level::ALL.into_iter().cycle();
        for ((seed, level), skill) in (0..40).zip(levels).flat_map(|of| Skill::ALL.map(|skill| (of, skill))) {
            let task = generate(QuestionId { seed, version: VERSION, index: 0, skill, level });
            let Some(relative) = task.relative() else { continue };
            counted += 1;
            assert_eq!(task.asked(), relative.asked());
            for what in relative.asked() {
                let right = relative.right(what).expect("an answer");
                assert!(relative.judge(what, right).expect("it is asked").is_right());
                for (rule, value) in relative.wrong(what) {
                    let judged = relative.judge(what, value).expect("it is asked");
                    assert_eq!(judged.slip.map(|slip| slip.first), Some(rule), "{skill:?} {seed} {what:?}");
                }
            }
            assert!(relative.relative().is_none());
        }
        assert!(counted > 150, "{counted}");
    }
}
