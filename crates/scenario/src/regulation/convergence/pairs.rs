//! Which two gain most from recognising each other.

use super::{EXACT, PairWorth, Worth};
use crate::error::Error;
use crate::regulation::Regulation;
use crate::regulation::known::State;
use crate::run::Run;
use comity_model::EconomyId;
use comity_policy::jurisdictions::{Kind, Member};

/// Economies that decide together: one alone, or the members of a union.
pub(super) struct Club {
    pub code: String,
    pub members: Vec<EconomyId>,
}

impl Worth<'_> {
    /// By the adjoint: what it is worth that two clubs recognise each other.
    pub(super) fn between(&self, one: &Club, other: &Club, recognised: &State) -> f64 {
        let pairs =
            one.members.iter().flat_map(|&here| other.members.iter().map(move |&there| (here, there)));
        pairs
            .map(|(here, there)| {
                self.first_order(here, there, recognised) + self.first_order(there, here, recognised)
            })
            .sum()
    }

    pub(super) fn pairs(&self, recognised: &State) -> Result<Vec<PairWorth>, Error> {
        let mut found = Vec::new();
        for (at, one) in self.clubs.iter().enumerate() {
            for other in &self.clubs[..at] {
                found.push((self.between(one, other, recognised), one, other));
            }
        }
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut pairs = Vec::with_capacity(found.len());
        for (rank, (first_order_pct, one, other)) in found.into_iter().enumerate() {
            let mut worth = PairWorth {
                pair: [one.code.clone(), other.code.clone()],
                first_order_pct,
                exact_pct: None,
                own_pct: None,
            };
            if rank < EXACT {
                let inside = |origin, destination| {
                    let is = |club: &Club, at| club.members.contains(&at);
                    (is(one, origin) && is(other, destination)) || (is(other, origin) && is(one, destination))
                };
                let (world, hats) = self.world(&self.among(&inside, recognised))?;
                worth.exact_pct = Some(world);
                worth.own_pct = Some([one, other].map(|club| self.of_members(&club.members, &hats)));
            }
            pairs.push(worth);
        }
        Ok(pairs)
    }
}

/// Economies of the baseline that decide alone, and unions whose law is that of several.
pub(super) fn clubs(run: &Run, regulation: &Regulation) -> Vec<Club> {
    let registry = regulation.known.whole.registry;
    let mut clubs: Vec<Club> = Vec::new();
    for (at, economy) in run.baseline.economies.iter().enumerate() {
        if regulation.known.places[at].is_none() {
            continue;
        }
        let union = registry.jurisdictions.iter().find(|one| {
            let has = |member: &Member| member.code == economy.code && member.on(regulation.date);
            one.kind == Kind::Union && one.members.iter().any(has)
        });
        let code = union.map_or(&economy.code, |union| &union.code);
        match clubs.iter_mut().find(|club| club.code == *code) {
            Some(club) => club.members.push(EconomyId(at)),
            None => clubs.push(Club { code: code.clone(), members: vec![EconomyId(at)] }),
        }
    }
    clubs
}
