//! Load on a server that is there: `cargo run --release -p comity-server --example load -- http://127.0.0.1:8650 200 10`.
//!
//! So many clients move a slider for so many seconds, each as fast as it is answered. Prints how many answers came with which status,
//! and how long the good ones took.

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};
use ureq::Agent;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, clients, seconds] = arguments.as_slice() else {
        return Err("load ADDRESS CLIENTS SECONDS".into());
    };
    let (clients, length) = (clients.parse::<usize>()?, Duration::from_secs(seconds.parse()?));
    let url = format!("{address}/api/v1/whatif");
    let until = Instant::now() + length;
    let threads: Vec<_> = (0..clients)
        .map(|client| {
            let url = url.clone();
            thread::spawn(move || answers(&url, client, until))
        })
        .collect();
    let mut statuses: BTreeMap<String, usize> = BTreeMap::new();
    let mut took: Vec<f64> = Vec::new();
    for thread in threads {
        for (status, milliseconds) in thread.join().map_err(|_| "a client panicked")? {
            took.extend((status == "200").then_some(milliseconds));
            *statuses.entry(status).or_default() += 1;
        }
    }
    took.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| took.get((took.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN);
    println!("{clients} clients, {} s: {statuses:?}", length.as_secs());
    println!("p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms", at(0.5), at(0.95), at(0.99));
    Ok(())
}

/// Status and milliseconds of every answer to a client.
fn answers(url: &str, client: usize, until: Instant) -> Vec<(String, f64)> {
    let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
    let mut answers = Vec::new();
    for sequence in 0.. {
        if Instant::now() >= until {
            break;
        }
        let share = f64::from((client as u32 * 7 + sequence) % 100) / 100.0;
        let body = serde_json::json!({
            "baseline": "wiod-2011", "client": client.to_string(), "sequence": sequence,
            "moves": { "ai": { "catch_up": { "income:lower_middle": share } } },
        });
        let began = Instant::now();
        let status = match agent.post(url).send_json(body) {
            Ok(mut response) => {
                let read = response.body_mut().read_to_string();
                read.map_or_else(|error| error.to_string(), |_| response.status().as_u16().to_string())
            }
            Err(error) => error.to_string(),
        };
        if status == "429" {
            // As asked, though sooner than asked.
            thread::sleep(Duration::from_millis(100));
        }
        answers.push((status, began.elapsed().as_secs_f64() * 1e3));
    }
    answers
}
