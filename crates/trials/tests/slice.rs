//! A slice of the long runs, small enough for every day.

use trials::campaign::{self, Campaign, Tally};
use trials::captures;
use trials::fuzz::{Fuzzer, Log};
use trials::questions;
use trials::soak::soak;

const THREADS: u64 = 2;
const SEED: u64 = 1;

fn none_fails<Work>(cases: u64, worker: impl Fn() -> Work) -> Tally
where
    Work: FnMut(u64, &mut Tally) -> Result<(), String> + Send + 'static,
{
    let (report, _) = campaign::run(Campaign { cases, threads: THREADS }, worker, |_, _| ());
    assert!(report.is_good(), "{:#?} {:?}", report.failures, report.stuck);
    report.tally
}

#[test]
fn neither_decoder_nor_endpoint_can_be_confused() {
    let tally = none_fails(20_000, || {
        let fuzzer = Fuzzer::new(SEED);
        move |case, tally: &mut Tally| fuzzer.run(case, tally, &mut Log::default())
    });
    // Most damage must be noticed by more than the checksum, and every state be visited.
    assert!(tally.count("octets that are a frame") > 500, "{tally}");
    assert!(tally.count("segments") > 100_000, "{tally}");
}

#[test]
fn no_capture_can_confuse_its_reader() {
    let tally = none_fails(20_000, || |case, tally: &mut Tally| captures::run(SEED, case, tally));
    // Much of the damage leaves something to be read.
    assert!(tally.count("segments") > 20_000, "{tally}");
    assert!(tally.count("files with an error") > 5_000, "{tally}");
    assert!(tally.count("files read to their end") > 2_000, "{tally}");
}

#[test]
fn every_question_has_one_right_answer_and_knows_each_wrong_rule_as_itself() {
    let tally = none_fails(3000, || |case, tally: &mut Tally| questions::run(SEED, case, tally));
    assert!(tally.count("wrong answers") > 15_000, "{tally}");
    // Every form is met, and draws are seldom thrown away.
    for form in ["predictions", "ladders", "orders", "changed fields", "retransmissions", "figures"] {
        assert!(tally.count(form) > 30, "{form}: {tally}");
    }
    assert!(tally.count("draws") < 4000, "{tally}");
}

#[test]
fn every_octet_arrives_or_the_end_is_reported_over_any_path() {
    let tally = none_fails(300, || |case, tally: &mut Tally| soak(SEED, case, tally));
    assert!(tally.count("segments") > 10_000, "{tally}");
}

#[test]
fn a_case_is_the_same_when_it_is_run_again() {
    let run = |case| {
        let mut log = Log::verbose();
        let outcome = Fuzzer::new(SEED).run(case, &mut Tally::default(), &mut log);
        (outcome, log.lines().to_vec())
    };
    for case in 0..20 {
        assert_eq!(run(case), run(case));
        assert!(!run(case).1.is_empty());
    }
}
