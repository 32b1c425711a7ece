//! The line under a list: how many, in which classes, how many anybody judged, by which rules.

use seimei_app::archive::register::{Class, Count, Rules};

use super::asked::CLASSES;
use crate::messages::Messages;

/// Returns the line. A class without entries is not named.
pub(super) fn sum(count: &Count, rules: &Rules, messages: &Messages) -> String {
    let told = |class: Class| {
        let n = count.in_class(class);
        let label = messages.label("class", class.word());
        (n > 0).then(|| messages.fill("register.of-class", &[("class", label), ("n", &n.to_string())]))
    };
    let classes: Vec<String> = CLASSES.into_iter().filter_map(told).collect();
    let classes = messages.list(classes.iter().map(String::as_str));
    let commitments = messages.count("count.commitments", count.all);
    let (assessed, share) = (count.assessed.to_string(), count.per_cent_assessed().to_string());
    let values = [
        ("commitments", commitments.as_str()),
        ("classes", classes.as_str()),
        ("assessed", assessed.as_str()),
        ("share", share.as_str()),
        ("rules", &by(rules, messages)),
    ];
    messages.fill("register.sum", &values)
}

/// Returns by which rules something was read and counted.
pub(super) fn by(rules: &Rules, messages: &Messages) -> String {
    messages.fill("register.rules", &[("lexicon", &rules.lexicon), ("program", &rules.program)])
}
