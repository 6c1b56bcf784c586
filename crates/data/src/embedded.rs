//! The baselines that ship inside the program; `assets/baselines/NAME` holds each with the spec that made it.

use crate::folder::Folder;
use bytes::Bytes;

macro_rules! embedded {
    ($($name:literal: $($file:literal),+;)+) => {
        &[$(($name, &[$(($file, include_bytes!(concat!("../../../assets/baselines/", $name, "/", $file)))),+])),+]
    };
}

/// A file's name and content.
type Content = (&'static str, &'static [u8]);

const BASELINES: &[(&str, &[Content])] = embedded! {
    "wiod-2011":
        "baseline.toml", "economies.parquet", "sectors.parquet", "flows.parquet", "use.parquet", "final.parquet",
        "value_added.parquet";
};

/// Their names.
pub(crate) fn names() -> Vec<&'static str> {
    BASELINES.iter().map(|(name, _)| *name).collect()
}

/// The files of one of them.
pub(crate) fn folder(name: &str) -> Option<Folder<'static>> {
    let &(name, files) = BASELINES.iter().find(|(known, _)| *known == name)?;
    let files = files.iter().map(|&(file, bytes)| (file, Bytes::from_static(bytes))).collect();
    Some(Folder::Memory { name, files })
}
