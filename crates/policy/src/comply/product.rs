//! A product and its facts, read from TOML.

use super::embedded::Library;
use crate::diagnostic::Fault;
use crate::error::RegistryError;
use crate::jurisdictions::Kind;
use crate::nearest;
use crate::rules::Rules;
use crate::toml_text::{Text, Word};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// A product. What is `None` is not known.
///
/// Out of JSON it comes unchecked: [`Product::parse`] checks what [`Product::to_toml`] writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// A short name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is.
    #[serde(default)]
    pub summary: String,
    /// The economy whose duties are met already.
    pub home: String,
    /// The class of risk, where it is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk: Option<Risk>,
    /// Sectors of use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sectors: Option<Vec<String>>,
    /// What it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub functions: Option<Vec<Function>>,
    /// What data it uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Vec<Data>>,
    /// Where data are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored: Option<Stored>,
    /// Whether data leave the market.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crosses_borders: Option<bool>,
    /// How it reaches its users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Vec<Delivery>>,
    /// Whether it was trained on works under copyright.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copyrighted_works: Option<bool>,
    /// Whose model it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<Model>,
    /// Whether it is for children or likely to be used by them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub children: Option<bool>,
    /// Whether persons of countries that a market holds to be of concern can reach its data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countries_of_concern: Option<bool>,
    /// The size of the firm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
    /// How many systems or models are assessed one by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub systems: Option<u32>,
    /// Parts of federal markets where it is sold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regions: Option<Vec<String>>,
    /// Gross margin: the share of revenue left to pay for compliance, above 0 and at most 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
    /// Expected revenue by market, EUR a year.
    #[serde(default)]
    pub revenue: BTreeMap<String, f64>,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident: $($word:ident)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "the names say it")]
        pub enum $name { $($word),* }

        impl $name {
            /// Every word, in order.
            pub const ALL: &[Self] = &[$(Self::$word),*];
        }
    };
}

words!(/// A class of risk.
    Risk: Minimal Limited GeneralPurpose High Prohibited);
words!(/// What a product does.
    Function: Decides Generates Talks Recommends Identifies Safety);
words!(/// What data it uses.
    Data: Personal Biometric Health);
words!(/// Where data are kept: in each market, or elsewhere.
    Stored: InMarket Elsewhere);
words!(/// How it reaches its users: over a network, inside a good, as a model that is downloaded.
    Delivery: Online Good Weights);
words!(/// Whose model it is.
    Model: Own BuiltOnAnother);
words!(/// The size of a firm: Commission Recommendation 2003/361/EC, by persons below 10, 50, 250.
    Size: Micro Small Medium Large);

impl Risk {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Limited => "limited",
            Self::GeneralPurpose => "general-purpose",
            Self::High => "high",
            Self::Prohibited => "prohibited",
        }
    }
}

impl Size {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Micro => "micro",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// Whether relief for small firms is for it.
    pub fn is_small(self) -> bool {
        matches!(self, Self::Micro | Self::Small)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: Word,
    title: String,
    #[serde(default)]
    summary: String,
    home: Word,
    risk: Option<Risk>,
    sectors: Option<Vec<Word>>,
    functions: Option<Vec<Function>>,
    data: Option<Vec<Data>>,
    stored: Option<Stored>,
    crosses_borders: Option<Spanned<bool>>,
    delivery: Option<Vec<Delivery>>,
    copyrighted_works: Option<bool>,
    model: Option<Model>,
    children: Option<bool>,
    countries_of_concern: Option<bool>,
    size: Option<Size>,
    systems: Option<Spanned<i64>>,
    regions: Option<Vec<Word>>,
    margin: Option<Spanned<f64>>,
    #[serde(default)]
    revenue: BTreeMap<Word, Spanned<f64>>,
}

impl Product {
    /// Reads a product; errors show the line.
    ///
    /// # Errors
    /// The file is no product: a wrong key, word, code or number.
    pub fn parse(library: &Library, rules: &Rules, path: &str, content: &str) -> Result<Self, RegistryError> {
        let text = Text { path, content };
        let raw = text.parse()?;
        read(library, rules, raw).map_err(|fault| text.error(fault))
    }

    /// The file of a product, which is read back as the same.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }
}

fn read(library: &Library, rules: &Rules, raw: Raw) -> Result<Product, Fault> {
    if raw.id.get_ref().trim().is_empty() {
        return Err(Fault::at(raw.id.span(), "`id` is empty").hint("write a short name"));
    }
    let kind = rules.registry.jurisdictions.known(&raw.home)?.kind;
    if kind != Kind::Economy {
        return Err(Fault::at(raw.home.span(), format!("`{}` is no economy", raw.home.get_ref()))
            .hint("write the code of the economy where the firm is, such as KOR"));
    }
    for word in raw.sectors.iter().flatten() {
        if !library.scope.uses.contains(word.get_ref()) {
            let uses = library.scope.uses.iter().map(String::as_str);
            return Err(Fault::at(word.span(), format!("`{}` is no sector of use", word.get_ref()))
                .hint(nearest::one_of(word.get_ref(), uses)));
        }
    }
    for region in raw.regions.iter().flatten() {
        if rules.registry.jurisdictions.known(region)?.kind != Kind::FederalUnit {
            return Err(Fault::at(region.span(), format!("`{}` is no part of an economy", region.get_ref()))
                .hint("write a code such as US-CA, or leave `regions` out"));
        }
    }
    let systems = raw.systems.as_ref().map(|systems| {
        u32::try_from(*systems.get_ref()).ok().filter(|count| (1..=10_000).contains(count)).ok_or_else(|| {
            Fault::at(systems.span(), "`systems` is no number of systems").hint("write one from 1 to 10000")
        })
    });
    let margin = raw.margin.as_ref().map(|margin| match *margin.get_ref() {
        share if share > 0.0 && share <= 1.0 => Ok(share),
        _ => Err(Fault::at(margin.span(), "`margin` is no share of revenue")
            .hint("write a number above 0 and at most 1, such as 0.5 for half")),
    });
    if let Some(crosses) = raw.crosses_borders.as_ref().filter(|crosses| !*crosses.get_ref())
        && raw.stored == Some(Stored::Elsewhere)
    {
        return Err(Fault::at(crosses.span(), "data that are kept elsewhere cross borders")
            .hint("leave `crosses_borders` out, or write stored = \"in_market\""));
    }
    let mut revenue = BTreeMap::new();
    for (market, amount) in &raw.revenue {
        let code = market.get_ref();
        rules.registry.jurisdictions.known(market)?;
        if !(0.0..=1e15).contains(amount.get_ref()) {
            return Err(Fault::at(amount.span(), format!("the revenue in `{code}` is no amount"))
                .hint("write EUR a year, 0 or more"));
        }
        revenue.insert(code.clone(), *amount.get_ref());
    }
    let words = |list: Option<Vec<Word>>| list.map(|list| list.into_iter().map(Word::into_inner).collect());
    Ok(Product {
        id: raw.id.into_inner(),
        title: raw.title,
        summary: raw.summary,
        home: raw.home.into_inner(),
        risk: raw.risk,
        sectors: words(raw.sectors),
        functions: raw.functions,
        data: raw.data,
        stored: raw.stored,
        crosses_borders: raw.crosses_borders.map(Spanned::into_inner),
        delivery: raw.delivery,
        copyrighted_works: raw.copyrighted_works,
        model: raw.model,
        children: raw.children,
        countries_of_concern: raw.countries_of_concern,
        size: raw.size,
        systems: systems.transpose()?,
        regions: words(raw.regions),
        margin: margin.transpose()?,
        revenue,
    })
}
