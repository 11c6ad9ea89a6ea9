# Texts of the tray and of notifications.

run = Run
open = Open Millrace
quit = Quit
ended = “{ $name }” has ended.
failed = “{ $name }” failed: { $message }
not-started = “{ $name }” was not started; its window says why.
not-kept = The run of “{ $name }” could not be kept.
