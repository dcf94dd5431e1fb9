//! What the program says in English.

use lessons::Lang;

use super::Words;

pub(super) const WORDS: Words = Words {
    lang: Lang::En,

    about: "SYN·ACKademy: TCP that gives its reasons",
    usage: "Usage: ",
    commands: "Commands",
    arguments: "Arguments",
    options: "Options",
    run_about: "Run a scenario and tell what happens",
    scenario_help: "A lesson's id (`lesson list` lists them), a link to the page, the `edit` of such a link, or a lesson's TOML file",
    format_help: "How it is told: table (otherwise), trace, json or pcapng",
    vantage_help: "Where a capture is made: client (otherwise), server, or path, which is the way into the router: what is \
                   lost behind it is seen there",
    relative_help: "Count sequence numbers from each side's ISS",
    output_help: "Write to this file in place of standard output",
    explain_about: "Tell what is in a capture: its conversations, or one of them segment by segment with its why",
    capture_help: "A pcap or pcapng file",
    conversation_help: "The number of a conversation in the list, to see its segments",
    search_help: "List only conversations that have all of these words: a part of an address and port, or handshake, \
                  syn-only, syn-ack-only, simultaneous, midstream, open, half, both, reset, again, zero-window, bad-checksum, \
                  cut, fragment, trouble",
    sort_help: "Sort the list by start (otherwise), ends, duration, segments, octets or trouble",
    reverse_help: "Sort the other way round",
    seen_at_help: "Where the capture of a conversation was made: at A (a), at B (b), or at an unknown place between (path, otherwise)",
    json_help: "Tell it as JSON",
    lesson_about: "List the lessons, check a lesson's files, or pack them",
    list_about: "List the lessons that there are, with their titles",
    check_about: "Say what is wrong with the files of a lesson: in which line, and what was expected",
    path_help: "The folder of a lesson, with lesson.toml, en.md and zh.md, or a folder of such folders, or a packed lesson",
    pack_about: "Put the files of a lesson into one, or into a link that opens it",
    folder_help: "The folder of a lesson, with lesson.toml, en.md and zh.md",
    link_help: "Write the link that opens the lesson in the page at this address",
    completions_about: "Write what completes commands in a shell",
    shell_help: "bash, elvish, fish, powershell or zsh",
    man_about: "Write the manual page",
    lang_help: "The language: en or zh (otherwise that of the environment)",
    help_help: "Say what there is",
    version_help: "Say which version this is",
    exit_codes: "Exit codes: 0 all is well, 1 something cannot be read or is wrong (what was readable is shown), 2 the command \
                 cannot be understood.",

    quiz: &super::quiz::EN,

    gap: " ",
    wrong: "Error: ",
    see_help: |command| format!("`synackademy {command}--help` lists what there is."),
    unknown_command: |name, meant| match meant {
        "" => format!("There is no command `{name}`."),
        _ => format!("There is no command `{name}`. Did you mean `{meant}`?"),
    },
    unknown_argument: |name, meant| match meant {
        "" => format!("There is no option `{name}` here."),
        _ => format!("There is no option `{name}` here. Did you mean `{meant}`?"),
    },
    bad_value: |value, name, choices| match choices {
        "" => format!("`{value}` is no value for `{name}`."),
        _ => format!("`{value}` is no value for `{name}`, which is one of {choices}."),
    },
    out_of_bounds: |value, name, least, most| {
        let to = most.map(|most| format!(" to {most}")).unwrap_or_default();
        format!("`{value}` is no value for `{name}`, which is a whole number from {least}{to}.")
    },
    no_value: |name, choices| match choices {
        "" => format!("`{name}` wants a value."),
        _ => format!("`{name}` wants a value: one of {choices}."),
    },
    needs: |option, other| format!("`{option}` means something with `{other}` only."),
    not_both: |option, other| format!("`{option}` and `{other}` cannot be given together."),
    missing: |name| format!("Something is missing: {}.", name.trim()),
    twice: |name| format!("`{name}` can be given once only."),
    not_understood: || "The command line cannot be understood.".into(),
    unknown_lesson: |id, meant| {
        format!("There is no lesson `{id}`. {}`synackademy lesson list` lists the lessons.", did_you_mean(meant))
    },
    unknown_scenario: |text, meant| {
        format!(
            "`{text}` is neither a lesson nor a link nor a `.toml` file. {}`synackademy lesson list` lists the lessons.",
            did_you_mean(meant)
        )
    },
    damaged_edit: || "The `edit` of the link is damaged or of another version.".into(),
    bad_fault: |text| format!("The link does `{text}` to a segment, and nothing is known of that."),
    cannot_read: |file, why| format!("`{file}` cannot be read: {why}."),
    cannot_write: |file, why| format!("`{file}` cannot be written: {why}."),
    no_scenario: |file, why| format!("`{file}`: no scenario can be read here. {why}"),
    changed: |file| format!("`{file}` was changed while it was read."),
    not_to_terminal: || "A capture is no text for a terminal: name a file with --output, or pipe it on.".into(),
    no_conversation: |number, count| match count {
        0 => format!("There is no conversation {number}: the capture has none."),
        1 => format!("There is no conversation {number}: the capture has only number 1."),
        _ => format!("There is no conversation {number}: those of the capture are 1 to {count}."),
    },

    not_packable: |folder| {
        format!("`{folder}` cannot be packed: a line such as === en.md === stands within one of its files.")
    },
    faultless: |title, marks, questions| {
        let marks = of(marks, "mark", "marks");
        format!("“{title}” has {marks} and {}, and no fault.", of(questions, "question", "questions"))
    },
    problems: |problems, lessons| {
        let wrong =
            if problems == 1 { "One thing is wrong".to_owned() } else { format!("{problems} things are wrong") };
        let of = if lessons == 1 { "one lesson was".to_owned() } else { format!("{lessons} lessons were") };
        format!("{wrong}; {of} looked at.")
    },

    lesson: "lesson",
    chapter: "chapter",
    title: "title",
    time: "time",
    from: "from",
    flags: "flags",
    fate: "fate",
    why: "why",
    client_sends: "client →",
    server_sends: "← server",
    arrived: "arrived",
    lost: "lost",
    queue_full: "queue full",
    stopped: "heard by nobody",
    corrupted: "corrupted",
    start: "start (s)",
    duration: "duration (s)",
    segments_a: "segments A",
    segments_b: "segments B",
    octets_a: "octets A",
    octets_b: "octets B",
    opened: "opened",
    closed: "closed",
    trouble: "trouble",
    notes: "notes",
    bad_checksum: "wrong checksum",
    offloaded: "checksum left to the interface",
    cut: "not captured whole",
    reserved: "reserved bits set",
    legend: "? after a state: likely (an end may have called CLOSE before its FIN is sent, so ESTABLISHED is seldom certain). –: not seen. \
             * after a window: as in the header, its scale was not seen.",
    count: |shown, all, segments| {
        let conversations = of(all, "conversation", "conversations");
        format!("{shown} of {conversations}, {} in all", of(segments, "segment", "segments"))
    },
    repeats: "Octets are octets of text; what was sent again counts each time.",
};

fn of(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn did_you_mean(meant: Option<&str>) -> String {
    meant.map(|meant| format!("Did you mean `{meant}`? ")).unwrap_or_default()
}
