//! Who can sell to whom: worlds in which no equilibrium exists, found before any is looked for.

use super::Status;
use crate::calibration::Calibration;
use crate::closure::Closure;
use crate::index::{EconomyId, Flow, SectorId};
use crate::shock::Shock;

/// Why no equilibrium can exist after a shock, if what is banned or was never traded says so.
pub fn impossible(calibration: &Calibration, closure: Closure, shock: &Shock) -> Option<Status> {
    if shock.bans()
        && let Some((economy, sector)) = unsupplied(calibration, shock)
    {
        return Some(Status::NoSupplier { economy, sector });
    }
    if closure != Closure::Balanced {
        return None;
    }
    one_way_trade(calibration, shock).map(|economy| Status::OneWayTrade { economy })
}

fn open(calibration: &Calibration, shock: &Shock, flow: Flow) -> bool {
    calibration.trade_share[flow] > 0.0 && shock.iceberg[flow].is_finite()
}

/// A composite that an economy buys and that nobody may sell to it any more.
fn unsupplied(calibration: &Calibration, shock: &Shock) -> Option<(EconomyId, SectorId)> {
    let size = calibration.size;
    let cells = size.sectors().flat_map(|sector| size.economies().map(move |economy| (economy, sector)));
    let mut bought = cells.filter(|&cell| calibration.spending[cell] > 0.0);
    bought.find(|&(destination, sector)| {
        !size.economies().any(|origin| open(calibration, shock, Flow { origin, destination, sector }))
    })
}

/// Under balanced trade every economy that is reached by another's sales must reach it with its own, through third
/// economies or directly; else its wage would have to rise or fall without end.
fn one_way_trade(calibration: &Calibration, shock: &Shock) -> Option<EconomyId> {
    let size = calibration.size;
    let mut reaches = vec![vec![false; size.economies]; size.economies];
    for flow in size.flows().filter(|&flow| open(calibration, shock, flow)) {
        reaches[flow.origin.0][flow.destination.0] = true;
    }
    for via in 0..size.economies {
        for origin in 0..size.economies {
            if reaches[origin][via] {
                let through = reaches[via].clone();
                reaches[origin].iter_mut().zip(through).for_each(|(direct, via)| *direct |= via);
            }
        }
    }
    size.economies()
        .find(|origin| size.economies().any(|other| reaches[origin.0][other.0] != reaches[other.0][origin.0]))
}
