//! Files of a baseline as they are sent: several in one form, or a zip of them.
//!
//! Only their names are looked at, without folders, and of these only the names that files of a baseline have. Sizes are bounded as they
//! come and as they are unpacked.

use crate::problem::Problem;
use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use comity_data::Baseline;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::time::Duration;
use zip::ZipArchive;
use zip::result::ZipError;

/// Most bytes that are sent.
pub const MOST_BYTES: usize = 64 << 20;
/// Most bytes of all files once they are unpacked.
const MOST_UNPACKED: usize = 128 << 20;
/// Most files in a form or a zip, whatever their names.
const MOST_FILES: usize = 1000;
/// Longest time until all is there.
const LIMIT: Duration = Duration::from_secs(120);

/// What was sent: names and content.
#[derive(Debug)]
pub struct Upload(Vec<(String, Bytes)>);

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let kind =
            kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim().to_ascii_lowercase();
        let read = async {
            match kind.as_str() {
                "multipart/form-data" => form(Multipart::from_request(request, state).await).await,
                "application/zip" | "application/x-zip-compressed" => zipped(request, state).await,
                _ => {
                    let detail =
                        format!("the body must be multipart/form-data or application/zip, found `{kind}`");
                    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media_type", detail))
                }
            }
        };
        tokio::time::timeout(LIMIT, read).await.unwrap_or_else(|_| {
            let detail = format!("the files did not come within {} seconds", LIMIT.as_secs());
            Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "too_slow", detail))
        })
    }
}

async fn form<R>(form: Result<Multipart, R>) -> Result<Upload, Problem> {
    let cut = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(MOST_BYTES, "the files have"),
        _ => {
            Problem::new(StatusCode::BAD_REQUEST, "body", "the form cannot be read, or ended before its end")
        }
    };
    let mut form = form.map_err(|_| {
        Problem::new(StatusCode::BAD_REQUEST, "body", "the form has no boundary in its Content-Type")
    })?;
    let mut files = Vec::new();
    while let Some(field) = form.next_field().await.map_err(cut)? {
        // What has no file's name is another field of a form.
        let Some(name) = field.file_name().map(str::to_owned) else { continue };
        files.push((name, field.bytes().await.map_err(cut)?));
        if files.len() > MOST_FILES {
            return Err(too_many());
        }
    }
    Ok(Upload(files))
}

async fn zipped<S: Send + Sync>(request: Request, state: &S) -> Result<Upload, Problem> {
    let bytes = Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(MOST_BYTES, "the zip has"),
        _ => Problem::new(StatusCode::BAD_REQUEST, "body", "the body ended before its end"),
    })?;
    Ok(Upload(vec![("baseline.zip".to_owned(), bytes)]))
}

/// Files of a baseline by their names, which are known ones only.
#[derive(Debug, Default)]
pub struct Files {
    known: BTreeMap<String, Bytes>,
    left: usize,
    /// Names of what is no file of a baseline.
    pub ignored: Vec<String>,
}

impl Upload {
    /// Files as a test sends them.
    #[cfg(test)]
    pub fn of<const N: usize>(files: [(&str, &'static str); N]) -> Self {
        Self(files.map(|(name, content)| (name.to_owned(), content.into())).into())
    }

    /// The files, taken out of their zip where they are in one.
    ///
    /// # Errors
    /// The zip cannot be read, there is too much in it, or a file is there twice.
    pub fn unpack(self) -> Result<Files, Problem> {
        let mut files = Files { left: MOST_UNPACKED, ..Files::default() };
        for (name, bytes) in self.0 {
            if name.to_ascii_lowercase().ends_with(".zip") {
                files.unzip(&bytes)?;
            } else if let Some(known) = files.known(&name) {
                files.add(known, bytes)?;
            }
        }
        Ok(files)
    }
}

impl Files {
    /// Names and contents, in the order of names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Bytes)> {
        self.known.iter().map(|(name, bytes)| (name.as_str(), bytes))
    }

    /// The name of a file of a baseline, without its folders. Other names are noted.
    fn known(&mut self, name: &str) -> Option<String> {
        let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let known = Baseline::file_names().find(|known| known == base);
        if known.is_none() && !base.is_empty() {
            self.ignored.push(base.to_owned());
        }
        known
    }

    fn add(&mut self, name: String, bytes: Bytes) -> Result<(), Problem> {
        self.left = self.left.checked_sub(bytes.len()).ok_or_else(unpacked)?;
        if self.known.contains_key(&name) {
            let detail = format!("there are two files `{name}`");
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "twice", detail)
                .hint("send the files of one baseline"));
        }
        self.known.insert(name, bytes);
        Ok(())
    }

    fn unzip(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if archive.len() > MOST_FILES {
            return Err(too_many());
        }
        for at in 0..archive.len() {
            let file = archive.by_index(at).map_err(|error| damaged(&error))?;
            let name = file.name().map_err(|error| damaged(&error))?.into_owned();
            if file.is_dir() {
                continue;
            }
            let Some(known) = self.known(&name) else { continue };
            // What the zip says of its size is not trusted.
            let mut content = Vec::new();
            let most = self.left as u64 + 1;
            file.take(most).read_to_end(&mut content).map_err(|error| damaged(&error.into()))?;
            self.add(known, content.into())?;
        }
        Ok(())
    }
}

fn damaged(error: &ZipError) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "zip", format!("the zip cannot be read: {error}"))
        .hint("make it again, without a password")
}

fn unpacked() -> Problem {
    too_large(MOST_UNPACKED, "unpacked, the files have")
}

fn too_large(most: usize, what: &str) -> Problem {
    let detail = format!("{what} more than {} MiB", most >> 20);
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail).hint("write the tables as Parquet")
}

fn too_many() -> Problem {
    let detail = format!("there are more than {MOST_FILES} files");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail).hint("send the files of one baseline")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn unpacked(bytes: Vec<u8>) -> Result<Files, Problem> {
        Upload(vec![("a.zip".to_owned(), bytes.into())]).unpack()
    }

    #[test]
    fn names_lose_their_folders_and_only_known_ones_are_kept() {
        let files = unpacked(zip(&[
            ("../../mini/flows.csv", b"a"),
            ("mini\\use.csv", b"b"),
            ("/etc/passwd", b"c"),
            ("mini/README.md", b"d"),
        ]));
        let files = files.unwrap();
        assert_eq!(files.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["flows.csv", "use.csv"]);
        assert_eq!(files.ignored, ["passwd", "README.md"]);
        let twice = unpacked(zip(&[("a/flows.csv", b"a"), ("b/flows.csv", b"b")]));
        assert_eq!(twice.unwrap_err().code, "twice");
    }

    #[test]
    fn a_zip_that_unpacks_to_too_much_is_refused() {
        let zeros = vec![0; MOST_UNPACKED / 2 + 1];
        let bomb = zip(&[("flows.csv", &zeros), ("use.csv", &zeros)]);
        assert!(bomb.len() < MOST_BYTES / 100);
        let problem = unpacked(bomb).unwrap_err();
        assert_eq!((problem.status, problem.code), (413, "too_large"));
    }

    proptest! {
        #[test]
        fn whatever_comes_ends_in_files_or_a_problem(
            at in 0.0..1.0, byte in any::<u8>(), cut in 0.0..1.2, noise in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let mut bytes = zip(&[("baseline.toml", b"format = 1"), ("flows.csv", &[b'x'; 500])]);
            let place = (bytes.len() as f64 * at) as usize;
            bytes[place] = byte;
            bytes.truncate((bytes.len() as f64 * cut) as usize);
            for bytes in [bytes, noise] {
                match unpacked(bytes) {
                    Ok(files) => prop_assert!(files.known.len() <= 2),
                    Err(problem) => prop_assert!(problem.status < 500),
                }
            }
        }
    }
}
