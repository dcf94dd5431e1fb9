//! `cargo xtask serve`: the page on this machine, built again whenever a file changes.

use crate::command_line::ServeOptions;
use crate::set_up::{self, Need};
use crate::{Outcome, process, site, std_sources};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

const FIRST_PORT: u16 = 8080;

/// Serves until it is interrupted.
pub(crate) fn serve(options: &ServeOptions) -> Outcome {
    let port = choose_port(options.port)?;
    // A page that builds quickly is not passed through wasm-opt, so it does without Node.js.
    let needs: &[Need] = if options.release { &site::NEEDS } else { &[Need::WasmTarget, Need::WasmBindgen] };
    set_up::set_up(&[needs, &[Need::Trunk]].concat())?;
    if options.release { std_sources::fetch_crates() } else { set_up::fetch_crates() }?;

    println!("Building the page; its address follows as soon as it can be opened.");
    thread::spawn(move || announce(port));
    // Each address has a folder of its own, so that a release or a second page does not replace what is being read.
    let (folder, port) = (format!("target/serve/{port}"), port.to_string());
    let mut arguments = vec!["serve", "--port", &port, "--dist", &folder];
    if options.release {
        arguments.push("--release");
    }
    let mut trunk = site::trunk(&arguments);
    if options.release {
        std_sources::build_std(&mut trunk);
    }
    process::run(&mut trunk)
}

/// A port that somebody named is written elsewhere too, so another in its place would only confuse.
fn choose_port(asked: Option<u16>) -> Outcome<u16> {
    match asked {
        Some(port) if is_free(port) => Ok(port),
        Some(port) => {
            Err(format!("Port {port} is in use: give another, or leave `--port` out to have a free one found."))
        }
        None => (FIRST_PORT..=u16::MAX)
            .find(|port| is_free(*port))
            .ok_or_else(|| format!("No port from {FIRST_PORT} on is free: end a program that listens on one.")),
    }
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// Says where the page is once it is there, below all that the build printed.
fn announce(port: u16) {
    while !answers(port) {
        wait_a_moment();
    }
    println!("\n    The page is open at http://127.0.0.1:{port}/    (Ctrl+C ends it)\n");
}

#[expect(clippy::disallowed_methods, reason = "it waits for another program, which gives no other sign")]
fn wait_a_moment() {
    thread::sleep(Duration::from_millis(200));
}

/// Whether the page itself comes back, and not only a server that has nothing to show yet.
fn answers(port: u16) -> bool {
    let ask = || {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        stream.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nConnection: close\r\n\r\n")?;
        let mut start = [0; 12];
        stream.read_exact(&mut start)?;
        Ok::<bool, std::io::Error>(start.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_refused_when_named_and_passed_over_when_not() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(choose_port(Some(port)).unwrap_err().contains(&port.to_string()));
        assert_ne!(choose_port(None), Ok(port));
    }
}
