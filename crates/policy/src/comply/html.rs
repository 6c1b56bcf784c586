//! The plan as one HTML file that needs no network.

use super::markdown::markdown;
use super::plan::Plan;
use crate::screen::page;

/// The plan as a page of HTML.
pub fn html(plan: &Plan) -> String {
    page(&plan.product.title, &markdown(plan))
}
