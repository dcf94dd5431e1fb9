//! How long the ladder is drawn.

/// The length of the ladder in percent of its usual one, from a quarter to four times of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Zoom(u16);

impl Default for Zoom {
    fn default() -> Zoom {
        Zoom(100)
    }
}

impl Zoom {
    const LEAST: u16 = 25;
    pub(crate) const MOST: u16 = 400;
    /// What buttons and keys go through: two steps are twice as long.
    const STEPS: [u16; 9] = [25, 35, 50, 70, 100, 140, 200, 280, 400];

    /// This many percent, if that is within bounds.
    pub(crate) fn percent(percent: u16) -> Option<Zoom> {
        (Zoom::LEAST..=Zoom::MOST).contains(&percent).then_some(Zoom(percent))
    }

    /// The percentage as it is in links and on the page.
    pub(crate) fn text(self) -> String {
        self.0.to_string()
    }

    pub(crate) fn factor(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// The next longer step, if there is one.
    pub(crate) fn longer(self) -> Option<Zoom> {
        Zoom::STEPS.into_iter().find(|step| *step > self.0).map(Zoom)
    }

    /// The next shorter step, if there is one.
    pub(crate) fn shorter(self) -> Option<Zoom> {
        Zoom::STEPS.into_iter().rfind(|step| *step < self.0).map(Zoom)
    }

    /// This many times as long, as far as it goes, and never the same where there is still room.
    pub(crate) fn times(self, factor: f64) -> Zoom {
        let exact = f64::from(self.0) * factor;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 25 and 400")]
        let whole = exact.round().clamp(f64::from(Zoom::LEAST), f64::from(Zoom::MOST)) as u16;
        let moved = match whole.cmp(&self.0) {
            std::cmp::Ordering::Equal if factor > 1.0 => whole + 1,
            std::cmp::Ordering::Equal if factor < 1.0 => whole - 1,
            _ => whole,
        };
        Zoom(moved.clamp(Zoom::LEAST, Zoom::MOST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_from_one_bound_to_the_other_and_stop_there() {
        let up: Vec<u16> = std::iter::successors(Zoom::percent(25), |zoom| zoom.longer()).map(|zoom| zoom.0).collect();
        assert_eq!(up, Zoom::STEPS);
        let down = std::iter::successors(Zoom::percent(400), |zoom| zoom.shorter()).map(|zoom| zoom.0);
        assert!(down.eq(Zoom::STEPS.into_iter().rev()));
        // From between two steps to the nearest on that side.
        assert_eq!(Zoom(120).longer(), Zoom::percent(140));
        assert_eq!(Zoom(120).shorter(), Zoom::percent(100));
    }

    #[test]
    fn a_pinch_stays_within_bounds_and_always_moves_within_them() {
        assert_eq!(Zoom(100).times(1.001), Zoom(101));
        assert_eq!(Zoom(100).times(0.999), Zoom(99));
        assert_eq!(Zoom(400).times(1.5), Zoom(400));
        assert_eq!(Zoom(25).times(0.2), Zoom(25));
        assert_eq!((Zoom::percent(24), Zoom::percent(401)), (None, None));
    }
}
