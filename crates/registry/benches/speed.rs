//! Times what people wait for, in a file and on a server: putting 10,000 measures into a registry in one transaction, and finding some
//! among 5,000. `cargo bench -p comity-registry` prints it.
#![allow(clippy::unwrap_used, reason = "a measurement that fails should panic")]

#[path = "../tests/it/server.rs"]
mod server;

use comity_policy::{Measure, Registry};
use comity_registry::{Database, Signed};
use std::time::{Duration, Instant};

const BY: Signed = Signed { by: "Bench", why: "to see how fast it is" };
/// From words that almost every measure has to words that few have.
const QUESTIONS: [&str; 6] =
    ["a", "data", "data protection", "eu gdpr", "artificial intelligence act high risk", "number4711"];

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    time("SQLite", &file("small.db"), &file("large.db"));
    match (server::database(), server::database()) {
        (Some(small), Some(large)) => time("PostgreSQL", &small, &large),
        _ => println!("PostgreSQL: skipped"),
    }
}

fn time(name: &str, small: &str, large: &str) {
    let none = [("none.toml".to_owned(), String::new())];
    let mut database = Database::create(large, &none, BY).unwrap();
    let measures = many(10_000);
    let began = Instant::now();
    assert_eq!(database.add(&measures, BY).unwrap().added, 10_000);
    println!("{name}: 10,000 measures put in, in one transaction: {:.2} s", began.elapsed().as_secs_f64());

    let mut database = Database::create(small, &none, BY).unwrap();
    database.add(&many(5_000), BY).unwrap();
    for question in QUESTIONS {
        let found = database.search(question, usize::MAX).unwrap().len();
        let all = median(|| database.search(question, usize::MAX).unwrap().len());
        let few = median(|| database.search(question, 50).unwrap().len());
        println!(
            "{name}: `{question}` among 5,000: {found} found in {:.1} ms, the first 50 in {:.1} ms",
            all.as_secs_f64() * 1e3,
            few.as_secs_f64() * 1e3
        );
    }
}

/// The measures that ship, again and again under other names.
fn many(count: usize) -> Vec<Measure> {
    let shipped = &Registry::embedded().unwrap().measures;
    let copy = |number: usize| {
        let model = &shipped[number % shipped.len()];
        Measure {
            id: format!("{}-number{number}", model.id),
            title: format!("{} number{number}", model.title),
            ..model.clone()
        }
    };
    (0..count).map(copy).collect()
}

/// The time that half of 21 tries need.
fn median(mut what: impl FnMut() -> usize) -> Duration {
    let mut times: Vec<Duration> = (0..21)
        .map(|_| {
            let began = Instant::now();
            std::hint::black_box(what());
            began.elapsed()
        })
        .collect();
    times.sort();
    times[10]
}
