//! Hosts in addresses and folders in paths, as far as a text shows them.

/// The host and port of an address; none if it is not there to its end.
pub(super) fn authority(text: &str, open: bool) -> Option<&str> {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let end = rest.find(['/', '\\', '?', '#']);
    let authority = match end {
        Some(end) => &rest[..end],
        None if open => return None,
        None => rest,
    };
    Some(authority.rsplit('@').next().unwrap_or(authority))
}

/// Whether a host is this machine or looks like one of a private network.
pub(super) fn is_local(host: &str) -> bool {
    use std::net::IpAddr;
    match host.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V4(v4)) => {
            v4.is_loopback() || v4.is_private() || v4.is_link_local() || v4.is_unspecified()
        }
        Ok(IpAddr::V6(v6)) => {
            v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_unique_local()
                || v6.is_unicast_link_local()
        }
        Err(_) => {
            let ends = [".localhost", ".local", ".internal", ".lan", ".home.arpa"];
            !host.contains('.') || ends.iter().any(|end| host.ends_with(end))
        }
    }
}

/// The folder in which a program was started.
const HERE: &str = ".";

/// The folder that a path or a pattern lies in.
pub(super) fn folder_of(text: &str, open: bool, folder: bool) -> Option<String> {
    let text = text.trim();
    let pattern = text.find(['*', '?', '[', '{', '(']);
    let known = &text[..pattern.unwrap_or(text.len())];
    let whole = folder && !open && pattern.is_none();
    let path = if whole {
        known
    } else {
        let windows = known.contains('\\') && !known.starts_with('/');
        let cut = if windows {
            known.rfind(['/', '\\'])
        } else {
            known.rfind('/')
        };
        match cut {
            // The separator stays where nothing else is left: the root is a folder too.
            Some(at) => &known[..at.max(1)],
            // A name alone lies where the program was started.
            None if !open => HERE,
            None => return None,
        }
    };
    (!path.is_empty()).then(|| path.to_owned())
}
