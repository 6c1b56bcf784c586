//! Builds the workbench under `web/`.

#[path = "../../web/embed.rs"]
mod embed;

fn main() {
    embed::embed(&[("workbench", "app", "app.html")]);
}
