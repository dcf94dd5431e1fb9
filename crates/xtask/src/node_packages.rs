//! The project's packages for Node.js: wasm-opt, the minifier, the drivers of the browsers and the accessibility checker.

use crate::{Outcome, process, project};
use std::fs;

const OLDEST_NODE: u32 = 20;

/// Runs `npm ci` unless the very packages of the lock file are there.
pub(crate) fn set_up() -> Outcome {
    require_node()?;
    let lock = fs::read(project::at("package-lock.json"))
        .map_err(|error| format!("`package-lock.json` could not be read: {error}."))?;
    // npm says nowhere that it came to its end, so a copy of the lock file is laid beside what it installed.
    let finished = project::at("node_modules/.installed-from.json");
    if fs::read(&finished).is_ok_and(|installed| installed == lock) && wasm_opt_runs() {
        return Ok(());
    }
    println!(
        "Installing the packages for Node.js into node_modules: wasm-opt, the minifier and the browsers' drivers (seconds)."
    );
    process::run(&mut process::program("npm", &["ci", "--loglevel", "error"]))?;
    if !wasm_opt_runs() {
        return Err("`npm ci` ended well, yet wasm-opt does not run: remove `node_modules` and run this again.".into());
    }
    fs::write(&finished, lock).map_err(|error| format!("`node_modules` could not be written to: {error}."))
}

fn wasm_opt_runs() -> bool {
    process::answer(&mut process::program("wasm-opt", &["--version"])).is_some()
}

fn require_node() -> Outcome {
    let answer = process::answer(&mut process::program("node", &["--version"]));
    let major = answer.as_deref().and_then(major_version);
    if major.is_some_and(|major| major >= OLDEST_NODE) {
        return Ok(());
    }
    let found = answer.unwrap_or_else(|| "no version that runs".into());
    Err(format!(
        "Node.js {OLDEST_NODE} or later is needed and {found} was found: install a later one and run this again."
    ))
}

fn major_version(answer: &str) -> Option<u32> {
    answer.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read_from_its_answer() {
        assert_eq!(major_version("v20.20.2"), Some(20));
        assert_eq!(major_version("20"), None);
    }
}
