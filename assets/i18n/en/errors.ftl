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
error-store-full = The disk is full: nothing can be changed, and everything can still be read.
    .hint = Make space on the disk; Millrace goes on by itself.
error-store-inUse = This needs the data alone. { $message }
    .hint = Wait for the runs to end, and close other Millrace programs.
error-store-lost = Changes after { $after } are missing: the database lost them.
error-store-lostAll = Everything that was stored is missing: the database was removed. The settings list the backups.
error-store-broken = The database is damaged. Nothing is written to it any more: restore a backup in the settings.
error-store-rows =
    { $count ->
        [one] One stored thing is damaged. A backup in the settings may have it whole.
       *[other] { $count } stored things are damaged. A backup in the settings may have them whole.
    }
error-store-disk = The disk fails: nothing can be changed until it works again.
error-store-ready = Changes are kept again.
error-backup-damaged = This backup is damaged.
    .hint = Nothing was changed. Choose another one.
error-closed-damaged = Your data cannot be opened: the database is damaged, was emptied, or is gone.
    .hint = Nothing was changed. Restore a backup: what is there now is kept beside it.
error-closed-newer = Your data was written by a newer version of Millrace.
    .hint = Nothing was changed. Install the newer version again, or restore a backup from before it.
error-closed-readOnly = Your data cannot be opened: Millrace may not write to it.
    .hint = Allow it to write to its folder; it goes on by itself then.
error-closed-full = The disk is full: Millrace cannot open your data.
    .hint = Nothing is lost. Make space on the disk; it goes on by itself then.
error-closed-gone = Your data cannot be reached: its folder is gone, or may not be read.
    .hint = Is a disk missing, or was the folder moved? Try again once it is there.
error-closed-failed = Your data cannot be opened.
    .hint = Nothing was changed. The details say why; Millrace tries again by itself.
error-backup-failed = No backup was made. { $message }

# What is missing from the database, and what is to become of it.
missing-told = Missing from the database: { $what }. A backup may have them.
missing-backups = Show backups
missing-accept = Go on without them
missing-accepted = Millrace goes on without them.
missing-workflow = { $count ->
    [0] perhaps workflows
    [one] { $count } workflow
   *[other] { $count } workflows
}
missing-version = { $count ->
    [0] perhaps versions of workflows
    [one] { $count } version of a workflow
   *[other] { $count } versions of workflows
}
missing-draft = { $count ->
    [0] perhaps drafts of workflows
    [one] { $count } draft of a workflow
   *[other] { $count } drafts of workflows
}
missing-allowed = { $count ->
    [0] perhaps lists of workflows’ permissions
    [one] { $count } list of a workflow’s permissions
   *[other] { $count } lists of workflows’ permissions
}
missing-preference = { $count ->
    [0] perhaps settings
    [one] { $count } setting
   *[other] { $count } settings
}
missing-variable = { $count ->
    [0] perhaps variables
    [one] { $count } variable
   *[other] { $count } variables
}
missing-memory = { $count ->
    [0] perhaps memories of workflows
    [one] { $count } memory of a workflow
   *[other] { $count } memories of workflows
}
missing-seen = { $count ->
    [0] perhaps remembered keys of steps
    [one] { $count } remembered key of a step
   *[other] { $count } remembered keys of steps
}
missing-table = { $count ->
    [0] perhaps tables
    [one] { $count } table
   *[other] { $count } tables
}
missing-row = { $count ->
    [0] perhaps rows of tables
    [one] { $count } row of a table
   *[other] { $count } rows of tables
}
missing-credential = { $count ->
    [0] perhaps credentials
    [one] { $count } credential
   *[other] { $count } credentials
}
missing-secret = { $count ->
    [0] perhaps secrets of credentials
    [one] { $count } secret of a credential
   *[other] { $count } secrets of credentials
}
missing-slot = { $count ->
    [0] perhaps ways to open the vault
    [one] { $count } way to open the vault
   *[other] { $count } ways to open the vault
}
missing-audit = { $count ->
    [0] perhaps lines of the audit log
    [one] { $count } line of the audit log
   *[other] { $count } lines of the audit log
}
