//! Short notices at the lower edge: that something was done, with a way back; that something was not. One with a choice
//! stays until the person chose or closed it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use api::{Error, NoticeLevel};
use leptos::prelude::*;

use super::{Icon, IconButton, error_text};
use crate::text::t;

/// How long one stays.
const STAYS: Duration = Duration::from_secs(6);
/// How long one with a button or an error stays.
const STAYS_LONGER: Duration = Duration::from_secs(12);
/// How many are shown.
const MOST: usize = 3;

/// A button: its words and what it does.
pub type NoticeButton = (String, Rc<dyn Fn()>);

/// A notice.
#[derive(Clone)]
pub struct Notice {
    /// How much it matters.
    pub level: NoticeLevel,
    /// The sentence.
    pub text: String,
    /// None, a way back or on, or several to choose from.
    pub buttons: Vec<NoticeButton>,
}

impl Notice {
    fn is_choice(&self) -> bool {
        self.buttons.len() > 1
    }
}

#[derive(Clone)]
struct Shown {
    id: u64,
    /// What it is about; empty where that is said once and not followed up.
    topic: &'static str,
    notice: Notice,
}

thread_local! {
    static SHOWN: RefCell<Vec<Shown>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u64> = const { Cell::new(0) };
    static CHANGED: ArcTrigger = ArcTrigger::new();
}

/// What notices follow each other about: that one was restored is not read beside that it is damaged.
const TOPICS: [&str; 2] = ["backup", "vault"];

/// What an error is about, by its code.
fn topic_of(error: &Error) -> &'static str {
    let area = error.code.split('.').next().unwrap_or_default();
    let known = TOPICS.into_iter().find(|topic| *topic == area);
    known.unwrap_or_default()
}

/// Says something in the place of what was said before about the same: `backup` or `vault`.
pub fn notice_about(topic: &'static str, level: NoticeLevel, text: impl Into<String>) {
    let buttons = Vec::new();
    let text = text.into();
    show_about(
        topic,
        Notice {
            level,
            text,
            buttons,
        },
    );
}

/// Says something.
pub fn notice(level: NoticeLevel, text: impl Into<String>) {
    show(Notice {
        level,
        text: text.into(),
        buttons: Vec::new(),
    });
}

/// Says that something was done, with a button that takes it back.
pub fn notice_undo(text: impl Into<String>, undo: impl Fn() + 'static) {
    show(Notice {
        level: NoticeLevel::Info,
        text: text.into(),
        buttons: vec![(untrack(|| t("undo")), Rc::new(undo))],
    });
}

/// Says why something was not done.
pub fn notice_error(error: &Error) {
    notice_about(
        topic_of(error),
        NoticeLevel::Error,
        untrack(|| error_text(error)),
    );
}

/// Shows a notice about an error that Millrace tells of by itself.
pub(crate) fn show_error(error: &Error, notice: Notice) {
    show_about(topic_of(error), notice);
}

/// Shows a notice for a while; it can be taken away before by the number that this gives.
pub(crate) fn show(notice: Notice) -> u64 {
    show_about("", notice)
}

fn show_about(topic: &'static str, notice: Notice) -> u64 {
    let id = NEXT.replace(NEXT.get() + 1);
    let long = !notice.buttons.is_empty() || notice.level == NoticeLevel::Error;
    let waits = notice.is_choice();
    SHOWN.with_borrow_mut(|shown| {
        // The same twice is one, but for what each would take back.
        shown.retain(|known| known.notice.text != notice.text || known.notice.buttons.len() == 1);
        shown.retain(|known| topic.is_empty() || known.topic != topic);
        shown.push(Shown { id, topic, notice });
        if shown.len() > MOST {
            let first = shown.iter().position(|known| !known.notice.is_choice());
            shown.remove(first.unwrap_or(0));
        }
    });
    CHANGED.with(ArcTrigger::notify);
    if !waits {
        set_timeout(move || dismiss(id), if long { STAYS_LONGER } else { STAYS });
    }
    id
}

/// Takes away the notices with one button: what they would take back is gone.
pub(crate) fn forget_ways_back() {
    SHOWN.with_borrow_mut(|shown| shown.retain(|known| known.notice.buttons.len() != 1));
    CHANGED.with(ArcTrigger::notify);
}

/// Takes a notice away.
pub(crate) fn dismiss(id: u64) {
    SHOWN.with_borrow_mut(|shown| shown.retain(|known| known.id != id));
    CHANGED.with(ArcTrigger::notify);
}

/// Draws the notices; the page has one.
#[component]
pub(crate) fn NoticeHost() -> impl IntoView {
    let all = move || {
        CHANGED.with(ArcTrigger::track);
        let shown = SHOWN.with_borrow(Clone::clone);
        shown.into_iter().map(draw).collect_view()
    };
    view! { <div class="notices" role="status" aria-live="polite">{all}</div> }
}

fn draw(shown: Shown) -> impl IntoView {
    let Shown { id, notice, .. } = shown;
    let (class, icon) = match notice.level {
        NoticeLevel::Info => ("notice", "check"),
        NoticeLevel::Warning => ("notice notice-warning", "triangle-alert"),
        NoticeLevel::Error => ("notice notice-error", "circle-alert"),
    };
    let choice = notice.is_choice();
    let button = |(words, run): NoticeButton| {
        let press = move |_| {
            dismiss(id);
            run();
        };
        view! { <button type="button" class="notice-button" data-testid="notice-button" on:click=press>{words}</button> }
    };
    let buttons = notice.buttons.into_iter().map(button).collect_view();
    view! {
        <div class=class class:notice-choice=choice data-testid="notice">
            <Icon name=icon/>
            <span class="notice-text">{notice.text}</span>
            {buttons}
            <IconButton icon="x" label=move || t("close") on_click=move |_| dismiss(id)/>
        </div>
    }
}
