//! `seimei align`: two texts of one document, provision beside provision.

use std::io::{self, Write};

use clap::Command;
use seimei_app::align::{self, Alignment, Group};
use seimei_app::lexicon::{self, Lexicon};
use seimei_app::names::Names;
use seimei_app::printed::align::groups;

use crate::commands::common::{self, argument, fail, option, with_archive, with_lexicon};
use crate::commands::texts::{self, Text, is_file};
use crate::commands::{Call, aligned};
use crate::messages::Messages;
use crate::report::Look;
use crate::{Outcome, arguments, problem, terminal};

pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let texts = argument("texts", "align.text", "align.texts", messages).num_args(1..=2).required(true);
    let why = option("why", "align.why", messages).action(clap::ArgAction::SetTrue);
    with_lexicon(with_archive(command.arg(texts).arg(why), messages), messages)
        .after_help(messages.text("align.more").to_owned())
}

pub(super) fn run(call: &Call) -> io::Result<Outcome> {
    let (a, b, lexicon) = match named_texts(call) {
        Ok(texts) => texts,
        Err(outcome) => return Ok(outcome),
    };
    let alignment = align::align(&a.reading, &b.reading, &lexicon);
    let outcome = if alignment.groups.iter().any(Group::is_link) { Outcome::Done } else { Outcome::NothingFound };
    if call.matches.get_flag("json") {
        print_json(&a, &b, &alignment)?;
        return Ok(outcome);
    }
    let names = Names::new(&lexicon, call.messages.lang);
    let look =
        Look { messages: call.messages, names: &names, columns: terminal::columns(), colour: call.color.on_stdout() };
    let text = aligned::page(&a, &b, &alignment, call.matches.get_flag("why"), &look);
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(outcome)
}

/// Finds the texts that were named: files where there is such a file, else expressions of the archive. One document
/// named alone stands for its two expressions.
fn named_texts(call: &Call) -> Result<(Text, Text, Lexicon), Outcome> {
    let named: Vec<&str> = call.matches.get_many::<String>("texts").into_iter().flatten().map(String::as_str).collect();
    let place = if named.iter().all(|name| is_file(name)) { None } else { common::place(call)? };
    let Some(_) = place else {
        let &[a, b] = named.as_slice() else { return Err(fail(call.messages.text("align.two"))) };
        let lexicon = lexicon::load(&arguments::paths(call.matches, "lexicon"))
            .map_err(|error| fail(&problem::of_lexicon(&error, call.messages)))?;
        return Ok((texts::file(a, &lexicon, call)?, texts::file(b, &lexicon, call)?, lexicon));
    };
    let archive = common::open(call)?;
    let lexicon = common::lexicon(call, &archive)?;
    let kept = |name: &str| -> Result<Text, Outcome> {
        let (_, found) = common::find(&archive, name, call.messages)?;
        texts::kept(&archive, &found.expression.id, call)
    };
    if let &[document] = named.as_slice() {
        let (_, found) = common::find(&archive, document, call.messages)?;
        let [one, other, ..] = found.document.expressions.as_slice() else {
            let id = found.document.id.as_str();
            return Err(fail(&call.messages.fill("align.one-language", &[("id", id)])));
        };
        return Ok((texts::kept(&archive, &one.id, call)?, texts::kept(&archive, &other.id, call)?, lexicon));
    }
    let text = |name: &str| if is_file(name) { texts::file(name, &lexicon, call) } else { kept(name) };
    let (a, b) = (text(named[0])?, text(named[1])?);
    Ok((a, b, lexicon))
}

/// Prints the groups as a list, one a line.
fn print_json(a: &Text, b: &Text, alignment: &Alignment) -> io::Result<()> {
    let groups = groups(a, b, alignment).iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
    let mut out = io::stdout().lock();
    writeln!(out, "[\n{}\n]", groups.join(",\n"))?;
    out.flush()
}
