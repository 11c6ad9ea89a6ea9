//! The audit log: what was done with secrets and permissions, who did it, when and from where.

use api::{
    AuditCheck, AuditExport, AuditLine, AuditList, Error, EventKind, NoticeLevel, PageRequest,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Section;
use crate::text::{date_time, find, t, t_args};
use crate::widgets::{Button, ErrorPanel, Icon, notice, notice_error, save_bytes};
use crate::{events, rpc};

/// How many lines are read at a time.
const PAGE: u32 = 25;

/// The lines that were read, newest first.
#[derive(Clone, Copy)]
struct Log {
    lines: RwSignal<Vec<AuditLine>>,
    total: RwSignal<u64>,
    error: RwSignal<Option<Error>>,
    /// The line that does not fit the one before it.
    broken: RwSignal<Option<i64>>,
}

impl Log {
    /// Reads as many of the newest as are shown, at least a page.
    fn read(self) {
        let shown = self.lines.with_untracked(Vec::len);
        self.fetch(0, u32::try_from(shown).unwrap_or(u32::MAX).clamp(PAGE, 500));
    }

    /// Reads those behind the last one.
    fn more(self) {
        self.fetch(self.lines.with_untracked(Vec::len) as u64, PAGE);
    }

    fn fetch(self, offset: u64, limit: u32) {
        let request = AuditList {
            target: None,
            page: PageRequest { limit, offset },
        };
        spawn_local(async move {
            let answer = rpc::call(request).await;
            if self.lines.try_get_untracked().is_none() {
                return;
            }
            match answer {
                Ok(page) => {
                    self.total.set(page.total);
                    self.error.set(None);
                    self.lines.update(|lines| join(lines, offset, page.rows));
                }
                Err(error) => self.error.set(Some(error)),
            }
        });
    }

    /// Has all of it looked through, what is not shown too.
    fn check(self) {
        spawn_local(async move {
            // That it cannot be read is said where it is read.
            if let Ok(checked) = rpc::call(AuditCheck {}).await {
                self.broken.try_set(checked.broken);
            }
        });
    }

    /// Gives the whole log to the person, and says whether it is whole.
    fn export(self) {
        spawn_local(async move {
            match rpc::call(AuditExport {}).await {
                Ok(file) => {
                    save_bytes(&file.name, "application/jsonl", file.text.as_bytes());
                    self.broken.try_set(file.broken);
                    if file.broken.is_none() {
                        notice(NoticeLevel::Info, untrack(|| t("audit-whole")));
                    }
                }
                Err(error) => notice_error(&error),
            }
            self.read();
        });
    }
}

/// Puts lines that were read behind those that are there. A line may have come in between: none is there twice.
fn join(lines: &mut Vec<AuditLine>, offset: u64, rows: Vec<AuditLine>) {
    if offset == 0 {
        lines.clear();
    }
    let last = lines.last().map_or(i64::MAX, |line| line.number);
    lines.extend(rows.into_iter().filter(|row| row.number < last));
}

#[component]
pub(super) fn Audit() -> impl IntoView {
    let log = Log {
        lines: RwSignal::new(Vec::new()),
        total: RwSignal::new(0),
        error: RwSignal::new(None),
        broken: RwSignal::new(None),
    };
    log.read();
    log.check();
    events::on(move |event| {
        if matches!(
            event.what,
            EventKind::CredentialsChanged | EventKind::Missed
        ) {
            log.read();
        }
    });
    let error = Signal::derive(move || log.error.get().unwrap_or_default());
    let some = Memo::new(move |_| log.lines.with(|lines| !lines.is_empty()));
    let body = move || match (log.error.with(Option::is_some), some.get()) {
        (true, _) => view! { <ErrorPanel error on_way_out=move |()| log.read()/> }.into_any(),
        (false, false) => {
            view! { <p class="settings-empty muted">{move || t("audit-empty")}</p> }.into_any()
        }
        (false, true) => view! { <Lines log/> }.into_any(),
    };
    view! {
        <Section id="settings-audit" help=move || t("settings-audit-help")>
            <Broken log/>
            {body}
        </Section>
    }
}

/// Somebody changed the log: from which line on it cannot be trusted.
#[component]
fn Broken(log: Log) -> impl IntoView {
    move || {
        let line = log.broken.get()?;
        let said = t_args("audit-broken", &[("line", line.to_string().into())]);
        Some(view! {
            <p class="audit-broken" role="alert" data-testid="audit-broken">
                <Icon name="triangle-alert"/><span>{said}</span>
            </p>
        })
    }
}

#[component]
fn Lines(log: Log) -> impl IntoView {
    const COLUMNS: [&str; 4] = ["audit-when", "audit-what", "audit-who", "audit-from"];
    let head = COLUMNS.map(|key| view! { <th scope="col">{move || t(key)}</th> });
    let row = |line: AuditLine| {
        // In the words of the language that is spoken when it is read.
        let (what, who, from, at) = (line.clone(), line.clone(), line.clone(), line.at_ms);
        let name = line.name.clone();
        let details = Some(more(&line.details)).filter(|text| !text.is_empty());
        view! {
            <tr data-testid="audit-line" data-action=line.action.clone()>
                <td class="audit-when">{move || date_time(at)}</td>
                <td>
                    <span>{move || action(&what)}</span>
                    {(!name.is_empty()).then(|| view! { " "<strong dir="auto">{name}</strong> })}
                    {details.map(|text| view! { <span class="faint audit-more" dir="auto">{text}</span> })}
                </td>
                <td>{move || actor(&who)}</td>
                <td>{move || origin(&from)}</td>
            </tr>
        }
    };
    let left = Memo::new(move |_| {
        let shown = log.lines.with(Vec::len) as u64;
        log.total.get().saturating_sub(shown)
    });
    view! {
        <div class="audit-lines" tabindex="0" role="region" aria-label=move || t("settings-audit")>
            <table class="audit" data-testid="audit">
                <thead><tr>{head.collect_view()}</tr></thead>
                <tbody>
                    <For each=move || log.lines.get() key=|line| line.number children=row/>
                </tbody>
            </table>
        </div>
        <div class="audit-foot">
            <span class="faint grow">{move || t_args("audit-count", &[("count", log.total.get().into())])}</span>
            <Show when=move || left.get() != 0>
                <Button label=move || t("audit-older") attr:data-testid="audit-older" on_click=move |_| log.more()/>
            </Show>
            <Button
                icon="download"
                label=move || t("audit-export")
                attr:data-testid="audit-export"
                on_click=move |_| log.export()
            />
        </div>
    }
}

/// What was done, in words; its code where there are none.
fn action(line: &AuditLine) -> String {
    let key = line.action.replace('.', "-");
    find(&format!("audit-did-{key}"), &[]).unwrap_or_else(|| line.action.clone())
}

/// More about it: a word of ours in the person's language, else as it was noted.
fn more(details: &str) -> String {
    let key = format!("audit-more-{}", details.replace('.', "-"));
    let is_word = details
        .bytes()
        .all(|byte| byte.is_ascii_alphabetic() || byte == b'.');
    let said = is_word.then(|| find(&key, &[])).flatten();
    said.unwrap_or_else(|| details.to_owned())
}

fn actor(line: &AuditLine) -> String {
    match line.actor.split(' ').next() {
        Some("person") => t("audit-person"),
        Some("workflow") => t("audit-workflow"),
        _ => line.actor.clone(),
    }
}

fn origin(line: &AuditLine) -> String {
    let key = line.origin.replace(' ', "-");
    find(&format!("audit-origin-{key}"), &[]).unwrap_or_else(|| line.origin.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: i64) -> AuditLine {
        AuditLine {
            number,
            ..AuditLine::default()
        }
    }

    #[test]
    fn no_line_is_there_twice() {
        let numbers =
            |lines: &[AuditLine]| -> Vec<i64> { lines.iter().map(|line| line.number).collect() };
        let mut lines = vec![line(9), line(8)];
        // One came in since: the page begins a line earlier.
        join(&mut lines, 2, vec![line(8), line(7)]);
        assert_eq!(numbers(&lines), [9, 8, 7]);
        join(&mut lines, 0, vec![line(10), line(9)]);
        assert_eq!(numbers(&lines), [10, 9]);
    }
}
