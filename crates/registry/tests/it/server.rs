//! A server of PostgreSQL for tests: started once a program, from the distribution's package, and gone with it.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The address of a new and empty database; `None`, said aloud, where no server is installed.
pub fn database() -> Option<String> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let server = server()?;
    let name = format!("test{}", COUNT.fetch_add(1, Ordering::Relaxed));
    server.client("postgres").batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    Some(server.address(&name))
}

/// The folder of the server, which is its address too.
pub struct Server {
    folder: PathBuf,
    /// Ends the server when this program ends, however that is: its input closes.
    _keeper: Child,
}

/// The server; `None`, said aloud, where none is installed.
pub fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let server = SERVER.get_or_init(|| programs().map(|programs| Server::start(&programs))).as_ref();
    if server.is_none() {
        eprintln!("skipped: PostgreSQL is not installed, so only registries in files were tested");
    }
    server
}

impl Server {
    pub fn address(&self, database: &str) -> String {
        format!("postgres://comity@/{database}?host={}", self.folder.display())
    }

    pub fn client(&self, database: &str) -> postgres::Client {
        postgres::Client::connect(&self.address(database), postgres::NoTls).unwrap()
    }

    fn start(programs: &Path) -> Self {
        let folder = tempfile::Builder::new().prefix("comity-pg").tempdir().unwrap().keep();
        let user = other_user();
        if let Some((user, group)) = user {
            chown(&folder, Some(user), Some(group)).unwrap();
        }
        let as_user = |program: &Path| {
            let mut command = Command::new(program);
            if let Some((user, group)) = user {
                command.uid(user).gid(group);
            }
            command.current_dir(&folder);
            command
        };
        let made = as_user(&programs.join("initdb"))
            .args(["--no-sync", "--auth=trust", "--username=comity", "--encoding=UTF8", "--locale=C", "-D"])
            .arg(folder.join("data"))
            .output()
            .unwrap();
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        // Nobody but this machine can reach it. What a crash of the machine would lose does not matter here.
        let script = "\"$1\" -D data -k \"$PWD\" -c listen_addresses= -c fsync=off > log 2>&1 & \
                      read -r _; kill -INT $!; wait; rm -rf \"$PWD\"";
        let keeper = as_user(Path::new("/bin/sh"))
            .args(["-c", script, "sh"])
            .arg(programs.join("postgres"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let server = Self { folder, _keeper: keeper };
        let began = Instant::now();
        while let Err(reason) = postgres::Client::connect(&server.address("postgres"), postgres::NoTls) {
            let log = fs::read_to_string(server.folder.join("log")).unwrap_or_default();
            assert!(began.elapsed() < Duration::from_secs(60), "no server after a minute: {reason}\n{log}");
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }
}

/// The folder of `initdb` and `postgres`: on the path, or where Debian and its descendants have them, the latest version first.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    versions.sort();
    folders.extend(versions.into_iter().rev());
    folders.into_iter().find(|folder| ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file()))
}

/// Whom to be instead of root, whom the server refuses: the user whom the package makes, or else nobody.
fn other_user() -> Option<(u32, u32)> {
    let root = fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0);
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let find = |name: &str| {
        let line = users.lines().find(|line| line.starts_with(&format!("{name}:")))?;
        let mut numbers = line.split(':').skip(2);
        Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
    };
    root.then(|| find("postgres").or_else(|| find("nobody")).unwrap_or((65534, 65534)))
}
