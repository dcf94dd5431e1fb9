//! Reading the numbers that a learner types: decimal or hexadecimal, with separators or without, or a sum of them.

use tcp::State;
use wire::Flags;

use lessons::Lang;

/// How many sequence numbers there are: a sum is taken modulo this.
const CIRCLE: u64 = 1 << 32;
/// What one number may come to at the most: a few times round the circle is no slip of the finger.
const LARGEST: u64 = 1 << 40;

/// A number that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// What it comes to. A sum wraps at 2^32; a number alone is as it was typed, even if it is larger.
    pub value: u64,
    /// The sum as it was worked out, `4021337102 + 200 = 4021337302`, if it was one.
    pub worked: Option<String>,
}

/// What becomes of a sum that no field can hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sums {
    /// It is taken modulo 2^32.
    #[default]
    Wrap,
    /// It stays as it is: where that is what is practised, whoever answers does it.
    Stay,
}

/// Why a text is no number: where, what stands there, and what could have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InputError {
    /// The place of the character, counted from 1; one more than there are if the text ends too soon.
    pub at: usize,
    /// The character that stands there. Nothing if the text ends too soon.
    pub found: Option<char>,
    /// What was expected in its place.
    pub expected: Expected,
}

/// What was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A number: nothing was typed, or a sum lacks one.
    Number,
    /// A decimal digit, `+` or `−`.
    Digit,
    /// A hexadecimal digit, `+` or `−`.
    HexDigit,
    /// A number that is not larger than anybody can mean.
    Smaller,
    /// A sum that comes to 0 or more.
    NotNegative,
    /// The name of a control bit.
    Flag,
    /// The name of a state.
    State,
}

/// Reads a number: decimal, or hexadecimal after `0x`, or several of both with `+` and `-` between them. Spaces, commas,
/// underscores and apostrophes between digits are separators, and full-width characters are what they look like. `2^32`
/// is a number too.
///
/// # Errors
/// Which character is wrong, and what was expected there.
pub fn read_number(text: &str) -> Result<Entered, InputError> {
    read_sum(text, Sums::Wrap)
}

/// The same, where a sum may stay as it is.
///
/// # Errors
/// Which character is wrong, and what was expected there; or that a sum which stays as it is comes to less than 0.
pub fn read_sum(text: &str, sums: Sums) -> Result<Entered, InputError> {
    let mut characters = Characters { all: text.chars().map(narrow).collect(), at: 0 };
    if characters.next_meaning().is_none() {
        return Err(InputError { at: 1, found: None, expected: Expected::Number });
    }
    let mut terms = vec![(true, characters.number()?)];
    while let Some(sign) = characters.next_meaning() {
        let plus = match sign {
            '+' => true,
            '-' => false,
            // A number ends where it has no digit any more, and says so itself.
            _ => return Err(characters.error(Expected::Digit)),
        };
        characters.at += 1;
        terms.push((plus, characters.number()?));
    }
    if let [(_, value)] = terms[..] {
        return Ok(Entered { value, worked: None });
    }
    let mut written = String::new();
    let mut total: i128 = 0;
    for (place, (plus, value)) in terms.into_iter().enumerate() {
        match (place, plus) {
            (0, _) => {}
            (_, true) => written.push_str(" + "),
            (_, false) => written.push_str(" − "),
        }
        written.push_str(&value.to_string());
        total += if plus { i128::from(value) } else { -i128::from(value) };
    }
    let value = match sums {
        Sums::Wrap => u64::try_from(total.rem_euclid(i128::from(CIRCLE))).unwrap_or_default(),
        Sums::Stay => u64::try_from(total).map_err(|_| characters.error(Expected::NotNegative))?,
    };
    let worked = if i128::from(value) == total {
        format!("{written} = {value}")
    } else {
        format!("({written}) mod 2^32 = {value}")
    };
    Ok(Entered { value, worked: Some(worked) })
}

/// Reads control bits by their names, in any order and case, with anything between them that is no letter. `-` is none.
///
/// # Errors
/// Which word is no bit's name.
pub fn read_flags(text: &str) -> Result<Flags, InputError> {
    let mut flags = Flags::NONE;
    for (at, word) in words(text, |character| character.is_alphanumeric()) {
        let found = Flags::NAMED.into_iter().find(|(_, name)| name.eq_ignore_ascii_case(&word));
        let (bit, _) = found.ok_or(InputError { at, found: word.chars().next(), expected: Expected::Flag })?;
        flags |= bit;
    }
    let is_none = text.chars().any(|character| narrow(character) == '-');
    if flags == Flags::NONE && !is_none {
        return Err(InputError { at: 1, found: text.trim().chars().next(), expected: Expected::Flag });
    }
    Ok(flags)
}

/// Reads the name of a state, as the RFC or `netstat` writes it, in any case.
///
/// # Errors
/// It is no state's name.
pub fn read_state(text: &str) -> Result<State, InputError> {
    let plain = |name: &str| -> String {
        name.chars().map(narrow).filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
    };
    let typed = plain(text);
    let is_it = |state: &State| [state.name(), state.netstat_name()].into_iter().any(|name| plain(name) == typed);
    let error = InputError { at: 1, found: text.trim().chars().next(), expected: Expected::State };
    State::ALL.into_iter().find(is_it).ok_or(error)
}

/// The words of a text, each with its place, counted from 1.
fn words(text: &str, is_letter: impl Fn(char) -> bool) -> Vec<(usize, String)> {
    let mut words: Vec<(usize, String)> = Vec::new();
    let mut within = false;
    for (place, character) in text.chars().map(narrow).enumerate() {
        if !is_letter(character) {
            within = false;
        } else if let (true, Some((_, word))) = (within, words.last_mut()) {
            word.push(character);
        } else {
            words.push((place + 1, character.to_string()));
            within = true;
        }
    }
    words
}

/// A text as it is read.
struct Characters {
    all: Vec<char>,
    at: usize,
}

impl Characters {
    /// The next number, and behind it.
    fn number(&mut self) -> Result<u64, InputError> {
        let first = self.next_meaning();
        let is_hex = first == Some('0') && matches!(self.all.get(self.at + 1), Some('x' | 'X'));
        if is_hex {
            self.at += 2;
        } else if self.all[self.at..].starts_with(&['2', '^', '3', '2']) {
            self.at += 4;
            return Ok(CIRCLE);
        }
        let (radix, expected) = if is_hex { (16, Expected::HexDigit) } else { (10, Expected::Digit) };
        let mut value: Option<u64> = None;
        while let Some(character) = self.next_meaning() {
            let Some(digit) = character.to_digit(radix) else {
                if matches!(character, '+' | '-') && value.is_some() {
                    break;
                }
                let missing = matches!(character, '+' | '-') && !is_hex;
                return Err(self.error(if missing { Expected::Number } else { expected }));
            };
            let next = value.unwrap_or(0) * u64::from(radix) + u64::from(digit);
            if next >= LARGEST {
                return Err(self.error(Expected::Smaller));
            }
            value = Some(next);
            self.at += 1;
        }
        value.ok_or_else(|| self.error(if is_hex { Expected::HexDigit } else { Expected::Number }))
    }

    /// The next character that is no separator.
    fn next_meaning(&mut self) -> Option<char> {
        while let Some(character) = self.all.get(self.at) {
            if !(character.is_whitespace() || matches!(character, ',' | '_' | '\'' | '’')) {
                return Some(*character);
            }
            self.at += 1;
        }
        None
    }

    fn error(&self, expected: Expected) -> InputError {
        InputError { at: self.at + 1, found: self.all.get(self.at).copied(), expected }
    }
}

/// A full-width character as the one that it looks like, and any minus as one.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '−' | '–' => '-',
        _ => character,
    }
}

impl InputError {
    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_none() && self.expected == Expected::Number && self.at == 1
    }

    /// What is to be said of it.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.in_english(),
            Lang::Zh => self.in_chinese(),
        }
    }

    fn in_english(&self) -> String {
        if self.is_empty() {
            return "Type a number: decimal, hexadecimal after 0x, or a sum such as 1000+200.".into();
        }
        let expected = match self.expected {
            Expected::Number => "a number is expected there",
            Expected::Digit => "a decimal digit, + or - is expected there",
            Expected::HexDigit => "a hexadecimal digit, + or - is expected there",
            Expected::NotNegative => return "The sum comes to less than 0, which no number in the header does.".into(),
            Expected::Flag => return "Type the names of bits, such as SYN,ACK; - for none.".into(),
            Expected::State => return "Type the name of a state, such as SYN-SENT.".into(),
            Expected::Smaller => return format!("The number is too large from character {} on.", self.at),
        };
        match self.found {
            Some(found) => format!("Character {} is “{found}”, and {expected}.", self.at),
            None => format!("The text ends after character {}, and {expected}.", self.at - 1),
        }
    }

    fn in_chinese(&self) -> String {
        if self.is_empty() {
            return "请填一个数：十进制、0x 开头的十六进制，或 1000+200 这样的算式。".into();
        }
        let expected = match self.expected {
            Expected::Number => "这里应该是一个数",
            Expected::Digit => "这里应该是十进制数字、+ 或 -",
            Expected::HexDigit => "这里应该是十六进制数字、+ 或 -",
            Expected::NotNegative => return "算式的结果小于 0，首部中没有这样的数。".into(),
            Expected::Flag => return "请填控制位的名称，例如 SYN,ACK；没有就填 -。".into(),
            Expected::State => return "请填状态的名称，例如 SYN-SENT。".into(),
            Expected::Smaller => return format!("从第 {} 个字符起，这个数太大了。", self.at),
        };
        match self.found {
            Some(found) => format!("第 {} 个字符是“{found}”，而{expected}。", self.at),
            None => format!("输入到第 {} 个字符就结束了，而{expected}。", self.at - 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Result<u64, InputError> {
        read_number(text).map(|entered| entered.value)
    }

    #[test]
    fn decimal_and_hexadecimal_with_separators_and_in_full_width_are_read() {
        for text in [
            " 4021337102 ",
            "4,021,337,102",
            "4 021 337 102",
            "4'021'337'102",
            "４０２１３３７１０２",
            "4，021，337，102",
            "0xEFB0_BC0E",
            "０ｘｅｆｂ０ｂｃ０ｅ",
        ] {
            assert_eq!(value(text), Ok(4_021_337_102), "{text}");
        }
    }

    #[test]
    fn a_sum_is_worked_out_and_wraps() {
        let entered = |text| read_number(text).expect("a sum");
        let worked = |text| entered(text).worked.expect("worked");
        assert_eq!(entered("4021337102+200").value, 4_021_337_302);
        assert_eq!(worked("4021337102+200"), "4021337102 + 200 = 4021337302");
        assert_eq!(worked("4294967290 + 200"), "(4294967290 + 200) mod 2^32 = 194");
        assert_eq!(worked("4294967490-2^32"), "4294967490 − 4294967296 = 194");
        assert_eq!(worked("5－6"), "(5 − 6) mod 2^32 = 4294967295");
        assert_eq!(worked("0x10+1"), "16 + 1 = 17");
        assert_eq!(entered("194").worked, None);
        // Alone it stays as it was typed, so that a missing modulo can be told.
        assert_eq!(entered("4294967490"), Entered { value: 4_294_967_490, worked: None });
    }

    #[test]
    fn a_sum_stays_as_it_is_where_the_modulo_is_what_is_practised() {
        let stays =
            |text| read_sum(text, Sums::Stay).map(|entered| (entered.value, entered.worked.unwrap_or_default()));
        assert_eq!(stays("4294967109+576"), Ok((4_294_967_685, "4294967109 + 576 = 4294967685".into())));
        assert_eq!(stays("4294967109+576-2^32").map(|(value, _)| value), Ok(389));
        assert_eq!(stays("389"), Ok((389, String::new())));
        let below = stays("5-6").expect_err("less than 0");
        assert_eq!(below.expected, Expected::NotNegative);
        assert!(below.text(Lang::En).contains("less than 0") && below.text(Lang::Zh).contains("小于 0"));
    }

    #[test]
    fn bits_and_states_are_read_by_their_names() {
        let syn_ack = Flags::SYN | Flags::ACK;
        for text in ["SYN,ACK", "ack syn", "Syn+Ack", "ＳＹＮ／ＡＣＫ"] {
            assert_eq!(read_flags(text), Ok(syn_ack), "{text}");
        }
        assert_eq!(read_flags("-"), Ok(Flags::NONE));
        assert_eq!(read_flags("SYN,AKC").map_err(|error| (error.at, error.found)), Err((5, Some('A'))));
        assert!(read_flags(" ").is_err());
        for text in ["FIN-WAIT-1", "fin_wait1", "FinWait1", " fin wait 1 "] {
            assert_eq!(read_state(text), Ok(State::FinWait1), "{text}");
        }
        assert!(State::ALL.into_iter().all(|state| read_state(state.netstat_name()) == Ok(state)));
        assert!(read_state("OPEN").is_err() && read_state("").is_err());
    }

    #[test]
    fn what_is_no_number_says_where_and_what_was_expected() {
        let table = [
            ("  ", 1, None, Expected::Number),
            ("12a", 3, Some('a'), Expected::Digit),
            ("-1", 1, Some('-'), Expected::Number),
            ("0x", 3, None, Expected::HexDigit),
            ("0xfg", 4, Some('g'), Expected::HexDigit),
            ("0x+1", 3, Some('+'), Expected::HexDigit),
            ("1++2", 3, Some('+'), Expected::Number),
            ("1+", 3, None, Expected::Number),
            ("1.5", 2, Some('.'), Expected::Digit),
            ("99999999999999999999", 13, Some('9'), Expected::Smaller),
            ("2^32 5", 6, Some('5'), Expected::Digit),
        ];
        for (text, at, found, expected) in table {
            let error = value(text).expect_err(text);
            assert_eq!(error, InputError { at, found, expected }, "{text}");
            for lang in Lang::ALL {
                assert!(!error.text(lang).is_empty());
            }
        }
        assert!(value("").expect_err("nothing").is_empty());
        assert!(value("12a").expect_err("no number").text(Lang::En).contains("Character 3 is “a”"));
        assert!(value("1+").expect_err("no number").text(Lang::Zh).contains("第 2 个字符"));
    }
}
