//! Spans of time as people write them.

use std::time::Duration;

use crate::Lang;

/// A span of time with its unit: "60 ms", "1 s", "4 min"; in Chinese “60 毫秒”, “1 秒”, “4 分钟”.
#[must_use]
pub fn duration(span: Duration, lang: Lang) -> String {
    let (number, unit) = parts(span);
    let unit = match (lang, unit) {
        (Lang::En, unit) => unit,
        (Lang::Zh, "min") => "分钟",
        (Lang::Zh, "s") => "秒",
        (Lang::Zh, _) => "毫秒",
    };
    format!("{number} {unit}")
}

/// The same under the symbols that formulas use in any language.
pub(crate) fn symbols(span: Duration) -> String {
    let (number, unit) = parts(span);
    format!("{number} {unit}")
}

fn parts(span: Duration) -> (String, &'static str) {
    // Numbers of 128 bits would bring their own division and formatting into the page.
    let nanos = u64::try_from(span.as_nanos()).unwrap_or(u64::MAX);
    const MILLI: u64 = 1_000_000;
    const SECOND: u64 = 1000 * MILLI;
    const MINUTE: u64 = 60 * SECOND;
    match nanos {
        _ if nanos >= 2 * MINUTE && nanos.is_multiple_of(MINUTE) => ((nanos / MINUTE).to_string(), "min"),
        _ if nanos >= SECOND => (decimal(nanos, SECOND), "s"),
        _ => (decimal(nanos, MILLI), "ms"),
    }
}

/// `nanos` in units of `unit`, to three places at the most.
fn decimal(nanos: u64, unit: u64) -> String {
    let thousandths = nanos.saturating_add(unit / 2000) / (unit / 1000);
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    if rest == 0 {
        return whole.to_string();
    }
    format!("{whole}.{rest:03}").trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_have_the_unit_that_people_would_choose() {
        let table = [
            (60_000, "60 ms", "60 毫秒"),
            (52_500, "52.5 ms", "52.5 毫秒"),
            (1_000_000, "1 s", "1 秒"),
            (1_060_000, "1.06 s", "1.06 秒"),
            (60_000_000, "60 s", "60 秒"),
            (100_000_000, "100 s", "100 秒"),
            (240_000_000, "4 min", "4 分钟"),
        ];
        for (micros, en, zh) in table {
            let span = Duration::from_micros(micros);
            assert_eq!((duration(span, Lang::En).as_str(), duration(span, Lang::Zh).as_str()), (en, zh));
        }
    }
}
