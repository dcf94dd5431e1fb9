//! Builds what is published: the site, the page as one file, and packages for learning platforms. Measures what a first visit
//! loads of the site.

use crate::set_up::{self, Need};
use crate::{Outcome, process, project, std_sources, wasm_target};
use std::fs;
use std::process::Command;

/// What building the published site takes.
pub(crate) const NEEDS: [Need; 4] = [Need::WasmTarget, Need::StdSources, Need::WasmBindgen, Need::NodePackages];

/// Whether the views that a first visit may do without come in chunks of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Site {
    Split,
    Whole,
}

/// Where a build keeps what it makes: known whatever the machine's own settings are.
const TARGET: &str = "target";
/// What becomes of the linked page on its way into `dist`.
const MADE: &str = "target/site";

/// `cargo xtask size`: builds the site, so that what is measured is what the sources say now.
pub(crate) fn size(site: Site) -> Outcome {
    set_up::set_up(&NEEDS)?;
    build_as(site, NONE)?;
    measure()
}

/// Builds everything that is published of one linked page: the site into `dist`, what a server has to know of it, the page
/// as one file, and the packages.
pub(crate) fn build() -> Outcome {
    build_as(Site::Split, NONE)?;
    pack_base()?;
    pack(NONE)
}

/// `cargo xtask artifacts`: the same, from a machine that may have nothing yet. `lessons` (ids with commas) come before all
/// others in the single file, which has no room for every lesson.
pub(crate) fn artifacts(lessons: &str) -> Outcome {
    set_up::set_up(&NEEDS)?;
    build_as(Site::Split, lessons)?;
    pack_base()?;
    pack(NONE)
}

/// `cargo xtask scorm`: packages that open at `query`, of the site that is there or is built now.
pub(crate) fn scorm(query: &str) -> Outcome {
    if !project::at("dist/files.json").exists() {
        set_up::set_up(&NEEDS)?;
        build_as(Site::Split, NONE)?;
    }
    // Measuring makes a site as well, and has no use for packages.
    if !project::at("dist/package.zip").exists() {
        pack_base()?;
    }
    pack(query)
}

/// No lesson that comes first, and no query at which a package opens.
const NONE: &str = "";

fn pack(query: &str) -> Outcome {
    let mut pack = process::cargo(&["run", "--quiet", "--package", "package", "--example", "scorm", "--"]);
    process::run(pack.args(["dist", "dist-scorm", query]))
}

/// Puts what packages are made from into the site, where the page finds it too.
fn pack_base() -> Outcome {
    let mut pack = process::cargo(&["run", "--quiet", "--package", "package", "--example", "base", "--"]);
    process::run(pack.arg("dist"))
}

/// Trunk, which serves the page, can do nothing between linking and wasm-bindgen; so its steps are taken here.
fn build_as(site: Site, lessons: &str) -> Outcome {
    std_sources::fetch_crates()?;
    let mut link = process::cargo(&["rustc", "--release", "--package", "web", "--bin", "web"]);
    link.args(["--target", wasm_target::NAME, "--target-dir", TARGET]);
    if site == Site::Split {
        // The splitter moves code and data, and so has to know what refers to them; and data keeps its order only where
        // each has a place of its own.
        link.args(["--features", "split", "--", "-Clink-arg=--emit-relocs", "-Clink-arg=--no-merge-data-segments"]);
    }
    process::run(std_sources::build_std(&mut link))?;

    let (made, parts) = (project::at(MADE), format!("{MADE}/parts"));
    let emptied = if made.exists() { fs::remove_dir_all(&made) } else { Ok(()) };
    emptied
        .and_then(|()| fs::create_dir_all(project::at(&parts)))
        .map_err(|error| format!("`{MADE}` could not be emptied: {error}."))?;
    let mut own_part = format!("{TARGET}/{}/release/web.wasm", wasm_target::NAME);
    if site == Site::Split {
        process::run(&mut process::cargo(&["run", "--quiet", "--package", "splitter", "--", &own_part, &parts]))?;
        own_part = format!("{parts}/web.wasm");
    }
    let page = format!("{MADE}/page");
    let mut bindgen = process::program("wasm-bindgen", &["--target", "web", "--no-typescript", "--out-name", "web"]);
    // What the chunks are linked with, among other things: the table of functions.
    bindgen.args(["--keep-lld-exports", "--out-dir", &page, &own_part]);
    process::run(&mut bindgen)?;
    // What is taught comes in files of its own.
    let content = project::at(MADE).join("lessons");
    let mut write = process::cargo(&["run", "--quiet", "--package", "lessons", "--example", "content", "--"]);
    process::run(write.arg(&content))?;
    let mut write = process::cargo(&["run", "--quiet", "--package", "guide", "--example", "pages", "--"]);
    process::run(write.arg(content))?;
    let mut publish = process::program("node", &["crates/xtask/publish.mjs", MADE, "dist"]);
    if site == Site::Split {
        publish.args(["dist-single/synackademy.html", lessons]);
    }
    process::run(&mut publish)
}

/// Prints the sizes of what is in `dist`, and fails when they are over the budget.
pub(crate) fn measure() -> Outcome {
    // Node.js carries brotli; building one here would make every first command wait for it.
    process::run(&mut process::program("node", &["crates/xtask/size.mjs", "dist"]))
}

/// Trunk, which is never to fetch a program by itself.
pub(crate) fn trunk(arguments: &[&str]) -> Command {
    let mut command = process::program("trunk", arguments);
    command.args(["--offline", "--skip-version-check"]);
    // Trunk takes no other value of this variable than true and false, while elsewhere any value means yes.
    if std::env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    command
}
