//! Many cases in several threads: progress, counts, every kind of failure once, and a watch over cases that never end.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// How often progress is told. A case that is still the same one after three of these does not end.
const TICK: Duration = Duration::from_secs(5);

/// How much is to be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Cases `0..cases`.
    pub cases: u64,
    /// How many at a time.
    pub threads: u64,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: BTreeMap<&'static str, u64>,
}

impl Tally {
    /// Counts `number` more of this.
    pub fn add(&mut self, what: &'static str, number: u64) {
        *self.counts.entry(what).or_default() += number;
    }

    /// How many there were.
    #[must_use]
    pub fn count(&self, what: &str) -> u64 {
        self.counts.get(what).copied().unwrap_or_default()
    }

    fn merge(&mut self, other: &Tally) {
        for (what, number) in &other.counts {
            self.add(what, *number);
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counts = self.counts.iter().map(|(what, number)| format!("{number} {what}"));
        f.write_str(&counts.collect::<Vec<_>>().join(", "))
    }
}

/// A kind of failure: the first case that showed it, and how many did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The lowest case.
    pub case: u64,
    /// What it came to.
    pub message: String,
    /// How many cases came to the same, but for their numbers.
    pub times: u64,
}

/// What a campaign came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was counted.
    pub tally: Tally,
    /// What failed, by kind.
    pub failures: BTreeMap<String, Failure>,
    /// Cases that did not end: the threads that run them cannot be stopped.
    pub stuck: Vec<u64>,
}

impl Report {
    /// Whether everything held.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.failures.is_empty() && self.stuck.is_empty()
    }
}

/// Runs every case of a campaign. `worker` makes what runs one case, once for each thread; `progress` is told the
/// number of cases done from time to time.
pub fn run<Work>(
    campaign: Campaign,
    worker: impl Fn() -> Work,
    mut progress: impl FnMut(u64, Duration),
) -> (Report, Duration)
where
    Work: FnMut(u64, &mut Tally) -> Result<(), String> + Send + 'static,
{
    let started = now();
    let at: Vec<Arc<AtomicU64>> = (0..campaign.threads).map(|_| Arc::new(AtomicU64::new(0))).collect();
    let (tell, told) = mpsc::channel();
    for (first, at) in (0..campaign.threads).zip(&at) {
        let (mut work, at, tell) = (worker(), Arc::clone(at), tell.clone());
        thread::spawn(move || {
            let mut part = Part::default();
            for case in (first..campaign.cases).step_by(step(campaign.threads)) {
                if let Err(message) = guarded(|| work(case, &mut part.report.tally)) {
                    fail(&mut part.report, Failure { case, message, times: 1 });
                }
                part.done += 1;
                at.store(part.done, Ordering::Relaxed);
            }
            // Whoever waits for this may have given up on another thread.
            let _ = tell.send((first, part));
        });
    }
    let mut report = Report::default();
    let mut running: Vec<Watch> = (0..).zip(at).map(|(first, at)| Watch { first, at, done: 0, looks: 0 }).collect();
    let mut finished = 0;
    while !running.is_empty() && report.stuck.is_empty() {
        match told.recv_timeout(TICK) {
            Ok((thread, part)) => {
                running.retain(|watch| watch.first != thread);
                finished += part.done;
                report.tally.merge(&part.report.tally);
                part.report.failures.into_values().for_each(|failure| fail(&mut report, failure));
            }
            Err(_) => {
                let stuck = running.iter_mut().filter_map(|watch| watch.look().then_some(watch));
                report.stuck = stuck.map(|watch| watch.first + watch.done * campaign.threads).collect();
                let under_way: u64 = running.iter().map(|watch| watch.done).sum();
                progress(finished + under_way, started.elapsed());
            }
        }
    }
    (report, started.elapsed())
}

/// What a thread comes to.
#[derive(Debug, Default)]
struct Part {
    report: Report,
    done: u64,
}

/// A thread that is at work.
#[derive(Debug)]
struct Watch {
    /// Its first case.
    first: u64,
    /// How many cases it has done.
    at: Arc<AtomicU64>,
    /// How many it had done when it was looked at last.
    done: u64,
    /// For how many looks that has not changed.
    looks: u32,
}

impl Watch {
    /// Looks at the thread. Says whether it has been at the same case for too long.
    fn look(&mut self) -> bool {
        let done = self.at.load(Ordering::Relaxed);
        self.looks = if self.done == done { self.looks + 1 } else { 0 };
        self.done = done;
        self.looks >= 3
    }
}

thread_local! {
    /// What the last panic of this thread said, and where.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Has panics remembered in place of being printed, until the program ends: thousands of them may say the same.
pub fn remember_panics() {
    panic::set_hook(Box::new(|panic| LAST_PANIC.with_borrow_mut(|last| *last = Some(panic.to_string()))));
}

/// Runs `work`; a panic is a failure like any other.
///
/// # Errors
/// What `work` says, or what the panic said.
pub fn guarded(work: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let said = LAST_PANIC.with_borrow_mut(Option::take);
        Err(said.unwrap_or_else(|| "panicked, as is printed above".into()))
    })
}

fn fail(report: &mut Report, failure: Failure) {
    // The same mistake fails a thousand cases with a thousand different numbers.
    let kind: String = failure.message.chars().filter(|character| !character.is_ascii_digit()).take(60).collect();
    match report.failures.get_mut(&kind) {
        Some(known) => {
            let times = known.times + failure.times;
            if failure.case < known.case {
                *known = failure;
            }
            known.times = times;
        }
        None => {
            report.failures.insert(kind, failure);
        }
    }
}

fn step(threads: u64) -> usize {
    usize::try_from(threads.max(1)).unwrap_or(1)
}

#[expect(clippy::disallowed_methods, reason = "a person wants to know how fast it goes; no result depends on it")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_runs_once_whatever_the_threads() {
        for threads in [1, 2, 3] {
            let campaign = Campaign { cases: 100, threads };
            let work = || {
                |case, tally: &mut Tally| {
                    tally.add("cases", 1);
                    tally.add("sum", case);
                    Ok(())
                }
            };
            let (report, _) = run(campaign, work, |_, _| ());
            assert_eq!((report.tally.count("cases"), report.tally.count("sum")), (100, 4950));
            assert!(report.is_good());
        }
    }

    #[test]
    fn one_mistake_is_one_failure_with_its_lowest_case() {
        let campaign = Campaign { cases: 10, threads: 2 };
        let work = || |case, _: &mut Tally| if case < 3 { Ok(()) } else { Err(format!("case {case} fails")) };
        let (report, _) = run(campaign, work, |_, _| ());
        let failures: Vec<&Failure> = report.failures.values().collect();
        assert_eq!(failures, [&Failure { case: 3, message: "case 3 fails".into(), times: 7 }]);
    }
}
