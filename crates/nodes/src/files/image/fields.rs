//! The form of Edit Image.

use sdk::{Param, ParamKind, Show, ShowRule};

const OPERATIONS: [(&str, &str); 11] = [
    ("blur", "Blur"),
    ("border", "Add a border"),
    ("composite", "Put another picture on it"),
    ("create", "Create a picture"),
    ("crop", "Crop"),
    ("draw", "Draw on it"),
    ("rotate", "Rotate"),
    ("resize", "Resize"),
    ("shear", "Shear"),
    ("text", "Write on it"),
    ("transparent", "Make a colour transparent"),
];

const OPERATORS: [&str; 22] = [
    "Over",
    "Add",
    "Atop",
    "Bumpmap",
    "Copy",
    "CopyBlack",
    "CopyBlue",
    "CopyCyan",
    "CopyGreen",
    "CopyMagenta",
    "CopyOpacity",
    "CopyRed",
    "CopyYellow",
    "Difference",
    "Divide",
    "In",
    "Minus",
    "Multiply",
    "Out",
    "Plus",
    "Subtract",
    "Xor",
];

/// All fields.
pub(super) fn params() -> Vec<Param> {
    let mut operations = vec![
        ("border", "Add a border"),
        ("information", "Tell size and format"),
        ("multiStep", "Several steps"),
    ];
    operations.extend(OPERATIONS.iter().filter(|(name, _)| *name != "border"));
    let mut steps = vec![
        Param::choice("operation", "What to do", &OPERATIONS)
            .or("")
            .help("What happens in this step."),
    ];
    steps.extend(step_fields());
    steps.push(font().show(Show::when("operation", &["text"])));
    let groups = vec![Param::fields("operations", "Step", steps).help("One step of several.")];
    let mut list = vec![
        Param::choice("operation", "What to do", &operations)
            .help("What happens with the picture."),
        Param::text("dataPropertyName", "File field")
            .or("data")
            .help("The field of the item that holds the picture.")
            .example("data"),
        Param::new(
            "operations",
            "Steps",
            ParamKind::Groups { many: true, groups },
        )
        .or(sdk::json!({}))
        .help("What is done, one after the other.")
        .show(Show::when("operation", &["multiStep"])),
    ];
    list.extend(step_fields());
    list.push(options());
    list
}

fn font() -> Param {
    Param::new("font", "Font", ParamKind::File)
        .or("default")
        .help("A TTF or OTF file; plain letters where none is chosen.")
        .example("/usr/share/fonts/my.ttf")
}

fn options() -> Param {
    let formats = [
        ("jpeg", "JPEG"),
        ("bmp", "BMP"),
        ("gif", "GIF"),
        ("png", "PNG"),
        ("tiff", "TIFF"),
        ("webp", "WebP"),
    ];
    Param::fields(
        "options",
        "Options",
        vec![
            Param::text("destinationKey", "Put the picture into")
                .help("The field of the outgoing item that gets the picture, instead of its own.")
                .example("thumbnail"),
            Param::text("fileName", "File name")
                .help("Name of the outgoing file.")
                .example("photo.jpg"),
            font(),
            Param::choice("format", "Format", &formats)
                .help("The format of the outgoing file, instead of its own."),
            Param::number("quality", "Quality", 100.0)
                .help("How good a JPEG is, from 0 to 100.")
                .example("80"),
        ],
    )
    .help("Name, place and format of the outgoing file.")
    .show(Show::default().and(ShowRule::Not(
        "operation".to_owned(),
        vec!["information".into()],
    )))
}

/// The fields of the single operations; those of the same name have their own default in each.
#[expect(
    clippy::too_many_lines,
    reason = "a form: its fields, one after the other"
)]
fn step_fields() -> Vec<Param> {
    let when = |operation: &str| Show::when("operation", &[operation]);
    let number = |name: &str, label: &str, default: f64, help: &str, operation: &str| {
        Param::number(name, label, default)
            .help(help)
            .example("100")
            .show(when(operation))
    };
    let color = |name: &str, label: &str, default: &str, help: &str, operation: &str| {
        Param::new(name, label, ParamKind::Color)
            .or(default)
            .help(help)
            .example("#ff8800")
            .show(when(operation))
    };
    let points = "In points.";
    let across = "Points from the left.";
    let down = "Points from the top.";
    let resizes = [
        ("maximumArea", "At most so many points in all"),
        ("ignoreAspectRatio", "Exactly, whatever the proportions"),
        ("minimumArea", "At least so wide and high"),
        ("onlyIfLarger", "Only if it is larger"),
        ("onlyIfSmaller", "Only if it is smaller"),
        ("percent", "Width and height are percent"),
    ];
    vec![
        color(
            "backgroundColor",
            "Background",
            "#ffffff00",
            "The colour of the new picture.",
            "create",
        ),
        number("width", "Width", 50.0, points, "create"),
        number("height", "Height", 50.0, points, "create"),
        Param::choice(
            "primitive",
            "Shape",
            &[
                ("rectangle", "Rectangle"),
                ("circle", "Circle"),
                ("line", "Line"),
            ],
        )
        .help("What is drawn.")
        .show(when("draw")),
        color(
            "color",
            "Colour",
            "#ff000000",
            "The colour of the shape.",
            "draw",
        ),
        number("startPositionX", "From X", 50.0, across, "draw"),
        number("startPositionY", "From Y", 50.0, down, "draw"),
        number("endPositionX", "To X", 250.0, across, "draw"),
        number("endPositionY", "To Y", 250.0, down, "draw"),
        number(
            "cornerRadius",
            "Rounded corners",
            0.0,
            "How far corners are rounded, in points.",
            "draw",
        )
        .show(when("draw").and_when("primitive", &["rectangle"])),
        Param::new("text", "Text", ParamKind::LongText)
            .or("")
            .help("What is written.")
            .example("Hello")
            .show(when("text")),
        number("fontSize", "Size of letters", 18.0, points, "text"),
        color(
            "fontColor",
            "Colour of letters",
            "#000000",
            "The colour of the text.",
            "text",
        ),
        number("positionX", "X", 50.0, across, "text"),
        number(
            "positionY",
            "Y",
            50.0,
            "Points from the top to the line the text stands on.",
            "text",
        ),
        number(
            "lineLength",
            "Longest line",
            80.0,
            "How many characters a line has before it is broken.",
            "text",
        ),
        number(
            "blur",
            "Strength",
            5.0,
            "Kept for workflows from elsewhere; the spread decides.",
            "blur",
        ),
        number(
            "sigma",
            "Spread",
            2.0,
            "How far the blur reaches, in points.",
            "blur",
        ),
        number(
            "borderWidth",
            "Width",
            10.0,
            "Width of the border left and right, in points.",
            "border",
        ),
        number(
            "borderHeight",
            "Height",
            10.0,
            "Height of the border above and below, in points.",
            "border",
        ),
        color(
            "borderColor",
            "Colour",
            "#000000",
            "The colour of the border.",
            "border",
        ),
        Param::text("dataPropertyNameComposite", "Field of the other picture")
            .help("The field of the item that holds the picture to put on top.")
            .example("logo")
            .show(when("composite")),
        Param::choice("operator", "How", &OPERATORS.map(|name| (name, name)))
            .help("How the colours of both are combined.")
            .show(when("composite")),
        number("positionX", "X", 0.0, across, "composite"),
        number("positionY", "Y", 0.0, down, "composite"),
        number("width", "Width", 500.0, points, "crop"),
        number("height", "Height", 500.0, points, "crop"),
        number("positionX", "X", 0.0, across, "crop"),
        number("positionY", "Y", 0.0, down, "crop"),
        number("width", "Width", 500.0, points, "resize"),
        number("height", "Height", 500.0, points, "resize"),
        Param::choice("resizeOption", "How", &resizes)
            .help("What width and height mean.")
            .show(when("resize")),
        number(
            "rotate",
            "Degrees",
            0.0,
            "How far it is turned to the right.",
            "rotate",
        ),
        color(
            "backgroundColor",
            "Background",
            "#ffffffff",
            "The colour of the corners that appear.",
            "rotate",
        ),
        number(
            "degreesX",
            "Degrees across",
            0.0,
            "How far it is bent sideways.",
            "shear",
        ),
        number(
            "degreesY",
            "Degrees down",
            0.0,
            "How far it is bent up and down.",
            "shear",
        ),
        color(
            "color",
            "Colour",
            "#ff0000",
            "The colour to make transparent.",
            "transparent",
        ),
    ]
}
