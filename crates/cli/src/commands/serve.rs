//! `comity serve`.

use crate::errors::Failure;
use crate::output::print;
use clap::Args;
use comity_server::{Bounds, Config, ServeError, Server};
use std::net::IpAddr;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Port to listen at; 0 takes one that is free
    #[arg(long, default_value_t = 8650, value_name = "PORT")]
    port: u16,
    /// Address to listen at; any but this machine's own needs --token
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: IpAddr,
    /// What requests must bear as Authorization: Bearer TOKEN; also read from COMITY_TOKEN, which other users of this machine do not see
    #[arg(long, env = "COMITY_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    token: Option<String>,
    /// Folder where jobs and their results are kept
    #[arg(long, default_value = "results/server", value_name = "DIR")]
    data: PathBuf,
    /// Database of PostgreSQL where jobs are kept instead, postgres://...; their results stay in --data
    #[arg(long, env = "COMITY_JOBS", hide_env_values = true, value_name = "ADDRESS")]
    jobs: Option<String>,
    /// Jobs that are kept after they have ended; the oldest go first
    #[arg(long, default_value_t = 1000, value_name = "N")]
    keep: usize,
    /// Days after which they go in any case
    #[arg(long, default_value_t = 90, value_name = "N")]
    keep_days: u32,
    /// Open a browser
    #[arg(long)]
    open: bool,
}

pub fn run(args: &ServeArgs) -> Result<(), Failure> {
    let config = Config {
        host: args.host,
        port: args.port,
        token: args.token.clone(),
        data: args.data.clone(),
        jobs: args.jobs.clone(),
        bounds: Bounds { kept: args.keep, days: args.keep_days, ..Bounds::default() },
    };
    let server = Server::bind(&config)?;
    let address = format!("http://{}", server.address);
    print(format_args!("Comity answers at {address} until you press Ctrl-C\n"))?;
    if args.open
        && let Err(reason) = open::that_detached(&address)
    {
        eprintln!("warning: no browser could be opened: {reason}");
    }
    server.run();
    Ok(())
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        Self::new(&error).with_optional_hint(error.hint().map(str::to_owned))
    }
}
