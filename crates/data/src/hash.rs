//! SHA-256 of files, so that a result says exactly what it was computed from.

use crate::baseline::FileHash;
use sha2::{Digest, Sha256};

impl FileHash {
    /// The hash of `bytes`, known as `name`.
    pub fn of(name: impl Into<String>, bytes: &[u8]) -> Self {
        let digest = Sha256::digest(bytes);
        Self { name: name.into(), sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect() }
    }
}
