//! A writer that is killed in the middle leaves nothing half done, and nobody waiting.

use crate::{ANA, each, filled};
use comity_policy::Measure;
use comity_registry::Database;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const VICTIM: &str = "COMITY_TEST_VICTIM";
/// Measures in one transaction.
const SET: usize = 400;

/// Not a test by itself: it writes without end, in a process of its own, until it is killed.
#[test]
fn victim() {
    let Ok(address) = std::env::var(VICTIM) else { return };
    let mut database = Database::open(&address).unwrap();
    let model = database.registry().unwrap().measures[0].clone();
    for set in 0.. {
        let id = |number| format!("v{}-{set}-{number}", std::process::id());
        let measures: Vec<Measure> =
            (0..SET).map(|number| Measure { id: id(number), ..model.clone() }).collect();
        database.add(&measures, ANA).unwrap();
    }
}

#[test]
fn a_killed_writer_leaves_whole_sets() {
    each(|address| {
        let mut database = filled(address);
        let there = database.registry().unwrap().measures.len();
        let mut before = there;
        for round in 0..4 {
            let mut victim = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "killed::victim", "--nocapture"])
                .env(VICTIM, address)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            // Until it has written something, and then a little, each time another while.
            let began = Instant::now();
            while database
                .files()
                .unwrap()
                .iter()
                .map(|(_, text)| text.matches("[[measure]]").count())
                .sum::<usize>()
                == before
            {
                assert!(began.elapsed() < Duration::from_secs(60), "the victim writes nothing");
                sleep(Duration::from_millis(5));
            }
            sleep(Duration::from_millis(round * 17));
            victim.kill().unwrap();
            victim.wait().unwrap();

            let registry = Database::open(address).unwrap().registry().unwrap();
            before = registry.measures.len();
            assert_eq!((before - there) % SET, 0, "{before}");
            // Whoever comes next reads, finds and writes as ever.
            let found = database.search(&format!("v{}", victim.id()), usize::MAX).unwrap();
            assert!(found.len() >= SET && found.len().is_multiple_of(SET), "{}", found.len());
            let began = Instant::now();
            let next =
                Measure { id: "next".to_owned(), notes: round.to_string(), ..registry.measures[0].clone() };
            database.put(&[next], ANA).unwrap();
            database.remove("next", u32::try_from(2 * round + 1).unwrap(), ANA).unwrap();
            assert!(began.elapsed() < Duration::from_secs(20), "the next one waited {:?}", began.elapsed());
            before = database.registry().unwrap().measures.len();
        }
    });
}
