//! Plain data as JSON, or why it could not be written.

use serde::Serialize;

use crate::words::Words;

/// `report` as JSON.
pub(crate) fn of(report: &impl Serialize, words: &Words) -> Result<Vec<u8>, String> {
    export::json(report).map_err(|error| (words.cannot_write)("JSON", &error.to_string()))
}
