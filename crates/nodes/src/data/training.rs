//! The two pretend services of n8n's courses: a shop's list of customers, and a messenger that sends nothing.
//!
//! The customers are our own; only the names are those that the courses speak of.

use sdk::{
    Ctx, Effect, Group, Item, N8nType, Node, NodeSpec, Outputs, Param, Result, Show, Value,
    async_trait, json,
};

/// A pretend list of customers, for trying things out.
pub struct TrainingCustomers;

/// A pretend messenger: it says what it would have sent.
pub struct TrainingMessages;

/// Name, country, what is known, and the day they became a customer.
const PEOPLE: [(&str, &str, &str, &str); 5] = [
    (
        "Jay Gatsby",
        "US",
        "Gives large parties and orders for them",
        "1925-04-10",
    ),
    (
        "José Arcadio Buendía",
        "CO",
        "Keeps asking for news of the latest inventions",
        "1967-05-30",
    ),
    (
        "Max Sendak",
        "US",
        "Orders in the evening, before supper",
        "1963-11-13",
    ),
    (
        "Zaphod Beeblebrox",
        "GB",
        "Never says where he is just now",
        "1979-10-12",
    ),
    ("Edmund Pevensie", "GB", "Partial to sweets", "1950-10-16"),
];

fn person(at: usize) -> Value {
    let (name, country, notes, created) = PEOPLE[at % PEOPLE.len()];
    let address: String = name
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_lowercase();
    json!({
        "id": format!("{}", 1001 + at),
        "name": name,
        "email": format!("{address}@example.com"),
        "notes": notes,
        "country": country,
        "created": created,
    })
}

#[async_trait]
impl Node for TrainingCustomers {
    fn spec(&self) -> NodeSpec {
        let operations = [
            ("getAllPeople", "All customers"),
            ("getOnePerson", "One customer"),
        ];
        NodeSpec {
            help: "A made-up list of customers, for trying things out.".to_owned(),
            icon: "graduation-cap".to_owned(),
            n8n: N8nType::base(&["n8nTrainingCustomerDatastore"]),
            params: vec![
                Param::choice("operation", "What to get", &operations)
                    .or("getOnePerson")
                    .help("All customers, or only the first."),
                Param::switch("returnAll", "All of them", false)
                    .help("Whether there is no limit.")
                    .show(Show::when("operation", &["getAllPeople"])),
                Param::number("limit", "How many at most", 5.0)
                    .help("The largest number of customers.")
                    .show(Show::flag("returnAll", false).and_when("operation", &["getAllPeople"])),
            ],
            effect: Effect::Pure,
            ..NodeSpec::new("training-customers", "Training Customers", Group::Data)
        }
        .aliases(&[
            "customer datastore (n8n training)",
            "example",
            "sample",
            "people",
            "demo",
        ])
        .example(&json!({ "operation": "getAllPeople" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let items = ctx.items();
        let operation = ctx.column("operation").await?;
        let return_all = ctx.column("returnAll").await?;
        let limit = ctx.column("limit").await?;
        let mut out = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let count = match operation.at(at)?.as_str() {
                Some("getAllPeople") if *return_all.at(at)? == true => PEOPLE.len(),
                Some("getAllPeople") => limit.at(at)?.as_u64().unwrap_or(5) as usize,
                _ => 1,
            };
            let people = (0..count.min(PEOPLE.len())).map(person);
            out.extend(people.map(|record| Item::of(record).from_item(item)));
        }
        Ok(out.into())
    }
}

#[async_trait]
impl Node for TrainingMessages {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "A made-up messenger: it sends nothing and says what it would have sent."
                .to_owned(),
            icon: "graduation-cap".to_owned(),
            n8n: N8nType::base(&["n8nTrainingCustomerMessenger"]),
            params: vec![
                Param::text("customerId", "Customer")
                    .help("The id of the customer.")
                    .example("{{ $json.id }}")
                    .required(),
                Param::text("message", "Message")
                    .help("What the customer would be told.")
                    .example("Hello {{ $json.name }}")
                    .required(),
            ],
            effect: Effect::Pure,
            ..NodeSpec::new("training-messages", "Training Messages", Group::Data)
        }
        .aliases(&[
            "customer messenger (n8n training)",
            "example",
            "sample",
            "demo",
        ])
        .example(&json!({ "customerId": "={{ $json.id }}", "message": "Hello" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let items = ctx.items();
        let customer = ctx.column("customerId").await?;
        let message = ctx.column("message").await?;
        let mut out = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let sent = customer.at(at).and_then(|customer| {
                let (customer, message) = (customer.to_text(), message.at(at)?.to_text());
                Ok(format!("Sent message to customer {customer}:  {message}"))
            });
            out.push(match sent {
                Ok(text) => Item::of(json!({ "output": text })).from_item(item),
                Err(error) => ctx.recover(at, error)?,
            });
        }
        Ok(out.into())
    }
}

#[cfg(test)]
mod tests {
    use sdk::{json, testkit};

    use super::*;

    #[tokio::test]
    async fn lists_customers() {
        for (params, count) in [
            (json!({}), 1),
            (json!({ "operation": "getAllPeople" }), 5),
            (json!({ "operation": "getAllPeople", "limit": 2 }), 2),
            (
                json!({ "operation": "getAllPeople", "limit": 2, "returnAll": true }),
                5,
            ),
        ] {
            let run = testkit::run(TrainingCustomers).params(params.clone());
            let out = run.items([json!({}), json!({})]).await.unwrap();
            assert_eq!(out.items(0).len(), count * 2, "{params}");
            assert_eq!(out.origins(0)[count], [(0, 1)], "{params}");
            assert_eq!(out.json(0)[0]["name"], "Jay Gatsby");
        }
    }

    #[tokio::test]
    async fn says_what_it_would_send() {
        let params = json!({ "customerId": "={{ $json.id }}", "message": "Hello" });
        let out = testkit::run(TrainingMessages)
            .params(params)
            .items([json!({ "id": 7 })])
            .await
            .unwrap();
        assert_eq!(
            out.json(0),
            [json!({ "output": "Sent message to customer 7:  Hello" })]
        );
        assert_eq!(out.origins(0), [[(0, 0)]]);
    }
}
