//! Goes on damaging texts: `cargo run --release -p comity-fuzz --example fuzz -- SECONDS [TARGET]`.
//!
//! Seeds go on from the time of day, so that each call tries others. What makes a parser panic is written beside where it is called
//! from, as `panic-TARGET-SEED`.

use comity_fuzz::{TARGETS, first_panic};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let length = Duration::from_secs(arguments.next().ok_or("fuzz SECONDS [TARGET]")?.parse()?);
    let only = arguments.next();
    let targets: Vec<_> =
        TARGETS.iter().filter(|target| only.as_deref().is_none_or(|name| name == target.name)).collect();
    if targets.is_empty() {
        let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
        return Err(format!("the targets are {}", names.join(", ")).into());
    }
    let mut panics = 0;
    for target in &targets {
        let until = Instant::now() + length / u32::try_from(targets.len())?;
        let mut seed = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_micros())? << 16;
        let mut tried = 0_u64;
        while Instant::now() < until {
            if let Some((at, text)) = first_panic(target, seed, 20) {
                panics += 1;
                std::fs::write(format!("panic-{}-{at}", target.name), text)?;
            }
            (seed, tried) = (seed + 20, tried + 20);
        }
        println!("{:10} {tried} texts", target.name);
    }
    if panics > 0 { Err(format!("{panics} texts made a parser panic").into()) } else { Ok(()) }
}
