#![allow(missing_docs, clippy::unwrap_used)]
use comity_model::*;
use comity_scenario::{Options, Run, Scenario};
use std::time::Instant;
fn main() {
    for name in ["cheaper-digital-services", "electronics-tariff-war"] {
        let run = Run::new(Scenario::find(name).unwrap(), &Options::default()).unwrap();
        let shock = run.scenario.shock(&run.baseline, &run.benchmark.calibration).unwrap().shock;
        let theta = &run.benchmark.calibration.theta;
        let o = Objective::real_income(&run.benchmark, EconomyId(8));
        let med = |f: &mut dyn FnMut()| {
            let mut t: Vec<f64> = (0..31)
                .map(|_| {
                    let s = Instant::now();
                    f();
                    s.elapsed().as_secs_f64() * 1e3
                })
                .collect();
            t.sort_by(f64::total_cmp);
            t[15]
        };
        let mut its = 0;
        let solve = med(&mut || {
            its = run.benchmark.counterfactual(&shock, &Settings::default()).info.iterations;
        });
        let mut solver = Solver::new(&run.benchmark);
        let solve2 = med(&mut || {
            solver.solve(&Problem { theta, shock: &shock, start: None }, &Settings::default());
        });
        let new = med(&mut || {
            std::hint::black_box(Linearised::new(&run.benchmark, theta, &shock, &run.counterfactual));
        });
        let lin = Linearised::new(&run.benchmark, theta, &shock, &run.counterfactual);
        let mut gi = 0;
        let grad = med(&mut || {
            gi = lin.gradient(&o).unwrap().iterations;
        });
        let mut d = PerParameter::zeros(run.benchmark.calibration.size);
        d.tariffs.values_mut().fill(1.0);
        let mut ti = 0;
        let tan = med(&mut || {
            ti = lin.tangent(&d).unwrap().iterations;
        });
        println!(
            "{name}: solve {its} {solve:.2} ms, kept solver {solve2:.2}; new {new:.2}, gradient {gi} {grad:.2}, tangent {ti} {tan:.2}"
        );
    }
}
