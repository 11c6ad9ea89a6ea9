# Texts of the tray and of notifications.

run = Ausführen
open = Millrace öffnen
quit = Beenden
ended = „{ $name }“ ist fertig.
failed = „{ $name }“ ist fehlgeschlagen: { $message }
not-started = „{ $name }“ wurde nicht gestartet; das Fenster sagt, warum.
not-kept = Die Ausführung von „{ $name }“ konnte nicht aufgehoben werden.
