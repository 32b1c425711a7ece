//! An archive of the examples, opened and asked without a network.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, ops::ControlFlow};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use seimei_app::archive::Archive;
use seimei_app::archive::add::{Belongs, Order};
use seimei_app::archive::index::IndexPlace;
use seimei_app::worker::Worker;
use seimei_store::store::Place;
use seimei_web::{Access, Office, Setting, router};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

/// A server over an archive of its own. What is changed in one house is not seen in another.
pub(crate) struct House {
    router: Router,
    runtime: Runtime,
    /// The session's cookie, once a page was seen.
    cookie: String,
    token: String,
    _folder: TempDir,
}

/// An answer.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Checks its status.
    pub(crate) fn is(&self, status: StatusCode) -> &Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// Checks that all of this stands in it.
    pub(crate) fn has(&self, parts: &[&str]) -> &Self {
        for part in parts {
            assert!(self.text.contains(part), "no {part} in {}", self.text);
        }
        self
    }
}

/// Returns where the examples are.
pub(crate) fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

impl House {
    /// Opens a house with all examples in it.
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    /// Opens one whose setting is changed by `change`.
    pub(crate) fn with(change: impl FnOnce(&mut Setting)) -> Self {
        let documents = fs::read_dir(examples()).expect("the examples").flatten().map(|entry| entry.path());
        let mut paths: Vec<PathBuf> = documents.filter(|path| path.is_file()).collect();
        paths.sort();
        let (translation, paths) = paths.into_iter().partition(|path| path.ends_with(TRANSLATION));
        let originals = Order { paths, by: "tester".to_owned(), ..Order::default() };
        let belongs = Belongs::TranslationOf(BOTH.parse().expect("a name"));
        let translation = Order { paths: translation, belongs, by: "tester".to_owned(), ..Order::default() };
        Self::open(&[originals, translation], change)
    }

    /// Opens one with only these examples in it; which document each belongs to is found out.
    pub(crate) fn holding(names: &[&str], change: impl FnOnce(&mut Setting)) -> Self {
        let paths = names.iter().map(|name| examples().join(name)).collect();
        Self::open(&[Order { paths, by: "tester".to_owned(), ..Order::default() }], change)
    }

    fn open(orders: &[Order], change: impl FnOnce(&mut Setting)) -> Self {
        let folder = tempfile::tempdir().expect("a writable folder");
        let home = folder.path().join("archive");
        let archive = Archive::create(Place::Folder(home.clone())).expect("a new archive");
        fs::create_dir_all(home.join("lexicon")).expect("a writable folder");
        for entry in fs::read_dir(examples().join("lexicon")).expect("the examples").flatten() {
            if !entry.file_name().to_string_lossy().contains(".tests.") {
                fs::copy(entry.path(), home.join("lexicon").join(entry.file_name())).expect("a writable folder");
            }
        }
        let lexicon = archive.lexicon(&[]).expect("the examples' tables");
        for order in orders {
            archive.add(order, &lexicon, &Worker::default(), |_, _| ControlFlow::Continue(())).expect("all examples");
        }
        let index = IndexPlace { folder: folder.path().join("index"), glyphs: Arc::new(lexicon.glyphs().clone()) };
        let mut setting = Setting {
            access: Access::Everybody { user: "tester".to_owned() },
            worker: Worker::default(),
            index,
            rate: None,
            upload: 4 << 20,
            hosts: Vec::new(),
            today: Some("2026-11-30".to_owned()),
        };
        change(&mut setting);
        let office = Office::open(archive, lexicon, setting, &mut |_, _| {}).expect("an archive that can be read");
        let runtime = Runtime::new().expect("threads");
        let mut house = Self {
            router: router(Arc::new(office)),
            runtime,
            cookie: String::new(),
            token: String::new(),
            _folder: folder,
        };
        let page = house.get("/");
        page.header("set-cookie").split(';').next().unwrap_or_default().clone_into(&mut house.cookie);
        let token = page.text.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        token.unwrap_or_default().clone_into(&mut house.token);
        house
    }

    /// Sends a request as it is.
    pub(crate) fn send(&self, request: Request<Body>) -> Reply {
        let router = self.router.clone();
        self.runtime.block_on(async move {
            let response = router.oneshot(request).await.expect("an answer");
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 32 << 20).await.expect("a body");
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Reply { status: parts.status, headers: parts.headers, text }
        })
    }

    /// Returns a request as a browser on this machine makes it.
    pub(crate) fn request(&self, method: &Method, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:7340");
        if self.cookie.is_empty() { request } else { request.header(header::COOKIE, &self.cookie) }
    }

    /// Asks for a page.
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.get_with(path, &[])
    }

    /// Asks for a page with further headers.
    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        let request = headers
            .iter()
            .fold(self.request(&Method::GET, path), |request, (name, value)| request.header(*name, *value));
        self.send(request.body(Body::empty()).expect("a request"))
    }

    /// Sends a form of a page that was seen.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let mut form = format!("csrf={}", self.token);
        for (name, value) in fields {
            let value = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
            let _ = write!(form, "&{name}={value}");
        }
        self.post_raw(path, "application/x-www-form-urlencoded", &form)
    }

    /// Sends a form with a file of text: the name of its field, its own, and what stands in it.
    pub(crate) fn upload(&self, path: &str, fields: &[(&str, &str)], file: (&str, &str, &str)) -> Reply {
        let mut body = String::new();
        for (name, value) in [("csrf", self.token.as_str())].iter().chain(fields) {
            let _ = write!(body, "--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        let (field, name, text) = file;
        let _ = write!(
            body,
            "--X\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n{text}\r\n--X--\r\n"
        );
        self.post_raw(path, "multipart/form-data; boundary=X", &body)
    }

    /// Sends a body of a type.
    pub(crate) fn post_raw(&self, path: &str, kind: &str, body: &str) -> Reply {
        self.write(&Method::POST, path, &[("content-type", kind)], body)
    }

    /// Sends JSON.
    pub(crate) fn json(&self, method: &Method, path: &str, headers: &[(&str, &str)], body: &Value) -> Reply {
        let headers: Vec<(&str, &str)> =
            [("content-type", "application/json")].iter().chain(headers).copied().collect();
        self.write(method, path, &headers, &body.to_string())
    }

    /// Sends a request with a body.
    pub(crate) fn write(&self, method: &Method, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let request =
            headers.iter().fold(self.request(method, path), |request, (name, value)| request.header(*name, *value));
        let request = request.header(header::CONTENT_LENGTH, body.len());
        self.send(request.body(Body::from(body.to_owned())).expect("a request"))
    }
}

/// The file of the translation of [`BOTH`].
const TRANSLATION: &str = "2025-05-21-joint-statement.ja.txt";

/// A document of the examples in two languages.
pub(crate) const BOTH: &str = "arv-hta-2025-05-21";
