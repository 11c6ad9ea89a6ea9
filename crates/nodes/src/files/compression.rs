//! Compression: packs files into zip and gzip archives and unpacks them.
//!
//! Archives are not trusted: sizes, ratios and the number of entries are limited while unpacking, archives in archives
//! stay packed, and folders in names are dropped.

use std::io::{Cursor, Read, Write};

use bytes::Bytes;
use flate2::Compression as Level;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use sdk::{
    Binaries, Binary, Column, Ctx, Effect, Error, Group, Item, N8nType, Node, NodeSpec, Outputs,
    Param, Result, Show, ShowRule, async_trait, json,
};
use serde::Deserialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{loose, mime, store};
use crate::aside::aside;

/// What an archive may come to when unpacked.
const MOST_BYTES: u64 = 64 << 20;
/// How many times larger than packed it may be, once past [`FREE_BYTES`].
const MOST_RATIO: u64 = 100;
/// Small results are no bomb, whatever their ratio.
const FREE_BYTES: u64 = 1 << 20;
/// How many entries an archive may have.
const MOST_ENTRIES: usize = 1000;
/// Files with these extensions get no smaller.
const PACKED: [&str; 24] = [
    "7z", "aifc", "bz2", "doc", "docx", "gif", "gz", "heic", "heif", "jpg", "jpeg", "mov", "mp3",
    "mp4", "pdf", "png", "ppt", "pptx", "rar", "webm", "webp", "xls", "xlsx", "zip",
];

/// Packs and unpacks files.
pub struct Compression;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    operation: String,
    #[serde(deserialize_with = "loose::text")]
    binary_property_name: String,
    #[serde(deserialize_with = "loose::text")]
    output_format: String,
    #[serde(deserialize_with = "loose::text")]
    file_name: String,
    #[serde(deserialize_with = "loose::text")]
    binary_property_output: String,
    #[serde(deserialize_with = "loose::text")]
    output_prefix: String,
}

#[async_trait]
impl Node for Compression {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help:
                "Packs the files of an item into a zip or gzip archive, or unpacks such archives."
                    .to_owned(),
            icon: "file-archive".to_owned(),
            versions: vec![1.0, 1.1],
            n8n: N8nType::base(&["compression"]),
            params: params(),
            effect: Effect::Pure,
            ..NodeSpec::new("compression", "Compression", Group::Files)
        }
        .aliases(&["zip", "unzip", "gzip", "compress", "decompress", "archive"])
        .example(&json!({ "operation": "compress", "outputFormat": "zip", "fileName": "all.zip" }))
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

fn params() -> Vec<Param> {
    let when = |operation: &str| Show::when("operation", &[operation]);
    let format = |format: &str| when("compress").and_when("outputFormat", &[format]);
    let fields = "The fields of the item that hold the files; several are written with commas.";
    let name = |show| {
        Param::text("fileName", "File name")
            .help("Name of the archive.")
            .example("all.zip")
            .show(show)
    };
    let into = |show| {
        Param::text("binaryPropertyOutput", "Put the file into")
            .or("data")
            .help("The field of the outgoing item that gets the archive.")
            .example("data")
            .show(show)
    };
    let formats = [("zip", "Zip"), ("gzip", "Gzip")];
    vec![
        Param::choice(
            "operation",
            "What to do",
            &[("decompress", "Unpack"), ("compress", "Pack")],
        )
        .help("Whether archives are made or unpacked."),
        Param::text("binaryPropertyName", "File fields")
            .or("data")
            .required()
            .help(fields)
            .example("data, data2"),
        Param::choice("outputFormat", "Format", &formats)
            .or("")
            .help("What kind of archive is made.")
            .show(when("compress").and(ShowRule::Before(1.1))),
        Param::choice("outputFormat", "Format", &formats)
            .help("What kind of archive is made.")
            .show(when("compress").and(ShowRule::Since(1.1))),
        name(format("zip")).required(),
        into(format("zip")),
        name(format("gzip").and(ShowRule::Since(1.1))),
        into(format("gzip").and(ShowRule::Since(1.1))),
        Param::text("outputPrefix", "Prefix")
            .or("data")
            .required()
            .help("The outgoing fields are called by this and a number.")
            .example("data")
            .show(format("gzip").and(ShowRule::Before(1.1))),
        Param::text("outputPrefix", "Prefix")
            .or("file_")
            .required()
            .help("The outgoing fields are called by this and a number.")
            .example("file_")
            .show(when("decompress")),
    ]
}

async fn one(ctx: &Ctx, all: &Column, at: usize) -> Result<Item> {
    let own: Params = all.read(at)?;
    let first: Params = all.read(0)?;
    let binaries = match first.operation.as_str() {
        "compress" if ctx.version() < 1.1 => compress(ctx, at, &first, &first).await?,
        "compress" => compress(ctx, at, &own, &first).await?,
        _ => decompress(ctx, at, &first).await?,
    };
    let mut item = ctx.items()[at].clone();
    item.binary = Some(std::sync::Arc::new(binaries));
    Ok(item)
}

fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

async fn decompress(ctx: &Ctx, at: usize, params: &Params) -> Result<Binaries> {
    let mut out = Binaries::default();
    let mut count = 0;
    for (index, property) in names(&params.binary_property_name).enumerate() {
        let file = ctx.file(at, property)?;
        let bytes = ctx.host().load_binary(&file).await?;
        let extension = file
            .file_extension
            .as_deref()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match extension.as_str() {
            "zip" => {
                for (name, content) in aside(move || unzip(&bytes)).await? {
                    let binary = store::store(ctx, content, Some(&name), None).await?;
                    out.insert(format!("{}{count}", params.output_prefix).into(), binary);
                    count += 1;
                }
            }
            "gz" | "gzip" => {
                let content = aside(move || gunzip(&bytes)).await?;
                let binary = gunzipped(ctx, &file, content).await?;
                out.insert(format!("{}{index}", params.output_prefix).into(), binary);
            }
            "" => {
                return Err(Error::data(format!(
                    "The file in “{property}” has no extension, so nobody knows how to unpack it."
                )));
            }
            other => {
                return Err(Error::data(format!(
                    "A .{other} file cannot be unpacked: only .zip and .gz can."
                )));
            }
        }
    }
    Ok(out)
}

/// The file in a gzip archive is called as the archive, without its last extension.
async fn gunzipped(ctx: &Ctx, file: &Binary, content: Vec<u8>) -> Result<Binary> {
    let name = file.file_name.as_deref().unwrap_or("file");
    let stem = name.split('.').next().unwrap_or("file");
    let inner = name
        .strip_suffix(".gz")
        .and_then(|inner| inner.rsplit_once('.'));
    let known = inner.and_then(|(_, extension)| mime::of_name(extension));
    let path = match inner {
        Some((_, extension)) => format!("{stem}.{extension}"),
        None => stem.to_owned(),
    };
    let mut binary = store::store(ctx, content, Some(&path), known).await?;
    if let (None, Some(extension)) = (inner, binary.file_extension.clone()) {
        binary.file_name = Some(format!("{stem}.{extension}").into());
    }
    Ok(binary)
}

/// Reads to the end, unless it is a bomb.
fn read_limited(from: impl Read, packed: u64, left: u64) -> Result<Vec<u8>> {
    let ratio = packed.saturating_mul(MOST_RATIO).max(FREE_BYTES);
    let most = left.min(ratio);
    let mut out = Vec::new();
    from.take(most + 1)
        .read_to_end(&mut out)
        .map_err(|e| Error::data(format!("The archive is broken: {e}.")))?;
    if out.len() as u64 <= most {
        return Ok(out);
    }
    let why = match most < left {
        true => format!("it comes to more than {MOST_RATIO} times its size"),
        false => format!("it comes to more than {} MB", MOST_BYTES >> 20),
    };
    Err(Error::data(format!("The archive is not unpacked: {why}.")))
}

fn gunzip(bytes: &[u8]) -> Result<Vec<u8>> {
    read_limited(MultiGzDecoder::new(bytes), bytes.len() as u64, MOST_BYTES)
}

fn unzip(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
    let broken = |e: &dyn std::fmt::Display| Error::data(format!("The archive is broken: {e}."));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    if archive.len() > MOST_ENTRIES {
        return Err(Error::data(format!(
            "The archive is not unpacked: it has {} entries, more than {MOST_ENTRIES}.",
            archive.len()
        )));
    }
    let mut left = MOST_BYTES;
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|e| broken(&e))?;
        let name = entry.name().map_err(|e| broken(&e))?.into_owned();
        if entry.is_dir() || name.contains("__MACOSX") {
            continue;
        }
        let packed = entry.compressed_size().min(bytes.len() as u64);
        let content = read_limited(entry, packed, left)?;
        left -= content.len() as u64;
        files.push((name, content));
    }
    Ok(files)
}

async fn compress(ctx: &Ctx, at: usize, params: &Params, first: &Params) -> Result<Binaries> {
    let mut files = Vec::new();
    for property in names(&params.binary_property_name) {
        let file = ctx.file(at, property)?;
        let bytes = ctx.host().load_binary(&file).await?;
        files.push((file, bytes));
    }
    match first.output_format.as_str() {
        "zip" => {
            let bytes = aside(move || zip(&files)).await?;
            let name = Some(params.file_name.as_str()).filter(|name| !name.is_empty());
            let kind = name.is_none().then_some("application/zip");
            let binary = store::store(ctx, bytes, name, kind).await?;
            Ok([(params.binary_property_output.as_str().into(), binary)]
                .into_iter()
                .collect())
        }
        "gzip" => gzip_all(ctx, files, params).await,
        _ => Err(Error::param(
            "outputFormat",
            "Choose whether the archive is zip or gzip.",
        )),
    }
}

fn zip(files: &[(Binary, Bytes)]) -> Result<Vec<u8>> {
    let failed =
        |e: &dyn std::fmt::Display| Error::data(format!("The archive cannot be made: {e}."));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (index, (file, bytes)) in files.iter().enumerate() {
        let extension = file.file_extension.as_deref().unwrap_or_default();
        let method = match PACKED.contains(&extension) {
            true => CompressionMethod::Stored,
            false => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        let name = file
            .file_name
            .as_deref()
            .map_or_else(|| format!("file{index}"), str::to_owned);
        archive.start_file(name, options).map_err(|e| failed(&e))?;
        archive.write_all(bytes).map_err(|e| failed(&e))?;
    }
    Ok(archive.finish().map_err(|e| failed(&e))?.into_inner())
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Level::default());
    let packed = packer.write_all(bytes).and_then(|()| packer.finish());
    packed.map_err(|e| Error::data(format!("The archive cannot be made: {e}.")))
}

async fn gzip_all(ctx: &Ctx, files: Vec<(Binary, Bytes)>, params: &Params) -> Result<Binaries> {
    let mut out = Binaries::default();
    for (index, (file, bytes)) in files.into_iter().enumerate() {
        let stem = file
            .file_name
            .as_deref()
            .and_then(|name| name.split('.').next())
            .unwrap_or("file");
        let (property, path) = if ctx.version() >= 1.1 {
            let named = params
                .file_name
                .replacen(".gz", "", 1)
                .replacen(".gzip", "", 1);
            let stem = if named.is_empty() { stem } else { &named };
            let extension = file
                .file_extension
                .as_deref()
                .map(|end| format!(".{}", end.to_ascii_lowercase()));
            let number = if index == 0 {
                String::new()
            } else {
                index.to_string()
            };
            (
                format!("{}{number}", params.binary_property_output),
                format!("{stem}{}.gz", extension.unwrap_or_default()),
            )
        } else {
            (
                format!("{}{index}", params.output_prefix),
                format!("{stem}.gzip"),
            )
        };
        let packed = aside(move || gzip(&bytes)).await?;
        let binary = store::store(ctx, packed, Some(&path), Some("application/gzip")).await?;
        out.insert(property.into(), binary);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{Value, json};

    use super::*;

    async fn there_and_back(version: f64, pack: Value, property: &str, name: &str) {
        let host = Arc::new(TestHost::new());
        let item = host.item_with("data", "lorem.txt", "text/plain", "Lorem ipsum");
        let run = |params: Value| {
            testkit::run(Compression)
                .version(version)
                .params(params)
                .host(host.clone())
        };
        let packed = run(pack.clone()).input(vec![item]).await.unwrap();
        let file = packed.items(0)[0].file(property).unwrap();
        assert_eq!(file.file_name.as_deref(), Some(name), "{pack}");
        let item = packed.items(0)[0].clone();
        let unpacked = run(json!({ "binaryPropertyName": property }))
            .input(vec![item])
            .await
            .unwrap();
        assert_eq!(
            unpacked.text(0, 0, "file_0").unwrap(),
            "Lorem ipsum",
            "{pack}"
        );
        let file = unpacked.items(0)[0].file("file_0").unwrap();
        assert_eq!(file.file_name.as_deref(), Some("lorem.txt"), "{pack}");
    }

    #[tokio::test]
    async fn packs_and_unpacks() {
        let zip = json!({ "operation": "compress", "outputFormat": "zip", "fileName": "a.zip" });
        there_and_back(1.0, zip.clone(), "data", "a.zip").await;
        there_and_back(1.1, zip, "data", "a.zip").await;
        let gzip = json!({ "operation": "compress", "outputFormat": "gzip" });
        there_and_back(1.1, gzip, "data", "lorem.txt.gz").await;
    }

    #[tokio::test]
    async fn the_first_version_names_gzip_otherwise() {
        let host = Arc::new(TestHost::new());
        let item = host.item_with("data", "lorem.txt", "text/plain", "Lorem ipsum");
        let params = json!({ "operation": "compress", "outputFormat": "gzip" });
        let out = testkit::run(Compression)
            .version(1.0)
            .params(params)
            .host(host)
            .input(vec![item])
            .await
            .unwrap();
        assert_eq!(
            out.items(0)[0].file("data0").unwrap().file_name.as_deref(),
            Some("lorem.gzip")
        );
    }

    fn zip_of(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            archive
                .start_file(
                    name.as_str(),
                    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated),
                )
                .unwrap();
            archive.write_all(content).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[tokio::test]
    async fn bombs_and_broken_archives_are_errors() {
        let zeros = vec![0u8; 8 << 20];
        let mut packer = GzEncoder::new(Vec::new(), Level::best());
        packer.write_all(&zeros).unwrap();
        let many: Vec<_> = (0..1001)
            .map(|at| (format!("{at}.txt"), b"x".to_vec()))
            .collect();
        for (name, bytes, why) in [
            (
                "a.zip",
                zip_of(&[("big".to_owned(), zeros.clone())]),
                "100 times",
            ),
            ("a.gz", packer.finish().unwrap(), "100 times"),
            ("a.zip", zip_of(&many), "entries"),
            ("a.zip", b"PK\x03\x04broken".to_vec(), "broken"),
            ("a.gz", b"nothing".to_vec(), "broken"),
            ("a.rar", b"nothing".to_vec(), ".rar"),
        ] {
            let host = Arc::new(TestHost::new());
            let item = host.item_with("data", name, "application/octet-stream", bytes);
            let error = testkit::run(Compression)
                .params(json!({}))
                .host(host)
                .input(vec![item])
                .await
                .err()
                .unwrap();
            assert!(error.message.contains(why), "{name}: {error}");
        }
    }

    #[tokio::test]
    async fn names_lose_their_folders() {
        let host = Arc::new(TestHost::new());
        let bytes = zip_of(&[
            ("../../etc/passwd".to_owned(), b"x".to_vec()),
            ("__MACOSX/a".to_owned(), b"y".to_vec()),
        ]);
        let item = host.item_with("data", "a.zip", "application/zip", bytes);
        let out = testkit::run(Compression)
            .params(json!({}))
            .host(host)
            .input(vec![item])
            .await
            .unwrap();
        assert_eq!(
            out.items(0)[0].file("file_0").unwrap().file_name.as_deref(),
            Some("passwd")
        );
        assert!(out.items(0)[0].file("file_1").is_none());
    }
}
