//! The program `seimei`.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Seimei: the record office for partnerships.
#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reads documents and prints what they say.
    Read {
        /// Files to read.
        files: Vec<PathBuf>,
        /// Print the whole reading as JSON.
        #[arg(long)]
        json: bool,
    },
}

fn main() -> anyhow::Result<()> {
    let Command::Read { files, .. } = Args::parse().command;
    let lexicon = seimei_app::read::builtin_lexicon();
    for file in files {
        println!("{}", serde_json::to_string_pretty(&seimei_app::read::read_file(&file, &lexicon)?)?);
    }
    Ok(())
}
