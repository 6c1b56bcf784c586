//! A connection to PostgreSQL, for whoever keeps something there.

use crate::error::DatabaseError;
use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use std::error::Error;
use std::time::Duration;

/// How long a server may leave unanswered what reaches it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether a text is the address of a database of PostgreSQL.
pub fn is_server(text: &str) -> bool {
    text.starts_with("postgres://") || text.starts_with("postgresql://")
}

/// A connection, which is never encrypted: to this machine, or where the user says that this is meant; and its name for messages.
///
/// # Errors
/// The address cannot be understood, is of another machine without leave to talk in the clear, or nobody answers there.
pub fn connect(url: &str) -> Result<(Client, String), DatabaseError> {
    let unclear = |error: &postgres::Error| DatabaseError::Failed {
        doing: "understand",
        name: "postgres://...".to_owned(),
        reason: format!("{}; write postgres://NAME@HOST/DATABASE", reason(error)),
    };
    let mut config: Config = url.parse().map_err(|error| unclear(&error))?;
    let name = named(url);
    let hosts: Vec<String> = config.get_hosts().iter().map(shown).collect();
    let here =
        |host: &String| host.starts_with('/') || ["localhost", "127.0.0.1", "::1"].contains(&host.as_str());
    let plain = hosts.iter().find(|host| !here(host)).or(hosts.first()).cloned().unwrap_or_default();
    match config.get_ssl_mode() {
        SslMode::Disable => {}
        SslMode::Prefer if hosts.iter().all(here) => {}
        _ => return Err(DatabaseError::Plain { host: plain }),
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    // Whoever asks a server that is gone would otherwise wait a quarter of an hour for the network to give up.
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(PATIENCE);
    }
    // As for psql: an address with a password in it is seen by everybody on this machine.
    if let Some(password) = std::env::var_os("PGPASSWORD").filter(|_| config.get_password().is_none()) {
        config.password(password.as_encoded_bytes());
    }
    let client = config.connect(NoTls).map_err(|error| DatabaseError::Failed {
        doing: "reach",
        name: name.clone(),
        reason: reason(&error),
    })?;
    Ok((client, name))
}

/// An address without its password and options, for messages.
pub fn named(url: &str) -> String {
    let Ok(config) = url.parse::<Config>() else { return "postgres://...".to_owned() };
    let hosts: Vec<String> = config.get_hosts().iter().map(shown).collect();
    format!("postgres://{}/{}", hosts.join(","), config.get_dbname().unwrap_or_default())
}

fn shown(host: &Host) -> String {
    match host {
        Host::Tcp(host) => host.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.display().to_string(),
    }
}

/// What the server says, which the error itself keeps for its cause.
pub fn reason(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(said) => said.message().to_owned(),
        None => error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}")),
    }
}
