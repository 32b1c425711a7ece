//! What finding mechanisms has in common in all languages.
