//! The JSON Schema of a lesson's TOML file: what an editor checks while one types. The checker knows more.

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator, json_schema};

use super::file::LessonFile;

/// The schema, as it is kept beside the lessons.
///
/// # Errors
/// Those of writing JSON, which a schema does not have.
pub fn schema() -> Result<String, serde_json::Error> {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<LessonFile>();
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}

/// Questions belong to the quiz, which says for itself what one is made of.
pub(super) fn questions(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "array",
        "items": { "type": "object", "required": ["mark"], "properties": { "mark": { "type": "string" } } }
    })
}
