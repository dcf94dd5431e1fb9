//! The scenarios that must give the same timeline everywhere: the lessons, and the same on a path on which everything
//! goes wrong by chance.

use std::collections::BTreeMap;

use sim::{Chance, Timeline, run};

/// The octets of every timeline, by name, as one JSON document.
pub(crate) fn timelines() -> Vec<u8> {
    let mut timelines: BTreeMap<String, Timeline> = BTreeMap::new();
    for lesson in lessons::catalogue() {
        timelines.insert(lesson.id.clone(), run(&lesson.scenario));
        for seed in 0..8 {
            let mut unlucky = lesson.scenario.clone();
            unlucky.path.chance = Chance { seed, loss: 150, duplicate: 100, reorder: 150, corrupt: 100, mark: 0 };
            timelines.insert(format!("{}-{seed}", lesson.id), run(&unlucky));
        }
    }
    serde_json::to_vec(&timelines).expect("a timeline is plain data")
}
