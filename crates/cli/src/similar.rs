//! Which lesson somebody may have meant who typed the name of none.

use strsim::damerau_levenshtein;

/// Characters that a name must have to be looked for within longer ones.
const LONG_ENOUGH: usize = 3;

/// The id of a lesson that is written almost as `typed`, or that has it as a part.
pub(crate) fn lesson(typed: &str) -> Option<&'static str> {
    let typed = typed.to_lowercase().replace([' ', '_'], "-");
    let ids = || lessons::catalogue().iter().map(|lesson| lesson.id.as_str());
    // A slip for each four letters that are there.
    let most = 1 + typed.chars().count() / 4;
    let nearest = ids().map(|id| (damerau_levenshtein(id, &typed), id)).min().filter(|(slips, _)| *slips <= most);
    let within = || ids().find(|id| typed.len() >= LONG_ENOUGH && id.contains(&typed));
    nearest.map(|(_, id)| id).or_else(within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_and_a_part_find_a_lesson_and_nonsense_finds_none() {
        for typed in ["handshaek", "Handshake", "handshak", "hand"] {
            assert_eq!(lesson(typed), Some("handshake"), "{typed}");
        }
        assert_eq!(lesson("lost_segmnet"), Some("lost-segment"));
        assert_eq!([lesson("nothing-of-the-kind"), lesson("x"), lesson("")], [None; 3]);
    }
}
