//! The same id gives the same question in every release and in WebAssembly: a digest of many questions is written here. If it
//! changes, raise `quiz::VERSION`.

use quiz::{Level, QuestionId, Skill, VERSION, generate};

/// Of version 3.
const DIGEST: u64 = 1_765_598_161_760_649_841;

/// FNV-1a over the questions with their answers, as `postcard` writes them.
fn digest() -> u64 {
    let mut digest: u64 = 0xcbf2_9ce4_8422_2325;
    for (skill, level) in Skill::ALL.into_iter().flat_map(|skill| Level::ALL.map(|level| (skill, level))) {
        for seed in 0..8 {
            let task = generate(QuestionId { seed, version: VERSION, index: 3, skill, level });
            let answers: Vec<_> =
                task.asked().into_iter().map(|what| (what, task.right(what), task.wrong(what))).collect();
            let octets = postcard::to_allocvec(&(&task.question, answers)).expect("plain data");
            for octet in octets {
                digest = (digest ^ u64::from(octet)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
    }
    digest
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn the_questions_of_a_version_stay_what_they_are() {
    assert_eq!((VERSION, digest()), (3, DIGEST));
}
