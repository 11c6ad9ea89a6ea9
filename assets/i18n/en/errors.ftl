# Why something was not done, by the error's code, and what to do about it.

error-details = Details
error-connection-lost = Millrace cannot be reached.
    .hint = Is it still running? If it was started again, open the address it printed.
error-notFound = This is not here any more.
    .hint = It may have been deleted in another window.
error-conflict = This was changed in another window.
    .hint = Open it again to see the newest state.
error-file-invalid = This is not a workflow file. { $message }
error-store-failed = Your data could not be read or written.
    .hint = Is the disk full, or was the folder moved? Nothing that was saved is lost.
error-engine-failed = Something went wrong inside Millrace.
    .hint = Try it again. If it happens every time, start Millrace again: your workflows are saved.
error-store-damaged = What is stored of this is damaged and cannot be read.
    .hint = Nothing was changed. The details say what does not fit.
error-run-noStart = This workflow has nothing to start from.
    .hint = Add a step that starts it, such as “When I press Run”.
error-run-noInput = “{ $node }” has no stored input yet.
    .hint = Run the steps before it first.
error-run-tooDeep = Workflows call each other too deeply.
    .hint = Does one of them call itself?
error-run-noData = The run that is to be repeated left no data.
    .hint = It may have been deleted. Start the workflow anew instead.
error-inbox-decided = Somebody decided about this run already.
    .hint = Look at the run: it says how it went on.
error-not-saved = The changes could not be saved, so nothing was started. { $message }
