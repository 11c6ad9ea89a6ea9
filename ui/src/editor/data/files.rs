//! Files of items looked at: pictures, PDF, text, sound; the others are told and can be kept.

use api::{BinaryRead, Error, PdfPicture, PdfRead};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Binary;

use crate::editor::say;
use crate::rpc;
use crate::text::{bytes, t, t_args};
use crate::widgets::{Icon, IconButton, Spinner, error_text, object_url, save_parts};

/// Texts are read so far.
const TEXT_BYTES: u32 = 64 * 1024;
/// Files up to this size are shown in the desktop's window, which has to be handed all of them.
const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// How wide a page of a PDF is drawn, in pixels: sharp where the inspector is wide.
const PDF_WIDTH: u32 = 1_000;
/// Asked for at once.
const PART: u32 = 4 * 1024 * 1024;

/// A file: what it is, and how it looks.
#[component]
pub fn FileView(
    /// Its name in the item.
    name: String,
    /// The file.
    file: Binary,
) -> impl IntoView {
    let title = file
        .file_name
        .as_ref()
        .map_or_else(|| name.clone(), ToString::to_string);
    let facts = format!("{name} · {} · {}", file.mime_type, bytes(file.size));
    let sort = sort(&file);
    let seen = matches!(sort, Sort::Image | Sort::Audio | Sort::Video);
    // A drawing is handed out only to be saved: the page makes a picture of it itself.
    let drawing = file.mime_type.starts_with("image/svg");
    let served = (seen && !drawing).then(|| rpc::binary_url(&file.sha256, &file.mime_type, None));
    let served = served.flatten();
    let fetched = seen && served.is_none();
    let large = fetched && file.size > MOST_BYTES;
    let address = RwSignal::new(served);
    if fetched && !large {
        fetch(&file, address);
    }
    on_cleanup(move || {
        if let Some(blob) = address
            .try_get_untracked()
            .flatten()
            .filter(|url| url.starts_with("blob:"))
        {
            web_sys::Url::revoke_object_url(&blob).ok();
        }
    });
    let keep = keep(&file, &title);
    let alt = title.clone();
    let shown = match sort {
        Sort::Text => view! { <TextFile file/> }.into_any(),
        Sort::Pdf => view! { <PdfFile file title=alt/> }.into_any(),
        _ if large => view! { <p class="hint">{t("editor-file-large")}</p> }.into_any(),
        Sort::Other => look(Sort::Other, String::new(), &alt),
        sort => (move || Some(look(sort, address.get()?, &alt))).into_any(),
    };
    view! {
        <figure class="file-view" data-testid="file-view">
            <figcaption>
                <Icon name="file"/>
                <span class="file-name">{title}</span>
                <span class="hint">{facts}</span>
                {keep}
            </figcaption>
            {shown}
        </figure>
    }
}

/// Saves the file where the person keeps files.
fn keep(file: &Binary, name: &str) -> AnyView {
    if let Some(url) = rpc::binary_url(&file.sha256, &file.mime_type, Some(name)) {
        let name = name.to_owned();
        return view! { <a class="link" href=url download=name>{t("editor-file-keep")}</a> }
            .into_any();
    }
    let (file, name) = (file.clone(), name.to_owned());
    let save = move |_| {
        let (file, name) = (file.clone(), name.clone());
        spawn_local(async move {
            match read(&file).await {
                Some(parts) => save_parts(&name, &file.mime_type, &parts),
                None => say::warn(t("editor-file-gone")),
            }
        });
    };
    view! { <button type="button" class="link" on:click=save>{t("editor-file-keep")}</button> }
        .into_any()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Image,
    Pdf,
    Audio,
    Video,
    Text,
    Other,
}

fn sort(file: &Binary) -> Sort {
    match file.file_type() {
        // A drawing is XML that could hold more than a picture; as an image it is drawn and nothing else.
        Some("image") => Sort::Image,
        Some("pdf") => Sort::Pdf,
        Some("audio") => Sort::Audio,
        Some("video") => Sort::Video,
        Some("text" | "json" | "html") => Sort::Text,
        _ if file.mime_type.ends_with("xml") => Sort::Text,
        _ => Sort::Other,
    }
}

fn look(sort: Sort, address: String, title: &str) -> AnyView {
    match sort {
        Sort::Image => view! { <Picture address title=title.to_owned()/> }.into_any(),
        Sort::Audio => {
            view! { <audio class="file-sound" controls=true src=address></audio> }.into_any()
        }
        Sort::Video => {
            view! { <video class="file-picture" controls=true src=address></video> }.into_any()
        }
        Sort::Text | Sort::Pdf | Sort::Other => {
            view! { <p class="hint">{t("editor-file-no-picture")}</p> }.into_any()
        }
    }
}

/// A picture, or that it is none.
#[component]
fn Picture(
    /// Where it is.
    address: String,
    /// What it is called.
    title: String,
) -> impl IntoView {
    let broken = RwSignal::new(false);
    move || match broken.get() {
        true => view! { <p class="hint">{t("editor-file-broken")}</p> }.into_any(),
        false => view! {
            <img
                class="file-picture"
                src=address.clone()
                alt=title.clone()
                on:error=move |_| broken.set(true)
            />
        }
        .into_any(),
    }
}

/// A PDF, page by page, drawn by Millrace: not every browser has a viewer, and the desktop's window has none.
#[component]
fn PdfFile(
    /// The file.
    file: Binary,
    /// What it is called.
    title: String,
) -> impl IntoView {
    let page = RwSignal::new(0_u32);
    let drawn = RwSignal::new(None::<Result<PdfPicture, Error>>);
    Effect::new(move |_| {
        let request = PdfRead {
            sha256: file.sha256.to_string(),
            page: page.get(),
            width: PDF_WIDTH,
        };
        spawn_local(async move {
            let answer = rpc::call(request.clone()).await;
            // The person may have gone on to another page.
            if page.try_get_untracked() == Some(request.page) {
                drawn.try_set(Some(answer));
            }
        });
    });
    let pages = move || {
        drawn.with(|drawn| match drawn {
            Some(Ok(picture)) => picture.pages,
            _ => 0,
        })
    };
    let turn = move |by: i64| {
        let next = i64::from(page.get_untracked()) + by;
        page.set(next.clamp(0, i64::from(pages().max(1)) - 1) as u32);
    };
    let place = move || {
        let numbers = [
            ("page", f64::from(page.get() + 1).into()),
            ("pages", f64::from(pages()).into()),
        ];
        t_args("editor-file-page", &numbers)
    };
    let shown = move || match drawn.get() {
        None => view! { <Spinner label=move || t("editor-loading")/> }.into_any(),
        Some(Err(error)) => view! { <p class="hint">{error_text(&error)}</p> }.into_any(),
        Some(Ok(picture)) => {
            let address = format!("data:image/png;base64,{}", picture.png);
            let alt = format!("{title}, {}", place());
            view! { <img class="file-page" src=address alt=alt/> }.into_any()
        }
    };
    view! {
        {shown}
        <Show when=move || { pages() > 1 }>
            <div class="file-pages">
                <IconButton
                    icon="chevron-left"
                    label=move || t("editor-file-page-before")
                    disabled=Signal::derive(move || page.get() == 0)
                    on_click=move |_| turn(-1)
                />
                <span class="hint" aria-live="polite">{place}</span>
                <IconButton
                    icon="chevron-right"
                    label=move || t("editor-file-page-after")
                    disabled=Signal::derive(move || page.get() + 1 >= pages())
                    on_click=move |_| turn(1)
                />
            </div>
        </Show>
    }
}

/// The beginning of a text.
#[component]
fn TextFile(
    /// The file.
    file: Binary,
) -> impl IntoView {
    let text = RwSignal::new(None::<String>);
    let sha256 = file.sha256.to_string();
    spawn_local(async move {
        let read = BinaryRead {
            sha256,
            from: 0,
            count: TEXT_BYTES,
        };
        let part = rpc::call(read).await.ok();
        let bytes = part.and_then(|part| STANDARD.decode(part.bytes).ok());
        let read = bytes.map_or_else(
            || t("editor-file-gone"),
            |bytes| String::from_utf8_lossy(&bytes).into_owned(),
        );
        text.try_set(Some(read));
    });
    let more = (file.size > u64::from(TEXT_BYTES)).then(|| {
        let all = bytes(file.size);
        t_args("editor-file-cut", &[("size", all.into())])
    });
    move || match text.get() {
        None => view! { <Spinner label=move || t("editor-loading")/> }.into_any(),
        Some(text) => view! {
            <pre class="value-text" tabindex="0">{text}</pre>
            {more.clone().map(|more| view! { <p class="hint">{more}</p> })}
        }
        .into_any(),
    }
}

/// Reads a whole file and makes an address for it, where the page cannot fetch it itself.
fn fetch(file: &Binary, address: RwSignal<Option<String>>) {
    let file = file.clone();
    spawn_local(async move {
        if let Some(parts) = read(&file).await {
            address.try_set(object_url(&parts, &file.mime_type).ok());
        }
    });
}

/// A whole file, in parts; none where it is gone.
async fn read(file: &Binary) -> Option<js_sys::Array> {
    let parts = js_sys::Array::new();
    let (mut from, mut size) = (0, u64::MAX);
    while from < size {
        let read = BinaryRead {
            sha256: file.sha256.to_string(),
            from,
            count: PART,
        };
        let part = rpc::call(read).await.ok()?;
        let bytes = STANDARD.decode(part.bytes).ok()?;
        if bytes.is_empty() {
            break;
        }
        size = part.size;
        from += bytes.len() as u64;
        parts.push(&js_sys::Uint8Array::from(bytes.as_slice()));
    }
    Some(parts)
}
