//! What the crate promises to others, over random frames and known ones.

mod octets;
mod strategies;
