//! Rules as drawn: every weight and level of the registry anew.
//!
//! One number of the cube stands for a whole draw of the registry, which has hundreds of levels: its bits are where their random numbers
//! begin. So rules are one factor among the others, drawn again as a whole where Sobol indices ask for it, and scenarios that are compared
//! have the same.

use super::plan::Plan;
use crate::regulation::Regulation;
use crate::run::Run;
use comity_policy::Draw;
use std::collections::VecDeque;
use std::sync::Arc;

/// The last draws, which years of a path and solves for Sobol indices share.
const KEPT: usize = 16;

/// What a thread has drawn of the rules of a scenario.
#[derive(Debug, Clone)]
pub(super) struct DrawnRules {
    as_coded: Arc<Regulation>,
    column: usize,
    last: VecDeque<(u64, Arc<Regulation>)>,
}

impl DrawnRules {
    /// Of a run, unless it has no rules or they are not drawn.
    pub fn of(plan: &Plan, run: &Run) -> Option<Self> {
        let regulation = run.effects.as_ref()?.regulation.as_ref()?;
        let as_coded = Arc::clone(regulation);
        Some(Self { as_coded, column: plan.rules()?, last: VecDeque::with_capacity(KEPT) })
    }

    /// The rules of a draw.
    pub fn in_draw(&mut self, numbers: &[f64]) -> Arc<Regulation> {
        let bits = numbers[self.column].to_bits();
        if let Some((_, drawn)) = self.last.iter().find(|(of, _)| *of == bits) {
            return Arc::clone(drawn);
        }
        let drawn = Arc::new(self.as_coded.drawn(Draw::new(0, bits)));
        self.last.truncate(KEPT - 1);
        self.last.push_front((bits, Arc::clone(&drawn)));
        drawn
    }
}
