//! The tests that have to do with the kernel's TCP, talked to or recorded: whether this machine allows them, and how they
//! are run.

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

/// What recording asks of a machine besides.
const RECORDING: [Condition; 2] = [
    Condition {
        holds: || process::found("ip").is_some(),
        otherwise: "`ip` (of iproute2), which makes interfaces, is not installed.",
    },
    Condition {
        holds: || process::found("dumpcap").is_some(),
        otherwise: "`dumpcap` (of Wireshark), which records, is not installed.",
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

/// The tests in which our endpoint talks with the kernel's.
pub(crate) fn tests(counts: &mut Counts) -> Outcome {
    in_namespace(&["--package", "kernel", "--test", "kernel"], &["--nocapture"], counts)
}

/// Whether the kernel can be made to talk to itself and be recorded here.
pub(crate) fn recording_allowed() -> Result<(), Reason> {
    all_hold(&CONDITIONS)?;
    all_hold(&RECORDING)
}

/// The tests in which the kernel is recorded.
pub(crate) fn recorded(counts: &mut Counts) -> Outcome {
    in_namespace(&["--package", "cli", "--test", "tshark"], &["kernel::"], counts)
}

/// Runs tests in a namespace of their own: cargo builds them outside of it, where it may need a network.
fn in_namespace(which: &[&str], options: &[&str], counts: &mut Counts) -> Outcome {
    let namespace = namespace().ok_or("The network namespace of a moment ago cannot be made any more.")?;
    let runner = format!("target.'cfg(target_os = \"linux\")'.runner = {:?}", with_unshare(namespace));
    let mut command = process::cargo(&[&["test"], which, &["--config", &runner, "--"]].concat());
    // All of them are marked as ignored, since nobody else has such a network. They share it one after another.
    counts.run(command.args(["--ignored", "--test-threads=1"]).args(options))
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
        for Condition { otherwise, .. } in CONDITIONS.into_iter().chain(RECORDING) {
            assert!(otherwise.ends_with('.') && !otherwise.contains(". "), "{otherwise}");
        }
    }

    #[test]
    fn the_runner_is_written_as_cargo_reads_it() {
        assert_eq!(format!("{:?}", with_unshare(NAMESPACES[0])), r#"["unshare", "--net"]"#);
    }
}
