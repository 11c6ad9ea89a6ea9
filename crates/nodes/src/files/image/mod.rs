//! Edit Image: resizes, crops, turns, draws on and describes pictures.
//!
//! Of an animation only the first picture is edited. The pixels are not those of GraphicsMagick to the last bit.

mod blend;
mod color;
mod draw;
mod fields;
mod steps;

use std::io::Cursor;

use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, ImageReader, Limits, RgbaImage};
use sdk::{
    Binary, Column, Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Result,
    Value, async_trait, json,
};
use serde::Deserialize;

use super::{loose, mime, store};
use crate::aside::aside;
use steps::{Extra, Step};

/// Pictures with more pixels than this are refused.
pub(super) const MOST_PIXELS: u64 = 100_000_000;

/// Edits pictures.
pub struct EditImage;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    operation: String,
    #[serde(deserialize_with = "loose::text")]
    data_property_name: String,
    operations: Operations,
    options: Options,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Operations {
    operations: Vec<Value>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    #[serde(deserialize_with = "loose::some_text")]
    destination_key: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    font: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    file_name: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    format: Option<String>,
    #[serde(deserialize_with = "loose::some_number")]
    quality: Option<f64>,
}

#[async_trait]
impl Node for EditImage {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Edits a picture: resizes, crops, turns, blurs, frames it, writes or draws on it, or tells its size.".to_owned(),
            icon: "image".to_owned(),
            n8n: N8nType::base(&["editImage"]),
            params: fields::params(),
            effect: Effect::Pure,
            ..NodeSpec::new("image.edit", "Edit Image", Group::Files)
        }
        .aliases(&["edit image", "picture", "resize", "crop", "watermark", "photo", "thumbnail"])
        .example(&json!({ "operation": "resize", "width": 800, "height": 600 }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let all = ctx.all_params().await?;
        let mut out = Vec::new();
        for at in 0..ctx.items().len() {
            match one(ctx, &all, at).await {
                Ok(item) => out.push(item),
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

async fn one(ctx: &Ctx, all: &Column, at: usize) -> Result<Item> {
    let params: Params = all.read(at)?;
    let items = ctx.items();
    let property = params.data_property_name.as_str();
    let steps: Vec<Step> = match params.operation.as_str() {
        "multiStep" => params
            .operations
            .operations
            .iter()
            .map(read_step)
            .collect::<Result<_>>()?,
        _ => vec![read_step(all.at(at)?)?],
    };
    let creates = steps.first().is_some_and(|step| step.operation == "create");
    let (file, bytes) = match creates {
        true => (None, Bytes::new()),
        false => {
            let file = ctx.file(at, property)?;
            let bytes = ctx.host().load_binary(&file).await?;
            (Some(file), bytes)
        }
    };
    if params.operation == "information" {
        let facts = aside(move || information(&bytes)).await?;
        return Ok(items[at].with_json(facts));
    }
    let mut work = Vec::with_capacity(steps.len());
    for step in steps {
        let extra = extra(ctx, at, &step, &params.options).await?;
        work.push((step, extra));
    }
    let wanted = params
        .options
        .format
        .as_deref()
        .map(format_of)
        .transpose()?;
    let quality = params.options.quality;
    let source = (!creates).then_some(bytes);
    let (bytes, format) = aside(move || edit(source, work, wanted, quality)).await?;
    let binary = keep(ctx, bytes, file.as_ref(), format, &params.options).await?;
    let key = params
        .options
        .destination_key
        .as_deref()
        .unwrap_or(property);
    Ok(items[at].clone().with_binary(key, binary))
}

/// Does the steps, one after the other.
fn edit(
    source: Option<Bytes>,
    work: Vec<(Step, Extra)>,
    wanted: Option<ImageFormat>,
    quality: Option<f64>,
) -> Result<(Vec<u8>, ImageFormat)> {
    let (mut picture, own) = match source {
        Some(bytes) => open(&bytes)?,
        None => (RgbaImage::default(), ImageFormat::Png),
    };
    for (step, extra) in &work {
        picture = steps::apply(picture, step, extra)?;
    }
    let format = wanted.unwrap_or(own);
    Ok((encode(&picture, format, quality)?, format))
}

fn read_step(value: &Value) -> Result<Step> {
    value::from_value(value).map_err(|e| Error::param("operations", e.to_string()))
}

/// What a step needs from outside: another picture, a font.
async fn extra(ctx: &Ctx, at: usize, step: &Step, options: &Options) -> Result<Extra> {
    let mut extra = Extra::default();
    if step.operation == "composite" {
        let file = ctx.file(at, &step.composite)?;
        let bytes = ctx.host().load_binary(&file).await?;
        extra.other = Some(aside(move || open(&bytes)).await?.0);
    }
    let font = step.font.as_ref().or(options.font.as_ref());
    if let Some(path) = font.filter(|path| step.operation == "text" && *path != "default") {
        extra.font = Some(
            ctx.host()
                .read_file(path)
                .await
                .map_err(|e| e.in_field("options.font"))?,
        );
    }
    Ok(extra)
}

fn open(bytes: &[u8]) -> Result<(RgbaImage, ImageFormat)> {
    let broken =
        |e: &dyn std::fmt::Display| Error::data(format!("The picture cannot be read: {e}."));
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|e| broken(&e))?;
    let format = reader.format().ok_or_else(|| {
        Error::data("The file is no picture that can be edited (PNG, JPEG, GIF, BMP, TIFF, WebP).")
    })?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(30_000);
    limits.max_image_height = Some(30_000);
    limits.max_alloc = Some(MOST_PIXELS * 4);
    reader.limits(limits);
    let picture = reader.decode().map_err(|e| broken(&e))?;
    Ok((picture.into_rgba8(), format))
}

fn format_of(name: &str) -> Result<ImageFormat> {
    Ok(match name.to_ascii_lowercase().as_str() {
        "bmp" => ImageFormat::Bmp,
        "gif" => ImageFormat::Gif,
        "jpeg" | "jpg" => ImageFormat::Jpeg,
        "png" => ImageFormat::Png,
        "tiff" => ImageFormat::Tiff,
        "webp" => ImageFormat::WebP,
        other => {
            return Err(Error::param(
                "options.format",
                format!("Pictures cannot be written as “{other}”."),
            ));
        }
    })
}

fn encode(picture: &RgbaImage, format: ImageFormat, quality: Option<f64>) -> Result<Vec<u8>> {
    let mut out = Cursor::new(Vec::new());
    let written = match format {
        ImageFormat::Jpeg => {
            let quality = quality
                .filter(|quality| *quality > 0.0)
                .unwrap_or(100.0)
                .clamp(1.0, 100.0) as u8;
            let flat = DynamicImage::ImageRgb8(blend::flatten(picture));
            flat.write_with_encoder(JpegEncoder::new_with_quality(&mut out, quality))
        }
        other => picture.write_to(&mut out, other),
    };
    written.map_err(|e| Error::data(format!("The picture cannot be written: {e}.")))?;
    Ok(out.into_inner())
}

async fn keep(
    ctx: &Ctx,
    bytes: Vec<u8>,
    file: Option<&Binary>,
    format: ImageFormat,
    options: &Options,
) -> Result<Binary> {
    let own = file.and_then(|file| file.file_name.as_deref());
    let name = match (&options.file_name, own, &options.format) {
        (Some(name), ..) => Some(name.clone()),
        (None, Some(name), Some(format)) => match name.rsplit_once('.') {
            Some((stem, _)) => Some(format!("{stem}.{format}")),
            None => Some(name.to_owned()),
        },
        (None, own, _) => own.map(str::to_owned),
    };
    let mut binary = store::store(ctx, bytes, name.as_deref(), Some(format.to_mime_type())).await?;
    if let Some(format) = &options.format {
        binary.file_extension = Some(format.as_str().into());
    }
    Ok(binary)
}

fn information(bytes: &[u8]) -> Result<Map> {
    let (picture, format) = open(bytes)?;
    let (width, height) = picture.dimensions();
    let name = format!("{format:?}").to_ascii_uppercase();
    Ok(Map::from_iter([
        ("format", json!(name.as_str())),
        ("Format", json!(name)),
        ("Geometry", json!(format!("{width}x{height}"))),
        ("size", json!({ "width": width, "height": height })),
        ("Mime type", json!(format.to_mime_type())),
        ("Filesize", json!(mime::pretty_size(bytes.len() as u64))),
        ("Depth", json!("8 bits-per-pixel component")),
    ]))
}

#[cfg(test)]
mod tests;
