//! What RFC 9293 asks for, one requirement after the other. Nothing to call, only to read.
//!
#![doc = include_str!("../REQUIREMENTS.md")]
