//! Edit Fields (n8n's Set): adds, changes and drops fields.

mod assign;
mod raw;
mod spec;

use sdk::{Column, Ctx, Item, Map, Node, NodeSpec, Outputs, Result, Value, async_trait};

use super::names::{is_on, names, not_off};
use crate::path;
use assign::{Assignment, Name};

/// Adds, changes and drops fields.
pub struct Set;

#[async_trait]
impl Node for Set {
    fn spec(&self) -> NodeSpec {
        spec::spec()
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let plan = Plan::read(ctx).await?;
        let items = ctx.items();
        let copies = plan.copies;
        let mut out = Vec::with_capacity(items.len() * copies);
        for (at, item) in items.iter().enumerate() {
            for _ in 0..copies {
                match plan.apply(at, item) {
                    Ok(changed) => out.push(changed),
                    Err(error) => out.push(ctx.recover(at, error)?),
                }
            }
        }
        Ok(out.into())
    }
}

/// What is done to every item.
struct Plan {
    version: f64,
    keep: Keep,
    fields: Fields,
    options: Column,
    /// The options where they are the same for all items.
    same_options: Option<Options>,
    copies: usize,
}

/// The fields that are set.
enum Fields {
    Assigned(Vec<Assignment>),
    Json(Vec<Result<Value>>),
}

/// Which fields of the incoming record stay.
enum Keep {
    All,
    None,
    Choice {
        include: Column,
        selected: Column,
        except: Column,
    },
}

#[derive(Clone, Copy)]
struct Options {
    dotted: bool,
    ignore_errors: bool,
    strip_binary: bool,
    include_binary: bool,
}

impl Options {
    fn read(value: &Value) -> Self {
        Self {
            dotted: not_off(value, "dotNotation"),
            ignore_errors: is_on(value, "ignoreConversionErrors"),
            strip_binary: is_on(value, "stripBinary"),
            include_binary: is_on(value, "includeBinary"),
        }
    }
}

impl Plan {
    async fn read(ctx: &Ctx) -> Result<Self> {
        let version = ctx.version();
        let raw_options = ctx.raw("options").unwrap_or_default();
        let options = crate::conditions::column(ctx, "options", Some(&raw_options)).await?;
        let same_options = match &options {
            Column::Same(value) => Some(Options::read(value)),
            Column::Each { .. } => None,
        };
        let raw_mode = version >= 3.0 && ctx.value("mode", 0).await? == "raw";
        let fields = if raw_mode {
            Fields::Json(raw::objects(ctx).await?)
        } else {
            Fields::Assigned(assign::read(ctx).await?)
        };
        Ok(Self {
            version,
            keep: Keep::read(ctx).await?,
            fields,
            options,
            same_options,
            copies: copies(ctx).await?,
        })
    }

    fn apply(&self, at: usize, item: &Item) -> Result<Item> {
        let options = match self.same_options {
            Some(options) => options,
            None => Options::read(self.options.at(at)?),
        };
        let (mut record, kept_any) = self.keep.record(at, item, options)?;
        match &self.fields {
            Fields::Assigned(list) => {
                for assignment in list {
                    let (name, value) =
                        assignment.value(at, self.version, options.ignore_errors)?;
                    name.set(&mut record, value, options.dotted);
                }
            }
            Fields::Json(objects) => {
                let object = objects
                    .get(at)
                    .cloned()
                    .unwrap_or_else(|| Ok(Value::Null))?;
                for (name, value) in object.as_object().into_iter().flat_map(Map::iter) {
                    path::write(&mut record, name, value.clone(), options.dotted);
                }
            }
        }
        let mut changed = item.with_json(record);
        if !self.keeps_binary(kept_any, options) {
            changed.binary = None;
        }
        Ok(changed)
    }

    fn keeps_binary(&self, kept_any: bool, options: Options) -> bool {
        match self.version {
            v if v >= 3.4 => kept_any && !options.strip_binary,
            v if v >= 3.0 => options.include_binary,
            _ => kept_any,
        }
    }
}

impl Keep {
    async fn read(ctx: &Ctx) -> Result<Self> {
        let version = ctx.version();
        if version < 3.0 {
            let only = ctx.value("keepOnlySet", 0).await?;
            return Ok(if only == true { Self::None } else { Self::All });
        }
        if version >= 3.3 && ctx.value("includeOtherFields", 0).await? != true {
            return Ok(Self::None);
        }
        match ctx.raw("include").unwrap_or_else(|| "all".into()).as_str() {
            Some("all") => Ok(Self::All),
            Some("none") => Ok(Self::None),
            _ => Ok(Self::Choice {
                include: ctx.column("include").await?,
                selected: ctx.column("includeFields").await?,
                except: ctx.column("excludeFields").await?,
            }),
        }
    }

    /// The record to begin with, and whether any of the incoming one may be in it.
    fn record(&self, at: usize, item: &Item, options: Options) -> Result<(Map, bool)> {
        let (include, selected, except) = match self {
            Self::All => return Ok(((*item.json).clone(), true)),
            Self::None => return Ok((Map::new(), false)),
            Self::Choice {
                include,
                selected,
                except,
            } => (include, selected, except),
        };
        match include.at(at)?.as_str() {
            Some("selected") => Ok((
                select(&item.json, &names(selected.at(at)?), options.dotted),
                true,
            )),
            Some("except") => Ok((
                super::names::without(&item.json, &names(except.at(at)?), options.dotted),
                true,
            )),
            Some("none") => Ok((Map::new(), false)),
            _ => Ok(((*item.json).clone(), true)),
        }
    }
}

/// The given fields of a record; a field deeper down comes out under its last name.
fn select(record: &Map, names: &[String], dotted: bool) -> Map {
    let mut out = Map::with_capacity(names.len());
    for name in names {
        let Some(value) = path::read(record, name, dotted) else {
            continue;
        };
        let key = if dotted {
            name.rsplit('.').next().unwrap_or(name)
        } else {
            name
        };
        Name::new(key).set(&mut out, value.clone(), dotted);
    }
    out
}

/// How many times each item comes out: a help while trying things out, so only in runs by hand.
async fn copies(ctx: &Ctx) -> Result<usize> {
    const MOST: usize = 100_000;
    let wanted = ctx.version() >= 3.0
        && ctx.info().mode == model::Mode::Manual
        && ctx.value("duplicateItem", 0).await? == true;
    if !wanted {
        return Ok(1);
    }
    let count = ctx.value("duplicateCount", 0).await?.as_u64().unwrap_or(0) as usize;
    Ok(count.min(MOST) + 1)
}

#[cfg(test)]
mod tests;
