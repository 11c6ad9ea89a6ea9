# The editor: canvas, steps, forms, values, runs, versions.

## The window of a workflow
editor-loading = Loading
editor-name = Rename the workflow
editor-menu = More
editor-saved = Saved
editor-saved-version = Saved as a version
editor-saving = Saving …
editor-offline = Not saved yet: Millrace cannot be reached
editor-refused = Not saved
editor-open-again = Open again
editor-reloaded = This workflow was changed somewhere else. You see it as it is now.
editor-comparing = A version beside the draft
editor-problem-count = { $count ->
    [one] 1 thing to look at
   *[other] { $count } things to look at
}
editor-export-n8n = Export for n8n
editor-duplicate = Duplicate the workflow
editor-to-workflows = All workflows
editor-save-stored = Save what is stored
editor-stop = Stop
editor-choose = Choose …
editor-remove = Remove
editor-items = { $count ->
    [one] 1 item
   *[other] { $count } items
}
editor-steps = { $count ->
    [0] No steps yet
    [one] 1 step
   *[other] { $count } steps
}
editor-selected = { $count ->
    [one] 1 step selected
   *[other] { $count } steps selected
}

## Canvas
editor-canvas = Canvas
editor-canvas-help = The workflow as cards and wires. Arrows walk from step to step, Enter opens one, N adds one. Alt+O shows the same as a list.
editor-empty = An empty workflow
editor-empty-help = Begin with what starts it: press N, double-click the canvas, or take a step from the left.
editor-rename = Rename
editor-note = Note
editor-note-new = ## Note
    Double-click to write.
editor-group = Group
editor-add-after = Add a step after this
editor-add-here = Add a step here
editor-insert = Insert a step
editor-delete-wire = Delete the wire
editor-delete-wires = Delete its wires
editor-run-to = Run up to here
editor-align-left = Align left edges
editor-align-center = Align centres
editor-align-right = Align right edges
editor-align-top = Align top edges
editor-align-middle = Align middles
editor-align-bottom = Align bottom edges
editor-spread-across = Spread across
editor-spread-down = Spread down
editor-paste-nothing = There are no steps on the clipboard. { $reason }
editor-paste-empty = The clipboard is empty.
editor-paste-text = This is text, not steps: “{ $begin }”. Copy steps first, or put the text into a field of a step.
editor-paste-link = This is a web address, not steps: “{ $begin }”. To read it, add the step “HTTP Request” and put the address there.
editor-paste-data = This is data without steps: “{ $begin }”. To work with it, put it into a step that holds rows.
editor-kind-missing = Not known here: { $kind }
editor-disabled-pill = off

## Steps to add
editor-palette = Steps
editor-palette-search = Search steps
editor-palette-hide = Hide the steps
editor-palette-recent = Used last
editor-palette-found = Found
editor-palette-none = No step is called “{ $search }”
editor-group-trigger = Starts when
editor-group-data = Shape data
editor-group-flow = Decide and repeat
editor-group-files = Files
editor-group-network = Reach out
editor-group-code = Code
editor-group-tools = Tools
editor-group-service = Services

## A step's form
editor-inspector = Settings of the selected step
editor-inspector-width = Width of the settings
editor-inspector-hide = Hide the settings
editor-nothing-selected = Select a step to see its settings and its data. This is about the whole workflow.
editor-run-nothing-selected = Select a step to see what went in and what came out.
editor-tabs = Settings and data of the step
editor-tab-settings = Settings
editor-tab-input = Input
editor-tab-output = Output
editor-more = More
editor-no-settings = This step has no settings.
editor-required = Must be filled in
editor-to-fill = To be filled in
editor-paper-yellow = Yellow
editor-paper-orange = Orange
editor-paper-red = Red
editor-paper-green = Green
editor-paper-blue = Blue
editor-paper-purple = Purple
editor-paper-grey = Grey
editor-computed = Use a value from a step
editor-fixed = Enter a fixed value
editor-raw = Show the expression
editor-raw-done = Done
editor-fix = Fix it
editor-show-field = Show the field
editor-show-step = Show the step
editor-test = Test this step
editor-test-trigger = Try this start
editor-missing-help = Millrace does not have { $kind } yet. The step and its settings are kept; a run that reaches it stops there. Replace it, or switch it off to pass items by.
editor-missing-settings = What it was set to
editor-secret-show = Show what is typed
editor-number-least = At least { $limit }
editor-number-most = At most { $limit }
editor-add-field = Add a field
editor-add-to = Add to { $what }
editor-entry = Entry { $number }
editor-move-up = Move up
editor-move-down = Move down
editor-preview = Value:
editor-preview-empty = Nothing comes out here: the field would be empty.
editor-preview-failed = { $message }
editor-preview-none = Run the workflow once to see the value here.
editor-preview-item = Item { $number } of { $total }
editor-preview-before = Item before
editor-preview-next = Next item

## What all steps have
editor-behaviour = When it fails, and notes
editor-on-error = If this step fails
editor-on-error-stop = Stop the workflow
editor-on-error-continue = Go on with the error as an item
editor-on-error-errorOutput = Send failed items to an extra output
editor-on-error-skip = Go on without its items
editor-on-error-fallback = Go on with what came in
editor-retry = Try again when it fails
editor-retry-attempts = Attempts
editor-retry-wait = Seconds between
editor-retry-grows = Wait longer each time
editor-timeout = Time limit in seconds
editor-timeout-help = How long one attempt may take; empty for no limit of its own.
editor-execute-once = Run only for the first item
editor-always-output = Put out an empty item instead of none
editor-disabled = Switched off: items pass by
editor-step-note = Note

## Values of earlier steps
editor-picker = Values of earlier steps
editor-picker-open = Insert a value
editor-picker-search = Search values
editor-picker-none = This step has not run yet.
editor-picker-run = Run it to see its values
editor-picker-words = Time and run
editor-word-now = Now
editor-word-today = Today
editor-word-itemIndex = Number of the item
editor-word-runIndex = Number of the round
editor-word-executionid = Id of the run
editor-word-workflowname = Name of the workflow
editor-word-workflowid = Id of the workflow
editor-word-vars = Variables
editor-word-inputall = All items

## Tables of fields
editor-assign-add = Add a field
editor-assign-name = Name
editor-assign-type = Type
editor-assign-value = Value
editor-type-string = Text
editor-type-number = Number
editor-type-dateTime = Date and time
editor-type-boolean = Yes or no
editor-type-array = List
editor-type-object = Object
editor-condition-add = Add a condition
editor-condition-all = All of these must hold
editor-condition-any = One of these is enough
editor-condition-how = How many must hold
editor-condition-left = Value
editor-condition-right = Compared with
editor-condition-left-example = for example the field “total”
editor-condition-right-example = for example 100
editor-condition-operator = Comparison
editor-columns-how = How columns get their values
editor-columns-by-hand = Choose a value for each column
editor-columns-by-name = Fields go to columns of the same name
editor-columns-name = Name of a column
editor-columns-add = Add
editor-columns-value = Value for { $name }
editor-resource-how = How it is chosen
editor-resource-list = From the list
editor-resource-none = There is none yet.
editor-resource-name = By name
editor-resource-id = By id

## Comparisons
operation-equals = is equal to
operation-notEquals = is not equal to
operation-contains = contains
operation-notContains = does not contain
operation-startsWith = begins with
operation-notStartsWith = does not begin with
operation-endsWith = ends with
operation-notEndsWith = does not end with
operation-regex = matches the pattern
operation-notRegex = does not match the pattern
operation-empty = is empty
operation-notEmpty = is not empty
operation-exists = exists
operation-notExists = does not exist
operation-gt = is greater than
operation-lt = is less than
operation-gte = is at least
operation-lte = is at most
operation-after = is after
operation-before = is before
operation-afterOrEquals = is after or the same
operation-beforeOrEquals = is before or the same
operation-true = is true
operation-false = is false
operation-lengthEquals = has the length
operation-lengthNotEquals = does not have the length
operation-lengthGt = is longer than
operation-lengthLt = is shorter than
operation-lengthGte = is at least as long as
operation-lengthLte = is at most as long as

## Files and folders
editor-place-look = Browse
editor-place-file = Choose a file
editor-place-folder = Choose a folder
editor-place-write = Where to write the file
editor-place-up = One folder up
editor-place-home = Your own folder
editor-place-system = Use the system’s own window
editor-place-all = All { $pattern } in here ({ $count })
editor-place-hidden = Hidden ones too
editor-place-more = There are more than are shown.
editor-place-empty = Nothing is in here.
editor-place-name = Name of the file
editor-place-this = Use this folder
editor-place-save = Use this name

## Items
editor-data-as-table = As a table
editor-data-as-json = As JSON
editor-data-as-fields = As fields
editor-data-look = How items are shown
editor-data-table = Items
editor-data-search = Search items
editor-data-not-found = No item contains this.
editor-data-files = Files
editor-data-files-count = { $count ->
    [one] 1 file
   *[other] { $count } files
}
editor-data-empty-text = (empty)
editor-data-present =
    { $total ->
        [one] { $count } of { $total } item has it
       *[other] { $count } of { $total } items have it
    }
editor-data-fields-inside = Fields inside
editor-data-item = item { $number }
editor-data-value = The chosen value
editor-data-more = { $count } more
editor-data-page = { $first } to { $last } of { $total }
editor-data-before = Items before
editor-data-after = Items after
editor-data-origin = Where did this come from?
editor-data-origin-here = It begins here.
editor-input-none = No items came in.
editor-input-start = This step starts the workflow: nothing comes in.
editor-input-before = Nothing has come in yet.
editor-input-run = Run up to “{ $step }”
editor-input-which = Which input
editor-output-none = No items came out.
editor-output-before = This step has not run yet.
editor-output-cut = This step was cut off in the middle. It waits for your decision above.
editor-output-discarded = This step was cut off in the middle, and you discarded the run. Whether it did anything is not known.
editor-output-skipped = You skipped this step after it was cut off. It was not run again: these are the items that came in.
editor-output-which = Which output
editor-iteration = Round { $number } of { $total }
editor-iteration-which = Which round
editor-attempts = { $count } attempts
editor-console = Written by the code
editor-stale = Out of date
editor-stale-help = Something was changed since this result.
editor-pin = Pin output
editor-pinned = Pinned
editor-pinned-help = Used instead of running the step while you build the workflow.
editor-unpin = Unpin
editor-pin-edit = Edit output
editor-pin-edit-title = Edit and pin the output
editor-pin-edit-help = What is pinned is used in this step's place while you build the workflow.
editor-pin-cut = Only the first { $count } items were pinned.
editor-pin-first = Only what comes out of the first output can be pinned.
editor-pin-many = There are too many items to edit all of them here.
editor-pin-large = A value of it is too large to be pinned.
editor-pin-objects = Entry { $number } is not an object: an item is written as {"{"} … {"}"}.
editor-file-keep = Save the file
editor-file-no-picture = This kind of file cannot be shown here.
editor-file-gone = The file is not there any more.
editor-file-large = This file is too large to be shown here.
editor-file-cut = This is the beginning of { $size }.
editor-file-broken = This file holds no picture that can be shown.
editor-file-page = Page { $page } of { $pages }
editor-file-page-before = Page before
editor-file-page-after = Next page

## Runs
editor-run-queued = Waiting for its turn
editor-run-begins = Starting …
editor-run-now = Running “{ $step }”
editor-run-waits = Waiting
editor-run-waits-until = Waiting until { $time }
editor-run-stopped = Stopped by you
editor-run-discarded = Discarded by you
editor-run-discarded-at = Discarded by you; “{ $step }” had been cut off in the middle
editor-run-skipped = { $count ->
    [one] 1 step skipped
   *[other] { $count } steps skipped
}
editor-run-needs-review = Waits for your decision in the inbox
editor-run-failed = The run failed
editor-run-failed-at = Stopped at “{ $step }”: { $why }
editor-deleted = { $count } steps deleted
editor-run-ended = { $steps ->
    [one] 1 step ran
   *[other] { $steps } steps ran
}, { $count ->
    [0] no items came out of “{ $step }”
    [one] 1 item came out of “{ $step }”
   *[other] { $count } items came out of “{ $step }”
}
editor-run-wrote = { $count ->
    [one] File written: { $name }
   *[other] { $count } files written, the last one: { $name }
}
editor-run-running = Running
editor-run-last = Last run { $time }
editor-run-progress =
    { $all ->
        [one] { $reached } of { $all } step · { $time }
       *[other] { $reached } of { $all } steps · { $time }
    }
editor-run-open = Open run
editor-run-list = Runs
editor-run-when = { $time } · { $lasted }
editor-run-workflow = Open the workflow
editor-panel-steps = Steps of the run
editor-steps-none = No step has run yet.
editor-step-again = round { $number }
editor-state-success = Done
editor-state-failed = Failed
editor-state-running = Running
editor-state-waiting = Waiting
editor-state-canceled = Stopped
editor-state-skipped = Skipped by you
editor-state-needs-review = Waits in the inbox
editor-error-item = It happened at item { $number }.

## Before a run
editor-ask-grants = Allow this workflow?
editor-ask-grants-help = It wants to use what is listed here. Untick what it shall not have.
editor-allow-run = Allow and run
editor-allow-some = Allow what is ticked and run
editor-ask-unsafe = Test “{ $step }”?
editor-ask-unsafe-help = { $count ->
    [one] This step can change or send something outside of Millrace, for 1 item.
   *[other] This step can change or send something outside of Millrace, for { $count } items.
} This is what it is set to:
editor-ask-unsafe-run = Run the step
editor-ask-input = There is no input yet
editor-ask-cut-off = Run it again?
editor-ask-cut-off-help = A run of this workflow was cut off and waits in the inbox for your decision. Running it again may do again what that run did.
editor-ask-cut-off-run = Run anyway
editor-ask-input-help = “{ $step }” is tested with what “{ $before }” put out last, and that has not run yet.
editor-ask-input-run = Run up to this step
editor-grants = What it may do
editor-grants-none = It needs nothing outside of Millrace.
editor-grant-why = Which step wants what
editor-want = “{ $step }”: { $what }
editor-want-host = Contact an address that is decided while running
editor-want-read = Read files that are decided while running
editor-want-write = Write files that are decided while running
editor-want-command = Run a program that is decided while running
editor-grant-allow = Allow
editor-grant-forbid = Take back
editor-grant-allowed = allowed
editor-grant-open = not allowed yet

## Problems
editor-problems = Things to look at
editor-no-problems = Nothing is wrong.
editor-problem-last-run = The last run failed.
problem-node-id-repeated = Two steps have the id { $id }.
    .advice = Delete one of them and add it again.
problem-node-name-repeated = Two steps are called “{ $name }”.
    .advice = Give one of them another name.
problem-trigger-none = Nothing starts this workflow.
    .advice = Add a step that starts it, such as “When you press Run”.
problem-cycle-closed = The wires of { $names } form a circle without a way out.
    .advice = Add an If that leaves the circle, or use Loop Over Items.
problem-param-missing = “{ $label }” is empty.
    .advice = Fill it in.
problem-expression-node = A value comes from the step “{ $other }”, which is not there.
    .advice = Choose the value again.
problem-expression-unclosed = An expression is opened and never closed.
    .advice = Add {"}}"} where it ends.
problem-cycle-open = The wires of { $names } form a circle.
    .advice = Make sure that a branch leaves it.
problem-trigger-disabled = “{ $name }” is switched off.
    .advice = Switch it on, or remove it.
problem-edge-dangling = A wire leads from or to a step that is not there.
    .advice = Remove the wire.
problem-edge-port = A wire uses { $end } { $port } of “{ $name }”, which it does not have.
    .advice = Remove the wire, or draw it to a port that is there.
problem-node-unreachable = Nothing leads to “{ $name }”: it never runs.
    .advice = Connect it, or remove it.
problem-node-placeholder = Millrace does not have this kind of step yet ({ $kind }).
    .advice = A run that reaches it stops there. Replace it, or switch it off to pass items by.
problem-node-kind = This version of Millrace does not know the kind { $kind }.
    .advice = Update Millrace, or replace the step.
problem-node-version = Version { $version } of this step is not known.
    .advice = It runs as version { $nearest }; check what it does.
problem-credential-missing = It needs a credential ({ $slot }).
    .advice = Choose one in the step, or make one.

## The workflow itself
editor-flow-settings = How it runs
editor-flow-zone = Time zone
editor-flow-zone-help = For dates in this workflow; empty for the machine's own.
editor-flow-timeout = Time limit in seconds
editor-flow-timeout-help = How long a run may take; empty for no limit.
editor-flow-order = Order of the steps
editor-flow-order-v1 = One branch to its end, then the next
editor-flow-order-legacy = All branches side by side, as in old n8n
editor-flow-failure = When it fails, run
editor-flow-failure-help = A workflow that begins with “When a workflow fails”.
editor-flow-failure-none = Nothing

## Versions
editor-versions = Versions
editor-version-help = The canvas shows what restoring the version would change: what comes back is marked +, what would go −, what would be set up otherwise ≠.
editor-versions-none = No version was kept yet. Ctrl+S keeps one.
editor-version-name = Name of the version
editor-version-keep = Keep this version
editor-version-kept = Saved. This state is kept as a version.
editor-version-number = Version { $number }
editor-version-compare = Compare
editor-version-end = Back to the draft
editor-version-restore = Restore
editor-version-restored = The version is the draft now. Undo brings the draft back.
editor-diff-added = comes back
editor-diff-removed = would go
editor-diff-changed = would change
editor-diff-none = The same as the draft
editor-diff-settings = Only settings of the workflow differ
editor-diff-adds = { $count ->
    [one] 1 step comes back
   *[other] { $count } steps come back
}
editor-diff-removes = { $count ->
    [one] 1 step would go
   *[other] { $count } steps would go
}
editor-diff-changes = { $count ->
    [one] 1 step would change
   *[other] { $count } steps would change
}
editor-diff-wires = { $count ->
    [one] 1 wire differs
   *[other] { $count } wires differ
}

## Outline
editor-outline = Outline
editor-outline-help = The workflow as a list. Up and down walk, with Shift they select several, Space adds one to them or takes it away, Enter opens a step, N adds one after it, C connects it, Alt with up or down moves it, Shift F10 opens its menu.
editor-no-webgl = The canvas cannot be drawn here, because this browser has no WebGL. The outline does everything the canvas does.
editor-branch-empty = nothing yet
editor-goes-on = goes on with “{ $step }”
editor-connect = Connect …
editor-connect-title = Wires of “{ $step }”
editor-connect-none = It is not connected yet.
editor-connect-new = Draw a wire
editor-connect-from = From its output
editor-connect-to = To the step
editor-connect-into = Into its input
editor-connect-do = Connect
editor-wire = { $from } → { $to }
editor-earlier = Run earlier
editor-later = Run later
editor-cannot-move = It has no single step beside it to change places with.
editor-port-in = Input
editor-port-out = Output
editor-port-model = Model
editor-port-tool = Tool
editor-port-memory = Memory
editor-port-parser = Parser

## Tour
editor-tour = Tour of the editor
editor-tour-place = { $number } of { $total }
editor-tour-skip = Skip
editor-tour-next = Next
editor-tour-end = Begin
editor-tour-steps = Steps
editor-tour-steps-help = Everything a workflow can do is a step. Click one to add it behind the selected one, or drag it onto the canvas or onto a wire.
editor-tour-canvas = Canvas
editor-tour-canvas-help = Steps run from left to right along the wires. Drag from the dot of one step to the next; drop the wire on nothing to add a step there.
editor-tour-inspector = Settings and data
editor-tour-inspector-help = Here a step is set up. Click into a field to put in values of earlier steps. Input and Output show what went in and what came out.
editor-tour-run = Run
editor-tour-run-help = Runs the workflow and shows what happens. “Test this step” tries one step alone, on data that is there already.
editor-tour-saved = Nothing is lost
editor-tour-saved-help = Every change is saved at once and can be taken back, also tomorrow. Ctrl+S keeps a version with a name.

## Once more
editor-run-again = Run again with this data
editor-run-again-help = Runs the workflow as it is now on what this run began with
editor-try-again = Try again from here
editor-run-from = Run from here with the last data
