//! The pages of the register and their twins for programs, over the examples: every page opens in both languages, every
//! form decides, what somebody else decided meanwhile is told.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Builder;
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

/// An entry of the examples that has offers of evidence.
const ENTRY: &str = "/register/entries/arv-hta-2024-05-14/ja/p15.1";
const NAME: &str = "arv-hta-2024-05-14/ja#p15.1";

/// What a server answered.
struct Heard {
    status: StatusCode,
    location: String,
    tag: String,
    cookie: String,
    body: String,
}

impl Heard {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    fn is(&self, status: StatusCode) -> &Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    fn has(&self, parts: &[&str]) -> &Self {
        for part in parts {
            assert!(self.body.contains(part), "no {part} in {}", self.body);
        }
        self
    }
}

/// A server over the examples, and a browser before it.
struct House {
    office: Arc<Office>,
    cookie: String,
    token: String,
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

impl House {
    async fn new() -> Self {
        // The store has a runtime of its own, which cannot begin inside that of a test.
        let office = std::thread::spawn(Self::office).join().expect("an office");
        let mut house = Self { office, cookie: String::new(), token: String::new() };
        let page = house.get("/register/add").await;
        let token = page.body.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        house.token = token.expect("a token").to_owned();
        house.cookie = page.cookie;
        house
    }

    fn office() -> Arc<Office> {
        // Kept until the process ends, as the office is.
        let folder = tempfile::tempdir().expect("a folder").keep();
        let lexicon = lexicon::load(&[examples().join("lexicon")]).expect("the examples' lexicon");
        let archive = Archive::create(Place::Folder(folder.join("archive"))).expect("an archive");
        let names = [
            "2024-05-14-joint-statement.ja.md",
            "2025-03-21-cooperation-programme.en.md",
            "2025-05-21-joint-statement.en.md",
            "2025-05-21-joint-statement.ja.txt",
            "2026-05-20-joint-statement.ja.md",
        ];
        let paths: Vec<PathBuf> = names.iter().map(|name| examples().join(name)).collect();
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
            today: Some("2026-11-30".to_owned()),
        };
        Arc::new(Office::open(archive, lexicon, setting, &mut |_, _| {}).expect("an office"))
    }

    fn router(&self) -> Router {
        router(Arc::clone(&self.office))
    }

    async fn heard(&self, request: Builder, body: impl Into<Body>) -> Heard {
        let request = request.header(header::HOST, "localhost").header(header::COOKIE, &self.cookie);
        let response = self.router().oneshot(request.body(body.into()).expect("a request")).await.expect("an answer");
        let status = response.status();
        let text = |name: header::HeaderName| {
            let value = response.headers().get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let cookie = text(header::SET_COOKIE).split(';').next().unwrap_or_default().to_owned();
        let (location, tag) = (text(header::LOCATION), text(header::ETAG));
        let body = to_bytes(response.into_body(), 64 << 20).await.expect("a body");
        Heard { status, location, tag, cookie, body: String::from_utf8_lossy(&body).into_owned() }
    }

    async fn get(&self, address: &str) -> Heard {
        self.heard(Request::get(address), Body::empty()).await
    }

    /// Sends a form, with the token.
    async fn send(&self, address: &str, fields: &[(&str, &str)]) -> Heard {
        let mut all = vec![("csrf", self.token.as_str())];
        all.extend_from_slice(fields);
        let encode =
            |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let body: Vec<String> = all.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        let kind = "application/x-www-form-urlencoded";
        self.heard(Request::post(address).header(header::CONTENT_TYPE, kind), body.join("&")).await
    }

    /// Sends a form with a file.
    async fn send_file(&self, address: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Heard {
        let mut body = Vec::new();
        let token = ("csrf", self.token.as_str());
        for (name, value) in [token].iter().chain(fields) {
            let part = format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let (field, name, bytes) = file;
        let head = format!("--X\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--X--\r\n");
        self.heard(Request::post(address).header(header::CONTENT_TYPE, "multipart/form-data; boundary=X"), body).await
    }

    async fn send_json(&self, address: &str, value: &Value) -> Heard {
        self.heard(Request::post(address).header(header::CONTENT_TYPE, "application/json"), value.to_string()).await
    }

    /// Adds both editions of the examples' programme.
    async fn with_programmes(self) -> Self {
        for name in ["arv-hta-2021", "arv-hta-2025"] {
            let bytes = std::fs::read(examples().join(format!("programmes/{name}.toml"))).expect("a programme");
            let file = format!("{name}.toml");
            let heard = self.send_file("/programmes", &[], ("files", &file, &bytes)).await;
            heard.is(StatusCode::SEE_OTHER);
        }
        self
    }

    /// Returns the name of an offer for the entry of the examples.
    async fn offer(&self) -> String {
        let entry = self.get(&format!("/api/v1{ENTRY}")).await.json();
        entry["offers"][0]["id"].as_str().expect("an offer").to_owned()
    }
}

#[tokio::test]
async fn every_page_opens_in_both_languages() {
    let house = House::new().await.with_programmes().await;
    let pages = [
        "/register",
        "/register?view=board",
        "/register?view=table&class=overdue&by=ARV&text=&due=&party=HTA&confirmed=0&dated=1&sort=due",
        "/register?rejected=1",
        "/register/add",
        ENTRY,
        "/register/evidence",
        "/register/evidence?party=ARV",
        "/register/decisions",
        "/programmes",
        "/programmes/arv-hta-2025",
        "/programmes/arv-hta-2021",
        "/mechanisms",
        "/mechanisms?silent=18&overdue=1&kind=&party=&text=",
        "/mechanisms/exercise-sea-lantern",
        "/alignment",
        "/alignment?all=1",
        "/stocktake",
        "/stocktake?parties=ARV,HTA&programme=&since=&until=",
        "/stocktake?programme=arv-hta-2025",
    ];
    for page in pages {
        for lang in ["ja", "en"] {
            let heard = house.heard(Request::get(page).header(header::ACCEPT_LANGUAGE, lang), Body::empty()).await;
            assert_eq!(heard.status, StatusCode::OK, "{page} {lang}: {}", heard.body);
            assert_eq!(heard.body.matches("<h1").count(), 1, "{page}");
            assert!(!heard.body.contains(" style=") && !heard.body.contains("<style"), "{page}");
            let keys = ["register-page.", "programmes-page.", "mechanisms-page.", "stocktake-page.", "alignment-page."];
            for key in keys {
                assert!(!heard.body.contains(key), "{page} {lang}: {key} is said to nobody");
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_is_told() {
    let house = House::new().await;
    let check = async |address: &str, status: StatusCode| {
        let heard = house.get(address).await;
        assert_eq!(heard.status, status, "{address}: {}", heard.body);
    };
    for address in [
        "/register?view=sideways",
        "/register?class=lost",
        "/register?due=soon",
        "/register?by=Nowhere",
        "/register?topic=gardening",
        "/register?confirmed=maybe",
        "/register?after=x",
        "/register?format=pdf",
        "/register?sort=up",
        "/register?view=a&view=b",
        "/register/evidence?from=-1",
        "/register/decisions?before=x",
        "/register/entries/x",
        "/mechanisms?silent=long",
        "/mechanisms?kind=party",
        "/alignment?since=x",
        "/stocktake?since=2027&until=2026&parties=ARV",
        "/stocktake/download?parties=ARV&format=exe",
        "/api/v1/register/entries?limit=0",
    ] {
        check(address, StatusCode::BAD_REQUEST).await;
    }
    for address in [
        "/register/entries/arv-hta-2024-05-14/ja/p999.1",
        "/register/files/1",
        "/programmes/none",
        "/mechanisms/none-such-mechanism-anywhere",
        "/api/v1/mechanisms/none-such-mechanism-anywhere",
        "/api/v1/programmes/none",
    ] {
        check(address, StatusCode::NOT_FOUND).await;
    }
}

#[tokio::test]
async fn every_form_decides() {
    let house = House::new().await.with_programmes().await;
    let go = async |verb: &str, fields: &[(&str, &str)]| {
        let heard = house.send(&format!("{ENTRY}/{verb}"), fields).await;
        assert_eq!(heard.status, StatusCode::SEE_OTHER, "{verb}: {}", heard.body);
        heard.location
    };
    assert_eq!(go("confirm", &[("reason", "reads right")]).await, format!("{ENTRY}#decided"));
    house.get(ENTRY).await.has(&["reads right", "data-class=\"unassessed\""]);
    let offer = house.offer().await;
    let back = go("accept", &[("provision", &offer), ("back", "/register/evidence?party=ARV")]).await;
    assert_eq!(back, "/register/evidence?party=ARV");
    house.get(ENTRY).await.has(&["data-class=\"under_way\""]);
    let fields = [("status", "complete"), ("evidence", offer.as_str()), ("independent", "1"), ("assessor", "Court")];
    go("assess", &fields).await;
    house.get(ENTRY).await.has(&["data-class=\"done\"", "Court"]);
    let entry = house.get(&format!("/api/v1{ENTRY}")).await.json();
    let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let codes = |key: &str| {
        let all = entry[key].as_array().expect("codes").iter().filter_map(Value::as_str);
        all.collect::<Vec<_>>().join(",")
    };
    let (act, by, to) = (text("act"), codes("by"), codes("to"));
    let topics: Vec<String> =
        entry["topics"].as_array().expect("topics").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let mechanisms =
        entry["mechanisms"].as_array().expect("names").iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";");
    let mut fields = vec![
        ("what", "Hold the course"),
        ("act", &act),
        ("by", &by),
        ("to", &to),
        ("due", "2027-03"),
        ("mechanisms", &mechanisms),
        ("reason", "in our words"),
    ];
    fields.extend(topics.iter().map(|topic| ("topic", topic.as_str())));
    go("correct", &fields).await;
    let corrected = house.get(&format!("/api/v1{ENTRY}")).await.json();
    assert_eq!(corrected["what"], "Hold the course");
    assert_eq!(corrected["corrected"], json!(["what", "due"]));
    go("place", &[("area", "arv-hta-2025/1.1")]).await;
    house.get("/programmes/arv-hta-2025").await.has(&["Hold the course"]);
    go("unplace", &[("area", "arv-hta-2025/1.1")]).await;
    let file = ("file", "..\\計画 \"x\".pdf", b"%PDF-".as_slice());
    let heard = house.send_file(&format!("{ENTRY}/attach"), &[("text", "The programme of the course")], file).await;
    heard.is(StatusCode::SEE_OTHER);
    let page = house.get(ENTRY).await;
    let number = page.body.split("/register/files/").nth(1).and_then(|rest| rest.split('"').next()).expect("a file");
    house.get(&format!("/register/files/{number}")).await.is(StatusCode::OK).has(&["%PDF-"]);
    go("reject", &[("reason", "no promise after all")]).await;
    house.get("/register?rejected=1").await.has(&["Hold the course"]);
    let log = house.get("/api/v1/register/decisions").await.json();
    let last = log["items"][0]["number"].as_u64().expect("a number");
    house.send(&format!("/register/decisions/{last}/undo"), &[]).await.is(StatusCode::SEE_OTHER);
    house.send(&format!("/register/decisions/{last}/undo"), &[]).await.is(StatusCode::CONFLICT);
    house.get(ENTRY).await.has(&["data-class=\"done\""]);
}

#[tokio::test]
async fn what_is_said_wrongly_is_refused() {
    let house = House::new().await;
    let check = async |verb: &str, fields: &[(&str, &str)], status: StatusCode| {
        let heard = house.send(&format!("{ENTRY}/{verb}"), fields).await;
        assert_eq!(heard.status, status, "{verb} {fields:?}: {}", heard.body);
    };
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    check("reject", &[("reason", " ")], refused).await;
    check("assess", &[("status", "splendid"), ("reason", "x")], refused).await;
    check("assess", &[("status", "complete")], refused).await;
    check("assess", &[("status", "complete"), ("reason", "x"), ("day", "2999-01-01")], refused).await;
    check("accept", &[], refused).await;
    check("accept", &[("provision", "arv-hta-2024-05-14/ja#p999")], StatusCode::NOT_FOUND).await;
    check("merge", &[("other", NAME)], refused).await;
    check("split", &[], refused).await;
    check("place", &[("area", "none/1.1")], StatusCode::NOT_FOUND).await;
    check("confirm", &[("seen", "x")], StatusCode::BAD_REQUEST).await;
    check("confirm", &[("seen", "999")], refused).await;
    check("conquer", &[], StatusCode::METHOD_NOT_ALLOWED).await;
    let foreign = House { token: "0".repeat(64), cookie: house.cookie.clone(), office: Arc::clone(&house.office) };
    foreign.send(&format!("{ENTRY}/confirm"), &[]).await.is(StatusCode::FORBIDDEN);
    let fields = [("text", "x"), ("link", "javascript:alert(1)")];
    house.send_file(&format!("{ENTRY}/attach"), &fields, ("file", "", b"")).await.is(refused);
    let faulty = b"id = \"arv\"\nfrom = \"never\"\n";
    let heard = house.send_file("/programmes", &[], ("files", "arv.toml", faulty)).await;
    heard.is(refused).has(&["arv.toml:"]);
}

#[tokio::test]
async fn what_somebody_decided_meanwhile_is_told() {
    let house = House::new().await;
    let decide = json!({"decision": "confirmed", "entry": NAME, "reason": "one", "seen": 0});
    let made = house.send_json("/api/v1/register/decisions", &decide).await;
    made.is(StatusCode::CREATED);
    assert_eq!(made.location, format!("/api/v1{ENTRY}"));
    let number = made.json()["numbers"][0].as_u64().expect("a number");
    assert_eq!(house.get(&format!("/api/v1{ENTRY}")).await.tag, format!("\"{number}\""));
    // A form and a program that saw the register before.
    let late = house.send(&format!("{ENTRY}/confirm"), &[("seen", "0")]).await;
    late.is(StatusCode::CONFLICT).has(&["test"]);
    house.send_json("/api/v1/register/decisions", &decide).await.is(StatusCode::CONFLICT);
    let again = json!({"decision": "rejected", "entry": NAME, "reason": "two"});
    let request = Request::post("/api/v1/register/decisions").header(header::CONTENT_TYPE, "application/json");
    house.heard(request.header(header::IF_MATCH, "\"0\""), again.to_string()).await.is(StatusCode::CONFLICT);
    let request = Request::post("/api/v1/register/decisions").header(header::CONTENT_TYPE, "application/json");
    let tag = format!("\"{number}\"");
    house.heard(request.header(header::IF_MATCH, tag), again.to_string()).await.is(StatusCode::CREATED);
}

#[tokio::test]
async fn programs_get_what_pages_show() {
    let house = House::new().await.with_programmes().await;
    let first = house.get("/api/v1/register/entries?limit=2").await.json();
    let total = first["total"].as_u64().expect("a total");
    let mut names = Vec::new();
    let mut next = Some("/api/v1/register/entries?limit=7".to_owned());
    while let Some(address) = next {
        let page = house.get(&address).await.json();
        names.extend(page["items"].as_array().expect("items").iter().map(|one| one["id"].to_string()));
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(names.len() as u64, total);
    names.sort();
    names.dedup();
    assert_eq!(names.len() as u64, total);
    let csv = house.get("/api/v1/register/entries?format=csv").await;
    assert_eq!(csv.body.matches("\r\n").count() as u64, total + 1);
    for address in [
        "/api/v1/register/evidence",
        "/api/v1/register/decisions?entry=c-1",
        "/api/v1/programmes",
        "/api/v1/programmes/arv-hta-2025",
        "/api/v1/programmes/arv-hta-2025?format=toml",
        "/api/v1/mechanisms",
        "/api/v1/mechanisms/exercise-sea-lantern",
        "/api/v1/alignment",
        "/api/v1/stocktake?parties=ARV,HTA",
    ] {
        let heard = house.get(address).await;
        let expected = if address.contains("c-1") { StatusCode::NOT_FOUND } else { StatusCode::OK };
        assert_eq!(heard.status, expected, "{address}: {}", heard.body);
    }
    let programme = house.get("/api/v1/programmes/arv-hta-2025").await;
    let mut changed = programme.json()["programme"].clone();
    changed["title"]["en"] = json!("Another title");
    let put = |tag: String| {
        let request = Request::put("/api/v1/programmes/arv-hta-2025");
        request.header(header::CONTENT_TYPE, "application/json").header(header::IF_MATCH, tag)
    };
    house.heard(put(programme.tag.clone()), changed.to_string()).await.is(StatusCode::OK);
    house.heard(put(programme.tag), changed.to_string().replace("Another", "A third")).await.is(StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_stocktake_is_had_in_every_form() {
    let house = House::new().await;
    for form in ["html", "docx", "markdown", "text", "json"] {
        let heard = house.get(&format!("/stocktake/download?parties=ARV,HTA&format={form}")).await;
        heard.is(StatusCode::OK);
        assert!(heard.body.len() > 500, "{form}");
    }
}
