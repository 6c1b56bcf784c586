//! Parquet out piece by piece, so that a table of any length is written in the memory of one piece.

use super::error::FrameError;
use super::write::{Columns, properties, write_group};
use ::parquet::errors::ParquetError;
use ::parquet::file::writer::SerializedFileWriter;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

/// A Parquet file in the making: each piece is a row group.
///
/// ```
/// use comity_data::frame::{Columns, File, Stream};
/// # let folder = std::env::temp_dir().join(format!("comity-stream-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder).unwrap();
/// let path = folder.join("long.parquet");
/// let piece = |at: f64| {
///     let mut piece = Columns::new();
///     piece.text("economy", ["DEU"]).numbers("value", [at]);
///     piece
/// };
/// let mut stream = Stream::create(&path, &piece(1.0))?;
/// stream.write(&piece(1.0))?;
/// stream.write(&piece(2.0))?;
/// stream.close()?;
/// assert_eq!(File::open(&path)?.read(["economy"], ["value"])?.numbers, [[1.0, 2.0]]);
/// # std::fs::remove_dir_all(&folder).unwrap();
/// # Ok::<(), comity_data::frame::FrameError>(())
/// ```
pub struct Stream {
    file: String,
    writer: SerializedFileWriter<BufWriter<File>>,
}

impl Stream {
    /// Begins a file whose pieces have the columns of `like`, which is not written.
    pub fn create(path: &Path, like: &Columns<'_>) -> Result<Self, FrameError> {
        let file = path.display().to_string();
        let open = || -> Result<_, ParquetError> {
            let out = BufWriter::new(File::create(path)?);
            SerializedFileWriter::new(out, like.schema()?, properties(FAST)?)
        };
        match open() {
            Ok(writer) => Ok(Self { file, writer }),
            Err(reason) => Err(FrameError::Unwritable { file, reason: io::Error::other(reason) }),
        }
    }

    /// Adds a piece.
    pub fn write(&mut self, piece: &Columns<'_>) -> Result<(), FrameError> {
        piece.check(&self.file)?;
        write_group(&mut self.writer, piece).map_err(|reason| unwritable(&self.file, reason))
    }

    /// Ends the file; without this it cannot be read.
    pub fn close(self) -> Result<(), FrameError> {
        self.writer.close().map(|_| ()).map_err(|reason| unwritable(&self.file, reason))
    }
}

/// Compression of files that are long and made often: a third of the time for a few percent of size.
const FAST: i32 = 1;

fn unwritable(file: &str, reason: ParquetError) -> FrameError {
    FrameError::Unwritable { file: file.to_owned(), reason: io::Error::other(reason) }
}
