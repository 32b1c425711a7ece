//! Writes the invented stocktakes in every form and language to a folder, for looking at:
//! `cargo run -p seimei-export --example stocktake_page -- FOLDER`.

#[path = "../tests/stocktake/sample.rs"]
mod sample;

use std::path::PathBuf;

use seimei_export::stocktake::raster::{Raster, USUAL_FONTS};
use seimei_export::stocktake::{Form, Look, render};
use seimei_model::code::Lang;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let raster = Raster::new(USUAL_FONTS.iter().filter_map(|file| std::fs::read(file).ok()));
    let picture = |svg: &str| raster.png(svg);
    for (name, stocktake) in [("full", sample::full()), ("long", sample::long()), ("empty", sample::empty())] {
        for lang in [Lang::Ja, Lang::En] {
            let look = Look { picture: Some(&picture), ..Look::new(lang, &sample::Words) };
            for form in Form::ALL {
                let file = folder.join(format!("{name}.{}.{}", lang.tag(), form.ending()));
                std::fs::write(&file, render(&stocktake, &look, *form)?)?;
            }
        }
    }
    Ok(())
}
