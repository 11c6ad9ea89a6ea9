//! The comparisons that a condition can make, by the type of what is compared, as a person chooses them.
//!
//! The names are those that conditions are stored with; their words are in the catalogue under `operation-…`.

/// A type of values and the comparisons that make sense for it, the usual one first.
#[derive(Clone, Copy, Debug)]
pub struct Comparisons {
    /// Its name in a condition.
    pub name: &'static str,
    /// Its words in English.
    pub label: &'static str,
    /// Name, English words, whether there is no second value.
    pub operations: &'static [(&'static str, &'static str, bool)],
}

const EXISTS: (&str, &str, bool) = ("exists", "exists", true);
const NOT_EXISTS: (&str, &str, bool) = ("notExists", "does not exist", true);
const EMPTY: (&str, &str, bool) = ("empty", "is empty", true);
const NOT_EMPTY: (&str, &str, bool) = ("notEmpty", "is not empty", true);
const EQUALS: (&str, &str, bool) = ("equals", "is equal to", false);
const NOT_EQUALS: (&str, &str, bool) = ("notEquals", "is not equal to", false);

/// All types.
pub const TYPES: [Comparisons; 6] = [
    Comparisons {
        name: "string",
        label: "Text",
        operations: &[
            EQUALS,
            NOT_EQUALS,
            ("contains", "contains", false),
            ("notContains", "does not contain", false),
            ("startsWith", "begins with", false),
            ("notStartsWith", "does not begin with", false),
            ("endsWith", "ends with", false),
            ("notEndsWith", "does not end with", false),
            ("regex", "matches the pattern", false),
            ("notRegex", "does not match the pattern", false),
            EMPTY,
            NOT_EMPTY,
            EXISTS,
            NOT_EXISTS,
        ],
    },
    Comparisons {
        name: "number",
        label: "Number",
        operations: &[
            EQUALS,
            NOT_EQUALS,
            ("gt", "is greater than", false),
            ("lt", "is less than", false),
            ("gte", "is at least", false),
            ("lte", "is at most", false),
            EMPTY,
            NOT_EMPTY,
            EXISTS,
            NOT_EXISTS,
        ],
    },
    Comparisons {
        name: "dateTime",
        label: "Date and time",
        operations: &[
            EQUALS,
            NOT_EQUALS,
            ("after", "is after", false),
            ("before", "is before", false),
            ("afterOrEquals", "is after or the same", false),
            ("beforeOrEquals", "is before or the same", false),
            EMPTY,
            NOT_EMPTY,
            EXISTS,
            NOT_EXISTS,
        ],
    },
    Comparisons {
        name: "boolean",
        label: "Yes or no",
        operations: &[
            ("true", "is true", true),
            ("false", "is false", true),
            EQUALS,
            NOT_EQUALS,
            EMPTY,
            NOT_EMPTY,
            EXISTS,
            NOT_EXISTS,
        ],
    },
    Comparisons {
        name: "array",
        label: "List",
        operations: &[
            ("contains", "contains", false),
            ("notContains", "does not contain", false),
            ("lengthEquals", "has the length", false),
            ("lengthNotEquals", "does not have the length", false),
            ("lengthGt", "is longer than", false),
            ("lengthLt", "is shorter than", false),
            ("lengthGte", "is at least as long as", false),
            ("lengthLte", "is at most as long as", false),
            EMPTY,
            NOT_EMPTY,
            EXISTS,
            NOT_EXISTS,
        ],
    },
    Comparisons {
        name: "object",
        label: "Object",
        operations: &[EMPTY, NOT_EMPTY, EXISTS, NOT_EXISTS],
    },
];

/// The comparisons of a type; those of text for one that is not known.
pub fn of_type(name: &str) -> &'static Comparisons {
    TYPES
        .iter()
        .find(|known| known.name == name)
        .unwrap_or(&TYPES[0])
}

/// English words of a comparison, whatever its type.
pub fn words(operation: &str) -> Option<&'static str> {
    TYPES
        .iter()
        .flat_map(|known| known.operations)
        .find(|(name, ..)| *name == operation)
        .map(|(_, words, _)| *words)
}

/// Whether a comparison needs no second value.
pub fn is_single(kind: &str, operation: &str) -> bool {
    of_type(kind)
        .operations
        .iter()
        .any(|(name, _, single)| *name == operation && *single)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_comparisons_under_different_names() {
        for known in TYPES {
            let mut names: Vec<_> = known.operations.iter().map(|(name, ..)| name).collect();
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count, "{}", known.name);
        }
        assert!(is_single("boolean", "true") && !is_single("string", "equals"));
        assert_eq!(of_type("any").name, "string");
    }
}
