//! The HTTP API under `/api/v1`.
//!
//! | module | what it does, in the order in which a request passes through |
//! |---|---|
//! | this file | the address, and how the server stops |
//! | `listen`, `patient` | connections: how many, and how long each may take |
//! | `guard` | who may ask, and the headers of every answer |
//! | `app` | routes, and what they share |
//! | `body`, `query`, `problem` | what requests say, and every error |
//! | `work`, `worlds` | how much is worked out at once; worlds that are kept ready |
//! | `moves` | positions of sliders as a scenario |
//! | `inputs` | what scenarios that are sent may name, and are about |
//! | `shelf`, `upload` | baselines that were sent, and how they come |
//! | `rulebook` | the registry of measures |
//! | `accept` | in which form an answer is wanted |
//! | `jobs` | runs, comparisons and ensembles that go on in the background and outlive the program |
//! | `routes` | one file a resource |
//! | `openapi` | the description, made of all that |
//!
//! No text from a request is ever used as a path: scenarios come [alone](comity_scenario::Source::alone), and baselines are those
//! that ship or that lie on the shelf. `docs/server.md` has the API by example.

mod accept;
mod app;
mod body;
mod guard;
mod inputs;
mod jobs;
mod listen;
mod moves;
mod openapi;
mod patient;
mod problem;
mod query;
mod routes;
mod rulebook;
mod shelf;
mod upload;
mod work;
mod worlds;

pub use jobs::Bounds;

use comity_registry::DatabaseError;
use comity_registry::connection::{is_server, named};
use jobs::Jobs;
use rulebook::Rulebook;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// The OpenAPI document as JSON, as `/api/v1/openapi.json` has it; `crates/server/openapi.json` is a copy for clients to be generated from.
pub fn description() -> String {
    serde_json::to_string_pretty(&openapi::document()).unwrap_or_default() + "\n"
}

/// Where the server listens, and whom it answers.
#[derive(Debug, Clone)]
pub struct Config {
    /// Its address.
    pub host: IpAddr,
    /// Its port; 0 takes one that is free.
    pub port: u16,
    /// The token that requests must bear. Any address but a loopback one needs one.
    pub token: Option<String>,
    /// The folder where jobs and their results are kept, which is made if it is not there.
    pub data: PathBuf,
    /// The address of a registry of measures: a folder, or a database that can be edited; without it the one that ships.
    pub registry: Option<String>,
    /// The address of a database of PostgreSQL where jobs are kept instead; their results stay in the folder.
    pub jobs: Option<String>,
    /// How many jobs may wait, how many that have ended are kept, and how long.
    pub bounds: Bounds,
}

/// Why the server cannot listen.
#[derive(Debug, Error)]
#[allow(missing_docs, reason = "the messages say what each variant is")]
pub enum ServeError {
    #[error("{host} can be reached from other machines, and there is no token")]
    NoToken { host: IpAddr },
    #[error("the token has fewer than {SHORTEST} characters")]
    ShortToken,
    #[error("cannot listen at {address}\n  {reason}")]
    Listen { address: SocketAddr, reason: io::Error },
    #[error("cannot keep jobs in `{}`\n  {reason}", folder.display())]
    Data { folder: PathBuf, reason: String },
    #[error("cannot keep jobs at `{server}` and results in `{}`\n  {reason}", folder.display())]
    Jobs { server: String, folder: PathBuf, reason: String },
    #[error("jobs cannot be kept at `{found}`")]
    NoServer { found: String },
    #[error("{0}")]
    Registry(DatabaseError),
    #[error("cannot start\n  {0}")]
    Start(io::Error),
}

impl ServeError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NoToken { .. } => Some("choose one and give it with --token, or leave --host away"),
            Self::ShortToken => Some("`openssl rand -hex 16` makes one that nobody guesses"),
            Self::Listen { .. } => Some("another program may be there: choose another port with --port"),
            Self::Data { .. } => Some("another `comity serve` may use it: choose another folder with --data"),
            Self::Jobs { .. } => Some(
                "another `comity serve` may use one of them: each database and each folder has one server",
            ),
            Self::NoServer { .. } => {
                Some("--jobs takes postgres://...; without it they are kept in the folder of --data")
            }
            Self::Registry(error) => return error.hint(),
            Self::Start(_) => None,
        };
        hint.map(str::to_owned)
    }
}

/// A token that can be guessed is none.
const SHORTEST: usize = 16;

impl Default for Config {
    fn default() -> Self {
        Self {
            host: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            token: None,
            data: PathBuf::from("results/server"),
            registry: None,
            jobs: None,
            bounds: Bounds::default(),
        }
    }
}

/// A server that listens and does not answer yet.
#[derive(Debug)]
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    guard: guard::Guard,
    jobs: Arc<Jobs>,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Begins to listen.
    ///
    /// # Errors
    /// The address needs a token or cannot be had, or the folder for jobs cannot be used.
    pub fn bind(config: &Config) -> Result<Self, ServeError> {
        match &config.token {
            None if !config.host.is_loopback() => return Err(ServeError::NoToken { host: config.host }),
            Some(token) if token.len() < SHORTEST => return Err(ServeError::ShortToken),
            _ => {}
        }
        if let Some(found) = config.jobs.as_deref().filter(|url| !is_server(url)) {
            return Err(ServeError::NoServer { found: found.to_owned() });
        }
        let runtime = Runtime::new().map_err(ServeError::Start)?;
        let address = SocketAddr::new(config.host, config.port);
        let failed = |reason| ServeError::Listen { address, reason };
        let listener = runtime.block_on(TcpListener::bind(address)).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let guard = guard::Guard::new(config.host, config.token.as_deref());
        // Jobs that waited begin at once, and may be about its measures.
        let rulebook = Rulebook::open(config.registry.as_deref()).map_err(ServeError::Registry)?;
        let jobs =
            Jobs::open(&config.data, config.jobs.as_deref(), config.bounds, rulebook).map_err(|reason| {
                let folder = config.data.clone();
                match &config.jobs {
                    Some(url) => ServeError::Jobs { server: named(url), folder, reason },
                    None => ServeError::Data { folder, reason },
                }
            })?;
        Ok(Self { runtime, listener, guard, jobs, address })
    }

    /// Answers until the program is interrupted; requests that have begun are finished, and jobs that have begun wait for the next
    /// start.
    pub fn run(self) {
        let Self { runtime, listener, guard, jobs, .. } = self;
        let app = app::router(guard, Arc::clone(&jobs));
        let stop = async {
            interrupted().await;
            // The database may make one wait. Whoever follows a job is let go by this.
            let _ = tokio::task::spawn_blocking(move || jobs.stop()).await;
        };
        runtime.block_on(listen::serve(listener, app, listen::Limits::default(), stop));
        // Work that nobody waits for any more ends with the program.
        runtime.shutdown_background();
    }
}

/// Ends when the user or the system asks the program to.
async fn interrupted() {
    let interrupt = async {
        // Without a handler there is no way to be asked.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => _ = signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
