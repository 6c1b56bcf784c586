//! A whole process, timed: how long it took and how much memory it held at most.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What one run of a process cost.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// From start to exit.
    pub wall: Duration,
    /// Largest resident memory seen, in bytes; `None` where the system does not say (it is read from `/proc`).
    pub peak_memory: Option<u64>,
}

/// Runs a command without its output and measures it.
///
/// # Errors
/// A command that cannot be started, or that fails.
pub fn measure(command: &mut Command) -> io::Result<Cost> {
    let started = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut peak_memory = None;
    loop {
        peak_memory = peak(&child).max(peak_memory);
        if let Some(status) = child.try_wait()? {
            if !status.success() {
                return Err(io::Error::other(format!("the command ended with {status}")));
            }
            return Ok(Cost { wall: started.elapsed(), peak_memory });
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// The release binary: `COMITY_BIN`, or the one built beside this benchmark.
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("COMITY_BIN") {
        return path.into();
    }
    let this = std::env::current_exe().unwrap_or_default();
    let folder = this.ancestors().nth(2).unwrap_or(Path::new("."));
    folder.join(format!("comity{}", std::env::consts::EXE_SUFFIX))
}

/// The high-water mark of a living process. The kernel keeps the maximum, so reading it often enough to catch the last
/// moments is all that is needed.
fn peak(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
