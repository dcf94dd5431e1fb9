//! Axes: from values to pixels, where ticks stand, and how their numbers are written.

use crate::view::pixels::whole;

/// From values to pixels along one axis.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Scale {
    /// The values at both ends.
    pub(super) from: f64,
    pub(super) to: f64,
    /// The pixels at both ends.
    pub(super) start: f64,
    pub(super) end: f64,
}

impl Scale {
    pub(super) fn px(&self, value: f64) -> f64 {
        self.start + (value - self.from) / self.span() * (self.end - self.start)
    }

    /// The value at a pixel.
    pub(super) fn value(&self, px: f64) -> f64 {
        self.from + (px - self.start) / (self.end - self.start) * self.span()
    }

    fn span(&self) -> f64 {
        (self.to - self.from).max(1e-9)
    }

    /// Round values, about `apart` pixels and at least `least` from each other.
    pub(super) fn ticks(&self, apart: f64, least: f64) -> Vec<f64> {
        let count = ((self.end - self.start).abs() / apart).max(1.0);
        let step = round_up(self.span() / count).max(least);
        let mut ticks = Vec::new();
        let mut at = (self.from / step).ceil() * step;
        while at <= self.to + step * 1e-6 {
            ticks.push(at);
            at += step;
        }
        ticks
    }
}

/// The next of 1, 2, 5 and their tenfolds.
fn round_up(step: f64) -> f64 {
    let power = 10_f64.powi(whole(step.log10().floor()));
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= step * 0.999_999);
    factor.unwrap_or(10.0) * power
}

/// Octets: "400", "1.5 k", "64 k", "2.1 M".
pub(super) fn octets(value: f64) -> String {
    if value >= 999_500.0 {
        decimal(value / 1e6, " M")
    } else if value >= 1000.0 {
        decimal(value / 1e3, " k")
    } else {
        decimal(value.round(), "")
    }
}

/// Milliseconds, as seconds from `in_seconds` on.
pub(super) fn time(ms: f64, in_seconds: bool) -> String {
    if in_seconds { decimal(ms / 1000.0, " s") } else { decimal(ms, " ms") }
}

/// With three decimals at the most, and no zeros at their end.
fn decimal(value: f64, unit: &str) -> String {
    let thousandths = whole(value.clamp(-2e6, 2e6) * 1000.0);
    let mut text = (thousandths.unsigned_abs() / 1000).to_string();
    let rest = (1000 + thousandths.unsigned_abs() % 1000).to_string();
    let decimals = rest[1..].trim_end_matches('0');
    if thousandths < 0 {
        text.insert(0, '-');
    }
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
    }
    text.push_str(unit);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_with_their_unit() {
        for (value, text) in
            [(0.0, "0"), (452.0, "452"), (1500.0, "1.5 k"), (65_535.0, "65.535 k"), (2_100_000.0, "2.1 M")]
        {
            assert_eq!(octets(value), text);
        }
        assert_eq!(time(60.0, false), "60 ms");
        assert_eq!(time(0.25, false), "0.25 ms");
        assert_eq!(time(1160.0, true), "1.16 s");
    }

    #[test]
    fn ticks_are_round_and_far_enough_from_each_other() {
        for (from, to) in [(0.0, 1160.0), (3.0, 3.7), (120.0, 65_535.0), (0.0, 14_400_000.0)] {
            let scale = Scale { from, to, start: 50.0, end: 550.0 };
            let ticks = scale.ticks(70.0, 0.0);
            assert!((2..=9).contains(&ticks.len()), "{from} {to}: {ticks:?}");
            for pair in ticks.windows(2) {
                assert!(scale.px(pair[1]) - scale.px(pair[0]) >= 69.0, "{ticks:?}");
            }
            assert!(ticks.iter().all(|tick| (from..=to * 1.000_001).contains(tick)));
        }
    }

    #[test]
    fn a_pixel_leads_back_to_its_value() {
        let scale = Scale { from: 10.0, to: 30.0, start: 200.0, end: 20.0 };
        assert!((scale.value(scale.px(17.0)) - 17.0).abs() < 1e-9);
    }
}
