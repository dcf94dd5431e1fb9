//! What is used of the machine itself: Node.js, two browsers, letters for them, tshark, and two servers.

use crate::set_up::Need;
use crate::{Outcome, process};
use std::env;
use std::path::{Path, PathBuf};

/// The names under which a Chromium may be installed, the likeliest first.
const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// The names under which a Firefox may be installed: the slow release that Debian has, or any other.
const FIREFOXES: [&str; 2] = ["firefox-esr", "firefox"];

/// The samples for servers are tried where these have their modules as Debian lays them out.
const ON_LINUX: bool = cfg!(target_os = "linux");

/// Something that only the machine's own package manager can bring.
struct SystemPackage {
    need: Need,
    /// Its name on Debian, which is also how a person calls it.
    name: &'static str,
    purpose: &'static str,
    installed: fn() -> bool,
}

const PACKAGES: [SystemPackage; 9] = [
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
        need: Need::Firefox,
        name: "firefox-esr",
        purpose: "the end-to-end tests go the main paths in it, too",
        installed: || firefox().is_some(),
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
    SystemPackage {
        need: Need::Servers,
        name: "nginx",
        purpose: "the site is served by it, with the sample for it",
        installed: || has_server("NGINX", &["nginx"]),
    },
    SystemPackage {
        need: Need::Servers,
        name: "libnginx-mod-http-brotli-static",
        purpose: "nginx sends with it what lies there compressed by Brotli",
        installed: || !ON_LINUX || Path::new("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so").is_file(),
    },
    SystemPackage {
        need: Need::Servers,
        name: "apache2-bin",
        purpose: "the site is served by it, with the sample for it",
        installed: || has_server("APACHE", &["apache2", "httpd"]),
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

/// A Chromium that runs: the one that `CHROME` names, or else one that is installed.
pub(crate) fn browser() -> Option<PathBuf> {
    first_that_runs("CHROME", &BROWSERS)
}

/// A Firefox that runs: the one that `FIREFOX` names, or else one that is installed.
pub(crate) fn firefox() -> Option<PathBuf> {
    first_that_runs("FIREFOX", &FIREFOXES)
}

/// The program that the environment names by `variable`, or else the first of `names`, that says its version.
fn first_that_runs(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let named = env::var(variable).ok();
    let mut names = named.iter().map(String::as_str).chain(names.iter().copied());
    names.find(|name| runs(name)).map(|name| process::found(name).unwrap_or_else(|| name.into()))
}

/// Neither tells its version by `--version`.
fn has_server(variable: &str, names: &[&str]) -> bool {
    !ON_LINUX || env::var_os(variable).is_some() || names.iter().any(|name| process::found(name).is_some())
}

fn what_to_type(absent: &[&SystemPackage]) -> String {
    let names: Vec<&str> = absent.iter().map(|package| package.name).collect();
    let names = names.join(" ");
    let own = [("chromium", "CHROME", "Chromium or Chrome"), ("firefox-esr", "FIREFOX", "Firefox")];
    let own: String = own
        .iter()
        .filter(|(package, ..)| absent.iter().any(|missing| missing.name == *package))
        .map(|(_, variable, browser)| format!(", or set {variable} to the path of a {browser}"))
        .collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_with_what_may_stand_for_it() {
        let named = |names: &[&str]| {
            let absent: Vec<_> = PACKAGES.iter().filter(|package| names.contains(&package.name)).collect();
            what_to_type(&absent)
        };
        let both = named(&["chromium", "firefox-esr"]);
        assert!(both.contains("apt-get install chromium firefox-esr`, or set CHROME to"), "{both}");
        assert!(both.contains(", or set FIREFOX to the path of a Firefox, and run this again."), "{both}");
        assert!(!named(&["tshark"]).contains("set "));
    }
}
