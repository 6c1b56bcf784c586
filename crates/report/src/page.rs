//! The report: the viewer with the results in it.

use crate::view::{CompareView, View};
use comity_scenario::Run;
use comity_scenario::compare::Comparison;
use comity_scenario::ensemble::{Ensemble, Findings};
use serde::Serialize;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum NoReport {
    /// This program was built without the feature `viewer`.
    #[error(
        "this comity was built without the report viewer\n  build it with Node 20.19 or newer installed and without --no-default-features"
    )]
    NoViewer,
    /// The results have no form as JSON.
    #[error("the results cannot be put into the report: {0}")]
    Encode(#[from] serde_json::Error),
}

/// The report of a run: one HTML page that needs no network.
///
/// # Errors
/// [`NoReport::NoViewer`] where the viewer was not built in.
pub fn html(run: &Run) -> Result<String, NoReport> {
    page(viewer_of(run), || View::of(run))
}

/// The report of an ensemble: that of its central run, with how sure everything is.
///
/// # Errors
/// [`NoReport::NoViewer`] where the viewer was not built in.
pub fn ensemble_html(ensemble: &Ensemble, findings: &Findings) -> Result<String, NoReport> {
    page(ensemble_viewer(), || View::of_ensemble(ensemble, findings))
}

/// The page of a comparison: scenarios side by side.
///
/// # Errors
/// [`NoReport::NoViewer`] where the viewer was not built in.
pub fn compare_html(comparison: &Comparison) -> Result<String, NoReport> {
    page(compare_viewer(), || CompareView::of(comparison))
}

/// What the report of a run shows, as JSON: what [`html`] puts into its page, for a page that draws it itself.
///
/// # Errors
/// The results have no form as JSON.
pub fn json(run: &Run) -> serde_json::Result<String> {
    serde_json::to_string(&View::of(run))
}

/// What the report of an ensemble shows, as JSON.
///
/// # Errors
/// The results have no form as JSON.
pub fn ensemble_json(ensemble: &Ensemble, findings: &Findings) -> serde_json::Result<String> {
    serde_json::to_string(&View::of_ensemble(ensemble, findings))
}

/// What the page of a comparison shows, as JSON.
///
/// # Errors
/// The results have no form as JSON.
pub fn compare_json(comparison: &Comparison) -> serde_json::Result<String> {
    serde_json::to_string(&CompareView::of(comparison))
}

/// Channels, curves and years need the viewer that has more pictures; other pages stay small.
fn viewer_of(run: &Run) -> Viewer {
    if run.effects.is_some() || run.path.is_some() { ensemble_viewer() } else { viewer() }
}

/// A viewer's page before and after the place for the results.
type Viewer = Option<(&'static str, &'static str)>;

fn page<T: Serialize>(viewer: Viewer, view: impl FnOnce() -> T) -> Result<String, NoReport> {
    let Some((before, after)) = viewer else {
        return Err(NoReport::NoViewer);
    };
    let json = script_safe(&serde_json::to_string(&view())?);
    Ok([before, SLOT_START, &json, SLOT_END, after].concat())
}

const SLOT_START: &str = r#"<script type="application/json" id="comity-report">"#;
const SLOT_END: &str = "</script>";

/// The viewer of a run.
#[cfg(feature = "viewer")]
fn viewer() -> Viewer {
    split(include_str!(concat!(env!("OUT_DIR"), "/viewer/report.html")))
}

/// The viewer that has the pictures of ensembles, of AI and of paths too.
#[cfg(feature = "viewer")]
fn ensemble_viewer() -> Viewer {
    split(include_str!(concat!(env!("OUT_DIR"), "/ensemble-viewer/report.html")))
}

/// The viewer of a comparison.
#[cfg(feature = "viewer")]
fn compare_viewer() -> Viewer {
    split(include_str!(concat!(env!("OUT_DIR"), "/compare-viewer/compare.html")))
}

#[cfg(feature = "viewer")]
fn split(page: &'static str) -> Viewer {
    let (before, rest) = page.split_once(SLOT_START)?;
    Some((before, rest.strip_prefix("null")?.strip_prefix(SLOT_END)?))
}

#[cfg(not(feature = "viewer"))]
fn viewer() -> Viewer {
    None
}

#[cfg(not(feature = "viewer"))]
fn ensemble_viewer() -> Viewer {
    None
}

#[cfg(not(feature = "viewer"))]
fn compare_viewer() -> Viewer {
    None
}

/// JSON in which no text can end the script element that it stands in: HTML looks for `</script` and `<!--` there.
fn script_safe(json: &str) -> String {
    json.replace('<', r"\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_script_element() {
        let hostile = "</script><!--<b>";
        let safe = script_safe(&serde_json::to_string(hostile).unwrap());
        assert!(!safe.contains('<'));
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), hostile);
    }

    #[cfg(feature = "viewer")]
    #[test]
    fn a_report_is_one_page_of_less_than_a_megabyte() {
        let run = crate::fixture::run(
            "name = '</script><b>'\nbaseline = 'wiod-2011'\n[[productivity]]\neconomies = ['USA']\nsectors = ['all']\nfactor = 1.01\n",
        );
        let html = html(&run).unwrap();
        assert!(html.len() < 1_000_000, "{} bytes", html.len());
        assert!(html.contains(r"\u003c/script>\u003cb>"));
        assert!(!html.contains("</script><b>"));
        // Two scripts: the results and the viewer.
        assert_eq!(html.matches("<script").count() - html.matches("\"<script").count(), 2);
    }

    #[cfg(not(feature = "viewer"))]
    #[test]
    fn without_the_viewer_there_is_a_sentence() {
        let run = crate::fixture::run("name = 'x'\nbaseline = 'wiod-2011'\n");
        assert!(html(&run).unwrap_err().to_string().contains("without the report viewer"));
    }

    #[cfg(feature = "viewer")]
    #[test]
    fn the_viewers_have_one_place_for_results_and_load_nothing() {
        for (before, after) in [viewer().unwrap(), ensemble_viewer().unwrap(), compare_viewer().unwrap()] {
            assert!(!after.contains(SLOT_START));
            for page in [before, after] {
                assert!(!page.contains("<link rel=\"stylesheet\""));
                assert!(!page.contains("<script src") && !page.contains("<script type=\"module\" src"));
            }
        }
    }

    #[cfg(feature = "viewer")]
    #[test]
    fn the_page_of_a_comparison_is_as_small() {
        let html = compare_html(&crate::fixture::comparison(Some(5))).unwrap();
        assert!(html.len() < 1_000_000, "{} bytes", html.len());
        assert_eq!(html.matches("<script").count() - html.matches("\"<script").count(), 2);
    }

    #[cfg(feature = "viewer")]
    #[test]
    fn ai_and_years_come_in_the_page_that_draws_them() {
        let plain = crate::fixture::run("name = 'x'\nbaseline = 'wiod-2011'\n");
        let ai = crate::fixture::run("name = 'x'\nbaseline = 'wiod-2011'\nyears = [2025, 2040]\n[ai]\n");
        let draws = |run| html(run).unwrap().contains("Why: channel by channel");
        assert!(draws(&ai) && !draws(&plain));
        assert!(html(&ai).unwrap().len() < 1_000_000);
    }

    #[cfg(feature = "viewer")]
    #[test]
    fn the_page_of_a_run_carries_nothing_of_ensembles() {
        let has = |viewer: Viewer| {
            viewer.unwrap().1.contains("90% interval over draws")
                || viewer.unwrap().0.contains("90% interval over draws")
        };
        assert!(has(ensemble_viewer()) && !has(viewer()));
    }
}
