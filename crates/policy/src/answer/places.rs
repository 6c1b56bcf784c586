//! Which economies are asked about.

use crate::error::RegistryError;
use crate::rules::Rules;

impl Rules<'_> {
    /// The places of economies, by code and each once, or of all where none is named.
    ///
    /// # Errors
    /// A code is of no economy, of a union, or of an economy without measures.
    pub fn places(&self, codes: &[String]) -> Result<Vec<usize>, RegistryError> {
        if codes.is_empty() {
            return Ok((0..self.economies().len()).collect());
        }
        let mut places = Vec::new();
        for code in codes {
            let place = self.place_of(code)?;
            if !places.contains(&place) {
                places.push(place);
            }
        }
        Ok(places)
    }

    /// The place of an economy by code.
    ///
    /// # Errors
    /// The code is of no economy, of a union, or of an economy without measures.
    pub fn place_of(&self, code: &str) -> Result<usize, RegistryError> {
        let ruler = self.registry.ruler(code)?;
        self.place(code).ok_or_else(|| {
            let today = self.registry.as_of();
            let members = ruler.members.iter().filter(|member| member.on(today));
            let members: Vec<&str> = members.map(|member| member.code.as_str()).collect();
            let hint = if members.is_empty() {
                "that is not to say that there is none; leave it out, or add one with --registry".to_owned()
            } else {
                format!("name its members: {}", members.join(","))
            };
            RegistryError::NoMeasures { code: code.to_owned(), hint }
        })
    }
}
