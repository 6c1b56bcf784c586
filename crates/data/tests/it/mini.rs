//! The mini-world of all tests: two economies, two sectors, two factors.

use comity_data::frame::Format;
use comity_data::{Baseline, EconomyInfo, Meta, SectorInfo, Step};
use comity_model::{EconomyId, Flow, InputUse, PerEconomy, SectorId, Size, Table};

/// A baseline in which every table has something.
pub fn mini() -> Baseline {
    let size = Size { economies: 2, sectors: 2 };
    let [a, b] = [EconomyId(0), EconomyId(1)];
    let [goods, services] = [SectorId(0), SectorId(1)];
    let mut table = Table::zeros(size, 2);
    table.theta[goods] = 4.5;
    table.theta[services] = 5.0;
    for (origin, destination, sector, value, tariff) in [
        (a, a, goods, 60.0, 0.0),
        (a, b, goods, 15.0, 0.05),
        (b, a, goods, 20.0, 0.1),
        (b, b, goods, 40.0, 0.0),
        (a, a, services, 70.0, 0.0),
        (b, b, services, 50.5, 0.0),
    ] {
        let flow = Flow { origin, destination, sector };
        table.flows[flow] = value;
        table.tariffs[flow] = tariff;
    }
    for (economy, input, sector, value) in [
        (a, goods, goods, 20.0),
        (a, services, goods, 10.0),
        (a, goods, services, 5.0),
        (b, goods, goods, 12.0),
        (b, services, goods, 8.0),
        (b, goods, services, 4.0),
    ] {
        table.input_use[InputUse { economy, input, sector }] = value;
    }
    for (economy, sector, demand, labour, capital) in [
        (a, goods, 57.0, 30.0, 15.0),
        (a, services, 60.0, 45.0, 20.0),
        (b, goods, 39.75, 25.0, 15.0),
        (b, services, 42.5, 30.0, 16.5),
    ] {
        table.final_demand[(economy, sector)] = demand;
        table.value_added[0][(economy, sector)] = labour;
        table.value_added[1][(economy, sector)] = capital;
    }
    let mut deficits = PerEconomy::zeros(size);
    deficits[a] = 5.0;
    deficits[b] = -5.0;
    table.deficits = Some(deficits);
    let economy = |code: &str, name: &str, group: &str| EconomyInfo {
        code: code.to_owned(),
        name: name.to_owned(),
        income_group: group.to_owned(),
        region: "north_america".to_owned(),
    };
    let sector = |code: &str, name: &str, group: &str| SectorInfo {
        code: code.to_owned(),
        name: name.to_owned(),
        group: group.to_owned(),
    };
    Baseline {
        meta: Meta {
            name: "mini".to_owned(),
            year: 2020,
            unit: "billion USD".to_owned(),
            source: "Made up for tests".to_owned(),
            licence: "CC0".to_owned(),
            notes: "Two economies,\n\"two\" sectors".to_owned(),
            steps: vec![Step { operation: "Made up".to_owned(), ..Step::default() }],
        },
        economies: vec![economy("AAA", "Atlantis", "high"), economy("BBB", "Brobdingnag, Isle of", "low")],
        sectors: vec![sector("goods", "Goods", "goods"), sector("services", "Services", "services")],
        factors: vec!["labour".to_owned(), "capital".to_owned()],
        table,
        files: Vec::new(),
    }
}

/// The mini-world in a folder of its own.
pub fn mini_folder(format: Format) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    mini().write(folder.path(), format).unwrap();
    folder
}
