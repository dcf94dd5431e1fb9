//! What is said of the layers is prose in both languages.

mod common;

use common::check_prose;
use lessons::Lang;
use lessons::layers::line_code;
use wire::line::LineCode;

#[test]
fn every_line_code_is_told_without_a_slip() {
    for lang in Lang::ALL {
        for code in LineCode::ALL {
            check_prose(line_code(code, lang), &format!("{code:?}"));
        }
    }
}
