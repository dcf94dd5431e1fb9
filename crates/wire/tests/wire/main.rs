//! What the crate promises to others, over random frames and known ones.

mod layout;
mod octets;
mod packets;
mod strategies;
