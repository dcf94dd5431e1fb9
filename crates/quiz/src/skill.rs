//! What is practised: skills, levels, and in which order the questions of a seed practise them.

use serde::{Deserialize, Serialize};

use lessons::Lang;

use crate::draws::Draws;

/// Something that a learner can or cannot do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Skill {
    /// Each side draws a number to begin with.
    Isn,
    /// The SYN takes a number.
    Syn,
    /// Numbers count octets of data.
    Data,
    /// `ack` names the next number that is expected.
    Ack,
    /// One acknowledgment covers everything before it.
    Cumulative,
    /// Beyond a gap `ack` repeats itself.
    DupAck,
    /// What goes again has the numbers that it had.
    Retransmission,
    /// Blocks report what came beyond a gap.
    Sack,
    /// The window is what the buffer has left.
    Window,
    /// The FIN takes a number.
    Fin,
    /// Where a reset takes its numbers from.
    Rst,
    /// A keep-alive probe has an old number.
    KeepAlive,
    /// After 2^32 − 1 comes 0.
    Wrap,
    /// Numbers counted from the ISN.
    Relative,
    /// The states of both sides.
    State,
}

impl Skill {
    /// Every skill, in the order in which they build on each other.
    pub const ALL: [Skill; 15] = [
        Skill::Isn,
        Skill::Syn,
        Skill::Data,
        Skill::Ack,
        Skill::Cumulative,
        Skill::DupAck,
        Skill::Retransmission,
        Skill::Sack,
        Skill::Window,
        Skill::Fin,
        Skill::Rst,
        Skill::KeepAlive,
        Skill::Wrap,
        Skill::Relative,
        Skill::State,
    ];

    /// The id in links, reports and on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Skill::Isn => "isn",
            Skill::Syn => "syn",
            Skill::Data => "data",
            Skill::Ack => "ack",
            Skill::Cumulative => "cumulative",
            Skill::DupAck => "dupack",
            Skill::Retransmission => "retransmission",
            Skill::Sack => "sack",
            Skill::Window => "window",
            Skill::Fin => "fin",
            Skill::Rst => "rst",
            Skill::KeepAlive => "keep-alive",
            Skill::Wrap => "wrap",
            Skill::Relative => "relative",
            Skill::State => "state",
        }
    }

    /// The skill with this id.
    #[must_use]
    pub fn parse(id: &str) -> Option<Skill> {
        Skill::ALL.into_iter().find(|skill| skill.id() == id)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Skill::Isn, Lang::En) => "Initial numbers",
            (Skill::Isn, Lang::Zh) => "初始序号",
            (Skill::Syn, Lang::En) => "SYN takes a number",
            (Skill::Syn, Lang::Zh) => "SYN 占用序号",
            (Skill::Data, Lang::En) => "Numbers count octets",
            (Skill::Data, Lang::Zh) => "序号按字节计数",
            (Skill::Ack, Lang::En) => "Acknowledgment numbers",
            (Skill::Ack, Lang::Zh) => "确认号",
            (Skill::Cumulative, Lang::En) => "Cumulative acknowledgment",
            (Skill::Cumulative, Lang::Zh) => "累积确认",
            (Skill::DupAck, Lang::En) => "Duplicate ACKs",
            (Skill::DupAck, Lang::Zh) => "重复确认",
            (Skill::Retransmission, Lang::En) => "Retransmission",
            (Skill::Retransmission, Lang::Zh) => "重传",
            (Skill::Sack, Lang::En) => "Selective acknowledgment",
            (Skill::Sack, Lang::Zh) => "选择确认",
            (Skill::Window, Lang::En) => "The receive window",
            (Skill::Window, Lang::Zh) => "接收窗口",
            (Skill::Fin, Lang::En) => "FIN takes a number",
            (Skill::Fin, Lang::Zh) => "FIN 占用序号",
            (Skill::Rst, Lang::En) => "Resets",
            (Skill::Rst, Lang::Zh) => "复位",
            (Skill::KeepAlive, Lang::En) => "Keep-alive",
            (Skill::KeepAlive, Lang::Zh) => "保活",
            (Skill::Wrap, Lang::En) => "Numbers wrap",
            (Skill::Wrap, Lang::Zh) => "序号回绕",
            (Skill::Relative, Lang::En) => "Relative numbers",
            (Skill::Relative, Lang::Zh) => "相对序号",
            (Skill::State, Lang::En) => "States",
            (Skill::State, Lang::Zh) => "状态",
        }
    }
}

/// How hard a question is: one part in a plain exchange, several parts, or everything with numbers that may wrap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// The easiest.
    #[default]
    One,
    /// In between.
    Two,
    /// The hardest.
    Three,
}

impl Level {
    /// All levels.
    pub const ALL: [Level; 3] = [Level::One, Level::Two, Level::Three];

    /// 1, 2 or 3.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The level of that number.
    #[must_use]
    pub fn parse(number: u8) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.number() == number)
    }
}

/// Which question: everything in it follows from this. The same id is the same question in every release that has the
/// same [`VERSION`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionId {
    /// What is drawn from.
    pub seed: u64,
    /// The version of the generator.
    pub version: u16,
    /// Which of the seed's questions, from 0.
    pub index: u32,
    /// What it practises.
    pub skill: Skill,
    /// How hard it is.
    pub level: Level,
}

/// The version of the generator. Whatever changes a question of any seed raises it.
pub const VERSION: u16 = 3;

/// A series of questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What is drawn from.
    pub seed: u64,
    /// What is practised. None is all of them.
    pub skills: Vec<Skill>,
    /// How hard each question is. Without one, the questions get harder with each round through the skills.
    pub level: Option<Level>,
}

impl Plan {
    /// Every skill, from easy to hard.
    #[must_use]
    pub fn new(seed: u64) -> Plan {
        Plan { seed, skills: Vec::new(), level: None }
    }

    /// The question of that number, from 0. No two in a row practise the same skill, unless there is but one.
    #[must_use]
    pub fn question(&self, index: u32) -> QuestionId {
        let skills = if self.skills.is_empty() { &Skill::ALL[..] } else { &self.skills };
        let count = u32::try_from(skills.len()).unwrap_or(u32::MAX);
        let (round, place) = (index / count, index % count);
        let mut order = self.round(skills, round);
        // Rounds are shuffled for themselves: where one would begin with what the one before ended with, it begins otherwise.
        if let Some(before) = round.checked_sub(1)
            && count > 2
            && self.round(skills, before).last() == order.first()
        {
            order.swap(0, 1);
        }
        let skill = order[place as usize];
        let level = self.level.unwrap_or(Level::ALL[round.min(2) as usize]);
        QuestionId { seed: self.seed, version: VERSION, index, skill, level }
    }

    /// The skills of a round in their order. Two take turns.
    fn round(&self, skills: &[Skill], round: u32) -> Vec<Skill> {
        let mut order = skills.to_vec();
        if order.len() > 2 {
            Draws::of(&[self.seed, VERSION.into(), round.into()]).shuffle(&mut order);
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_questions_in_a_row_practise_one_skill_and_each_round_practises_all() {
        for seed in 0..2000 {
            for skills in [Vec::new(), Skill::ALL[..2].to_vec(), Skill::ALL[3..6].to_vec()] {
                let plan = Plan { skills, ..Plan::new(seed) };
                let asked: Vec<Skill> = (0..45).map(|index| plan.question(index).skill).collect();
                assert!(asked.windows(2).all(|pair| pair[0] != pair[1]), "seed {seed}: {asked:?}");
            }
            let mut first: Vec<Skill> = (0..15).map(|index| Plan::new(seed).question(index).skill).collect();
            first.sort();
            assert_eq!(first, Skill::ALL);
        }
    }

    #[test]
    fn a_skill_is_found_by_its_id_and_a_level_by_its_number() {
        assert!(Skill::ALL.into_iter().all(|skill| Skill::parse(skill.id()) == Some(skill)));
        assert!(Level::ALL.into_iter().all(|level| Level::parse(level.number()) == Some(level)));
        assert_eq!((Skill::parse("none"), Level::parse(4)), (None, None));
    }
}
