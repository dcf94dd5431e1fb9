//! Numbers of a drawing. They are written without the standard library's formatting of fractions, which is larger than
//! any view.

/// A number for an attribute, to a tenth.
pub(crate) fn px(value: f64) -> String {
    let tenths = whole(value * 10.0);
    let mut text = (tenths.unsigned_abs() / 10).to_string();
    let rest = tenths.unsigned_abs() % 10;
    if rest > 0 {
        text.push('.');
        text.push_str(&rest.to_string());
    }
    if tenths < 0 {
        text.insert(0, '-');
    }
    text
}

/// The nearest whole number.
#[expect(clippy::cast_possible_truncation, reason = "a drawing is some thousand pixels long")]
pub(crate) fn whole(value: f64) -> i32 {
    value.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_to_a_tenth() {
        for (value, text) in [(0.0, "0"), (12.34, "12.3"), (-0.26, "-0.3"), (7.96, "8"), (1000.5, "1000.5")] {
            assert_eq!(px(value), text);
        }
    }
}
