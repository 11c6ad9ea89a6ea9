//! Packs the pages that `MILLRACE_PAGE` names into the program; without it the program has none.

use std::fmt::Write as _;
use std::io::{Result, Write as _};
use std::path::{Path, PathBuf};

fn main() -> Result<()> {
    println!("cargo::rerun-if-env-changed=MILLRACE_PAGE");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let mut list = String::from("const FILES: &[File] = &[\n");
    if let Some(folder) = std::env::var_os("MILLRACE_PAGE").map(PathBuf::from) {
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files = Vec::new();
        find(&folder, &mut files)?;
        files.sort();
        for (number, file) in files.iter().enumerate() {
            let packed = out.join(format!("{number}.gz"));
            pack(file, &packed)?;
            let name = file.strip_prefix(&folder).unwrap_or(file);
            let name = name.to_string_lossy().replace('\\', "/");
            writeln!(list, "    ({name:?}, include_bytes!({packed:?})),")
                .map_err(std::io::Error::other)?;
        }
    }
    list.push_str("];\n");
    std::fs::write(out.join("page.rs"), list)
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => find(&path, files)?,
            false => files.push(path),
        }
    }
    Ok(())
}

fn pack(file: &Path, packed: &Path) -> Result<()> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&std::fs::read(file)?)?;
    std::fs::write(packed, encoder.finish()?)
}
