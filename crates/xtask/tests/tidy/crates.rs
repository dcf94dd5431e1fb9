//! Which crate may depend on which, as cargo itself sees it.

use crate::assert_none;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Each crate of the workspace with those of the workspace that it may use, in any way: dependencies point one way.
const MAY_USE: [(&str, &[&str]); 19] = [
    ("wire", &[]),
    ("tcp", &["wire"]),
    ("kernel", &["wire", "tcp"]),
    ("sim", &["wire", "tcp"]),
    // Its tests alone use `sim`: the engine is what an observer's inferences are held against.
    ("observer", &["wire", "tcp", "sim"]),
    ("capture", &["wire", "tcp", "sim", "observer"]),
    ("replay", &["wire", "tcp", "sim", "observer", "capture"]),
    ("course", &["wire", "tcp", "sim"]),
    // Its tests alone use `replay`: what is explained of runs is explained of captures, too.
    ("lessons", &["wire", "tcp", "sim", "observer", "capture", "replay", "course"]),
    ("export", &["wire", "sim", "capture", "lessons"]),
    // Its tests alone use `capture` and `replay`: what may be asked of a run may not all be asked of a capture.
    ("quiz", &["wire", "tcp", "sim", "observer", "capture", "replay", "course", "lessons"]),
    ("cli", &["wire", "tcp", "sim", "observer", "capture", "course", "lessons", "export", "quiz"]),
    // What is told to teachers: their Markdown is read when it is compiled.
    ("guide", &[]),
    ("package", &[]),
    ("markup", &[]),
    (
        "web",
        &[
            "wire", "tcp", "sim", "observer", "capture", "replay", "course", "lessons", "export", "quiz", "guide",
            "markup", "package",
        ],
    ),
    ("trials", &["wire", "tcp", "sim", "observer", "capture", "replay", "lessons", "quiz"]),
    ("splitter", &[]),
    ("xtask", &[]),
];

/// The crates whose runs must be the same everywhere, so that nothing beneath them may look outside.
const PURE: [&str; 11] =
    ["wire", "tcp", "sim", "observer", "capture", "replay", "course", "lessons", "export", "quiz", "guide"];

/// Where every random choice is made, from a seed.
const RANDOM: &str = "sim";

#[test]
fn dependencies_point_one_way() {
    let metadata = metadata();
    let own: BTreeMap<&str, &Value> = members(&metadata).map(|package| (text(package, "name"), package)).collect();
    let mut breaches = Vec::new();
    for (name, package) in &own {
        let Some((_, allowed)) = MAY_USE.iter().find(|(crate_name, _)| crate_name == name) else {
            breaches.push(format!("{name}: a new crate must say in this test which crates it may use"));
            continue;
        };
        let used = list(package, "dependencies").iter().map(|dependency| text(dependency, "name"));
        breaches.extend(used.filter(|used| own.contains_key(used) && !allowed.contains(used)).map(|used| {
            format!(
                "{name}/Cargo.toml: `{name}` must not depend on `{used}`, because dependencies point one way \
                 (wire <- tcp <- sim <- course <- lessons <- quiz <- web): what lies below is understood and tested without what lies above"
            )
        }));
    }
    assert_none(&breaches);
}

#[test]
fn only_the_page_knows_that_there_is_a_browser() {
    let metadata = metadata();
    let names: BTreeMap<&str, &str> =
        list(&metadata, "packages").iter().map(|package| (text(package, "id"), text(package, "name"))).collect();
    let uses = uses(&metadata);
    let mut breaches = Vec::new();
    for package in members(&metadata).filter(|package| PURE.contains(&text(package, "name"))) {
        let pure = text(package, "name");
        for path in paths_outside(text(package, "id"), &uses, &names) {
            breaches.push(format!(
                "crates/{pure}: it reaches a browser or chance ({path}), because of which the same scenario could \
                 run differently natively and in wasm; only `web` may"
            ));
        }
    }
    assert_none(&breaches);
}

#[test]
fn only_the_simulator_makes_random_choices() {
    let metadata = metadata();
    let mut breaches = Vec::new();
    for package in members(&metadata).filter(|package| text(package, "name") != RANDOM) {
        let random = list(package, "dependencies").iter().filter(|dependency| {
            // What a test draws its cases from is not part of a run.
            dependency["kind"].is_null() && text(dependency, "name").starts_with("rand")
        });
        breaches.extend(random.map(|dependency| {
            format!(
                "{}: it must not depend on `{}`, because every random choice is made in `{RANDOM}`, from the scenario's seed",
                text(package, "name"),
                text(dependency, "name")
            )
        }));
    }
    assert_none(&breaches);
}

#[test]
fn a_way_to_the_browser_is_found_through_other_crates() {
    let names = BTreeMap::from([("1", "sim"), ("2", "timer"), ("3", "gloo-timers"), ("4", "serde")]);
    let uses = BTreeMap::from([("1", vec!["2", "4"]), ("2", vec!["3"])]);
    assert_eq!(paths_outside("1", &uses, &names), ["sim -> timer -> gloo-timers"]);
}

/// Whether a crate lets its user see a browser or chance.
fn looks_outside(name: &str) -> bool {
    ["yew", "web-sys", "js-sys", "wasm-bindgen", "getrandom"].contains(&name) || name.starts_with("gloo")
}

/// One way from a package to each crate that looks outside, such as `sim -> timer -> gloo-timers`.
fn paths_outside(start: &str, uses: &BTreeMap<&str, Vec<&str>>, names: &BTreeMap<&str, &str>) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![(start.to_owned(), names[start].to_owned())];
    while let Some((id, path)) = open.pop() {
        for next in uses.get(id.as_str()).into_iter().flatten() {
            let path = format!("{path} -> {}", names[next]);
            if !seen.insert(*next) {
                continue;
            }
            if looks_outside(names[next]) {
                found.push(path);
            } else {
                open.push(((*next).to_owned(), path));
            }
        }
    }
    found
}

/// The packages that each package is built with; what its tests use besides does not count.
fn uses(metadata: &Value) -> BTreeMap<&str, Vec<&str>> {
    let is_built_with = |edge: &&Value| list(edge, "dep_kinds").iter().any(|kind| kind["kind"].is_null());
    list(&metadata["resolve"], "nodes")
        .iter()
        .map(|node| {
            (text(node, "id"), list(node, "deps").iter().filter(is_built_with).map(|edge| text(edge, "pkg")).collect())
        })
        .collect()
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO")).args(["metadata", "--format-version", "1"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn members(metadata: &Value) -> impl Iterator<Item = &Value> {
    let ids = list(metadata, "workspace_members");
    list(metadata, "packages").iter().filter(move |package| ids.contains(&package["id"]))
}

fn list<'value>(value: &'value Value, key: &str) -> &'value [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'value>(value: &'value Value, key: &str) -> &'value str {
    value[key].as_str().unwrap_or_default()
}
