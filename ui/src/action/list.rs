//! The actions.

/// Where an action stands in the list of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Everywhere.
    General,
    /// On what is selected, in a list or on the canvas.
    Selection,
    /// While a workflow is open.
    Editor,
    /// On the canvas.
    Canvas,
}

impl Group {
    /// All of them, in the order of the list of keys.
    pub const ALL: [Self; 4] = [Self::General, Self::Selection, Self::Editor, Self::Canvas];

    /// Key of its title.
    pub fn text_key(self) -> &'static str {
        match self {
            Self::General => "keys-general",
            Self::Selection => "keys-selection",
            Self::Editor => "keys-editor",
            Self::Canvas => "keys-canvas",
        }
    }
}

macro_rules! actions {
    ($($(#[doc = $doc:literal])* $name:ident = $id:literal, $group:ident, $keys:literal, $icon:literal;)*) => {
        /// Something a person can do by key, from a menu or from the palette.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[doc = $doc])* $name),* }

        impl Action {
            /// All of them, in the order of the list of keys.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// What it is called in the settings.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id),* }
            }

            /// Key of its name in the catalogue.
            pub fn text_key(self) -> &'static str {
                match self { $(Self::$name => concat!("action-", $id)),* }
            }

            /// Where it stands in the list of keys.
            pub fn group(self) -> Group {
                match self { $(Self::$name => Group::$group),* }
            }

            /// Its usual keys, with spaces between several.
            pub fn usual_keys(self) -> &'static str {
                match self { $(Self::$name => $keys),* }
            }

            /// Name of its icon.
            pub fn icon(self) -> &'static str {
                match self { $(Self::$name => $icon),* }
            }
        }
    };
}

actions! {
    /// Opens the palette of actions, workflows and templates.
    Search = "search", General, "Ctrl+K", "search";
    /// Shows the list of keys.
    Keys = "keys", General, "?", "keyboard";
    /// Shows the workflows.
    ShowWorkflows = "show-workflows", General, "Alt+1", "workflow";
    /// Shows the runs.
    ShowRuns = "show-runs", General, "Alt+2", "history";
    /// Shows the credentials.
    ShowCredentials = "show-credentials", General, "Alt+3", "key-round";
    /// Shows the templates.
    ShowTemplates = "show-templates", General, "Alt+4", "layout-template";
    /// Shows the settings.
    ShowSettings = "show-settings", General, "Ctrl+,", "settings";
    /// Makes an empty workflow.
    NewWorkflow = "new-workflow", General, "Alt+N", "plus";
    /// Imports workflows.
    Import = "import", General, "Ctrl+O", "import";
    /// Switches between light and dark.
    ToggleTheme = "toggle-theme", General, "", "sun-moon";

    /// Opens what is selected.
    Open = "open", Selection, "Enter", "folder-open";
    /// Renames what is selected.
    Rename = "rename", Selection, "F2", "pencil";
    /// Doubles what is selected.
    Duplicate = "duplicate", Selection, "Ctrl+D", "copy";
    /// Deletes what is selected; wires around it are joined.
    Delete = "delete", Selection, "Delete Backspace", "trash-2";
    /// Selects everything.
    SelectAll = "select-all", Selection, "Ctrl+A", "square-dashed-mouse-pointer";
    /// Copies what is selected.
    Copy = "copy", Selection, "Ctrl+C", "copy";
    /// Cuts what is selected.
    Cut = "cut", Selection, "Ctrl+X", "scissors";
    /// Pastes steps, a workflow or n8n's JSON.
    Paste = "paste", Selection, "Ctrl+V", "clipboard-paste";

    /// Takes the last change back.
    Undo = "undo", Editor, "Ctrl+Z", "undo-2";
    /// Does what was taken back again.
    Redo = "redo", Editor, "Ctrl+Shift+Z Ctrl+Y", "redo-2";
    /// Keeps the draft as a version.
    Save = "save", Editor, "Ctrl+S", "bookmark";
    /// Runs the workflow.
    Run = "run", Editor, "Ctrl+Enter", "play";
    /// Runs the selected step.
    RunStep = "run-step", Editor, "Ctrl+Shift+Enter", "skip-forward";
    /// Stops the run.
    Stop = "stop", Editor, "Ctrl+.", "square";
    /// Opens the step palette.
    AddStep = "add-step", Editor, "N", "plus";
    /// Shows the outline or the canvas.
    ToggleOutline = "toggle-outline", Editor, "Alt+O", "list-tree";
    /// Shows or hides the inspector.
    ToggleInspector = "toggle-inspector", Editor, "Alt+I", "panel-right";
    /// Shows or hides the run panel.
    ToggleRunPanel = "toggle-run-panel", Editor, "Alt+R", "panel-bottom";
    /// Shows the versions.
    ShowVersions = "show-versions", Editor, "Alt+V", "history";
    /// Shows what the workflow may do.
    ShowPermissions = "show-permissions", Editor, "", "shield-check";
    /// Writes the workflow to a file.
    Export = "export", Editor, "Ctrl+E", "download";

    /// Disables the selected steps, or enables them.
    ToggleDisabled = "toggle-disabled", Canvas, "D", "power";
    /// Deletes what is selected with its wires.
    DeleteWithWires = "delete-with-wires", Canvas, "Ctrl+Delete Ctrl+Backspace", "trash-2";
    /// Groups the selected steps.
    Group = "group", Canvas, "Ctrl+G", "group";
    /// Adds a note.
    AddNote = "add-note", Canvas, "Shift+S", "sticky-note";
    /// Lays the workflow out.
    Tidy = "tidy", Canvas, "Shift+T", "sparkles";
    /// Shows everything.
    Fit = "fit", Canvas, "1", "maximize";
    /// Zooms to 100 %.
    ActualSize = "actual-size", Canvas, "0", "scan";
    /// Zooms in.
    ZoomIn = "zoom-in", Canvas, "Plus", "zoom-in";
    /// Zooms out.
    ZoomOut = "zoom-out", Canvas, "Minus", "zoom-out";
    /// Selects the next step to the left.
    WalkLeft = "walk-left", Canvas, "ArrowLeft", "arrow-left";
    /// Selects the next step to the right.
    WalkRight = "walk-right", Canvas, "ArrowRight", "arrow-right";
    /// Selects the next step above.
    WalkUp = "walk-up", Canvas, "ArrowUp", "arrow-up";
    /// Selects the next step below.
    WalkDown = "walk-down", Canvas, "ArrowDown", "arrow-down";
    /// Moves the selected steps to the left.
    NudgeLeft = "nudge-left", Canvas, "Ctrl+ArrowLeft", "arrow-left";
    /// Moves the selected steps to the right.
    NudgeRight = "nudge-right", Canvas, "Ctrl+ArrowRight", "arrow-right";
    /// Moves the selected steps up.
    NudgeUp = "nudge-up", Canvas, "Ctrl+ArrowUp", "arrow-up";
    /// Moves the selected steps down.
    NudgeDown = "nudge-down", Canvas, "Ctrl+ArrowDown", "arrow-down";
}

impl Action {
    /// The action with an id.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.id() == id)
    }

    /// Its name in the person's language.
    pub fn name(self) -> String {
        crate::text::t(self.text_key())
    }

    /// Whether its keys work while a person writes in a field.
    pub fn works_while_typing(self) -> bool {
        matches!(
            self,
            Self::Search
                | Self::ShowWorkflows
                | Self::ShowRuns
                | Self::ShowCredentials
                | Self::ShowTemplates
                | Self::ShowSettings
                | Self::Save
                | Self::Run
                | Self::RunStep
                | Self::Stop
        )
    }
}
