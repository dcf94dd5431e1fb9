//! How sequence numbers are written: as they stand in the header, or counted from each side's ISS.

use serde::{Deserialize, Serialize};
use sim::{Scenario, Side};
use wire::Seq;

/// From where numbers are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Numbering {
    /// As they stand in the header.
    #[default]
    Absolute,
    /// From the ISS of the side that they number, as packet analysers show them.
    Relative,
}

/// Writes the numbers of one exchange.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Numbers {
    numbering: Numbering,
    /// The ISS of each side, client first.
    iss: [Seq; 2],
}

impl Numbers {
    /// For the exchange of `scenario`.
    #[must_use]
    pub fn new(numbering: Numbering, scenario: &Scenario) -> Numbers {
        Numbers { numbering, iss: Side::BOTH.map(|side| scenario.host(side).iss) }
    }

    /// For an exchange of which these are the initial sequence numbers, the client's first.
    #[must_use]
    pub fn between(numbering: Numbering, iss: [Seq; 2]) -> Numbers {
        Numbers { numbering, iss }
    }

    /// From where they are counted.
    #[must_use]
    pub fn numbering(&self) -> Numbering {
        self.numbering
    }

    /// `seq`, which numbers the octets that `of` sends, as a number.
    // Every sentence shows numbers: within each, this would add up.
    #[inline(never)]
    #[must_use]
    pub fn value(&self, seq: Seq, of: Side) -> u32 {
        match self.numbering {
            Numbering::Absolute => seq.0,
            Numbering::Relative => seq - self.iss[of as usize],
        }
    }

    /// `seq`, which numbers the octets that `of` sends, as text.
    #[inline(never)]
    #[must_use]
    pub fn show(&self, seq: Seq, of: Side) -> String {
        self.value(seq, of).to_string()
    }

    /// The other way: the sequence number that a learner writes as `value`.
    #[must_use]
    pub fn read(&self, value: u32, of: Side) -> Seq {
        match self.numbering {
            Numbering::Absolute => Seq(value),
            Numbering::Relative => self.iss[of as usize] + value,
        }
    }
}
