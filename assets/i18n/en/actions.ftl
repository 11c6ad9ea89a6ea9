# What can be done by key, from menus and from the palette.

action-search = Search everything
action-keys = List of keys
action-show-workflows = Go to workflows
action-show-runs = Go to runs
action-show-credentials = Go to credentials
action-show-templates = Go to templates
action-show-settings = Go to settings
action-new-workflow = New workflow
action-import = Import workflows
action-toggle-theme = Switch between light and dark

action-open = Open
action-rename = Rename
action-duplicate = Duplicate
action-delete = Delete
action-select-all = Select all
action-copy = Copy
action-cut = Cut
action-paste = Paste

action-undo = Undo
action-redo = Redo
action-save = Save a version
action-run = Run
action-run-step = Run this step
action-stop = Stop the run
action-add-step = Add a step
action-toggle-outline = Show canvas or outline
action-toggle-inspector = Show or hide the step’s settings
action-toggle-run-panel = Show or hide the run
action-show-versions = Show versions
action-show-permissions = Show permissions
action-export = Export

action-toggle-disabled = Turn steps off or on
action-delete-with-wires = Delete with wires
action-group = Group
action-add-note = Add a note
action-tidy = Tidy up
action-fit = Show everything
action-actual-size = Zoom to 100 %
action-zoom-in = Zoom in
action-zoom-out = Zoom out
action-walk-left = Go to the step on the left
action-walk-right = Go to the step on the right
action-walk-up = Go to the step above
action-walk-down = Go to the step below
action-nudge-left = Move left
action-nudge-right = Move right
action-nudge-up = Move up
action-nudge-down = Move down
