//! Any bytes through everything that reads workflow files: no panic, no exhausted stack, and what is read stays the same
//! through n8n's format and through our own.
//!
//! Not here: the real kinds, which would slow the fuzzer down and change with every release; the rules of import are the
//! same for one kind as for a hundred.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use model::{
    Group, ImportOptions, N8nType, NodeSpec, Param, ParamKind, PortRule, Specs, check, file, n8n,
};

static SPECS: LazyLock<Specs> = LazyLock::new(|| {
    let set = NodeSpec {
        versions: vec![1.0, 3.4],
        n8n: N8nType::base(&["set"]),
        params: vec![Param::new("assignments", "Fields", ParamKind::Assignments)],
        ..NodeSpec::new("set", "Edit Fields", Group::Data)
    };
    let branch = NodeSpec {
        n8n: N8nType::base(&["if"]),
        outputs: PortRule::labels(&["true", "false"]),
        params: vec![Param::new("conditions", "Conditions", ParamKind::Conditions)],
        ..NodeSpec::new("if", "If", Group::Flow)
    };
    [set, branch].into_iter().collect()
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(all) = file::read_all(bytes, &SPECS, ImportOptions::default()) else {
        return;
    };
    for imported in all {
        let workflow = imported.workflow;
        check(&workflow, &SPECS);
        let own = file::write(&workflow);
        let again = file::read(own.as_bytes(), &SPECS, ImportOptions::default());
        assert_eq!(again.map(|read| read.workflow).as_ref(), Ok(&workflow));

        // A file of ours may say what n8n's format cannot (two nodes of one name): only what came from there returns.
        if n8n::import(bytes, &SPECS, ImportOptions::default()).is_ok() {
            let text = n8n::export_text(&workflow, &SPECS);
            let again = n8n::import(text.as_bytes(), &SPECS, ImportOptions::default());
            assert_eq!(again.map(|read| read.workflow).as_ref(), Ok(&workflow));
        }
    }
});
