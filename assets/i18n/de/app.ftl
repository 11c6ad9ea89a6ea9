rail = Hauptmenü
workflows = Workflows
runs = Läufe
templates = Vorlagen
settings = Einstellungen
trash = Papierkorb
workflow = Workflow

close = Schließen
cancel = Abbrechen
done = Fertig
undo = Rückgängig
save = Speichern
open = Öffnen
more = Mehr
name = Name
restore = Wiederherstellen
loading = Wird geladen …
try-again = Noch einmal versuchen
unnamed = Ohne Namen
pasted = Eingefügter Workflow
file-too-large = { $name } ist zu groß für einen Workflow: höchstens 64 MB.
file-not-read = { $name } kann nicht gelesen werden.
toolbar = Ansicht

nothing-found = Nichts gefunden
nothing-found-help = Kein Eintrag passt zu dem, was Sie suchen.
show-all = Alle anzeigen

connection-lost = Millrace antwortet nicht. Neuer Versuch läuft …
connection-back = Wieder verbunden.

size-bytes = { $size } B
size-kb = { $size } KB
size-mb = { $size } MB
size-gb = { $size } GB
size-tb = { $size } TB
duration-under = unter 1 ms
duration-ms = { $ms } ms
duration-s = { $s } s
duration-min = { $min } min { $s } s
duration-h = { $h } h { $min } min
time-yesterday = Gestern { $time }

palette-title = Alles durchsuchen
palette-hint = Aktionen, Workflows und Vorlagen suchen
palette-actions = Aktionen
palette-templates = Mit einer Vorlage beginnen
keys-title = Tasten
keys-to-settings = Tasten ändern
keys-general = Überall
keys-selection = Was ausgewählt ist
keys-editor = Ein geöffneter Workflow
keys-canvas = Arbeitsfläche
