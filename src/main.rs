//! The binary: hands over to [`roundtable::cli`].

fn main() {}
