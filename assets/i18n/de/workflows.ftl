first-title = Was soll Ihr Computer für Sie tun?
first-help = Nichts verlässt diesen Computer. Kein Konto nötig.
first-templates = Beliebte Vorlagen
all-templates = Alle Vorlagen
door-template = Mit einer Vorlage beginnen
    .help = Zwei, drei Dinge ausfüllen und starten.
door-import = Einen Workflow importieren
    .help = Aus n8n oder einer Millrace-Datei. Er wird gezeigt, nicht ausgeführt.
door-blank = Leere Arbeitsfläche
    .help = Wählen, was ihn startet, dann Schritte hinzufügen.

search-workflows = Workflows suchen
workflow-new = Neuer Workflow
workflow-new-name = Mein Workflow
import = Importieren
workflows-count =
    { $count ->
        [one] { $count } Workflow
       *[other] { $count } Workflows
    }
steps-count =
    { $count ->
        [0] noch keine Schritte
        [one] { $count } Schritt
       *[other] { $count } Schritte
    }
all-folders = Alle Ordner
all-tags = Alle Schlagwörter
look = Darstellung
look-list = Liste
look-grid = Karten
sort-changed = Zuletzt geändert
sort-created = Neueste
sort-last-run = Letzter Lauf
sort-name = Name
sort-reversed = Umgekehrt

starts = Startet
last-run = Letzter Lauf
changed = Geändert
starts-nothing = Noch nichts
never-run = Nie gelaufen
choose-all = Alle auswählen
choose-one = { $name } auswählen
choose-none = Auswahl aufheben
more-of = Mehr zu { $name }
chosen-count =
    { $count ->
        [one] { $count } ausgewählt
       *[other] { $count } ausgewählt
    }
toolbar-chosen = Ausgewählte Workflows

move-to-folder = In einen Ordner verschieben …
edit-tags = Schlagwörter …
export-millrace = Exportieren
export-n8n = Für n8n exportieren
erase = Endgültig löschen
rename-title = Workflow umbenennen
move-title = In einen Ordner verschieben
folder = Ordner
folder-help = Ein neuer Name legt einen neuen Ordner an. Leer heißt: kein Ordner.
tags-title = Schlagwörter
tags = Schlagwörter
tags-help = Mehrere mit Kommas dazwischen.
erase-title =
    { $count ->
        [one] „{ $name }“ endgültig löschen?
       *[other] { $count } Workflows endgültig löschen?
    }
erase-help = Die Versionen werden ebenfalls gelöscht. Das lässt sich nicht rückgängig machen.

workflows-trashed =
    { $count ->
        [one] „{ $name }“ liegt im Papierkorb.
       *[other] { $count } Workflows liegen im Papierkorb.
    }
workflows-restored =
    { $count ->
        [one] „{ $name }“ ist wieder da.
       *[other] { $count } Workflows sind wieder da.
    }
workflows-erased =
    { $count ->
        [one] „{ $name }“ ist gelöscht.
       *[other] { $count } Workflows sind gelöscht.
    }
back-to-workflows = Workflows
trash-empty = Der Papierkorb ist leer
trash-empty-help = Gelöschte Workflows warten hier, bis Sie sie endgültig löschen.

search-templates = Vorlagen suchen
search-clear = Suche leeren
templates-none-help = Keine Vorlage passt zu diesen Wörtern. Versuchen Sie ein anderes Wort, oder beginnen Sie mit einer leeren Arbeitsfläche.
templates-lead = Jede läuft so, wie sie ist: Ausführen drücken, ansehen, was herauskommt, dann anpassen.
works-offline = geht ohne Internet
needs-internet = braucht das Internet
needs-folder = fragt nach einem Ordner

search-runs = Läufe suchen
status = Status
all-statuses = Alle Ergebnisse
all-workflows = Alle Workflows
runs-count =
    { $count ->
        [one] { $count } Lauf
       *[other] { $count } Läufe
    }
runs-empty = Noch ist nichts gelaufen
runs-empty-help = Öffnen Sie einen Workflow und drücken Sie auf Ausführen: Was er getan hat, steht dann hier.
to-workflows = Zu den Workflows
result = Ergebnis
started-by = Gestartet durch
started = Begonnen
took = Dauer
status-queued = Wartet auf den Start
status-running = Läuft
status-waiting = Wartet
status-success = Fertig
status-failed = Fehlgeschlagen
status-canceled = Angehalten
status-needs-review = Wartet im Eingang
run-done-in = Fertig in { $time }
run-stopped-after = Angehalten nach { $time }
run-discarded = Nach der Unterbrechung verworfen
run-failed-at = { $node }: { $why }
run-delete-of = Lauf von „{ $name }“ löschen, { $time }
run-delete-title = Diesen Lauf löschen?
run-delete-help = Was dabei herauskam, wird ebenfalls gelöscht. Das lässt sich nicht rückgängig machen.
run-delete-yes = Lauf löschen
run-stop-of = Lauf von „{ $name }“ anhalten, { $time }
run-deleted = Der Lauf ist gelöscht.
mode-manual = Von Hand
mode-trigger = Von selbst
mode-sub-workflow = Anderer Workflow
mode-error = Nach einem Fehler
mode-retry = Neuer Versuch
templates-slot-folder = Ordner mit den Dateien ({ $files })
templates-slot-file = Datei, zum Beispiel { $files }
templates-slot-write = Ordner für { $files }
templates-make = Workflow anlegen

## Der Eingang
runs-waiting =
    { $count ->
        [one] Läufe, { $count } wartet im Eingang
       *[other] Läufe, { $count } warten im Eingang
    }
inbox-told =
    { $count ->
        [one] Ein Lauf wurde unterbrochen und wartet im Eingang auf Ihre Entscheidung.
       *[other] { $count } Läufe wurden unterbrochen und warten im Eingang auf Ihre Entscheidung.
    }
inbox = Eingang
inbox-one = Dieser Lauf wartet im Eingang auf Ihre Entscheidung
inbox-lead = Diese Läufe warten auf Ihre Entscheidung: Millrace wurde mitten in einem Schritt unterbrochen, der seine Arbeit vielleicht schon getan hat. Ob er sie noch einmal tut, entscheiden Sie.
inbox-open = Eingang öffnen
inbox-cut = Er wurde in „{ $step }“ unterbrochen, { $time }.
inbox-may-sent = Was der Schritt sendet, ist vielleicht schon hinausgegangen.
inbox-may-written = Die Datei des Schritts ist vielleicht schon geschrieben.
inbox-may-run = Der Code oder Befehl des Schritts ist vielleicht schon gelaufen.
inbox-may-called = Der Workflow, den der Schritt aufruft, hat vielleicht schon begonnen.
inbox-may-done = Der Schritt hat seine Arbeit vielleicht schon getan.
inbox-resume = Schritt noch einmal ausführen
inbox-resume-help = Der Lauf geht bei diesem Schritt weiter. Was der Schritt tut, geschieht vielleicht ein zweites Mal.
inbox-skip = Schritt überspringen
inbox-skip-help = Wenn er seine Arbeit getan hat: Der Lauf geht dahinter weiter, mit den Einträgen, die hineinkamen.
inbox-discard = Lauf verwerfen
inbox-discard-help = Der Rest wird nicht mehr ausgeführt. Die bisherigen Ergebnisse können Sie weiterhin ansehen.
inbox-discard-title = Diesen Lauf verwerfen?
inbox-discard-ask = Er endet hier: Von diesem Lauf wird nichts mehr getan und nichts noch einmal gesendet. Was bisher herauskam, können Sie weiter ansehen. Später können Sie den Workflow neu ausführen oder ab diesem Schritt neu versuchen.
inbox-resumed = Geht weiter: Der Schritt läuft noch einmal
inbox-skipped = Der Schritt wurde übersprungen, der Lauf geht weiter
inbox-discarded = Beendet: Der Lauf wurde verworfen
deed-of = { $deed }: { $name }

## Der Verlauf der Fehler
runs-all = Alle Läufe
failures = Fehler
failures-what = Was schiefging
failures-where = Schritt und Workflow
failures-often = Wie oft
failures-done = Was geschah
failures-last = Zuletzt
failures-count =
    { $count ->
        [one] { $count } fehlgeschlagener Versuch
       *[other] { $count } fehlgeschlagene Versuche
    }
failures-range = Zeitraum
failures-7 = Letzte 7 Tage
failures-30 = Letzte 30 Tage
failures-all = Alles, was aufbewahrt wird
failures-none-7 = Keine Fehler in den letzten 7 Tagen
failures-none-30 = Keine Fehler in den letzten 30 Tagen
failures-none-all = Bisher keine Fehler
failures-none-help = Schlägt ein Schritt fehl, steht er hier, und was daraufhin geschah; auch wenn der Lauf weiterging.
failures-times =
    { $count ->
        [one] einmal
       *[other] { $count }-mal
    }
failures-runs =
    { $count ->
        [one] in einem Lauf
       *[other] in { $count } Läufen
    }
failures-whole-run = Der ganze Lauf
failures-went-on =
    { $all ->
        [one] In { $count } von { $all } Fall ging der Lauf weiter
       *[other] In { $count } von { $all } Fällen ging der Lauf weiter
    }
failures-gone = Keiner dieser Läufe wird noch aufbewahrt.
failures-damaged =
    { $count ->
        [one] Ein Eintrag ist beschädigt und nicht mitgezählt.
       *[other] { $count } Einträge sind beschädigt und nicht mitgezählt.
    }
failures-open = Öffnet den neuesten Lauf bei diesem Schritt
failures-did-retried = erneut versucht: { $count }
failures-did-continued = ohne ihn weitergemacht: { $count }
failures-did-error-output = an den Fehlerausgang gegeben: { $count }
failures-did-resumed = nach einer Unterbrechung neu begonnen: { $count }
failures-did-skipped = von Ihnen übersprungen: { $count }
failures-did-waits = wartet im Eingang: { $count }
failures-did-discarded = Lauf verworfen: { $count }
failures-did-failed = Lauf fehlgeschlagen: { $count }
