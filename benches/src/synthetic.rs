//! Made-up economies of any size, for measuring growth.

use comity_model::{Flow, InputUse, Size, Table};

/// A world in which each economy buys about four fifths at home, with every flow and input positive.
pub fn table(economies: usize, sectors: usize) -> Table {
    let size = Size { economies, sectors };
    let mut table = Table::zeros(size, 1);
    let mut random = Random(1);
    let scale: Vec<f64> = size.economies().map(|_| random.between(-2.0, 2.0).exp()).collect();
    let world: f64 = scale.iter().sum();
    for sector in size.sectors() {
        table.theta[sector] = random.between(2.0, 10.0);
        for destination in size.economies() {
            for origin in size.economies() {
                let flow = Flow { origin, destination, sector };
                let spending = scale[destination.0];
                let abroad = 0.2 * spending * scale[origin.0] / world * random.between(-1.0, 1.0).exp();
                table.flows[flow] = if flow.is_domestic() { 0.8 * spending } else { abroad };
            }
        }
    }
    for economy in size.economies() {
        for sector in size.sectors() {
            let output: f64 =
                size.economies().map(|n| table.flows[Flow { origin: economy, destination: n, sector }]).sum();
            table.value_added[0][(economy, sector)] = 0.5 * output;
            table.final_demand[(economy, sector)] = 0.5 * output;
            for input in size.sectors() {
                table.input_use[InputUse { economy, input, sector }] = 0.5 * output / sectors as f64;
            }
        }
    }
    table
}

/// SplitMix (Steele, Lea and Flood 2014): the same economies on every machine.
struct Random(u64);

impl Random {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        low + (high - low) * ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}
