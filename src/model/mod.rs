//! The nouns of the field and their laws: pure, no files, no clock.
