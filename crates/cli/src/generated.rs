//! What other programs read about this one: completions for shells and a page of the manual.

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
    let command = command(words);
    let of_commands =
        command.get_subcommands().map(|of| Man::new(of.clone()).title(format!("{NAME}-{}", of.get_name())));
    for page in std::iter::once(Man::new(command.clone()).title(NAME)).chain(of_commands) {
        // Writing to memory cannot fail.
        let _ = page.render(&mut out);
    }
    out
}
