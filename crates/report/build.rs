//! Builds the report viewer under `web/`.

#[path = "../../web/embed.rs"]
mod embed;

fn main() {
    // The page of a run, the one that can also show an ensemble, and that of a comparison.
    embed::embed(&[
        ("viewer", "production", "report.html"),
        ("ensemble-viewer", "ensemble", "report.html"),
        ("compare-viewer", "compare", "compare.html"),
    ]);
}
