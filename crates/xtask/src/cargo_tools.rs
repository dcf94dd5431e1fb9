//! Trunk and wasm-bindgen: built from their sources into the project's own folder, once.

use crate::set_up::Need;
use crate::{Outcome, process, project};
use std::fs;

const TRUNK_VERSION: &str = "0.21.14";

/// A program that cargo builds for this project alone.
struct CargoTool {
    /// Its name as a crate.
    package: &'static str,
    version: String,
    /// The programs that the project uses of it, each of which names the version when asked.
    programs: &'static [&'static str],
    /// What it is here for, and how long it takes to build.
    purpose: &'static str,
    /// Whether it is built from the versions that its authors tested. Those of wasm-bindgen are often newer than
    /// what a mirror holds; then nothing could be built at all.
    locked: bool,
}

/// Builds those of these tools that are missing, of another version, or broken.
pub(crate) fn set_up(needs: &[Need]) -> Outcome {
    let mut tools = Vec::new();
    if needs.contains(&Need::Trunk) {
        tools.push(CargoTool {
            package: "trunk",
            version: TRUNK_VERSION.into(),
            programs: &["trunk"],
            purpose: "it builds and serves the page (once, 2 to 3 minutes)",
            locked: true,
        });
    }
    if needs.contains(&Need::WasmBindgen) {
        tools.push(CargoTool {
            package: "wasm-bindgen-cli",
            version: pinned_wasm_bindgen()?,
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            purpose: "it joins WebAssembly to the browser (once, 1 to 2 minutes)",
            locked: false,
        });
    }
    tools.retain(|tool| !tool.installed());
    if tools.is_empty() {
        return Ok(());
    }
    for tool in &tools {
        tool.install()?;
    }
    // The two share what they are built from; some hundred megabytes that nobody needs again.
    let leftover = project::at(".tools/build");
    if leftover.exists() {
        fs::remove_dir_all(&leftover).map_err(|error| format!("`.tools/build` could not be removed: {error}."))?;
    }
    Ok(())
}

impl CargoTool {
    /// Whether each program answers with the right version: one that was cut short while being installed does not.
    fn installed(&self) -> bool {
        self.programs.iter().all(|program| {
            let path = project::at(".tools/bin").join(program);
            let answer = process::answer(&mut process::program(&path.to_string_lossy(), &["--version"]));
            answer.is_some_and(|answer| answer.split_whitespace().nth(1) == Some(&self.version))
        })
    }

    fn install(&self) -> Outcome {
        println!("Building {} {} into .tools: {}.", self.package, self.version, self.purpose);
        let exact = format!("{}@{}", self.package, self.version);
        let mut arguments = vec!["install", &exact, "--root", ".tools", "--target-dir", ".tools/build", "--force"];
        // A tool that runs for seconds is not worth the minutes that optimizing it would take, and it is never
        // asked to fetch anything, so it is built without what speaks TLS.
        arguments.extend(["--debug", "--no-default-features"]);
        if self.locked {
            arguments.push("--locked");
        }
        let mut command = process::cargo(&arguments);
        command.envs([
            ("CARGO_PROFILE_DEV_DEBUG", "0"),
            ("CARGO_PROFILE_DEV_STRIP", "symbols"),
            ("CARGO_INCREMENTAL", "0"),
        ]);
        process::run(&mut command)?;
        if self.installed() {
            Ok(())
        } else {
            Err(format!("{} was built, yet does not answer: remove `.tools` and run this again.", self.package))
        }
    }
}

/// The version that the workspace pins, since the program and the library must be of the very same one.
fn pinned_wasm_bindgen() -> Outcome<String> {
    let manifest = fs::read_to_string(project::at("Cargo.toml"))
        .map_err(|error| format!("`Cargo.toml` could not be read: {error}."))?;
    wasm_bindgen_version(&manifest).map(String::from).ok_or_else(|| {
        "`Cargo.toml` must pin the library that joins WebAssembly to the browser: `wasm-bindgen = \"=VERSION\"`.".into()
    })
}

fn wasm_bindgen_version(manifest: &str) -> Option<&str> {
    manifest.lines().find_map(|line| line.strip_prefix("wasm-bindgen = \"=")?.split('"').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_wasm_bindgen_is_read_from_the_workspace() {
        let manifest = "wasm-bindgen-test = \"0.3\"\nwasm-bindgen = \"=0.2.130\"\n";
        assert_eq!(wasm_bindgen_version(manifest), Some("0.2.130"));
        assert_eq!(wasm_bindgen_version("wasm-bindgen = \"0.2\"\n"), None);
        assert!(pinned_wasm_bindgen().is_ok());
    }
}
