# The settings.

settings-general = General
settings-permissions = Permissions
settings-keys = Keys
settings-about = About
as-system = Same as the system
set-language = Language
set-theme = Theme
theme-light = Light
theme-dark = Dark
set-snap = Snap to the grid
set-snap-help = Steps that you move on the canvas line up.
set-login = Start at login
set-login-help = Millrace starts in the tray when you log in.
set-tray = Stay in the tray
set-tray-help = Closing the window leaves Millrace running.

permissions-help = What each workflow may do outside of itself. What you take back, it asks for again.
permissions-empty = No workflow was allowed anything yet. A workflow asks when you run it.
permission-allow = Allow: { $what }
permission-take-back = Take back: { $what }
permission-taken-back = Taken back: { $what }

keys-help = Press a button, then the keys you want. Esc leaves it as it is, Backspace removes the keys.
keys-usual = Usual keys
keys-usual-all = Usual keys for everything
keys-none = none
keys-press = Press keys…
keys-change = Change the keys of: { $action }
keys-taken = { $keys } belongs to “{ $action }”.

about-version = Version { $version }
about-data = Your data is in
about-zone = Time zone
about-privacy = Privacy
about-privacy-text = Nothing is sent anywhere but where your workflows send it.
about-licence = Licence

settings-runs = Runs
set-budget = Keep runs under { $most }
budget-help = When runs take more, the oldest that have ended are removed first, until they take clearly less. Runs that go on or wait for you stay, and so does the list of errors. The space is used again for new runs.
budget-used = { $used } of { $most }
budget-ask-title = Keep runs under { $most }?
budget-ask = Runs take { $used } now. The oldest of them are removed, up to about { $size }, with all that came out of them. This cannot be undone.
budget-ask-yes = Remove the oldest runs

settings-backups = Backups
backups-help = Millrace keeps a copy of everything each day while it is open: of the last seven days, and of four weeks.
backups-empty = There are no backups yet.
backup-now = Back up now
backup-made = The backup is made.
backup-restore = Restore the backup of { $when }
backup-restore-short = Restore…
backup-restore-title = Restore the backup of { $when }?
backup-restore-help = Workflows, runs, credentials and settings go back to what they were. What is there now is kept as a backup, so that you can go back. Your newest recovery code stays the one that opens your credentials, and the audit log goes on.
backup-restore-yes = Restore
backup-restored = The backup is restored.
backup-restored-older = Its credentials may have another key than those that were there: the recovery code of { $when } opens them, perhaps no newer one. If you no longer have it, restore the backup “Before a restore” at the top of the list.
backup-workflows = { $count ->
    [one] { $count } workflow
   *[other] { $count } workflows
}
backup-daily = Daily
backup-asked = Made by you
backup-upgrade = Before an upgrade
backup-replaced = Before a restore
backup-damaged = parts of it are damaged
backup-broken = broken, cannot be restored
begin-anew = Begin with nothing…
begin-anew-lead = If no backup helps, Millrace can begin with nothing.
begin-anew-title = Begin with nothing?
begin-anew-help = Workflows, runs and credentials begin empty. The database that cannot be opened is kept in the folder “backups”, so somebody may still read it.
begin-anew-yes = Begin with nothing
begin-anew-done = Millrace begins with nothing. What was there is kept.
