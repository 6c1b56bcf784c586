//! Tests of a product: yes, no, or open until a fact is given.

use super::product::{Data, Delivery, Function, Model, Product, Risk, Size, Stored};
use super::scope::Scope;
use serde::{Deserialize, Serialize};

/// An answer; what nobody has said stays open. In this order: `and` is the smaller, `or` the larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DutyAnswer))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Answer {
    No,
    Open,
    Yes,
}

impl From<Option<bool>> for Answer {
    fn from(known: Option<bool>) -> Self {
        match known {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Open,
        }
    }
}

/// What can be asked of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "`because` has the words")]
pub enum Test {
    HighRisk,
    LimitedRisk,
    GeneralPurpose,
    Generates,
    Decides,
    Recommends,
    PersonalData,
    SensitiveData,
    StoredElsewhere,
    CrossesBorders,
    CopyrightedWorks,
    Online,
    Good,
    Weights,
    LargeFirm,
    ProvidesModel,
    Talks,
    Children,
    CountriesOfConcern,
}

impl Test {
    /// What is true of a product that passes.
    pub fn because(self) -> &'static str {
        match self {
            Self::HighRisk => "it is of high risk",
            Self::LimitedRisk => "it makes content, talks to people or recommends",
            Self::GeneralPurpose => "it is a general-purpose model",
            Self::Generates => "it generates content",
            Self::Decides => "it decides about people",
            Self::Recommends => "it recommends",
            Self::PersonalData => "it uses personal data",
            Self::SensitiveData => "it uses biometric or health data",
            Self::StoredElsewhere => "its data are kept elsewhere",
            Self::CrossesBorders => "its data cross borders",
            Self::CopyrightedWorks => "it was trained on works under copyright",
            Self::Online => "it is an online service",
            Self::Good => "it is inside a good",
            Self::Weights => "it is a model that is downloaded",
            Self::LargeFirm => "the firm is large",
            Self::ProvidesModel => "it is a general-purpose model of the firm's own",
            Self::Talks => "it talks to people",
            Self::Children => "it is for children, or they are likely to use it",
            Self::CountriesOfConcern => "persons of countries of concern can reach its data",
        }
    }

    /// The keys of the product file that decide.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::HighRisk | Self::LimitedRisk | Self::GeneralPurpose => &["risk", "sectors", "functions"],
            Self::Generates | Self::Decides | Self::Recommends | Self::Talks => &["functions"],
            Self::PersonalData | Self::SensitiveData => &["data"],
            Self::StoredElsewhere => &["stored"],
            Self::CrossesBorders => &["crosses_borders"],
            Self::CopyrightedWorks => &["copyrighted_works"],
            Self::Online | Self::Good | Self::Weights => &["delivery"],
            Self::LargeFirm => &["size"],
            Self::ProvidesModel => &["risk", "sectors", "functions", "model"],
            Self::Children => &["children"],
            Self::CountriesOfConcern => &["countries_of_concern"],
        }
    }
}

impl Product {
    /// Whether the product passes a test.
    pub fn answer(&self, scope: &Scope, test: Test) -> Answer {
        let risk = self.risk(scope);
        let is = |class: Risk| risk.map(|risk| risk == class).into();
        match test {
            Test::HighRisk => risk.map(|risk| matches!(risk, Risk::High | Risk::Prohibited)).into(),
            Test::LimitedRisk => is(Risk::Limited),
            Test::GeneralPurpose => is(Risk::GeneralPurpose),
            Test::Generates => self.does(Function::Generates),
            Test::Decides => self.does(Function::Decides),
            Test::Recommends => self.does(Function::Recommends),
            Test::PersonalData => self.data.as_ref().map(|data| !data.is_empty()).into(),
            Test::SensitiveData => {
                let sensitive = |data: &Vec<Data>| data.iter().any(|data| *data != Data::Personal);
                self.data.as_ref().map(sensitive).into()
            }
            Test::StoredElsewhere => self.stored.map(|stored| stored == Stored::Elsewhere).into(),
            Test::CrossesBorders => {
                let implied = self.stored.filter(|stored| *stored == Stored::Elsewhere).map(|_| true);
                self.crosses_borders.or(implied).into()
            }
            Test::CopyrightedWorks => self.copyrighted_works.into(),
            Test::Online => self.by(Delivery::Online),
            Test::Good => self.by(Delivery::Good),
            Test::Weights => self.by(Delivery::Weights),
            Test::LargeFirm => self.size.map(|size| size == Size::Large).into(),
            Test::ProvidesModel => {
                let own = self.model.map(|model| model == Model::Own);
                Answer::from(own).min(is(Risk::GeneralPurpose))
            }
            Test::Talks => self.does(Function::Talks),
            Test::Children => self.children.into(),
            Test::CountriesOfConcern => self.countries_of_concern.into(),
        }
    }

    /// Whether a key of the product file that tests ask for was left out.
    pub fn lacks(&self, key: &str) -> bool {
        match key {
            "risk" => self.risk.is_none(),
            "sectors" => self.sectors.is_none(),
            "functions" => self.functions.is_none(),
            "data" => self.data.is_none(),
            "stored" => self.stored.is_none(),
            "crosses_borders" => self.crosses_borders.is_none(),
            "delivery" => self.delivery.is_none(),
            "copyrighted_works" => self.copyrighted_works.is_none(),
            "model" => self.model.is_none(),
            "children" => self.children.is_none(),
            "countries_of_concern" => self.countries_of_concern.is_none(),
            "size" => self.size.is_none(),
            "systems" => self.systems.is_none(),
            "regions" => self.regions.is_none(),
            "margin" => self.margin.is_none(),
            _ => false,
        }
    }

    /// Whether the product has one of these uses.
    pub fn used_in(&self, uses: &[String]) -> Answer {
        self.sectors.as_ref().map(|sectors| sectors.iter().any(|sector| uses.contains(sector))).into()
    }

    /// The class of risk, stated or else derived; `None` where the facts leave it open.
    pub fn risk(&self, scope: &Scope) -> Option<Risk> {
        if self.risk.is_some() {
            return self.risk;
        }
        let (functions, sectors) = (self.functions.as_ref(), self.sectors.as_ref());
        let does = |function| functions.is_some_and(|functions| functions.contains(&function));
        let within = |uses: &[String]| {
            sectors.is_some_and(|sectors| sectors.iter().any(|sector| uses.contains(sector)))
        };
        let high = does(Function::Identifies) || does(Function::Safety) || within(&scope.risk.products);
        if high || does(Function::Decides) && within(&scope.risk.deciding) {
            return Some(Risk::High);
        }
        // Whatever was not said could still make it high.
        functions.zip(sectors)?;
        let limited = [Function::Generates, Function::Talks, Function::Recommends].into_iter().any(does);
        Some(if limited { Risk::Limited } else { Risk::Minimal })
    }

    fn does(&self, function: Function) -> Answer {
        self.functions.as_ref().map(|functions| functions.contains(&function)).into()
    }

    fn by(&self, delivery: Delivery) -> Answer {
        self.delivery.as_ref().map(|by| by.contains(&delivery)).into()
    }
}
