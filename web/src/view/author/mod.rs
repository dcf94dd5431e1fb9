//! A lesson that somebody else wrote: from files, from the link, or from an address beside the page. Reading it takes what
//! reads TOML and Markdown, so that all of this is a chunk of its own.

mod files;
mod findings;
mod octets;
mod opening;
mod provenance;
mod reading;

pub(crate) use files::{OwnFilesProps, OwnGiven, files_of, own_files};
pub(crate) use opening::{OwnProps, own_lesson};
pub(crate) use provenance::{ProvenanceProps, provenance};
