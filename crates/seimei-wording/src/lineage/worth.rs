//! What the signs are worth together.
//!
//! Learnt from families made by hand, by gradient boosting over regression trees: no sign decides alone, and what one is
//! worth depends on the others (a long shared stretch means less where both name other places). `docs/trace.md` says from
//! which families, and how well it does on families left aside; `benches/kinship.py` learns it anew.
//!
//! # Source
//! Friedman, Greedy Function Approximation: A Gradient Boosting Machine, Annals of Statistics 29 (2001).

use crate::lineage::signs::Signs;
use crate::lineage::trees::{BALANCED, BASE, LEAF, TREES};

/// Log-odds; 0 is the border between kin and others.
pub type Worth = f64;

/// Passages are kin from this worth on.
pub const LIKELY: Worth = 0.0;

/// Where likeness and stretch together are below this, nothing else makes two passages kin.
pub(super) const HOPELESS: f64 = 1.0;

/// Nor where the likeness alone is below this: less than a sixth of both in common.
pub(super) const UNLIKE: f64 = -1.75;

/// The worth of what is not weighed.
const NEVER: Worth = -10.0;

/// Returns how likely two passages say one formula.
pub fn worth(signs: &Signs) -> Worth {
    if signs.likeness < UNLIKE || signs.likeness + signs.stretch < HOPELESS {
        return NEVER;
    }
    let signs = signs.in_order();
    let of_tree = |tree: &&[_]| {
        let mut at = 0;
        loop {
            let (sign, value, left, right) = tree[at];
            if sign == LEAF {
                return value;
            }
            // A tree that names a sign there is none of would be a mistake of its maker; `every_tree_leads_to_a_leaf` looks.
            let is_left = signs.get(usize::from(sign)).is_some_and(|sign| *sign <= value);
            at = usize::from(if is_left { left } else { right });
        }
    };
    BASE + TREES.iter().map(of_tree).sum::<f64>() - BALANCED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tree_leads_to_a_leaf() {
        let count = Signs::COUNT;
        for tree in TREES {
            for (place, &(sign, value, left, right)) in tree.iter().enumerate() {
                assert!(value.is_finite());
                if sign != LEAF {
                    // Forwards only, so that no walk is endless.
                    assert!(usize::from(sign) < count);
                    assert!(usize::from(left) > place && usize::from(left) < tree.len());
                    assert!(usize::from(right) > place && usize::from(right) < tree.len());
                }
            }
        }
    }
}
