//! The pages of the register and their twins for programs: every page opens in both languages, every form decides, what
//! somebody else decided meanwhile is told.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::house::{House, examples};

/// The examples of which the register is drawn here.
const EXAMPLES: [&str; 5] = [
    "2024-05-14-joint-statement.ja.md",
    "2025-03-21-cooperation-programme.en.md",
    "2025-05-21-joint-statement.en.md",
    "2025-05-21-joint-statement.ja.txt",
    "2026-05-20-joint-statement.ja.md",
];

/// An entry of the examples that has offers of evidence.
const ENTRY: &str = "/register/entries/arv-hta-2024-05-14/ja/p15.1";
const NAME: &str = "arv-hta-2024-05-14/ja#p15.1";

fn house() -> House {
    House::holding(&EXAMPLES, |_| {})
}

/// Opens a house with both editions of the examples' programme.
fn house_with_programmes() -> House {
    let house = house();
    for name in ["arv-hta-2021", "arv-hta-2025"] {
        let text = std::fs::read_to_string(examples().join(format!("programmes/{name}.toml"))).expect("a programme");
        let file = format!("{name}.toml");
        house.upload("/programmes", &[], ("files", &file, &text)).is(StatusCode::SEE_OTHER);
    }
    house
}

/// Returns the name of an offer for the entry of the examples.
fn offer(house: &House) -> String {
    let entry = house.get(&format!("/api/v1{ENTRY}")).json();
    entry["offers"][0]["id"].as_str().expect("an offer").to_owned()
}

#[test]
fn every_page_opens_in_both_languages() {
    let house = house_with_programmes();
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
            let heard = house.get_with(page, &[("accept-language", lang)]);
            assert_eq!(heard.status, StatusCode::OK, "{page} {lang}: {}", heard.text);
            assert_eq!(heard.text.matches("<h1").count(), 1, "{page}");
            assert!(!heard.text.contains(" style=") && !heard.text.contains("<style"), "{page}");
            let keys = ["register-page.", "programmes-page.", "mechanisms-page.", "stocktake-page.", "alignment-page."];
            for key in keys {
                assert!(!heard.text.contains(key), "{page} {lang}: {key} is said to nobody");
            }
        }
    }
}

#[test]
fn what_cannot_be_is_told() {
    let house = house();
    let check = |address: &str, status: StatusCode| {
        let heard = house.get(address);
        assert_eq!(heard.status, status, "{address}: {}", heard.text);
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
        check(address, StatusCode::BAD_REQUEST);
    }
    for address in [
        "/register/entries/arv-hta-2024-05-14/ja/p999.1",
        "/register/files/1",
        "/programmes/none",
        "/mechanisms/none-such-mechanism-anywhere",
        "/api/v1/mechanisms/none-such-mechanism-anywhere",
        "/api/v1/programmes/none",
    ] {
        check(address, StatusCode::NOT_FOUND);
    }
}

#[test]
fn every_form_decides() {
    let house = house_with_programmes();
    let go = |verb: &str, fields: &[(&str, &str)]| {
        let heard = house.post(&format!("{ENTRY}/{verb}"), fields);
        assert_eq!(heard.status, StatusCode::SEE_OTHER, "{verb}: {}", heard.text);
        heard.header("location").to_owned()
    };
    assert_eq!(go("confirm", &[("reason", "reads right")]), format!("{ENTRY}#decided"));
    house.get(ENTRY).has(&["reads right", "data-class=\"unassessed\""]);
    let offer = offer(&house);
    let back = go("accept", &[("provision", &offer), ("back", "/register/evidence?party=ARV")]);
    assert_eq!(back, "/register/evidence?party=ARV");
    house.get(ENTRY).has(&["data-class=\"under_way\""]);
    let fields = [("status", "complete"), ("evidence", offer.as_str()), ("independent", "1"), ("assessor", "Court")];
    go("assess", &fields);
    house.get(ENTRY).has(&["data-class=\"done\"", "Court"]);
    let entry = house.get(&format!("/api/v1{ENTRY}")).json();
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
    go("correct", &fields);
    let corrected = house.get(&format!("/api/v1{ENTRY}")).json();
    assert_eq!(corrected["what"], "Hold the course");
    assert_eq!(corrected["corrected"], json!(["what", "due"]));
    go("place", &[("area", "arv-hta-2025/1.1")]);
    house.get("/programmes/arv-hta-2025").has(&["Hold the course"]);
    go("unplace", &[("area", "arv-hta-2025/1.1")]);
    let file = ("file", "..\\計画 \"x\".pdf", "%PDF-");
    let heard = house.upload(&format!("{ENTRY}/attach"), &[("text", "The programme of the course")], file);
    heard.is(StatusCode::SEE_OTHER);
    let page = house.get(ENTRY);
    let number = page.text.split("/register/files/").nth(1).and_then(|rest| rest.split('"').next()).expect("a file");
    house.get(&format!("/register/files/{number}")).is(StatusCode::OK).has(&["%PDF-"]);
    go("reject", &[("reason", "no promise after all")]);
    house.get("/register?rejected=1").has(&["Hold the course"]);
    let log = house.get("/api/v1/register/decisions").json();
    let last = log["items"][0]["number"].as_u64().expect("a number");
    house.post(&format!("/register/decisions/{last}/undo"), &[]).is(StatusCode::SEE_OTHER);
    house.post(&format!("/register/decisions/{last}/undo"), &[]).is(StatusCode::CONFLICT);
    house.get(ENTRY).has(&["data-class=\"done\""]);
}

#[test]
fn what_is_said_wrongly_is_refused() {
    let house = house();
    let check = |verb: &str, fields: &[(&str, &str)], status: StatusCode| {
        let heard = house.post(&format!("{ENTRY}/{verb}"), fields);
        assert_eq!(heard.status, status, "{verb} {fields:?}: {}", heard.text);
    };
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    check("reject", &[("reason", " ")], refused);
    check("assess", &[("status", "splendid"), ("reason", "x")], refused);
    check("assess", &[("status", "complete")], refused);
    check("assess", &[("status", "complete"), ("reason", "x"), ("day", "2999-01-01")], refused);
    check("accept", &[], refused);
    check("accept", &[("provision", "arv-hta-2024-05-14/ja#p999")], StatusCode::NOT_FOUND);
    check("merge", &[("other", NAME)], refused);
    check("split", &[], refused);
    check("place", &[("area", "none/1.1")], StatusCode::NOT_FOUND);
    check("confirm", &[("seen", "x")], StatusCode::BAD_REQUEST);
    check("confirm", &[("seen", "999")], refused);
    check("conquer", &[], StatusCode::METHOD_NOT_ALLOWED);
    let foreign = format!("csrf={}", "0".repeat(64));
    let sent = house.post_raw(&format!("{ENTRY}/confirm"), "application/x-www-form-urlencoded", &foreign);
    sent.is(StatusCode::FORBIDDEN);
    let fields = [("text", "x"), ("link", "javascript:alert(1)")];
    house.upload(&format!("{ENTRY}/attach"), &fields, ("file", "", "")).is(refused);
    let faulty = "id = \"arv\"\nfrom = \"never\"\n";
    let heard = house.upload("/programmes", &[], ("files", "arv.toml", faulty));
    heard.is(refused).has(&["arv.toml:"]);
}

#[test]
fn what_somebody_decided_meanwhile_is_told() {
    let house = house();
    let decisions = "/api/v1/register/decisions";
    let decide = json!({"decision": "confirmed", "entry": NAME, "reason": "one", "seen": 0});
    let made = house.json(&Method::POST, decisions, &[], &decide);
    made.is(StatusCode::CREATED);
    assert_eq!(made.header("location"), format!("/api/v1{ENTRY}"));
    let number = made.json()["numbers"][0].as_u64().expect("a number");
    let tag = format!("\"{number}\"");
    assert_eq!(house.get(&format!("/api/v1{ENTRY}")).header("etag"), tag);
    // A form and a program that saw the register before.
    let late = house.post(&format!("{ENTRY}/confirm"), &[("seen", "0")]);
    late.is(StatusCode::CONFLICT).has(&["test"]);
    house.json(&Method::POST, decisions, &[], &decide).is(StatusCode::CONFLICT);
    let again = json!({"decision": "rejected", "entry": NAME, "reason": "two"});
    house.json(&Method::POST, decisions, &[("if-match", "\"0\"")], &again).is(StatusCode::CONFLICT);
    house.json(&Method::POST, decisions, &[("if-match", &tag)], &again).is(StatusCode::CREATED);
}

#[test]
fn a_program_attaches_evidence_and_gets_the_file_back() {
    let house = house();
    let address = "/api/v1/register/evidence";
    let fields = [("entry", NAME), ("text", "Minutes of the opening"), ("date", "2026-03-04"), ("seen", "0")];
    let made = house.upload(address, &fields, ("file", "議事録.pdf", "%PDF-"));
    made.is(StatusCode::CREATED);
    assert_eq!(made.header("location"), format!("/api/v1{ENTRY}"));
    let made = made.json();
    let number = made["numbers"][0].as_u64().expect("a number");
    assert_eq!(made["evidence"], format!("e-{number}"));
    let file = house.get(&format!("/api/v1/register/files/{number}"));
    file.is(StatusCode::OK);
    assert_eq!(file.text, "%PDF-");
    assert!(file.header("content-disposition").starts_with("attachment;"), "{}", file.header("content-disposition"));
    let entry = house.get(&format!("/api/v1{ENTRY}")).json();
    assert_eq!(entry["evidence"][0]["attachment"]["date"], "2026-03-04");

    let check = |fields: &[(&str, &str)], status: StatusCode| {
        let refused = house.upload(address, fields, ("file", "", ""));
        refused.is(status);
        assert!(!refused.json()["detail"].as_str().unwrap_or_default().is_empty());
    };
    let link = ("link", "https://harbour.example/notice");
    check(&[("entry", NAME), ("text", "Notice"), link, ("seen", "0")], StatusCode::CONFLICT);
    check(&[("entry", NAME)], StatusCode::UNPROCESSABLE_ENTITY);
    check(&[("entry", NAME), ("text", "Notice"), ("link", "file:///etc")], StatusCode::UNPROCESSABLE_ENTITY);
    check(&[("entry", "nobody/en#p1.1"), ("text", "Notice")], StatusCode::NOT_FOUND);
    check(&[("text", "Notice")], StatusCode::BAD_REQUEST);
    house.post_raw(address, "application/x-www-form-urlencoded", "entry=x").is(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    house.post_raw(address, "multipart/form-data", "--X").is(StatusCode::BAD_REQUEST);
    house.get("/api/v1/register/files/9999").is(StatusCode::NOT_FOUND);
}

#[test]
fn programs_get_what_pages_show() {
    let house = house_with_programmes();
    let first = house.get("/api/v1/register/entries?limit=2").json();
    let total = first["total"].as_u64().expect("a total");
    let mut names = Vec::new();
    let mut next = Some("/api/v1/register/entries?limit=7".to_owned());
    while let Some(address) = next {
        let page = house.get(&address).json();
        names.extend(page["items"].as_array().expect("items").iter().map(|one| one["id"].to_string()));
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(names.len() as u64, total);
    names.sort();
    names.dedup();
    assert_eq!(names.len() as u64, total);
    let csv = house.get("/api/v1/register/entries?format=csv");
    assert_eq!(csv.text.matches("\r\n").count() as u64, total + 1);
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
        let heard = house.get(address);
        let expected = if address.contains("c-1") { StatusCode::NOT_FOUND } else { StatusCode::OK };
        assert_eq!(heard.status, expected, "{address}: {}", heard.text);
    }
    let programme = house.get("/api/v1/programmes/arv-hta-2025");
    let mut changed = programme.json()["programme"].clone();
    let tag = programme.header("etag").to_owned();
    let put = |title: &str, changed: &mut Value| {
        changed["title"]["en"] = json!(title);
        house.json(&Method::PUT, "/api/v1/programmes/arv-hta-2025", &[("if-match", &tag)], changed)
    };
    put("Another title", &mut changed).is(StatusCode::OK);
    put("A third title", &mut changed).is(StatusCode::CONFLICT);
}

#[test]
fn a_stocktake_is_had_in_every_form() {
    let house = house();
    for form in ["html", "docx", "markdown", "text", "json"] {
        let heard = house.get(&format!("/stocktake/download?parties=ARV,HTA&format={form}"));
        heard.is(StatusCode::OK);
        assert!(heard.text.len() > 500, "{form}");
        let given = house.get(&format!("/api/v1/stocktake?parties=ARV,HTA&format={form}"));
        given.is(StatusCode::OK);
        assert!(given.text.len() > 500, "{form}");
    }
}
