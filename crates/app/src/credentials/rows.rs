//! The vault's values as the store's rows, and back.

use store::{FieldRow, ManifestRow, SlotRow, VaultRow};
use vault::{AAD_VERSION, Header, Sealed, Slot, SlotKind};

use crate::Error;

pub(super) fn header(row: VaultRow) -> Result<Header, Error> {
    if row.aad_v != AAD_VERSION {
        return Err(Error::Vault(vault::Error::Damaged {
            what: "vault".to_owned(),
            why: "it was sealed in a way that is not known",
        }));
    }
    Ok(Header {
        id: row.id,
        key_id: row.key_id,
        check: row.check,
        created_ms: row.created_ms,
    })
}

pub(crate) fn header_row(header: &Header) -> VaultRow {
    VaultRow {
        id: header.id.clone(),
        key_id: header.key_id.clone(),
        aad_v: AAD_VERSION,
        check: header.check.clone(),
        created_ms: header.created_ms,
    }
}

pub(super) fn slot(row: SlotRow) -> Result<Slot, Error> {
    let damaged = || {
        Error::Vault(vault::Error::Damaged {
            what: "list of what opens the vault".to_owned(),
            why: "a row is not readable",
        })
    };
    let cost = row.cost.as_deref().map(serde_json::from_str).transpose();
    Ok(Slot {
        kind: SlotKind::named(&row.kind).ok_or_else(damaged)?,
        cost: cost.map_err(|_| damaged())?,
        id: row.id,
        key_id: row.key_id,
        salt: row.salt,
        proof: row.proof,
        sealed: row.sealed,
        sum: row.sum,
        created_ms: row.created_ms,
    })
}

pub(crate) fn from_slot(slot: &Slot) -> SlotRow {
    SlotRow {
        id: slot.id.clone(),
        kind: slot.kind.name().to_owned(),
        key_id: slot.key_id.clone(),
        salt: slot.salt.clone(),
        cost: slot.cost.and_then(|cost| serde_json::to_string(&cost).ok()),
        proof: slot.proof.clone(),
        sealed: slot.sealed.clone(),
        sum: slot.sum.clone(),
        created_ms: slot.created_ms,
    }
}

pub(crate) fn slot_rows(slots: &[Slot]) -> Vec<SlotRow> {
    slots.iter().map(from_slot).collect()
}

pub(super) fn field_row(field: &str, version: u64, sealed: Sealed) -> FieldRow {
    FieldRow {
        field: field.to_owned(),
        version,
        key_id: sealed.key_id,
        aad_v: sealed.aad_v,
        sealed: sealed.text,
    }
}

pub(super) fn sealed(row: &FieldRow) -> Sealed {
    Sealed {
        text: row.sealed.clone(),
        key_id: row.key_id.clone(),
        aad_v: row.aad_v,
    }
}

pub(super) fn manifest_row(version: u64, sealed: Sealed) -> ManifestRow {
    ManifestRow {
        version,
        key_id: sealed.key_id,
        aad_v: sealed.aad_v,
        sealed: sealed.text,
    }
}

pub(super) fn sealed_manifest(row: &ManifestRow) -> Sealed {
    Sealed {
        text: row.sealed.clone(),
        key_id: row.key_id.clone(),
        aad_v: row.aad_v,
    }
}
