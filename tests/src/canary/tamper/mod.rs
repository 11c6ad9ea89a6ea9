//! Tampering with what is sealed, behind the program's back, in the file of a closed store: bits, letters, rows, places,
//! policies, slots, the manifest, and everything set back. Whatever was touched is refused, and nothing else is ever
//! taken for what it is not.

mod changes;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use api::{Command, CredentialAbout, CredentialCreate, CredentialUpdate, VaultRotate, VaultUnlock};
use app::credentials::Asker;
use app::{App, Options};

use self::changes::{CHANGES, Hit};
use super::Verdict;
use super::secrets::secret;
use crate::chaos::ground::copy_files;
use crate::chaos::seed::Seed;

/// An installation, as it is, was, and was before.
struct Truth {
    folder: tempfile::TempDir,
    /// What each credential makes of a request.
    right: BTreeMap<String, String>,
    /// The credentials by kind, two each.
    pairs: Vec<[String; 2]>,
    recovery: String,
}

/// Tampers as often as wanted.
///
/// # Errors
/// When it cannot be tried.
pub fn run(seed: u64, n: u64, verdict: &mut Verdict) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let truth = runtime.block_on(Truth::make(&mut Seed::round(seed, 50)))?;
    let mut refused = 0;
    for round in 0..n {
        let mut numbers = Seed::round(seed, 1_000 + round);
        let (change, hit) = CHANGES[(round % CHANGES.len() as u64) as usize];
        match runtime.block_on(truth.round(change, hit, &mut numbers)) {
            Ok(()) => refused += 1,
            Err(error) => verdict.fail(format!("tampering {round}, {change}: {error:#}")),
        }
    }
    verdict.say(format!("tampered {refused}/{n} refused"));
    Ok(())
}

impl Truth {
    async fn make(seed: &mut Seed) -> Result<Self> {
        let mut truth = Self {
            folder: tempfile::tempdir()?,
            right: BTreeMap::new(),
            pairs: Vec::new(),
            recovery: String::new(),
        };
        let app = truth.open(&truth.path("now"))?;
        for kind in ["httpBearerAuth", "httpBasicAuth"] {
            let mut pair = Vec::new();
            for number in 0..2 {
                let made = call(&app, create(&format!("{kind} {number}"), kind, seed)).await?;
                pair.push(made.credential.id);
            }
            truth
                .pairs
                .push(pair.try_into().map_err(|_| anyhow::anyhow!("a pair"))?);
        }
        app.close().await;
        copy_files(&truth.path("now"), &truth.path("older"))?;
        let app = truth.open(&truth.path("now"))?;
        let rotated = call(&app, VaultRotate::default()).await?;
        let code = rotated.recovery.context("a new code")?;
        code.code.expose().clone_into(&mut truth.recovery);
        app.close().await;
        copy_files(&truth.path("now"), &truth.path("old"))?;
        let app = truth.open(&truth.path("now"))?;
        for id in truth.pairs.concat() {
            let row = app.store().await?.credential(&id).await?;
            let fields = create(&row.name, &row.kind, seed).fields;
            call(
                &app,
                CredentialUpdate {
                    id,
                    fields,
                    ..CredentialUpdate::default()
                },
            )
            .await?;
        }
        truth.right = truth
            .spend_all(&app)
            .await?
            .into_iter()
            .map(|(id, shown)| Ok((id, shown?)))
            .collect::<Result<_>>()?;
        ensure!(
            truth.right.len() == 4,
            "four credentials show {:?}",
            truth.right.keys()
        );
        app.close().await;
        Ok(truth)
    }

    fn path(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        // It is there already, but for the first time.
        let _ = std::fs::create_dir(&path);
        path
    }

    fn open(&self, data: &Path) -> Result<App> {
        let app = App::open(Options {
            data: Some(data.to_owned()),
            keep: true,
            worker: std::env::current_exe()?,
        })?;
        app.credentials()
            .use_keychain(std::sync::Arc::new(app::NoKeychain));
        app.credentials()
            .use_key_file(self.folder.path().join("key"));
        Ok(app)
    }

    /// What each credential makes of a request, or why it does not.
    async fn spend_all(&self, app: &App) -> Result<BTreeMap<String, Result<String>>> {
        let mut shown = BTreeMap::new();
        let store = app.store().await?;
        for (pair, slot) in self.pairs.iter().zip(["httpBearerAuth", "httpBasicAuth"]) {
            for id in pair {
                let asker = Asker {
                    given: [id.clone()].into(),
                    ..Asker::default()
                };
                let spent = app
                    .credentials()
                    .spend(&store, &asker, slot, Some(id))
                    .await;
                let said = spent
                    .map(|spent| format!("{:?} to {:?}", spent.authorization.headers, spent.hosts));
                shown.insert(
                    id.clone(),
                    said.map_err(|error| anyhow::anyhow!("{}: {}", error.code, error.message)),
                );
            }
        }
        Ok(shown)
    }

    /// Tampers once with a copy.
    async fn round(&self, change: &str, hit: Hit, seed: &mut Seed) -> Result<()> {
        let folder = tempfile::tempdir()?;
        copy_files(&self.path("now"), folder.path())?;
        let pair = &self.pairs[seed.below(2) as usize];
        let first = seed.below(2) as usize;
        let (one, other) = (&pair[first], &pair[1 - first]);
        changes::tamper(
            self.folder.path(),
            folder.path(),
            change,
            [one, other],
            seed,
        )?;
        let app = self.open(folder.path())?;
        let judged = self.judge(&app, hit, [one, other]).await;
        app.close().await;
        judged
    }

    async fn judge(&self, app: &App, hit: Hit, [one, other]: [&String; 2]) -> Result<()> {
        if hit == Hit::Code {
            let unlock = VaultUnlock {
                recovery: Some(self.recovery.as_str().into()),
                ..VaultUnlock::default()
            };
            ensure!(
                call(app, unlock).await.is_err(),
                "the recovery code opens it"
            );
        }
        for (id, shown) in self.spend_all(app).await? {
            let touched = match hit {
                Hit::One => id == *one,
                Hit::Both => id == *one || id == *other,
                Hit::All => true,
                Hit::Code => false,
            };
            match shown {
                Ok(shown) if self.right.get(&id) != Some(&shown) => {
                    anyhow::bail!("another secret is used, or for other hosts")
                }
                Ok(_) if touched => anyhow::bail!("it is not refused"),
                Err(error) if !touched => {
                    return Err(error.context("what was not touched is refused"));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn create(name: &str, kind: &str, seed: &mut Seed) -> CredentialCreate {
    let fields = match kind {
        "httpBearerAuth" => vec![("token", secret(seed, false))],
        _ => vec![
            ("user", secret(seed, false)),
            ("password", secret(seed, true)),
        ],
    };
    CredentialCreate {
        name: name.to_owned(),
        kind: kind.to_owned(),
        about: CredentialAbout {
            hosts: vec!["api.example".to_owned()],
            ..CredentialAbout::default()
        },
        fields: fields
            .into_iter()
            .map(|(name, text)| (name.to_owned(), text.into()))
            .collect(),
    }
}

async fn call<C: Command>(app: &App, request: C) -> Result<C::Answer> {
    let answer = app::dispatch(app, C::NAME, &serde_json::to_vec(&request)?).await;
    let answer = answer.map_err(|error| anyhow::anyhow!("{}: {error:?}", C::NAME))?;
    Ok(serde_json::from_slice(&answer)?)
}
