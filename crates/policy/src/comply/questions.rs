//! What can be asked of a product: what each key of its file means, and what it may say.

use super::embedded::{Library, embedded_product, embedded_products};
use super::product::{Data, Delivery, Function, Model, Product, Risk, Size, Stored};
use crate::date::Date;
use crate::error::RegistryError;
use crate::example::Example;
use crate::jurisdictions::Kind;
use crate::rules::Rules;
use serde::Serialize;

/// What each key of a product file asks.
const QUESTIONS: [(&str, &str); 15] = [
    ("risk", "Which class of risk is it, or else: what is it used for, and what does it do?"),
    ("sectors", "What is it used for?"),
    (
        "functions",
        "Does it decide about people, generate, talk, recommend, identify people, keep things safe?",
    ),
    ("data", "Does it use personal, biometric or health data?"),
    ("stored", "Are data kept in each market, or elsewhere?"),
    ("crosses_borders", "Do data leave the market?"),
    ("delivery", "Is it an online service, inside a good, a model that is downloaded?"),
    ("copyrighted_works", "Was it trained on works under copyright?"),
    ("model", "Is the model the firm's own, or built on another's?"),
    ("children", "Is it for children, or are they likely to use it?"),
    ("countries_of_concern", "Can persons of countries that a market holds to be of concern reach its data?"),
    ("size", "How large is the firm? Costs are those of all sizes."),
    ("systems", "How many systems or models are assessed one by one? One is reckoned with."),
    ("regions", "In which parts of federal markets is it sold, such as US-CA?"),
    ("margin", "What is the gross margin? Without it there is no break-even."),
];

/// Keys of a product file that may be left out, with what each asks.
pub(super) fn questions() -> impl Iterator<Item = (&'static str, &'static str)> {
    QUESTIONS.into_iter()
}

/// What a form about a product needs.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ComplianceQuestions))]
pub struct Questions {
    /// Keys of a product file that may be left out.
    pub questions: Vec<Question>,
    /// Economies: a home, or markets.
    pub economies: Vec<Place>,
    /// Unions, which are markets.
    pub unions: Vec<Place>,
    /// Parts of federal markets with rules of their own.
    pub regions: Vec<Place>,
    /// The day to which the registry is kept, which is the day where none is said.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub date: Date,
    /// Worked products.
    pub examples: Vec<Example>,
    /// What every answer says of itself.
    pub notice: &'static str,
}

/// A key of a product file.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ProductQuestion))]
pub struct Question {
    /// The key.
    pub key: &'static str,
    /// What it asks.
    pub ask: &'static str,
    /// What an answer is.
    pub kind: Answers,
    /// The words that an answer can be or have.
    pub words: Vec<String>,
}

/// What an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ProductAnswers))]
#[serde(rename_all = "snake_case")]
pub enum Answers {
    /// One of the words.
    Word,
    /// Any of the words; an empty list says "none of them".
    Words,
    /// True or false.
    YesNo,
    /// A whole number from 1.
    Number,
    /// A number above 0 and at most 1.
    Share,
    /// Codes of `regions`.
    Regions,
}

/// An economy, a union or a part of an economy.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MarketPlace))]
pub struct Place {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether the registry has a measure of it, its unions' included.
    pub has_measures: bool,
}

impl Questions {
    /// About products, with the rules of a registry.
    ///
    /// # Errors
    /// A product that ships is broken, which tests rule out.
    pub fn new(library: &Library, rules: &Rules) -> Result<Self, RegistryError> {
        let places = |kind: Kind| {
            let all = rules.registry.jurisdictions.iter().filter(|one| one.kind == kind);
            let mut all: Vec<Place> = all
                .map(|one| Place {
                    code: one.code.clone(),
                    name: one.name.clone(),
                    has_measures: match kind {
                        Kind::FederalUnit => {
                            rules.registry.measures.iter().any(|measure| measure.subnational == one.code)
                        }
                        _ => rules.place(&one.code).is_some() || !rules.entries(&one.code).is_empty(),
                    },
                })
                .collect();
            all.sort_by(|one, other| one.name.cmp(&other.name));
            all
        };
        let example = |name: &'static str| {
            let product = Product::parse(library, rules, name, embedded_product(name)?)?;
            Ok(Example { name: name.to_owned(), title: product.title, summary: product.summary })
        };
        let mut regions = places(Kind::FederalUnit);
        regions.retain(|region| region.has_measures);
        Ok(Self {
            questions: questions().map(|(key, ask)| Question::new(library, key, ask)).collect(),
            economies: places(Kind::Economy),
            unions: places(Kind::Union),
            regions,
            date: rules.registry.as_of(),
            examples: embedded_products().map(example).collect::<Result<_, RegistryError>>()?,
            notice: super::NOTICE,
        })
    }
}

impl Question {
    fn new(library: &Library, key: &'static str, ask: &'static str) -> Self {
        let (kind, words) = match key {
            "risk" => (Answers::Word, words(Risk::ALL)),
            "sectors" => (Answers::Words, library.scope.uses.clone()),
            "functions" => (Answers::Words, words(Function::ALL)),
            "data" => (Answers::Words, words(Data::ALL)),
            "stored" => (Answers::Word, words(Stored::ALL)),
            "delivery" => (Answers::Words, words(Delivery::ALL)),
            "model" => (Answers::Word, words(Model::ALL)),
            "size" => (Answers::Word, words(Size::ALL)),
            "systems" => (Answers::Number, Vec::new()),
            "margin" => (Answers::Share, Vec::new()),
            "regions" => (Answers::Regions, Vec::new()),
            _ => (Answers::YesNo, Vec::new()),
        };
        Self { key, ask, kind, words }
    }
}

/// The words of a list, as files have them.
fn words(all: &[impl Serialize]) -> Vec<String> {
    let word = |one| serde_json::to_value(one).ok()?.as_str().map(str::to_owned);
    all.iter().filter_map(word).collect()
}
