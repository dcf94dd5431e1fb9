//! A question as a lesson poses it.

use serde::{Deserialize, Serialize};

use crate::Localized;

/// A question of a lesson: predict the segment that a mark points at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The mark of the segment that is asked for.
    pub mark: String,
    /// What is asked of it.
    pub asks: Vec<Ask>,
    /// The question, in both languages. It gives nothing away.
    pub prompt: Localized,
}

/// A part of a segment that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ask {
    /// SEG.SEQ.
    Seq,
    /// SEG.ACK.
    Ack,
    /// The control bits.
    Flags,
}
