//! What may be worked out at once: as much as there are processors, a bounded number waiting, the rest is asked to come back.

use crate::problem::Problem;
use axum::http::StatusCode;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::available_parallelism;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Most requests that wait or are worked out.
const MOST: usize = 64;
/// Most questions to the disk and to databases at a time, however many wait.
const MOST_LOOKUPS: usize = 16;
/// Most baselines that are sent at a time: each is held in memory.
const MOST_UPLOADS: usize = 2;
/// Most clients whose last position is remembered.
const MOST_CLIENTS: usize = 1024;
/// Longest time until an answer.
const LIMIT: Duration = Duration::from_secs(30);

/// Room for work.
#[derive(Debug)]
pub struct Work {
    room: Arc<Semaphore>,
    processors: Arc<Semaphore>,
    lookups: Arc<Semaphore>,
    uploads: Arc<Semaphore>,
    latest: Mutex<HashMap<String, u64>>,
}

impl Default for Work {
    fn default() -> Self {
        let processors = available_parallelism().map_or(1, usize::from);
        Self {
            room: Arc::new(Semaphore::new(MOST)),
            processors: Arc::new(Semaphore::new(processors)),
            lookups: Arc::new(Semaphore::new(MOST_LOOKUPS)),
            uploads: Arc::new(Semaphore::new(MOST_UPLOADS)),
            latest: Mutex::default(),
        }
    }
}

impl Work {
    /// Works something out when it is its turn.
    ///
    /// # Errors
    /// There is no room, it takes too long, or what it says itself.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run_unless(|| false, work).await
    }

    /// The same, unless it is `overtaken` by then.
    ///
    /// # Errors
    /// Likewise, or it was overtaken.
    pub async fn run_unless<T: Send + 'static>(
        &self,
        overtaken: impl Fn() -> bool,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = Arc::clone(&self.room).try_acquire_owned().map_err(|_| Problem::busy())?;
        in_time(async {
            let turn = Arc::clone(&self.processors).acquire_owned().await.map_err(|_| Problem::broken())?;
            if overtaken() {
                return Err(Problem::new(StatusCode::CONFLICT, "overtaken", "a newer request came after it"));
            }
            apart((place, turn), work).await
        })
        .await
    }

    /// Looks something up that the disk or a database may make one wait for. It takes no turn from what is worked out, and waits for none.
    ///
    /// # Errors
    /// It takes too long, or what it says itself.
    pub async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        in_time(async {
            let place = Arc::clone(&self.lookups).acquire_owned().await.map_err(|_| Problem::broken())?;
            apart(place, look).await
        })
        .await
    }

    /// A place for somebody who sends files.
    ///
    /// # Errors
    /// All are taken.
    pub fn upload(&self) -> Result<OwnedSemaphorePermit, Problem> {
        Arc::clone(&self.uploads).try_acquire_owned().map_err(|_| Problem::busy())
    }

    /// Remembers the position of a client, unless it had come further.
    pub fn arrived(&self, client: &str, sequence: u64) {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if latest.len() >= MOST_CLIENTS && !latest.contains_key(client) {
            // Forgetting costs no more than answers that nobody waits for.
            latest.clear();
        }
        let position = latest.entry(client.to_owned()).or_default();
        *position = sequence.max(*position);
    }

    /// Whether a client has come further.
    pub fn is_overtaken(&self, client: &str, sequence: u64) -> bool {
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        latest.get(client).is_some_and(|&latest| latest > sequence)
    }
}

async fn in_time<T>(answer: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    tokio::time::timeout(LIMIT, answer).await.unwrap_or_else(|_| {
        let detail = format!("no answer after {} seconds", LIMIT.as_secs());
        Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too_slow", detail))
    })
}

/// Does something away from the threads of the runtime. Also where nobody waits for it any more, what it holds is held until it ends.
async fn apart<T: Send + 'static>(
    held: impl Send + 'static,
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let task = tokio::task::spawn_blocking(move || {
        let _held = held;
        work()
    });
    task.await.map_err(|_| Problem::broken())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    fn run<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Runtime::new().unwrap().block_on(future)
    }

    #[test]
    fn whoever_finds_no_room_is_asked_to_come_back() {
        let work = Arc::new(Work::default());
        run(async {
            let (open, closed) = mpsc::channel::<()>();
            let closed = Arc::new(Mutex::new(closed));
            let mut held = Vec::new();
            for _ in 0..MOST {
                let (work, closed) = (Arc::clone(&work), Arc::clone(&closed));
                held.push(tokio::spawn(async move {
                    let wait = move || closed.lock().unwrap().recv().map_err(|_| Problem::broken());
                    work.run(wait).await
                }));
            }
            while work.room.available_permits() > 0 {
                tokio::task::yield_now().await;
            }
            assert_eq!(work.run(|| Ok(())).await, Err(Problem::busy()));
            // What is only looked up needs no room.
            assert_eq!(work.look(|| Ok(())).await, Ok(()));
            for _ in 0..MOST {
                open.send(()).unwrap();
            }
            for task in held {
                assert_eq!(task.await.unwrap(), Ok(()));
            }
            assert_eq!(work.run(|| Ok(())).await, Ok(()));
        });
    }

    #[test]
    fn only_the_last_position_is_worked_out() {
        let work = Work::default();
        work.arrived("page", 2);
        work.arrived("page", 1);
        assert!(work.is_overtaken("page", 1) && !work.is_overtaken("page", 2));
        assert!(!work.is_overtaken("other", 0));
        let dropped = run(work.run_unless(|| work.is_overtaken("page", 1), || Ok(())));
        assert_eq!(dropped.unwrap_err().code, "overtaken");
    }

    #[test]
    fn a_panic_is_a_problem_and_gives_its_room_back() {
        let work = Work::default();
        let panicked = run(work.run(|| -> Result<(), Problem> { panic!("on purpose") }));
        assert_eq!(panicked, Err(Problem::broken()));
        assert_eq!(work.room.available_permits(), MOST);
    }

    #[test]
    fn memory_of_clients_is_bounded() {
        let work = Work::default();
        for client in 0..3 * MOST_CLIENTS {
            work.arrived(&client.to_string(), 1);
        }
        assert!(work.latest.lock().unwrap().len() <= MOST_CLIENTS);
    }
}
