//! Paths that have a name.

use crate::{Chance, Path};

/// A path such as there are, in round numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// A local network: gigabit Ethernet, and a latency of one millisecond, as paths count in whole ones.
    Lan,
    /// From Europe to North America. Light takes 27 ms through 5,570 km of glass from London to New York, and no cable is
    /// straight.
    Transatlantic,
    /// Over a geostationary satellite: up to 279 ms a hop (RFC 2488 section 2), and a little loss.
    Satellite,
    /// Wireless at the edge of its range: what is not heard is sent again by the radio itself, late, and some is lost all
    /// the same.
    LossyWifi,
    /// A cellular network: slow, and with a queue that holds seconds rather than loses anything ("bufferbloat").
    Cellular,
    /// A modem on a telephone line, 33.6 kbit/s (ITU-T V.34), on which one full frame takes a third of a second.
    Modem,
}

impl Preset {
    /// All of them.
    pub const ALL: [Preset; 6] =
        [Preset::Lan, Preset::Transatlantic, Preset::Satellite, Preset::LossyWifi, Preset::Cellular, Preset::Modem];

    /// The path that it names. Its chances begin from `seed`.
    #[must_use]
    pub fn path(self, seed: u64) -> Path {
        let path = |way_ms, rate_kbps, queue, loss, reorder| Path {
            to_server_ms: way_ms,
            to_client_ms: way_ms,
            rate_kbps,
            queue,
            chance: Chance { seed, loss, reorder, ..Chance::default() },
        };
        match self {
            Preset::Lan => path(1, 1_000_000, 1000, 0, 0),
            Preset::Transatlantic => path(36, 100_000, 500, 0, 0),
            Preset::Satellite => path(280, 10_000, 400, 2, 0),
            Preset::LossyWifi => path(4, 20_000, 100, 30, 20),
            Preset::Cellular => path(30, 5000, 1000, 0, 0),
            Preset::Modem => path(70, 34, 30, 0, 0),
        }
    }
}
