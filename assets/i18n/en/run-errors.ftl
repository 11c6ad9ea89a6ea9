# Why a run or a step failed, by the error's code, and what to do about it. In English the sentence and the description
# that the failure comes with are shown instead, where there are any: they say more.

## The end of a run
run-error-canceled = It was stopped before it was done.
run-error-interrupted = Millrace ended while this ran.
    .hint = Look whether the step did its work already before you run it once more.
run-error-discarded = It had been cut off, and was discarded.
run-error-timeout = It took too long and was stopped.
    .hint = Allow it more time, or let it do less at once.
run-error-journal = What it did could not be written down, so it was stopped.
    .hint = Is the disk full, or was the folder with your data moved?
run-error-budget-steps = The run has taken too many steps and was stopped.
    .hint = Look for a loop that never ends.
run-error-bug = Something went wrong inside Millrace, not in your workflow.
    .hint = Please report it, with the workflow that shows it.
run-error-refused = It wanted something that it may not do.
run-error-node-missing = Millrace does not have this kind of step yet.
    .hint = Replace it, or switch it off to pass items by.
run-error-workflow-start = The called workflow could not be run.
run-error-wait-resume = This step waits for a call from outside, and Millrace does not listen for calls yet.
    .hint = Let it wait for a time instead.
run-error-stopped = { $message }
run-error-item-failed = The first item says that it failed: { $message }

## Values and items
run-error-param-invalid = A field of this step has a value that it cannot use.
    .hint = Open the step and mend the field that is marked.
run-error-data-invalid = The items or files that reached this step are not as it needs them.
    .hint = Compare what goes into the step with what its fields ask for.
run-error-condition-type = A condition compares a value of the wrong type.
    .hint = Compare by another type, or change the value before.
run-error-date-invalid = A value cannot be used as a date.
    .hint = Write it as 2024-05-01T13:30:00, or say in the step how it is written.
run-error-regex = The search pattern of this step cannot be used.
    .hint = Look for mistakes in the pattern, or choose a simpler one.
run-error-expression = An expression in this step gives no value.
    .hint = Choose the value again in the field that is marked.
run-error-expression-timeout = An expression in this step took too long and was stopped.
    .hint = Make it simpler, or let fewer items in at once.
run-error-expression-memory = An expression in this step needs too much memory and was stopped.
    .hint = Make it simpler, or let fewer items in at once.
run-error-code = The code of this step failed.
    .hint = Look at the line that is named, or ask whoever wrote the code.
run-error-code-syntax = The code of this step is not written correctly and cannot be run.
    .hint = Look at the line that is named, or ask whoever wrote the code.
run-error-memory = The code of this step needs too much memory and was stopped.
    .hint = Let fewer items in at once.
run-error-sql = The query of this step cannot be run.
    .hint = Look how it is written, and how many rows it gives.

## Files and commands
run-error-file-missing = This file is not there.
    .hint = Look at the path in the step. Was the file moved or renamed?
run-error-file-denied = The system does not allow to use this file.
    .hint = Look at the file’s permissions, and whether a link leads out of the allowed folder.
run-error-file-full = The disk is full: the file could not be written.
    .hint = Make space on the disk, then run it again.
run-error-file-failed = The file could not be read or written.
    .hint = Is it a file and no folder, is its disk there, and is no other program using it?
run-error-file-path = The path of the file is empty or damaged.
    .hint = Choose the file again in the step.
run-error-binary-missing = The file that this step needs is not there.
    .hint = Look at its name in the step, and run the step again that reads or makes the file.
run-error-binary-unknown = The item does not name its file correctly.
    .hint = Run the step again that reads or makes the file.
run-error-binary-failed = A file could not be kept or read.
    .hint = Is the disk full, or was the folder with your data moved?
run-error-binary-damaged = A file that was kept is damaged.
    .hint = Run the step again that reads or makes the file.
run-error-command-failed = The command failed.

## Services and addresses
run-error-http-status = The service did not do what was asked: it answered with status { $status }.
    .hint = { $status ->
        [400] Something in the request is not as it expects. Compare the fields with its documentation.
        [401] The credential is missing or not accepted.
        [403] The credential does not allow this.
        [404] There is nothing at this address. Look for mistakes in it.
        [405] Choose another method.
        [408] It took too long. Try again later.
        [413] What was sent is too large.
        [422] Something in the request is not as it expects. Compare the fields with its documentation.
        [429] Too many requests in a short time. Send them in batches with a pause, or try again later.
        [500] The trouble is on the other side. Try again later.
        [502] The trouble is on the other side. Try again later.
        [503] The trouble is on the other side. Try again later.
        [504] It took too long. Try again later.
       *[other] What it says about that is in the details.
    }
run-error-http-dns = No server was found at this address.
    .hint = Look for mistakes in the address. Is this computer online?
run-error-http-connect = The server cannot be reached.
    .hint = Look for mistakes in the address. Is this computer online, and is the service running?
run-error-http-tls = No secure connection to the server came about.
    .hint = Look for mistakes in the address, and whether this computer’s clock is right. Otherwise ask whoever runs the service.
run-error-http-timeout = The server did not answer in time.
    .hint = Try again later, or allow it more time in the step’s options.
run-error-http-too_large = The server’s answer is too large.
    .hint = Ask for less at once.
run-error-http-redirect_loop = The server sends on to other addresses without end.
    .hint = Look for mistakes in the address.
run-error-http-protocol = The server’s answer could not be understood.
    .hint = Look for mistakes in the address, or try again later.
run-error-http-io = A file that was to be sent or received could not be read or written.
    .hint = Is the disk full?
run-error-http-refused_scheme = This kind of address cannot be asked.
    .hint = It has to begin with https:// or http://.
run-error-http-invalid_url = This is not a proper address.
    .hint = It begins with https:// or http:// and has no spaces.
run-error-http-invalid_request = The request cannot be sent like this.
    .hint = Look at the method, the headers and the body in the step.
run-error-http-body = The answer is not valid JSON.
    .hint = Set the format of the answer to text to get it as it is.
run-error-http-pages = The same answer came again and again, so no further page was asked for.
    .hint = Look when the pages end, and that something changes from page to page.
run-error-graphql = The service could not do what the query asks.
run-error-feed-invalid = This address does not lead to a feed.
    .hint = Look on the website for the address of its feed.

## Credentials
run-error-credential-missing = The credential for this step is not there.
    .hint = Choose one in the step, or make one.
run-error-credential-refused = This workflow was not given the credential that it asks for.
    .hint = Choose it in the step that is to use it.
run-error-credential-kind = The chosen credential is of a kind that does not fit here.
    .hint = Choose one that fits in the step.
run-error-credential-expired = The chosen credential has expired.
    .hint = Replace its secret and its date, or choose another one in the step.
run-error-credential-host = The credential may not be sent to this host.
    .hint = Nothing was sent. Add the host to the credential’s hosts if it belongs to the same service.
run-error-credential-invalid = The chosen credential cannot be used.
    .hint = Enter what it holds anew, or choose another one in the step.
run-error-credential-incomplete = The chosen credential lacks something that this step needs.
    .hint = Open the credential and complete it.
run-error-vault-locked = Your credentials are locked on this computer.
    .hint = Unlock them with the recovery code or the passphrase.
run-error-vault-setBack = The credentials were set back to an earlier state, not by Millrace.
    .hint = Nothing was sent. If that was you, unlock them with the recovery code; if not, restore a backup.
run-error-vault-damaged = What is stored of the credential was changed by something else.
    .hint = Nothing was sent. Enter the secret anew, or restore a backup.
run-error-vault-keyFile = The key file that opens your credentials cannot be used.
    .hint = Nothing was sent. Look whether the file is where it was.
run-error-vault-wrongKey = The key does not open your credentials.
    .hint = Nothing was sent. Unlock them with the recovery code.
run-error-vault-name = What is stored of the credential cannot be read.
    .hint = Nothing was sent. Enter the secret anew, or restore a backup.
run-error-vault-system = The system does not let Millrace open your credentials.
    .hint = Nothing was sent. Close other programs, or start Millrace again.

## Signatures and tokens
run-error-crypto-algorithm = Millrace does not know this kind of hash.
    .hint = Choose another one in the step.
run-error-crypto-key = The key cannot be used for this.
    .hint = Look whether it was copied whole, and whether it fits what is chosen in the step.
run-error-crypto-sign = The text cannot be signed with this key.
    .hint = Choose another key.
run-error-jwt-invalid = The token is not genuine, or was changed.
    .hint = Compare the credential and the algorithm with those it was signed with.
run-error-jwt-early = The token does not count yet.
    .hint = Look whether this computer’s clock is right, or wait for its begin.
run-error-jwt-expired = The token has run out.
    .hint = Get a new one.

## Your data
run-error-store-missing = What this step looks for is not stored here.
    .hint = Look at its name in the step. Was it renamed or deleted?
run-error-store-invalid = What is stored cannot be used like this.
    .hint = Compare the fields of the step with the table.
run-error-store-damaged = What is stored of this is damaged and cannot be read.
    .hint = Nothing was changed. A backup may have it whole.
run-error-store-full = The disk is full: nothing can be changed.
    .hint = Make space on the disk, then run it again.
run-error-store-disk = The disk fails: nothing can be changed until it works again.
    .hint = Look whether it is connected, and run it again then.
run-error-store-readOnly = Millrace may not write to your data.
    .hint = Allow it to write to its folder.
run-error-store-busy = Another program is writing to your data.
    .hint = Try again in a moment.
run-error-store-gone = Your data cannot be reached.
    .hint = Is a disk missing, or was the folder moved?
run-error-store-failed = Your data could not be read or written.
    .hint = Is the disk full, or was the folder moved?
run-error-store-folder = The folder with your data cannot be used.
    .hint = Is a disk missing, or was the folder moved?
run-error-store-inUse = Another Millrace is using your data.
    .hint = Close it, and try again.
run-error-store-newer = Your data was written by a newer version of Millrace.
    .hint = Nothing was changed. Install the newer version again.
run-error-store-foreign = What is in the folder with your data is not a database of Millrace.
    .hint = Nothing was changed. Restore a backup.
run-error-store-emptied = Your data was emptied by something else.
    .hint = Restore a backup in the settings.
run-error-store-network = The folder with your data is on a network drive, where it is not safe.
    .hint = Choose a folder on this computer.
run-error-store-sqlite = This version of Millrace has a database that is too old.
    .hint = Install Millrace anew.

## Tests of a workflow
run-error-debug-error = { $message }
run-error-debug-node = { $message }
run-error-debug-service = { $message }
run-error-debug-memory = There was no memory left, as this step was to try out.
