//! `comity serve`: whom it answers, and how it stops.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod common;

use common::seen;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

#[test]
fn other_machines_need_a_token() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(seen(folder.path(), &["serve", "--port", "0", "--host", "0.0.0.0"]));
}

#[cfg(unix)]
#[test]
fn it_answers_and_stops_when_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(["serve", "--port", "0", "--data"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split_whitespace().find_map(|word| word.strip_prefix("http://")).unwrap();
    let mut connection = TcpStream::connect(address).unwrap();
    let request = format!("GET /api/v1/health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    connection.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    let sent = Command::new("kill").args(["-INT", &server.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert!(server.wait().unwrap().success());
}
