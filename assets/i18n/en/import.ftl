# Importing, and what workflows want.

drop-title = Drop to import
drop-help = Workflows of Millrace and n8n. Nothing is run.
import-title = Import workflows
import-help = Workflows of Millrace or n8n. Importing runs nothing: you see first what is in them and what they want.
import-files = Choose files
import-files-help = One or several .json files
import-folder = Choose a folder
import-folder-help = All workflows in it
import-paste = Or paste a workflow
import-paste-help = Steps copied in n8n can be pasted here as well.
import-no-files = No workflow files were found there.
import-too-many = Only the first { $count } files were read. Drop the other folders separately.
import-reading =
    { $count ->
        [0] Reading the folder…
        [one] Reading { $count } file…
       *[other] Reading { $count } files…
    }
import-again = Choose other files
import-more = Import more
import-done =
    { $count ->
        [one] One workflow is here now.
       *[other] { $count } workflows are here now.
    }
import-done-some = Imported: { $count }. Not imported: { $failed }.
import-nothing-ran = Nothing was run.
fit-native =
    { $count ->
        [one] { $count } step as it was
       *[other] { $count } steps as they were
    }
fit-approximated =
    { $count ->
        [one] { $count } step nearly as it was
       *[other] { $count } steps nearly as they were
    }
fit-missing =
    { $count ->
        [one] { $count } step missing
       *[other] { $count } steps missing
    }
import-wants = It will ask for this when you run it:
import-remarks =
    { $count ->
        [one] { $count } thing to know
       *[other] { $count } things to know
    }
import-wire-dropped = The wire from “{ $from }” to “{ $to }” was left out: { $why }.
import-secret = “{ $node }” holds a password or key in plain text (field { $field }).
remark-kind-missing = Millrace does not have this step yet. It is kept as it is; a run that reaches it stops there.
remark-version = Version { $found } is not known; it runs as version { $used }.
remark-operation = The { $field } “{ $value }” is not known.
remark-choice = “{ $field }” is “{ $value }”, which is not one of the known choices.
remark-option = The option “{ $field }” is not known; it has no effect.
remark-new-id = Its id “{ $from }” belongs to another step; it got a new one.
remark-no-name = It had no name and got one.
remark-new-name = Its name “{ $from }” belongs to another step; it got a number.
remark-moved = Its place on the canvas was missing or too far away; it got a new one.
remark-parameters = Its settings could not be read and were left out.
remark-retry =
    { $count ->
        [one] It is tried { $count } time.
       *[other] It is tried { $count } times.
    }
warning-key-repeated = “{ $path }” stands more than once in the file; the last one counts.
warning-node-skipped = Entry { $index } of the list of steps is not a step and was left out.
warning-part = “{ $part }” has a form that is not understood and was left out.
warning-key-unknown = “{ $path }” is not known to this version and was left out.
warning-was-active = It was switched on where it comes from. Here it runs only when you run it.
warning-files-beside = Files stay beside the records here, not inside of them.
wire-no-source = the step it comes from is not there
wire-no-target = the step it goes to is not there
wire-no-output = the step it comes from has no such output
wire-no-input = the step it goes to has no such input
wire-repeated = it is there already
wire-malformed = it is not written as a wire is

grant-dir = Read and change files in { $what }
grant-dir-read = Read files in { $what }
grant-host = Reach { $what }
grant-host-any = Reach this computer and every address in your network
grant-command = Run the program { $what }
grant-command-any = Run any program
grant-env = Read environment variables
grant-other = { $what }
