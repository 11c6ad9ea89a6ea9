# The window's words. A key says where a text stands; what is in braces is filled in.

rail = Main menu
workflows = Workflows
runs = Runs
templates = Templates
settings = Settings
trash = Trash
workflow = Workflow

close = Close
cancel = Cancel
done = Done
undo = Undo
save = Save
open = Open
more = More
name = Name
restore = Restore
loading = Loading…
try-again = Try again
unnamed = Unnamed
pasted = Pasted workflow
file-too-large = { $name } is too large to be a workflow: at most 64 MB.
file-not-read = { $name } cannot be read.
toolbar = View

nothing-found = Nothing found
nothing-found-help = No entry fits what you are looking for.
show-all = Show all

connection-lost = Millrace is not answering. Trying again…
connection-back = Connected again.

# Sizes, and how long something took.
size-bytes = { $size } B
size-kb = { $size } KB
size-mb = { $size } MB
size-gb = { $size } GB
size-tb = { $size } TB
duration-under = under 1 ms
duration-ms = { $ms } ms
duration-s = { $s } s
duration-min = { $min } min { $s } s
duration-h = { $h } h { $min } min
time-yesterday = Yesterday { $time }

# The command palette and the list of keys.
palette-title = Search everything
palette-hint = Search actions, workflows, templates
palette-actions = Actions
palette-templates = Start from a template
keys-title = Keys
keys-to-settings = Change keys
keys-general = Everywhere
keys-selection = What is selected
keys-editor = An open workflow
keys-canvas = Canvas
