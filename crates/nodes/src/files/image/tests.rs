//! Tests of Edit Image.

use std::io::Cursor;
use std::sync::Arc;

use image::{ImageFormat, Rgba, RgbaImage};
use sdk::testkit::{self, TestHost};
use sdk::{Value, json};

use super::EditImage;

const RED: Rgba<u8> = Rgba([255, 0, 0, 255]);
const WHITE: Rgba<u8> = Rgba([255, 255, 255, 255]);

fn png(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbaImage::from_fn(
        width,
        height,
        |x, _| if x < width / 2 { RED } else { WHITE },
    );
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

async fn edit(params: Value) -> Result<(RgbaImage, String, String), sdk::Error> {
    let host = Arc::new(TestHost::new());
    let item = host.item_with("data", "a.png", "image/png", png(40, 20));
    let out = testkit::run(EditImage)
        .params(params)
        .host(host.clone())
        .input(vec![item])
        .await?;
    let file = out.items(0)[0].file("data").unwrap();
    let bytes = host.binary(file).unwrap();
    let picture = image::load_from_memory(&bytes).unwrap().into_rgba8();
    Ok((
        picture,
        file.file_name.as_deref().unwrap_or_default().to_owned(),
        file.mime_type.to_string(),
    ))
}

#[tokio::test]
async fn sizes() {
    for (params, width, height) in [
        (json!({}), 60, 40),
        (
            json!({ "operation": "border", "borderWidth": 1, "borderHeight": 2 }),
            42,
            24,
        ),
        (
            json!({ "operation": "create", "width": 7, "height": 9 }),
            7,
            9,
        ),
        (
            json!({ "operation": "crop", "width": 10, "height": 500, "positionX": 35 }),
            5,
            20,
        ),
        (
            json!({ "operation": "resize", "width": 10, "height": 20 }),
            20,
            10,
        ),
        (
            json!({ "operation": "resize", "width": 10, "height": 20, "resizeOption": "ignoreAspectRatio" }),
            10,
            20,
        ),
        (
            json!({ "operation": "resize", "width": 80, "height": 80, "resizeOption": "minimumArea" }),
            160,
            80,
        ),
        (
            json!({ "operation": "resize", "width": 20, "height": 20, "resizeOption": "onlyIfLarger" }),
            20,
            10,
        ),
        (
            json!({ "operation": "resize", "width": 20, "height": 20, "resizeOption": "onlyIfSmaller" }),
            40,
            20,
        ),
        (
            json!({ "operation": "resize", "width": 50, "height": 50, "resizeOption": "percent" }),
            20,
            10,
        ),
        (json!({ "operation": "rotate", "rotate": 90 }), 20, 40),
        (json!({ "operation": "rotate", "rotate": 45 }), 43, 43),
        (json!({ "operation": "shear", "degreesX": 45 }), 60, 20),
        (json!({ "operation": "blur" }), 40, 20),
        (
            json!({ "operation": "multiStep", "operations": { "operations": [{ "operation": "rotate", "rotate": 90 }, { "operation": "border", "borderWidth": 3, "borderHeight": 0 }] } }),
            26,
            40,
        ),
    ] {
        let (picture, ..) = edit(params.clone()).await.unwrap();
        assert_eq!(picture.dimensions(), (width, height), "{params}");
    }
}

#[tokio::test]
async fn colours() {
    let corners = json!({ "startPositionX": 20, "startPositionY": 0, "endPositionX": 39, "endPositionY": 19 });
    for (params, x, y, wanted) in [
        (json!({ "operation": "draw" }), 30, 10, WHITE),
        (
            json!({ "operation": "draw", "startPositionX": 20, "startPositionY": 0, "endPositionX": 39, "endPositionY": 19 }),
            30,
            10,
            RED,
        ),
        (
            json!({ "operation": "draw", "primitive": "circle", "color": "#0000ff", "startPositionX": 10, "startPositionY": 10, "endPositionX": 15, "endPositionY": 10 }),
            10,
            10,
            Rgba([0, 0, 255, 255]),
        ),
        (
            json!({ "operation": "draw", "primitive": "line", "color": "#00f", "startPositionX": 0, "startPositionY": 5, "endPositionX": 39, "endPositionY": 5 }),
            20,
            5,
            Rgba([0, 0, 255, 255]),
        ),
        (json!({ "operation": "transparent" }), 3, 3, Rgba([0; 4])),
        (
            json!({ "operation": "composite", "dataPropertyNameComposite": "data", "positionX": 20 }),
            25,
            5,
            RED,
        ),
        (
            json!({ "operation": "composite", "dataPropertyNameComposite": "data", "operator": "Difference" }),
            3,
            3,
            Rgba([0, 0, 0, 255]),
        ),
        (json!({ "operation": "border" }), 0, 0, Rgba([0, 0, 0, 255])),
    ] {
        let (picture, ..) = edit(params.clone()).await.unwrap();
        assert_eq!(*picture.get_pixel(x, y), wanted, "{params} {corners}");
    }
}

#[tokio::test]
async fn text_leaves_marks() {
    let params = json!({ "operation": "text", "text": "Hi", "positionX": 20, "positionY": 18, "fontSize": 16 });
    let (picture, ..) = edit(params).await.unwrap();
    assert!(picture.pixels().any(|pixel| pixel.0[..3] == [0, 0, 0]));
}

#[tokio::test]
async fn formats() {
    for (format, mime) in [
        ("jpeg", "image/jpeg"),
        ("gif", "image/gif"),
        ("bmp", "image/bmp"),
        ("tiff", "image/tiff"),
        ("webp", "image/webp"),
        ("png", "image/png"),
    ] {
        let (_, name, found) =
            edit(json!({ "operation": "blur", "options": { "format": format } }))
                .await
                .unwrap();
        assert_eq!((name, found), (format!("a.{format}"), mime.to_owned()));
    }
    let (_, name, _) =
        edit(json!({ "operation": "blur", "options": { "fileName": "b.jpeg", "format": "jpeg" } }))
            .await
            .unwrap();
    assert_eq!(name, "b.jpeg");
}

#[tokio::test]
async fn tells_about_a_picture() {
    let host = Arc::new(TestHost::new());
    let item = host.item_with("data", "a.png", "image/png", png(40, 20));
    let out = testkit::run(EditImage)
        .params(json!({ "operation": "information" }))
        .host(host)
        .input(vec![item])
        .await
        .unwrap();
    assert_eq!(out.json(0)[0]["size"], json!({ "width": 40, "height": 20 }));
    assert_eq!(out.json(0)[0]["format"], "PNG");
}

#[tokio::test]
async fn errors() {
    for params in [
        json!({ "operation": "crop", "positionX": 100 }),
        json!({ "operation": "create", "width": 1e9, "height": 1e9 }),
        json!({ "operation": "border", "borderColor": "red-ish" }),
        json!({ "operation": "shear", "degreesX": 90 }),
        json!({ "operation": "text", "text": "x", "options": { "font": "/none.ttf" } }),
        json!({ "operation": "blur", "options": { "format": "doc" } }),
        json!({ "operation": "composite", "dataPropertyNameComposite": "gone" }),
        json!({ "operation": "melt" }),
    ] {
        assert!(edit(params.clone()).await.is_err(), "{params}");
    }
    let host = Arc::new(TestHost::new());
    let broken = png(40, 20);
    for bytes in [&b""[..], b"no picture", &broken[..30], &broken[..60]] {
        let item = host.item_with("data", "a.png", "image/png", bytes.to_vec());
        assert!(
            testkit::run(EditImage)
                .params(json!({}))
                .host(host.clone())
                .input(vec![item])
                .await
                .is_err()
        );
    }
}
