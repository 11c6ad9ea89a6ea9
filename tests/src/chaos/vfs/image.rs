//! What of a file is durable, and what was only written.

use crate::chaos::seed::Seed;

/// What a disk writes whole or not at all. Even these are torn here, now and then.
const SECTOR: u64 = 512;

enum Change {
    Write { offset: u64, bytes: Vec<u8> },
    Truncate(u64),
    Delete,
}

/// A file: what was synced, and what happened to it since.
pub(super) struct Image {
    durable: Option<Vec<u8>>,
    since: Vec<Change>,
}

impl Image {
    /// A file as it is now: all of it counts as durable.
    pub(super) fn of(path: &str) -> Self {
        Self {
            durable: std::fs::read(path).ok(),
            since: Vec::new(),
        }
    }

    pub(super) fn write(&mut self, offset: u64, bytes: &[u8]) {
        let bytes = bytes.to_vec();
        self.since.push(Change::Write { offset, bytes });
    }

    pub(super) fn truncate(&mut self, size: u64) {
        self.since.push(Change::Truncate(size));
    }

    pub(super) fn delete(&mut self) {
        self.since.push(Change::Delete);
    }

    pub(super) fn sync(&mut self) {
        for change in std::mem::take(&mut self.since) {
            apply(&mut self.durable, &change);
        }
    }

    /// What a disk may hold of it after the power was cut.
    pub(super) fn after_a_cut(&self, seed: &mut Seed) -> Option<Vec<u8>> {
        let mut held = self.durable.clone();
        // A disk often has done all, or nothing, of what it was not told to make durable.
        let chance = [0, 2, 2, 8][seed.below(4) as usize];
        for change in &self.since {
            match change {
                Change::Write { offset, bytes } => scatter(&mut held, *offset, bytes, chance, seed),
                Change::Truncate(_) | Change::Delete if seed.once_in(2) => apply(&mut held, change),
                Change::Truncate(_) | Change::Delete => {}
            }
        }
        held
    }
}

/// Writes some of the sectors, and of some only a part. With a chance of 0 all are written.
fn scatter(held: &mut Option<Vec<u8>>, offset: u64, bytes: &[u8], chance: u64, seed: &mut Seed) {
    let mut at = 0;
    while at < bytes.len() {
        let place = offset + at as u64;
        let room = (SECTOR - place % SECTOR) as usize;
        let sector = &bytes[at..(at + room).min(bytes.len())];
        at += sector.len();
        if chance > 0 && seed.once_in(chance) {
            continue;
        }
        let torn = chance > 0 && seed.once_in(16);
        let kept = if torn {
            seed.below(sector.len() as u64) as usize
        } else {
            sector.len()
        };
        put(held.get_or_insert_default(), place, &sector[..kept]);
    }
}

fn apply(held: &mut Option<Vec<u8>>, change: &Change) {
    match change {
        Change::Write { offset, bytes } => put(held.get_or_insert_default(), *offset, bytes),
        Change::Truncate(size) => held.get_or_insert_default().resize(*size as usize, 0),
        Change::Delete => *held = None,
    }
}

fn put(held: &mut Vec<u8>, offset: u64, bytes: &[u8]) {
    let (begin, end) = (offset as usize, offset as usize + bytes.len());
    if held.len() < end {
        held.resize(end, 0);
    }
    held[begin..end].copy_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::Image;
    use crate::chaos::seed::Seed;

    #[test]
    fn what_was_synced_stays_and_what_was_not_may_go() {
        let mut image = Image::of("there is no such file");
        image.write(0, &[1; 1024]);
        image.sync();
        image.write(512, &[2; 1024]);
        let (mut kept, mut lost) = (0, 0);
        for round in 0..100 {
            let held = image.after_a_cut(&mut Seed::round(1, round)).unwrap();
            assert_eq!(
                held[..512],
                [1; 512],
                "a synced sector that nobody wrote to"
            );
            match held.get(512) {
                Some(1) => lost += 1,
                Some(2) => kept += 1,
                other => panic!("{other:?}"),
            }
        }
        assert!(kept > 10 && lost > 10, "{kept} kept, {lost} lost");
    }
}
