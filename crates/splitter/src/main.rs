//! Splits a linked module: `splitter MODULE FOLDER` leaves the page's own part in the folder as `web.wasm`, each chunk
//! that is marked by `#[later]`, and the script that fetches them. It is a program of its own because it takes half a
//! minute to build, which only those who publish the page should wait for.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use wasm_split_cli_support::{Options, transform};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let outcome = match &arguments[..] {
        [module, folder] => split(Path::new(module), Path::new(folder)),
        _ => Err("It is called with a module and a folder.".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => fail(&sentence),
    }
}

fn split(module: &Path, folder: &Path) -> Result<(), String> {
    let wasm = fs::read(module).map_err(|error| format!("`{}` could not be read: {error}.", module.display()))?;
    let own_part = folder.join("web.wasm");
    let mut options = Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = &own_part;
    options.main_module = "./web.js";
    let parts = transform(options).map_err(|error| format!("`{}` could not be split: {error:#}.", module.display()))?;
    if parts.split_modules.is_empty() {
        return Err(format!("`{}` has nothing that is marked as coming later.", module.display()));
    }
    Ok(())
}

#[expect(clippy::print_stderr, reason = "it is a command, and this is what went wrong")]
fn fail(sentence: &str) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::FAILURE
}
