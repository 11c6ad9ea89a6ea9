//! Expressions: the `{{ … }}` in a parameter, and the JavaScript of Code nodes as far as it can be read without running it.
//!
//! Four fifths of all expressions only read a path such as `$json.address.city`, and a few more join or compare such
//! paths. Those are parsed once and evaluated here, with JavaScript's semantics. Whatever this crate cannot promise to
//! answer as JavaScript would, it answers with [`Fault::NotNative`]; the caller then asks the sandbox.
//!
//! It also lists what an expression or a script refers to, and rewrites node names in both.
//!
//! Not here: a JavaScript engine, calls (but for the data accessors such as `$('Node').first()`), dates, extension
//! functions, and where the data comes from, which the caller's [`Scope`] says.

mod access;
mod ast;
mod blunder;
mod chars;
mod eval;
mod fault;
mod lex;
mod literal;
mod operators;
mod parse;
mod program;
mod property;
mod references;
mod rename;
mod scope;
mod split;
mod template;
#[cfg(feature = "testing")]
pub mod testing;

pub use blunder::{Blunder, blunder};
pub use chars::identifier;
pub use fault::{DataFault, Fault};
pub use literal::quote;
pub use program::Program;
pub use references::{DataPath, References, references, template_references};
pub use rename::{Kind, rename_node};
pub use scope::{Held, Js, Part, Reply, Scope, Which};
pub use split::{Piece, PieceKind, expression_text, is_expression, join, split};
pub use template::{Code, Fragment, Template};
