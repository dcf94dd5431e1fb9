//! The JSON Schema beside the lessons is that of the types.
//!
//! `REDRAW=1 cargo test -p lessons --test schema` writes it anew.

use std::fs;
use std::path::Path;

use course::read::schema;

#[test]
fn the_schema_beside_the_lessons_is_current() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/lesson.schema.json");
    let now = schema().expect("a schema is JSON");
    if std::env::var_os("REDRAW").is_some() {
        fs::write(&file, &now).expect("the schema can be written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == now, "a type of a lesson has changed: REDRAW=1 cargo test -p lessons --test schema");
}

#[test]
fn the_schema_says_what_each_field_is_for() {
    let schema: serde_json::Value = serde_json::from_str(&schema().expect("a schema")).expect("JSON");
    let properties = schema["properties"].as_object().expect("fields");
    for field in ["id", "chapter", "order", "sections", "claim", "scenario", "marks", "questions"] {
        assert!(properties[field]["description"].is_string(), "{field}");
    }
    assert_eq!(schema["additionalProperties"], false);
}
