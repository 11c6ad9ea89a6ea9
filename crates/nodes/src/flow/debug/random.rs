//! Random records of a few kinds. Not for secrets: the same seed always gives the same.

use sdk::{Value, json};

/// What records are made with: splitmix64, small and even enough for test data.
pub(super) struct Dice(u64);

const FIRST: &[&str] = &[
    "Ada", "Alan", "Emmy", "Grace", "Hedy", "Ida", "Jun", "Kofi", "Lin", "Mary", "Noor", "Otto",
    "Rosa", "Sami", "Tomas", "Yuki",
];
const LAST: &[&str] = &[
    "Adeyemi", "Berg", "Costa", "Dahl", "Eder", "Fischer", "Garcia", "Haas", "Ito", "Jensen",
    "Khan", "Lopez", "Meyer", "Novak", "Okafor", "Silva",
];
const STREETS: &[&str] = &[
    "Mill Lane",
    "River Road",
    "Station Street",
    "Market Square",
    "Garden Way",
    "Hill Street",
];
const CITIES: &[(&str, &str, &str)] = &[
    ("Bergen", "Vestland", "Norway"),
    ("Graz", "Styria", "Austria"),
    ("Kyoto", "Kansai", "Japan"),
    ("Lagos", "Lagos", "Nigeria"),
    ("Porto", "Norte", "Portugal"),
    ("Quito", "Pichincha", "Ecuador"),
];
const HEX: &[char] = &[
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
];

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A seed out of text (FNV-1a).
    pub(super) fn of_text(text: &str) -> Self {
        Self(text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        }))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// One element of a list that is not empty.
    pub(super) fn one_of<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        let at = self.below(list.len() as u64) as usize;
        &list[at]
    }

    fn hex(&mut self, digits: usize) -> String {
        (0..digits).map(|_| *self.one_of(HEX)).collect()
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| *self.one_of(&HEX[..10])).collect()
    }

    fn uuid(&mut self) -> String {
        let variant = *self.one_of(&['8', '9', 'a', 'b']);
        format!(
            "{}-{}-4{}-{variant}{}-{}",
            self.hex(8),
            self.hex(4),
            self.hex(3),
            self.hex(3),
            self.hex(12)
        )
    }

    fn mail(&mut self, first: &str, last: &str) -> String {
        format!(
            "{}.{}{}@example.com",
            first.to_lowercase(),
            last.to_lowercase(),
            self.below(1000)
        )
    }

    fn degrees(&mut self, most: u64) -> String {
        let millionths = self.below(most * 2_000_000) as f64;
        format!("{:.6}", millionths / 1_000_000.0 - most as f64)
    }

    fn list(
        &mut self,
        count: usize,
        separator: &str,
        mut part: impl FnMut(&mut Self) -> String,
    ) -> String {
        (0..count)
            .map(|_| part(self))
            .collect::<Vec<_>>()
            .join(separator)
    }

    /// A record of a kind, if there is such a kind.
    pub(super) fn record(&mut self, kind: &str) -> Option<Value> {
        let (first, last) = (*self.one_of(FIRST), *self.one_of(LAST));
        Some(match kind {
            "user" => json!({
                "uid": self.uuid(), "email": self.mail(first, last),
                "firstname": first, "lastname": last, "password": self.hex(12)
            }),
            "address" => {
                let (city, state, country) = *self.one_of(CITIES);
                let street = format!("{} {}", self.below(200) + 1, self.one_of(STREETS));
                json!({
                    "firstname": first, "lastname": last, "street": street, "city": city,
                    "zip": self.digits(5), "state": state, "country": country
                })
            }
            "coordinates" => {
                json!({ "latitude": self.degrees(90), "longitude": self.degrees(180) })
            }
            "creditCard" => json!({
                "type": "VISA", "number": format!("4{}", self.digits(15)), "ccv": self.digits(3),
                "exp": format!("{:02}/{}", self.below(12) + 1, self.below(8) + 30),
                "holder_name": format!("{first} {last}")
            }),
            "email" => json!({ "email": self.mail(first, last), "confirmed": self.below(2) == 1 }),
            "ipv4" => json!({ "ip": self.list(4, ".", |dice| dice.below(256).to_string()) }),
            "ipv6" => json!({ "ipv6": self.list(8, ":", |dice| dice.hex(4)) }),
            "macAddress" => json!({ "mac": self.list(6, ":", |dice| dice.hex(2)) }),
            "semver" => json!({ "semver": self.list(3, ".", |dice| dice.below(30).to_string()) }),
            "url" => {
                json!({ "url": format!("https://{}.example.com/{}", last.to_lowercase(), self.hex(8)) })
            }
            "uuid" => json!({ "uuid": self.uuid() }),
            _ => return None,
        })
    }
}
