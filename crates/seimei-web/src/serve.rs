//! Serving: an address, a runtime, and until somebody stops it.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::office::{Access, Office};
use crate::router::router;

/// How often is looked whether another process changed the archive.
const LOOK: Duration = Duration::from_millis(500);

/// How long requests that run have to end when the server is stopped.
const GRACE: Duration = Duration::from_secs(3);

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotServed {
    /// Others could reach it, and everybody would be let in.
    #[error("{0} can be reached from other machines, and neither a password nor a proxy says who may come in")]
    Open(SocketAddr),
    /// The address cannot be listened on.
    #[error("{address} cannot be listened on")]
    Address {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The system gave no threads, or the listening ended.
    #[error("the server ended")]
    Ended(#[source] io::Error),
}

/// Serves until the process is told to end (Ctrl-C, SIGTERM). `ready` is told the address once it is listened on.
pub fn serve(office: Office, address: SocketAddr, ready: impl FnOnce(SocketAddr)) -> Result<(), NotServed> {
    if !address.ip().is_loopback() && matches!(office.setting.access, Access::Everybody { .. }) {
        return Err(NotServed::Open(address));
    }
    let office = Arc::new(office);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(NotServed::Ended)?;
    let served = runtime.block_on(async {
        let refused = |source| NotServed::Address { address, source };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        ready(listener.local_addr().map_err(refused)?);
        let watched = Arc::clone(&office);
        tokio::spawn(follow(watched));
        let service = router(Arc::clone(&office)).into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(listener, service).with_graceful_shutdown(stopped());
        tokio::select! {
            ended = serving => ended.map_err(NotServed::Ended),
            () = async { stopped().await; tokio::time::sleep(GRACE).await } => Ok(()),
        }
    });
    office.jobs.cancel_all();
    runtime.shutdown_timeout(GRACE);
    served
}

/// Keeps what is in memory level with what other processes do, and makes ready what pages would wait for.
async fn follow(office: Arc<Office>) {
    let mut warm = None;
    loop {
        let office = Arc::clone(&office);
        let known = warm;
        let looked = tokio::task::spawn_blocking(move || {
            // An archive that cannot be asked now is asked again; whoever opens a page is told why.
            let present = office.follow().unwrap_or_else(|_| office.present());
            if known != Some(present.change) {
                present.warm();
            }
            present.change
        });
        warm = looked.await.ok();
        tokio::time::sleep(LOOK).await;
    }
}

/// Waits until the process is told to end.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut terminate) = terminate {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
