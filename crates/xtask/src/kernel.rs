//! The stage in which our endpoint talks with the kernel's TCP: whether this machine allows it, and how it is run.

use crate::stages::Reason;
use crate::summary::Counts;
use crate::{Outcome, process};
use std::fs::File;

/// Where Linux makes TUN devices: networks at whose other end is a program.
const TUN: &str = "/dev/net/tun";

/// How a program is run in a network namespace of its own: by root, or by whoever may be root of a namespace.
const NAMESPACES: [&[&str]; 2] = [&["--net"], &["--map-root-user", "--net"]];

/// What the tests ask of a machine, what is found out most easily first.
const CONDITIONS: [Condition; 4] = [
    Condition {
        holds: || cfg!(target_os = "linux"),
        otherwise: "Only on Linux can a program be at the other end of the kernel's network.",
    },
    Condition {
        holds: || process::found("unshare").is_some(),
        otherwise: "`unshare` (of util-linux), which makes namespaces, is not installed.",
    },
    Condition {
        holds: || namespace().is_some(),
        otherwise: "This user may not make a network namespace here; root might.",
    },
    Condition {
        holds: || File::options().read(true).write(true).open(TUN).is_ok(),
        otherwise: "This user may not open `/dev/net/tun`, or it is not there; root might.",
    },
];

/// Something that must be so, and the sentence for when it is not.
struct Condition {
    holds: fn() -> bool,
    otherwise: &'static str,
}

/// Whether the tests can run here.
pub(crate) fn allowed() -> Result<(), Reason> {
    all_hold(&CONDITIONS)
}

/// The tests, in a namespace of their own: cargo builds them outside of it, where it may need a network.
pub(crate) fn tests(counts: &mut Counts) -> Outcome {
    let namespace = namespace().ok_or("The network namespace of a moment ago cannot be made any more.")?;
    let runner = format!("target.'cfg(target_os = \"linux\")'.runner = {:?}", with_unshare(namespace));
    let mut command = process::cargo(&["test", "--package", "kernel", "--test", "kernel", "--config", &runner, "--"]);
    // All of them are marked as ignored, since nobody else has such a network. They share it one after another.
    counts.run(command.args(["--ignored", "--test-threads=1", "--nocapture"]))
}

/// The first of these that does not hold is the reason.
fn all_hold(conditions: &[Condition]) -> Result<(), Reason> {
    match conditions.iter().find(|condition| !(condition.holds)()) {
        Some(condition) => Err(condition.otherwise.into()),
        None => Ok(()),
    }
}

/// The options with which `unshare` makes a network namespace here.
fn namespace() -> Option<&'static [&'static str]> {
    NAMESPACES.into_iter().find(|options| {
        let mut command = process::program("unshare", options);
        process::answer(command.arg("true")).is_some()
    })
}

fn with_unshare(options: &[&'static str]) -> Vec<&'static str> {
    [&["unshare"], options].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_condition_that_does_not_hold_is_the_reason() {
        let conditions = [
            Condition { holds: || true, otherwise: "It is wet." },
            Condition { holds: || false, otherwise: "It is dark." },
            Condition { holds: || false, otherwise: "It is cold." },
        ];
        assert_eq!(all_hold(&conditions), Err("It is dark.".into()));
        assert_eq!(all_hold(&conditions[..1]), Ok(()));
    }

    #[test]
    fn every_reason_is_one_sentence() {
        for Condition { otherwise, .. } in CONDITIONS {
            assert!(otherwise.ends_with('.') && !otherwise.contains(". "), "{otherwise}");
        }
    }

    #[test]
    fn the_runner_is_written_as_cargo_reads_it() {
        assert_eq!(format!("{:?}", with_unshare(NAMESPACES[0])), r#"["unshare", "--net"]"#);
    }
}
