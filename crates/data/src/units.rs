//! Numbers as text.

/// An amount for people: whole from a hundred up, thousands apart.
///
/// ```
/// use comity_data::units::money;
/// assert_eq!([money(1234567.8), money(2.5), money(4e-7)], ["1,234,568", "2.50", "4.00e-7"]);
/// ```
pub fn money(amount: f64) -> String {
    let size = amount.abs();
    if size > 0.0 && size < 0.01 {
        return format!("{amount:.2e}");
    }
    let decimals = if size < 100.0 && amount.fract() != 0.0 { 2 } else { 0 };
    let text = format!("{amount:.decimals$}");
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = fraction.map_or_else(String::new, |fraction| format!(".{fraction}"));
    format!("{sign}{grouped}{fraction}")
}

/// A share in percent with two significant digits, without the sign.
///
/// ```
/// use comity_data::units::percent;
/// assert_eq!([percent(0.1234), percent(0.0056), percent(2.8e-8)], ["12.3", "0.56", "0.0000028"]);
/// ```
pub fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    let size = percent.abs();
    let decimals =
        if size == 0.0 || size >= 10.0 { 1 } else { (1.0 - size.log10().floor()).clamp(1.0, 12.0) as usize };
    let text = format!("{percent:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The shortest text that reads back as the same number.
///
/// ```
/// use comity_data::units::shortest;
/// assert_eq!([shortest(0.1), shortest(2.0), shortest(1e300)], ["0.1", "2", "1e300"]);
/// ```
pub fn shortest(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-5..1e16).contains(&size) { value.to_string() } else { format!("{value:e}") }
}
