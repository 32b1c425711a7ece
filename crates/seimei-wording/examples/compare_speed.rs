//! How long it takes to compare two communiqués of so many words (20,000 unless told), with the word differences; beside it
//! the crate `similar` with its default over the words of the whole texts. `benches/compare.py` runs it and puts Python's
//! difflib beside. With a folder as second argument the two texts are written there.

use std::fmt::Write as _;
use std::time::{Duration, Instant};
use std::{env, fs, path::Path};

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_wording::compare::{Status, compare};
use similar::{Algorithm, capture_diff_slices};

const RUNS: usize = 9;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'t>(&mut self, words: &[&'t str]) -> &'t str {
        words[self.throw(words.len())]
    }
}

fn sentence(dice: &mut Dice) -> [String; 4] {
    let act = dice.pick(&[
        "We strongly condemn",
        "We welcome",
        "We reaffirm our commitment to",
        "We are concerned about",
        "We intend to support",
        "We underscore the importance of",
        "We will continue to strengthen",
        "We note",
    ]);
    let what = dice.pick(&[
        "the dredging",
        "the repair",
        "the joint survey",
        "the protection",
        "the licensing",
        "the training",
    ]);
    let quality =
        dice.pick(&["basic", "complete and verifiable", "unilateral", "timely", "coordinated", "transparent"]);
    let place = dice.pick(&[
        "lighthouses",
        "fishing grounds",
        "harbours",
        "sea lanes",
        "cables",
        "weather stations",
        "clinics",
    ]);
    let coast = dice.pick(&["northern", "southern", "eastern", "western", "inner", "outer"]);
    let name = format!("{} Bay", ["Tervik", "Selm", "Hart", "Ondra", "Kaldo", "Miren", "Pasko", "Ruvo"][dice.throw(8)]);
    let tail = format!(
        "of {} {place} along the {coast} coast of {name} by {}, with {} volunteers in accordance with international law",
        dice.throw(90) + 10,
        2030 + dice.throw(9),
        (dice.throw(90) + 10) * 10
    );
    [act.to_owned(), format!("{what} {quality}"), tail, format!("of station {}", dice.throw(9000))]
}

fn told(parts: &[String; 4]) -> String {
    format!("{} {} {} {}.", parts[0], parts[1], parts[3], parts[2])
}

fn main() {
    let mut arguments = env::args().skip(1);
    let words: usize = arguments.next().and_then(|words| words.parse().ok()).unwrap_or(20_000);
    let mut dice = Dice(7);
    let mut all = Vec::new();
    let mut count = 0;
    while count < words {
        let parts = sentence(&mut dice);
        count += told(&parts).split(' ').count();
        all.push(parts);
    }
    let mut b: Vec<[String; 4]> = Vec::new();
    for parts in &all {
        let mut parts = parts.clone();
        match dice.throw(10) {
            0 => continue,
            1 => b.push(sentence(&mut dice)),
            2..=4 => parts[0].clone_from(&sentence(&mut dice)[0]),
            5 => parts[1].clone_from(&sentence(&mut dice)[1]),
            _ => {}
        }
        let at = if dice.throw(20) == 0 { dice.throw(b.len() + 1) } else { b.len() };
        b.insert(at, parts);
    }
    let text = |sentences: &[[String; 4]]| {
        let mut text = String::new();
        for (index, parts) in sentences.iter().enumerate() {
            let _ = write!(text, "{}{}", told(parts), if index % 4 == 3 { "\n\n" } else { " " });
        }
        text
    };
    let (text_a, text_b) = (text(&all), text(&b));
    if let Some(folder) = arguments.next() {
        fs::write(Path::new(&folder).join("a.txt"), &text_a).expect("a writable folder");
        fs::write(Path::new(&folder).join("b.txt"), &text_b).expect("a writable folder");
    }
    let lexicon = builtin::lexicon();
    let read = |text: &str| seimei_reading::read::read(&ingest(text.as_bytes(), Format::Text, &lexicon), &lexicon);
    drop(read(&text_a));
    let start = Instant::now();
    let (a, b) = (read(&text_a), read(&text_b));
    let reading = start.elapsed();
    drop(compare(&a, &b, &lexicon));
    let mut times: Vec<Duration> = Vec::new();
    let mut comparison = compare(&a, &b, &lexicon);
    for _ in 0..RUNS {
        let start = Instant::now();
        comparison = compare(&a, &b, &lexicon);
        times.push(start.elapsed());
    }
    times.sort();
    let tokens = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (tokens_a, tokens_b) = (tokens(&text_a), tokens(&text_b));
    let start = Instant::now();
    let ops = capture_diff_slices(Algorithm::Myers, &tokens_a, &tokens_b);
    let myers = start.elapsed();
    println!("words_a\t{}", tokens_a.len());
    println!("words_b\t{}", tokens_b.len());
    println!("provisions\t{}\t{}", a.provisions.len(), b.provisions.len());
    println!("reading_ms\t{:.1}", reading.as_secs_f64() * 1e3);
    println!("compare_ms\t{:.1}", times[RUNS / 2].as_secs_f64() * 1e3);
    for status in Status::ALL {
        println!("{}\t{}", status.word(), comparison.count(*status));
    }
    println!("similar_myers_ms\t{:.1}\t{} operations", myers.as_secs_f64() * 1e3, ops.len());
}
