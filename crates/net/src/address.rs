//! What an IP address is: public, this machine, the local network, a cloud's
//! metadata service, or nothing one talks to.
//!
//! Pure arithmetic on bits. IPv6 addresses that carry an IPv4 address inside
//! (mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP) are judged by
//! what they carry, because that is where the packets end up. Whether a class
//! may be contacted is not decided here but in `policy`.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where an address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressClass {
    /// The internet.
    Public,
    /// Assigned for documentation, tests or the future; routed nowhere.
    Reserved,
    /// Many receivers at once.
    Multicast,
    /// A local network: RFC 1918, carrier NAT, unique and site local.
    Private,
    /// This machine, the unspecified address included: connecting to it ends here.
    Loopback,
    /// Valid on one cable only.
    LinkLocal,
    /// A cloud's metadata service, which hands out the machine's keys.
    Metadata,
}

impl AddressClass {
    /// Says where an address leads, looking through IPv6 wrappings of IPv4.
    pub fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(v4) => of_v4(v4),
            IpAddr::V6(v6) => of_v6(v6),
        }
    }

    /// A rank in which the more dangerous class is the higher one.
    fn danger(self) -> u8 {
        self as u8
    }

    fn worse(self, other: Self) -> Self {
        if self.danger() >= other.danger() {
            self
        } else {
            other
        }
    }
}

impl fmt::Display for AddressClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Public => "a public address",
            Self::Reserved => "a reserved address",
            Self::Multicast => "a multicast address",
            Self::Private => "an address of the local network",
            Self::Loopback => "an address of this machine",
            Self::LinkLocal => "a link-local address",
            Self::Metadata => "a cloud metadata address",
        })
    }
}

type V4Block = (Ipv4Addr, u32, AddressClass);
type V6Block = (Ipv6Addr, u32, AddressClass);

/// First match wins, so single addresses come before the blocks around them.
/// Sources: IANA's special-purpose registry; the clouds' own documents.
const V4: &[V4Block] = &[
    // Alibaba, Oracle, Azure, and the rest of the clouds.
    (
        Ipv4Addr::new(100, 100, 100, 200),
        32,
        AddressClass::Metadata,
    ),
    (Ipv4Addr::new(192, 0, 0, 192), 32, AddressClass::Metadata),
    (Ipv4Addr::new(168, 63, 129, 16), 32, AddressClass::Metadata),
    (Ipv4Addr::new(169, 254, 169, 0), 24, AddressClass::Metadata),
    (Ipv4Addr::new(169, 254, 170, 0), 24, AddressClass::Metadata),
    (Ipv4Addr::new(169, 254, 0, 0), 16, AddressClass::LinkLocal),
    // Connecting to 0.0.0.0 reaches this machine.
    (Ipv4Addr::new(0, 0, 0, 0), 8, AddressClass::Loopback),
    (Ipv4Addr::new(127, 0, 0, 0), 8, AddressClass::Loopback),
    (Ipv4Addr::new(10, 0, 0, 0), 8, AddressClass::Private),
    (Ipv4Addr::new(100, 64, 0, 0), 10, AddressClass::Private),
    (Ipv4Addr::new(172, 16, 0, 0), 12, AddressClass::Private),
    (Ipv4Addr::new(192, 168, 0, 0), 16, AddressClass::Private),
    (Ipv4Addr::new(198, 18, 0, 0), 15, AddressClass::Private),
    (Ipv4Addr::new(192, 0, 0, 0), 24, AddressClass::Reserved),
    (Ipv4Addr::new(192, 0, 2, 0), 24, AddressClass::Reserved),
    (Ipv4Addr::new(192, 88, 99, 0), 24, AddressClass::Reserved),
    (Ipv4Addr::new(198, 51, 100, 0), 24, AddressClass::Reserved),
    (Ipv4Addr::new(203, 0, 113, 0), 24, AddressClass::Reserved),
    (Ipv4Addr::new(224, 0, 0, 0), 4, AddressClass::Multicast),
    (Ipv4Addr::new(240, 0, 0, 0), 4, AddressClass::Reserved),
];

const V6: &[V6Block] = &[
    // Amazon, Google, Oracle, Scaleway.
    (
        Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0),
        32,
        AddressClass::Metadata,
    ),
    (
        Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254),
        128,
        AddressClass::Metadata,
    ),
    (
        Ipv6Addr::new(0xfd00, 0xc1, 0, 0, 0, 0, 0xa9fe, 0xa9fe),
        128,
        AddressClass::Metadata,
    ),
    (
        Ipv6Addr::new(0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42),
        128,
        AddressClass::Metadata,
    ),
    (
        Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0),
        10,
        AddressClass::LinkLocal,
    ),
    (Ipv6Addr::UNSPECIFIED, 127, AddressClass::Loopback),
    (
        Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0),
        7,
        AddressClass::Private,
    ),
    (
        Ipv6Addr::new(0xfec0, 0, 0, 0, 0, 0, 0, 0),
        10,
        AddressClass::Private,
    ),
    // NAT64 prefixes that a network chooses itself: where the IPv4 part sits is its secret.
    (
        Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, 0, 0),
        48,
        AddressClass::Private,
    ),
    (
        Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0),
        8,
        AddressClass::Multicast,
    ),
    (
        Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0),
        23,
        AddressClass::Reserved,
    ),
    (
        Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0),
        32,
        AddressClass::Reserved,
    ),
    (
        Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0),
        20,
        AddressClass::Reserved,
    ),
    (
        Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0),
        3,
        AddressClass::Public,
    ),
];

fn of_v4(address: Ipv4Addr) -> AddressClass {
    let bits = u32::from(address);
    V4.iter()
        .find(|(net, len, _)| (bits ^ u32::from(*net)) >> (32 - len) == 0)
        .map_or(AddressClass::Public, |(_, _, class)| *class)
}

fn of_v6(address: Ipv6Addr) -> AddressClass {
    let [a, b] = carried(address);
    match (a, b) {
        (Some(a), Some(b)) => of_v4(a).worse(of_v4(b)),
        (Some(a), None) if is_isatap(address) => of_v4(a).worse(of_v6_block(address)),
        (Some(a), None) => of_v4(a),
        _ => of_v6_block(address),
    }
}

/// Outside of 2000::/3 nothing is in use, so what is not listed is reserved.
fn of_v6_block(address: Ipv6Addr) -> AddressClass {
    let bits = u128::from(address);
    V6.iter()
        .find(|(net, len, _)| (bits ^ u128::from(*net)) >> (128 - len) == 0)
        .map_or(AddressClass::Reserved, |(_, _, class)| *class)
}

/// The IPv4 addresses an IPv6 address stands for; two for Teredo (server, client).
fn carried(address: Ipv6Addr) -> [Option<Ipv4Addr>; 2] {
    let s = address.segments();
    let at = |i: usize| Ipv4Addr::from((u32::from(s[i]) << 16) | u32::from(s[i + 1]));
    match s {
        // `::` and `::1` are themselves.
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => [None, None],
        // Compatible, mapped, translated (SIIT), NAT64.
        [0, 0, 0, 0, 0, 0, ..] | [0, 0, 0, 0, 0, 0xffff, ..] => [Some(at(6)), None],
        [0, 0, 0, 0, 0xffff, 0, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => [Some(at(6)), None],
        [0x2002, ..] => [Some(at(1)), None],
        [0x2001, 0, ..] => {
            let client = Ipv4Addr::from(!u32::from(at(6)));
            [Some(at(2)), Some(client)]
        }
        _ if is_isatap(address) => [Some(at(6)), None],
        _ => [None, None],
    }
}

fn is_isatap(address: Ipv6Addr) -> bool {
    let s = address.segments();
    matches!(s[4], 0 | 0x200) && s[5] == 0x5efe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(class: AddressClass, addresses: &[&str]) {
        for text in addresses {
            let address: IpAddr = text.parse().unwrap();
            assert_eq!(AddressClass::of(address), class, "{text}");
        }
    }

    #[test]
    fn public() {
        check(
            AddressClass::Public,
            &[
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "192.0.1.0",
                "2606:4700:4700::1111",
                "2001:4860:4860::8888",
                "64:ff9b::101:101",
                "2002:101:101::1",
                "::ffff:1.1.1.1",
                "::1.1.1.1",
                "3ffe::1",
            ],
        );
    }

    #[test]
    fn this_machine() {
        check(
            AddressClass::Loopback,
            &[
                "127.0.0.1",
                "127.255.255.255",
                "0.0.0.0",
                "0.1.2.3",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "::ffff:0:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "::ffff:0.0.0.0",
            ],
        );
    }

    #[test]
    fn local_network() {
        check(
            AddressClass::Private,
            &[
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "fc00::1",
                "fdff:ffff::1",
                "fec0::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::a00:1",
                "2002:a00:1::1",
                // Teredo: a public server with a private client, and the other way round.
                "2001:0:101:101:0:0:f5ff:fffe",
                "2001:0:a00:1:0:0:fefe:fefe",
                // ISATAP under a public prefix.
                "2606:4700::5efe:a00:1",
                "2606:4700::200:5efe:a00:1",
            ],
        );
    }

    #[test]
    fn metadata_and_link() {
        check(
            AddressClass::Metadata,
            &[
                "169.254.169.254",
                "169.254.170.2",
                "100.100.100.200",
                "192.0.0.192",
                "168.63.129.16",
                "fd00:ec2::254",
                "fd20:ce::254",
                "fd00:c1::a9fe:a9fe",
                "::ffff:169.254.169.254",
                "::ffff:a9fe:a9fe",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::",
                "2001:0:a9fe:a9fe::",
            ],
        );
        check(
            AddressClass::LinkLocal,
            &[
                "169.254.0.1",
                "169.254.255.255",
                "fe80::1",
                "febf::1",
                "fe80::5efe:a00:1",
            ],
        );
    }

    #[test]
    fn neither_here_nor_there() {
        check(
            AddressClass::Multicast,
            &["224.0.0.1", "239.255.255.255", "ff02::1"],
        );
        check(
            AddressClass::Reserved,
            &[
                "192.0.0.1",
                "192.0.2.1",
                "198.51.100.1",
                "203.0.113.1",
                "240.0.0.1",
                "255.255.255.255",
                "2001:db8::1",
                "3fff::1",
                "100::1",
                "4000::1",
                "5f00::1",
                "2001:20::1",
            ],
        );
    }
}
