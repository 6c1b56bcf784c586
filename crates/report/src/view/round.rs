//! Numbers with no more digits than the report can show, so that it stays small.

/// A hat as a change in percent, so fine that it rounds as the tables do.
pub(super) fn percent(hat: f64) -> f64 {
    rounded((hat - 1.0) * 100.0, 9)
}

/// The same for the many numbers of which the viewer shows at most three decimals.
pub(super) fn short_percent(hat: f64) -> f64 {
    rounded((hat - 1.0) * 100.0, 5)
}

pub(super) fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    let scaled = (value * scale).round() / scale;
    // Beyond the reach of the scale a number has no such decimals; and zero needs no sign.
    if scaled.is_finite() { scaled + 0.0 } else { value }
}

/// A value to seven significant digits.
pub(super) fn value(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 0.0;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a finite number is small")]
    let digits = 6 - value.abs().log10().floor() as i32;
    rounded(value, digits.clamp(0, 300))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_seven_digits_and_their_size() {
        assert_eq!(value(1_234_567.891), 1_234_568.0);
        assert_eq!(value(0.000_123_456_789), 0.000_123_456_8);
        assert_eq!(value(12_345_678_912.3), 12_345_678_912.0);
        assert_eq!(value(0.0), 0.0);
    }

    #[test]
    fn a_change_too_small_to_print_is_zero_without_a_sign() {
        assert!(percent(1.0 - 1e-13).is_sign_positive());
        assert_eq!(percent(1.0021), 0.21);
    }
}
