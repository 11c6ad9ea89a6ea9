//! Real files, cut, flipped and bent: read or refused, and what is read stays the same.

use model::ImportOptions;
use model::n8n::{import, import_all};
use value::{Text, Value, json};

use crate::bad_input::{check_stable, many, read};
use crate::common::{Dice, node, specs, workflows};

/// Fifty of the templates, or two workflows of our own where a clone lacks them.
fn samples() -> Vec<(String, Vec<u8>)> {
    let mut samples = workflows("templates");
    let step = (samples.len() / 50).max(1);
    samples = samples.into_iter().step_by(step).take(50).collect();
    if samples.is_empty() {
        samples.push(("many".to_owned(), many(30, 60).into_bytes()));
    }
    samples
}

/// M02
#[test]
fn a_file_that_breaks_off_is_refused() {
    for (name, bytes) in samples() {
        let whole = std::str::from_utf8(&bytes).expect("text").trim_end().len();
        let cuts = (0..whole).step_by(4096).chain([1, whole / 2, whole - 1]);
        for cut in cuts {
            assert!(read(&bytes[..cut]).is_err(), "{name} cut at {cut}");
        }
    }
}

/// M03
#[test]
fn flipped_bytes_never_panic() {
    let mut dice = Dice(0x5eed);
    let samples = samples();
    let (mut read_well, mut refused) = (0, 0);
    for round in 0..1000 {
        let (name, bytes) = &samples[round % samples.len()];
        let mut flipped = bytes.clone();
        let at = dice.below(flipped.len());
        flipped[at] ^= 1 << dice.below(8);
        match import_all(&flipped, specs(), ImportOptions::default()) {
            Ok(all) => {
                read_well += 1;
                if round % 10 == 0 {
                    all.iter()
                        .for_each(|one| check_stable(&one.workflow, &format!("{name}, byte {at}")));
                }
            }
            Err(error) => {
                refused += 1;
                assert!(error.to_string().ends_with('.'), "{error}");
            }
        }
    }
    println!("1000 flips: {read_well} read, {refused} refused");
}

/// A value of another shape in a random place.
fn mutate(value: &mut Value, dice: &mut Dice) {
    let inner = match value {
        Value::Array(_) => value
            .as_array_mut()
            .filter(|list| !list.is_empty())
            .map(|list| {
                let at = dice.below(list.len());
                &mut list[at]
            }),
        Value::Object(map) if !map.is_empty() => {
            let key: Text = map
                .keys()
                .nth(dice.below(map.len()))
                .cloned()
                .unwrap_or_default();
            value.as_object_mut().and_then(|map| map.get_mut(&key))
        }
        _ => None,
    };
    match inner {
        Some(inner) if dice.below(6) > 0 => mutate(inner, dice),
        Some(inner) => *inner = odd_value(dice),
        None => *value = odd_value(dice),
    }
}

fn odd_value(dice: &mut Dice) -> Value {
    let all = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(2.5),
        json!(1e300),
        json!(""),
        json!("x"),
        json!("__proto__"),
        json!([]),
        json!([null]),
        json!({}),
        json!({ "a": [1] }),
        json!("={{ $('A').item }}"),
        json!({ "id": 5, "name": "y" }),
        json!([["x"], { "node": "A" }]),
        json!("v1"),
        json!("3.4"),
        json!({ "onError": { "fallback": { "output": 1 } }, "cache": true, "folder": "a/b", "timeoutMs": 5 }),
        json!({ "retry": { "attempts": 99, "wait": { "exponential": { "firstMs": 1, "mostMs": 9 } } } }),
    ];
    all[dice.below(all.len())].clone()
}

/// Keys that mean something, put where they may hurt.
fn add_keys(value: &mut Value, dice: &mut Dice) {
    let keys = [
        "millrace",
        "credentials",
        "typeVersion",
        "type",
        "id",
        "name",
        "settings",
        "tags",
        "pinData",
        "onError",
        "continueOnFail",
        "retryOnFail",
        "maxTries",
        "waitBetweenTries",
        "disabled",
        "notes",
        "position",
        "executeOnce",
        "executionTimeout",
        "timezone",
        "executionOrder",
        "active",
        "parameters",
        "staticData",
        "origin",
        "folder",
    ];
    let key = keys[dice.below(keys.len())];
    let odd = odd_value(dice);
    let nodes = value["nodes"].as_array().map_or(0, <[Value]>::len);
    let place = match dice.below(3) {
        0 => value.as_object_mut(),
        1 => value
            .as_object_mut()
            .and_then(|map| map.entry("settings").as_object_mut()),
        _ => {
            let list = value.as_object_mut().and_then(|map| map.get_mut("nodes"));
            let at = dice.below(nodes);
            list.and_then(Value::as_array_mut)
                .and_then(|list| list.get_mut(at)?.as_object_mut())
        }
    };
    if let Some(map) = place {
        map.insert(key, odd);
    }
}

#[test]
fn values_of_another_shape_import_or_are_refused() {
    let mut dice = Dice(0xb0b);
    let (mut well, mut refused) = (0, 0);
    let own = json!({
        "name": "x", "settings": { "executionOrder": "v1" }, "tags": [{ "id": "1", "name": "t" }],
        "nodes": [node("A", "manualTrigger", 1.0, &json!({})), node("B", "hmac", 1.0, &json!({ "value": "v" })),
            node("C", "switch", 3.2, &json!({ "rules": { "values": [{ "conditions": { "conditions": [{}] } }] } }))],
        "connections": { "A": { "main": [[{ "node": "B", "type": "main", "index": 0 }]] } },
        "pinData": { "A": [{ "json": {} }], "Z": [] }, "meta": { "a": 1 },
    });
    for seed in 0..2000 {
        let mut value = own.clone();
        for _ in 0..=dice.below(4) {
            match dice.below(2) {
                0 => mutate(&mut value, &mut dice),
                _ => add_keys(&mut value, &mut dice),
            }
        }
        let text = value::to_string(&value);
        match import_all(text.as_bytes(), specs(), ImportOptions::default()) {
            Ok(all) => {
                well += 1;
                all.iter()
                    .for_each(|one| check_stable(&one.workflow, &format!("seed {seed}: {text}")));
            }
            Err(_) => refused += 1,
        }
    }
    for (name, bytes) in samples() {
        let original = value::from_slice(&bytes).expect("a template is JSON");
        for seed in 0..6 {
            let mut value = original.clone();
            mutate(&mut value, &mut dice);
            add_keys(&mut value, &mut dice);
            let text = value::to_string(&value);
            if let Ok(one) = import(text.as_bytes(), specs(), ImportOptions::default()) {
                check_stable(&one.workflow, &format!("{name}, seed {seed}"));
            }
        }
    }
    println!("2000 mutations: {well} read, {refused} refused");
    assert!(well > 1000);
}
