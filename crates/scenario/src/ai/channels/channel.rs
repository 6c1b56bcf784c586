//! The channels through which AI changes the world economy.

/// A channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// Tasks done with AI cost less.
    Productivity,
    /// Freight and formalities at the border cost less.
    Logistics,
    /// Translation costs less.
    Language,
    /// Meeting the rules of other markets costs less.
    Compliance,
    /// Finding, agreeing and supervising at a distance cost less.
    Contracting,
    /// Delivering digital services to other economies costs less.
    DigitalDelivery,
    /// Rules on data flows cost what lives on data.
    DataFlows,
    /// Rules that markets have beyond those at home cost whoever sells there.
    Regulation,
    /// Rules about AI cost every exporter to a market the same, which small ones cannot bear.
    SmallFirms,
    /// Adoption needs hardware.
    Compute,
    /// Adoption needs electricity.
    Energy,
    /// Rules on data flows change from how much data firms learn.
    DataAccess,
    /// Rules on data flows change whether people trust AI enough to use it.
    Trust,
    /// What the scenario does beside AI: its other entries.
    Policy,
    /// Capital that has accumulated on the way.
    Capital,
}

impl Channel {
    /// Every channel of AI, in the order in which they are switched on. [`Policy`](Self::Policy) and
    /// [`Capital`](Self::Capital) are none of them.
    pub const ALL: [Self; 13] = [
        Self::Productivity,
        Self::Logistics,
        Self::Language,
        Self::Compliance,
        Self::Contracting,
        Self::DigitalDelivery,
        Self::DataFlows,
        Self::Regulation,
        Self::SmallFirms,
        Self::Compute,
        Self::Energy,
        Self::DataAccess,
        Self::Trust,
    ];

    /// The word for it in scenarios and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Productivity => "productivity",
            Self::Logistics => "logistics",
            Self::Language => "language",
            Self::Compliance => "compliance",
            Self::Contracting => "contracting",
            Self::DigitalDelivery => "digital_delivery",
            Self::DataFlows => "data_flows",
            Self::Regulation => "regulation",
            Self::SmallFirms => "small_firms",
            Self::Compute => "compute",
            Self::Energy => "energy",
            Self::DataAccess => "data_access",
            Self::Trust => "trust",
            Self::Policy => "policy",
            Self::Capital => "capital",
        }
    }

    /// What it is called in a sentence or over a column.
    pub fn name(self) -> &'static str {
        match self {
            Self::Productivity => "productivity",
            Self::Logistics => "logistics and customs",
            Self::Language => "language",
            Self::Compliance => "compliance",
            Self::Contracting => "contracting",
            Self::DigitalDelivery => "digital delivery",
            Self::DataFlows => "rules on data flows",
            Self::Regulation => "rules of other markets",
            Self::SmallFirms => "small firms",
            Self::Compute => "hardware",
            Self::Energy => "energy",
            Self::DataAccess => "access to data",
            Self::Trust => "trust",
            Self::Policy => "other measures",
            Self::Capital => "capital",
        }
    }

    /// What it does, in one line.
    pub fn about(self) -> &'static str {
        match self {
            Self::Productivity => {
                "Tasks done with AI take less labour, most where work is exposed and adoption is far"
            }
            Self::Logistics => {
                "Freight, time in transit and formalities at the border cost less between adopters"
            }
            Self::Language => {
                "Selling across languages costs less between adopters that share no official language"
            }
            Self::Compliance => "Meeting the rules of other markets costs less where rules are not common",
            Self::Contracting => "Finding partners, agreeing and supervising at a distance cost less",
            Self::DigitalDelivery => "Services that travel over networks are delivered at less cost",
            Self::DataFlows => {
                "Rules on data flows add to or take from the cost of services that live on data"
            }
            Self::Regulation => {
                "Selling where more is required than at home costs more, most where AI is much of a sale"
            }
            Self::SmallFirms => {
                "Rules about AI cost exporters a fixed amount a market, which keeps small ones out"
            }
            Self::Compute => "Adopters buy chips, computers and telecommunications equipment",
            Self::Energy => "Adopters buy electricity for data centres",
            Self::DataAccess => {
                "Firms learn from more or less of the world’s data, and gain more or less from AI"
            }
            Self::Trust => "People adopt more where their data are protected, less where they are not",
            Self::Policy => "Tariffs, trade costs and productivity that the scenario changes beside AI",
            Self::Capital => "What is earned more is invested, and capital grows with it",
        }
    }
}
