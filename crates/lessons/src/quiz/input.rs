//! Reading the numbers that a learner types.

/// Why a text is no sequence number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Nothing was typed.
    Empty,
    /// It has something in it that is no digit.
    NotANumber,
    /// It is 2^32 or more: sequence numbers have 32 bits and wrap.
    TooLarge,
}

/// Reads a number in decimal, or in hexadecimal after `0x`. Spaces, commas and underscores between digits are allowed.
///
/// # Errors
/// Says what is wrong with the text.
pub fn parse_number(text: &str) -> Result<u32, NumberError> {
    let text = text.trim();
    let (digits, radix) = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => (digits, 16),
        None => (text, 10),
    };
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    let mut value: u32 = 0;
    let mut any = false;
    let mut too_large = false;
    for character in digits.chars() {
        if matches!(character, ' ' | ',' | '_' | '，' | '\u{a0}') {
            continue;
        }
        let digit = character.to_digit(radix).ok_or(NumberError::NotANumber)?;
        any = true;
        match value.checked_mul(radix).and_then(|value| value.checked_add(digit)) {
            Some(next) => value = next,
            None => too_large = true,
        }
    }
    match () {
        () if !any => Err(NumberError::NotANumber),
        () if too_large => Err(NumberError::TooLarge),
        () => Ok(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_and_hexadecimal_with_separators_are_read() {
        assert_eq!(parse_number(" 4021337102 "), Ok(4_021_337_102));
        assert_eq!(parse_number("4,021,337,102"), Ok(4_021_337_102));
        assert_eq!(parse_number("0xffff_ffff"), Ok(u32::MAX));
    }

    #[test]
    fn what_is_no_number_says_why() {
        assert_eq!(parse_number("  "), Err(NumberError::Empty));
        assert_eq!(parse_number("12a"), Err(NumberError::NotANumber));
        assert_eq!(parse_number("-1"), Err(NumberError::NotANumber));
        assert_eq!(parse_number("0x"), Err(NumberError::NotANumber));
        assert_eq!(parse_number("4294967296"), Err(NumberError::TooLarge));
        assert_eq!(parse_number("99999999999999999999x"), Err(NumberError::NotANumber));
    }
}
