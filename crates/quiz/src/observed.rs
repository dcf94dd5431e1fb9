//! What an answer tells of which skill: each part of the skill that it shows, and a wrong one of the skill whose rule was not
//! followed.

use course::{Ask, answered};
use tcp::{AckRule, Cause, SeqRule};
use wire::Flags;

use crate::generate::shows;
use crate::rules::Scene;
use crate::{Help, Input, Judged, Level, ONE, Skill, Task, Value, What, WrongRule};

/// What an answer tells of one skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Which skill.
    pub skill: Skill,
    /// How hard the question was.
    pub level: Level,
    /// What the answer is worth, in millionths: nothing if what shows the skill was wrong, [`ONE`] if it was right without help.
    pub credit: u32,
    /// Whether what shows the skill was chosen from a few.
    pub is_choice: bool,
}

impl Task {
    /// What `parts`, the first answer that was locked, tells after that help: first of what the question practises, then of
    /// other skills. Of each skill at most once.
    #[must_use]
    pub fn observe(&self, parts: &[Judged], help: Help) -> Vec<Observation> {
        let asked = self.asked();
        let skill = self.question.skill;
        let level = self.question.id.map_or(Level::One, |id| id.level);
        let of = |what: What| parts.iter().find(|part| part.what == what);
        let is_right = |what: What| of(what).is_some_and(Judged::is_right);
        let is_choice = |what: What| matches!(self.input(what), Input::Choice(_));
        // What a question is about may lie in all its parts together, as in the order of segments.
        let mut own: Vec<What> = asked.iter().copied().filter(|what| self.is_own(*what)).collect();
        if own.is_empty() {
            own.clone_from(&asked);
        }
        let credit = if own.iter().all(|what| is_right(*what)) {
            help.credit(u32::try_from(asked.len()).unwrap_or(u32::MAX))
        } else {
            0
        };
        let is_chosen = own.iter().all(|what| is_choice(*what));
        let mut seen = vec![Observation { skill, level, credit, is_choice: is_chosen }];
        let mut add = |skill: Skill, credit: u32, is_choice: bool| match seen.iter_mut().find(|of| of.skill == skill) {
            // One mistake is enough; what is right adds nothing to what was seen of the skill before.
            Some(before) => before.credit = before.credit.min(credit),
            None => seen.push(Observation { skill, level, credit, is_choice }),
        };
        for what in asked {
            let is_own = own.contains(&what);
            if is_right(what) {
                // To which part a hint helped is not known here, so nothing is made of what is right by the way.
                if let Some(skill) = self.shown_by(what).filter(|_| !is_own && help.sums == 0) {
                    add(skill, ONE, is_choice(what));
                }
                continue;
            }
            let wrong = of(what);
            let mut because: Vec<Skill> = wrong
                .and_then(|part| part.slip)
                .map_or_else(Vec::new, |slip| slip.rules().filter_map(WrongRule::skill).collect());
            because.extend(wrong.into_iter().flat_map(skills_of_bits));
            if because.is_empty() && !is_own {
                because.extend(self.shown_by(what));
            }
            because.into_iter().for_each(|skill| add(skill, 0, is_choice(what)));
        }
        seen
    }

    /// Whether `what` is a part by which the question practises its skill.
    fn is_own(&self, what: What) -> bool {
        match (what, self.part(what)) {
            (What::Of { .. }, Some((index, ask))) => shows(self.question.skill, &self.timeline, index, ask),
            _ => true,
        }
    }

    /// The skill that a part of a segment shows, if it shows one.
    fn shown_by(&self, what: What) -> Option<Skill> {
        let scene = self.scene(what)?;
        let why = scene.sent.why.as_ref();
        match scene.ask {
            Ask::Seq => match why?.seq {
                SeqRule::Iss => Some(Skill::Isn),
                SeqRule::Original { .. } => Some(Skill::Retransmission),
                SeqRule::BeforeNext { .. } => Some(Skill::KeepAlive),
                SeqRule::FromAck { .. } | SeqRule::Zero => Some(Skill::Rst),
                SeqRule::Next { .. } => step_of(&scene, Skill::Data),
                SeqRule::WindowEdge { .. } => None,
            },
            Ask::Ack => match (why?.ack, why?.cause) {
                (AckRule::Covers { .. }, _) => Some(Skill::Rst),
                (_, Cause::AckOutOfOrder) => Some(Skill::DupAck),
                _ if answered::held_before(scene.timeline, scene.sent) > 0 => Some(Skill::Cumulative),
                _ => step_of(&scene, Skill::Ack),
            },
            Ask::Window => Some(Skill::Window),
            Ask::SackLeft | Ask::SackRight => Some(Skill::Sack),
            Ask::State(_) => Some(Skill::State),
            // Right bits and lengths may be so for many reasons.
            Ask::Flags | Ask::Len => None,
        }
    }
}

/// The skill of a number by what it went over last.
fn step_of(scene: &Scene<'_>, text: Skill) -> Option<Skill> {
    let step = scene.step?;
    match (step.syn, step.fin, step.text) {
        (true, ..) => Some(Skill::Syn),
        (_, true, _) => Some(Skill::Fin),
        (_, _, 0) => None,
        _ => Some(text),
    }
}

/// The skills of the control bits that are wrong.
fn skills_of_bits(part: &Judged) -> Vec<Skill> {
    let (Value::Flags(given), Value::Flags(right)) = (part.given, part.right) else { return Vec::new() };
    let wrong = Flags(given.0 ^ right.0);
    let of = [(Flags::SYN, Skill::Syn), (Flags::FIN, Skill::Fin), (Flags::RST, Skill::Rst)];
    of.into_iter().filter(|(bit, _)| wrong.has(*bit)).map(|(_, skill)| skill).collect()
}

impl WrongRule {
    /// The skill that whoever follows this rule lacks. A length belongs to none.
    #[must_use]
    pub fn skill(self) -> Option<Skill> {
        use WrongRule as Rule;
        Some(match self {
            Rule::SynZero | Rule::IsnBytes => Skill::Syn,
            Rule::IsnZeroServer => Skill::Isn,
            Rule::DataPlusOne | Rule::SegCount | Rule::SeqStays | Rule::AckConsumes => Skill::Data,
            Rule::AckLast | Rule::AckEcho | Rule::AckOwn | Rule::Swap => Skill::Ack,
            Rule::DupAdvances => Skill::DupAck,
            Rule::CumulEach | Rule::Delack => Skill::Cumulative,
            Rule::FinZero | Rule::FinData => Skill::Fin,
            Rule::RetxNew | Rule::ResentLast | Rule::RtoSame | Rule::RtoTrip => Skill::Retransmission,
            Rule::Wrap => Skill::Wrap,
            Rule::RelAbs => Skill::Relative,
            Rule::KeepaliveNext => Skill::KeepAlive,
            Rule::RstSeq => Skill::Rst,
            Rule::WindowOctets | Rule::WindowFull | Rule::WindowPeer => Skill::Window,
            Rule::SackLast | Rule::SackGap => Skill::Sack,
            Rule::StateStays | Rule::StatePeer | Rule::StateSkips => Skill::State,
            Rule::LenFlags | Rule::LenHeader | Rule::LenMss | Rule::LenOptions => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{QuestionId, VERSION, generate};

    /// A question of `skill` whose segment's part `ask` is asked for besides others.
    fn task(skill: Skill, is_it: impl Fn(&Task) -> bool) -> Task {
        let id = |seed| QuestionId { seed, version: VERSION, index: 0, skill, level: Level::Three };
        (0..300).map(|seed| generate(id(seed))).find(is_it).expect("one of 300 questions is of that kind")
    }

    /// Right answers to everything, but `wrong` to what it is of.
    fn answers(task: &Task, wrong: impl Fn(What) -> Option<Value>) -> Vec<Judged> {
        let given = |what: What| wrong(what).or_else(|| task.right(what)).expect("an answer");
        task.asked().into_iter().filter_map(|what| task.judge(what, given(what))).collect()
    }

    fn credit(seen: &[Observation], skill: Skill) -> Option<u32> {
        seen.iter().find(|of| of.skill == skill).map(|of| of.credit)
    }

    fn has(task: &Task, ask: Ask) -> bool {
        task.asked().iter().any(|what| matches!(what, What::Of { ask: of, .. } if *of == ask))
    }

    #[test]
    fn a_wrong_control_bit_does_not_cost_the_skill_of_the_numbers() {
        let task = task(Skill::Data, |task| has(task, Ask::Flags) && has(task, Ask::Seq));
        let parts = answers(&task, |what| match (what, task.right(what)) {
            (What::Of { ask: Ask::Flags, .. }, Some(Value::Flags(right))) => Some(Value::Flags(right | Flags::FIN)),
            _ => None,
        });
        let seen = task.observe(&parts, Help::default());
        assert_eq!((credit(&seen, Skill::Data), credit(&seen, Skill::Fin)), (Some(ONE), Some(0)));
    }

    #[test]
    fn a_rule_costs_the_skill_that_it_lacks_whatever_is_asked() {
        let zero = |task: &Task, what: What| {
            task.wrong(what).into_iter().find(|(rule, _)| *rule == WrongRule::SynZero).map(|(_, value)| value)
        };
        let lacks = |task: &Task| task.asked().into_iter().any(|what| !task.is_own(what) && zero(task, what).is_some());
        let task = task(Skill::Fin, lacks);
        let seen = task.observe(&answers(&task, |what| zero(&task, what)), Help::default());
        assert_eq!(credit(&seen, Skill::Syn), Some(0));
        assert_eq!((seen[0].skill, seen[0].credit), (Skill::Fin, ONE), "what the question is about was right");
    }

    #[test]
    fn what_is_right_by_the_way_tells_of_its_skill_but_not_with_a_sum_shown() {
        let task = task(Skill::Data, |task| has(task, Ask::Seq) && has(task, Ask::Ack));
        let right = answers(&task, |_| None);
        let alone = task.observe(&right, Help::default());
        assert!(alone.len() > 1 && alone.iter().all(|of| of.credit == ONE), "{alone:?}");
        let helped = task.observe(&right, Help { hints: 3, sums: 1 });
        assert!(helped.len() == 1 && helped[0].credit < ONE, "{helped:?}");
    }

    #[test]
    fn of_each_skill_an_answer_tells_once_and_of_an_order_as_a_whole() {
        for skill in Skill::ALL {
            for task in (0..20)
                .map(|seed| generate(QuestionId { seed, version: VERSION, index: 0, skill, level: Level::Three }))
            {
                let seen = task.observe(&answers(&task, |_| None), Help::default());
                assert_eq!((seen[0].skill, seen[0].credit), (skill, ONE));
                let mut skills: Vec<Skill> = seen.iter().map(|of| of.skill).collect();
                skills.sort_unstable();
                skills.dedup();
                assert_eq!(skills.len(), seen.len());
                // Nothing was answered at all.
                assert_eq!(task.observe(&[], Help::default())[0].credit, 0);
            }
        }
    }
}
