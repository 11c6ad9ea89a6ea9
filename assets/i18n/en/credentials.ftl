# Credentials, the vault around them, and the audit log.

credentials = Credentials
search-credentials = Search credentials
credentials-count =
    { $count ->
        [one] { $count } credential
       *[other] { $count } credentials
    }
credentials-empty = No credentials yet
credentials-empty-help = A key, a token or a name with its password, kept sealed on this computer and sent only where you allow it.
credentials-in-trash =
    { $count ->
        [one] One is in the trash and can be restored.
       *[other] { $count } are in the trash and can be restored.
    }
credentials-open-trash = Open the trash
credentials-trash-help = Credentials that you delete wait here until you delete them for good. No step can use them meanwhile.

credential-new = New credential
credential-new-here = New credential…
credential-edit = Edit credential
credential-kind = Kind
credential-hosts = Allowed hosts
credential-uses = Used by
credential-state = State
credential-last-used = Last used
credential-never = Never
credential-nowhere = Nowhere yet
credential-any-host = Any host
credential-expired = Expired
credential-emptied = Secret missing
credential-expires-soon = Expires on { $day }
credential-rotate = Replace the secret
credential-verified = Test passed
credential-refused = Refused in the test

## The dialog
credential-choose-kind = What does the service give you to sign in with?
credential-no-kind = No kind of credential fits here yet.
credential-other-kind = Another kind
credential-name-help = Only you see it: it is how you find the credential in a step.
credential-name-example = Shop, reading only
credential-stored = A value is stored. It is never shown again.
credential-replace = Replace
credential-keep-stored = Keep the stored one
credential-hosts-help = It is sent to these hosts and to no other, whatever a workflow says. *.example.com means all below it, * means any.
credential-host = Host { $number }
credential-host-add = Add a host
credential-host-remove = Remove the host { $host }
credential-more = Environment, tags, expiry
credential-about-environment = Environment
credential-about-environment-help = Where it belongs, such as production or test.
credential-about-tags = Tags
credential-about-tags-help = Several with commas between them.
credential-about-expires = Valid until
credential-about-expires-help = The last day. You are reminded a week before; afterwards it is refused.
credential-about-rotate = Remind to replace it after days
credential-about-rotate-help = Counted from the day its secret was last replaced. Only a reminder.
credential-used-by = Used by
credential-not-chosen = No workflow uses it yet
credential-used-here = The step that you came from uses it
credential-never-used = Never used by a run.
credential-used-at = Last used { $time }.
credential-replaced-at = Secret of { $time }.
credential-first = This is your first credential. With it you get a recovery code: keep it, it opens your credentials if this computer’s keychain is lost.
credential-saved = “{ $name }” is saved.
credential-missing-name = Give it a name.
credential-missing-field = “{ $field }” is missing.
credential-missing-hosts = Say to which hosts it may go.
credential-bad-host = One of these is not a host. Write it such as api.example.com, localhost:8080 or *.example.com.
credential-bad-days = A number of days, such as 90.
credential-bad-day = This is not a day.
credential-bad-address = This is not an address. It begins with https:// or http://.
credential-choice-header = A header
credential-choice-query = The address, behind the question mark
credential-choice-passphrase = A shared secret
credential-choice-pemKey = A pair of keys

## Where to find what belongs into it
credential-where-apiKey = You find it in the service’s settings, mostly under “API” or “Developer”.
credential-where-httpBearerAuth = You make it in the service’s settings, mostly under “Access tokens”. It is often shown only once.
credential-where-httpBasicAuth = The name and the password of your account there; some services want an app password instead.
credential-where-httpDigestAuth = The name and the password of your account there; cameras and routers often want them this way.
credential-where-httpHeaderAuth = The service’s documentation names the header, such as X-API-Key; its settings show the secret.
credential-where-httpQueryAuth = The service’s documentation names the part of the address, such as api_key; its settings show the secret.
credential-where-httpCustomAuth = Where one header is not enough. Begin with the examples of the service’s documentation.
credential-where-jwtAuth = The secret or the keys that you agreed on with the other side.
credential-where-totpApi = When you switch on two-factor sign-in, choose “Cannot scan the picture?”: the secret is shown then.
credential-where-crypto = The secret or the key that you agreed on with the other side.

## The test
credential-test = Save and test
credential-try = Test
credential-test-address = Address to ask in the test
credential-test-help = One that needs you to be signed in. Left empty, the first host is asked.
credential-tested-accepted = { $host } accepted “{ $name }” (status { $status }).
credential-tested-answered = { $host } answered (status { $status }), but its start page may not need “{ $name }”. To be sure, name an address that needs it.
credential-tested-refused = { $host } did not accept “{ $name }” (status { $status }).
credential-tested-unclear = { $host } answered with status { $status }, which says nothing about “{ $name }”. Try an address that needs it.
credential-tested-unreachable = The host could not be asked. { $message }
credential-tested-nothingToAsk = There is nobody to ask: it is not sent anywhere by itself, or its hosts name no single one.
credential-last-good = The last test passed, { $time }.
credential-last-bad = It was refused in the last test, { $time }.
credential-leave-title = Discard what you typed?
credential-leave-help = The secret that you typed is not saved yet. It is gone when this closes.
credential-leave = Discard
credential-leave-not = Keep editing

## Delete and restore
credential-to-trash = Delete
credential-trash-title = Delete “{ $name }”?
credential-trash-unused = No workflow uses it. It goes into the trash and can be restored.
credential-trash-used =
    { $count ->
        [one] { $names } uses it and cannot do so any more until you restore it. It goes into the trash.
       *[other] { $count } workflows use it and cannot do so any more until you restore it: { $names }. It goes into the trash.
    }
credential-trashed = “{ $name }” is in the trash.
credential-erase-title = Delete “{ $name }” for good?
credential-erase-help = Its secret is gone then. This cannot be undone.
credential-erased = “{ $name }” is deleted.

## In a step, and after an import
credential-slot = Credential
credential-was-named = It is called “{ $name }” where the workflow comes from. Choose yours, or make it.
credential-in-trash = “{ $name }” is in the trash. The step cannot use it.
credential-gone = “{ $name }” is not here any more. Choose another one.
credential-unfit = “{ $name }” ({ $kind }) does not fit here. Choose another one.
credential-expired-name = “{ $name }” has expired. Replace its secret and set a later date, or choose another one.
credential-for-steps = for { $steps }
import-credentials =
    { $count ->
        [one] Choose { $count } credential
       *[other] Choose { $count } credentials
    }
import-credentials-help = A file brings no passwords. Choose yours now, or later in the steps.

## The recovery code
recovery-title = Your recovery code
recovery-code = Recovery code
recovery-help = Keep this code now: it is shown only this once. Your credentials are sealed, and this computer’s keychain opens them. If the keychain is ever lost, you reinstall, or you restore a backup, this code opens them again. Without it nobody can, neither we nor you.
recovery-alone = Keep this code now: it is shown only this once. Your credentials are sealed, and this computer has no keychain that opens them: after every start you unlock them with this code, or with a passphrase that you set in the settings. Without it nobody can, neither we nor you.
recovery-where = Print it, or save it where you keep what matters: not only on this computer. Whoever has it and your data can read your credentials.
recovery-copy = Copy
recovery-copied = Copied. Paste it where you keep it, then copy something else.
recovery-save = Save to a file
recovery-print = Print
recovery-missed = Your recovery code was not kept: Millrace ended while it was shown. Without one, nobody opens your credentials if this computer does not.
recovery-kept = I have kept it
recovery-file = Recovery code of Millrace: { $code } – It opens your credentials if the keychain of your computer does not. Whoever has it and your data can read them.
recovery-code-help = Eight groups of letters and digits. Capitals, spaces and dashes between them do not matter.
recovery-code-old = This recovery code opens nothing here. The one that does was made on { $time }: look for a newer code.

## The vault
settings-vault = Vault
settings-vault-help = Your credentials are sealed on this computer. Here you say what opens them.
vault-none = There are no credentials yet. The vault is made with the first one.
vault-locked = Your credentials are locked
vault-locked-help = Nothing is lost. Steps that need a credential cannot run until you unlock them.
vault-locked-lost = You have neither the code nor a passphrase any more? Then nobody can open the secrets, and they have to be entered again; exported credentials can be imported with their own passphrase afterwards.
vault-locked-unkept = The recovery code was on the screen when Millrace ended, and nobody said that it was kept.
vault-anew = Begin with empty credentials…
vault-anew-title = Give up the secrets?
vault-anew-help = Only if you have neither the recovery code nor the passphrase: nobody can open what is sealed then. Your credentials keep their names, hosts and workflows; each secret has to be entered again. You get a new recovery code. What is there now is kept as a backup.
vault-anew-yes = Begin with empty ones
vault-why-absent = This computer has no keychain that Millrace can use.
vault-why-locked = This computer’s keychain is locked.
vault-why-empty = This computer’s keychain does not know them: it was emptied, or they come from another computer or a backup.
vault-why-foreign = This computer’s keychain has the key of other credentials, not of these.
vault-why-refused = This computer’s keychain did not give the key.
vault-why-setBack = They were set back to an earlier state, not by Millrace: an older copy of the database was put in its place. If that was you, the recovery code or the passphrase says so; if not, restore a backup.
vault-means = Unlock with
vault-passphrase = Passphrase
vault-passphrase-again = Once more
vault-passphrase-differs = The two are not the same.
vault-passphrase-least = { $count } characters or more; several words are best.
vault-unlock = Unlock
vault-unlock-run = Unlock and go on
vault-unlocked = Your credentials are unlocked.
vault-ask-keychain = Ask the keychain again
vault-damaged = Your credentials cannot be read
vault-damaged-help = What is stored of the vault was changed by something else, or is broken. Nothing is used as long as that is so, and nothing was deleted.
vault-damaged-backup = Restore a backup of the data folder from before, if you have one.
vault-damaged-import = Or begin with empty credentials here, and import those that you exported.
vault-damaged-anew = Or enter the secrets anew there, with new ones from the services.
vault-opened-by = What opens it
vault-slot-keychain = The keychain of this computer
vault-slot-recovery = The recovery code
vault-slot-passphrase = The passphrase
vault-slot-keyFile = A key file
vault-slot-since = since { $time }
vault-remember = Remember on this computer
vault-remember-help = The computer’s keychain opens it without asking you. Off, you unlock it after every start.
vault-recovery = New recovery code
vault-recovery-help = If the old one was lost, or somebody has seen it.
vault-recovery-do = Make a new one
vault-recovery-ask = The old recovery code opens nothing any more. The new one is shown once.
vault-set-passphrase = Set a passphrase
vault-set-passphrase-help = One more way to open it, with words that only you know.
vault-set-passphrase-do = Set
vault-change-passphrase = Change the passphrase
vault-change-passphrase-help = The old one opens nothing any more.
vault-change-passphrase-do = Change
vault-remove-passphrase = Remove the passphrase
vault-remove-passphrase-help = The recovery code still opens it.
vault-remove-passphrase-do = Remove
vault-remove-passphrase-ask = It opens nothing any more. Is your recovery code at hand?
vault-lock = Lock now
vault-lock-help = No step can use a credential until you unlock them.
vault-lock-do = Lock
vault-rotate = New key
vault-rotate-help = Everything is sealed anew. Do it if somebody may have seen the key or copied your data.
vault-rotate-do = Make a new key
vault-rotate-ask = Everything is sealed anew with a new key. Give what you want to keep using: what you leave empty does not open the vault any more.
vault-rotate-code = Give it and it stays the same. Leave it empty and you get a new one.
vault-rotate-code-needed = Give it: nothing else opens your credentials, and a new one could be lost on its way. Afterwards you can make a new one.
vault-rotate-passphrase = Give it and it stays. Leave it empty and it opens nothing any more.
vault-rotated = Everything is sealed with a new key.
vault-export = Export
vault-export-help = All credentials in one file that a passphrase opens, for another computer.
vault-export-do = Export
vault-export-ask = All credentials are written into one sealed file. Whoever has the file needs this passphrase; it cannot be recovered.
vault-exported =
    { $count ->
        [one] { $count } credential is exported.
       *[other] { $count } credentials are exported.
    }
vault-import = Import
vault-import-help = Credentials from such a file. None that you have is replaced.
vault-import-do = Import
vault-import-ask = A file that Millrace exported, or an older export. What is in it is added to what you have.
vault-import-file = Choose a file
vault-import-passphrase = The one that the file was exported with.
vault-imported =
    { $count ->
        [0] No credential was added.
        [one] { $count } credential was added.
       *[other] { $count } credentials were added.
    }
vault-import-skipped = Left out, because their kind is not known here or they cannot be read: { $names }.

## The audit log
settings-audit = Audit log
settings-audit-help = What was done with credentials, the vault, permissions and backups. Lines are only ever added, and it shows if one is changed or missing.
audit-empty = Nothing yet.
audit-when = When
audit-what = What
audit-who = Who
audit-from = From where
audit-person = A person
audit-workflow = A workflow
audit-count =
    { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }
audit-older = Show older ones
audit-export = Export as JSON Lines
audit-whole = The log is whole: every line fits the one before it.
audit-broken = Somebody changed this log: line { $line } does not fit the one before it.
audit-did-credential-create = Credential made
audit-did-credential-change = Credential changed
audit-did-credential-delete = Credential put into the trash
audit-did-credential-restore = Credential restored
audit-did-credential-erase = Credential deleted for good
audit-did-credential-test = Credential tested
audit-did-credential-use = Credential used
audit-did-credential-grant = Credential given to a workflow
audit-did-credential-export = Credential exported
audit-did-credential-import = Credential imported
audit-did-vault-create = Vault made
audit-did-vault-unlock = Vault unlocked
audit-did-vault-unlockFailed = Vault not unlocked
audit-did-vault-lock = Vault locked
audit-did-vault-recovery = New recovery code
audit-did-vault-passphrase = Passphrase of the vault
audit-did-vault-remember = Remembered by the keychain
audit-did-vault-rotate = New key
audit-did-vault-setBack = Earlier state accepted
audit-did-vault-beginAnew = Vault begun anew, secrets given up
audit-did-vault-keyFile = Key file made
audit-did-grant-set = Permissions changed
audit-did-credential-open = Credential looked at
audit-did-backup-restore = Backup restored
audit-did-database-begin = Begun anew
audit-did-database-accept = Gone on without what was missing
audit-did-workflow-create = Workflow made
audit-did-workflow-change = Version of a workflow kept
audit-did-workflow-export = Workflow exported
audit-did-workflow-delete = Workflow put into the trash
audit-did-workflow-restore = Workflow restored
audit-did-workflow-erase = Workflow deleted for good
audit-did-audit-export = Audit log exported
audit-did-audit-left = Lines of this log stayed in a replaced database
audit-did-session-open = Signed in
audit-did-session-refuse = Sign-in refused
audit-more-vault-wrongKey = it does not fit
audit-more-vault-code = mistyped
audit-more-set = set
audit-more-removed = removed
audit-more-on = on
audit-more-off = off
audit-origin-window = Window
audit-origin-browser = Browser
audit-origin-command-line = Command line
audit-origin-run = Run

## What went wrong
error-vault-locked = Your credentials are locked on this computer.
    .hint = Unlock them with the recovery code or the passphrase.
error-vault-wrongKey = This does not open your credentials.
    .hint = Nothing was changed. The recovery code opens them whatever else is lost.
error-vault-code = { $group ->
    [0] A recovery code has 40 letters and digits, this has { $count }.
   *[other] Group { $group } of this recovery code is mistyped.
 }
    .hint = Compare it with what you kept; capitals, spaces and dashes do not matter.
error-vault-damaged = What is stored of this was changed by something else.
    .hint = It is not used. Enter the secret anew, or restore a backup.
error-vault-refused = The vault cannot do this. { $message }
    .hint = Nothing was changed.
error-credential-invalid = The credential cannot be kept like this. { $message }
error-credential-expired = The credential “{ $name }” has expired.
error-credential-expiresSoon = The credential “{ $name }” expires within a week.
error-credential-rotate = The secret of “{ $name }” is due to be replaced.
