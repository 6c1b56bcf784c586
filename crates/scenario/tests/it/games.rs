//! Games in a scenario's world, against runs of scenarios that set the same tariffs.

use crate::common::{economy, rendered, source};
use comity_scenario::game::{Games, Instruments, Kind, Kinds, Rules};
use comity_scenario::{Options, Run, Scenario};

const SCENARIO: &str = "
name = \"Test\"
baseline = \"world\"
closure = \"balanced\"
[[trade_cost]]
sectors = [\"c30\"]
factor = 0.9
";
const RULES: Rules = Rules { instruments: Instruments::Sector, between_players: false, kinds: Kinds::All };

fn run(text: &str) -> Run {
    Run::new(Scenario::parse(source(text)).unwrap(), &Options::default()).unwrap()
}

fn play(run: &Run, players: &[&str], rules: &Rules) -> Result<Games, comity_scenario::Error> {
    let players: Vec<String> = players.iter().map(|&code| code.to_owned()).collect();
    Games::play(run, &players, rules)
}

#[test]
fn a_game_ends_where_a_scenario_with_its_tariffs_does() {
    let world = run(SCENARIO);
    let games = play(&world, &["USA", "CHN", "USA"], &RULES).unwrap();
    assert_eq!(games.players, [economy("USA"), economy("CHN")]);
    let kinds: Vec<Kind> = games.plays.iter().map(|(kind, _)| *kind).collect();
    let [usa, china] = [economy("USA"), economy("CHN")].map(Kind::Optimal);
    assert_eq!(kinds, [usa, china, Kind::Nash, Kind::Efficient, Kind::Bargained]);
    for (kind, play) in &games.plays {
        let mut text = SCENARIO.to_owned();
        for at in games.set_in(*kind) {
            let player = &world.baseline.economies[games.levers[at].player.0].code;
            let sector = &world.baseline.sectors[games.levers[at].sector.unwrap().0].code;
            let rate = play.rates[at];
            text += &format!(
                "[[tariff]]\nsectors = [\"{sector}\"]\ndestinations = [\"{player}\"]\nrate = {rate:.17}\n"
            );
        }
        let after = run(&text);
        let (mut others, mut before) = (0.0, 0.0);
        for id in world.benchmark.calibration.size.economies() {
            let real = |run: &Run| run.outcome.economies.real_income[id];
            let hat = real(&after) / real(&world);
            assert!((hat / play.real_income[id] - 1.0).abs() < 1e-8, "{kind:?} {id:?}");
            if !games.players.contains(&id) {
                others += world.benchmark.equilibrium.income[id] * real(&after);
                before += world.benchmark.equilibrium.income[id] * real(&world);
            }
        }
        assert!((games.rest_pct(&world, play).unwrap() - (others / before - 1.0) * 100.0).abs() < 1e-6);
    }
    let real = |kind, player| games.of(kind).unwrap().real_income[player];
    for player in games.players.iter().copied() {
        assert!(real(Kind::Bargained, player) > real(Kind::Nash, player));
        assert!(real(Kind::Optimal(player), player) > 1.0);
    }
}

#[test]
fn players_must_be_there_and_enough() {
    let world = run(SCENARIO);
    let nash = Rules { kinds: Kinds::Nash, ..RULES };
    let between = Rules { between_players: true, kinds: Kinds::Optimal, ..RULES };
    for (players, rules) in [(&["USA", "CHI"][..], &RULES), (&["USA"], &nash), (&["USA"], &between)] {
        let error = play(&world, players, rules).unwrap_err();
        insta::assert_snapshot!(format!("players_{}_{:?}", players.join("_"), rules.kinds), rendered(&error));
    }
}

#[test]
fn the_table_of_the_validation_page_is_what_comes() {
    let page = include_str!("../../../../docs/validation.md");
    let (_, section) = page.split_once("## Tariff games").unwrap();
    let world = run("name = \"Test\"\nbaseline = \"wiod-2011\"\nclosure = \"balanced\"\n");
    let rules = Rules { instruments: Instruments::Uniform, ..RULES };
    let games = play(&world, &["USA", "CHN"], &rules).unwrap();
    for &player in &games.players {
        let name = &world.baseline.economies[player.0].name;
        let at = games.levers.iter().position(|lever| lever.player == player).unwrap();
        let cells = [Kind::Optimal(player), Kind::Nash].map(|kind| {
            let play = games.of(kind).unwrap();
            assert!(play.starts_agree && play.gain_by_deviating < 1e-8, "{name} {kind:?} {play:?}");
            format!("{:.1}% | {:+.3}%", play.rates[at] * 100.0, (play.real_income[player] - 1.0) * 100.0)
        });
        let row = format!("| {name} | {} |", cells.join(" | "));
        assert!(section.contains(&row), "{row}");
    }
}
