//! A vault from its making to its loss: what opens it, what does not, and what of it survives.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use proptest::prelude::*;
use vault::{
    Created, Entry, Error, ExposeSecret as _, Header, Keychain, KeychainError, Manifest, Means,
    MemoryKeychain, NoKeychain, Place, RecoveryCode, Sealed, SecretString, Slot, SlotKind, Vault,
    make_key_file, open_export, policy, seal_export,
};

const NOW: i64 = 1_700_000_000_000;

fn make(keychain: &dyn Keychain) -> Created {
    Vault::create(None, &[Means::Keychain(keychain)], NOW).unwrap()
}

fn place<'p>(record: &'p str, field: &'p str, version: u64) -> Place<'p> {
    Place {
        table: "credential",
        record,
        field,
        version,
    }
}

#[test]
fn there_is_never_a_second_key() {
    let made = make(&NoKeychain);
    let header = made.vault.header();
    assert!(matches!(
        Vault::create(Some(header), &[], NOW),
        Err(Error::Exists)
    ));
}

#[test]
fn every_slot_opens_the_same_vault() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    make_key_file(&file).unwrap();
    let keychain = MemoryKeychain::default();
    let words = SecretString::from("a passphrase of some length");
    let means = [
        Means::Keychain(&keychain),
        Means::Passphrase(&words),
        Means::KeyFile(&file),
    ];
    let made = Vault::create(None, &means, NOW).unwrap();
    let kinds: Vec<SlotKind> = made.slots.iter().map(|slot| slot.kind).collect();
    assert_eq!(
        kinds,
        [
            SlotKind::Recovery,
            SlotKind::Keychain,
            SlotKind::Passphrase,
            SlotKind::KeyFile
        ]
    );
    let sealed = made.vault.seal(place("a", "token", 1), b"secret").unwrap();
    let recovery = Means::Recovery(&made.recovery);
    for means in means.iter().chain([&recovery]) {
        let vault = Vault::open(made.vault.header(), &made.slots, means).unwrap();
        let opened = vault.unseal(place("a", "token", 1), &sealed).unwrap();
        assert_eq!(&opened[..], b"secret");
    }
}

#[test]
fn wrong_missing_and_damaged_are_told_apart() {
    let keychain = MemoryKeychain::default();
    let words = SecretString::from("a passphrase of some length");
    let means = [Means::Keychain(&keychain), Means::Passphrase(&words)];
    let made = Vault::create(None, &means, NOW).unwrap();
    let header = made.vault.header().clone();
    let open = |slots: &[Slot], means: Means<'_>| Vault::open(&header, slots, &means).unwrap_err();

    let other = RecoveryCode::random().unwrap();
    assert!(matches!(
        open(&made.slots, Means::Recovery(&other)),
        Error::WrongKey
    ));
    let wrong = SecretString::from("another passphrase");
    assert!(matches!(
        open(&made.slots, Means::Passphrase(&wrong)),
        Error::WrongKey
    ));
    assert!(matches!(
        open(&made.slots[..1], Means::Passphrase(&words)),
        Error::NoSlot(_)
    ));
    keychain.lock(true);
    assert!(matches!(
        open(&made.slots, Means::Keychain(&keychain)),
        Error::Keychain(KeychainError::Locked)
    ));
    keychain.lock(false);
    keychain.wipe();
    assert!(matches!(
        open(&made.slots, Means::Keychain(&keychain)),
        Error::Keychain(KeychainError::Empty)
    ));
    assert!(matches!(
        open(&made.slots, Means::Keychain(&NoKeychain)),
        Error::Keychain(KeychainError::Absent)
    ));
    let code = Means::Recovery(&made.recovery);
    let mut slots = made.slots.clone();
    slots[0].sealed = flip(&slots[0].sealed, 60);
    assert!(matches!(
        Vault::open(&header, &slots, &code),
        Err(Error::Damaged { .. })
    ));
    let broken = Header {
        check: flip(&header.check, 60),
        ..header.clone()
    };
    assert!(matches!(
        Vault::open(&broken, &made.slots, &code),
        Err(Error::Damaged { .. })
    ));
    // Another vault's row under our slots, and the other way round.
    let second = make(&NoKeychain);
    assert!(Vault::open(second.vault.header(), &made.slots, &code).is_err());
    assert!(Vault::open(&header, &second.slots, &code).is_err());
}

#[test]
fn a_short_passphrase_is_refused() {
    let words = SecretString::from("short");
    assert!(matches!(
        Vault::create(None, &[Means::Passphrase(&words)], NOW),
        Err(Error::Short(8))
    ));
}

#[test]
fn a_keychain_that_fails_leaves_the_recovery_code() {
    let made = make(&NoKeychain);
    assert_eq!(made.keychain, Some(KeychainError::Absent));
    assert_eq!(made.slots.len(), 1);
    let typed = made.recovery.text().expose_secret().to_lowercase();
    let code = RecoveryCode::read(&typed).unwrap();
    assert!(Vault::open(made.vault.header(), &made.slots, &Means::Recovery(&code)).is_ok());
}

#[test]
fn nothing_tells_its_key() {
    let made = make(&NoKeychain);
    let shown = format!("{:?} {:?} {:?}", made.vault, made.recovery, made.slots);
    let code = made.recovery.text().expose_secret().to_owned();
    assert!(!shown.contains(&code));
    assert!(!shown.contains("bytes"));
}

/// 1,000 ways to change what is stored: not one opens.
#[test]
fn a_thousand_tamperings_are_refused() {
    let made = make(&NoKeychain);
    let vault = &made.vault;
    let records = ["one", "two", "three"];
    let fields = ["token", "user"];
    let mut rows = Vec::new();
    for (at, record) in records.iter().enumerate() {
        for field in fields {
            for version in 1..=2 {
                let text = format!("{record} {field} {version} {at}");
                let spot = place(record, field, version);
                rows.push((spot, vault.seal(spot, text.as_bytes()).unwrap()));
            }
        }
    }
    let mut refused = 0;
    let mut refuse = |spot: Place<'_>, sealed: &Sealed| {
        assert!(vault.unseal(spot, sealed).is_err(), "{spot:?} {sealed:?}");
        refused += 1;
    };
    for (at, (spot, sealed)) in rows.iter().enumerate() {
        assert!(vault.unseal(*spot, sealed).is_ok());
        // Every other row's text: other records, other fields, earlier and later versions.
        for (other, (_, foreign)) in rows.iter().enumerate() {
            if other != at {
                refuse(*spot, foreign);
            }
        }
        // A bit, a letter, a byte.
        for bit in 0..sealed.text.len() {
            let text = flip(&sealed.text, bit);
            refuse(
                *spot,
                &Sealed {
                    text,
                    ..sealed.clone()
                },
            );
        }
        for cut in [1, 2, 10] {
            let text = sealed.text[..sealed.text.len() - cut].to_owned();
            refuse(
                *spot,
                &Sealed {
                    text,
                    ..sealed.clone()
                },
            );
        }
        for (key_id, aad_v) in [("00", 1), (sealed.key_id.as_str(), 2)] {
            let changed = Sealed {
                key_id: key_id.to_owned(),
                aad_v,
                ..sealed.clone()
            };
            refuse(*spot, &changed);
        }
    }
    assert!(refused >= 1000, "{refused}");
}

#[test]
fn what_is_set_back_is_found_by_the_manifest() {
    let vault = make(&NoKeychain).vault;
    let entry = |version, hosts: &str| Entry {
        version,
        policy: policy(["httpBearerAuth", hosts]),
        about: policy(["Work"]),
    };
    let mut manifest = Manifest::default();
    manifest.set("one", entry(1, "api.example.com"));
    let first = manifest.seal(&vault, 1).unwrap();
    manifest.set("one", entry(2, "api.example.com"));
    let second = manifest.seal(&vault, 2).unwrap();

    let read = Manifest::open(&vault, Some(&second), 2).unwrap();
    assert_eq!(read, manifest);
    assert!(read.check("one", &entry(2, "api.example.com")).is_ok());
    for wrong in [entry(1, "api.example.com"), entry(2, "evil.example")] {
        assert!(read.check("one", &wrong).is_err());
    }
    assert!(read.check("two", &entry(1, "")).is_err());
    let renamed = Entry {
        about: policy(["Play"]),
        ..entry(2, "api.example.com")
    };
    assert!(read.check("one", &renamed).is_err());
    // The manifest itself cannot be set back, and neither can its number.
    assert!(Manifest::open(&vault, Some(&first), 2).is_err());
    assert!(Manifest::open(&vault, Some(&second), 1).is_err());
    assert!(Manifest::open(&vault, Some(&second), 3).is_err());
}

#[test]
fn a_mark_is_made_by_its_key_alone() {
    let (vault, other) = (make(&NoKeychain).vault, make(&NoKeychain).vault);
    let mark = vault.mark(41).unwrap();
    assert_eq!(vault.marked(&mark), Some(41));
    assert_eq!(other.marked(&mark), None);
    assert_eq!(vault.marked(&mark.replace(" 41 ", " 42 ")), None);
    for cut in 0..mark.len() {
        assert_eq!(vault.marked(&mark[..cut]), None, "cut at {cut}");
    }
    assert_eq!(vault.marked(""), None);
}

#[test]
fn a_new_key_keeps_the_slots_that_were_opened() {
    let keychain = MemoryKeychain::default();
    let made = make(&keychain);
    let sealed = made.vault.seal(place("a", "token", 1), b"secret").unwrap();
    let with_keychain = [Means::Keychain(&keychain)];
    let next = made
        .vault
        .rotate(&made.slots, &with_keychain, NOW + 1)
        .unwrap();
    let header = next.vault.header();
    assert_ne!(header.key_id, made.vault.header().key_id);
    assert_eq!(header.id, made.vault.header().id);
    // What the old key sealed, the new one does not open, and says so.
    let old = next.vault.unseal(place("a", "token", 1), &sealed);
    assert!(matches!(old, Err(Error::WrongKey)));
    let code = next.recovery.expect("the old code was not given");
    for means in [Means::Keychain(&keychain), Means::Recovery(&code)] {
        assert!(Vault::open(header, &next.slots, &means).is_ok());
    }
    let old_code = Means::Recovery(&made.recovery);
    assert!(Vault::open(header, &next.slots, &old_code).is_err());
    // Stopped before anything was stored: the old rows open as ever.
    assert!(Vault::open(made.vault.header(), &made.slots, &old_code).is_ok());

    let kept = made
        .vault
        .rotate(&made.slots, &[old_code], NOW + 1)
        .unwrap();
    assert!(kept.recovery.is_none(), "the code that was given goes on");
    let nothing = made.vault.rotate(&made.slots, &[], NOW + 1);
    assert!(matches!(nothing, Err(Error::NothingLeft)));
}

#[test]
fn exports_open_with_their_passphrase_alone() {
    let words = SecretString::from("eight letters");
    let sealed = seal_export(b"[1, 2]", &words).unwrap();
    assert!(!sealed.windows(6).any(|part| part == b"[1, 2]"));
    assert_eq!(&open_export(&sealed, &words).unwrap()[..], b"[1, 2]");
    let wrong = SecretString::from("nine letters");
    assert!(matches!(open_export(&sealed, &wrong), Err(Error::WrongKey)));
    let mut cut = sealed.clone();
    cut.pop();
    assert!(open_export(&cut, &words).is_err());
    assert!(open_export(b"{}", &words).is_err());
}

#[test]
fn older_exports_are_read() {
    let words = SecretString::from("an older passphrase");
    for line in include_str!("old-exports.jsonl").lines() {
        let opened = open_export(line.as_bytes(), &words).unwrap();
        let text = String::from_utf8(opened.to_vec()).unwrap();
        assert!(text.contains("an old token"), "{text}");
        let wrong = SecretString::from("another passphrase");
        assert!(open_export(line.as_bytes(), &wrong).is_err());
    }
}

proptest! {
    #[test]
    fn what_is_sealed_is_opened(plain: Vec<u8>, record in "[a-z0-9-]{1,40}", field in "[a-zA-Z]{1,20}", version: u64) {
        let vault = make(&NoKeychain).vault;
        let spot = place(&record, &field, version);
        let sealed = vault.seal(spot, &plain).unwrap();
        prop_assert_eq!(&vault.unseal(spot, &sealed).unwrap()[..], &plain[..]);
        let later = place(&record, &field, version.wrapping_add(1));
        prop_assert!(vault.unseal(later, &sealed).is_err());
    }

    #[test]
    fn any_text_in_a_row_is_refused_and_breaks_nothing(text in "\\PC{0,80}") {
        let vault = make(&NoKeychain).vault;
        let key_id = vault.header().key_id.clone();
        let sealed = Sealed { text, key_id, aad_v: 1 };
        prop_assert!(vault.unseal(place("a", "b", 1), &sealed).is_err());
    }
}

/// A text of hexadecimal digits and colons with one of them changed.
fn flip(text: &str, at: usize) -> String {
    let mut bytes = text.as_bytes().to_vec();
    bytes[at] = match bytes[at] {
        b':' => b'0',
        b'0' => b'1',
        b'9' => b'8',
        b'f' => b'e',
        other => other + 1,
    };
    String::from_utf8(bytes).unwrap()
}
