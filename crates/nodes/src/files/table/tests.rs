//! Tests of tables of files.

use sdk::{Item, Value, json};

use super::{
    Cell, Csv, Format, Reading, Shape, Writing, general, of_items, read, to_records, words, write,
};

fn items() -> Vec<Item> {
    [
        json!({ "name": "Zoë", "n": 1.5, "ok": true, "deep": { "a": [1, "x"] } }),
        json!({ "name": "two\nlines, and \"quotes\"", "n": -3, "ok": false, "late": "  spaces  " }),
    ]
    .map(Item::of)
    .to_vec()
}

fn shape() -> Shape {
    Shape {
        header: true,
        ..Shape::default()
    }
}

#[test]
fn every_format_there_and_back() {
    let rows = of_items(&items(), true);
    let how = Writing {
        sheet: "Blatt ü",
        delimiter: ",",
        compress: true,
    };
    for format in [
        Format::Csv,
        Format::Html,
        Format::Ods,
        Format::Rtf,
        Format::Xls,
        Format::Xlsx,
    ] {
        let bytes = write(format, &rows, &how).unwrap();
        let back = read(format, &bytes, &Reading::default()).unwrap();
        let records = to_records(back, &shape()).unwrap();
        assert_eq!(records.len(), 2, "{format:?}");
        assert_eq!(records[0].get("n"), Some(&json!(1.5)), "{format:?}");
        assert_eq!(records[0].get("name"), Some(&json!("Zoë")), "{format:?}");
        assert_eq!(records[0].get("deep.a.1"), Some(&json!("x")), "{format:?}");
        assert_eq!(records[1].get("ok"), Some(&json!(false)), "{format:?}");
        assert_eq!(records[1].get("n"), Some(&json!(-3)), "{format:?}");
        if matches!(format, Format::Xls | Format::Xlsx | Format::Csv) {
            assert_eq!(
                records[1].get("name"),
                Some(&json!("two\nlines, and \"quotes\"")),
                "{format:?}"
            );
        }
    }
}

#[test]
fn sheets_by_name() {
    let rows = of_items(&items(), true);
    let how = Writing {
        sheet: "One",
        delimiter: ",",
        compress: false,
    };
    for format in [Format::Ods, Format::Xls, Format::Xlsx] {
        let bytes = write(format, &rows, &how).unwrap();
        let named = |sheet| Reading {
            sheet: Some(sheet),
            raw: false,
        };
        assert!(read(format, &bytes, &named("One")).is_ok(), "{format:?}");
        let error = read(format, &bytes, &named("Two")).unwrap_err();
        assert!(error.message.contains("“Two”"), "{error}");
        assert!(
            write(
                format,
                &rows,
                &Writing {
                    sheet: "a/b",
                    ..how.clone()
                }
            )
            .is_err()
        );
    }
}

#[test]
fn numbers_as_a_spreadsheet_shows_them() {
    for (number, text) in [
        (0.0, "0"),
        (-12.0, "-12"),
        (0.1 + 0.2, "0.3"),
        (1234.5678, "1234.5678"),
        (3_000_000_000.0, "3000000000"),
        (12_345_678_901.0, "12345678901"),
        (1_700_000_000_000.0, "1.7E+12"),
        (0.001_234, "0.001234"),
        (1e-7, "0.0000001"),
        (1e21, "1E+21"),
    ] {
        assert_eq!(general(number), text, "{number}");
    }
}

#[test]
fn columns_are_named_once() {
    let text = |t: &str| Cell::Text(t.into());
    let rows = vec![
        vec![text("a"), text("a"), Cell::Empty, text("a")],
        vec![
            Cell::Number(1.0),
            Cell::Number(2.0),
            Cell::Number(3.0),
            Cell::Number(4.0),
            Cell::Number(5.0),
        ],
        vec![],
    ];
    let records = to_records(rows, &shape()).unwrap();
    assert_eq!(
        records.into_iter().map(Value::from).collect::<Vec<_>>(),
        [json!({ "a": 1, "a_1": 2, "__EMPTY": 3, "a_2": 4, "__EMPTY_1": 5 })]
    );
}

#[test]
fn ranges() {
    let rows = || {
        let row = |r: i32| {
            (0..4)
                .map(move |c| Cell::Number(f64::from(r * 10 + c)))
                .collect()
        };
        (0..5).map(row).collect::<Vec<Vec<Cell>>>()
    };
    for (range, first, count) in [
        ("2", json!([20, 21, 22, 23]), 3),
        ("B2:C3", json!([11, 12]), 2),
        ("c4", json!([32]), 1),
        ("B:C", json!([1, 2]), 0),
    ] {
        let shape = Shape {
            range: Some(range.to_owned()),
            ..Shape::default()
        };
        let records = to_records(rows(), &shape).unwrap();
        if count > 0 {
            assert_eq!(records[0].get("row"), Some(&first), "{range}");
            assert_eq!(records.len(), count, "{range}");
        }
    }
    let shape = Shape {
        range: Some("what?".to_owned()),
        ..Shape::default()
    };
    assert!(to_records(rows(), &shape).is_err());
}

fn csv(delimiter: &str) -> Csv<'_> {
    Csv {
        delimiter,
        first_line: 1,
        relax_quotes: false,
        skip_errors: false,
        even: true,
    }
}

#[test]
fn csv_records() {
    for (csv, text, wanted) in [
        (
            csv(","),
            "a,b\n1,\"x,y\"\n",
            json!([["a", "b"], ["1", "x,y"]]),
        ),
        (
            csv(","),
            "a,b\r\n1,\"x\r\ny\"\r\n\r\n",
            json!([["a", "b"], ["1", "x\r\ny"]]),
        ),
        (
            csv("||"),
            "a||b\n\"q\"\"q\"||2",
            json!([["a", "b"], ["q\"q", "2"]]),
        ),
        (
            Csv {
                first_line: 2,
                ..csv(";")
            },
            "skip\na;b",
            json!([["a", "b"]]),
        ),
        (
            Csv {
                relax_quotes: true,
                ..csv(",")
            },
            "a\"b,c\n\"d\" e,f",
            json!([["a\"b", "c"], ["\"d\" e", "f"]]),
        ),
        (
            Csv {
                skip_errors: true,
                ..csv(",")
            },
            "a,b\n1\"2,3\n4,5",
            json!([["a", "b"], ["4", "5"]]),
        ),
    ] {
        let read = csv.read(text, None);
        let records: Value = read.records.into_iter().map(Value::from).collect();
        assert_eq!(records, wanted, "{text}");
        assert_eq!(read.stopped, None, "{text}");
    }
    for (text, line) in [
        ("a,b\n1,2,3", 2),
        ("a,b\n1,x\"y", 2),
        ("a\n\"b\"c", 2),
        ("a\n\"b", 2),
    ] {
        assert_eq!(
            csv(",").read(text, None).stopped.map(|e| e.line),
            Some(line),
            "{text}"
        );
    }
}

#[test]
fn a_hundred_thousand_rows() {
    let mut text = String::from("id,name,amount\n");
    for at in 0..100_000 {
        text.push_str(&format!("{at},name {at},\"{at}.5\"\n"));
    }
    let read = csv(",").read(&text, None);
    assert_eq!(read.records.len(), 100_001);
    assert_eq!(csv(",").read(&text, Some(10)).records.len(), 10);
}

#[test]
fn rich_text_without_a_table_has_words() {
    let text = br"{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}}\pard\f0\fs24 Hello \b World\b0\par \u228? \'e4 line}";
    assert_eq!(words(text).unwrap(), "Hello World\n\u{e4} \u{e4} line");
    let rows = read(Format::Rtf, text, &Reading::default()).unwrap();
    assert!(rows.is_empty(), "{rows:?}");
    assert!(words(b"plain text").is_err());
}

#[test]
fn broken_files_are_errors() {
    let good = write(
        Format::Xlsx,
        &of_items(&items(), true),
        &Writing {
            sheet: "S",
            ..Writing::default()
        },
    )
    .unwrap();
    for format in [
        Format::Ods,
        Format::Xls,
        Format::Xlsx,
        Format::Rtf,
        Format::Html,
    ] {
        for bytes in [
            &b""[..],
            b"PK\x03\x04 no",
            b"\xD0\xCF\x11\xE0 no",
            b"plain text",
            &good[..good.len() / 2],
        ] {
            assert!(
                read(format, bytes, &Reading::default()).is_err(),
                "{format:?}"
            );
        }
    }
    let deep = "{".repeat(5_000);
    assert!(
        read(
            Format::Rtf,
            format!("{{\\rtf1{deep}").as_bytes(),
            &Reading::default()
        )
        .is_err()
    );
}
