//! What the program says in English.

use capture::{Closing, End, NotTcp, Opening, Reason, Stop};
use lessons::Lang;

use super::{Words, counted};

pub(super) const WORDS: Words = Words {
    lang: Lang::En,

    about: "SYN·ACKademy: TCP that gives its reasons",
    usage: "Usage: ",
    commands: "Commands",
    arguments: "Arguments",
    options: "Options",
    run_about: "Run a scenario and tell what happens",
    scenario_help: "A lesson's id, a link to the page, the `edit` of such a link, or a lesson's TOML file",
    format_help: "How it is told: table (otherwise), trace, json or pcapng",
    vantage_help: "Where a capture is made: client (otherwise), server, or path, which is the way into the router: what is \
                   lost behind it is seen there",
    relative_help: "Count sequence numbers from each side's ISS",
    output_help: "Write to this file in place of standard output",
    explain_about: "Tell what is in a capture: its conversations, or one of them",
    capture_help: "A pcap or pcapng file",
    conversation_help: "The number of a conversation in the list, to see its segments",
    search_help: "List only conversations that have all of these words: a part of an address and port, or handshake, \
                  syn-only, syn-ack-only, simultaneous, midstream, open, half, both, reset, again, zero-window, bad-checksum, \
                  cut, trouble",
    sort_help: "Sort the list by start (otherwise), ends, duration, segments, octets or trouble",
    reverse_help: "Sort the other way round",
    completions_about: "Write what completes commands in a shell",
    shell_help: "bash, elvish, fish, powershell or zsh",
    man_about: "Write the manual page",
    lang_help: "The language: en or zh (otherwise that of the environment)",
    help_help: "Say what there is",

    wrong: "Error: ",
    see_help: || "`synackademy --help` lists what there is.",
    unknown_command: |name| format!("There is no command `{name}`."),
    unknown_argument: |name| format!("There is no option `{name}` here."),
    bad_value: |value, name| format!("`{value}` is no value for `{name}`."),
    missing: |name| format!("Something is missing: {}.", name.trim()),
    twice: |name| format!("`{name}` can be given once only."),
    not_understood: || "The command line cannot be understood.".into(),
    unknown_lesson: |id| format!("There is no lesson `{id}`."),
    unknown_scenario: |text, ids| {
        format!("`{text}` is neither a link nor a `.toml` file nor a lesson; the lessons are {ids}.")
    },
    damaged_edit: || "The `edit` of the link is damaged or of another version.".into(),
    bad_fault: |text| format!("The link does `{text}` to a segment, and nothing is known of that."),
    cannot_read: |file, why| format!("`{file}` cannot be read: {why}."),
    cannot_write: |file, why| format!("`{file}` cannot be written: {why}."),
    no_scenario: |file, why| format!("`{file}` has no scenario that can be read: {}.", why.trim()),
    changed: |file| format!("`{file}` was changed while it was read."),
    not_to_terminal: || "A capture is no text for a terminal: name a file with --output, or pipe it on.".into(),
    no_conversation: |number, count| format!("There is no conversation {number}: the capture has {count}."),
    stopped,

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
    untimed: "Packets without a time, which have that of the one before: ",
    opening: |opening| match opening {
        Opening::Handshake => "handshake",
        Opening::SynOnly => "SYN only",
        Opening::SynAckOnly => "SYN,ACK only",
        Opening::Simultaneous => "simultaneous",
        Opening::Midstream => "before the capture",
    },
    closing: |closing| match closing {
        Closing::Open => "still open",
        Closing::Half { by: End::A } => "A's FIN only",
        Closing::Half { by: End::B } => "B's FIN only",
        Closing::Both { first: End::A } => "FINs, A first",
        Closing::Both { first: End::B } => "FINs, B first",
        Closing::Reset { by: End::A } => "reset by A",
        Closing::Reset { by: End::B } => "reset by B",
    },
    troubles: |trouble| counted(trouble, ["sent again", "RST", "zero window", "wrong checksum", "not whole"]),
    count: |shown, all, segments| format!("{shown} of {all} conversations, {segments} segments in all"),
    other: |kind| match kind {
        NotTcp::NotIp => "Packets of other protocols than IP: ",
        NotTcp::Udp => "UDP datagrams: ",
        NotTcp::Icmp => "ICMP messages: ",
        NotTcp::OtherTransport => "Packets of other protocols on IP: ",
        NotTcp::Fragment => "IP fragments, which are not put together: ",
        NotTcp::Cut => "Packets that end before a TCP header does: ",
        NotTcp::Malformed => "Packets whose lengths or versions contradict each other: ",
        NotTcp::UnknownLink => "Packets of a link type that cannot be read here: ",
    },
};

fn stopped(stop: &Stop) -> String {
    let what = match stop.why {
        Reason::Empty => return "The file is empty.".into(),
        Reason::Cut { needed, found } => {
            format!("what begins there has {needed} octets, of which {found} are in the file")
        }
        Reason::Foreign { magic } => format!("neither pcap nor pcapng begins with {magic:02x?}"),
        Reason::Version { major, minor } => format!("version {major}.{minor} of the format is not known"),
        Reason::TooLong { len, most } => format!("it says {len} octets, and nothing should have more than {most}"),
        Reason::BlockLength { len } => format!("no block of its kind can have {len} octets"),
        Reason::BlockEnd { first, last } => {
            format!("the block says {first} octets at its beginning and {last} at its end")
        }
        Reason::PacketLength { len, room } => {
            format!("the packet says {len} octets, and its block has room for {room}")
        }
        Reason::NoInterface { interface } => format!("the packet names interface {interface}, which is not described"),
        Reason::ByteOrder { magic } => format!("{magic:02x?} tells no order of octets"),
        Reason::TooManyInterfaces => "there are more interfaces than are kept".into(),
        Reason::TooLarge => "there is more than can be counted".into(),
    };
    format!("The capture cannot be read beyond octet {}: {what}.", stop.at)
}
