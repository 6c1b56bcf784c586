//! Channels that do more or less than they do.

use super::*;

/// Half a channel is half of its logs, and none of it is the channel switched off.
#[test]
fn a_channel_is_scaled_in_logs() {
    let scaled = |channel: Channel, factor: f64| {
        asked(
            world(),
            &format!("{BLOCS}\n[ai]\nrules = \"USA\"\nscale = {{ {} = {factor} }}", channel.word()),
        )
    };
    let whole = asked(world(), &format!("{BLOCS}\n[ai]\nrules = \"USA\""));
    for channel in Channel::ALL {
        assert_eq!(scaled(channel, 1.0).shock(YEAR), whole.shock(YEAR), "{channel:?}");
        let (half, all) = (scaled(channel, 0.5).part(channel), whole.part(channel));
        let logs = |shock: &Shock| -> Vec<f64> {
            let hats = shock.iceberg.values().iter().chain(shock.value_added_productivity.values());
            let added = shock.added_inputs.iter().flat_map(|inputs| inputs.values().to_vec());
            hats.map(|hat| hat.ln()).chain(added).collect()
        };
        let pairs: Vec<(f64, f64)> = logs(&half).into_iter().zip(logs(&all)).collect();
        assert!(pairs.iter().all(|(half, all)| (half - all / 2.0).abs() < 1e-12), "{channel:?}");
        assert_eq!(scaled(channel, 0.0).part(channel), whole.none(), "{channel:?}");
    }
}

/// What trust brings is what more adoption brings through the other channels, as much of it as counts.
#[test]
fn trust_works_through_channels_as_they_are_scaled() {
    let words = Channel::ALL.map(Channel::word).into_iter().filter(|word| *word != "trust");
    let nothing: Vec<String> = words.map(|word| format!("{word} = 0")).collect();
    let asked = asked(world(), &format!("{BLOCS}\n[ai]\nscale = {{ {} }}", nothing.join(", ")));
    assert_eq!(asked.part(Channel::Trust), asked.none());
    assert_eq!(asked.shock(YEAR), asked.none());
}
