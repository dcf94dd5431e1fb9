//! Two wrong rules at once, and which rules explain an answer.

use serde::{Deserialize, Serialize};

use course::Ask;

use super::numbers::CIRCLE;
use super::{Scene, WrongRule};
use crate::Value;

/// What explains a wrong answer: one wrong rule, or two that were followed at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slip {
    /// The rule that gets the number wrong.
    pub first: WrongRule,
    /// The rule that gets wrong what the first left.
    pub second: Option<WrongRule>,
}

impl Slip {
    /// One rule alone.
    #[must_use]
    pub fn one(rule: WrongRule) -> Slip {
        Slip { first: rule, second: None }
    }

    /// The rules, one or two.
    pub fn rules(self) -> impl Iterator<Item = WrongRule> {
        [Some(self.first), self.second].into_iter().flatten()
    }

    /// The id in links and reports: `fin-zero`, `fin-zero+rel-abs`.
    #[must_use]
    pub fn id(self) -> String {
        match self.second {
            Some(second) => [self.first.id(), "+", second.id()].concat(),
            None => self.first.id().into(),
        }
    }
}

/// What a rule is about. Of two that are about the same thing, nobody follows both.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Syn,
    Fin,
    Text,
    BareAck,
    WhichSegment,
}

impl WrongRule {
    /// What it is about, if its mistake adds up with others.
    fn about(self) -> Option<About> {
        match self {
            WrongRule::SynZero | WrongRule::IsnBytes => Some(About::Syn),
            WrongRule::FinZero | WrongRule::FinData => Some(About::Fin),
            WrongRule::DataPlusOne | WrongRule::SegCount | WrongRule::AckLast => Some(About::Text),
            WrongRule::AckConsumes => Some(About::BareAck),
            WrongRule::DupAdvances | WrongRule::CumulEach | WrongRule::Delack => Some(About::WhichSegment),
            _ => None,
        }
    }
}

impl Scene<'_> {
    /// What explains `given`: the first rule that yields it, or else the one pair that does. Nothing where several pairs
    /// would, since that would be a guess.
    pub(crate) fn explain(&self, given: Value) -> Option<Slip> {
        if given == self.right {
            return None;
        }
        let wrong = self.wrong();
        if let Some((rule, _)) = wrong.iter().find(|(_, value)| *value == given) {
            return Some(Slip::one(*rule));
        }
        let mut slips = self.pairs(&wrong).into_iter().filter(|(_, value)| *value == given).map(|(slip, _)| slip);
        let slip = slips.next()?;
        slips.next().is_none().then_some(slip)
    }

    /// Each two of the rules that apply, and what they yield together.
    fn pairs(&self, wrong: &[(WrongRule, Value)]) -> Vec<(Slip, Value)> {
        if !matches!(self.ask, Ask::Seq | Ask::Ack) {
            return Vec::new();
        }
        let other = self.otherwise();
        let right = number(self.right);
        let mut pairs = Vec::new();
        for (place, (first, value)) in wrong.iter().enumerate() {
            let mut add = |second: WrongRule, value: Option<u64>| {
                if let Some(value) = value {
                    pairs.push((Slip { first: *first, second: Some(second) }, Value::Number(value)));
                }
            };
            let is_sum = !matches!(first, WrongRule::Wrap | WrongRule::RelAbs);
            if is_sum {
                add(WrongRule::Wrap, self.number_unwrapped(*first));
                add(WrongRule::RelAbs, other.and_then(|other| other.number(*first)));
            }
            for (second, also) in &wrong[place + 1..] {
                let Some((one, two)) = first.about().zip(second.about()) else { continue };
                let together = number(*value) + number(*also) + CIRCLE - right;
                add(*second, (one != two).then_some(together % CIRCLE));
            }
        }
        pairs.retain(|(_, value)| *value != self.right);
        pairs
    }
}

fn number(value: Value) -> u64 {
    if let Value::Number(number) = value { number } else { 0 }
}
