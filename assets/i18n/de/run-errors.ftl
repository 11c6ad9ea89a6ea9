## Das Ende eines Laufs
run-error-canceled = Er wurde angehalten, bevor er fertig war.
run-error-interrupted = Millrace wurde beendet oder unterbrochen, während das lief.
    .hint = Sehen Sie nach, ob der Schritt seine Arbeit schon getan hat, bevor Sie ihn noch einmal ausführen.
run-error-discarded = Der Lauf wurde unterbrochen und danach verworfen.
run-error-timeout = Es hat zu lange gedauert und wurde angehalten.
    .hint = Lassen Sie mehr Zeit dafür, oder lassen Sie weniger auf einmal erledigen.
run-error-journal = Was der Lauf tat, konnte nicht festgehalten werden, deshalb wurde er angehalten.
    .hint = Ist der Datenträger voll, oder wurde der Ordner mit Ihren Daten verschoben?
run-error-budget-steps = Der Lauf hat zu viele Schritte gemacht und wurde angehalten.
    .hint = Suchen Sie nach einer Schleife, die nie endet.
run-error-bug = In Millrace ist etwas schiefgegangen, nicht in Ihrem Workflow.
    .hint = Bitte melden Sie es, zusammen mit dem Workflow, bei dem es auftritt.
run-error-refused = Hier sollte etwas geschehen, was nicht erlaubt ist.
run-error-node-missing = Diese Art von Schritt kennt Millrace noch nicht.
    .hint = Ersetzen Sie den Schritt, oder schalten Sie ihn aus, damit Einträge ihn durchlaufen.
run-error-workflow-start = Der aufgerufene Workflow konnte nicht ausgeführt werden.
run-error-wait-resume = Dieser Schritt wartet auf einen Aufruf von außen, und Millrace nimmt noch keine Aufrufe entgegen.
    .hint = Lassen Sie ihn stattdessen eine bestimmte Zeit warten.
run-error-stopped = { $message }
run-error-item-failed = Der erste Eintrag meldet einen Fehler: { $message }

## Werte und Einträge
run-error-param-invalid = Ein Feld dieses Schritts hat einen Wert, mit dem er nichts anfangen kann.
    .hint = Öffnen Sie den Schritt, und berichtigen Sie das markierte Feld.
run-error-data-invalid = Die Einträge oder Dateien, die bei diesem Schritt ankamen, sind nicht so, wie er sie braucht.
    .hint = Vergleichen Sie, was in den Schritt hineingeht, mit dem, was seine Felder verlangen.
run-error-condition-type = Eine Bedingung vergleicht einen Wert der falschen Art.
    .hint = Vergleichen Sie als eine andere Art, oder wandeln Sie den Wert vorher um.
run-error-date-invalid = Ein Wert lässt sich nicht als Datum verwenden.
    .hint = Schreiben Sie es wie 2024-05-01T13:30:00, oder geben Sie im Schritt an, wie es geschrieben ist.
run-error-regex = Das Suchmuster (ein regulärer Ausdruck) in diesem Schritt lässt sich nicht verwenden.
    .hint = Prüfen Sie das Muster auf Fehler, oder wählen Sie ein einfacheres.
run-error-expression = Ein Ausdruck in diesem Schritt ergibt keinen Wert.
    .hint = Wählen Sie den Wert im markierten Feld noch einmal aus.
run-error-expression-timeout = Ein Ausdruck in diesem Schritt hat zu lange gedauert und wurde angehalten.
    .hint = Vereinfachen Sie ihn, oder lassen Sie weniger Einträge auf einmal herein.
run-error-expression-memory = Ein Ausdruck in diesem Schritt brauchte zu viel Arbeitsspeicher und wurde angehalten.
    .hint = Vereinfachen Sie ihn, oder lassen Sie weniger Einträge auf einmal herein.
run-error-code = Der Code dieses Schritts ist fehlgeschlagen.
    .hint = Sehen Sie sich die genannte Zeile an, oder fragen Sie, wer den Code geschrieben hat.
run-error-code-syntax = Der Code dieses Schritts ist nicht richtig geschrieben und kann nicht ausgeführt werden.
    .hint = Sehen Sie sich die genannte Zeile an, oder fragen Sie, wer den Code geschrieben hat.
run-error-memory = Der Code dieses Schritts brauchte zu viel Arbeitsspeicher und wurde angehalten.
    .hint = Lassen Sie weniger Einträge auf einmal herein.
run-error-sql = Die Abfrage dieses Schritts lässt sich nicht ausführen.
    .hint = Prüfen Sie, wie sie geschrieben ist und wie viele Zeilen sie ergibt.

## Dateien und Befehle
run-error-file-missing = Diese Datei gibt es nicht.
    .hint = Prüfen Sie den Pfad im Schritt. Wurde die Datei verschoben oder umbenannt?
run-error-file-denied = Das System erlaubt nicht, diese Datei zu benutzen.
    .hint = Prüfen Sie die Rechte der Datei und ob eine Verknüpfung aus dem erlaubten Ordner hinausführt.
run-error-file-full = Der Datenträger ist voll: Die Datei konnte nicht geschrieben werden.
    .hint = Schaffen Sie Platz auf dem Datenträger, und führen Sie den Workflow dann noch einmal aus.
run-error-file-failed = Die Datei konnte nicht gelesen oder geschrieben werden.
    .hint = Ist es eine Datei und kein Ordner, ist ihr Datenträger da, und benutzt sie kein anderes Programm?
run-error-file-path = Der Pfad der Datei ist leer oder beschädigt.
    .hint = Wählen Sie die Datei im Schritt noch einmal aus.
run-error-binary-missing = Die Datei, die dieser Schritt braucht, ist nicht da.
    .hint = Prüfen Sie ihren Namen im Schritt, und führen Sie den Schritt noch einmal aus, der die Datei liest oder erzeugt.
run-error-binary-unknown = Der Eintrag nennt seine Datei nicht richtig.
    .hint = Führen Sie den Schritt noch einmal aus, der die Datei liest oder erzeugt.
run-error-binary-failed = Eine Datei konnte nicht gespeichert oder gelesen werden.
    .hint = Ist der Datenträger voll, oder wurde der Ordner mit Ihren Daten verschoben?
run-error-binary-damaged = Eine gespeicherte Datei ist beschädigt.
    .hint = Führen Sie den Schritt noch einmal aus, der die Datei liest oder erzeugt.
run-error-command-failed = Der Befehl ist fehlgeschlagen.

## Dienste und Adressen
run-error-http-status = Der Dienst hat nicht getan, worum er gebeten wurde: Er hat mit Status { $status } geantwortet.
    .hint = { $status ->
        [400] Etwas an der Anfrage ist nicht so, wie er es erwartet. Vergleichen Sie die Felder mit seiner Dokumentation.
        [401] Die Zugangsdaten fehlen oder werden nicht angenommen.
        [403] Die Zugangsdaten erlauben das nicht.
        [404] Unter dieser Adresse gibt es nichts. Prüfen Sie sie auf Fehler.
        [405] Wählen Sie eine andere Methode.
        [408] Es hat zu lange gedauert. Versuchen Sie es später noch einmal.
        [413] Was gesendet wurde, ist zu groß.
        [422] Etwas an der Anfrage ist nicht so, wie er es erwartet. Vergleichen Sie die Felder mit seiner Dokumentation.
        [429] Zu viele Anfragen in kurzer Zeit. Senden Sie sie in Gruppen mit Pausen dazwischen, oder versuchen Sie es später noch einmal.
        [500] Das Problem liegt auf der anderen Seite. Versuchen Sie es später noch einmal.
        [502] Das Problem liegt auf der anderen Seite. Versuchen Sie es später noch einmal.
        [503] Das Problem liegt auf der anderen Seite. Versuchen Sie es später noch einmal.
        [504] Es hat zu lange gedauert. Versuchen Sie es später noch einmal.
       *[other] Was er dazu sagt, steht in den Einzelheiten.
    }
run-error-http-dns = Unter dieser Adresse wurde kein Server gefunden.
    .hint = Prüfen Sie die Adresse auf Fehler. Ist dieser Computer online?
run-error-http-connect = Der Server ist nicht erreichbar.
    .hint = Prüfen Sie die Adresse auf Fehler. Ist dieser Computer online, und läuft der Dienst?
run-error-http-tls = Es kam keine sichere Verbindung zum Server zustande.
    .hint = Prüfen Sie die Adresse auf Fehler und ob die Uhr dieses Computers richtig geht. Fragen Sie sonst den Betreiber des Dienstes.
run-error-http-timeout = Der Server hat nicht rechtzeitig geantwortet.
    .hint = Versuchen Sie es später noch einmal, oder geben Sie ihm in den Optionen des Schritts mehr Zeit.
run-error-http-too_large = Die Antwort des Servers ist zu groß.
    .hint = Fragen Sie weniger auf einmal ab.
run-error-http-redirect_loop = Der Server leitet ohne Ende auf andere Adressen weiter.
    .hint = Prüfen Sie die Adresse auf Fehler.
run-error-http-protocol = Die Antwort des Servers war nicht zu verstehen.
    .hint = Prüfen Sie die Adresse auf Fehler, oder versuchen Sie es später noch einmal.
run-error-http-io = Eine Datei, die gesendet oder empfangen werden sollte, konnte nicht gelesen oder geschrieben werden.
    .hint = Ist der Datenträger voll?
run-error-http-refused_scheme = Adressen dieser Art lassen sich nicht abfragen.
    .hint = Die Adresse muss mit https:// oder http:// beginnen.
run-error-http-invalid_url = Das ist keine richtige Adresse.
    .hint = Sie beginnt mit https:// oder http:// und enthält keine Leerzeichen.
run-error-http-invalid_request = So lässt sich die Anfrage nicht senden.
    .hint = Prüfen Sie im Schritt die Methode, die Header und den Inhalt.
run-error-http-body = Die Antwort ist kein gültiges JSON.
    .hint = Stellen Sie das Format der Antwort auf Text, um sie so zu erhalten, wie sie ist.
run-error-http-pages = Immer wieder kam die gleiche Antwort, deshalb wurde keine weitere Seite abgefragt.
    .hint = Prüfen Sie, wann die Seiten enden und ob sich von Seite zu Seite etwas ändert.
run-error-graphql = Der Dienst konnte die Abfrage nicht beantworten.
run-error-feed-invalid = Diese Adresse führt zu keinem Feed.
    .hint = Suchen Sie auf der Website nach der Adresse ihres Feeds.

## Zugangsdaten
run-error-credential-missing = Die Zugangsdaten für diesen Schritt sind nicht da.
    .hint = Wählen Sie welche im Schritt, oder legen Sie welche an.
run-error-credential-refused = Diesem Workflow wurden die Zugangsdaten, die er verlangt, nicht gegeben.
    .hint = Wählen Sie sie in dem Schritt aus, der sie verwenden soll.
run-error-credential-kind = Die gewählten Zugangsdaten passen hier nicht.
    .hint = Wählen Sie im Schritt Zugangsdaten, die passen.
run-error-credential-expired = Die gewählten Zugangsdaten sind abgelaufen.
    .hint = Ersetzen Sie das Geheimnis, und setzen Sie ein späteres Datum, oder wählen Sie im Schritt andere.
run-error-credential-host = Die Zugangsdaten dürfen nicht an diesen Host gesendet werden.
    .hint = Es wurde nichts gesendet. Fügen Sie den Host zu den erlaubten Hosts der Zugangsdaten hinzu, wenn er zum selben Dienst gehört.
run-error-credential-invalid = Die gewählten Zugangsdaten lassen sich nicht verwenden.
    .hint = Geben Sie sie neu ein, oder wählen Sie im Schritt andere.
run-error-credential-incomplete = In den gewählten Zugangsdaten fehlt etwas, das dieser Schritt braucht.
    .hint = Öffnen Sie die Zugangsdaten, und ergänzen Sie sie.
run-error-vault-locked = Ihre Zugangsdaten sind auf diesem Computer gesperrt.
    .hint = Entsperren Sie sie mit dem Wiederherstellungscode oder der Passphrase.
run-error-vault-setBack = Die Zugangsdaten wurden auf einen früheren Stand zurückgesetzt, nicht von Millrace.
    .hint = Nichts wurde gesendet. Waren Sie das, entsperren Sie sie mit dem Wiederherstellungscode; sonst stellen Sie eine Sicherung wieder her.
run-error-vault-damaged = Was von den Zugangsdaten gespeichert ist, wurde von etwas anderem verändert.
    .hint = Es wurde nichts gesendet. Geben Sie das Geheimnis neu ein, oder stellen Sie eine Sicherung wieder her.
run-error-vault-keyFile = Die Schlüsseldatei, die Ihre Zugangsdaten öffnet, lässt sich nicht verwenden.
    .hint = Es wurde nichts gesendet. Sehen Sie nach, ob die Datei noch an ihrem Platz ist.
run-error-vault-wrongKey = Der Schlüssel öffnet Ihre Zugangsdaten nicht.
    .hint = Es wurde nichts gesendet. Entsperren Sie sie mit dem Wiederherstellungscode.
run-error-vault-name = Was von den Zugangsdaten gespeichert ist, lässt sich nicht lesen.
    .hint = Es wurde nichts gesendet. Geben Sie das Geheimnis neu ein, oder stellen Sie eine Sicherung wieder her.
run-error-vault-system = Das System lässt Millrace Ihre Zugangsdaten nicht öffnen.
    .hint = Es wurde nichts gesendet. Schließen Sie andere Programme, oder starten Sie Millrace neu.

## Signaturen und Token
run-error-crypto-algorithm = Diese Art von Hash kennt Millrace nicht.
    .hint = Wählen Sie im Schritt eine andere.
run-error-crypto-key = Der Schlüssel lässt sich hierfür nicht verwenden.
    .hint = Prüfen Sie, ob er vollständig kopiert wurde und zu dem passt, was im Schritt gewählt ist.
run-error-crypto-sign = Der Text lässt sich mit diesem Schlüssel nicht signieren.
    .hint = Wählen Sie einen anderen Schlüssel.
run-error-jwt-invalid = Das Token ist nicht echt oder wurde verändert.
    .hint = Vergleichen Sie die Zugangsdaten und den Algorithmus mit denen, mit denen es signiert wurde.
run-error-jwt-early = Das Token gilt noch nicht.
    .hint = Prüfen Sie, ob die Uhr dieses Computers richtig geht, oder warten Sie, bis es gilt.
run-error-jwt-expired = Das Token ist abgelaufen.
    .hint = Besorgen Sie ein neues.

## Ihre Daten
run-error-store-missing = Was dieser Schritt sucht, ist hier nicht gespeichert.
    .hint = Prüfen Sie den Namen im Schritt. Wurde es umbenannt oder gelöscht?
run-error-store-invalid = Was gespeichert ist, lässt sich so nicht benutzen.
    .hint = Vergleichen Sie die Felder des Schritts mit der Tabelle.
run-error-store-damaged = Was hiervon gespeichert ist, ist beschädigt und nicht lesbar.
    .hint = Es wurde nichts geändert. Eine Sicherung hat es vielleicht noch ganz.
run-error-store-full = Der Datenträger ist voll: Nichts kann geändert werden.
    .hint = Schaffen Sie Platz auf dem Datenträger, und führen Sie den Workflow dann noch einmal aus.
run-error-store-disk = Der Datenträger versagt: Nichts kann geändert werden, bis er wieder arbeitet.
    .hint = Sehen Sie nach, ob er angeschlossen ist, und führen Sie den Workflow dann noch einmal aus.
run-error-store-readOnly = Millrace darf nicht in Ihre Daten schreiben.
    .hint = Erlauben Sie das Schreiben in den Ordner.
run-error-store-busy = Ein anderes Programm schreibt gerade in Ihre Daten.
    .hint = Versuchen Sie es gleich noch einmal.
run-error-store-gone = Ihre Daten sind nicht erreichbar.
    .hint = Fehlt ein Datenträger, oder wurde der Ordner verschoben?
run-error-store-failed = Ihre Daten konnten nicht gelesen oder geschrieben werden.
    .hint = Ist der Datenträger voll, oder wurde der Ordner verschoben?
run-error-store-folder = Der Ordner mit Ihren Daten lässt sich nicht benutzen.
    .hint = Fehlt ein Datenträger, oder wurde der Ordner verschoben?
run-error-store-inUse = Ein anderes Millrace benutzt Ihre Daten.
    .hint = Schließen Sie es, und versuchen Sie es noch einmal.
run-error-store-newer = Ihre Daten wurden von einer neueren Version von Millrace geschrieben.
    .hint = Es wurde nichts geändert. Installieren Sie die neuere Version wieder.
run-error-store-foreign = Was im Ordner mit Ihren Daten liegt, ist keine Datenbank von Millrace.
    .hint = Es wurde nichts geändert. Stellen Sie eine Sicherung wieder her.
run-error-store-emptied = Ihre Daten wurden von etwas anderem geleert.
    .hint = Stellen Sie in den Einstellungen eine Sicherung wieder her.
run-error-store-network = Der Ordner mit Ihren Daten liegt auf einem Netzlaufwerk, wo sie nicht sicher sind.
    .hint = Wählen Sie einen Ordner auf diesem Computer.
run-error-store-sqlite = Diese Version von Millrace enthält eine zu alte Datenbank.
    .hint = Installieren Sie Millrace neu.

## Proben eines Workflows
run-error-debug-error = { $message }
run-error-debug-node = { $message }
run-error-debug-service = { $message }
run-error-debug-memory = Es war kein Arbeitsspeicher mehr frei, wie dieser Schritt es ausprobieren sollte.
