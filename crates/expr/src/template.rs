//! A parameter's text, parsed once: plain text and compiled `{{ code }}`.
//!
//! Not here: parameters that are lists or objects; the caller walks those and keeps a template a text.

use std::ops::Range;

use value::{Text, Value};

use crate::{
    Fault, Held, Js, Program, References, Scope,
    eval::{eval, look_up},
    operators::push_text,
    references::Collector,
    scope::Reply,
    split::{PieceKind, split},
};

/// Past this a text is no template any more; the sandbox may say so.
const MAX_TEXT: usize = 8 << 20;

/// A parsed parameter.
#[derive(Clone, Debug)]
pub struct Template {
    fragments: Vec<Fragment>,
    shape: Shape,
}

#[derive(Clone, Debug)]
enum Shape {
    /// No code at all
    Constant(Value),
    /// One piece of code and nothing else: its value keeps its type
    Whole,
    /// Everything else: joined to text
    Text,
    /// Not evaluated here
    Refused(&'static str),
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub enum Fragment {
    /// Plain text, as it comes out
    Text(Text),
    /// A `{{ code }}`
    Code(Code),
}

/// One `{{ code }}` of a template.
#[derive(Clone, Debug)]
pub struct Code {
    /// The code between the braces, `\}}` read as `}}`
    pub source: Text,
    /// Where it stands in the parameter, without the braces, the leading `=` counted
    pub span: Range<usize>,
    program: Result<Program, &'static str>,
}

impl Code {
    /// The compiled code, if it is native.
    pub fn program(&self) -> Option<&Program> {
        self.program.as_ref().ok()
    }

    /// Why it is not native.
    pub fn refusal(&self) -> Option<&'static str> {
        self.program.as_ref().err().copied()
    }
}

impl Template {
    /// Parses a parameter as it stands in the workflow, with its leading `=`; text without one is constant. Never
    /// fails: code that is no JavaScript is not native, and the sandbox will say what is wrong with it.
    pub fn parse(parameter: &str) -> Self {
        match parameter.strip_prefix('=') {
            None => Self {
                fragments: Vec::new(),
                shape: Shape::Constant(parameter.into()),
            },
            Some(text) if text.len() > MAX_TEXT => Self {
                fragments: vec![Fragment::Text(text.into())],
                shape: Shape::Refused("long text"),
            },
            Some(text) => Self::of_fragments(fragments(text)),
        }
    }

    fn of_fragments(fragments: Vec<Fragment>) -> Self {
        let refusal = fragments.iter().find_map(|fragment| match fragment {
            Fragment::Text(_) => None,
            Fragment::Code(code) => code.refusal(),
        });
        let shape = match (&fragments[..], refusal) {
            (_, Some(refusal)) => Shape::Refused(refusal),
            ([], _) => Shape::Constant("".into()),
            ([Fragment::Text(text)], _) => Shape::Constant(text.into()),
            ([Fragment::Code(_)], _) => Shape::Whole,
            _ => Shape::Text,
        };
        Self { fragments, shape }
    }

    /// Its pieces in order; none for a parameter that is no expression.
    pub fn fragments(&self) -> &[Fragment] {
        &self.fragments
    }

    /// Its pieces of code in order.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        self.fragments.iter().filter_map(|fragment| match fragment {
            Fragment::Text(_) => None,
            Fragment::Code(code) => Some(code),
        })
    }

    /// The value, if it does not depend on any data.
    pub fn constant(&self) -> Option<&Value> {
        match &self.shape {
            Shape::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is one `{{ }}` and nothing else, so that its value keeps its type.
    pub fn is_whole(&self) -> bool {
        matches!(self.fragments[..], [Fragment::Code(_)])
    }

    /// Whether [`eval`](Self::eval) can answer without the sandbox; for some data it still may not.
    pub fn is_native(&self) -> bool {
        !matches!(self.shape, Shape::Refused(_))
    }

    /// The value over `scope`. As in n8n, what JavaScript throws inside `{{ }}` is swallowed and yields `undefined`, and
    /// in a text, pieces that are `null`, `undefined` or `NaN` leave nothing.
    ///
    /// # Errors
    /// [`Fault::NotNative`] if the sandbox has to be asked, [`Fault::Data`] if the data asked for are not there.
    pub fn eval(&self, scope: &dyn Scope) -> Result<Js, Fault> {
        match &self.shape {
            Shape::Constant(value) => Ok(Js::Value(value.clone())),
            Shape::Refused(refusal) => Err(Fault::NotNative(refusal)),
            Shape::Whole => match self.codes().next() {
                Some(code) => eval_code(code, scope).map(Held::into_js),
                None => Ok(Js::Undefined),
            },
            Shape::Text => self.eval_text(scope),
        }
    }

    fn eval_text(&self, scope: &dyn Scope) -> Result<Js, Fault> {
        let mut out = String::with_capacity(128);
        for fragment in &self.fragments {
            match fragment {
                Fragment::Text(text) => out.push_str(text),
                Fragment::Code(code) => push_piece(&mut out, code, scope)?,
            }
        }
        Ok(Js::Value(out.into()))
    }

    /// What its code refers to.
    pub fn references(&self) -> References {
        let mut collector = Collector::default();
        self.codes().for_each(|code| collector.read(&code.source));
        collector.found
    }
}

fn fragments(text: &str) -> Vec<Fragment> {
    let pieces = split(text);
    let last = pieces.len() - 1;
    let mut fragments = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.into_iter().enumerate() {
        match piece.kind {
            _ if piece.text.is_empty() && piece.kind != (PieceKind::Code { closed: true }) => {}
            PieceKind::Text if at < last => {
                fragments.push(Fragment::Text(piece.text.replace("\\\\", "\\").into()));
            }
            PieceKind::Text => fragments.push(Fragment::Text(piece.text.into())),
            PieceKind::Code { .. } => fragments.push(Fragment::Code(Code {
                program: Program::compile(&piece.text),
                source: piece.text.into(),
                span: piece.span.start + 1..piece.span.end + 1,
            })),
        }
    }
    fragments
}

fn eval_code<'a>(code: &'a Code, scope: &'a dyn Scope) -> Reply<'a> {
    let program = code
        .program
        .as_ref()
        .map_err(|refusal| Fault::NotNative(refusal))?;
    match eval(program.root(), scope) {
        Err(Fault::Throw { .. }) => Ok(Held::Undefined),
        reply => reply,
    }
}

/// Appends a piece's value to a text.
fn push_piece(out: &mut String, code: &Code, scope: &dyn Scope) -> Result<(), Fault> {
    let direct = code
        .program()
        .and_then(|program| look_up(program.root(), scope));
    let held = match direct {
        Some(value) => Held::Ref(value),
        None => eval_code(code, scope)?,
    };
    match held.value() {
        None | Some(Value::Null) => Ok(()),
        Some(Value::Number(number)) if number.is_nan() => Ok(()),
        Some(_) => push_text(out, &held),
    }
}
