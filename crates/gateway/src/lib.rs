//! The local server: commands, the event stream, files of runs and the pages of the user interface, over HTTP.
//!
//! A page from the internet must not reach it: it listens on this machine, answers only to names it was given, refuses
//! foreign origins, and every command carries a token that is new at each start. [`Gateway::router`] is all of it.
//!
//! Not here: what a command does (`app`), TLS, webhooks.

mod binary;
mod events;
mod guard;
mod page;
mod rpc;
mod sign_in;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use app::App;
use axum::routing::{get, post};
use axum::{Router, middleware};
use tokio::net::TcpListener;

use sign_in::SignIns;

pub use binary::stored_file;
pub use guard::{Names, Token};
pub use page::has_page;

/// How a gateway is opened.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Names of this server besides those of the machine itself: a mapped port, a tunnel.
    pub names: Vec<String>,
    /// The folder with the pages; none takes those built into the program.
    pub page: Option<PathBuf>,
}

/// A server that is about to answer.
#[derive(Clone)]
pub struct Gateway {
    app: App,
    token: Token,
    names: Arc<Names>,
    page: Option<PathBuf>,
    sign_ins: SignIns,
}

impl Gateway {
    /// A gateway for a server that listens on `address`.
    pub fn new(app: App, address: SocketAddr, options: Options) -> Self {
        Self {
            app,
            token: Token::new(),
            names: Arc::new(Names::new(address, options.names)),
            page: options.page,
            sign_ins: SignIns::default(),
        }
    }

    /// The token that commands must carry.
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// The address that a person opens; it carries the token where no server sees it.
    pub fn url(&self, address: SocketAddr) -> String {
        let host = match address.ip() {
            ip if ip.is_unspecified() => format!("localhost:{}", address.port()),
            _ => address.to_string(),
        };
        format!("http://{host}/#token={}", self.token.as_str())
    }

    /// Everything it answers.
    pub fn router(&self) -> Router {
        let guarded = Router::new()
            .route("/rpc/{command}", post(rpc::call))
            .layer(axum::extract::DefaultBodyLimit::max(api::LARGEST_REQUEST))
            .route("/events", get(events::follow))
            .route("/binary/{sha256}", get(binary::read))
            .layer(middleware::from_fn_with_state(
                self.clone(),
                guard::check_token,
            ));
        Router::new()
            .merge(guarded)
            .fallback(page::file)
            .layer(middleware::from_fn_with_state(
                self.clone(),
                guard::check_names,
            ))
            .layer(middleware::map_response(guard::harden))
            .with_state(self.clone())
    }

    /// Answers until `stop` is done; connections that are still open are then closed.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> std::io::Result<()> {
        let (done, mut closed) = tokio::sync::watch::channel(false);
        let service = self
            .router()
            .into_make_service_with_connect_info::<SocketAddr>();
        let server = axum::serve(listener, service).with_graceful_shutdown(async move {
            let _ = closed.wait_for(|closed| *closed).await;
        });
        tokio::select! {
            ended = server => ended,
            () = stop => {
                // Windows hold their streams open for ever; nothing is lost with them.
                let _ = done.send(true);
                Ok(())
            }
        }
    }
}
