//! The JSON Schema of a lesson's TOML file: what an editor checks while one types. The checker knows more.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;

use super::file::LessonFile;

/// The schema, as it is kept beside the lessons.
///
/// # Errors
/// Those of writing JSON, which a schema does not have.
pub fn schema() -> Result<String, serde_json::Error> {
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(bounded));
    let schema = settings.into_generator().into_root_schema_for::<LessonFile>();
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}

/// A number of 32 bits has a largest one, which `format` alone tells no editor.
fn bounded(schema: &mut Schema) {
    if schema.get("format").is_some_and(|format| format == "uint32") {
        schema.insert("maximum".into(), u32::MAX.into());
    }
}
