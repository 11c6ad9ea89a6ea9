//! The form of Date & Time.

use sdk::{Effect, Group, N8nType, NodeSpec, Param, ParamKind, Show, json};

const UNITS: &[(&str, &str)] = &[
    ("years", "Years"),
    ("quarters", "Quarters"),
    ("months", "Months"),
    ("weeks", "Weeks"),
    ("days", "Days"),
    ("hours", "Hours"),
    ("minutes", "Minutes"),
    ("seconds", "Seconds"),
    ("milliseconds", "Milliseconds"),
];

const PARTS: &[(&str, &str)] = &[
    ("year", "Year"),
    ("month", "Month"),
    ("week", "Week"),
    ("day", "Day"),
    ("hour", "Hour"),
    ("minute", "Minute"),
    ("second", "Second"),
];

pub(super) fn spec() -> NodeSpec {
    NodeSpec {
        help: "Changes how a date is written, moves it, rounds it, or tells the time between two dates."
            .to_owned(),
        icon: "calendar-clock".to_owned(),
        n8n: N8nType::base(&["dateTime"]),
        versions: vec![1.0, 2.0],
        params: first_version().into_iter().chain(second_version()).collect(),
        effect: Effect::Idempotent,
        ..NodeSpec::new("date-time", "Date & Time", Group::Tools)
    }
    .aliases(&["date", "time", "format date", "calendar", "timezone", "dateTime", "moment", "luxon"])
    .example(&json!({ "operation": "formatDate", "date": "={{ $json.date }}", "format": "yyyy-MM-dd" }))
}

fn first_version() -> Vec<Param> {
    let old = || Show::before(2.0);
    let format = || old().and_when("action", &["format"]);
    let calculate = || old().and_when("action", &["calculate"]);
    let from_format = Param::text("fromFormat", "Format of the date")
        .help("How the date that comes in is written, if it is not told from it.")
        .example("DD.MM.YYYY");
    vec![
        Param::choice(
            "action",
            "What to do",
            &[("format", "Write a date in another way"), ("calculate", "Add or subtract time")],
        )
        .help("What happens to the date.")
        .show(old()),
        Param::text("value", "Date")
            .help("The date to work on.")
            .example("2024-05-01")
            .required()
            .show(old()),
        Param::switch("custom", "Own format", false)
            .help("Whether to write a format by hand instead of choosing one.")
            .show(format()),
        Param::text("toFormat", "New format")
            .help("How the date is written: YYYY is the year, MM the month, DD the day, HH the hour, mm the minute.")
            .example("YYYY-MM-DD HH:mm")
            .show(format().and(sdk::ShowRule::Is("custom".to_owned(), vec![true.into()]))),
        Param::choice("toFormat", "New format", &[
            ("MM/DD/YYYY", "09/04/1986"),
            ("YYYY/MM/DD", "1986/04/09"),
            ("MMMM DD YYYY", "April 09 1986"),
            ("MM-DD-YYYY", "04-09-1986"),
            ("YYYY-MM-DD", "1986-04-09"),
            ("X", "Seconds since 1970"),
            ("x", "Milliseconds since 1970"),
        ])
        .help("How the date is written.")
        .show(format().and(sdk::ShowRule::Is("custom".to_owned(), vec![false.into()]))),
        Param::choice("operation", "Direction", &[("add", "Add"), ("subtract", "Subtract")])
            .help("Whether the time is added or taken away.")
            .show(calculate()),
        Param::number("duration", "How much", 0.0)
            .help("How much time, in the unit below.")
            .example("10")
            .show(calculate()),
        Param::choice("timeUnit", "Unit", UNITS)
            .or("days")
            .help("What the number counts.")
            .show(calculate()),
        Param::text("dataPropertyName", "Field for the result")
            .or("data")
            .help("The field that gets the new date.")
            .example("date")
            .show(old()),
        Param::fields(
            "options",
            "Options",
            vec![
                from_format.clone(),
                Param::text("fromTimezone", "Time zone of the date").help("The zone the date is meant in.").example("Europe/Berlin"),
                Param::text("toTimezone", "New time zone").help("The zone the result is written in.").example("America/New_York"),
            ],
        )
        .more()
        .show(format()),
        Param::fields("options", "Options", vec![from_format]).more().show(calculate()),
    ]
}

fn second_version() -> Vec<Param> {
    let of = |operations: &[&str]| Show::since(2.0).and_when("operation", operations);
    let result = |operation: &str, default: &str| {
        Param::text("outputFieldName", "Field for the result")
            .or(default)
            .help("The field that gets the result.")
            .example(default)
            .show(of(&[operation]))
    };
    let mut params = vec![
        Param::choice(
            "operation",
            "What to do",
            &[
                ("getCurrentDate", "Tell the time now"),
                ("addToDate", "Add time to a date"),
                ("subtractFromDate", "Subtract time from a date"),
                ("formatDate", "Write a date in another way"),
                ("roundDate", "Round a date"),
                ("getTimeBetweenDates", "Tell the time between two dates"),
                ("extractDate", "Take a part of a date"),
            ],
        )
        .help("What happens to the date.")
        .show(Show::since(2.0)),
        Param::switch("includeTime", "With the time of day", true)
            .help("Whether hours, minutes and seconds are told too; else it is midnight.")
            .show(of(&["getCurrentDate"])),
        result("getCurrentDate", "currentDate"),
        Param::text("magnitude", "Date")
            .help("The date to start from.")
            .example("={{ $json.date }}")
            .required()
            .show(of(&["addToDate", "subtractFromDate"])),
        Param::choice("timeUnit", "Unit", UNITS)
            .or("days")
            .help("What the number counts.")
            .show(of(&["addToDate", "subtractFromDate"])),
        Param::number("duration", "How much", 0.0)
            .help("How much time, in the unit above.")
            .example("3")
            .show(of(&["addToDate", "subtractFromDate"])),
        result("addToDate", "newDate"),
        result("subtractFromDate", "newDate"),
    ];
    params.extend(formatting(&of));
    params.push(result("formatDate", "formattedDate"));
    params.extend(rounding(&of));
    params.push(result("roundDate", "roundedDate"));
    params.extend(comparing(&of));
    params.push(result("getTimeBetweenDates", "timeDifference"));
    params.extend([
        Param::text("date", "Date")
            .help("The date to take a part of.")
            .example("={{ $json.date }}")
            .show(of(&["extractDate"])),
        Param::choice("part", "Part", PARTS)
            .or("month")
            .help("Which part of the date.")
            .show(of(&["extractDate"])),
        result("extractDate", "datePart"),
    ]);
    params.extend(options(&of));
    params
}

fn formatting(of: &dyn Fn(&[&str]) -> Show) -> [Param; 3] {
    [
        Param::text("date", "Date")
            .help("The date to write.")
            .example("={{ $json.date }}")
            .show(of(&["formatDate"])),
        Param::choice(
            "format",
            "Format",
            &[
                ("custom", "Own format"),
                ("MM/dd/yyyy", "04/09/1986"),
                ("yyyy/MM/dd", "1986/04/09"),
                ("MMMM dd yyyy", "April 09 1986"),
                ("MM-dd-yyyy", "04-09-1986"),
                ("yyyy-MM-dd", "1986-04-09"),
                ("X", "Seconds since 1970"),
                ("x", "Milliseconds since 1970"),
            ],
        )
        .or("MM/dd/yyyy")
        .help("How the date is written.")
        .show(of(&["formatDate"])),
        Param::text("customFormat", "Own format")
            .help("yyyy is the year, MM the month, dd the day, HH the hour, mm the minute.")
            .example("yyyy-MM-dd HH:mm")
            .show(of(&["formatDate"]).and_when("format", &["custom"])),
    ]
}

fn rounding(of: &dyn Fn(&[&str]) -> Show) -> [Param; 4] {
    let near = |name: &str| {
        Param::choice(name, "To the", PARTS)
            .or("month")
            .help("What is cut off or filled up.")
    };
    [
        Param::text("date", "Date")
            .help("The date to round.")
            .example("={{ $json.date }}")
            .show(of(&["roundDate"])),
        Param::choice(
            "mode",
            "Direction",
            &[("roundDown", "Down"), ("roundUp", "Up")],
        )
        .help("Down is the beginning of the day, month, …; up is the beginning of the next one.")
        .show(of(&["roundDate"])),
        near("toNearest").show(of(&["roundDate"]).and_when("mode", &["roundDown"])),
        near("to").show(of(&["roundDate"]).and_when("mode", &["roundUp"])),
    ]
}

fn comparing(of: &dyn Fn(&[&str]) -> Show) -> [Param; 3] {
    let units = PARTS.iter().chain(&[("millisecond", "Millisecond")]);
    let choices = units
        .map(|(value, label)| sdk::Choice::new(value, label))
        .collect();
    let date = |name: &str, label: &str| {
        Param::text(name, label)
            .help("A date.")
            .example("={{ $json.date }}")
            .show(of(&["getTimeBetweenDates"]))
    };
    [
        date("startDate", "First date"),
        date("endDate", "Second date"),
        Param::new("units", "Units", ParamKind::Choices(choices))
            .or(json!(["day"]))
            .help("In which units the time between them is told.")
            .show(of(&["getTimeBetweenDates"])),
    ]
}

fn options(of: &dyn Fn(&[&str]) -> Show) -> Vec<Param> {
    let keep = || {
        Param::switch("includeInputFields", "Keep the other fields", false)
            .help("Whether the fields that came in go out too.")
    };
    let set = |operations: &[&str], mut fields: Vec<Param>| {
        fields.insert(0, keep());
        Param::fields("options", "Options", fields)
            .more()
            .show(of(operations))
    };
    vec![
        set(
            &["getCurrentDate"],
            vec![
                Param::text("timezone", "Time zone")
                    .help("The zone; none is the workflow's.")
                    .example("Europe/Berlin"),
            ],
        ),
        set(
            &["formatDate"],
            vec![
                Param::text("fromFormat", "Format of the date")
                    .help("How the date that comes in is written, if it is not told from it.")
                    .example("dd.MM.yyyy"),
                Param::switch("timezone", "In the workflow's time zone", false).help(
                    "Whether the date is written in the zone of the workflow instead of its own.",
                ),
            ],
        ),
        set(
            &["getTimeBetweenDates"],
            vec![
                Param::switch("isoString", "As one text", false).help(
                    "Whether the result is a text such as P2DT3H instead of one number a unit.",
                ),
            ],
        ),
        set(
            &["addToDate", "subtractFromDate", "roundDate", "extractDate"],
            Vec::new(),
        ),
    ]
}
