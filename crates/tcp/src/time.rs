//! Virtual time: nanoseconds since the run began. Nothing here reads a clock.

use std::ops::{Add, Sub};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A moment of a run, in nanoseconds since its beginning.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Instant(pub u64);

impl Instant {
    /// The beginning of the run.
    pub const ZERO: Instant = Instant(0);

    /// The moment that lies `millis` milliseconds after the beginning.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Instant {
        Instant(millis.saturating_mul(1_000_000))
    }

    /// Milliseconds since the beginning, with their fraction.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "for drawing and reading, where 2^53 ns (104 days) is plenty")]
    pub fn as_millis(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// Time since `earlier`, or zero if that is later.
    #[must_use]
    pub fn since(self, earlier: Instant) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Duration> for Instant {
    type Output = Instant;

    fn add(self, span: Duration) -> Instant {
        Instant(self.0.saturating_add(u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)))
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Instant) -> Duration {
        self.since(earlier)
    }
}
