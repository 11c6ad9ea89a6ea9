//! `millrace serve`: the window in a browser, over a server on this machine.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use app::Grants;
use gateway::{Gateway, Options};
use tokio::net::TcpListener;

use crate::arguments::Serve;
use crate::failure::Failure;
use crate::out::outln;
use crate::paint::{bold, dim};
use crate::{block_on, place};

/// Where it listens if nobody says where; a free port if another program has this one.
const USUAL: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 4747);

/// Serves until it is stopped.
pub fn serve(data: Option<PathBuf>, arguments: &Serve) -> Result<ExitCode, Failure> {
    let grants = Grants::parse(&arguments.allow).map_err(|e| Failure::Input(e.to_string()))?;
    if let Some(page) = arguments
        .page
        .as_deref()
        .filter(|page| !page.join("index.html").is_file())
    {
        return Err(Failure::Input(format!(
            "there are no pages in {}",
            page.display()
        )));
    }
    let app = place::open(Some(place::data_folder(data)?))?;
    app.allow(grants);
    block_on(async {
        // Opened now: a data folder that cannot be used is said at once.
        app.store().await?;
        app.credentials().act_from("browser");
        super::secret::assert_key_file(&app).await?;
        // What goes on again may need credentials.
        app.recover_or_warn().await;
        tokio::spawn(app.clone().keep_safe());
        let listener = listen(arguments.listen).await?;
        let address = listener
            .local_addr()
            .map_err(|e| refused(arguments.listen, &e))?;
        let options = Options {
            names: arguments.allow_host.clone(),
            page: arguments.page.clone(),
        };
        let gateway = Gateway::new(app.clone(), address, options);
        greet(&gateway.url(address));
        let served = gateway.serve(listener, stopped()).await;
        app.shut_down().await;
        served.map_err(|e| refused(Some(address), &e))?;
        Ok(ExitCode::SUCCESS)
    })
}

fn greet(url: &str) {
    outln!("{} {url}", bold("Millrace is open at"));
    outln!(
        "{}",
        dim("The address is a key to it: share it with nobody. Ctrl+C stops.")
    );
}

async fn listen(wanted: Option<SocketAddr>) -> Result<TcpListener, Failure> {
    if let Some(address) = wanted {
        return TcpListener::bind(address)
            .await
            .map_err(|e| refused(wanted, &e));
    }
    match TcpListener::bind(USUAL).await {
        Ok(listener) => Ok(listener),
        Err(_) => {
            let free = SocketAddr::new(USUAL.ip(), 0);
            TcpListener::bind(free)
                .await
                .map_err(|e| refused(Some(free), &e))
        }
    }
}

fn refused(address: Option<SocketAddr>, error: &std::io::Error) -> Failure {
    let address = address.unwrap_or(USUAL);
    let why = match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            "another program listens there; name another with --listen".to_owned()
        }
        std::io::ErrorKind::PermissionDenied => {
            "the system does not allow it; take a port above 1023".to_owned()
        }
        std::io::ErrorKind::AddrNotAvailable => "this machine has no such address".to_owned(),
        _ => error.to_string(),
    };
    Failure::Input(format!("cannot listen on {address}: {why}"))
}

/// Done when a person or the system asks it to stop.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
