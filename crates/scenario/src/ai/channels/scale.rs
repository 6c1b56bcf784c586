//! How much of what each channel does counts.

use super::Channel;

/// A factor on what each channel does, in logs: 1 is as the parameters say, 0 is nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale([f64; Channel::ALL.len()]);

impl Default for Scale {
    fn default() -> Self {
        Self([1.0; Channel::ALL.len()])
    }
}

impl Scale {
    /// The factor of a channel; 1 for what is none of [`Channel::ALL`].
    pub fn of(&self, channel: Channel) -> f64 {
        place(channel).map_or(1.0, |at| self.0[at])
    }

    /// Gives a channel another factor.
    pub(crate) fn set(&mut self, channel: Channel, factor: f64) {
        if let Some(at) = place(channel) {
            self.0[at] = factor;
        }
    }
}

fn place(channel: Channel) -> Option<usize> {
    Channel::ALL.iter().position(|&each| each == channel)
}
