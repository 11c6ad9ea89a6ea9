//! What Data Table is: its fields.

use sdk::{Effect, Group, N8nType, NodeSpec, Param, ParamKind, Show, ShowRule, json};

pub(super) fn spec() -> NodeSpec {
    let mut params = vec![
        Param::choice(
            "resource",
            "Work on",
            &[("row", "Rows"), ("table", "Tables")],
        )
        .help("Whether rows of a table or tables themselves are meant."),
        Param::choice(
            "operation",
            "What to do",
            &[
                ("insert", "Insert a row"),
                ("get", "Get rows"),
                ("update", "Update rows"),
                ("upsert", "Update rows, or insert one"),
                ("deleteRows", "Delete rows"),
                ("rowExists", "Go on if a row exists"),
                ("rowNotExists", "Go on if no row exists"),
            ],
        )
        .help("What is done for every item.")
        .show(row()),
        Param::choice(
            "operation",
            "What to do",
            &[
                ("create", "Create a table"),
                ("list", "List tables"),
                ("update", "Rename a table"),
                ("clear", "Empty a table"),
                ("delete", "Delete a table"),
            ],
        )
        .or("list")
        .help("What is done for every item.")
        .show(table()),
    ];
    params.extend(row_params());
    params.extend(list_params());
    params.extend(table_params());
    params.extend(option_params());
    NodeSpec {
        versions: vec![1.0, 1.1],
        help: "Reads and writes tables of rows that Millrace keeps for your workflows.".to_owned(),
        icon: "table-2".to_owned(),
        n8n: N8nType::base(&["dataTable"]),
        params,
        effect: Effect::Unsafe,
        // All but these leave the same rows when they are done twice.
        harmless: vec![Show::default().and(ShowRule::Not(
            "operation".to_owned(),
            vec!["insert".into(), "create".into()],
        ))],
        ..NodeSpec::new("data-table", "Data Table", Group::Data)
    }
    .aliases(&["database", "rows", "store", "remember", "table", "spreadsheet"])
    .example(&json!({
        "operation": "get",
        "dataTableId": { "__rl": true, "mode": "name", "value": "customers" },
        "filters": { "conditions": [{ "keyName": "email", "condition": "eq", "keyValue": "={{ $json.email }}" }] }
    }))
}

fn row() -> Show {
    Show::when("resource", &["row"])
}

fn table() -> Show {
    Show::when("resource", &["table"])
}

const CONDITIONS: &[(&str, &str)] = &[
    ("eq", "is equal to"),
    ("neq", "is not equal to"),
    ("like", "contains (upper and lower case differ)"),
    ("ilike", "contains"),
    ("gt", "is larger than"),
    ("gte", "is at least"),
    ("lt", "is smaller than"),
    ("lte", "is at most"),
    ("isEmpty", "is empty"),
    ("isNotEmpty", "is not empty"),
    ("isTrue", "is true"),
    ("isFalse", "is false"),
];

fn row_params() -> Vec<Param> {
    let filtered = [
        "get",
        "update",
        "upsert",
        "deleteRows",
        "rowExists",
        "rowNotExists",
    ];
    let combine = |choices: &[(&str, &str)], show: ShowRule| {
        Param::choice("matchType", "How many must hold", choices)
            .help("Whether all conditions must hold or one is enough.")
            .show(row().and_when("operation", &filtered).and(show))
    };
    let (any, all) = (
        ("anyCondition", "At least one condition"),
        ("allConditions", "All conditions"),
    );
    let no_value = ["isEmpty", "isNotEmpty", "isTrue", "isFalse"]
        .map(Into::into)
        .to_vec();
    let condition = vec![
        Param::text("keyName", "Column")
            .or("id")
            .help("The column that is looked at.")
            .example("email"),
        Param::choice("condition", "Comparison", CONDITIONS).help("How it is compared."),
        Param::text("keyValue", "Compared with")
            .help("The value it is compared with.")
            .example("={{ $json.email }}")
            .show(Show::default().and(ShowRule::Not("condition".to_owned(), no_value))),
    ];
    let locator = || {
        Param::new(
            "dataTableId",
            "Table",
            ParamKind::Resource {
                of: "table".to_owned(),
            },
        )
        .or("")
        .required()
        .help("Name or id of the table.")
        .example("customers")
    };
    vec![
        locator().show(row()),
        locator().show(table().and_when("operation", &["update", "clear", "delete"])),
        combine(&[any, all], ShowRule::Before(1.1)),
        combine(&[all, any], ShowRule::Since(1.1)),
        Param::list("filters", "Conditions", "conditions", condition)
            .help("Which rows are meant; without any, all of them.")
            .show(row().and_when("operation", &filtered)),
        Param::new("columns", "Columns", ParamKind::Columns)
            .or(json!({ "mappingMode": "defineBelow", "value": null }))
            .help("What is written into which column; or the fields of the item by their names.")
            .show(row().and_when("operation", &["insert", "update", "upsert"])),
    ]
}

fn list_params() -> Vec<Param> {
    vec![
        Param::switch("returnAll", "All", false)
            .help("Gives everything there is.")
            .show(row().and_when("operation", &["get"])),
        Param::switch("returnAll", "All", true)
            .help("Gives everything there is.")
            .show(table().and_when("operation", &["list"])),
        Param::number("limit", "At most", 50.0)
            .help("How many are given at most.")
            .example("50")
            .show(
                Show::when("operation", &["get", "list"])
                    .and(ShowRule::Is("returnAll".to_owned(), vec![false.into()])),
            ),
        Param::switch("orderBy", "Sort", false)
            .help("Whether the rows are sorted by a column.")
            .show(row().and_when("operation", &["get"])),
        Param::text("orderByColumn", "Sort by")
            .or("createdAt")
            .help("The column the rows are sorted by.")
            .example("age")
            .show(sorted()),
        Param::choice(
            "orderByDirection",
            "Direction",
            &[("ASC", "Smallest first"), ("DESC", "Largest first")],
        )
        .or("DESC")
        .help("Which rows come first.")
        .show(sorted()),
    ]
}

fn sorted() -> Show {
    let on = ShowRule::Is("orderBy".to_owned(), vec![true.into()]);
    row().and_when("operation", &["get"]).and(on)
}

fn table_params() -> Vec<Param> {
    let kinds = [
        ("string", "Text"),
        ("number", "Number"),
        ("boolean", "True or false"),
        ("date", "Date"),
    ];
    let column = vec![
        Param::text("name", "Name")
            .help("Name of the column.")
            .example("email"),
        Param::choice("type", "Type", &kinds).help("What the column holds."),
    ];
    let named = |name: &str, operation: &str, help: &str| {
        Param::text(name, "Name")
            .required()
            .help(help)
            .example("customers")
            .show(table().and_when("operation", &[operation]))
    };
    vec![
        named("tableName", "create", "Name of the new table."),
        Param::list("columns", "Columns", "column", column)
            .help("The columns of the new table.")
            .show(table().and_when("operation", &["create"])),
        named("newName", "update", "The table's new name."),
    ]
}

fn option_params() -> Vec<Param> {
    let option = |fields: Vec<Param>, show: Show| {
        Param::fields("options", "More", fields)
            .help("What is rarely needed.")
            .more()
            .show(show)
    };
    let dry = Param::switch("dryRun", "Only try", false)
        .help("Changes nothing and gives the rows as they are and would be.");
    let bulk = Param::switch("optimizeBulk", "Insert faster", false)
        .help("Writes all rows at once and gives only their number.");
    let keep = Param::switch("createIfNotExists", "Keep a table of that name", false)
        .help("Gives the table that is there instead of failing.");
    let name = Param::text("filterName", "Name contains")
        .help("Only tables whose name contains this text.")
        .example("cust");
    let sort = Param::choice(
        "sortField",
        "Sort by",
        &[
            ("name", "Name"),
            ("createdAt", "When it was made"),
            ("updatedAt", "When it was changed"),
        ],
    )
    .help("What the tables are sorted by.");
    let direction = Param::choice(
        "sortDirection",
        "Direction",
        &[("asc", "Smallest first"), ("desc", "Largest first")],
    )
    .help("Which tables come first.");
    vec![
        option(vec![bulk], row().and_when("operation", &["insert"])),
        option(
            vec![dry],
            row().and_when("operation", &["update", "upsert", "deleteRows"]),
        ),
        option(vec![keep], table().and_when("operation", &["create"])),
        option(
            vec![name, sort, direction],
            table().and_when("operation", &["list"]),
        ),
    ]
}
