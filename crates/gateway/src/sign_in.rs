//! Who signs in, for the audit log: who opens a page with the token, and who comes with a wrong one.

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

/// So many addresses are remembered. Who comes with more does not fill the log either.
const MOST: usize = 1000;

/// Who was told of, and when.
#[derive(Clone, Debug, Default)]
pub(crate) struct SignIns(Arc<Mutex<HashMap<(SignIn, IpAddr), Instant>>>);

impl SignIns {
    /// Whether this is to be told; from now on it was.
    fn is_new(&self, what: SignIn, from: IpAddr) -> bool {
        let mut told = self.0.lock();
        told.retain(|_, at| at.elapsed() < SAME);
        told.len() < MOST && told.insert((what, from), Instant::now()).is_none()
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
        let app = self.app.clone();
        tokio::spawn(async move {
            if let Err(error) = app.tell_sign_in(what, &from.to_string()).await {
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
    }
}
