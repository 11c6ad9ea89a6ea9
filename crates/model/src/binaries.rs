//! Binaries of an item: one or two entries, so a list serves better than a hash map.

use serde::{
    Deserialize, Deserializer, Serialize, Serializer, de::MapAccess, de::Visitor, ser::SerializeMap,
};
use value::Text;

use crate::item::Binary;

/// Named binaries in order of insertion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Binaries(Vec<(Text, Binary)>);

impl Binaries {
    /// The binary under `name`.
    pub fn get(&self, name: &str) -> Option<&Binary> {
        self.0
            .iter()
            .find(|(key, _)| key.as_str() == name)
            .map(|(_, binary)| binary)
    }

    /// Sets `name`, in its old place if it was there.
    pub fn insert(&mut self, name: Text, binary: Binary) {
        match self.0.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) => *old = binary,
            None => self.0.push((name, binary)),
        }
    }

    /// Takes `name` out.
    pub fn remove(&mut self, name: &str) -> Option<Binary> {
        let at = self.0.iter().position(|(key, _)| key.as_str() == name)?;
        Some(self.0.remove(at).1)
    }

    /// The entries in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Text, &Binary)> {
        self.0.iter().map(|(name, binary)| (name, binary))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl FromIterator<(Text, Binary)> for Binaries {
    fn from_iter<I: IntoIterator<Item = (Text, Binary)>>(entries: I) -> Self {
        let mut all = Self::default();
        for (name, binary) in entries {
            all.insert(name, binary);
        }
        all
    }
}

impl Serialize for Binaries {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, binary) in &self.0 {
            map.serialize_entry(name.as_str(), binary)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Binaries {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Binaries;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("binaries by name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Binaries, A::Error> {
                let mut all = Binaries::default();
                while let Some((name, binary)) = map.next_entry::<String, Binary>()? {
                    all.insert(name.into(), binary);
                }
                Ok(all)
            }
        }
        from.deserialize_map(Entries)
    }
}
