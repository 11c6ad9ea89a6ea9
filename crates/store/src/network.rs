//! Folders of other computers: SQLite's log needs memory that is shared by all who have the database open, which no
//! network drive gives. <https://www.sqlite.org/wal.html> says so among its disadvantages.

use std::path::Path;

use crate::{Error, Result};

/// The file systems of networks, by their magic numbers in Linux (`statfs(2)`): NFS, SMB, CIFS, SMB2, AFS, Coda, NCP, Ceph.
#[cfg(target_os = "linux")]
const NETWORKS: [u32; 8] = [
    0x6969,
    0x517b,
    0xff53_4d42,
    0xfe53_4d42,
    0x5346_414f,
    0x7375_7245,
    0x564c,
    0x00c3_6400,
];

/// Refuses a folder that lies on a network drive. Where the system cannot tell, it is taken.
#[cfg(target_os = "linux")]
pub(crate) fn assert_local(folder: &Path) -> Result<()> {
    match rustix::fs::statfs(folder) {
        Ok(about) if is_network(about.f_type as u32) => Err(Error::Network(folder.to_owned())),
        _ => Ok(()),
    }
}

#[cfg(target_os = "linux")]
fn is_network(kind: u32) -> bool {
    NETWORKS.contains(&kind)
}

/// Refuses nothing: only Linux tells.
#[cfg(not(target_os = "linux"))]
pub(crate) fn assert_local(_: &Path) -> Result<()> {
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{assert_local, is_network};

    #[test]
    fn only_the_drives_of_networks_are_refused() {
        // ext4, tmpfs, btrfs, xfs, overlay.
        for local in [0xef53, 0x0102_1994, 0x9123_683e, 0x5846_5342, 0x794c_7630] {
            assert!(!is_network(local), "{local:x}");
        }
        assert!(is_network(0x6969) && is_network(0xff53_4d42));
        let folder = tempfile::tempdir().unwrap();
        assert_local(folder.path()).unwrap();
        assert_local(&folder.path().join("not there")).unwrap();
    }
}
