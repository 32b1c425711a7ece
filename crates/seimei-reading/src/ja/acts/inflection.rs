//! A finite grammar of inflection: reads what follows the stem of a predicate.
//!
//! Knows endings only. Which stems there are, and of which class, is the lexicon's business;
//! what the words after the ending make of the predicate is decided in [`super::role`].

/// How a stem inflects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// A noun with する: 歓迎する.
    Suru,
    /// A stem that ends in its vowel: 求め-る.
    Ichidan,
    /// A consonant stem; the row of its kana: 促-す.
    Godan(Row),
    /// A noun or adjectival noun with the copula: 遺憾-である.
    Copula,
}

/// The kana that a consonant stem takes: before ない, before ます, plain, before ば, before う, and
/// before て and た with their voicing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Row {
    kana: [&'static str; 5],
    joined: &'static str,
    voiced: bool,
}

const ROWS: &[(&str, Row)] = &[
    ("k", Row { kana: ["か", "き", "く", "け", "こ"], joined: "い", voiced: false }),
    ("iku", Row { kana: ["か", "き", "く", "け", "こ"], joined: "っ", voiced: false }),
    ("g", Row { kana: ["が", "ぎ", "ぐ", "げ", "ご"], joined: "い", voiced: true }),
    ("s", Row { kana: ["さ", "し", "す", "せ", "そ"], joined: "し", voiced: false }),
    ("t", Row { kana: ["た", "ち", "つ", "て", "と"], joined: "っ", voiced: false }),
    ("n", Row { kana: ["な", "に", "ぬ", "ね", "の"], joined: "ん", voiced: true }),
    ("b", Row { kana: ["ば", "び", "ぶ", "べ", "ぼ"], joined: "ん", voiced: true }),
    ("m", Row { kana: ["ま", "み", "む", "め", "も"], joined: "ん", voiced: true }),
    ("r", Row { kana: ["ら", "り", "る", "れ", "ろ"], joined: "っ", voiced: false }),
    ("w", Row { kana: ["わ", "い", "う", "え", "お"], joined: "っ", voiced: false }),
];

impl Class {
    /// Returns the class for the data's word (`suru`, `ichidan`, `godan-s`, `copula`), or `None`.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        match word {
            "suru" => Some(Self::Suru),
            "ichidan" => Some(Self::Ichidan),
            "copula" => Some(Self::Copula),
            _ => {
                let row = word.strip_prefix("godan-")?;
                ROWS.iter().find(|(name, _)| *name == row).map(|(_, row)| Self::Godan(*row))
            }
        }
    }
}

/// In which form the predicate stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// る, た, ない, である: ends a sentence or stands before a noun.
    Plain,
    /// ます, ました, です: ends a sentence.
    Polite,
    /// 歓迎し, 求め: goes on.
    Continuative,
    /// つつ, ながら.
    While,
    /// して.
    Te,
    /// すれば, したら.
    Condition,
    /// しよう, せよ.
    Will,
    /// A noun alone: 歓迎.
    Bare,
}

/// What the ending says beside its form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a category of the grammar; they combine freely")]
pub(super) struct Shade {
    /// た.
    pub(super) past: bool,
    /// ている.
    pub(super) under_way: bool,
    /// ていく, てまいる.
    pub(super) onward: bool,
    /// ない, ず.
    pub(super) negative: bool,
    /// される.
    pub(super) passive: bool,
    /// させる.
    pub(super) causative: bool,
    /// たい.
    pub(super) desire: bool,
    /// なければならない, べき.
    pub(super) duty: bool,
    /// できる, 得る.
    pub(super) potential: bool,
}

/// An ending that was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Inflection {
    /// Its length in bytes.
    pub(super) len: usize,
    /// The form.
    pub(super) form: Form,
    /// What it says beside.
    pub(super) shade: Shade,
}

/// Reads the ending that stands at the beginning of `rest`, after a stem of `class`.
///
/// `None` if `rest` does not begin with an ending of that class.
pub(super) fn read(rest: &str, class: Class) -> Option<Inflection> {
    let mut reader = Reader { rest, at: 0, shade: Shade::default() };
    let form = match class {
        Class::Suru => reader.suru(),
        Class::Ichidan => reader.ichidan(true),
        Class::Godan(row) => reader.godan(row),
        Class::Copula => reader.copula(),
    }?;
    Some(Inflection { len: reader.at, form, shade: reader.shade })
}

/// Auxiliaries are at most this many to one stem; bounds the reading of hostile text.
const LONGEST_CHAIN: usize = 12;

struct Reader<'t> {
    rest: &'t str,
    at: usize,
    shade: Shade,
}

impl Reader<'_> {
    fn eat(&mut self, ending: &str) -> bool {
        let found = self.rest[self.at..].starts_with(ending);
        if found {
            self.at += ending.len();
        }
        found
    }

    fn eat_any(&mut self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.eat(ending))
    }

    fn sees(&self, ending: &str) -> bool {
        self.rest[self.at..].starts_with(ending)
    }

    fn suru(&mut self) -> Option<Form> {
        if self.eat("すべき") || self.eat("するべき") {
            return Some(self.duty());
        }
        if self.eat("する") || self.eat("致す") || self.eat("いたす") {
            return Some(Form::Plain);
        }
        if self.eat("すれば") {
            return Some(Form::Condition);
        }
        if self.eat_any(&["しよう", "せよ", "しろ"]) {
            return Some(Form::Will);
        }
        if self.eat("させ") || self.eat("せしめ") {
            self.shade.causative = true;
            return self.ichidan(false);
        }
        if self.eat("され") || self.eat("せられ") {
            self.shade.passive = true;
            return self.ichidan(false);
        }
        if self.eat("せず") || self.eat("せぬ") {
            self.shade.negative = true;
            return Some(Form::Continuative);
        }
        if self.eat("でき") || self.eat("出来") {
            self.shade.potential = true;
            return self.ichidan(false);
        }
        if self.eat("いたし") || self.eat("致し") || self.eat("申し上げ") || self.eat("し") {
            return self.after_continuative(true, false);
        }
        None
    }

    fn ichidan(&mut self, may_voice: bool) -> Option<Form> {
        if self.eat("るべき") || self.eat("べき") {
            return Some(self.duty());
        }
        if self.eat("る") {
            return Some(Form::Plain);
        }
        if self.eat("れば") {
            return Some(Form::Condition);
        }
        if self.sees("よう") && !self.sees("ように") && !self.sees("よう、") && self.eat("よう") {
            return Some(Form::Will);
        }
        if may_voice && self.eat("られ") {
            self.shade.passive = true;
            return self.ichidan(false);
        }
        if may_voice && self.eat("させ") {
            self.shade.causative = true;
            return self.ichidan(false);
        }
        if self.eat("ず") || self.eat("ぬ") {
            self.shade.negative = true;
            return Some(Form::Continuative);
        }
        self.after_continuative(true, false)
    }

    fn godan(&mut self, row: Row) -> Option<Form> {
        let [before_nai, before_masu, plain, before_ba, before_u] = row.kana;
        if self.eat(row.joined) || row.joined == "っ" && self.eat("つ") {
            if self.sees("た") || self.sees("て") || row.voiced && (self.sees("だ") || self.sees("で")) {
                return self.after_continuative(false, row.voiced);
            }
            self.at = 0;
        }
        if self.eat(before_nai) {
            if self.eat("れ") {
                self.shade.passive = true;
                return self.ichidan(false);
            }
            if self.eat("せ") {
                self.shade.causative = true;
                return self.ichidan(false);
            }
            if self.eat("ず") || self.eat("ぬ") {
                self.shade.negative = true;
                return Some(Form::Continuative);
            }
            return self.negative();
        }
        if self.eat(before_masu) {
            return self.after_continuative(false, false);
        }
        if self.eat(plain) {
            if self.eat("べき") {
                return Some(self.duty());
            }
            return Some(Form::Plain);
        }
        if self.eat(before_ba) {
            if self.eat("ば") {
                return Some(Form::Condition);
            }
            self.shade.potential = true;
            return self.ichidan(false);
        }
        if self.eat(before_u) && self.eat("う") {
            return Some(Form::Will);
        }
        None
    }

    fn copula(&mut self) -> Option<Form> {
        if self.eat_any(&["でした", "であった", "だった"]) {
            self.shade.past = true;
            return Some(Form::Plain);
        }
        if self.eat_any(&["でありました"]) {
            self.shade.past = true;
            return Some(Form::Polite);
        }
        if self.eat_any(&["であります", "でございます", "です"]) {
            return Some(Form::Polite);
        }
        if self.eat_any(&["であり", "でおり"]) {
            return Some(Form::Continuative);
        }
        if self.eat_any(&["である", "だ"]) {
            return Some(Form::Plain);
        }
        self.sees("。").then_some(Form::Plain)
    }

    /// After 連用形: ます, た, て, たい, つつ, the second verb of a compound, or nothing.
    fn after_continuative(&mut self, may_negate: bool, voiced: bool) -> Option<Form> {
        for _ in 0..LONGEST_CHAIN {
            if self.eat("合い") || self.eat("合っ") || self.eat("合う") || self.eat("合わ") {
                if self.rest[..self.at].ends_with('う') {
                    return Some(Form::Plain);
                }
                continue;
            }
            if self.eat_any(&["続け", "始め", "かけ", "終え"]) {
                return self.ichidan(false);
            }
            if self.eat_any(&["得る", "うる"]) {
                self.shade.potential = true;
                return Some(Form::Plain);
            }
            if self.sees("得な") || self.sees("得ず") || self.sees("得ま") {
                self.at += "得".len();
                self.shade.potential = true;
                return self.ichidan(false);
            }
            break;
        }
        if self.eat("たい") || self.eat("たく") || self.eat("たかっ") {
            self.shade.desire = true;
            self.eat("た");
            return Some(Form::Plain);
        }
        if self.eat("たら") {
            return Some(Form::Condition);
        }
        if self.eat("た") || voiced && self.eat("だ") {
            self.shade.past = true;
            return Some(Form::Plain);
        }
        if self.eat("て") || voiced && self.eat("で") {
            return Some(self.after_te());
        }
        if let Some(form) = self.polite() {
            return Some(form);
        }
        if self.eat("つつ") {
            if self.eat("ある") {
                self.shade.under_way = true;
                return Some(Form::Plain);
            }
            if self.eat("あり") {
                self.shade.under_way = true;
                return Some(self.polite().unwrap_or(Form::Continuative));
            }
            self.eat("も");
            return Some(Form::While);
        }
        if self.eat("ながら") {
            self.eat("も");
            return Some(Form::While);
        }
        if may_negate && (self.sees("ない") || self.sees("なか") || self.sees("なく") || self.sees("なけ")) {
            return self.negative();
        }
        Some(Form::Continuative)
    }

    fn polite(&mut self) -> Option<Form> {
        if self.eat("ましょう") {
            return Some(Form::Will);
        }
        if self.eat("ました") {
            self.shade.past = true;
            self.eat("ら");
            return Some(Form::Polite);
        }
        if self.eat("まして") {
            return Some(Form::Te);
        }
        if self.eat("ませんでした") {
            self.shade.past = true;
            self.shade.negative = true;
            return Some(Form::Polite);
        }
        if self.eat("ません") {
            self.shade.negative = true;
            return Some(Form::Polite);
        }
        self.eat("ます").then_some(Form::Polite)
    }

    fn after_te(&mut self) -> Form {
        let mark = self.at;
        if self.eat_any(&["はならない", "はなりません", "はいけない", "はならず"]) {
            self.shade.duty = true;
            self.shade.negative = true;
            return Form::Plain;
        }
        if self.eat("いく") || self.eat("ゆく") {
            self.shade.onward = true;
            return if self.eat("べき") { self.duty() } else { Form::Plain };
        }
        if self.eat("いき") || self.eat("ゆき") {
            self.shade.onward = true;
            return self.after_continuative(false, false).unwrap_or(Form::Continuative);
        }
        if self.eat("いか") || self.eat("いこ") {
            self.shade.onward = true;
            if self.eat("う") {
                return Form::Will;
            }
            return self.negative().unwrap_or(Form::Plain);
        }
        if self.eat("いった") {
            self.shade.past = true;
            return Form::Plain;
        }
        if self.eat("まいり") || self.eat("参り") {
            let form = self.after_continuative(false, false).unwrap_or(Form::Continuative);
            self.shade.onward = !self.shade.past;
            return form;
        }
        if self.eat("まいる") || self.eat("参る") {
            self.shade.onward = true;
            return Form::Plain;
        }
        if self.eat("まいった") || self.eat("きた") || self.eat("来た") {
            self.shade.past = true;
            return Form::Plain;
        }
        if self.eat("くる") || self.eat("来る") {
            return Form::Plain;
        }
        if self.eat("き") {
            if let Some(form) = self.polite() {
                return form;
            }
            if self.sees("て") {
                self.at += "て".len();
                return self.after_te();
            }
            self.at = mark;
        }
        if self.eat("おります") || self.eat("おる") {
            self.shade.under_way = true;
            return if self.rest[..self.at].ends_with('す') { Form::Polite } else { Form::Plain };
        }
        if self.eat("おり") {
            self.shade.under_way = true;
            return self.after_continuative(false, false).unwrap_or(Form::Continuative);
        }
        if self.eat("おら") {
            self.shade.under_way = true;
            self.shade.negative = true;
            self.eat_any(&["ず", "ない", "れる"]);
            return Form::Continuative;
        }
        if self.eat("いただ") || self.eat("頂") {
            return self.godan(ROWS[0].1).unwrap_or(Form::Te);
        }
        if self.eat_any(&["ほしい", "欲しい", "ください", "下さい"]) {
            return Form::Plain;
        }
        if self.sees("いる") || self.sees("いた") || self.sees("いな") || self.sees("いま") || self.sees("いて")
        {
            self.at += "い".len();
            self.shade.under_way = true;
            return self.ichidan(false).unwrap_or(Form::Plain);
        }
        if self.eat("い") {
            if self.sees("、") {
                self.shade.under_way = true;
                return Form::Continuative;
            }
            self.at = mark;
        }
        if self.eat("しま") {
            return self.godan(ROWS[9].1).unwrap_or(Form::Te);
        }
        self.eat("も");
        Form::Te
    }

    fn negative(&mut self) -> Option<Form> {
        if self.eat_any(&[
            "なければならない",
            "なければならず",
            "なければならなかった",
            "なければなりません",
            "なければならぬ",
            "なければいけない",
            "なくてはならない",
            "ねばならない",
            "ねばなりません",
            "ねばならぬ",
        ]) {
            self.shade.duty = true;
            return Some(Form::Plain);
        }
        self.shade.negative = true;
        if self.eat("なかった") {
            self.shade.past = true;
            return Some(Form::Plain);
        }
        if self.eat("なければ") {
            return Some(Form::Condition);
        }
        if self.eat("ない") {
            self.eat("で");
            return Some(Form::Plain);
        }
        if self.eat("なく") {
            self.eat("て");
            return Some(Form::Continuative);
        }
        None
    }

    fn duty(&mut self) -> Form {
        self.shade.duty = true;
        self.copula().unwrap_or(Form::Plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `stem class` against `text`: what is read, as `ending form shades`.
    fn check(class: &str, rest: &str, expected: &str) {
        let class = Class::from_word(class).expect("a class");
        let got = read(rest, class).map_or("-".to_owned(), |found| {
            let Shade { past, under_way, onward, negative, passive, causative, desire, duty, potential } = found.shade;
            let mut line = format!("{} {:?}", &rest[..found.len], found.form);
            for (on, word) in [
                (past, "past"),
                (under_way, "under-way"),
                (onward, "onward"),
                (negative, "negative"),
                (passive, "passive"),
                (causative, "causative"),
                (desire, "desire"),
                (duty, "duty"),
                (potential, "potential"),
            ] {
                if on {
                    line = line + " " + word;
                }
            }
            line
        });
        assert_eq!(got, expected, "{rest}");
    }

    #[test]
    fn nouns_with_suru_inflect() {
        check("suru", "する。", "する Plain");
        check("suru", "した。", "した Plain past");
        check("suru", "し、", "し Continuative");
        check("suru", "しつつ、", "しつつ While");
        check("suru", "しました。", "しました Polite past");
        check("suru", "している。", "している Plain under-way");
        check("suru", "しており、", "しており Continuative under-way");
        check("suru", "していく。", "していく Plain onward");
        check("suru", "してまいります。", "してまいります Polite onward");
        check("suru", "してまいりました。", "してまいりました Polite past");
        check("suru", "されていません。", "されていません Polite under-way negative passive");
        check("suru", "しなければならない。", "しなければならない Plain duty");
        check("suru", "すべきである。", "すべきである Plain duty");
        check("suru", "したい。", "したい Plain desire");
        check("suru", "せしめるべく", "せしめる Plain causative");
        check("suru", "し合い、", "し合い Continuative");
        check("suru", "できません。", "できません Polite negative potential");
        check("suru", "の意を", "-");
    }

    #[test]
    fn vowel_stems_inflect() {
        check("ichidan", "る。", "る Plain");
        check("ichidan", "た。", "た Plain past");
        check("ichidan", "、", " Continuative");
        check("ichidan", "られない。", "られない Plain negative passive");
        check("ichidan", "ていきます。", "ていきます Polite onward");
        check("ichidan", "続ける。", "続ける Plain");
    }

    #[test]
    fn consonant_stems_inflect() {
        check("godan-s", "した。", "した Plain past");
        check("godan-s", "し、", "し Continuative");
        check("godan-s", "すとともに", "す Plain");
        check("godan-w", "った。", "った Plain past");
        check("godan-w", "つた。", "つた Plain past");
        check("godan-w", "い合った。", "い合った Plain past");
        check("godan-b", "んだ。", "んだ Plain past");
        check("godan-s", "されない。", "されない Plain negative passive");
        check("godan-k", "け", "け Continuative potential");
        check("godan-s", "度", "-");
    }

    #[test]
    fn the_copula_follows_nouns() {
        check("copula", "である。", "である Plain");
        check("copula", "であり、", "であり Continuative");
        check("copula", "です。", "です Polite");
        check("copula", "の", "-");
    }
}
