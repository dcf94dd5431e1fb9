//! The socket calls that a segment has to do with, those of the programs and those that a person made: who gave its text.

use sim::{Call, Entry, Happening, Scenario, Side, Timeline, Transmission};

use crate::labels::sockets::{act_code, code};

/// A call that was made on a side.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Made<'a> {
    pub(super) side: Side,
    pub(super) call: &'a Call,
    /// Whether a person made it, besides the program.
    pub(super) by_hand: bool,
}

impl<'a> Made<'a> {
    /// The call that `entry` tells of, whether it was made there or returned.
    fn of(scenario: &'a Scenario, entry: &Entry) -> Option<Made<'a>> {
        let side = entry.side;
        match entry.happening {
            Happening::Called { line, error: None, .. } | Happening::Returned { line, .. } => {
                Some(Made { side, call: scenario.host(side).program.get(line as usize)?, by_hand: false })
            }
            Happening::Acted { act, error: None, .. } => {
                Some(Made { side, call: &scenario.acts.get(act as usize)?.call, by_hand: true })
            }
            _ => None,
        }
    }

    /// As it stands in the program.
    pub(super) fn code(&self, scenario: &Scenario) -> String {
        if self.by_hand { act_code(scenario, self.side, self.call) } else { code(scenario, self.side, self.call) }
    }
}

/// The calls whose octets the segment carries, in the order in which they were made.
pub(super) fn gave<'a>(timeline: &'a Timeline, sent: &Transmission) -> Vec<Made<'a>> {
    let scenario = &timeline.scenario;
    let host = scenario.host(sent.id.from);
    if sent.id.forged || sent.segment.text.is_empty() {
        return Vec::new();
    }
    let made = |entry: &'a Entry| {
        let is_made = entry.side == sent.id.from && !matches!(entry.happening, Happening::Returned { .. });
        Made::of(scenario, entry).filter(|_| is_made)
    };
    // A program alone makes its calls in the order in which they stand there.
    let calls: Vec<Made> = match scenario.acts.is_empty() {
        true => host.program.iter().map(|call| Made { side: sent.id.from, call, by_hand: false }).collect(),
        false => timeline.entries[..=sent.entry as usize].iter().filter_map(made).collect(),
    };
    // The SYN takes the number before the first octet.
    let first = (sent.segment.text_seq() - host.iss).wrapping_sub(1) as usize;
    let carried = first..first + sent.segment.text.len();
    let mut at = 0;
    let gives = |made: &Made| {
        let given = at..at + made.call.octet_count();
        at = given.end;
        given.start < carried.end && carried.start < given.end
    };
    calls.into_iter().filter(gives).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_belongs_to_the_call_that_gave_it() {
        let lesson = lessons::find("lost-segment").expect("a lesson");
        let timeline = sim::run(&lesson.scenario);
        let calls: Vec<Vec<Made>> = timeline.transmissions.iter().map(|sent| gave(&timeline, sent)).collect();
        assert!(calls[0].is_empty());
        let sends: Vec<String> = calls.iter().flatten().map(|made| made.code(&timeline.scenario)).collect();
        let first = "s.send(b\"PUT /notes HTT…\" + bytes(54))";
        assert_eq!(sends[..3], [first, "s.send(bytes(200))", "s.send(bytes(150))"]);
    }
}
