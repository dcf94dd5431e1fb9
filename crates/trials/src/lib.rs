//! Long runs and measurements of the engine: structured fuzzing, random runs of the simulator, generated
//! questions, and what the benchmarks share. None of it is part of the page.
//!
//! Everything is drawn from a seed and a number: `--seed S --case K` is the same case on every machine.

pub mod adapter;
pub mod campaign;
pub mod captures;
pub mod command_line;
pub mod draws;
pub mod fuzz;
pub mod legal;
pub mod pair;
pub mod program;
pub mod questions;
pub mod soak;
