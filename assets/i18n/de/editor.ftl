## Das Fenster eines Workflows
editor-loading = Wird geladen
editor-name = Workflow umbenennen
editor-menu = Mehr
editor-saved = Gespeichert
editor-saved-version = Als Version gespeichert
editor-saving = Wird gespeichert …
editor-offline = Noch nicht gespeichert: Millrace ist nicht erreichbar
editor-refused = Nicht gespeichert
editor-open-again = Erneut öffnen
editor-reloaded = Dieser Workflow wurde anderswo geändert. Sie sehen ihn, wie er jetzt ist.
editor-comparing = Eine Version neben dem Entwurf
editor-problem-count = { $count ->
    [one] 1 Stelle zum Nachsehen
   *[other] { $count } Stellen zum Nachsehen
}
editor-export-n8n = Für n8n exportieren
editor-duplicate = Workflow duplizieren
editor-to-workflows = Alle Workflows
editor-save-stored = Gespeichertes sichern
editor-stop = Anhalten
editor-choose = Auswählen …
editor-remove = Entfernen
editor-items = { $count ->
    [one] 1 Eintrag
   *[other] { $count } Einträge
}
editor-steps = { $count ->
    [0] Noch keine Schritte
    [one] 1 Schritt
   *[other] { $count } Schritte
}
editor-selected = { $count ->
    [one] 1 Schritt ausgewählt
   *[other] { $count } Schritte ausgewählt
}

## Arbeitsfläche
editor-canvas = Arbeitsfläche
editor-canvas-help = Der Workflow als Karten und Verbindungen. Pfeiltasten gehen von Schritt zu Schritt, Enter öffnet einen, N fügt einen hinzu. Alt+O zeigt dasselbe als Liste.
editor-empty = Ein leerer Workflow
editor-empty-help = Beginnen Sie mit dem, was ihn startet: Drücken Sie N, doppelklicken Sie auf die Arbeitsfläche oder nehmen Sie einen Schritt von links.
editor-rename = Umbenennen
editor-note = Notiz
editor-note-new = ## Notiz
    Doppelklicken, um zu schreiben.
editor-group = Gruppe
editor-add-after = Schritt danach hinzufügen
editor-add-here = Schritt hier hinzufügen
editor-insert = Schritt einfügen
editor-delete-wire = Verbindung löschen
editor-delete-wires = Seine Verbindungen löschen
editor-run-to = Bis hierher ausführen
editor-align-left = Linke Kanten ausrichten
editor-align-center = Mitten ausrichten
editor-align-right = Rechte Kanten ausrichten
editor-align-top = Oberkanten ausrichten
editor-align-middle = Mittellinien ausrichten
editor-align-bottom = Unterkanten ausrichten
editor-spread-across = Nebeneinander verteilen
editor-spread-down = Untereinander verteilen
editor-paste-nothing = In der Zwischenablage sind keine Schritte. { $reason }
editor-paste-empty = Die Zwischenablage ist leer.
editor-paste-text = Das ist Text und kein Schritt: „{ $begin }“. Kopieren Sie zuerst Schritte, oder fügen Sie den Text in ein Feld eines Schritts ein.
editor-paste-link = Das ist eine Webadresse und kein Schritt: „{ $begin }“. Um sie zu lesen, fügen Sie einen Schritt für HTTP-Anfragen hinzu und tragen Sie die Adresse dort ein.
editor-paste-data = Das sind Daten ohne Schritte: „{ $begin }“. Um damit zu arbeiten, tragen Sie sie in einen Schritt ein, der Zeilen enthält.
editor-kind-missing = Hier nicht bekannt: { $kind }
editor-disabled-pill = aus

## Schritte zum Hinzufügen
editor-palette = Schritte
editor-palette-search = Schritte suchen
editor-palette-hide = Schritte ausblenden
editor-palette-recent = Zuletzt verwendet
editor-palette-found = Gefunden
editor-palette-none = Kein Schritt heißt „{ $search }“
editor-group-trigger = Startet, wenn
editor-group-data = Daten formen
editor-group-flow = Entscheiden und wiederholen
editor-group-files = Dateien
editor-group-network = Nach außen
editor-group-code = Code
editor-group-tools = Werkzeuge
editor-group-service = Dienste

## Das Formular eines Schritts
editor-inspector = Einstellungen des ausgewählten Schritts
editor-inspector-width = Breite der Einstellungen
editor-inspector-hide = Einstellungen ausblenden
editor-nothing-selected = Wählen Sie einen Schritt, um seine Einstellungen und Daten zu sehen. Das hier betrifft den ganzen Workflow.
editor-run-nothing-selected = Wählen Sie einen Schritt, um zu sehen, was hineinging und was herauskam.
editor-tabs = Einstellungen und Daten des Schritts
editor-tab-settings = Einstellungen
editor-tab-input = Eingang
editor-tab-output = Ausgang
editor-more = Mehr
editor-no-settings = Dieser Schritt hat keine Einstellungen.
editor-required = Muss ausgefüllt werden
editor-to-fill = Noch auszufüllen
editor-paper-yellow = Gelb
editor-paper-orange = Orange
editor-paper-red = Rot
editor-paper-green = Grün
editor-paper-blue = Blau
editor-paper-purple = Lila
editor-paper-grey = Grau
editor-computed = Wert aus einem Schritt verwenden
editor-fixed = Festen Wert eingeben
editor-raw = Ausdruck zeigen
editor-raw-done = Fertig
editor-fix = Beheben
editor-show-field = Feld zeigen
editor-show-step = Schritt zeigen
editor-test = Diesen Schritt testen
editor-test-trigger = Diesen Start ausprobieren
editor-missing-help = Millrace kennt { $kind } noch nicht. Der Schritt und seine Einstellungen bleiben erhalten; ein Lauf, der ihn erreicht, hält dort an. Ersetzen Sie ihn oder schalten Sie ihn aus, damit Einträge an ihm vorbeigehen.
editor-missing-settings = Worauf er eingestellt war
editor-secret-show = Eingabe zeigen
editor-number-least = Mindestens { $limit }
editor-number-most = Höchstens { $limit }
editor-add-field = Feld hinzufügen
editor-add-to = Zu { $what } hinzufügen
editor-entry = Eintrag { $number }
editor-move-up = Nach oben
editor-move-down = Nach unten
editor-preview = Wert:
editor-preview-empty = Hier kommt nichts heraus: Das Feld wäre leer.
editor-preview-failed = { $message }
editor-preview-none = Führen Sie den Workflow einmal aus, um hier den Wert zu sehen.
editor-preview-item = Eintrag { $number } von { $total }
editor-preview-before = Eintrag davor
editor-preview-next = Nächster Eintrag

## Was alle Schritte haben
editor-behaviour = Wenn er fehlschlägt, und Notizen
editor-on-error = Wenn dieser Schritt fehlschlägt
editor-on-error-stop = Den Workflow anhalten
editor-on-error-continue = Mit dem Fehler als Eintrag weitermachen
editor-on-error-errorOutput = Fehlgeschlagene Einträge an einen eigenen Ausgang geben
editor-on-error-skip = Ohne seine Einträge weitermachen
editor-on-error-fallback = Mit dem weitermachen, was hereinkam
editor-retry = Noch einmal versuchen, wenn er fehlschlägt
editor-retry-attempts = Versuche
editor-retry-wait = Sekunden dazwischen
editor-retry-grows = Jedes Mal länger warten
editor-timeout = Zeitlimit in Sekunden
editor-timeout-help = Wie lange ein Versuch dauern darf; leer für kein eigenes Limit.
editor-execute-once = Nur für den ersten Eintrag ausführen
editor-always-output = Einen leeren Eintrag ausgeben statt keinen
editor-disabled = Ausgeschaltet: Einträge gehen vorbei
editor-step-note = Notiz

## Werte früherer Schritte
editor-picker = Wert aus einem früheren Schritt einfügen
editor-picker-open = Wert einfügen
editor-picker-search = Werte suchen
editor-picker-none = Dieser Schritt ist noch nicht gelaufen.
editor-picker-run = Ausführen, um seine Werte zu sehen
editor-picker-words = Zeit und Lauf
editor-word-now = Jetzt
editor-word-today = Heute
editor-word-itemIndex = Nummer des Eintrags
editor-word-runIndex = Nummer der Runde
editor-word-executionid = Kennung des Laufs
editor-word-workflowname = Name des Workflows
editor-word-workflowid = Kennung des Workflows
editor-word-vars = Variablen
editor-word-inputall = Alle Einträge

## Tabellen von Feldern
editor-assign-add = Feld hinzufügen
editor-assign-name = Name
editor-assign-type = Art
editor-assign-value = Wert
editor-type-string = Text
editor-type-number = Zahl
editor-type-dateTime = Datum und Zeit
editor-type-boolean = Ja oder Nein
editor-type-array = Liste
editor-type-object = Objekt
editor-condition-add = Bedingung hinzufügen
editor-condition-all = Alle müssen zutreffen
editor-condition-any = Eine davon genügt
editor-condition-how = Wie viele zutreffen müssen
editor-condition-left = Wert
editor-condition-right = Verglichen mit
editor-condition-left-example = zum Beispiel das Feld „total“
editor-condition-right-example = zum Beispiel 100
editor-condition-operator = Vergleich
editor-columns-how = Wie Spalten ihre Werte bekommen
editor-columns-by-hand = Für jede Spalte einen Wert wählen
editor-columns-by-name = Felder kommen in gleichnamige Spalten
editor-columns-name = Name einer Spalte
editor-columns-add = Hinzufügen
editor-columns-value = Wert für { $name }
editor-resource-how = Wie es gewählt wird
editor-resource-list = Aus der Liste
editor-resource-none = Es gibt noch keine.
editor-resource-name = Nach Namen
editor-resource-id = Nach Kennung

## Vergleiche
operation-equals = ist gleich
operation-notEquals = ist nicht gleich
operation-contains = enthält
operation-notContains = enthält nicht
operation-startsWith = beginnt mit
operation-notStartsWith = beginnt nicht mit
operation-endsWith = endet auf
operation-notEndsWith = endet nicht auf
operation-regex = passt zum Muster
operation-notRegex = passt nicht zum Muster
operation-empty = ist leer
operation-notEmpty = ist nicht leer
operation-exists = gibt es
operation-notExists = gibt es nicht
operation-gt = ist größer als
operation-lt = ist kleiner als
operation-gte = ist mindestens
operation-lte = ist höchstens
operation-after = ist nach
operation-before = ist vor
operation-afterOrEquals = ist nach oder gleich
operation-beforeOrEquals = ist vor oder gleich
operation-true = ist wahr
operation-false = ist falsch
operation-lengthEquals = hat die Länge
operation-lengthNotEquals = hat nicht die Länge
operation-lengthGt = ist länger als
operation-lengthLt = ist kürzer als
operation-lengthGte = ist mindestens so lang wie
operation-lengthLte = ist höchstens so lang wie

## Dateien und Ordner
editor-place-look = Durchsuchen
editor-place-file = Datei auswählen
editor-place-folder = Ordner auswählen
editor-place-write = Wohin die Datei geschrieben wird
editor-place-up = Ein Ordner höher
editor-place-home = Ihr eigener Ordner
editor-place-system = Fenster des Systems verwenden
editor-place-all = Alle { $pattern } hier ({ $count })
editor-place-hidden = Auch versteckte
editor-place-more = Es gibt mehr, als gezeigt wird.
editor-place-empty = Hier ist nichts.
editor-place-name = Name der Datei
editor-place-this = Diesen Ordner verwenden
editor-place-save = Diesen Namen verwenden

## Einträge
editor-data-as-table = Als Tabelle
editor-data-as-json = Als JSON
editor-data-as-fields = Als Felder
editor-data-look = Wie Einträge gezeigt werden
editor-data-table = Einträge
editor-data-search = Einträge suchen
editor-data-not-found = Kein Eintrag enthält das.
editor-data-files = Dateien
editor-data-files-count = { $count ->
    [one] 1 Datei
   *[other] { $count } Dateien
}
editor-data-empty-text = (leer)
editor-data-present =
    { $total ->
        [one] { $count } von { $total } Eintrag hat es
       *[other] { $count } von { $total } Einträgen haben es
    }
editor-data-fields-inside = Felder darin
editor-data-item = Eintrag { $number }
editor-data-value = Der gewählte Wert
editor-data-more = { $count } weitere
editor-data-page = { $first } bis { $last } von { $total }
editor-data-before = Frühere Einträge
editor-data-after = Spätere Einträge
editor-data-origin = Woher kommt das?
editor-data-origin-here = Es beginnt hier.
editor-input-none = Es kamen keine Einträge herein.
editor-input-start = Dieser Schritt startet den Workflow: Nichts kommt herein.
editor-input-before = Noch ist nichts hereingekommen.
editor-input-run = Bis „{ $step }“ ausführen
editor-input-which = Welcher Eingang
editor-output-none = Es kamen keine Einträge heraus.
editor-output-before = Dieser Schritt ist noch nicht gelaufen.
editor-output-cut = Dieser Schritt wurde mittendrin unterbrochen. Er wartet oben auf Ihre Entscheidung.
editor-output-discarded = Dieser Schritt brach mittendrin ab, und Sie haben den Lauf verworfen. Ob er etwas getan hat, ist nicht bekannt.
editor-output-skipped = Sie haben diesen Schritt nach der Unterbrechung übersprungen. Er lief nicht noch einmal: das sind die Einträge, die hineinkamen.
editor-output-which = Welcher Ausgang
editor-iteration = Runde { $number } von { $total }
editor-iteration-which = Welche Runde
editor-attempts = { $count } Versuche
editor-console = Vom Code geschrieben
editor-stale = Veraltet
editor-stale-help = Seit diesem Ergebnis wurde etwas geändert.
editor-pin = Ausgabe anheften
editor-pinned = Angeheftet: wird verwendet, statt den Schritt auszuführen
editor-pinned-help = Wird verwendet, statt den Schritt auszuführen, solange Sie am Workflow bauen.
editor-unpin = Lösen
editor-pin-edit = Ausgabe bearbeiten
editor-pin-edit-title = Ausgabe bearbeiten und anheften
editor-pin-edit-help = Was angeheftet ist, wird anstelle dieses Schritts verwendet, solange Sie den Workflow bauen.
editor-pin-cut = Nur die ersten { $count } Einträge wurden angeheftet.
editor-pin-first = Nur was aus dem ersten Ausgang kommt, lässt sich anheften.
editor-pin-many = Es sind zu viele Einträge, um sie alle hier zu bearbeiten.
editor-pin-large = Ein Wert davon ist zu groß, um angeheftet zu werden.
editor-pin-objects = Eintrag { $number } ist kein Objekt: Ein Eintrag wird als {"{"} … {"}"} geschrieben.
editor-file-keep = Datei speichern
editor-file-no-picture = Diese Art von Datei kann hier nicht gezeigt werden.
editor-file-gone = Die Datei ist nicht mehr da.
editor-file-large = Diese Datei ist zu groß, um hier gezeigt zu werden.
editor-file-cut = Das ist der Anfang von { $size }.
editor-file-broken = Diese Datei enthält kein Bild, das sich zeigen lässt.
editor-file-page = Seite { $page } von { $pages }
editor-file-page-before = Vorige Seite
editor-file-page-after = Nächste Seite

## Läufe
editor-run-queued = Wartet, bis er an der Reihe ist
editor-run-begins = Beginnt …
editor-run-now = „{ $step }“ läuft
editor-run-waits = Wartet
editor-run-waits-until = Wartet bis { $time }
editor-run-stopped = Von Ihnen angehalten
editor-run-discarded = Von Ihnen verworfen
editor-run-discarded-at = Von Ihnen verworfen; „{ $step }“ war mittendrin abgebrochen
editor-run-skipped = { $count ->
    [one] 1 Schritt übersprungen
   *[other] { $count } Schritte übersprungen
}
editor-run-needs-review = Wartet im Eingang auf Ihre Entscheidung
editor-run-failed = Der Lauf ist fehlgeschlagen
editor-run-failed-at = Angehalten bei „{ $step }“: { $why }
editor-deleted = { $count } Schritte gelöscht
editor-run-ended = { $steps ->
    [one] 1 Schritt lief
   *[other] { $steps } Schritte liefen
}, { $count ->
    [0] aus „{ $step }“ kamen keine Einträge
    [one] aus „{ $step }“ kam 1 Eintrag
   *[other] aus „{ $step }“ kamen { $count } Einträge
}
editor-run-wrote = { $count ->
    [one] Geschriebene Datei: { $name }
   *[other] { $count } Dateien geschrieben, die letzte: { $name }
}
editor-run-running = Läuft
editor-run-last = Letzter Lauf { $time }
editor-run-progress =
    { $all ->
        [one] { $reached } von { $all } Schritt · { $time }
       *[other] { $reached } von { $all } Schritten · { $time }
    }
editor-run-open = Lauf öffnen
editor-run-list = Läufe
editor-run-when = { $time } · { $lasted }
editor-run-workflow = Workflow öffnen
editor-panel-steps = Schritte des Laufs
editor-steps-none = Noch ist kein Schritt gelaufen.
editor-step-again = Runde { $number }
editor-state-success = Fertig
editor-state-failed = Fehlgeschlagen
editor-state-running = Läuft
editor-state-waiting = Wartet
editor-state-canceled = Angehalten
editor-state-skipped = Von Ihnen übersprungen
editor-state-needs-review = Wartet im Eingang
editor-error-item = Es geschah bei Eintrag { $number }.

## Vor einem Lauf
editor-ask-grants = Diesem Workflow das erlauben?
editor-ask-grants-help = Er möchte verwenden, was hier steht. Nehmen Sie das Häkchen weg bei dem, was er nicht haben soll.
editor-allow-run = Erlauben und ausführen
editor-allow-some = Angehaktes erlauben und ausführen
editor-ask-unsafe = „{ $step }“ testen?
editor-ask-unsafe-help = { $count ->
    [one] Dieser Schritt ändert oder sendet etwas außerhalb von Millrace, für 1 Eintrag.
   *[other] Dieser Schritt ändert oder sendet etwas außerhalb von Millrace, für { $count } Einträge.
} So ist er eingestellt:
editor-ask-unsafe-run = Schritt ausführen
editor-ask-input = Es gibt noch keine Eingangsdaten
editor-ask-cut-off = Noch einmal ausführen?
editor-ask-cut-off-help = Ein Lauf dieses Workflows wurde unterbrochen und wartet im Eingang auf Ihre Entscheidung. Ein neuer Lauf tut vielleicht noch einmal, was jener schon getan hat.
editor-ask-cut-off-run = Trotzdem ausführen
editor-ask-input-help = „{ $step }“ wird mit dem getestet, was „{ $before }“ zuletzt ausgab, und das ist noch nicht gelaufen.
editor-ask-input-run = Bis zu diesem Schritt ausführen
editor-grants = Was er darf
editor-grants-none = Er braucht nichts außerhalb von Millrace.
editor-grant-why = Welcher Schritt was möchte
editor-want = „{ $step }“: { $what }
editor-want-host = Eine Adresse erreichen, die sich erst beim Ausführen ergibt
editor-want-read = Dateien lesen, die sich erst beim Ausführen ergeben
editor-want-write = Dateien schreiben, die sich erst beim Ausführen ergeben
editor-want-command = Ein Programm ausführen, das sich erst beim Ausführen ergibt
editor-grant-allow = Erlauben
editor-grant-forbid = Zurücknehmen
editor-grant-allowed = erlaubt
editor-grant-open = noch nicht erlaubt

## Probleme
editor-problems = Zum Nachsehen
editor-no-problems = Alles in Ordnung.
editor-problem-last-run = Der letzte Lauf ist fehlgeschlagen.
problem-node-id-repeated = Zwei Schritte haben die Kennung { $id }.
    .advice = Löschen Sie einen davon und fügen Sie ihn neu hinzu.
problem-node-name-repeated = Zwei Schritte heißen „{ $name }“.
    .advice = Geben Sie einem davon einen anderen Namen.
problem-trigger-none = Nichts startet diesen Workflow.
    .advice = Fügen Sie einen Schritt hinzu, der ihn startet, etwa „Wenn Sie auf Ausführen klicken“.
problem-cycle-closed = Die Verbindungen von { $names } bilden einen Kreis ohne Ausweg.
    .advice = Fügen Sie ein Wenn hinzu, das aus dem Kreis führt, oder verwenden Sie eine Schleife über Einträge.
problem-param-missing = „{ $label }“ ist leer.
    .advice = Füllen Sie es aus.
problem-expression-node = Ein Wert kommt aus dem Schritt „{ $other }“, den es nicht gibt.
    .advice = Wählen Sie den Wert noch einmal aus.
problem-expression-unclosed = Ein Ausdruck wird geöffnet und nie geschlossen.
    .advice = Setzen Sie {"}}"} an sein Ende.
problem-cycle-open = Die Verbindungen von { $names } bilden einen Kreis.
    .advice = Sorgen Sie dafür, dass ein Zweig hinausführt.
problem-trigger-disabled = „{ $name }“ ist ausgeschaltet.
    .advice = Schalten Sie ihn ein oder entfernen Sie ihn.
problem-edge-dangling = Eine Verbindung führt von oder zu einem Schritt, den es nicht gibt.
    .advice = Entfernen Sie die Verbindung.
problem-edge-port = Eine Verbindung verwendet { $end } { $port } von „{ $name }“, den es dort nicht gibt.
    .advice = Entfernen Sie die Verbindung oder ziehen Sie sie zu einem Anschluss, den es gibt.
problem-node-unreachable = Nichts führt zu „{ $name }“: Er läuft nie.
    .advice = Verbinden Sie ihn oder entfernen Sie ihn.
problem-node-placeholder = Diese Art von Schritt kennt Millrace noch nicht ({ $kind }).
    .advice = Ein Lauf, der ihn erreicht, hält dort an. Ersetzen Sie ihn oder schalten Sie ihn aus, damit Einträge ihn durchlaufen.
problem-node-kind = Diese Version von Millrace kennt die Art { $kind } nicht.
    .advice = Aktualisieren Sie Millrace oder ersetzen Sie den Schritt.
problem-node-version = Version { $version } dieses Schritts ist nicht bekannt.
    .advice = Er läuft als Version { $nearest }; prüfen Sie, was er tut.
problem-credential-missing = Er braucht Zugangsdaten ({ $slot }).
    .advice = Wählen Sie welche im Schritt, oder legen Sie welche an.

## Der Workflow selbst
editor-flow-settings = Wie er läuft
editor-flow-zone = Zeitzone
editor-flow-zone-help = Für Datumsangaben in diesem Workflow; leer für die des Rechners.
editor-flow-timeout = Zeitlimit in Sekunden
editor-flow-timeout-help = Wie lange ein Lauf dauern darf; leer für kein Limit.
editor-flow-order = Reihenfolge der Schritte
editor-flow-order-v1 = Ein Zweig bis zum Ende, dann der nächste
editor-flow-order-legacy = Alle Zweige nebeneinander, wie im alten n8n
editor-flow-failure = Wenn er fehlschlägt, ausführen
editor-flow-failure-help = Ein Workflow, der mit „Wenn ein Workflow fehlschlägt“ beginnt.
editor-flow-failure-none = Nichts

## Versionen
editor-versions = Versionen
editor-version-help = Die Arbeitsfläche zeigt, was das Wiederherstellen der Version ändern würde: Was zurückkommt, ist mit + markiert, was verschwände, mit −, was anders eingestellt wäre, mit ≠.
editor-versions-none = Noch wurde keine Version aufgehoben. Strg+S hebt eine auf.
editor-version-name = Name der Version
editor-version-keep = Diese Version aufheben
editor-version-kept = Gespeichert. Dieser Stand ist als Version aufgehoben.
editor-version-number = Version { $number }
editor-version-compare = Vergleichen
editor-version-end = Zurück zum Entwurf
editor-version-restore = Wiederherstellen
editor-version-restored = Die Version ist jetzt der Entwurf. Rückgängig bringt den Entwurf zurück.
editor-diff-added = kommt zurück
editor-diff-removed = würde verschwinden
editor-diff-changed = würde sich ändern
editor-diff-none = Genau wie der Entwurf
editor-diff-settings = Nur Einstellungen des Workflows unterscheiden sich
editor-diff-adds = { $count ->
    [one] 1 Schritt kommt zurück
   *[other] { $count } Schritte kommen zurück
}
editor-diff-removes = { $count ->
    [one] 1 Schritt würde verschwinden
   *[other] { $count } Schritte würden verschwinden
}
editor-diff-changes = { $count ->
    [one] 1 Schritt würde sich ändern
   *[other] { $count } Schritte würden sich ändern
}
editor-diff-wires = { $count ->
    [one] 1 Verbindung ist anders
   *[other] { $count } Verbindungen sind anders
}

## Gliederung
editor-outline = Gliederung
editor-outline-help = Der Workflow als Liste. Auf und Ab gehen weiter, mit Umschalt wählen sie mehrere aus, die Leertaste nimmt einen dazu oder heraus, Enter öffnet einen Schritt, N fügt danach einen hinzu, C verbindet ihn, Alt mit Auf oder Ab verschiebt ihn, Umschalt F10 öffnet sein Menü.
editor-no-webgl = Die Arbeitsfläche kann hier nicht gezeichnet werden, weil dieser Browser kein WebGL hat. Die Gliederung kann alles, was die Arbeitsfläche kann.
editor-branch-empty = noch nichts
editor-goes-on = geht weiter mit „{ $step }“
editor-connect = Verbinden …
editor-connect-title = Verbindungen von „{ $step }“
editor-connect-none = Er ist noch nicht verbunden.
editor-connect-new = Verbindung ziehen
editor-connect-from = Von seinem Ausgang
editor-connect-to = Zum Schritt
editor-connect-into = In dessen Eingang
editor-connect-do = Verbinden
editor-wire = { $from } → { $to }
editor-earlier = Früher ausführen
editor-later = Später ausführen
editor-cannot-move = Neben ihm ist kein einzelner Schritt, mit dem er den Platz tauschen könnte.
editor-port-in = Eingang
editor-port-out = Ausgang
editor-port-model = Modell
editor-port-tool = Werkzeug
editor-port-memory = Gedächtnis
editor-port-parser = Parser

## Rundgang
editor-tour = Rundgang durch den Editor
editor-tour-place = { $number } von { $total }
editor-tour-skip = Überspringen
editor-tour-next = Weiter
editor-tour-end = Loslegen
editor-tour-steps = Schritte
editor-tour-steps-help = Alles, was ein Workflow tun kann, ist ein Schritt. Ein Klick fügt ihn hinter dem ausgewählten ein; oder ziehen Sie ihn auf die Arbeitsfläche oder auf eine Verbindung.
editor-tour-canvas = Arbeitsfläche
editor-tour-canvas-help = Schritte laufen von links nach rechts entlang der Verbindungen. Ziehen Sie vom Punkt eines Schritts zum nächsten; lassen Sie die Verbindung im Leeren los, um dort einen Schritt hinzuzufügen.
editor-tour-inspector = Einstellungen und Daten
editor-tour-inspector-help = Hier wird ein Schritt eingerichtet. Klicken Sie in ein Feld, um Werte früherer Schritte einzusetzen. Eingang und Ausgang zeigen, was hineinging und was herauskam.
editor-tour-run = Ausführen
editor-tour-run-help = Führt den Workflow aus und zeigt, was geschieht. „Diesen Schritt testen“ probiert einen Schritt allein, mit Daten, die schon da sind.
editor-tour-saved = Nichts geht verloren
editor-tour-saved-help = Jede Änderung wird sofort gespeichert und lässt sich zurücknehmen, auch morgen. Strg+S hebt eine Version mit Namen auf.

## Noch einmal
editor-run-again = Mit diesen Daten noch einmal
editor-run-again-help = Führt den Workflow, wie er jetzt ist, mit dem aus, womit dieser Lauf begann
editor-try-again = Ab hier noch einmal
editor-run-from = Ab hier mit den letzten Daten ausführen
