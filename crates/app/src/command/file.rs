//! Workflows from files and into files. Nothing is run.

use api::{
    CurlRead, Error, ExportFormat, Exported, ImportFile, ImportOutcome, WorkflowExport,
    WorkflowImport, code,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::n8n::{ImportOptions, Imported};
use model::{Grant, file, n8n};

use super::Answer;
use super::error::of_store;
use crate::App;

impl App {
    pub(crate) async fn workflow_import(
        &self,
        request: WorkflowImport,
    ) -> Answer<Vec<ImportOutcome>> {
        let mut outcomes = Vec::new();
        for file in &request.files {
            match self.read_file(file) {
                Ok(all) => {
                    for imported in all {
                        outcomes.push(self.keep(file, imported, request.folder.as_deref()).await);
                    }
                }
                Err(error) => outcomes.push(failed(file, error)),
            }
        }
        Ok(outcomes)
    }

    pub(crate) async fn workflow_export(&self, request: WorkflowExport) -> Answer<Exported> {
        let store = self.store().await?;
        let id = request.id.clone();
        let drafted = async || {
            let draft = store.draft(&request.id).await.map_err(of_store)?;
            Ok::<_, Error>(draft.workflow)
        };
        let (name, text) = match request.format {
            ExportFormat::Millrace => {
                let workflow = drafted().await?;
                (workflow.name.clone(), file::write(&workflow))
            }
            ExportFormat::N8n => {
                let workflow = drafted().await?;
                let text = self.with_specs(|specs| n8n::export_text(&workflow, specs));
                (workflow.name, text)
            }
            ExportFormat::Stored => {
                let text = store.stored_text(&request.id).await.map_err(of_store)?;
                (request.id, text)
            }
        };
        self.note_export(&id).await?;
        Ok(Exported {
            name: file_name(&name, request.format),
            text,
        })
    }

    /// The request that a cURL command stands for, as a file to paste.
    pub(crate) async fn curl_read(&self, request: CurlRead) -> Answer<Exported> {
        let imported = self
            .read_curl(request.text.trim(), None)
            .map_err(crate::Error::from)?;
        let mut workflow = imported.workflow;
        workflow.edges.clear();
        workflow.nodes.retain(|node| node.kind != "manual");
        Ok(Exported {
            name: workflow.name.clone(),
            text: file::write(&workflow),
        })
    }

    /// Imports the workflow of a file of this machine; its id.
    ///
    /// # Errors
    /// When the file cannot be read or holds no workflow; nothing is kept then.
    pub async fn import_file(&self, path: &std::path::Path) -> Result<String, Error> {
        let bytes = tokio::fs::read(path).await.map_err(|error| {
            Error::new(code::FILE, format!("The file cannot be read: {error}."))
        })?;
        let file = ImportFile {
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            bytes: STANDARD.encode(bytes),
        };
        let imported = self.read_file(&file)?;
        let mut newest = None;
        for one in imported {
            let outcome = self.keep(&file, one, None).await;
            match (outcome.workflow, outcome.error) {
                (Some(row), _) => newest = Some(row.id),
                (None, Some(error)) => return Err(error),
                (None, None) => {}
            }
        }
        newest.ok_or_else(|| Error::new(code::FILE, "The file holds no workflow."))
    }

    fn read_file(&self, file: &ImportFile) -> Answer<Vec<Imported>> {
        let bytes = STANDARD.decode(&file.bytes).map_err(|error| {
            Error::new(
                code::REQUEST,
                format!("The file did not arrive whole: {error}."),
            )
        })?;
        let options = ImportOptions {
            name: Some(stem(&file.name)),
            ..ImportOptions::default()
        };
        self.with_specs(|specs| file::read_all(&bytes, specs, options))
            .map_err(|error| Error::new(code::FILE, error.to_string()))
    }

    async fn keep(
        &self,
        from: &ImportFile,
        imported: Imported,
        folder: Option<&str>,
    ) -> ImportOutcome {
        let Imported {
            mut workflow,
            report,
        } = imported;
        if let Some(folder) = folder.filter(|folder| !folder.is_empty()) {
            workflow.folder = Some(folder.to_owned());
        }
        let wants = self.with_specs(|specs| model::wants(&workflow, specs).grants());
        let kept = async {
            workflow.name = self.free_name(&workflow.name).await?;
            let saved = self.add(workflow).await?;
            self.row_of(&saved).await
        };
        match kept.await {
            Ok(row) => ImportOutcome {
                file: from.name.clone(),
                workflow: Some(row),
                report: Some(report),
                wants: wants.iter().map(Grant::to_string).collect(),
                error: None,
            },
            Err(error) => failed(from, error),
        }
    }
}

fn failed(file: &ImportFile, error: Error) -> ImportOutcome {
    ImportOutcome {
        file: file.name.clone(),
        workflow: None,
        report: None,
        wants: Vec::new(),
        error: Some(error),
    }
}

/// A file's name without its folders and its ending.
fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A name that every file system takes.
fn file_name(name: &str, format: ExportFormat) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '(' | ')');
    let plain: String = name
        .chars()
        .map(|c| if fits(c) { c } else { '-' })
        .take(80)
        .collect();
    let plain = plain.trim_matches([' ', '.', '-']);
    let plain = if plain.is_empty() { "workflow" } else { plain };
    match format {
        ExportFormat::Millrace => format!("{plain}.millrace"),
        ExportFormat::N8n => format!("{plain}.json"),
        ExportFormat::Stored => format!("{plain}.txt"),
    }
}
