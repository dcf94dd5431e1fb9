//! The long runs and the measurements of `crates/trials`, built to be fast and with every check in.

use crate::command_line::LongRun;
use crate::{Outcome, process, project, std_sources, wasm_target};

/// `cargo xtask fuzz`.
pub(crate) fn fuzz(run: LongRun) -> Outcome {
    program("fuzz", &["--cases", &run.count.to_string(), "--seed", &run.seed.to_string()])
}

/// `cargo xtask fuzz-captures`.
pub(crate) fn fuzz_captures(run: LongRun) -> Outcome {
    program("fuzz_captures", &["--cases", &run.count.to_string(), "--seed", &run.seed.to_string()])
}

/// `cargo xtask fuzz-quiz`.
pub(crate) fn fuzz_quiz(run: LongRun) -> Outcome {
    program("fuzz_quiz", &["--cases", &run.count.to_string(), "--seed", &run.seed.to_string()])
}

/// `cargo xtask soak`.
pub(crate) fn soak(run: LongRun) -> Outcome {
    program("soak", &["--runs", &run.count.to_string(), "--seed", &run.seed.to_string()])
}

/// `cargo xtask bench`.
pub(crate) fn bench() -> Outcome {
    process::run(&mut process::cargo(&["bench", "--package", "trials"]))?;
    in_both_worlds()
}

/// `cargo xtask bench-captures`, which `cargo xtask bench` includes.
pub(crate) fn bench_captures() -> Outcome {
    process::run(&mut process::cargo(&["bench", "--package", "trials", "--bench", "captures"]))
}

/// Times a long run natively and as the published page would do it.
fn in_both_worlds() -> Outcome {
    wasm_target::set_up()?;
    std_sources::set_up()?;
    let target = project::at("target");
    let mut build = ["build", "--release", "--package", "trials", "--bin", "many_segments", "--target-dir"].to_vec();
    let folder = target.to_string_lossy();
    build.push(&folder);
    process::run(&mut process::cargo(&build))?;
    build.extend(["--target", wasm_target::NAME]);
    process::run(std_sources::build_std(&mut process::cargo(&build)))?;
    let native = target.join("release").join(format!("many_segments{}", std::env::consts::EXE_SUFFIX));
    let wasm = target.join(wasm_target::NAME).join("release/many_segments.wasm");
    let mut node = process::program("node", &["crates/trials/benches/many_segments.mjs"]);
    process::run(node.arg(native).arg(wasm))
}

fn program(name: &str, arguments: &[&str]) -> Outcome {
    let mut command = process::cargo(&["run", "--profile", "fast", "--package", "trials", "--bin", name, "--"]);
    process::run(command.args(arguments))
}
