//! The options of a segment, as a question shows them: all that count, since what is asked may follow from any of them.

use wire::TcpOption;

use crate::{Form, Task};

impl Task {
    /// The options of the segment `index` in a line, in the question's numbering. Padding is left out, and of an order the
    /// values of the timestamps, which grow with the time.
    #[must_use]
    pub fn options(&self, index: usize) -> String {
        let Some(sent) = self.timeline.transmissions.get(index) else { return String::new() };
        let numbers = self.numbers();
        let show = |seq| numbers.show(seq, sent.id.from.peer());
        let option = |option: &TcpOption| match option {
            TcpOption::End | TcpOption::Nop => None,
            TcpOption::Mss(mss) => Some(format!("MSS {mss}")),
            TcpOption::WindowScale(shift) => Some(format!("WS {shift}")),
            TcpOption::SackPermitted => Some("SACK-Permitted".into()),
            TcpOption::Sack(blocks) => {
                let blocks = blocks.iter().map(|block| format!("{}–{}", show(block.left), show(block.right)));
                Some(format!("SACK {}", blocks.collect::<Vec<_>>().join(" ")))
            }
            TcpOption::Timestamps { .. } if matches!(self.question.form, Form::Order { .. }) => Some("TS".into()),
            TcpOption::Timestamps { value, echo } => Some(format!("TS {value} {echo}")),
            TcpOption::Unknown { kind, .. } => Some(format!("kind {kind}")),
        };
        sent.segment.options.iter().filter_map(option).collect::<Vec<_>>().join(", ")
    }
}
