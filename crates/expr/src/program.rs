//! The code of one `{{ }}`, compiled for native evaluation.
//!
//! Not here: templates, see [`template`](crate::template).

use crate::{Fault, Js, Scope, ast::Node, eval, parse};

/// A compiled native expression.
#[derive(Clone, Debug)]
pub struct Program {
    root: Node,
}

impl Program {
    /// Compiles `code`, the inside of one `{{ }}`.
    ///
    /// # Errors
    /// [`Fault::NotNative`] for everything this crate leaves to the sandbox, code that is no JavaScript included.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        Self::compile(code).map_err(Fault::NotNative)
    }

    pub(crate) fn compile(code: &str) -> Result<Self, &'static str> {
        parse::parse(code).map(|root| Self { root })
    }

    /// The value of the expression over `scope`.
    ///
    /// # Errors
    /// A [`Fault::Throw`] is what JavaScript would throw; a template swallows it, see
    /// [`Template::eval`](crate::Template::eval).
    pub fn eval(&self, scope: &dyn Scope) -> Result<Js, Fault> {
        eval::eval(&self.root, scope).map(crate::Held::into_js)
    }

    pub(crate) fn root(&self) -> &Node {
        &self.root
    }
}
