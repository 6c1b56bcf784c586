//! What must hold between the dates, stages and levels of a measure.

use crate::date::Date;
use crate::diagnostic::Fault;
use crate::measure::Measure;
use crate::read::Levels;
use std::collections::BTreeMap;
use std::ops::Range;

/// Whether the levels that stages end with are those of the whole, which people read first.
pub(crate) fn settled(measure: &Measure, levels: &Levels, all: &Range<usize>) -> Result<(), Fault> {
    let mut last: BTreeMap<&str, (u8, Date)> = BTreeMap::new();
    for stage in &measure.stages {
        last.extend(
            stage.features.iter().map(|required| (required.feature.as_str(), (required.level, stage.from))),
        );
    }
    for (feature, (level, from)) in last {
        let whole = levels.iter().find(|(word, _)| word.get_ref() == feature);
        let found = whole.map_or(0, |(_, level)| *level.get_ref());
        if found != i64::from(level) {
            let message =
                format!("`{feature}` has level {found} once everything applies, and {level} from {from} on");
            return Err(Fault::at(whole.map_or(all.clone(), |(_, level)| level.span()), message)
                .hint("[measure.features] has the levels of the last stages; make the two agree"));
        }
    }
    Ok(())
}

/// Whether there is a date, and all are in order.
pub(crate) fn dates(
    measure: &Measure,
    spans: &[Option<Range<usize>>; 5],
    all: Range<usize>,
) -> Result<(), Fault> {
    let Measure { id, introduced, adopted, in_force, applies_from, lapsed_or_revoked, .. } = measure;
    let days = [
        ("introduced", introduced),
        ("adopted", adopted),
        ("in_force", in_force),
        ("applies_from", applies_from),
        ("lapsed_or_revoked", lapsed_or_revoked),
    ];
    // Law may be revoked before its day, so for the end counts when it was made.
    let mut made: Option<(&str, Date)> = None;
    let mut last = made;
    for ((key, day), span) in days.into_iter().zip(spans) {
        let Some(day) = *day else { continue };
        let before = if key == "lapsed_or_revoked" { made } else { last };
        if let Some((before, earlier)) = before.filter(|&(_, earlier)| day < earlier) {
            let message = format!("`{key}` is {day}, and `{before}` only later, {earlier}");
            return Err(Fault::at(span.clone().unwrap_or(all), message)
                .hint("the order is: introduced, adopted, in_force, applies_from, lapsed_or_revoked"));
        }
        last = Some((key, day));
        if made.is_none() || key == "adopted" {
            made = last;
        }
    }
    if last.is_none() && measure.stages.is_empty() && !measure.is_bill() {
        return Err(Fault::at(all, format!("`{id}` has no date"))
            .hint("add adopted = ..., in_force = ... or applies_from = ..., or status = \"proposed\" if it is a bill"));
    }
    if measure.status.is_over() && lapsed_or_revoked.is_none() {
        let message = format!("`{id}` is {}, and no date says since when", measure.status.word());
        return Err(Fault::at(all, message).hint("add lapsed_or_revoked = ..."));
    }
    Ok(())
}
