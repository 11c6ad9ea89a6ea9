# The list of workflows, the first start, templates and runs.

first-title = What should your computer do for you?
first-help = Nothing leaves this computer. No account needed.
first-templates = Popular templates
all-templates = All templates
door-template = Start from a template
    .help = Fill in two or three things and run it.
door-import = Import a workflow
    .help = From n8n or a Millrace file. It is shown, not run.
door-blank = Blank canvas
    .help = Choose what starts it, then add steps.

search-workflows = Search workflows
workflow-new = New workflow
workflow-new-name = My workflow
import = Import
workflows-count =
    { $count ->
        [one] { $count } workflow
       *[other] { $count } workflows
    }
steps-count =
    { $count ->
        [0] no steps yet
        [one] { $count } step
       *[other] { $count } steps
    }
all-folders = All folders
all-tags = All tags
look = Look
look-list = List
look-grid = Cards
sort-changed = Last changed
sort-created = Newest
sort-last-run = Last run
sort-name = Name
sort-reversed = The other way round

starts = Starts
last-run = Last run
changed = Changed
starts-nothing = Nothing yet
never-run = Never run
choose-all = Select all
choose-one = Select { $name }
choose-none = Select none
more-of = More for { $name }
chosen-count =
    { $count ->
        [one] { $count } selected
       *[other] { $count } selected
    }
toolbar-chosen = Selected workflows

move-to-folder = Move to a folder…
edit-tags = Tags…
export-millrace = Export
export-n8n = Export for n8n
erase = Delete for good
rename-title = Rename workflow
move-title = Move to a folder
folder = Folder
folder-help = A new name makes a new folder. Empty is no folder.
tags-title = Tags
tags = Tags
tags-help = Several with commas between them.
erase-title =
    { $count ->
        [one] Delete “{ $name }” for good?
       *[other] Delete { $count } workflows for good?
    }
erase-help = All versions are deleted as well. This cannot be undone.

workflows-trashed =
    { $count ->
        [one] “{ $name }” is in the trash.
       *[other] { $count } workflows are in the trash.
    }
workflows-restored =
    { $count ->
        [one] “{ $name }” is back.
       *[other] { $count } workflows are back.
    }
workflows-erased =
    { $count ->
        [one] “{ $name }” is deleted.
       *[other] { $count } workflows are deleted.
    }
back-to-workflows = Workflows
trash-empty = The trash is empty
trash-empty-help = Workflows that you delete wait here until you delete them for good.

search-templates = Search templates
search-clear = Clear the search
templates-none-help = No template fits these words. Try another word, or begin with an empty canvas.
templates-lead = Each one runs as it is: press Run, look at what comes out, then make it yours.
works-offline = works offline
needs-internet = needs the internet
needs-folder = asks for a folder

search-runs = Search runs
status = Status
all-statuses = All results
all-workflows = All workflows
runs-count =
    { $count ->
        [one] { $count } run
       *[other] { $count } runs
    }
runs-empty = Nothing has run yet
runs-empty-help = Open a workflow and press Run: what it did is kept here.
to-workflows = To the workflows
result = Result
started-by = Started by
started = Started
took = Took
status-queued = Waiting to start
status-running = Running
status-waiting = Waiting
status-success = Finished
status-failed = Failed
status-canceled = Stopped
status-needs-review = Waits in the inbox
run-done-in = Finished in { $time }
run-stopped-after = Stopped after { $time }
run-discarded = Discarded after it was cut off
run-failed-at = { $node }: { $why }
run-delete-of = Delete the run of “{ $name }”, { $time }
run-delete-title = Delete this run?
run-delete-help = What it put out is deleted as well. This cannot be undone.
run-delete-yes = Delete run
run-stop-of = Stop the run of “{ $name }”, { $time }
run-deleted = The run is deleted.
mode-manual = By hand
mode-trigger = By itself
mode-sub-workflow = Another workflow
mode-error = After an error
mode-retry = Tried again
templates-slot-folder = Folder with the files ({ $files })
templates-slot-file = File, such as { $files }
templates-slot-write = Folder for { $files }
templates-make = Make the workflow

## The inbox
runs-waiting =
    { $count ->
        [one] Runs, { $count } waits in the inbox
       *[other] Runs, { $count } wait in the inbox
    }
inbox-told =
    { $count ->
        [one] A run was cut off and waits in the inbox for your decision.
       *[other] { $count } runs were cut off and wait in the inbox for your decision.
    }
inbox = Inbox
inbox-one = This run waits in the inbox for your decision
inbox-lead = These runs wait for your decision: Millrace was cut off in the middle of a step that may have done its work already. Whether it is done twice is up to you.
inbox-open = Open the inbox
inbox-cut = It was cut off in “{ $step }”, { $time }.
inbox-may-sent = What the step sends may have gone out already.
inbox-may-written = The step’s file may have been written already.
inbox-may-run = The step’s code or command may have run already.
inbox-may-called = The workflow that the step calls may have begun already.
inbox-may-done = The step may have done its work already.
inbox-resume = Run the step again
inbox-resume-help = The run goes on from this step. What the step does may happen a second time.
inbox-skip = Skip the step
inbox-skip-help = If it did its work: the run goes on behind it, with the items that came in.
inbox-discard = Discard the run
inbox-discard-help = Nothing more of it runs. What it put out so far can still be looked at.
inbox-discard-title = Discard this run?
inbox-discard-ask = It ends here: nothing more of this run is done, and nothing is sent again. What it put out so far can still be looked at. Later you can run the workflow anew, or try again from that step.
inbox-resumed = Goes on: the step runs again
inbox-skipped = The step was skipped, the run goes on
inbox-discarded = Ended: the run was discarded
deed-of = { $deed }: { $name }

## The error history
runs-all = All runs
failures = Errors
failures-what = What went wrong
failures-where = Step and workflow
failures-often = How often
failures-done = What was done
failures-last = Last time
failures-count =
    { $count ->
        [one] { $count } failed attempt
       *[other] { $count } failed attempts
    }
failures-range = Time
failures-7 = Last 7 days
failures-30 = Last 30 days
failures-all = All that is kept
failures-none-7 = No errors in the last 7 days
failures-none-30 = No errors in the last 30 days
failures-none-all = No errors so far
failures-none-help = When a step fails, it is listed here with what was done about it, also where the run went on.
failures-times =
    { $count ->
        [one] once
       *[other] { $count } times
    }
failures-runs =
    { $count ->
        [one] in one run
       *[other] in { $count } runs
    }
failures-whole-run = The whole run
failures-went-on =
    { $all ->
        [one] The run went on in { $count } of { $all } case
       *[other] The run went on in { $count } of { $all } cases
    }
failures-gone = None of its runs is kept any more.
failures-damaged =
    { $count ->
        [one] One entry is damaged and not counted.
       *[other] { $count } entries are damaged and not counted.
    }
failures-open = Opens the newest run at this step
failures-did-retried = tried again: { $count }
failures-did-continued = went on without it: { $count }
failures-did-error-output = sent to the error output: { $count }
failures-did-resumed = begun again after an interruption: { $count }
failures-did-skipped = skipped by you: { $count }
failures-did-waits = waits in the inbox: { $count }
failures-did-discarded = run discarded: { $count }
failures-did-failed = run failed: { $count }
