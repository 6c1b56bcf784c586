//! A forecast made in 1993: the tariffs of 2005 and nothing else, beside trade in manufactures in 2005.

use super::fit::Fit;
use crate::nafta;
use comity_data::frame::File;
use comity_model::{Benchmark, Calibration, Closure, EconomyId, Flow, SectorId, Settings, Shock};
use std::collections::HashMap;
use std::error::Error;
use std::path::Path;

/// Manufacturing among the sectors of the 1993 data: food to other manufacturing.
const MANUFACTURING: std::ops::RangeInclusive<usize> = 2..=19;

/// Names in the 1993 data and codes in the gravity panel, which lacks New Zealand and a rest of the world.
const ECONOMIES: &str = "Argentina ARG, Australia AUS, Austria AUT, Brazil BRA, Canada CAN, Chile CHL, China CHN, \
    Denmark DNK, Finland FIN, France FRA, Germany DEU, Greece GRC, Hungary HUN, India IND, Indonesia IDN, Ireland IRL, \
    Italy ITA, Japan JPN, Korea KOR, Mexico MEX, Netherlands NLD, Norway NOR, Portugal PRT, South Africa ZAF, Spain ESP, \
    Sweden SWE, Turkey TUR, UK GBR, USA USA";

const NAFTA: [&str; 3] = ["CAN", "MEX", "USA"];

/// Trade of one economy with another: changes in ln of its share in all trade among the economies.
#[derive(Debug, Clone)]
pub struct Pair {
    origin: &'static str,
    destination: &'static str,
    weight: f64,
    predicted: f64,
    actual: f64,
}

/// Which pairs are looked at, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// All of them.
    All,
    /// Those with one or two members of NAFTA.
    Members,
    /// Those between members.
    Within,
    /// All, less the average change of each origin and each destination: what growth does is gone, what preferences do stays.
    Net,
}

impl Among {
    /// All of them, in the order of the table.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::All, "all pairs"),
        (Self::Net, "net of each origin's and destination's average"),
        (Self::Members, "pairs with a member of NAFTA"),
        (Self::Within, "pairs within NAFTA"),
    ];

    fn holds(self, pair: &Pair) -> bool {
        let members = [pair.origin, pair.destination].into_iter().filter(|code| NAFTA.contains(code)).count();
        match self {
            Self::All | Self::Net => true,
            Self::Members => members > 0,
            Self::Within => members == 2,
        }
    }
}

/// All pairs, from the folder that holds `nafta` and `gravity`.
pub fn pairs(data: &Path) -> Result<Vec<Pair>, Box<dyn Error>> {
    let (table, tariffs) = nafta::load(&data.join("nafta"))?;
    let names = nafta::economies(&data.join("nafta"))?;
    let calibration = Calibration::new(&table).map_err(|error| format!("{error:?}"))?;
    let benchmark = Benchmark::solve(&calibration, Closure::Proportional, &Settings::default())
        .map_err(|failure| format!("{:?}", failure.status))?;
    let shock = Shock { tariffs, ..Shock::none(&benchmark.calibration) };
    let solution = benchmark.counterfactual(&shock, &Settings::default());
    let found = solution.equilibrium.ok_or("no equilibrium under the tariffs of 2005")?;
    let measured = measured(&data.join("gravity/agtpa.parquet"))?;

    let place = |name: &str| names.iter().position(|known| known == name).map(EconomyId);
    let known = ECONOMIES.split(", ").filter_map(|economy| economy.rsplit_once(' '));
    let known: Vec<_> = known.filter_map(|(name, code)| Some((place(name)?, code))).collect();
    let mut pairs = Vec::new();
    for &(from, origin) in &known {
        for &(to, destination) in known.iter().filter(|(to, _)| *to != from) {
            let flow = |j| Flow { origin: from, destination: to, sector: SectorId(j) };
            let old: f64 = MANUFACTURING.map(|j| benchmark.equilibrium.flow_value(flow(j))).sum();
            let new: f64 = MANUFACTURING.map(|j| found.flow_value(flow(j))).sum();
            let value =
                |year| measured.get(&format!("{origin} {destination} {year}")).copied().unwrap_or(0.0);
            let (weight, after) = (value(1993), value(2005));
            if old > 0.0 && weight > 0.0 && after > 0.0 {
                let (predicted, actual) = ((new / old).ln(), (after / weight).ln());
                pairs.push(Pair { origin, destination, weight, predicted, actual });
            }
        }
    }
    let all: f64 = pairs.iter().map(|pair| pair.weight).sum();
    let growth = |change: fn(&Pair) -> f64| {
        (pairs.iter().map(|pair| pair.weight * change(pair).exp()).sum::<f64>() / all).ln()
    };
    let (predicted, actual) = (growth(|pair| pair.predicted), growth(|pair| pair.actual));
    for pair in &mut pairs {
        pair.predicted -= predicted;
        pair.actual -= actual;
    }
    Ok(pairs)
}

/// Trade in manufactures by "origin destination year".
fn measured(panel: &Path) -> Result<HashMap<String, f64>, Box<dyn Error>> {
    let frame = File::open(panel)?.read(["exporter", "importer"], ["year", "trade"])?;
    let ([exporter, importer], [year, trade]) = (&frame.text, &frame.numbers);
    let key = |row| format!("{} {} {}", exporter.get(row), importer.get(row), year[row]);
    Ok((0..frame.len()).map(|row| (key(row), trade[row])).collect())
}

/// The forecast that nothing changes.
pub fn unchanged(pairs: &[Pair]) -> Vec<Pair> {
    pairs.iter().map(|pair| Pair { predicted: 0.0, ..*pair }).collect()
}

/// How well the forecast meets what came.
pub fn fit(pairs: &[Pair], among: Among) -> Fit {
    let mut pairs: Vec<Pair> = pairs.iter().filter(|pair| among.holds(pair)).cloned().collect();
    if among == Among::Net {
        take_out_averages(&mut pairs);
    }
    Fit::new(pairs.iter().map(|pair| (pair.predicted, pair.actual, pair.weight)))
}

/// Takes the weighted average of each origin, then of each destination, out of both changes until nothing is left.
fn take_out_averages(pairs: &mut [Pair]) {
    const ROUNDS: usize = 200;
    let ends: [fn(&Pair) -> &'static str; 2] = [|pair| pair.origin, |pair| pair.destination];
    for end in ends.into_iter().cycle().take(ROUNDS) {
        let mut sums: HashMap<&str, [f64; 3]> = HashMap::new();
        for pair in pairs.iter() {
            let sum = sums.entry(end(pair)).or_default();
            let terms = [pair.weight, pair.weight * pair.predicted, pair.weight * pair.actual];
            sum.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
        }
        for pair in pairs.iter_mut() {
            let [weight, predicted, actual] = sums[end(pair)];
            pair.predicted -= predicted / weight;
            pair.actual -= actual / weight;
        }
    }
}
