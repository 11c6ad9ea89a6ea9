//! A new key for a vault. Everything that was sealed is sealed again with it, in one transaction of the store: whoever is
//! stopped in the middle has the old vault, whole.

use crate::key::Key;
use crate::slot::Slot;
use crate::{Error, Means, RecoveryCode, Result, SlotKind, Vault};

/// A vault with its new key, before anything is stored.
pub struct Rotated {
    /// The vault with the new key.
    pub vault: Vault,
    /// All its slots; those that could not be opened now are gone with the old key.
    pub slots: Vec<Slot>,
    /// A new recovery code to be shown once, where the old one was not given.
    pub recovery: Option<RecoveryCode>,
}

impl Vault {
    /// Makes a new key. The slots that `means` open keep opening the vault; a recovery code that is not among them is
    /// replaced.
    ///
    /// # Errors
    /// [`Error::NothingLeft`] when none of them opens a slot: were the new code lost on its way, so were everything.
    pub fn rotate(&self, slots: &[Slot], means: &[Means<'_>], now_ms: i64) -> Result<Rotated> {
        let id = self.header.id.clone();
        let next = Self::with(id, Key::random()?, self.header.created_ms)?;
        let mut kept = Vec::with_capacity(slots.len() + 1);
        for slot in slots {
            let fitting = means.iter().find(|means| means.kind() == slot.kind);
            let Some(means) = fitting else { continue };
            match slot.around(&self.header.id, means, &next.key) {
                Ok(slot) => kept.push(slot),
                // A slot for another machine's keychain is one that is not open here.
                Err(Error::Keychain(_) | Error::WrongKey) if slot.kind == SlotKind::Keychain => {}
                Err(error) => return Err(error),
            }
        }
        if kept.is_empty() {
            return Err(Error::NothingLeft);
        }
        let mut recovery = None;
        if !kept.iter().any(|slot| slot.kind == SlotKind::Recovery) {
            let code = RecoveryCode::random()?;
            kept.push(next.slot(&Means::Recovery(&code), now_ms)?);
            recovery = Some(code);
        }
        Ok(Rotated {
            vault: next,
            slots: kept,
            recovery,
        })
    }
}
