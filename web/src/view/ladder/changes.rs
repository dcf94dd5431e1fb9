//! What can be done to a segment on its way, for the menu, the keys and the strip above the ladder.

use sim::{FaultKind, Side, Transmission};
use wire::Flags;

use super::scene::nanos;
use crate::labels::ladder::LadderLabels;
use crate::model::{Action, Mode, Model, Obstacle, Said};

/// The bit that is flipped: in the window, or in the last octets of what is shorter.
const FLIPPED: u32 = 117;

/// Something that happens to a segment on its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Change {
    Drop,
    /// It is held up for so many halves of its way.
    Delay(u32),
    Duplicate,
    Corrupt,
    /// It is held up until the next one of its sender has gone by.
    Reorder,
    Mark,
}

impl Change {
    pub(super) const ALL: [Change; 8] = [
        Change::Drop,
        Change::Delay(1),
        Change::Delay(2),
        Change::Delay(10),
        Change::Duplicate,
        Change::Corrupt,
        Change::Reorder,
        Change::Mark,
    ];

    /// The key that does it to the segment that has the focus.
    pub(super) fn key(self) -> Option<&'static str> {
        match self {
            Change::Drop => Some("D"),
            Change::Delay(2) => Some("W"),
            Change::Delay(_) => None,
            Change::Duplicate => Some("T"),
            Change::Corrupt => Some("X"),
            Change::Reorder => Some("R"),
            Change::Mark => Some("E"),
        }
    }

    /// What a scenario says of it, or why it cannot be done to this segment of the run.
    pub(super) fn kind(self, model: &Model, index: usize) -> Result<FaultKind, Obstacle> {
        let sent = &model.timeline.transmissions[index];
        let path = &model.timeline.scenario.path;
        let way = match sent.id.from {
            Side::Client => path.to_server_ms,
            Side::Server => path.to_client_ms,
        };
        let way = way.max(2);
        Ok(match self {
            Change::Drop => FaultKind::Drop,
            Change::Delay(halves) => FaultKind::Delay { ms: way.saturating_mul(halves) / 2 },
            Change::Duplicate => FaultKind::Duplicate { ms: way },
            Change::Corrupt => FaultKind::Corrupt { bit: FLIPPED },
            Change::Reorder => FaultKind::Delay { ms: past_the_next(model, sent, index, way)? },
            Change::Mark if sent.ecn_capable => FaultKind::Mark,
            Change::Mark => {
                let is_agreed = model.timeline.transmissions.iter().any(|sent| sent.ecn_capable);
                return Err(if is_agreed { Obstacle::NotMarkable } else { Obstacle::NoEcn });
            }
        })
    }

    /// What it is called, with its numbers.
    pub(super) fn name(self, labels: &LadderLabels, kind: Option<&FaultKind>) -> String {
        match (self, kind) {
            (Change::Delay(_), Some(FaultKind::Delay { ms })) => (labels.delay_by)(*ms),
            (Change::Drop, _) => labels.drop.into(),
            (Change::Delay(_), _) => labels.delay.into(),
            (Change::Duplicate, _) => labels.send_twice.into(),
            (Change::Corrupt, _) => labels.corrupt.into(),
            (Change::Reorder, _) => labels.reorder.into(),
            (Change::Mark, _) => labels.mark_ce.into(),
        }
    }

    /// Does it, or takes it back where it is what happens already. Where it cannot be done, says why.
    pub(super) fn action(self, model: &Model, index: usize) -> Option<Action> {
        if model.mode == Mode::Predict {
            return None;
        }
        let id = model.timeline.transmissions.get(index)?.id;
        Some(match self.kind(model, index) {
            Ok(kind) => Action::Fault(id, (model.fault(id) != Some(&kind)).then_some(kind)),
            Err(obstacle) => Action::Say(Said::Cannot(id, obstacle)),
        })
    }
}

/// The milliseconds by which a segment is to be held up so that the next one of its sender goes by, if that is sent
/// before this one would arrive, so that it does not wait for it.
fn past_the_next(model: &Model, sent: &Transmission, index: usize, way: u32) -> Result<u32, Obstacle> {
    let mut later = model.timeline.transmissions.iter().skip(index + 1);
    let next = later.find(|later| later.id.from == sent.id.from).ok_or(Obstacle::NoneLater)?;
    let apart = u32::try_from(nanos(sent.sent, next.sent) / 1_000_000).unwrap_or(u32::MAX);
    if apart >= way {
        return Err(Obstacle::NextWaits);
    }
    // What another loss or delay has brought about would not be sent as it is.
    let is_lost = !next.copies.iter().any(|copy| copy.fate.arrives());
    if is_lost || next.segment.has(Flags::RST) {
        return Err(Obstacle::NextFails);
    }
    Ok(apart + (way / 4).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lessons::{Lang, find};

    fn model() -> Model {
        let mut model = Model::new(Lang::En);
        model.apply(Action::OpenLesson(find("lost-segment").unwrap()));
        model.apply(Action::RestoreAll);
        model
    }

    /// The first text segment of the client that is followed by another at once.
    fn text(model: &Model) -> usize {
        let sent = &model.timeline.transmissions;
        let is_text = |at: usize| sent[at].id.from == Side::Client && sent[at].segment.text_len() > 0;
        (0..sent.len() - 1).find(|at| is_text(*at) && is_text(at + 1)).unwrap()
    }

    #[test]
    fn what_is_reordered_is_overtaken_by_the_next_one() {
        let mut model = model();
        // Without the loss that the lesson brings.
        let lost = model.edits.scenario().faults[0].segment;
        model.apply(Action::ToggleDrop(lost));
        let sent = model.timeline.transmissions.len();
        let index = (0..sent).find(|index| Change::Reorder.kind(&model, *index).is_ok()).unwrap();
        model.apply(Change::Reorder.action(&model, index).unwrap());
        let index = model.selection.segment.unwrap();
        let ends = |of: usize| model.timeline.transmissions[of].copies[0].entry.unwrap();
        let after = &model.timeline.transmissions[index + 1..];
        let next = index + 1 + after.iter().position(|later| later.id.from == Side::Client).unwrap();
        assert!(ends(next) < ends(index), "{} {}", ends(next), ends(index));
    }

    #[test]
    fn what_waits_for_an_answer_cannot_be_reordered_and_what_is_no_ecn_cannot_be_marked() {
        let model = model();
        assert_eq!(Change::Reorder.kind(&model, 0), Err(Obstacle::NextWaits));
        assert_eq!(Change::Mark.kind(&model, text(&model)), Err(Obstacle::NoEcn));
        let last = model.timeline.transmissions.len() - 1;
        assert_eq!(Change::Reorder.kind(&model, last), Err(Obstacle::NoneLater));
    }

    #[test]
    fn a_key_that_can_do_nothing_says_why() {
        let mut model = model();
        let id = model.timeline.transmissions[0].id;
        for (change, obstacle) in [(Change::Reorder, Obstacle::NextWaits), (Change::Mark, Obstacle::NoEcn)] {
            model.apply(change.action(&model, 0).unwrap());
            assert_eq!(model.said, Some(Said::Cannot(id, obstacle)));
            assert!(!model.is_edited());
        }
        model.apply(Action::Jump(crate::model::Jump::Step));
        assert_eq!(model.said, None);
    }

    #[test]
    fn the_same_again_takes_it_back() {
        let mut model = model();
        let index = text(&model);
        for change in [Change::Drop, Change::Delay(2), Change::Duplicate, Change::Corrupt] {
            model.apply(change.action(&model, index).unwrap());
            let id = model.timeline.transmissions[index].id;
            assert!(model.fault(id).is_some(), "{change:?}");
            model.apply(change.action(&model, index).unwrap());
            assert_eq!(model.fault(id), None, "{change:?}");
        }
    }

    #[test]
    fn while_predicting_nothing_is_changed() {
        let mut model = model();
        model.apply(Action::Mode(Mode::Predict));
        assert!(Change::ALL.into_iter().all(|change| change.action(&model, 0).is_none()));
    }
}
