//! Plain data as JSON, in lines and with a line's end.

use serde::Serialize;

use crate::words::Words;

pub(crate) fn of(report: &impl Serialize, words: &Words) -> Result<Vec<u8>, String> {
    let written = serde_json::to_vec_pretty(report);
    let mut out = written.map_err(|error| (words.cannot_write)("JSON", &error.to_string()))?;
    out.push(b'\n');
    Ok(out)
}
