//! Shares as prices have made them.

use super::padded;
use crate::equilibrium::Equilibrium;
use crate::preconditioner::inverses;
use crate::shock::Shock;
use crate::solve::Technology;

/// `gamma'_ikj = gamma_ikj (P_ik / m_ij)^rho`.
pub fn reweigh_inputs(shares: &mut [f64], rho: f64, price: &[f64], per_inputs: &[f64]) {
    let width = price.len() / (shares.len() / price.len());
    let power: Vec<f64> = price.iter().map(|price| price.powf(rho)).collect();
    let rows = shares.chunks_exact_mut(price.len()).zip(per_inputs.chunks_exact(width));
    for (shares, per_inputs) in rows {
        let mut sum = vec![0.0; width];
        for (at, (share, power)) in shares.iter_mut().zip(&power).enumerate() {
            *share *= power;
            sum[at % width] += *share * per_inputs[at % width];
        }
        let per_sum = inverses(&sum);
        shares.iter_mut().enumerate().for_each(|(at, share)| *share *= per_sum[at % width]);
    }
}

/// `s'_fij = s_fij (w_fi / (b_fij v_ij))^rho` of each factor.
pub fn factor_shares(
    technology: &Technology,
    shock: &Shock,
    equilibrium: &Equilibrium,
    width: usize,
    rho: f64,
) -> Vec<Vec<f64>> {
    let mut shares: Vec<Vec<f64>> = technology.factors.iter().map(|factor| factor.share.clone()).collect();
    if rho == 0.0 {
        return shares;
    }
    let mut sum = vec![0.0; technology.output.len()];
    for (number, share) in shares.iter_mut().enumerate() {
        let price = padded(&equilibrium.factors[number].price, width);
        let productivity = shock.factor_productivity.get(number).map(|grid| padded(grid, width));
        for (at, share) in share.iter_mut().enumerate() {
            let each = productivity.as_ref().map_or(1.0, |productivity| productivity[at]);
            *share *= (price[at % price.len()] / each).powf(rho);
            sum[at] += *share;
        }
    }
    let per_sum = inverses(&sum);
    shares.iter_mut().flat_map(|share| share.iter_mut().zip(&per_sum)).for_each(|(share, per)| *share *= per);
    shares
}
