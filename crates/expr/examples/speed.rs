//! Prints what evaluating and parsing the most common expressions costs: `cargo run --release -p expr --example speed`.

#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::{hint::black_box, time::Instant};

use expr::{Fault, Held, Part, Reply, Scope, Template, Which, references, rename_node};
use value::{Value, json};

/// One item, which is also what the other node gave.
struct Item(Value);

impl Scope for Item {
    fn json(&self) -> Reply<'_> {
        Ok(Held::Ref(&self.0))
    }

    fn node_item(&self, _: &str, _: Which, _: Part) -> Result<Option<Held<'_>>, Fault> {
        Ok(Some(Held::Ref(&self.0)))
    }
}

const SHAPES: [&str; 9] = [
    "={{ $json.name }}",
    "={{ $json.address.geo.lat }}",
    "={{ $('Set').item.json.address.city }}",
    "={{ $json.name + ' (' + $json.city + ')' }}",
    "=Hello {{ $json.name }}, order {{ $json.id }} from {{ $json.city }}",
    "={{ $json.amount > 100 ? 'big' : 'small' }}",
    "={{ $json.missing || $json.name }}",
    "={{ $json.amount * 1.19 }}",
    "={{ `${$json.name} <${$json.email}>` }}",
];

fn nanoseconds(rounds: u32, mut run: impl FnMut(u32)) -> f64 {
    let best = (0..5).map(|_| {
        let start = Instant::now();
        (0..rounds).for_each(&mut run);
        start.elapsed().as_nanos() as f64 / f64::from(rounds)
    });
    best.fold(f64::INFINITY, f64::min)
}

fn main() {
    let items: Vec<Item> = (0..10_000)
        .map(|id| {
            Item(json!({
                "id": id, "name": (format!("Customer {id}")), "email": (format!("c{id}@example.com")), "city": "Köln",
                "amount": (id % 250), "tags": ["a", "b"], "address": { "city": "Köln", "geo": { "lat": 50.9, "lon": 6.9 } },
            }))
        })
        .collect();
    println!("{:<70} {:>8} {:>9}", "expression", "ns/eval", "ns/parse");
    for source in SHAPES {
        let template = Template::parse(source);
        let eval = nanoseconds(10_000, |at| {
            let _ = black_box(template.eval(&items[at as usize]));
        });
        let parse = nanoseconds(10_000, |_| {
            black_box(Template::parse(black_box(source)));
        });
        println!("{source:<70} {eval:>8.0} {parse:>9.0}");
    }
    let script = "for (const item of $input.all()) { item.json.x = $('Set').first().json.y + /a+/.exec(item.json.z); }\n".repeat(20);
    let list = nanoseconds(1000, |_| {
        black_box(references(black_box(&script)));
    });
    let rename = nanoseconds(1000, |_| {
        black_box(rename_node(
            black_box(&script),
            "Set",
            "Fields",
            expr::Kind::Code,
        ));
    });
    println!(
        "references of {} bytes of script: {list:.0} ns; renaming in it: {rename:.0} ns",
        script.len()
    );
}
