//! The page to read the interface's description on: made by the server of the description itself.

use std::fmt::Write as _;

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use serde_json::{Map, Value};

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::wrong::Answer;

/// Addresses of one sort.
struct Group {
    id: String,
    name: String,
    description: String,
    operations: Vec<Shown>,
}

/// What can be done at an address.
struct Shown {
    id: String,
    method: String,
    path: String,
    summary: String,
    parameters: Vec<Field>,
    bodies: Vec<Body>,
    answers: Vec<(String, String, String)>,
    example: String,
}

/// A parameter, or a field of a body.
struct Field {
    name: String,
    place: String,
    kind: String,
    is_required: bool,
    description: String,
}

/// What is sent.
struct Body {
    media: String,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "api.html")]
struct Page<'m> {
    frame: Frame<'m>,
    version: String,
    description: String,
    groups: Vec<Group>,
}

/// Shows it.
#[expect(clippy::unused_async, reason = "a handler")]
pub(super) async fn page(ask: Ask, description: Arc<Value>) -> Answer {
    let info = &description["info"];
    show(&Page {
        frame: ask.frame(Place::Elsewhere, ask.t().text("api.title")),
        version: text(&info["version"]),
        description: text(&info["description"]),
        groups: groups(&description),
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn groups(description: &Value) -> Vec<Group> {
    let mut shown: BTreeMap<String, Vec<Shown>> = BTreeMap::new();
    for (path, item) in description["paths"].as_object().into_iter().flatten() {
        for method in ["get", "post", "put", "patch", "delete"] {
            let operation = &item[method];
            if operation.is_object() {
                let tag = text(&operation["tags"][0]);
                shown.entry(tag).or_default().push(operation_of(description, method, path, operation));
            }
        }
    }
    let tags = description["tags"].as_array().into_iter().flatten();
    let mut groups: Vec<Group> = tags
        .filter_map(|tag| {
            let name = text(&tag["name"]);
            let operations = shown.remove(&name)?;
            Some(Group { id: name.clone(), name, description: text(&tag["description"]), operations })
        })
        .collect();
    groups.extend(shown.into_iter().map(|(name, operations)| Group {
        id: name.clone(),
        name,
        description: String::new(),
        operations,
    }));
    groups
}

fn operation_of(description: &Value, method: &str, path: &str, operation: &Value) -> Shown {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let parameters: Vec<(Field, String)> =
        parameters.map(|one| parameter(description, resolved(description, one))).collect();
    let content = resolved(description, &operation["requestBody"])["content"].as_object();
    let bodies = content.into_iter().flatten().map(|(media, body)| Body {
        media: media.clone(),
        fields: fields(description, resolved(description, &body["schema"])),
    });
    let bodies: Vec<Body> = bodies.collect();
    let answers = operation["responses"].as_object().into_iter().flatten().map(|(status, answer)| {
        let answer = resolved(description, answer);
        let media = answer["content"].as_object().into_iter().flat_map(Map::keys).cloned().collect::<Vec<_>>();
        (status.clone(), text(&answer["description"]), media.join(", "))
    });
    Shown {
        id: text(&operation["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        answers: answers.collect(),
        example: example(method, path, &parameters, &bodies),
        parameters: parameters.into_iter().map(|(field, _)| field).collect(),
        bodies,
    }
}

/// Returns what a reference leads to.
fn resolved<'d>(description: &'d Value, value: &'d Value) -> &'d Value {
    match value["$ref"].as_str().and_then(|at| at.strip_prefix('#')) {
        Some(at) => description.pointer(at).unwrap_or(value),
        None => value,
    }
}

/// Returns a parameter, and what it is in the example.
fn parameter(description: &Value, one: &Value) -> (Field, String) {
    let schema = resolved(description, &one["schema"]);
    let name = text(&one["name"]);
    let example = [&one["example"], &schema["example"], &schema["examples"][0]];
    let example = example.into_iter().find(|example| !example.is_null()).unwrap_or(&Value::Null);
    let example = example
        .as_str()
        .map_or_else(|| if example.is_null() { format!("{{{name}}}") } else { example.to_string() }, str::to_owned);
    let field = Field {
        place: text(&one["in"]),
        kind: kind(description, schema),
        is_required: one["required"] == Value::Bool(true),
        description: text(&one["description"]),
        name,
    };
    (field, example)
}

fn fields(description: &Value, schema: &Value) -> Vec<Field> {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().into_iter().flatten();
    let field = |(name, property): (&String, &Value)| Field {
        name: name.clone(),
        place: String::new(),
        kind: kind(description, property),
        is_required: required.contains(&name.as_str()),
        description: text(&property["description"]),
    };
    properties.map(field).collect()
}

/// Returns what a schema takes, in short.
fn kind(description: &Value, schema: &Value) -> String {
    let schema = resolved(description, schema);
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | ");
    }
    for several in ["oneOf", "anyOf"] {
        let choices = schema[several].as_array().into_iter().flatten();
        let choices: Vec<String> =
            choices.filter(|one| one["type"] != "null").map(|one| kind(description, one)).collect();
        if !choices.is_empty() {
            return choices.join(" | ");
        }
    }
    let of = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or_default(),
        kind => kind.as_str().unwrap_or_default(),
    };
    let bound = |name: &str| schema[name].as_number().map(ToString::to_string);
    match (of, bound("minimum"), bound("maximum")) {
        ("array", ..) => format!("{} …", kind(description, &schema["items"])),
        (of, Some(least), Some(most)) => format!("{of} {least}–{most}"),
        (of, Some(least), None) => format!("{of} ≥ {least}"),
        (of, ..) => of.to_owned(),
    }
}

/// Returns a command that asks.
fn example(method: &str, path: &str, parameters: &[(Field, String)], bodies: &[Body]) -> String {
    let mut path = path.to_owned();
    let mut sign = '?';
    for (field, value) in parameters {
        if field.place == "path" {
            path = path.replace(&format!("{{{}}}", field.name), value);
        } else if field.place == "query" && field.is_required {
            let _ = write!(path, "{sign}{}={}", field.name, crate::links::part(value));
            sign = '&';
        }
    }
    let way = if method == "get" { String::new() } else { format!("-X {} ", method.to_uppercase()) };
    let body = bodies.first().map_or(String::new(), |body| match body.media.as_str() {
        "multipart/form-data" => "-F files=@statement.pdf ".to_owned(),
        media => {
            let fields =
                body.fields.iter().filter(|field| field.is_required).map(|field| format!("\"{}\": \"…\"", field.name));
            format!("-H 'Content-Type: {media}' -d '{{{}}}' ", fields.collect::<Vec<_>>().join(", "))
        }
    });
    format!("curl {way}{body}'http://127.0.0.1:7340{path}'")
}
