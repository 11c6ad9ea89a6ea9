//! Which addresses may be contacted, on a person's desktop and on a server.
//!
//! Both: public addresses are free; metadata and link-local ones are never
//! contacted, nor is Millrace's own port. Desktop: this machine and the local
//! network need the workflow's grant. Server: they need the operator's list,
//! and a workflow's grants count for nothing, since whoever writes a workflow
//! there need not own the network.
//!
//! Nothing here resolves a name or opens a connection.

use std::net::{IpAddr, UdpSocket};

use parking_lot::RwLock;

use crate::address::AddressClass;
use crate::error::{Reason, Refusal, Remedy};
use crate::grant::{HostGrants, HostList};

/// Names that lead to the machine's keys, wherever they resolve to.
const METADATA_NAMES: &[&str] = &[
    "metadata",
    "metadata.google.internal",
    "metadata.goog",
    "instance-data",
    "instance-data.ec2.internal",
];

/// Names under which the desktop window serves its own pages and commands.
const WINDOW_NAMES: &[&str] = &["ipc.localhost", "asset.localhost", "tauri.localhost"];

/// The rules of one process.
#[derive(Debug)]
pub struct AddressPolicy {
    profile: Profile,
    own_ports: RwLock<Vec<u16>>,
}

#[derive(Debug)]
enum Profile {
    Desktop,
    Server { allowed: HostList },
}

/// What a host was allowed beyond the public internet: decided once a request
/// by its name and port, applied to every address the name turns out to have.
/// Connections are pooled by it, so that one made under a grant is never used
/// without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    pub granted: bool,
    pub own_port: bool,
}

impl AddressPolicy {
    /// The rules of a person's own machine: local addresses need a grant.
    pub fn desktop() -> Self {
        Self::new(Profile::Desktop)
    }

    /// The rules of a server: local addresses need to be in the operator's list.
    pub fn server(allowed: HostList) -> Self {
        Self::new(Profile::Server { allowed })
    }

    fn new(profile: Profile) -> Self {
        Self {
            profile,
            own_ports: RwLock::default(),
        }
    }

    /// Puts Millrace's own port out of reach on this machine, whatever is granted.
    pub fn deny_own_port(&self, port: u16) {
        self.own_ports.write().push(port);
    }

    /// What a host may reach; refuses names that are never contacted.
    pub(crate) fn reach(
        &self,
        host: &str,
        port: u16,
        grants: &dyn HostGrants,
    ) -> Result<Reach, Refusal> {
        let never = |reason| Refusal {
            host: host.to_owned(),
            port,
            reason,
            remedy: Remedy::None,
        };
        if METADATA_NAMES.contains(&host) {
            return Err(never(Reason::MetadataName));
        }
        if WINDOW_NAMES.contains(&host) {
            return Err(never(Reason::WindowName));
        }
        let granted = match &self.profile {
            Profile::Desktop => grants.allows(host, port),
            Profile::Server { allowed } => allowed.allows(host, port),
        };
        Ok(Reach {
            granted,
            own_port: self.own_ports.read().contains(&port),
        })
    }

    /// Judges one address a host has.
    pub(crate) fn judge(
        &self,
        host: &str,
        port: u16,
        reach: Reach,
        address: IpAddr,
    ) -> Result<(), Refusal> {
        let refuse = |reason, remedy| {
            Err(Refusal {
                host: host.to_owned(),
                port,
                reason,
                remedy,
            })
        };
        let class = AddressClass::of(address);
        let reason = Reason::Address { address, class };
        if matches!(class, AddressClass::Metadata | AddressClass::LinkLocal) {
            return refuse(reason, Remedy::None);
        }
        if reach.own_port && is_this_machine(address, class) {
            return refuse(Reason::OwnPort, Remedy::None);
        }
        if class == AddressClass::Public || reach.granted {
            return Ok(());
        }
        refuse(reason, self.remedy())
    }

    /// The refusal of a name that only a proxy can resolve.
    pub(crate) fn unresolved(&self, host: &str, port: u16) -> Refusal {
        Refusal {
            host: host.to_owned(),
            port,
            reason: Reason::Unresolved,
            remedy: self.remedy(),
        }
    }

    fn remedy(&self) -> Remedy {
        match self.profile {
            Profile::Desktop => Remedy::Grant,
            Profile::Server { .. } => Remedy::ServerList,
        }
    }
}

/// Whether an address is one of this machine's, the network cards' included:
/// only those can be bound to. Nothing is sent.
#[expect(
    clippy::disallowed_methods,
    reason = "binds without sending, to learn whose address it is"
)]
fn is_this_machine(address: IpAddr, class: AddressClass) -> bool {
    class == AddressClass::Loopback || UdpSocket::bind((unmapped(address), 0)).is_ok()
}

fn unmapped(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(address, IpAddr::V4),
        IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grant::NoGrants;

    fn verdict(
        policy: &AddressPolicy,
        host: &str,
        port: u16,
        grants: &dyn HostGrants,
        address: &str,
    ) -> String {
        let judged = policy
            .reach(host, port, grants)
            .and_then(|reach| policy.judge(host, port, reach, address.parse().unwrap()));
        match judged {
            Ok(()) => "ok".into(),
            Err(refusal) => format!("{:?}", refusal.remedy),
        }
    }

    #[test]
    fn desktop_asks_for_the_local_network_only() {
        let policy = AddressPolicy::desktop();
        policy.deny_own_port(5678);
        let all = |_: &str, _: u16| true;
        for (address, port, without, with) in [
            ("1.1.1.1", 80, "ok", "ok"),
            ("127.0.0.1", 80, "Grant", "ok"),
            ("10.1.2.3", 80, "Grant", "ok"),
            ("224.0.0.1", 80, "Grant", "ok"),
            ("169.254.169.254", 80, "None", "None"),
            ("fe80::1", 80, "None", "None"),
            ("127.0.0.1", 5678, "None", "None"),
            ("::ffff:127.0.0.1", 5678, "None", "None"),
            ("1.1.1.1", 5678, "ok", "ok"),
        ] {
            assert_eq!(
                verdict(&policy, "h.test", port, &NoGrants, address),
                without,
                "{address}:{port}"
            );
            assert_eq!(
                verdict(&policy, "h.test", port, &all, address),
                with,
                "granted {address}:{port}"
            );
        }
    }

    #[test]
    fn a_server_minds_its_own_list_and_no_workflow() {
        let policy = AddressPolicy::server(HostList::parse(["db.internal"]).unwrap());
        let all = |_: &str, _: u16| true;
        assert_eq!(
            verdict(&policy, "other", 80, &all, "10.0.0.1"),
            "ServerList"
        );
        assert_eq!(
            verdict(&policy, "db.internal", 80, &NoGrants, "10.0.0.1"),
            "ok"
        );
        assert_eq!(
            verdict(&policy, "db.internal", 80, &NoGrants, "169.254.169.254"),
            "None"
        );
        assert_eq!(verdict(&policy, "other", 80, &NoGrants, "1.1.1.1"), "ok");
    }

    #[test]
    fn some_names_are_never_contacted() {
        let policy = AddressPolicy::desktop();
        let all = |_: &str, _: u16| true;
        for name in ["metadata", "metadata.google.internal", "ipc.localhost"] {
            assert_eq!(
                verdict(&policy, name, 80, &all, "1.1.1.1"),
                "None",
                "{name}"
            );
        }
    }

    #[test]
    fn the_network_cards_are_this_machine_too() {
        assert!(is_this_machine(
            "127.0.0.1".parse().unwrap(),
            AddressClass::Loopback
        ));
        assert!(!is_this_machine(
            "1.1.1.1".parse().unwrap(),
            AddressClass::Public
        ));
    }

    #[test]
    fn a_refusal_names_the_grant() {
        let refusal = |host: &str, remedy| Refusal {
            host: host.into(),
            port: 8080,
            reason: Reason::OwnPort,
            remedy,
        };
        assert_eq!(
            refusal("127.0.0.1", Remedy::Grant).grant().as_deref(),
            Some("host:127.0.0.1:8080")
        );
        assert_eq!(
            refusal("::1", Remedy::Grant).grant().as_deref(),
            Some("host:[::1]:8080")
        );
        assert_eq!(refusal("127.0.0.1", Remedy::None).grant(), None);
    }
}
