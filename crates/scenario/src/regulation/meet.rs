//! What `[regulation]` means for the economies of a baseline and the measures of the registry.

use super::Regulation;
use super::convergence::MODELS;
use super::kept::Kept;
use super::table::{Among, Of, Table};
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::fields::Word;
use crate::select::{ALL, Selector, Warnings};
use crate::source::Source;
use comity_data::{Baseline, nearest};
use comity_model::EconomyId;
use comity_policy::{Adoption, Edit, Edited, Experiment, Levelled, Registry, RegistryError, Rules};
use std::sync::Arc;
use toml::Spanned;

impl Regulation {
    /// Brings a table and a baseline together.
    ///
    /// # Errors
    /// An economy, group, measure, jurisdiction or feature that nobody knows, or a table that changes nothing.
    pub(crate) fn new(
        baseline: &Baseline,
        table: &Table,
        registry: &'static Registry,
        source: &Source,
        kept: &Kept,
    ) -> Result<Self, Error> {
        let others: Vec<&str> = table.models().chain(MODELS.map(|(_, code)| code)).collect();
        let known = kept.known(registry, baseline, &others);
        let meeting = Meeting { rules: &known.whole, selector: Selector::new(baseline), baseline };
        let mut warnings = Warnings::new();
        let experiment = meeting.experiment(table, &mut warnings).map_err(|fault| source.error(fault))?;
        let date = table.date.as_ref().map_or(registry.as_of(), |date| *date.get_ref());
        let against = table.against.as_ref().map_or(date, |date| *date.get_ref());
        if table.is_empty() && date == against {
            return Err(source.error(table.nothing()));
        }
        let unknown = baseline.economies.iter().zip(&known.places).filter(|(_, place)| place.is_none());
        let unknown: Vec<String> = unknown.map(|(economy, _)| economy.code.clone()).collect();
        if unknown.len() == baseline.economies.len() {
            let message = format!("the registry has measures of no economy of {}", baseline.meta.name);
            warnings.push((table.span.start, message));
        }
        let warnings = warnings.into_iter();
        let warnings = warnings.map(|(at, text)| format!("{text} ({})", source.line_of(at))).collect();
        let before = known.states.of(&known, against, &Experiment::default());
        let after = before.towards(known.states.of(&known, date, &experiment), table.share);
        let (experiment, share) = (Arc::new(experiment), table.share);
        Ok(Self { date, against, unknown, warnings, experiment, share, known, before, after })
    }
}

/// What words are looked up in.
struct Meeting<'a> {
    rules: &'a Rules<'static>,
    selector: Selector<'a>,
    baseline: &'a Baseline,
}

impl Meeting<'_> {
    fn experiment(&self, table: &Table, warnings: &mut Warnings) -> Result<Experiment, Fault> {
        let mut experiment = Experiment { divergence: table.divergence, ..Experiment::default() };
        for edit in &table.edits {
            experiment
                .edits
                .push(Edit { of: self.edited(&edit.of, edit.feature.as_ref())?, level: edit.level });
        }
        for adopt in &table.adoptions {
            let by = self.places(&adopt.economies, &adopt.except, warnings)?;
            experiment.adoptions.push(Adoption { by, rules_of: self.place(&adopt.rules_of)? });
        }
        for level in &table.levels {
            let economies = self.places(&level.economies, &level.except, warnings)?;
            for feature in self.features(&level.features)? {
                let economies = economies.clone();
                experiment.levelled.push(Levelled { economies, feature, level: level.level });
            }
        }
        for among in &table.recognitions {
            experiment.recognitions.push(self.among(among, warnings)?);
        }
        for among in &table.standards {
            experiment.standards.push(self.among(among, warnings)?);
        }
        for bloc in &table.blocs {
            let members = self.places(&bloc.economies, &bloc.except, warnings)?;
            let twice =
                members.iter().find(|member| experiment.blocs.iter().any(|bloc| bloc.contains(member)));
            if let Some(&twice) = twice {
                let message = format!("{} is in two blocs", self.rules.economies()[twice]);
                return Err(Fault::at(bloc.span.clone(), message).hint("leave it in one of them"));
            }
            if let Some(leader) = &bloc.leader {
                experiment.adoptions.push(Adoption { by: members.clone(), rules_of: self.place(leader)? });
            }
            experiment.recognitions.push(members.clone());
            experiment.blocs.push(members);
        }
        Ok(experiment)
    }

    fn edited(&self, of: &Of, feature: Option<&Word>) -> Result<Edited, Fault> {
        let feature = feature.map(|word| self.feature(word)).transpose()?;
        Ok(match (of, feature) {
            (Of::Measure(id), feature) => {
                let known = self.rules.registry.measure(id.get_ref());
                known.map_err(|unknown| fault(id, &unknown))?;
                Edited::Measure { id: id.get_ref().clone(), feature }
            }
            (Of::Jurisdiction(code), Some(feature)) => {
                let known = self.rules.registry.ruler(code.get_ref());
                known.map_err(|unknown| fault(code, &unknown))?;
                Edited::Jurisdiction { code: code.get_ref().clone(), feature }
            }
            (Of::Jurisdiction(code), None) => {
                return Err(Fault::at(code.span(), "an edit of a jurisdiction needs a `feature`"));
            }
        })
    }

    fn among(&self, among: &Among, warnings: &mut Warnings) -> Result<Vec<usize>, Fault> {
        let places = self.places(&among.among, &among.except, warnings)?;
        if places.len() < 2 {
            warnings.push((among.span.start, "this changes nothing: it is among fewer than two".to_owned()));
        }
        Ok(places)
    }

    fn features(&self, words: &[Word]) -> Result<Vec<usize>, Fault> {
        if words.iter().any(|word| word.get_ref() == ALL) {
            return Ok(self.rules.duties().to_vec());
        }
        words.iter().map(|word| self.feature(word)).collect()
    }

    fn feature(&self, word: &Word) -> Result<usize, Fault> {
        let taxonomy = &self.rules.registry.taxonomy;
        taxonomy.feature(word.get_ref()).ok_or_else(|| {
            let ids: Vec<&str> = taxonomy.features.iter().map(|feature| feature.id.as_str()).collect();
            Fault::at(word.span(), format!("unknown feature `{}`", word.get_ref()))
                .hint(nearest::one_of(word.get_ref(), &ids))
        })
    }

    /// The place of an economy, which need not be one of the baseline's.
    fn place(&self, word: &Word) -> Result<usize, Fault> {
        let known = self.rules.registry.ruler(word.get_ref()).map_err(|unknown| fault(word, &unknown))?;
        self.rules.place(&known.code).ok_or_else(|| {
            Fault::at(word.span(), format!("{} has no rules of its own to be adopted", word.get_ref()))
                .hint("name an economy with measures, such as a member of a union for those of the union")
        })
    }

    /// Those of a baseline that words select, of whose rules anything is known.
    fn places(&self, words: &[Word], except: &[Word], warnings: &mut Warnings) -> Result<Vec<usize>, Fault> {
        let except = self.selector.except(except, warnings)?;
        let economies = self.selector.economies(Some(words), &except, warnings)?;
        let mut places = Vec::with_capacity(economies.len());
        for EconomyId(at) in economies {
            let code = &self.baseline.economies[at].code;
            match (self.rules.place(code), words.first()) {
                (Some(place), _) => places.push(place),
                (None, Some(word)) => {
                    let message = format!("nothing is known of rules in {code}, which keeps what meets it");
                    warnings.push((word.span().start, message));
                }
                (None, None) => {}
            }
        }
        Ok(places)
    }
}

fn fault(word: &Spanned<String>, unknown: &RegistryError) -> Fault {
    Fault { hint: unknown.hint(), ..Fault::at(word.span(), unknown.to_string()) }
}
