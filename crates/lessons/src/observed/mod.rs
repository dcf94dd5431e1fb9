//! What an observer finds in a capture, as a sentence with the segment's numbers and its section.
//!
//! What is an inference says so: "Likely: ..." and “很可能：……”.

mod en;
mod zh;

use std::time::Duration;

use observer::{Certainty, End, Finding};
use sim::Side;
use wire::Seq;

use crate::explain::Explanation;
use crate::{Lang, Numbers};

/// What `finding` says of a segment that `from` sent. The ends are the sides of `numbers`: A is the client's.
#[must_use]
pub fn finding(finding: &Finding, from: End, numbers: Numbers, lang: Lang) -> Explanation {
    let said = Said { numbers, from };
    let words = match lang {
        Lang::En => en::finding(&said, finding.kind),
        Lang::Zh => zh::finding(&said, finding.kind),
    };
    let words = match (finding.certainty, lang) {
        (Certainty::Certain, _) => words,
        (Certainty::Likely, Lang::En) => words.begun("Likely: "),
        (Certainty::Likely, Lang::Zh) => words.begun("很可能："),
    };
    words.explain(Vec::new(), finding.kind.section())
}

/// The segment that is spoken of.
struct Said {
    numbers: Numbers,
    from: End,
}

impl Said {
    /// A number of the segment's sender.
    fn own(&self, seq: Seq) -> String {
        self.numbers.show(seq, side(self.from))
    }

    /// A number of its receiver.
    fn theirs(&self, seq: Seq) -> String {
        self.numbers.show(seq, side(self.from.peer()))
    }
}

fn side(end: End) -> Side {
    match end {
        End::A => Side::Client,
        End::B => Side::Server,
    }
}

fn span(nanos: u64, lang: Lang) -> String {
    crate::explain::duration(Duration::from_nanos(nanos), lang)
}
