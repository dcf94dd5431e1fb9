//! The words on controls. Each file has those of one view, in both languages side by side, so that neither is
//! forgotten; prose about TCP is in `lessons`.

pub(crate) mod anatomy;
pub(crate) mod answer;
pub(crate) mod author;
pub(crate) mod captures;
pub(crate) mod charts;
pub(crate) mod compare;
pub(crate) mod copied;
pub(crate) mod course;
pub(crate) mod export;
pub(crate) mod header;
pub(crate) mod host;
pub(crate) mod hosts;
pub(crate) mod hosts_of_pages;
pub(crate) mod inspector;
pub(crate) mod keys;
pub(crate) mod lab;
pub(crate) mod ladder;
pub(crate) mod layers;
pub(crate) mod notices;
pub(crate) mod packages;
pub(crate) mod player;
pub(crate) mod practice;
pub(crate) mod predict;
pub(crate) mod settings;
pub(crate) mod share;
pub(crate) mod sheet;
pub(crate) mod shell;
pub(crate) mod sockets;
pub(crate) mod states;
pub(crate) mod table;
pub(crate) mod tour;
