//! Text from outside as a part of code: for each language the characters that would mean something there are written so
//! that they do not.

/// As the value of an attribute in double quotes, in HTML and in XML alike.
pub(super) fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // A line's end would end a block of raw HTML in Markdown, and others are no part of XML.
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// As a JavaScript string within `{}` of JSX: no markup and no brace in it means anything.
pub(super) fn jsx(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '<' | '>' | '&' | '{' | '}' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// As the words of a link in Markdown.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '!' | '#' | '|' | '~' | '&' | '{' | '}' => {
                out.extend(['\\', letter]);
            }
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// As the address of a link in Markdown, within `<>`.
pub(super) fn markdown_address(text: &str) -> String {
    let safe = |letter: char| match letter {
        '<' => "%3C".into(),
        '>' => "%3E".into(),
        '\\' => "%5C".into(),
        letter if letter.is_control() || letter == ' ' => "%20".into(),
        letter => letter.to_string(),
    };
    text.chars().map(safe).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "\"><script>alert('1')</script>\n{`${1}`} [x](y) & \\";

    #[test]
    fn nothing_of_a_text_ends_its_attribute() {
        let escaped = attribute(HOSTILE);
        assert!(!escaped.contains(['"', '<', '>', '\'', '\n']), "{escaped}");
        assert_eq!(attribute("a=1&b=2"), "a=1&amp;b=2");
    }

    #[test]
    fn nothing_of_a_text_ends_its_string_or_opens_a_brace() {
        let escaped = jsx(HOSTILE);
        let inner = &escaped[1..escaped.len() - 1];
        assert!(!inner.contains(['<', '>', '{', '}', '\n', '&']), "{escaped}");
        assert!(inner.replace("\\\\", "").replace("\\\"", "").find('"').is_none(), "{escaped}");
        assert_eq!(jsx("重传 'x'"), "\"重传 'x'\"");
    }

    #[test]
    fn nothing_of_a_text_ends_its_link() {
        let escaped = markdown(HOSTILE);
        for (at, letter) in escaped.char_indices().filter(|(_, letter)| "[]<>`".contains(*letter)) {
            assert_eq!(&escaped[at - 1..at], "\\", "{letter} in {escaped}");
        }
        assert!(!markdown_address(HOSTILE).contains(['<', '>', ' ', '\n', '\\']));
    }
}
