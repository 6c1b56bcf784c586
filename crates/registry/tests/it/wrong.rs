//! What is no registry says so, and what to do.

use crate::{ANA, filled, folder, server, small};
use comity_registry::{Database, DatabaseError};
use std::fs;

fn told(error: &DatabaseError) -> String {
    format!("{error}\n\n{}", error.hint().unwrap_or_default()).trim().to_owned()
}

fn refused(address: &str) -> String {
    told(&Database::open(address).err().unwrap())
}

#[test]
fn files() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name).display().to_string();
    fs::write(at("text.db"), "[[measure]]\nid = 'a'\n".repeat(100)).unwrap();
    fs::write(at("empty.db"), "").unwrap();
    fs::write(at("measures.toml"), "").unwrap();
    rusqlite::Connection::open(at("other.db")).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
    filled(&at("newer.db"));
    rusqlite::Connection::open(at("newer.db")).unwrap().execute_batch("PRAGMA user_version = 9").unwrap();
    filled(&at("cut.db"));
    let cut = fs::OpenOptions::new().write(true).open(at("cut.db")).unwrap();
    cut.set_len(8192).unwrap();
    filled(&at("there.db"));
    let mut seen: Vec<String> = ["text.db", "empty.db", "other.db", "newer.db", "cut.db", "missing.db", ""]
        .map(|name| refused(&at(name)))
        .to_vec();
    seen.push(refused(&at("missing.toml")));
    seen.push(told(&Database::create(&at("there.db"), &small(), ANA).err().unwrap()));
    seen.push(told(&Database::create(&at("no/folder.db"), &small(), ANA).err().unwrap()));
    let seen = seen.join("\n----\n").replace(&folder.path().display().to_string(), "FOLDER");
    insta::assert_snapshot!(seen);
}

#[test]
fn damage_is_an_error_and_no_panic() {
    let folder = folder();
    let whole = folder.path().join("whole.db").display().to_string();
    filled(&whole);
    let bytes = fs::read(&whole).unwrap();
    let damaged = folder.path().join("damaged.db");
    let mut seed = 7u64;
    let mut refused = 0;
    for _ in 0..200 {
        let mut copy = bytes.clone();
        for _ in 0..20 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let place = (seed >> 20) as usize % copy.len();
            copy[place] = (seed >> 12) as u8;
        }
        fs::write(&damaged, &copy).unwrap();
        let read = Database::open(&damaged.display().to_string()).and_then(|mut database| {
            database.search("data", 10)?;
            database.registry()?;
            database.versions("eu-act")
        });
        refused += usize::from(read.is_err());
    }
    assert!(refused > 20, "{refused}");
}

/// What somebody did to a database behind Comity's back is the database's fault, and known when it is opened.
#[test]
fn what_cannot_be_read_is_told_at_once() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let changed = |name: &str, how: &str| {
        filled(&at(name));
        rusqlite::Connection::open(at(name)).unwrap().execute_batch(how).unwrap();
    };
    changed("without.db", "PRAGMA foreign_keys = OFF; DROP TABLE entry");
    changed("words.db", "UPDATE file SET content = 'features = 1'");
    changed(
        "measure.db",
        "DROP TRIGGER version_stays; UPDATE version SET text = 'measure = 1' WHERE id = 'eu-act'",
    );
    let read = Database::open(&at("measure.db")).unwrap().registry().err().unwrap();
    let seen = [refused(&at("without.db")), refused(&at("words.db")), told(&read)].join("\n----\n");
    insta::assert_snapshot!(seen.replace(&folder.path().display().to_string(), "FOLDER"));
    let Some(server) = server::server() else { return };
    let address = server::database().unwrap();
    filled(&address);
    let name = address.split('?').next().unwrap().rsplit('/').next().unwrap();
    server
        .client(name)
        .batch_execute("CREATE ROLE stranger LOGIN; GRANT SELECT ON comity_registry, file TO stranger")
        .unwrap();
    let told = refused(&address.replace("comity@", "stranger@"));
    assert!(told.contains("permission denied for table"), "{told}");
}

#[test]
fn servers() {
    for address in [
        "postgres://db.example.org/policy",
        "postgres://localhost/policy?sslmode=require",
        "postgres://localhost:1/policy",
        "postgres://localhost:port/policy",
        "postgres://ana:secret@localhost:1/policy",
    ] {
        let seen = refused(address);
        assert!(!seen.contains("secret"), "{seen}");
        insta::with_settings!({ snapshot_suffix => address.replace(|sign: char| !sign.is_alphanumeric(), "_") }, {
            insta::assert_snapshot!(seen);
        });
    }
    let Some(server) = server::server() else { return };
    let address = server::database().unwrap();
    let hidden = |text: String| {
        let name = address.split('?').next().unwrap().rsplit('/').next().unwrap();
        let folder = address.split("host=").nth(1).unwrap();
        text.replace(folder, "/FOLDER").replace(name, "NAME")
    };
    let mut seen = vec![refused(&address), refused(&address.replace("/test", "/no-test"))];
    filled(&address);
    seen.push(told(&Database::create(&address, &small(), ANA).err().unwrap()));
    let name = address.split('?').next().unwrap().rsplit('/').next().unwrap();
    server.client(name).batch_execute("UPDATE comity_registry SET form = 9").unwrap();
    seen.push(refused(&address));
    insta::assert_snapshot!(hidden(seen.join("\n----\n")));
}

#[test]
fn history_cannot_be_rewritten() {
    let folder = folder();
    let path = folder.path().join("registry.db").display().to_string();
    filled(&path);
    let file = rusqlite::Connection::open(&path).unwrap();
    for rewriting in ["DELETE FROM version", "UPDATE version SET by = 'me'"] {
        let error = file.execute_batch(rewriting).unwrap_err();
        assert!(error.to_string().contains("versions do not"), "{error}");
    }
    let Some(server) = server::server() else { return };
    let address = server::database().unwrap();
    filled(&address);
    let name = address.split('?').next().unwrap().rsplit('/').next().unwrap();
    for rewriting in ["DELETE FROM version", "UPDATE version SET by = 'me'", "TRUNCATE version CASCADE"] {
        let error = server.client(name).batch_execute(rewriting).unwrap_err();
        assert!(error.as_db_error().unwrap().message().contains("versions do not"), "{error}");
    }
}
