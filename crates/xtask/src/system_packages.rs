//! What is used of the machine itself: Node.js, a browser, letters for it, and tshark.

use crate::set_up::Need;
use crate::{Outcome, process};
use std::env;
use std::path::PathBuf;

/// The names under which a Chromium may be installed, the likeliest first.
const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Something that only the machine's own package manager can bring.
struct SystemPackage {
    need: Need,
    /// Its name on Debian, which is also how a person calls it.
    name: &'static str,
    purpose: &'static str,
    installed: fn() -> bool,
}

const PACKAGES: [SystemPackage; 5] = [
    SystemPackage {
        need: Need::NodePackages,
        name: "nodejs",
        purpose: "it makes the published page small and runs the tests in the browser",
        installed: || process::found("node").is_some(),
    },
    SystemPackage {
        need: Need::NodePackages,
        name: "npm",
        purpose: "it brings the packages for Node.js",
        installed: || process::found("npm").is_some(),
    },
    SystemPackage {
        need: Need::Browser,
        name: "chromium",
        purpose: "the end-to-end tests use the page in it",
        installed: || browser().is_some(),
    },
    SystemPackage {
        need: Need::Browser,
        name: "fonts-noto-cjk",
        purpose: "the page in Chinese is measured with real letters",
        installed: has_chinese_letters,
    },
    SystemPackage {
        need: Need::Tshark,
        name: "tshark",
        purpose: "an independent program decodes the segments",
        installed: || runs("tshark"),
    },
];

/// Installs what is missing where this can be done without asking; otherwise says what to type.
pub(crate) fn set_up(needs: &[Need]) -> Outcome {
    let missing = || {
        PACKAGES.iter().filter(|package| needs.contains(&package.need) && !(package.installed)()).collect::<Vec<_>>()
    };
    let absent = missing();
    if absent.is_empty() {
        return Ok(());
    }
    if may_install() {
        for package in &absent {
            println!("Installing {} on this machine: {}.", package.name, package.purpose);
        }
        process::run(&mut apt_get(&["update"]))?;
        let names = absent.iter().map(|package| package.name);
        let arguments: Vec<&str> = ["install", "-y", "--no-install-recommends"].into_iter().chain(names).collect();
        process::run(&mut apt_get(&arguments))?;
    }
    let absent = missing();
    if absent.is_empty() { Ok(()) } else { Err(what_to_type(&absent)) }
}

/// A browser that runs: the one that `CHROME` names, or else one that is installed.
pub(crate) fn browser() -> Option<PathBuf> {
    let named = env::var("CHROME").ok();
    let names = named.iter().map(String::as_str).chain(BROWSERS);
    names.into_iter().find(|name| runs(name)).map(|name| process::found(name).unwrap_or_else(|| name.into()))
}

fn what_to_type(absent: &[&SystemPackage]) -> String {
    let names: Vec<&str> = absent.iter().map(|package| package.name).collect();
    let names = names.join(" ");
    let own = if absent.iter().any(|package| package.name == "chromium") {
        ", or set CHROME to the path of a Chromium or Chrome"
    } else {
        ""
    };
    format!("This needs what is not on the machine: type `sudo apt-get install {names}`{own}, and run this again.")
}

/// Debian's packages can be installed without a question only by root.
fn may_install() -> bool {
    process::found("apt-get").is_some()
        && process::answer(&mut process::program("id", &["-u"])).is_some_and(|user| user == "0")
}

fn apt_get(arguments: &[&str]) -> std::process::Command {
    let mut command = process::program("apt-get", arguments);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn runs(program: &str) -> bool {
    process::answer(&mut process::program(program, &["--version"])).is_some()
}

/// Without fontconfig nothing can be said, and no browser test hangs on it.
fn has_chinese_letters() -> bool {
    process::answer(&mut process::program("fc-list", &[":lang=zh"])).is_none_or(|fonts| !fonts.is_empty())
}
