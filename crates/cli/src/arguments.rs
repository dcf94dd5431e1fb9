//! What a person typed, as a request; whatever cannot be understood is one sentence.

use std::ffi::OsString;
use std::path::PathBuf;

use capture::{Point, SortBy};
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};
use clap_complete::Shell;
use lessons::Lang;
use observer::{End, Vantage};
use quiz::{Level, Skill};

use crate::words::Words;

/// The program's name.
pub(crate) const NAME: &str = "synackademy";

/// One thing to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// Run a scenario.
    Run(RunOptions),
    /// Tell what is in a capture.
    Explain(ExplainOptions),
    /// Say what is wrong with a lesson's files.
    Check(CheckOptions),
    /// List the lessons that there are.
    List,
    /// Put a lesson's files into one, or into a link.
    Pack(PackOptions),
    /// Ask questions.
    Quiz(QuizOptions),
    /// Write the completions for a shell.
    Completions(Shell),
    /// Write the manual.
    Man,
}

/// What is to be run, and how it is told.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RunOptions {
    /// A lesson's id, a link, an `edit` of one, or the name of a file.
    pub(crate) scenario: String,
    pub(crate) format: Format,
    pub(crate) point: Point,
    /// Numbers are counted from each side's ISS.
    pub(crate) relative: bool,
    /// The file that is written in place of standard output.
    pub(crate) output: Option<PathBuf>,
}

/// How a run is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Trace,
    Json,
    PcapNg,
}

impl Format {
    const ALL: [(&str, Format); 4] =
        [("table", Format::Table), ("trace", Format::Trace), ("json", Format::Json), ("pcapng", Format::PcapNg)];
}

/// Where a conversation may have been captured, by name.
const VANTAGES: [(&str, Vantage); 3] =
    [("path", Vantage::Between), ("a", Vantage::At(End::A)), ("b", Vantage::At(End::B))];

/// What is to be told of which capture.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ExplainOptions {
    pub(crate) capture: PathBuf,
    /// Which conversation, counted from 1. None for the list.
    pub(crate) conversation: Option<usize>,
    pub(crate) search: String,
    pub(crate) sort: SortBy,
    pub(crate) reverse: bool,
    pub(crate) vantage: Vantage,
    pub(crate) json: bool,
}

/// Which lesson's files are to be checked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CheckOptions {
    /// The folder of a lesson, or of several.
    pub(crate) path: PathBuf,
    pub(crate) json: bool,
}

/// Which lesson's files are to be put into one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PackOptions {
    /// The folder of a lesson.
    pub(crate) path: PathBuf,
    /// The address of the page that the lesson becomes part of.
    pub(crate) link: Option<String>,
    /// The file that is written in place of standard output.
    pub(crate) output: Option<PathBuf>,
}

/// What is to be asked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct QuizOptions {
    /// Without one, each time other questions.
    pub(crate) seed: Option<u64>,
    pub(crate) count: u32,
    /// None are all.
    pub(crate) skills: Vec<Skill>,
    pub(crate) level: Option<Level>,
    /// The lesson whose own questions are asked in place of generated ones.
    pub(crate) lesson: Option<String>,
    pub(crate) json: bool,
}

/// Questions unless told otherwise.
const QUESTIONS: u32 = 10;
/// Questions at the most: more than anybody answers.
const MOST_QUESTIONS: u64 = 1000;
/// The levels from the easiest to the hardest.
const LEVELS: [u64; 2] = [1, 3];

/// Why there is nothing to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// A text was asked for, and here it is.
    Shown(String),
    /// Nothing was asked for: what there is.
    Usage(String),
    /// It cannot be understood, for this reason.
    Sentence(String),
}

/// The language that was typed, or else that of the environment.
pub(crate) fn lang(arguments: &[OsString]) -> Lang {
    // The first of them that is set is the one that counts, as for every program.
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
    let of_environment = || set.into_iter().find(|value| !value.is_empty());
    typed_lang(arguments).or_else(of_environment).and_then(|tag| Lang::parse(&tag)).unwrap_or_default()
}

fn typed_lang(arguments: &[OsString]) -> Option<String> {
    let texts: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    texts.iter().enumerate().find_map(|(place, text)| match text.strip_prefix("--lang") {
        Some("") => texts.get(place + 1).map(|next| next.to_string()),
        Some(value) => value.strip_prefix('=').map(str::to_owned),
        None => None,
    })
}

/// The command that was typed, each of its words with a space behind it; nothing if there is none of the name.
pub(crate) fn typed_command(arguments: &[OsString], words: &Words) -> String {
    let mut found = String::new();
    let mut of = command(words);
    for argument in &arguments[arguments.len().min(1)..] {
        let Some(next) = argument.to_str().and_then(|name| of.find_subcommand(name)).cloned() else { break };
        found.extend([next.get_name(), " "]);
        of = next;
    }
    found
}

/// The request in `arguments`, of which the first is the program.
pub(crate) fn read(arguments: &[OsString], words: &Words) -> Result<Request, Refused> {
    let matches = command(words).try_get_matches_from(arguments).map_err(|error| refused(&error, words))?;
    if let Some(tag) = typed_lang(arguments).filter(|tag| Lang::parse(tag).is_none()) {
        return Err(Refused::Sentence((words.bad_value)(&tag, "--lang", "en, zh")));
    }
    let (name, matches) = matches.subcommand().ok_or_else(|| Refused::Shown(String::new()))?;
    fits(name, matches, words)?;
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    Ok(match name {
        "run" => Request::Run(RunOptions {
            scenario: text("scenario").unwrap_or_default(),
            format: chosen(matches, "format", &Format::ALL),
            point: chosen(matches, "vantage", &Point::ALL.map(|point| (point.name(), point))),
            relative: matches.get_flag("relative"),
            output: matches.get_one::<PathBuf>("output").cloned(),
        }),
        "explain" => Request::Explain(ExplainOptions {
            capture: matches.get_one::<PathBuf>("capture").cloned().unwrap_or_default(),
            conversation: matches.get_one::<usize>("conversation").copied(),
            search: text("search").unwrap_or_default(),
            sort: chosen(matches, "sort", &SortBy::ALL.map(|by| (by.name(), by))),
            reverse: matches.get_flag("reverse"),
            vantage: chosen(matches, "vantage", &VANTAGES),
            json: matches.get_flag("json"),
        }),
        "lesson" => match matches.subcommand() {
            Some(("pack", matches)) => Request::Pack(PackOptions {
                path: matches.get_one::<PathBuf>("path").cloned().unwrap_or_default(),
                link: matches.get_one::<String>("link").cloned(),
                output: matches.get_one::<PathBuf>("output").cloned(),
            }),
            Some(("list", _)) => Request::List,
            Some((_, matches)) => Request::Check(CheckOptions {
                path: matches.get_one::<PathBuf>("path").cloned().unwrap_or_default(),
                json: matches.get_flag("json"),
            }),
            None => return Err(Refused::Shown(String::new())),
        },
        "quiz" => Request::Quiz(QuizOptions {
            seed: matches.get_one::<u64>("seed").copied(),
            count: matches.get_one::<u32>("count").copied().unwrap_or(QUESTIONS),
            skills: matches
                .get_many::<String>("skill")
                .into_iter()
                .flatten()
                .filter_map(|id| Skill::parse(id))
                .collect(),
            level: matches.get_one::<u8>("level").and_then(|number| Level::parse(*number)),
            lesson: text("lesson"),
            json: matches.get_flag("json"),
        }),
        "completions" => Request::Completions(matches.get_one::<Shell>("shell").copied().unwrap_or(Shell::Bash)),
        _ => Request::Man,
    })
}

/// Whether every option means something beside the others: what would be ignored is told.
fn fits(name: &str, matches: &ArgMatches, words: &Words) -> Result<(), Refused> {
    let is_given = |id: &str| {
        matches
            .try_contains_id(id)
            .is_ok_and(|_| matches.value_source(id) == Some(clap::parser::ValueSource::CommandLine))
    };
    let format = |wanted: &str| matches.try_get_one::<String>("format").ok().flatten().is_some_and(|is| is == wanted);
    let refuse = |is_wrong: bool, sentence: fn(&str, &str) -> String, option: &str, other: &str| {
        if is_wrong { Err(Refused::Sentence(sentence(option, other))) } else { Ok(()) }
    };
    match name {
        "run" => {
            refuse(is_given("vantage") && !format("pcapng"), words.needs, "--vantage", "--format pcapng")?;
            let is_numbered = format("json") || format("pcapng") || format("trace");
            refuse(is_given("relative") && is_numbered, words.needs, "--relative", "--format table")
        }
        "explain" => {
            let is_one = is_given("conversation");
            refuse(is_given("search") && is_one, words.not_both, "--search", "CONVERSATION")?;
            refuse(is_given("sort") && is_one, words.not_both, "--sort", "CONVERSATION")?;
            refuse(is_given("reverse") && is_one, words.not_both, "--reverse", "CONVERSATION")?;
            refuse(is_given("vantage") && !is_one, words.needs, "--vantage", "CONVERSATION")
        }
        "quiz" => {
            let of_lesson = is_given("lesson");
            refuse(is_given("seed") && of_lesson, words.not_both, "--seed", "--lesson")?;
            refuse(is_given("skill") && of_lesson, words.not_both, "--skill", "--lesson")?;
            refuse(is_given("level") && of_lesson, words.not_both, "--level", "--lesson")
        }
        _ => Ok(()),
    }
}

/// The choice of that name; clap has made sure that there is one, or else the first holds.
fn chosen<T: Copy>(matches: &ArgMatches, name: &str, choices: &[(&str, T)]) -> T {
    let typed = matches.get_one::<String>(name);
    let found = choices.iter().find(|(choice, _)| typed.is_some_and(|typed| typed == choice));
    found.unwrap_or(&choices[0]).1
}

/// The whole command line, described in the language of `words`.
pub(crate) fn command(words: &Words) -> Command {
    let lang = Arg::new("lang").long("lang").value_name("en|zh").global(true).help(words.lang_help);
    let run = sub(words, "run", words.run_about, "synackademy run SCENARIO [--format FORMAT] [--vantage POINT]")
        .arg(needed(words, "scenario", "SCENARIO", words.scenario_help))
        .arg(choice(words, "format", "FORMAT", words.format_help, &Format::ALL.map(|(name, _)| name)))
        .arg(choice(words, "vantage", "POINT", words.vantage_help, &Point::ALL.map(Point::name)))
        .arg(flag(words, "relative", words.relative_help))
        .arg(option(words, "output", "FILE", words.output_help).short('o').value_parser(clap::value_parser!(PathBuf)))
        .after_help(words.exit_codes);
    let explain = sub(words, "explain", words.explain_about, "synackademy explain CAPTURE [CONVERSATION] [--json]")
        .arg(needed(words, "capture", "CAPTURE", words.capture_help).value_parser(clap::value_parser!(PathBuf)))
        .arg(
            needed(words, "conversation", "CONVERSATION", words.conversation_help)
                .allow_negative_numbers(true)
                .required(false)
                .value_parser(clap::value_parser!(usize)),
        )
        .arg(option(words, "search", "WORDS", words.search_help))
        .arg(choice(words, "sort", "KEY", words.sort_help, &SortBy::ALL.map(SortBy::name)))
        .arg(flag(words, "reverse", words.reverse_help))
        .arg(choice(words, "vantage", "POINT", words.seen_at_help, &VANTAGES.map(|(name, _)| name)))
        .arg(flag(words, "json", words.json_help))
        .after_help(words.exit_codes);
    let check = sub(words, "check", words.check_about, "synackademy lesson check PATH [--json]")
        .arg(needed(words, "path", "PATH", words.path_help).value_parser(clap::value_parser!(PathBuf)))
        .arg(flag(words, "json", words.json_help))
        .after_help(words.exit_codes);
    let pack = sub(words, "pack", words.pack_about, "synackademy lesson pack FOLDER [--link PAGE] [-o FILE]")
        .arg(needed(words, "path", "FOLDER", words.folder_help).value_parser(clap::value_parser!(PathBuf)))
        .arg(option(words, "link", "PAGE", words.link_help))
        .arg(option(words, "output", "FILE", words.output_help).short('o').value_parser(clap::value_parser!(PathBuf)))
        .after_help(words.exit_codes);
    let list = sub(words, "list", words.list_about, "synackademy lesson list");
    let lesson = sub(words, "lesson", words.lesson_about, "synackademy lesson list|check|pack")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(words.commands)
        .subcommands([list, check, pack]);
    let skills = clap::builder::PossibleValuesParser::new(Skill::ALL.map(Skill::id));
    let quiz =
        sub(words, "quiz", words.quiz.about, "synackademy quiz [--seed S] [--count N] [--skill SKILLS] [--level L]")
            .arg(
                option(words, "seed", "S", words.quiz.seed_help)
                    .allow_negative_numbers(true)
                    .value_parser(clap::value_parser!(u64)),
            )
            .arg(
                option(words, "count", "N", words.quiz.count_help)
                    .allow_negative_numbers(true)
                    .value_parser(clap::value_parser!(u32).range(1..=MOST_QUESTIONS.cast_signed())),
            )
            .arg(
                option(words, "skill", "SKILLS", words.quiz.skill_help)
                    .value_parser(skills)
                    .value_delimiter(',')
                    .action(ArgAction::Append)
                    .hide_possible_values(true),
            )
            .arg(
                option(words, "level", "L", words.quiz.level_help)
                    .allow_negative_numbers(true)
                    .value_parser(clap::value_parser!(u8).range(LEVELS[0].cast_signed()..=LEVELS[1].cast_signed())),
            )
            .arg(option(words, "lesson", "LESSON", words.quiz.lesson_help))
            .arg(flag(words, "json", words.quiz.json_help))
            .after_help(words.quiz.exit_codes);
    let shell = needed(words, "shell", "SHELL", words.shell_help).value_parser(clap::value_parser!(Shell));
    let completions = sub(words, "completions", words.completions_about, "synackademy completions SHELL").arg(shell);
    let man = sub(words, "man", words.man_about, "synackademy man");
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help(words.version_help);
    with_help(words, Command::new(NAME).about(words.about).override_usage("synackademy COMMAND …"))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(version.help_heading(words.options))
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand_help_heading(words.commands)
        .arg(lang.help_heading(words.options))
        .subcommands([run, explain, quiz, lesson, completions, man])
}

fn sub(words: &Words, name: &'static str, about: &'static str, usage: &'static str) -> Command {
    with_help(words, Command::new(name).about(about).override_usage(usage))
}

/// Says `help` in the language of the words, where clap would say it in its own.
fn with_help(words: &Words, command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help(words.help_help);
    let template = format!("{{about}}\n\n{}{{usage}}\n\n{{all-args}}{{after-help}}\n", words.usage);
    command.disable_help_flag(true).arg(help.help_heading(words.options)).help_template(template)
}

fn needed(words: &Words, id: &'static str, name: &'static str, help: &'static str) -> Arg {
    Arg::new(id).value_name(name).required(true).help(help).help_heading(words.arguments).hide_possible_values(true)
}

fn option(words: &Words, id: &'static str, name: &'static str, help: &'static str) -> Arg {
    Arg::new(id).long(id).value_name(name).help(help).help_heading(words.options)
}

fn flag(words: &Words, id: &'static str, help: &'static str) -> Arg {
    Arg::new(id).long(id).action(ArgAction::SetTrue).help(help).help_heading(words.options)
}

fn choice<const COUNT: usize>(
    words: &Words,
    id: &'static str,
    name: &'static str,
    help: &'static str,
    choices: &[&'static str; COUNT],
) -> Arg {
    let choices = clap::builder::PossibleValuesParser::new(choices);
    option(words, id, name, help).value_parser(choices).hide_possible_values(true)
}

/// What is to be shown in place of clap's own message, which knows one language alone.
fn refused(error: &clap::Error, words: &Words) -> Refused {
    let said = |kind: ContextKind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let first = |kind: ContextKind| said(kind).split(", ").next().unwrap_or_default().to_owned();
    Refused::Sentence(match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return Refused::Shown(error.render().ansi().to_string());
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return Refused::Usage(error.render().ansi().to_string());
        }
        ErrorKind::UnknownArgument => {
            (words.unknown_argument)(&said(ContextKind::InvalidArg), &first(ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => {
            (words.unknown_command)(&said(ContextKind::InvalidSubcommand), &first(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let (value, name) = (said(ContextKind::InvalidValue), said(ContextKind::InvalidArg));
            let choices = said(ContextKind::ValidValue);
            match bounds(&name) {
                _ if value.is_empty() => (words.no_value)(&name, &choices),
                Some((least, most)) => (words.out_of_bounds)(&value, &name, least, most),
                None => (words.bad_value)(&value, &name, &choices),
            }
        }
        ErrorKind::MissingRequiredArgument => (words.missing)(&said(ContextKind::InvalidArg)),
        ErrorKind::ArgumentConflict => (words.twice)(&said(ContextKind::InvalidArg)),
        _ => (words.not_understood)(),
    })
}

/// The least and the most that something may be which is a whole number, by how it is written in the help.
fn bounds(argument: &str) -> Option<(u64, Option<u64>)> {
    match argument.split(' ').next() {
        Some("--count") => Some((1, Some(MOST_QUESTIONS))),
        Some("--level") => Some((LEVELS[0], Some(LEVELS[1]))),
        Some("--seed") => Some((0, Some(u64::MAX))),
        Some("[CONVERSATION]") => Some((1, None)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    fn parsed(line: &str, lang: Lang) -> Result<Request, Refused> {
        let arguments: Vec<OsString> = std::iter::once(NAME).chain(line.split_whitespace()).map(Into::into).collect();
        read(&arguments, words::of(lang))
    }

    #[test]
    fn commands_and_options_are_understood_in_both_languages() {
        for lang in Lang::ALL {
            let run = RunOptions {
                scenario: "handshake".into(),
                format: Format::PcapNg,
                point: Point::Server,
                relative: false,
                output: Some("x.pcapng".into()),
            };
            let line = "run handshake --format pcapng --vantage=server -o x.pcapng --lang zh";
            assert_eq!(parsed(line, lang), Ok(Request::Run(run)));
            let list = |conversation, search: &str, sort, reverse, vantage| {
                let (capture, search) = ("a.pcap".into(), search.into());
                Ok(Request::Explain(ExplainOptions {
                    capture,
                    conversation,
                    search,
                    sort,
                    reverse,
                    vantage,
                    json: true,
                }))
            };
            let line = "explain a.pcap --sort octets --reverse --search reset --json";
            assert_eq!(parsed(line, lang), list(None, "reset", SortBy::Octets, true, Vantage::Between));
            let line = "explain a.pcap 3 --vantage b --json";
            assert_eq!(parsed(line, lang), list(Some(3), "", SortBy::Start, false, Vantage::At(End::B)));
            let check = CheckOptions { path: "data".into(), json: true };
            assert_eq!(parsed("lesson check data --json", lang), Ok(Request::Check(check)));
            let link = Some("https://example.org/".to_owned());
            let pack = PackOptions { path: "data".into(), link, output: Some("a.txt".into()) };
            assert_eq!(parsed("lesson pack data --link https://example.org/ -o a.txt", lang), Ok(Request::Pack(pack)));
            assert_eq!(parsed("completions fish", lang), Ok(Request::Completions(Shell::Fish)));
            assert_eq!(parsed("lesson list", lang), Ok(Request::List));
            assert_eq!(parsed("man", lang), Ok(Request::Man));
        }
    }

    #[test]
    fn what_cannot_be_understood_is_one_sentence_that_names_it_in_both_languages() {
        let table = [
            ("fly", "fly"),
            ("run", "SCENARIO"),
            ("run handshake --fast", "--fast"),
            ("run handshake --format xml", "pcapng"),
            ("run handshake --format", "pcapng"),
            ("run handshake --lang fr", "en, zh"),
            ("run handshake --vantage server", "--format pcapng"),
            ("run handshake --relative --format json", "--relative"),
            ("explain a.pcap 1 --sort octets", "--sort"),
            ("explain a.pcap --vantage a", "CONVERSATION"),
            ("quiz --lesson handshake --seed 1", "--seed"),
            ("run handshake --vantage moon", "moon"),
            ("explain a.pcap three", "1"),
            ("explain a.pcap --sort colour", "colour"),
            ("explain a.pcap 1 --vantage client", "client"),
            ("run handshake --relative --relative", "--relative"),
            ("lesson check", "PATH"),
            ("lesson pack", "FOLDER"),
            ("lesson chek data", "chek"),
            ("completions tea", "tea"),
            ("explian a.pcap", "`explain`"),
            ("run handshake --formt json", "`--format`"),
            ("quiz --count 0", "1000"),
            ("quiz --count many", "1000"),
            ("quiz --level 4", "3"),
            ("quiz --seed -1", "18446744073709551615"),
        ];
        for (line, named) in table {
            for (lang, ends) in [(Lang::En, ['.', '?']), (Lang::Zh, ['。', '？'])] {
                let Err(Refused::Sentence(sentence)) = parsed(line, lang) else { panic!("{line} is understood") };
                assert!(sentence.contains(named) && sentence.ends_with(ends), "{line}: {sentence}");
            }
        }
    }

    #[test]
    fn help_names_every_command_in_both_languages() {
        for lang in Lang::ALL {
            for line in ["", "--help"] {
                let Err(Refused::Shown(help) | Refused::Usage(help)) = parsed(line, lang) else { panic!("no help") };
                for name in ["run", "explain", "lesson", "completions", "man", "--lang"] {
                    assert!(help.contains(name), "{name}: {help}");
                }
            }
        }
        let Err(Refused::Shown(help)) = parsed("run --help", Lang::Zh) else { panic!("no help") };
        assert!(help.contains("pcapng") && !help.contains("Options"), "{help}");
    }

    #[test]
    fn the_command_line_holds_together() {
        for lang in Lang::ALL {
            command(words::of(lang)).debug_assert();
        }
    }
}
