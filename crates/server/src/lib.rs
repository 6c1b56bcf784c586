//! The HTTP API under `/api/v1`.
//!
//! | module | what it does, in the order in which a request passes through |
//! |---|---|
//! | this file | the address, and how the server stops |
//! | `guard` | who may ask, and the headers of every answer |
//! | `app` | routes, and what they share |
//! | `body`, `query`, `problem` | what requests say, and every error |
//! | `rulebook` | the registry of measures |
//! | `work`, `worlds` | how much is worked out at once; worlds that are kept ready |
//! | `moves` | positions of sliders as a scenario |
//! | `shelf`, `upload` | baselines that were sent, and how they come |
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
mod jobs;
mod moves;
mod openapi;
mod problem;
mod query;
mod routes;
mod rulebook;
mod shelf;
mod upload;
mod work;
mod worlds;

use comity_policy::RegistryError;
use rulebook::Rulebook;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

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
    #[error("{0}")]
    Registry(RegistryError),
    #[error("cannot start\n  {0}")]
    Start(io::Error),
    #[error("the server stopped\n  {0}")]
    Stopped(io::Error),
}

impl ServeError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoToken { .. } => Some("choose one and give it with --token, or leave --host away"),
            Self::ShortToken => Some("`openssl rand -hex 16` makes one that nobody guesses"),
            Self::Listen { .. } => Some("another program may be there: choose another port with --port"),
            Self::Data { .. } => Some("another `comity serve` may use it: choose another folder with --data"),
            Self::Registry(_) | Self::Start(_) | Self::Stopped(_) => None,
        }
    }
}

/// A token that can be guessed is none.
const SHORTEST: usize = 16;

impl Default for Config {
    fn default() -> Self {
        Self { host: Ipv4Addr::LOCALHOST.into(), port: 0, token: None, data: PathBuf::from("results/server") }
    }
}

/// A server that listens and does not answer yet.
#[derive(Debug)]
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    guard: guard::Guard,
    jobs: Arc<jobs::Jobs>,
    rulebook: Rulebook,
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
        let runtime = Runtime::new().map_err(ServeError::Start)?;
        let address = SocketAddr::new(config.host, config.port);
        let failed = |reason| ServeError::Listen { address, reason };
        let listener = runtime.block_on(TcpListener::bind(address)).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let guard = guard::Guard::new(config.host, config.token.as_deref());
        let jobs = jobs::Jobs::open(&config.data)
            .map_err(|reason| ServeError::Data { folder: config.data.clone(), reason })?;
        let rulebook = Rulebook::embedded().map_err(ServeError::Registry)?;
        Ok(Self { runtime, listener, guard, jobs, rulebook, address })
    }

    /// Answers until the program is interrupted; requests that have begun are finished.
    ///
    /// # Errors
    /// The listener fails.
    pub fn run(self) -> Result<(), ServeError> {
        let Self { runtime, listener, guard, jobs, rulebook, .. } = self;
        let served =
            axum::serve(listener, app::router(guard, jobs, rulebook)).with_graceful_shutdown(interrupted());
        runtime.block_on(async { served.await }).map_err(ServeError::Stopped)
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
