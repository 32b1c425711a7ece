//! `seimei serve`: the archive as pages and as an interface for programs.

use std::fs;
use std::io::{self, Write as _};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{ArgAction, Command, value_parser};
use seimei_app::archive::Archive;
use seimei_app::archive::index::IndexPlace;
use seimei_app::lexicon::Lexicon;
use seimei_app::worker::Worker;
use seimei_web::{Access, NotServed, Office, Setting, serve};

use crate::commands::Call;
use crate::commands::common::{self, Stop, fail, option};
use crate::commands::{filter, search};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, problem, terminal};

/// Where is listened if nothing is said: on this machine only.
pub(crate) const LISTEN: &str = "127.0.0.1:7340";

/// The most bytes of a request that brings files.
const UPLOAD: usize = 2 << 30;

/// Requests a second from one address, where others can reach the server.
const RATE: u32 = 100;

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let command = command
        .arg(
            option("listen", "serve.listen", messages)
                .value_name(value("serve.address"))
                .default_value(LISTEN)
                .value_parser(value_parser!(SocketAddr)),
        )
        .arg(
            option("password-file", "serve.password-file", messages)
                .value_name(value("help.file"))
                .value_parser(value_parser!(PathBuf))
                .conflicts_with("proxy-header"),
        )
        .arg(option("proxy-header", "serve.proxy-header", messages).value_name(value("serve.header")))
        .arg(option("host", "serve.host", messages).value_name(value("serve.name")).action(ArgAction::Append))
        .arg(
            option("rate", "serve.rate", messages)
                .value_name("N")
                .value_parser(value_parser!(u32).range(1..=1_000_000)),
        )
        .arg(
            option("today", "serve.today", messages)
                .value_name(value("described.date-value"))
                .value_parser(filter::day),
        )
        .arg(option("open", "serve.open", messages).action(ArgAction::SetTrue))
        .arg(
            option("index", "search.index", messages)
                .value_name(value("help.folder"))
                .value_parser(value_parser!(PathBuf)),
        );
    common::with_lexicon(common::with_archive(command, messages).mut_arg("json", |json| json.hide(true)), messages)
        .after_help(messages.text("serve.more").to_owned())
}

/// Serves.
pub(super) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(start(call))
}

fn start(call: &Call) -> Result<Outcome, Stop> {
    let archive = common::open(call)?;
    let lexicon = common::lexicon(call, &archive)?;
    let index = search::index_place(call, &archive, &lexicon);
    let address = *call.matches.get_one::<SocketAddr>("listen").expect("it has a default");
    let hosts = call.matches.get_many::<String>("host").map(|hosts| hosts.cloned().collect()).unwrap_or_default();
    let rate = call.matches.get_one::<u32>("rate").copied();
    let setting = Setting {
        access: access(call)?,
        worker: Worker::of_this_program(),
        index,
        rate: rate.or_else(|| (!address.ip().is_loopback()).then_some(RATE)),
        upload: UPLOAD,
        hosts,
        today: call.matches.get_one::<String>("today").cloned(),
    };
    Ok(open_and_serve(archive, lexicon, setting, address, call.matches.get_flag("open"), call.messages)?)
}

/// Returns who may come in.
fn access(call: &Call) -> Result<Access, Outcome> {
    let messages = call.messages;
    if let Some(header) = call.matches.get_one::<String>("proxy-header") {
        return Ok(Access::Proxy { header: header.trim().to_ascii_lowercase() });
    }
    let Some(path) = call.matches.get_one::<PathBuf>("password-file") else {
        return Ok(Access::Everybody { user: common::user() });
    };
    let file = printable(&path.display().to_string());
    let text = fs::read_to_string(path).map_err(|error| {
        fail(&messages.fill("problem.unreadable", &[("file", &file), ("reason", &problem::reason(&error, messages))]))
    })?;
    let password = text.lines().next().unwrap_or_default().trim();
    let hash = if password.is_empty() { None } else { seimei_web::hashed(password) };
    hash.map(|hash| Access::Password { hash })
        .ok_or_else(|| fail(&messages.fill("serve.no-password", &[("file", &file)])))
}

/// Returns a setting for somebody who works at this machine alone.
pub(crate) fn alone(index: IndexPlace) -> Setting {
    let access = Access::Everybody { user: common::user() };
    Setting {
        access,
        worker: Worker::of_this_program(),
        index,
        rate: None,
        upload: UPLOAD,
        hosts: Vec::new(),
        today: None,
    }
}

/// Reads an archive into memory and serves it until the process is told to end.
pub(crate) fn open_and_serve(
    archive: Archive,
    lexicon: Lexicon,
    setting: Setting,
    address: SocketAddr,
    opens_browser: bool,
    messages: &Messages,
) -> Result<Outcome, Outcome> {
    // What nobody may do is refused before anything is read.
    if !address.ip().is_loopback() && matches!(setting.access, Access::Everybody { .. }) {
        return Err(refuse(&NotServed::Open(address), messages));
    }
    let bar = search::progress(messages);
    let office = Office::open(archive, lexicon, setting, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let office = office.map_err(|error| common::refuse(&error, messages))?;
    let served = serve(office, address, |address| {
        let shown = address_of(address);
        terminal::complain(&messages.fill("serve.ready", &[("address", &shown)]));
        let _ = io::stderr().flush();
        if opens_browser && open::that_detached(&shown).is_err() {
            terminal::complain(&messages.fill("serve.no-browser", &[("address", &shown)]));
        }
    });
    served.map(|()| Outcome::Done).map_err(|error| refuse(&error, messages))
}

/// Returns the address to type into a browser.
fn address_of(address: SocketAddr) -> String {
    let host = match address.ip() {
        ip if ip.is_unspecified() => "localhost".to_owned(),
        IpAddr::V6(ip) => format!("[{ip}]"),
        IpAddr::V4(ip) => ip.to_string(),
    };
    format!("http://{host}:{}/", address.port())
}

/// Says why nothing is served.
fn refuse(error: &NotServed, messages: &Messages) -> Outcome {
    fail(&match error {
        NotServed::Open(address) => messages.fill("serve.not-open", &[("address", &address.to_string())]),
        NotServed::Address { address, source } => {
            let reason = match source.kind() {
                io::ErrorKind::AddrInUse => messages.text("serve.in-use").to_owned(),
                _ => problem::reason(source, messages),
            };
            messages.fill("serve.no-address", &[("address", &address.to_string()), ("reason", &reason)])
        }
        NotServed::Ended(source) => messages.fill("serve.ended", &[("reason", &problem::reason(source, messages))]),
        other => messages.fill("serve.ended", &[("reason", &other.to_string())]),
    })
}
