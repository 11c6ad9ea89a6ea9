//! Who signs in, for the audit log: who comes with the token for the first time in an hour, and who with a wrong one.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::SignIn;
use axum::extract::{ConnectInfo, Request};
use parking_lot::Mutex;

use crate::Gateway;

/// For so long an address that comes again is told of no second time: a page that is loaded again is no other person.
const SAME: Duration = Duration::from_secs(3600);

/// Of so many addresses with wrong tokens is told in that time: who has many does not fill the log.
const MOST_REFUSED: usize = 1000;

/// Who was told of, and when.
#[derive(Clone, Debug, Default)]
pub(crate) struct SignIns(Arc<Mutex<HashMap<(SignIn, IpAddr), Instant>>>);

impl SignIns {
    /// Whether this is to be told; from now on it was. Asked at every request.
    fn is_new(&self, what: SignIn, from: IpAddr) -> bool {
        let mut told = self.0.lock();
        let key = (what, from);
        if told.get(&key).is_some_and(|at| at.elapsed() < SAME) {
            return false;
        }
        told.retain(|_, at| at.elapsed() < SAME);
        let refused = told.keys().filter(|(what, _)| *what == SignIn::Refused);
        if what == SignIn::Refused && refused.count() >= MOST_REFUSED {
            return false;
        }
        told.insert(key, Instant::now());
        true
    }

    fn forget(&self, what: SignIn, from: IpAddr) {
        self.0.lock().remove(&(what, from));
    }
}

/// Where a request comes from, as far as the network tells: behind a proxy that is the proxy.
pub(crate) fn origin(request: &Request) -> IpAddr {
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>();
    connected.map_or(IpAddr::from([0, 0, 0, 0]), |from| from.0.ip())
}

impl Gateway {
    /// Tells the audit log. Nobody waits for that, or is kept out because it cannot be written.
    pub(crate) fn tell_sign_in(&self, what: SignIn, from: IpAddr) {
        if !self.sign_ins.is_new(what, from) {
            return;
        }
        let (app, sign_ins) = (self.app.clone(), self.sign_ins.clone());
        tokio::spawn(async move {
            if let Err(error) = app.tell_sign_in(what, &from.to_string()).await {
                // The next request tries again.
                sign_ins.forget(what, from);
                tracing::warn!(?error, %from, "a sign-in was not written into the audit log");
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_once_for_each_way_it_came() {
        let (told, address) = (SignIns::default(), |last| IpAddr::from([10, 0, 0, last]));
        assert!(told.is_new(SignIn::Accepted, address(1)));
        assert!(!told.is_new(SignIn::Accepted, address(1)));
        assert!(told.is_new(SignIn::Refused, address(1)));
        assert!(told.is_new(SignIn::Accepted, address(2)));
        told.forget(SignIn::Accepted, address(2));
        assert!(told.is_new(SignIn::Accepted, address(2)));
        for number in 0..2 * MOST_REFUSED as u32 {
            told.is_new(
                SignIn::Refused,
                std::net::Ipv4Addr::from_bits(number).into(),
            );
        }
        assert!(!told.is_new(SignIn::Refused, address(3)));
        assert!(told.is_new(SignIn::Accepted, address(3)));
    }
}
