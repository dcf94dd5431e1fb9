//! The JSON Schema of a lesson's TOML file: what an editor checks while one types. The checker knows more.

use schemars::generate::SchemaSettings;

use super::file::LessonFile;

/// The schema, as it is kept beside the lessons.
///
/// # Errors
/// Those of writing JSON, which a schema does not have.
pub fn schema() -> Result<String, serde_json::Error> {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<LessonFile>();
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}
