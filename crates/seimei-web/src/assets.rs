//! Style sheet, script and icon: compiled in, with names that change with their content, so that a browser may keep them
//! for ever.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use seimei_export::stocktake;
use sha2::{Digest as _, Sha256};

use crate::wrong::{Answer, Wrong};

/// The style sheet. A stocktake has the rules that it has as a file, held to its part of the page; what differs here follows.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    [
        include_str!("../assets/base.css"),
        include_str!("../assets/reading.css"),
        include_str!("../assets/forms.css"),
        include_str!("../assets/charts.css"),
        ".stocktake {\n",
        stocktake::STYLE,
        "}\n",
        include_str!("../assets/stocktake.css"),
    ]
    .concat()
});
const SCRIPT: &str = include_str!("../assets/seimei.js");
const ICON: &str = include_str!("../assets/icon.svg");

/// A file under its address.
struct Asset {
    address: String,
    content: &'static str,
    kind: &'static str,
}

static ASSETS: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    [
        asset("seimei", "css", STYLE.as_str(), "text/css; charset=utf-8"),
        asset("seimei", "js", SCRIPT, "text/javascript; charset=utf-8"),
        Asset { address: "/assets/icon.svg".to_owned(), content: ICON, kind: "image/svg+xml" },
    ]
});

fn asset(name: &str, ending: &str, content: &'static str, kind: &'static str) -> Asset {
    let mut address = format!("/assets/{name}-");
    for byte in &Sha256::digest(content.as_bytes())[..6] {
        let _ = write!(address, "{byte:02x}");
    }
    address = address + "." + ending;
    Asset { address, content, kind }
}

/// Returns the address of the style sheet.
pub(crate) fn style_address() -> &'static str {
    &ASSETS[0].address
}

/// Returns the address of the script.
pub(crate) fn script_address() -> &'static str {
    &ASSETS[1].address
}

/// Gives a file.
pub(crate) async fn give(Path(name): Path<String>) -> Answer {
    let address = format!("/assets/{name}");
    let asset = ASSETS.iter().find(|asset| asset.address == address);
    asset.map(response).ok_or_else(|| Wrong::missing(""))
}

/// Gives the icon at the address where browsers look by themselves.
pub(crate) async fn icon() -> Response {
    response(&ASSETS[2])
}

fn response(asset: &Asset) -> Response {
    let keep =
        if asset.address.contains('-') { "public, max-age=31536000, immutable" } else { "public, max-age=86400" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
    ];
    (headers, asset.content).into_response()
}
