//! What workflows remember between executions: static data, keys they have seen, variables.

use sqlx::Row as _;
use value::{Map, Value};

use super::WORKSPACE;
use crate::seal::{Cell, Sealed};
use crate::{Error, Result, Store};

pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE static_data (
        workflow TEXT NOT NULL,
        scope TEXT NOT NULL,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (workflow, scope)
    ) STRICT, WITHOUT ROWID",
    "CREATE TABLE seen (
        workflow TEXT NOT NULL,
        scope TEXT NOT NULL,
        key TEXT NOT NULL,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (workflow, scope, key)
    ) STRICT, WITHOUT ROWID",
    "CREATE INDEX seen_by_age ON seen (workflow, scope, number)",
    "CREATE TABLE variable (
        name TEXT NOT NULL,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (workspace, name)
    ) STRICT, WITHOUT ROWID",
];

pub(crate) const STATIC_DATA: Sealed = Sealed {
    table: "static_data",
    what: "static data",
    key: &["workflow", "scope"],
    rest: &["workspace", "owner", "data"],
    seal: "seal",
};

pub(crate) const SEEN: Sealed = Sealed {
    table: "seen",
    what: "remembered key",
    key: &["workflow", "scope", "key"],
    rest: &["workspace", "owner", "number"],
    seal: "seal",
};

pub(crate) const VARIABLE: Sealed = Sealed {
    table: "variable",
    what: "variable",
    key: &["workspace", "name"],
    rest: &["owner", "value"],
    seal: "seal",
};

/// Under this key the largest number seen is kept; no key of an item can be equal, since those begin with `=`.
const LARGEST: &str = "largest";

impl Store {
    /// The static data of a workflow (`scope` empty) or of one of its nodes (`scope` its name); empty where none is kept.
    ///
    /// # Errors
    /// When it is damaged.
    pub async fn static_data(&self, workflow: &str, scope: &str) -> Result<Map> {
        let row = sqlx::query(
            "SELECT workflow, scope, workspace, owner, data, seal FROM static_data
             WHERE workflow = ? AND scope = ?",
        )
        .bind(workflow)
        .bind(scope)
        .fetch_optional(&self.reader)
        .await?;
        let Some(row) = row else {
            self.assert_sure_of(STATIC_DATA.table, &[workflow, scope])?;
            return Ok(Map::new());
        };
        STATIC_DATA.assert_fits(&row)?;
        match value::from_str(row.get("data")) {
            Ok(Value::Object(map)) => Ok(std::sync::Arc::unwrap_or_clone(map)),
            Ok(other) => Err(Error::damaged("static data", workflow, other.type_name())),
            Err(error) => Err(Error::damaged("static data", workflow, error)),
        }
    }

    /// Replaces that data.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_static_data(&self, workflow: &str, scope: &str, data: Map) -> Result<()> {
        let text = value::to_string(&data.into());
        let seal = STATIC_DATA.of(&[workflow, scope, WORKSPACE, WORKSPACE, &text].map(Into::into));
        let mut change = self.writer.begin().await?;
        sqlx::query(
            "INSERT INTO static_data (workflow, scope, workspace, owner, data, seal) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (workflow, scope) DO UPDATE SET data = excluded.data, seal = excluded.seal",
        )
        .bind(workflow)
        .bind(scope)
        .bind(WORKSPACE)
        .bind(WORKSPACE)
        .bind(text)
        .bind(seal)
        .execute(&mut *change)
        .await?;
        change.commit().await
    }

    /// For each key whether it is new, remembering all; only the newest `history` keys are kept.
    ///
    /// # Errors
    /// When the database fails, or one that is not found may be there all the same: nothing is remembered then.
    pub async fn remember_keys(
        &self,
        workflow: &str,
        scope: &str,
        keys: &[String],
        history: usize,
    ) -> Result<Vec<bool>> {
        let mut transaction = self.writer.begin().await?;
        let last = sqlx::query("SELECT coalesce(max(number), 0) FROM seen WHERE workflow = ? AND scope = ? AND key <> ?")
            .bind(workflow)
            .bind(scope)
            .bind(LARGEST)
            .fetch_one(&mut *transaction)
            .await?;
        let mut number: i64 = last.get(0);
        let mut fresh = Vec::with_capacity(keys.len());
        for key in keys {
            number += 1;
            let key = format!("={key}");
            let done = sqlx::query(
                "INSERT INTO seen (workflow, scope, key, workspace, owner, number, seal)
                 VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            )
            .bind(workflow)
            .bind(scope)
            .bind(&key)
            .bind(WORKSPACE)
            .bind(WORKSPACE)
            .bind(number)
            .bind(seen(workflow, scope, &key, number))
            .execute(&mut *transaction)
            .await?;
            let is_fresh = done.rows_affected() > 0;
            if is_fresh {
                self.assert_sure_of(SEEN.table, &[workflow, scope, &key])?;
            }
            fresh.push(is_fresh);
        }
        sqlx::query(
            "DELETE FROM seen WHERE workflow = ? AND scope = ? AND key <> ? AND number <= (
                 SELECT number FROM seen WHERE workflow = ? AND scope = ? AND key <> ?
                 ORDER BY number DESC LIMIT 1 OFFSET ?)",
        )
        .bind(workflow)
        .bind(scope)
        .bind(LARGEST)
        .bind(workflow)
        .bind(scope)
        .bind(LARGEST)
        .bind(history.max(1) as i64)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(fresh)
    }

    /// For each number whether it is larger than the largest seen before, remembering the largest.
    ///
    /// # Errors
    /// When the database fails, or a largest one that is not found may be there all the same.
    pub async fn remember_largest(
        &self,
        workflow: &str,
        scope: &str,
        numbers: &[f64],
    ) -> Result<Vec<bool>> {
        let mut transaction = self.writer.begin().await?;
        // Kept as the bits of the number: `number` is an integer column.
        let row =
            sqlx::query("SELECT number FROM seen WHERE workflow = ? AND scope = ? AND key = ?")
                .bind(workflow)
                .bind(scope)
                .bind(LARGEST)
                .fetch_optional(&mut *transaction)
                .await?;
        let place = [workflow, scope, LARGEST].map(Cell::Text);
        SEEN.assert_at(&mut transaction, &place).await?;
        if row.is_none() {
            self.assert_sure_of(SEEN.table, &[workflow, scope, LARGEST])?;
        }
        let before = row.map(|row| f64::from_bits(row.get::<i64, _>(0) as u64));
        if let Some(largest) = numbers.iter().copied().chain(before).reduce(f64::max) {
            let bits = largest.to_bits() as i64;
            sqlx::query(
                "INSERT INTO seen (workflow, scope, key, workspace, owner, number, seal) VALUES (?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT (workflow, scope, key) DO UPDATE SET number = excluded.number, seal = excluded.seal",
            )
            .bind(workflow)
            .bind(scope)
            .bind(LARGEST)
            .bind(WORKSPACE)
            .bind(WORKSPACE)
            .bind(bits)
            .bind(seen(workflow, scope, LARGEST, bits))
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(numbers
            .iter()
            .map(|number| before.is_none_or(|before| *number > before))
            .collect())
    }

    /// Forgets the keys and the largest number of a scope.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_keys(&self, workflow: &str, scope: &str) -> Result<()> {
        let mut change = self.writer.begin().await?;
        sqlx::query("DELETE FROM seen WHERE workflow = ? AND scope = ?")
            .bind(workflow)
            .bind(scope)
            .execute(&mut *change)
            .await?;
        change.commit().await
    }

    /// The variables (`$vars`).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn variables(&self) -> Result<Map> {
        self.assert_sure(VARIABLE.table)?;
        let rows =
            sqlx::query("SELECT workspace, name, owner, value, seal FROM variable WHERE workspace = ? ORDER BY name")
                .bind(WORKSPACE)
                .fetch_all(&self.reader)
                .await?;
        rows.iter()
            .map(|row| {
                VARIABLE.assert_fits(row)?;
                Ok((row.get::<String, _>("name"), row.get::<String, _>("value")))
            })
            .collect()
    }

    /// Sets a variable, or removes it where there is no value.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_variable(&self, name: &str, value: Option<&str>) -> Result<()> {
        let mut change = self.writer.begin().await?;
        match value {
            Some(value) => sqlx::query(
                "INSERT INTO variable (name, workspace, owner, value, seal) VALUES (?, ?, ?, ?, ?)
                 ON CONFLICT (workspace, name) DO UPDATE SET value = excluded.value, seal = excluded.seal",
            )
            .bind(name)
            .bind(WORKSPACE)
            .bind(WORKSPACE)
            .bind(value)
            .bind(VARIABLE.of(&[WORKSPACE, name, WORKSPACE, value].map(Into::into)))
            .execute(&mut *change),
            None => sqlx::query("DELETE FROM variable WHERE name = ? AND workspace = ?")
                .bind(name)
                .bind(WORKSPACE)
                .execute(&mut *change),
        }
        .await?;
        change.commit().await
    }
}

/// The seal of a remembered key.
fn seen(workflow: &str, scope: &str, key: &str, number: i64) -> i64 {
    let text = [workflow, scope, key, WORKSPACE, WORKSPACE].map(Cell::Text);
    let [workflow, scope, key, workspace, owner] = text;
    SEEN.of(&[workflow, scope, key, workspace, owner, number.into()])
}
