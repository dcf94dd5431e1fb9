//! What the programs here have in common: their arguments, what they print, and how they end.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a terminal program talks through the terminal")]

use std::process::ExitCode;
use std::thread;

use crate::campaign::{self, Campaign, Report, Tally};
use crate::command_line::Numbers;

/// A program that runs many cases.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// Its name.
    pub name: &'static str,
    /// The option that says how many cases.
    pub cases: &'static str,
    /// How many unless told otherwise.
    pub default_cases: u64,
}

/// The arguments that every program takes besides the number of cases.
const SEED: &str = "--seed";
const CASE: &str = "--case";
const THREADS: &str = "--threads";

impl Program {
    /// Runs the program. `worker` makes what runs the cases of a seed, once for each thread; `verbose` runs one case
    /// and returns everything that there is to say about it.
    pub fn main<Work>(
        self,
        worker: impl Fn(u64) -> Work,
        verbose: impl FnOnce(u64, u64, &mut Vec<String>) -> Result<(), String>,
    ) -> ExitCode
    where
        Work: FnMut(u64, &mut Tally) -> Result<(), String> + Send + 'static,
    {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let numbers = match Numbers::parse(&arguments, &[self.cases, SEED, CASE, THREADS]) {
            Ok(numbers) => numbers,
            Err(sentence) => {
                eprintln!("{sentence}");
                return ExitCode::from(2);
            }
        };
        campaign::remember_panics();
        let seed = numbers.get(SEED).unwrap_or(1);
        if let Some(case) = numbers.get(CASE) {
            let mut lines = Vec::new();
            let outcome = campaign::guarded(|| verbose(seed, case, &mut lines));
            lines.iter().for_each(|line| println!("{line}"));
            println!("{} seed {seed} case {case}: {}", self.name, outcome.as_ref().err().map_or("good", |it| it));
            return if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
        let threads =
            numbers.get(THREADS).unwrap_or_else(|| thread::available_parallelism().map_or(2, |n| n.get() as u64));
        let campaign =
            Campaign { cases: numbers.get(self.cases).unwrap_or(self.default_cases), threads: threads.max(1) };
        println!("{}: {} cases from seed {seed}, {} at a time", self.name, campaign.cases, campaign.threads);
        let (report, took) = campaign::run(
            campaign,
            || worker(seed),
            |done, took| {
                let per_second = done as f64 / took.as_secs_f64();
                println!("{:>6.0} s  {done} of {} ({per_second:.0} a second)", took.as_secs_f64(), campaign.cases);
            },
        );
        self.tell(&report, seed);
        let verdict = if report.is_good() { "good" } else { "FAILED" };
        println!(
            "{}: {verdict}: {} cases from seed {seed} in {:.1} s ({:.0} a second): {}",
            self.name,
            campaign.cases,
            took.as_secs_f64(),
            campaign.cases as f64 / took.as_secs_f64(),
            report.tally
        );
        if report.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn tell(self, report: &Report, seed: u64) {
        for failure in report.failures.values() {
            println!("{} times, first --seed {seed} --case {}: {}", failure.times, failure.case, failure.message);
        }
        for case in &report.stuck {
            println!("no end in sight: --seed {seed} --case {case}");
        }
    }
}
