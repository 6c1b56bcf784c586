//! Load: `cargo run --release -p comity-server --example load -- target/release/comity 200 60`.
//!
//! Starts the program on a folder of its own. Of so many clients half move a slider, and half run scenarios of their own as jobs and
//! read the results, each as fast as it is answered, for so many seconds. In the middle the program is killed and started again.
//! Prints how many answers came with which status, how long they took and how much memory the program held; fails if an answer
//! was neither good nor a polite 429, if a finished job was lost, or if one without results is said to be done.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, RwLock};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};
use ureq::Agent;

/// The program, and what clients know of it.
#[derive(Default)]
struct Seen {
    address: RwLock<String>,
    /// It was killed and does not answer yet.
    down: AtomicBool,
    over: AtomicBool,
    answers: Mutex<Answers>,
    /// Results of jobs that a client read.
    finished: Mutex<BTreeMap<String, Vec<u8>>>,
    asked: Mutex<Vec<String>>,
    number: AtomicU64,
}

#[derive(Default)]
struct Answers {
    statuses: BTreeMap<String, usize>,
    sliders: Vec<f64>,
    runs: Vec<f64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, clients, seconds] = arguments.as_slice() else {
        return Err("load PROGRAM CLIENTS SECONDS".into());
    };
    let (clients, length) = (clients.parse::<usize>()?, Duration::from_secs(seconds.parse()?));
    let folder = tempfile::tempdir()?;
    let seen = Seen::default();
    let mut child = start(program, folder.path(), &seen)?;
    let mut memory = 0;
    thread::scope(|scope| -> Result<(), Box<dyn Error>> {
        for client in 0..clients {
            let seen = &seen;
            scope.spawn(move || if client % 2 == 0 { slide(seen, client) } else { run(seen) });
        }
        sleep(length / 2);
        memory = high_water(&child)?;
        seen.down.store(true, Ordering::SeqCst);
        child.kill()?;
        child.wait()?;
        child = start(program, folder.path(), &seen)?;
        seen.down.store(false, Ordering::SeqCst);
        sleep(length / 2);
        seen.over.store(true, Ordering::SeqCst);
        Ok(())
    })?;
    memory = memory.max(high_water(&child)?);
    let checked = check(&seen);
    child.kill()?;
    child.wait()?;

    let mut answers = seen.answers.into_inner()?;
    println!("{clients} clients, {} s, killed in the middle: {:?}", length.as_secs(), answers.statuses);
    for (what, times) in [("sliders", &mut answers.sliders), ("runs", &mut answers.runs)] {
        times.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN);
        println!("{what}: {} done, p50 {:.0} ms, p99 {:.0} ms", times.len(), at(0.5), at(0.99));
    }
    println!("memory: {memory} MiB at most");
    println!("{}", checked?);
    let bad: Vec<&String> = answers
        .statuses
        .keys()
        .filter(|status| !["200", "202", "429", "down"].contains(&status.as_str()))
        .collect();
    if bad.is_empty() { Ok(()) } else { Err(format!("there were answers {bad:?}").into()) }
}

fn start(program: &str, folder: &Path, seen: &Seen) -> Result<Child, Box<dyn Error>> {
    let mut child = Command::new(program)
        .args(["serve", "--port", "0", "--data"])
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
    let address = line.split_whitespace().find(|word| word.starts_with("http://")).ok_or("no address")?;
    *seen.address.write().map_err(|_| "a client panicked")? = format!("{address}/api/v1/");
    Ok(child)
}

/// The most memory that a program held, in MiB.
fn high_water(child: &Child) -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()))?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.split_whitespace().nth(1).ok_or("no number")?.parse::<u64>()? / 1024)
}

fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).build().into()
}

impl Seen {
    fn over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }

    /// Asks, and counts what comes; nothing comes while the program is down, or if it says no.
    fn ask(&self, agent: &Agent, path: &str, body: Option<&Value>) -> Option<Vec<u8>> {
        let down = self.down.load(Ordering::SeqCst);
        let url = format!("{}{path}", self.address.read().ok()?);
        let response = match body {
            Some(body) => agent.post(&url).send_json(body),
            None => agent.get(&url).call(),
        };
        let read = response.and_then(|mut response| {
            let wait =
                response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
            Ok((response.status().as_u16(), wait, response.body_mut().read_to_vec()?))
        });
        let (status, wait, bytes) = match read {
            Ok((status, wait, bytes)) => (status.to_string(), wait, Some(bytes)),
            // Also if it was killed, or came back at another port, while this waited.
            Err(_)
                if down
                    || self.down.load(Ordering::SeqCst)
                    || !url.starts_with(&*self.address.read().ok()?) =>
            {
                ("down".to_owned(), None, None)
            }
            Err(error) => (error.to_string(), None, None),
        };
        if status == "down" {
            sleep(Duration::from_millis(100));
        }
        *self.answers.lock().ok()?.statuses.entry(status.clone()).or_default() += 1;
        if let Some(seconds) = wait.filter(|_| !self.over()) {
            sleep(Duration::from_secs(seconds));
        }
        bytes.filter(|_| ["200", "202"].contains(&status.as_str()))
    }
}

fn slide(seen: &Seen, client: usize) {
    let agent = agent();
    for sequence in 0.. {
        if seen.over() {
            break;
        }
        let share = f64::from((client as u32 * 7 + sequence) % 100) / 100.0;
        let body = json!({
            "baseline": "wiod-2011", "client": client.to_string(), "sequence": sequence,
            "moves": { "ai": { "catch_up": { "income:lower_middle": share } } },
        });
        let began = Instant::now();
        if seen.ask(&agent, "whatif", Some(&body)).is_some()
            && let Ok(mut answers) = seen.answers.lock()
        {
            answers.sliders.push(began.elapsed().as_secs_f64() * 1e3);
        }
    }
}

/// Runs scenarios that nobody ran before.
fn run(seen: &Seen) {
    let agent = agent();
    while !seen.over() {
        let factor = 0.5 + seen.number.fetch_add(1, Ordering::SeqCst) as f64 * 1e-6;
        let text = format!("name = \"a\"\nbaseline = \"wiod-2011\"\n[[trade_cost]]\nfactor = {factor}\n");
        let began = Instant::now();
        let asked = seen.ask(&agent, "runs", Some(&json!({ "scenario": { "text": text } })));
        let Some(id) = asked.and_then(|job| id(&job)) else { continue };
        if let Ok(mut asked) = seen.asked.lock() {
            asked.push(id.clone());
        }
        while !seen.over() {
            sleep(Duration::from_millis(500));
            let job = seen
                .ask(&agent, &format!("jobs/{id}"), None)
                .and_then(|job| serde_json::from_slice(&job).ok());
            if job.is_some_and(|job: Value| job["state"] == "done") {
                if let Some(table) = seen.ask(&agent, &format!("jobs/{id}/files/economies.csv"), None)
                    && let (Ok(mut finished), Ok(mut answers)) = (seen.finished.lock(), seen.answers.lock())
                {
                    finished.insert(id, table);
                    answers.runs.push(began.elapsed().as_secs_f64() * 1e3);
                }
                break;
            }
        }
    }
}

fn id(job: &[u8]) -> Option<String> {
    let job: Value = serde_json::from_slice(job).ok()?;
    Some(job["id"].as_str()?.to_owned())
}

/// Looks at every job again.
fn check(seen: &Seen) -> Result<String, Box<dyn Error>> {
    let agent = agent();
    let url = seen.address.read().map_err(|_| "a client panicked")?.clone();
    let (finished, asked) =
        (seen.finished.lock().map_err(|_| "poisoned")?, seen.asked.lock().map_err(|_| "poisoned")?);
    let mut done = 0;
    for id in asked.iter() {
        let job: Value = agent.get(format!("{url}jobs/{id}")).call()?.body_mut().read_json()?;
        let mut file = agent.get(format!("{url}jobs/{id}/files/economies.csv")).call()?;
        let table = file.body_mut().read_to_vec()?;
        match (job["state"].as_str(), file.status().as_u16()) {
            (Some("done"), 200) if finished.get(id).is_none_or(|before| *before == table) => done += 1,
            (Some("queued" | "running"), 409 | 200) if !finished.contains_key(id) => {}
            (state, status) => return Err(format!("{id} is {state:?} with {status} for its results").into()),
        }
    }
    Ok(format!(
        "{} jobs asked for, {done} done, none lost of the {} whose results were read",
        asked.len(),
        finished.len()
    ))
}
