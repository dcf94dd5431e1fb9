//! What other programs read about this one: completions for shells and a page of the manual.

use clap::Command;
use clap::builder::Resettable;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::arguments::{NAME, command};
use crate::words::Words;

/// The script with which `shell` completes what is typed.
pub(crate) fn completions(shell: Shell, words: &Words) -> Vec<u8> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut command(words), NAME, &mut out);
    out
}

/// The manual in roff: the program's page, and behind it one for each command.
pub(crate) fn man(words: &Words) -> Vec<u8> {
    let mut out = Vec::new();
    page(&command(words), NAME, &mut out);
    out
}

/// The page of `command` under its whole name, and those of the commands in it.
fn page(command: &Command, name: &str, out: &mut Vec<u8>) {
    let within: Vec<(String, Command)> =
        command.get_subcommands().map(|of| (format!("{name}-{}", of.get_name()), of.clone())).collect();
    // What stands behind the help tells how the command ends, and has a section of the manual for that.
    let end = command.get_after_help().map(ToString::to_string);
    let named = command.clone().name(name.to_owned()).after_help(Resettable::Reset).disable_help_subcommand(true);
    let man = Man::new(named).title(name.to_uppercase()).source(concat!("synackademy ", env!("CARGO_PKG_VERSION")));
    // Writing to memory cannot fail.
    let _ = man.render(out);
    if let Some(end) = end {
        let line = end.replace('\\', "\\\\").replace('\n', "\n.br\n");
        out.extend_from_slice(format!(".SH \"EXIT STATUS\"\n{line}\n").as_bytes());
    }
    for (name, command) in within {
        page(&command, &name, out);
    }
}
