//! What the tests over HTTP share: a server, and somebody who asks it.

use comity_server::{Config, Server};
use std::thread;
use ureq::Agent;

/// The usual server at a port that is free, with its jobs in a folder of its own.
#[allow(dead_code, reason = "some tests look into the folder, which they then name themselves")]
pub fn fresh() -> Config {
    Config { data: tempfile::tempdir().unwrap().keep(), ..Config::default() }
}

/// Starts a server, which answers until the tests have ended, and gives its address.
pub fn serve(config: &Config) -> String {
    let server = Server::bind(config).unwrap();
    let address = format!("http://{}", server.address);
    thread::spawn(|| server.run());
    address
}

/// Somebody to whom an answer is an answer, whatever its status.
pub fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).build().into()
}
