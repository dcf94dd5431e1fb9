//! Runs other programs: in the project's folder, with its own tools found first, and never in silence.

use crate::{Outcome, project};
use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

/// A program and its arguments, to be run at the top of the project.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(found(name).unwrap_or_else(|| name.into()));
    command.args(arguments).current_dir(project::root()).env("PATH", search_path());
    command
}

/// The cargo that runs this program, so that the pinned toolchain is kept.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    program(&env::var("CARGO").unwrap_or_else(|_| "cargo".into()), arguments)
}

/// Where a program lies, the project's own tools first.
pub(crate) fn found(name: &str) -> Option<PathBuf> {
    env::split_paths(&search_path()).map(|folder| folder.join(name)).find(|path| path.is_file())
}

fn search_path() -> OsString {
    let own = [project::at(".tools/bin"), project::at("node_modules/.bin")];
    let inherited = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = own.into_iter().chain(env::split_paths(&inherited)).collect();
    // A folder whose name holds the separator cannot be put on the path; then the machine's own must do.
    env::join_paths(folders).unwrap_or(inherited)
}

/// Shows the command, runs it in full view, and fails where it fails.
pub(crate) fn run(command: &mut Command) -> Outcome {
    show(command);
    let status = command.status().map_err(|error| could_not_start(command, &error))?;
    verdict(command, status)
}

/// Like [`run`], and hands each line that it printed on its standard output to `reader` as well.
pub(crate) fn run_reading(command: &mut Command, mut reader: impl FnMut(&str)) -> Outcome {
    show(command);
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| could_not_start(command, &error))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.map_err(|error| format!("The output of `{}` broke off: {error}.", shown(command)))?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            reader(&line);
        }
    }
    let status = child.wait().map_err(|error| could_not_start(command, &error))?;
    verdict(command, status)
}

/// What a command prints on its standard output, when it is there and succeeds.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn show(command: &Command) {
    println!("$ {}", shown(command));
}

/// The command as a person would type it at the top of the project.
fn shown(command: &Command) -> String {
    let name = PathBuf::from(command.get_program());
    let name = name.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    let root = format!("{}/", project::root().display());
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().replace(&root, ""));
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn verdict(command: &Command, status: ExitStatus) -> Outcome {
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status}).", shown(command))) }
}

fn could_not_start(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` could not be run: {error}.", shown(command))
}
