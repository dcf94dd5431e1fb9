//! The arguments of the programs here: `--name NUMBER`, again and again.

/// The numbers that were asked for, each by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    given: Vec<(&'static str, u64)>,
}

impl Numbers {
    /// Reads arguments, of which only those in `known` may occur.
    ///
    /// # Errors
    /// A sentence for the person who typed them.
    pub fn parse(arguments: &[String], known: &[&'static str]) -> Result<Numbers, String> {
        let mut given = Vec::new();
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            let (name, value) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (word.as_str(), words.next().map(String::as_str)),
            };
            let Some(name) = known.iter().find(|known| **known == name) else {
                return Err(format!("There is no option `{name}`: there is {}.", known.join(", ")));
            };
            let value = value.ok_or_else(|| format!("`{name}` needs a number after it."))?;
            // Large numbers are easier to read, and to type right, as 10_000_000.
            let number = value.replace(['_', ','], "").parse();
            given.push((*name, number.map_err(|_| format!("`{name}` needs a number, and `{value}` is none."))?));
        }
        Ok(Numbers { given })
    }

    /// The number that was given last under this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<u64> {
        self.given.iter().rev().find(|(given, _)| *given == name).map(|(_, number)| *number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Numbers, String> {
        let arguments: Vec<String> = line.split_whitespace().map(String::from).collect();
        Numbers::parse(&arguments, &["--cases", "--seed"])
    }

    #[test]
    fn numbers_are_found_under_their_names() {
        let numbers = parsed("--cases 10_000 --seed=7").expect("both are known");
        assert_eq!((numbers.get("--cases"), numbers.get("--seed")), (Some(10_000), Some(7)));
        assert_eq!(parsed("").expect("nothing is fine").get("--seed"), None);
    }

    #[test]
    fn what_cannot_be_understood_is_one_sentence_that_names_it() {
        for (line, named) in [("--runs 1", "`--runs`"), ("--cases", "`--cases`"), ("--seed x", "`x`")] {
            let sentence = parsed(line).expect_err(line);
            assert!(sentence.contains(named) && sentence.ends_with('.'), "{line}: {sentence}");
        }
    }
}
