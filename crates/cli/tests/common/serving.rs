//! `comity serve` as a process: started, asked, killed, started again.

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use ureq::Agent;

/// A server that answers.
pub struct Serving {
    child: Child,
    /// `http://127.0.0.1:PORT/api/v1/`.
    api: String,
}

impl Serving {
    /// Starts a server that keeps jobs in a folder, or where further arguments say.
    pub fn start(folder: &Path, more: &[String]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_comity"))
            .args(["serve", "--port", "0", "--data"])
            .arg(folder)
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split_whitespace().find(|word| word.starts_with("http://"));
        let api = format!("{}/api/v1/", address.expect("the server says where it is"));
        Self { child, api }
    }

    /// Kills it: no handler runs, nothing is written any more.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits until it has.
    pub fn stop(mut self, signal: &str) -> Duration {
        let began = Instant::now();
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        assert!(self.child.wait().unwrap().success(), "a stop that was asked for is no failure");
        began.elapsed()
    }

    pub fn agent() -> Agent {
        Agent::config_builder().http_status_as_error(false).build().into()
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.api)
    }

    pub fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut response = Self::agent().get(self.url(path)).call().unwrap();
        (response.status().as_u16(), response.body_mut().read_to_vec().unwrap())
    }

    pub fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.get(path).1).unwrap()
    }

    pub fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let mut response = Self::agent().post(self.url(path)).send_json(body).unwrap();
        (response.status().as_u16(), response.body_mut().read_json().unwrap())
    }

    /// A job once something holds of it.
    pub fn until(&self, id: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let began = Instant::now();
        loop {
            let job = self.json(&format!("jobs/{id}"));
            if holds(&job) {
                return job;
            }
            assert!(began.elapsed() < Duration::from_secs(600), "{job}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
