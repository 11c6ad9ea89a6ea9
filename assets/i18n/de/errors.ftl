error-details = Einzelheiten
error-connection-lost = Millrace ist nicht erreichbar.
    .hint = Läuft es noch? Wenn es neu gestartet wurde, öffnen Sie die Adresse, die es ausgegeben hat.
error-notFound = Das gibt es nicht mehr.
    .hint = Vielleicht wurde es in einem anderen Fenster gelöscht.
error-conflict = Das wurde in einem anderen Fenster geändert.
    .hint = Öffnen Sie es noch einmal, um den neuesten Stand zu sehen.
error-file-invalid = Das ist keine Workflow-Datei. { $message }
error-store-failed = Ihre Daten konnten nicht gelesen oder geschrieben werden.
    .hint = Ist der Datenträger voll oder wurde der Ordner verschoben? Was gespeichert war, ist nicht verloren.
error-engine-failed = In Millrace ist etwas schiefgegangen.
    .hint = Versuchen Sie es noch einmal. Wenn es jedes Mal geschieht, starten Sie Millrace neu: Ihre Workflows sind gespeichert.
error-store-damaged = Was hiervon gespeichert ist, ist beschädigt und nicht lesbar.
    .hint = Nichts wurde geändert. Die Einzelheiten sagen, was nicht passt.
error-run-noStart = Dieser Workflow hat nichts, womit er beginnt.
    .hint = Fügen Sie einen Schritt hinzu, der ihn startet.
error-run-noInput = „{ $node }“ hat noch keine gespeicherte Eingabe.
    .hint = Führen Sie zuerst die Schritte davor aus.
error-run-tooDeep = Workflows rufen einander zu tief auf.
    .hint = Ruft einer sich selbst auf?
error-run-noData = Der Lauf, der wiederholt werden soll, hat keine Daten hinterlassen.
    .hint = Vielleicht wurde er gelöscht. Starten Sie den Workflow stattdessen neu.
error-inbox-decided = Über diesen Lauf wurde schon entschieden.
    .hint = Sehen Sie sich den Lauf an: Dort steht, wie es weiterging.
error-not-saved = Die Änderungen konnten nicht gespeichert werden, deshalb wurde nichts begonnen. { $message }
error-store-full = Der Datenträger ist voll: Nichts kann geändert werden, alles ist weiterhin lesbar.
    .hint = Schaffen Sie Platz auf dem Datenträger; Millrace macht von selbst weiter.
error-store-inUse = Dafür müssen die Daten allein benutzt werden. { $message }
    .hint = Warten Sie das Ende der Läufe ab und schließen Sie andere Millrace-Programme.
error-store-lost = Änderungen nach { $after } fehlen: Die Datenbank hat sie verloren.
error-store-lostAll = Alles Gespeicherte fehlt: Die Datenbank wurde entfernt. Die Einstellungen zeigen die Sicherungen.
error-store-broken = Die Datenbank ist beschädigt. Es wird nichts mehr hineingeschrieben: Stellen Sie in den Einstellungen eine Sicherung wieder her.
error-store-rows =
    { $count ->
        [one] Ein gespeicherter Eintrag ist beschädigt. Eine Sicherung in den Einstellungen hat ihn vielleicht noch ganz.
       *[other] { $count } gespeicherte Einträge sind beschädigt. Eine Sicherung in den Einstellungen hat sie vielleicht noch ganz.
    }
error-store-disk = Der Datenträger versagt: Nichts kann geändert werden, bis er wieder arbeitet.
error-store-ready = Änderungen werden wieder behalten.
error-backup-damaged = Diese Sicherung ist beschädigt.
    .hint = Es wurde nichts geändert. Wählen Sie eine andere.
error-closed-damaged = Ihre Daten lassen sich nicht öffnen: Die Datenbank ist beschädigt, wurde geleert oder ist verschwunden.
    .hint = Es wurde nichts geändert. Stellen Sie eine Sicherung wieder her: Was jetzt da ist, bleibt daneben erhalten.
error-closed-newer = Ihre Daten wurden von einer neueren Version von Millrace geschrieben.
    .hint = Es wurde nichts geändert. Installieren Sie die neuere Version wieder, oder stellen Sie eine Sicherung von davor wieder her.
error-closed-readOnly = Ihre Daten lassen sich nicht öffnen: Millrace darf nicht in sie schreiben.
    .hint = Erlauben Sie das Schreiben in den Ordner; dann geht es von selbst weiter.
error-closed-full = Der Datenträger ist voll: Millrace kann Ihre Daten nicht öffnen.
    .hint = Es ist nichts verloren. Schaffen Sie Platz auf dem Datenträger; dann geht es von selbst weiter.
error-closed-gone = Ihre Daten sind nicht erreichbar: Der Ordner ist weg oder darf nicht gelesen werden.
    .hint = Fehlt ein Datenträger, oder wurde der Ordner verschoben? Versuchen Sie es noch einmal, sobald er da ist.
error-closed-failed = Ihre Daten lassen sich nicht öffnen.
    .hint = Es wurde nichts geändert. Die Einzelheiten sagen, warum; Millrace versucht es von selbst wieder.
error-backup-failed = Es wurde keine Sicherung erstellt. { $message }

# What is missing from the database, and what is to become of it.
missing-told = In der Datenbank fehlen: { $what }. Eine Sicherung hat sie vielleicht noch.
missing-backups = Sicherungen zeigen
missing-accept = Ohne sie weitermachen
missing-accepted = Millrace macht ohne sie weiter.
missing-workflow = { $count ->
    [0] vielleicht Workflows
    [one] { $count } Workflow
   *[other] { $count } Workflows
}
missing-version = { $count ->
    [0] vielleicht Versionen von Workflows
    [one] { $count } Version eines Workflows
   *[other] { $count } Versionen von Workflows
}
missing-draft = { $count ->
    [0] vielleicht Entwürfe von Workflows
    [one] { $count } Entwurf eines Workflows
   *[other] { $count } Entwürfe von Workflows
}
missing-allowed = { $count ->
    [0] vielleicht Listen der Berechtigungen von Workflows
    [one] { $count } Liste der Berechtigungen eines Workflows
   *[other] { $count } Listen der Berechtigungen von Workflows
}
missing-preference = { $count ->
    [0] vielleicht Einstellungen
    [one] { $count } Einstellung
   *[other] { $count } Einstellungen
}
missing-variable = { $count ->
    [0] vielleicht Variablen
    [one] { $count } Variable
   *[other] { $count } Variablen
}
missing-memory = { $count ->
    [0] vielleicht Gedächtnisse von Workflows
    [one] { $count } Gedächtnis eines Workflows
   *[other] { $count } Gedächtnisse von Workflows
}
missing-seen = { $count ->
    [0] vielleicht gemerkte Schlüssel von Schritten
    [one] { $count } gemerkter Schlüssel eines Schritts
   *[other] { $count } gemerkte Schlüssel von Schritten
}
missing-table = { $count ->
    [0] vielleicht Tabellen
    [one] { $count } Tabelle
   *[other] { $count } Tabellen
}
missing-row = { $count ->
    [0] vielleicht Zeilen von Tabellen
    [one] { $count } Zeile einer Tabelle
   *[other] { $count } Zeilen von Tabellen
}
missing-credential = { $count ->
    [0] vielleicht Einträge der Zugangsdaten
    [one] { $count } Eintrag der Zugangsdaten
   *[other] { $count } Einträge der Zugangsdaten
}
missing-secret = { $count ->
    [0] vielleicht Geheimnisse von Zugangsdaten
    [one] { $count } Geheimnis von Zugangsdaten
   *[other] { $count } Geheimnisse von Zugangsdaten
}
missing-slot = { $count ->
    [0] vielleicht Wege, den Tresor zu öffnen
    [one] { $count } Weg, den Tresor zu öffnen
   *[other] { $count } Wege, den Tresor zu öffnen
}
missing-audit = { $count ->
    [0] vielleicht Zeilen des Protokolls
    [one] { $count } Zeile des Protokolls
   *[other] { $count } Zeilen des Protokolls
}
