//! The pages of wording and their twins for programs, over the examples.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use seimei_app::archive::Archive;
use seimei_app::archive::add::Order;
use seimei_app::archive::index::IndexPlace;
use seimei_app::lexicon;
use seimei_app::worker::Worker;
use seimei_store::store::Place;
use seimei_web::{Access, Office, Setting, router};
use serde_json::{Value, json};
use tower::ServiceExt as _;

const OLD: &str = "arv-hta-2024-05-14/ja";
const NEW: &str = "arv-hta-2026-05-20/ja";
const QUOTED: &str = "We strongly condemn the armed attack of the Tovarian Federation against the Kingdom of Selmark.";

/// What a server answered.
struct Heard {
    status: StatusCode,
    body: String,
    cookie: String,
}

impl Heard {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    fn has(&self, parts: &[&str]) -> &Self {
        for part in parts {
            assert!(self.body.contains(part), "no {part} in {}", self.body);
        }
        self
    }
}

fn office() -> Arc<Office> {
    // Kept until the process ends, as the office is.
    let folder = tempfile::tempdir().expect("a folder").keep();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let lexicon = lexicon::load(&[examples.join("lexicon")]).expect("the examples' lexicon");
    let archive = Archive::create(Place::Folder(folder.join("archive"))).expect("an archive");
    let names =
        ["2024-05-14-joint-statement.ja.md", "2025-05-21-joint-statement.en.md", "2026-05-20-joint-statement.ja.md"];
    let paths: Vec<PathBuf> = names.iter().map(|name| examples.join(name)).collect();
    let order = Order { paths, by: "test".to_owned(), ..Order::default() };
    let added = archive.add(&order, &lexicon, &Worker::in_process(), |_, _| ControlFlow::Continue(()));
    added.expect("the examples are added");
    let setting = Setting {
        access: Access::Everybody { user: "test".to_owned() },
        worker: Worker::in_process(),
        index: IndexPlace { folder: folder.join("index"), glyphs: Arc::new(lexicon.glyphs().clone()) },
        rate: None,
        upload: 1 << 20,
        hosts: Vec::new(),
        today: None,
    };
    Arc::new(Office::open(archive, lexicon, setting, &mut |_, _| {}).expect("an office"))
}

/// Returns the server over the examples; one for all tests, since none changes anything.
fn house() -> Router {
    static HOUSE: OnceLock<Arc<Office>> = OnceLock::new();
    // The store has a runtime of its own, which cannot begin inside that of a test.
    let office = HOUSE.get_or_init(|| std::thread::spawn(office).join().expect("an office"));
    router(Arc::clone(office))
}

async fn heard(request: axum::http::request::Builder, body: String) -> Heard {
    let request = request.header(header::HOST, "localhost").body(Body::from(body)).expect("a request");
    let response = house().oneshot(request).await.expect("an answer");
    let status = response.status();
    let cookie = response.headers().get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
    let cookie = cookie.and_then(|cookie| cookie.split(';').next()).unwrap_or_default().to_owned();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    Heard { status, body: String::from_utf8(bytes.to_vec()).expect("text"), cookie }
}

async fn get(path: &str) -> Heard {
    heard(Request::get(path.replace('#', "%23")), String::new()).await
}

/// Sends a form as a page of the server would.
async fn post(path: &str, fields: &str) -> Heard {
    let page = get("/verify").await;
    let token = page.body.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let body = format!("csrf={}&{fields}", token.expect("a token"));
    let request = Request::post(path)
        .header(header::COOKIE, &page.cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    heard(request, body).await
}

async fn post_json(path: &str, body: &Value) -> Heard {
    heard(Request::post(path).header(header::CONTENT_TYPE, "application/json"), body.to_string()).await
}

#[tokio::test]
async fn two_texts_are_compared_on_a_page_and_for_programs() {
    for view in ["side", "inline", ""] {
        let page = get(&format!("/compare?a={OLD}&b={NEW}&view={view}")).await;
        assert_eq!(page.status, StatusCode::OK);
        page.has(&["class=\"changes\"", "<ins>", "<del>", "/documents/arv-hta-2026-05-20/ja#p"]);
    }
    let only = get(&format!("/compare?a={OLD}&b={NEW}&only=new")).await;
    assert!(!only.body.contains("class=\"row altered\""));
    let printed = get(&format!("/api/v1/compare?a={OLD}&b={NEW}")).await.json();
    assert_eq!(printed["a"]["name"], OLD);
    assert_eq!(printed["other_venue"], false);
    let rows = get(&format!("/compare?a={OLD}&b={NEW}")).await;
    let items = printed["items"].as_array().map_or(0, Vec::len);
    assert_eq!(rows.body.matches("<p class=\"what\">").count(), items);
}

#[tokio::test]
async fn one_chosen_text_gets_proposals() {
    for path in ["/compare", "/compare?a=&b=&view="] {
        get(path).await.has(&["class=\"empty\"", "<select id=\"a\"", "value=\"arv-hta-2025-05-21/en\""]);
    }
    get(&format!("/compare?a={NEW}")).await.has(&[&format!("/compare?a={}&#38;b=", "arv-hta-2025-05-21%2Fen")]);
}

#[tokio::test]
async fn a_draft_is_compared_and_checked() {
    let fields = format!("a=arv-hta-2025-05-21/en&text={}", "We+welcome+the+opening+of+a+fish+market+by+June+2027.");
    let page = post("/compare", &fields).await;
    assert_eq!(page.status, StatusCode::OK);
    page.has(&["fish market", "id=\"record\""]);
    let draft = json!({"a": "arv-hta-2025-05-21/en", "text": "We welcome the opening of a fish market."});
    assert_eq!(post_json("/api/v1/compare", &draft).await.json()["b"]["provisions"], 1);
    let checked = post_json("/api/v1/draft", &json!({"text": "We support peace.", "parties": ["ARV", "HTA"]})).await;
    assert_eq!(checked.json()["draft"]["parties"], json!(["ARV", "HTA"]));
}

#[tokio::test]
async fn a_formula_is_drawn_and_told() {
    get("/formula").await.has(&["<textarea", "class=\"hits\""]);
    let families = get("/api/v1/families?limit=1").await.json();
    let newest = families["items"][0]["newest"]["reference"].as_str().expect("a family").to_owned();
    let page = get(&format!("/formula?of={newest}")).await;
    assert_eq!(page.status, StatusCode::OK);
    page.has(&["figure class=\"chart\"", "<svg width", "<table", "class=\"wordings\"", "class=\"dot new\""]);
    assert!(!page.body.contains(" style="));
    let lineage = get(&format!("/api/v1/formula?of={newest}")).await.json();
    assert_eq!(lineage["members"].as_array().map(Vec::len), families["items"][0]["members"].as_array().map(Vec::len));
    let next = families["next"].as_str().expect("more families").to_owned();
    let more = get(&next).await.json();
    assert_eq!(more["total"], families["total"]);
    assert_ne!(more["items"], families["items"]);
    get("/formula?vanished=ARV,HTA").await.has(&["<h1>"]);
    assert_eq!(get("/api/v1/vanished?parties=ARV").await.status, StatusCode::OK);
    get("/formula?text=The+harbour+master+sells+herring").await.has(&["class=\"empty\"", "herring"]);
}

#[tokio::test]
async fn quotations_get_verdicts() {
    let told = |verdict: &str| format!("data-verdict=\"{verdict}\"");
    let page = post("/verify", &format!("text={}", QUOTED.replace(' ', "+"))).await;
    page.has(&[&told("verbatim"), "/documents/arv-hta-2025-05-21/en#p"]);
    let other = post("/verify", "text=The+harbour+master+of+Brennoy+sells+excellent+herring+on+Sundays.").await;
    other.has(&[&told("not_found")]);
    let article = format!("The minister said: \"{QUOTED}\" He left soon after.");
    let found = post_json("/api/v1/verify", &json!({"text": article})).await.json();
    assert_eq!(found["quotations"][0]["verdict"], "verbatim");
    let one = post_json("/api/v1/verify", &json!({"text": QUOTED, "kind": "quotation"})).await.json();
    assert_eq!(one["verdict"], "verbatim");
    assert_eq!(one["quote"], QUOTED);
}

#[tokio::test]
async fn what_cannot_be_done_is_refused_with_a_sentence() {
    let paths = [
        ("/compare?a=nobody/en&b=nobody/ja", 404),
        (&format!("/compare?a={OLD}&b={NEW}&view=sideways"), 400),
        (&format!("/compare?a={OLD}&b={NEW}&only=all"), 400),
        (&format!("/compare?a={OLD}&a={NEW}"), 400),
        ("/compare?a=/&b=/", 400),
        ("/formula?of=nobody#p1", 404),
        ("/formula?of=arv-hta-2025-05-21/en", 400),
        ("/formula?of=arv-hta-2025-05-21/en#p9999", 404),
        ("/formula?of=##", 400),
        ("/formula?text=peace&language=xx", 400),
        ("/formula?after=x", 400),
        ("/formula?vanished=NOBODYATALL", 400),
        ("/api/v1/families?limit=0", 400),
        ("/api/v1/families?after=7~x", 400),
        ("/api/v1/vanished?since=soon", 400),
        ("/api/v1/formula", 400),
        ("/api/v1/align?document=arv-hta-2024-05-14", 422),
    ];
    for (path, status) in paths {
        let answer = get(path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.body);
    }
    for (path, fields, status) in [
        ("/verify", "text=", 422),
        ("/verify", "text=peace&kind=poem", 400),
        ("/compare", "text=", 422),
        ("/compare", "a=nobody/en&text=We+support+peace.", 404),
        ("/compare", "text=We+support+peace.&parties=Nowhereland", 400),
    ] {
        let answer = post(path, fields).await;
        assert_eq!(answer.status.as_u16(), status, "{path} {fields}: {}", answer.body);
    }
    let long = "peace ".repeat(40_000);
    let refused = post("/verify", &format!("text={}", long.replace(' ', "+"))).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    refused.has(&["200 kB"]);
    let without = Request::post("/verify").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    assert_eq!(heard(without, "text=peace".to_owned()).await.status, StatusCode::FORBIDDEN);
    let wrong = Request::post("/api/v1/verify").header(header::CONTENT_TYPE, "text/plain");
    assert_eq!(heard(wrong, "{\"text\":\"peace\"}".to_owned()).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
