# Zugangsdaten, der Tresor um sie herum und das Protokoll.

credentials = Zugangsdaten
search-credentials = Zugangsdaten durchsuchen
credentials-count =
    { $count ->
        [one] { $count } Eintrag
       *[other] { $count } Einträge
    }
credentials-empty = Noch keine Zugangsdaten
credentials-empty-help = Ein Schlüssel, ein Token oder ein Name mit Passwort: auf diesem Computer versiegelt und nur dorthin gesendet, wo Sie es erlauben.
credentials-in-trash =
    { $count ->
        [one] Im Papierkorb liegt etwas, das sich wiederherstellen lässt.
       *[other] Im Papierkorb liegen { $count }, die sich wiederherstellen lassen.
    }
credentials-open-trash = Papierkorb öffnen
credentials-trash-help = Gelöschte Zugangsdaten warten hier, bis Sie sie endgültig löschen. Solange kann kein Schritt sie verwenden.

credential-new = Neue Zugangsdaten
credential-new-here = Neue Zugangsdaten …
credential-edit = Zugangsdaten bearbeiten
credential-kind = Art
credential-hosts = Erlaubte Hosts
credential-uses = Verwendet von
credential-state = Zustand
credential-last-used = Zuletzt verwendet
credential-never = Nie
credential-nowhere = Noch nirgends
credential-any-host = Jeder Host
credential-expired = Abgelaufen
credential-emptied = Geheimnis fehlt
credential-expires-soon = Läuft am { $day } ab
credential-rotate = Geheimnis ersetzen
credential-verified = Test bestanden
credential-refused = Im Test abgelehnt

## The dialog
credential-choose-kind = Was gibt Ihnen der Dienst zum Anmelden?
credential-no-kind = Hierzu passt noch keine Art von Zugangsdaten.
credential-other-kind = Andere Art
credential-name-help = Nur Sie sehen ihn: Daran finden Sie die Zugangsdaten in einem Schritt.
credential-name-example = Shop, nur lesen
credential-stored = Ein Wert ist gespeichert. Er wird nie wieder angezeigt.
credential-replace = Ersetzen
credential-keep-stored = Gespeicherten behalten
credential-hosts-help = Nur an diese Hosts werden sie gesendet, egal was in einem Workflow steht. *.example.com steht für alle Hosts unter example.com, * für jeden Host.
credential-host = Host { $number }
credential-host-add = Host hinzufügen
credential-host-remove = Host { $host } entfernen
credential-more = Umgebung, Schlagwörter, Ablauf
credential-about-environment = Umgebung
credential-about-environment-help = Wohin sie gehören, etwa Produktion oder Test.
credential-about-tags = Schlagwörter
credential-about-tags-help = Mehrere mit Kommas dazwischen.
credential-about-expires = Gültig bis
credential-about-expires-help = Der letzte Tag. Eine Woche vorher werden Sie erinnert; danach werden sie abgelehnt.
credential-about-rotate = Ans Ersetzen erinnern nach Tagen
credential-about-rotate-help = Gezählt ab dem Tag, an dem das Geheimnis zuletzt ersetzt wurde. Nur eine Erinnerung.
credential-used-by = Verwendet von
credential-not-chosen = Noch verwendet sie kein Workflow
credential-used-here = Der Schritt, aus dem Sie kommen, verwendet sie
credential-never-used = Noch von keinem Lauf verwendet.
credential-used-at = Zuletzt verwendet: { $time }.
credential-replaced-at = Geheimnis vom { $time }.
credential-first = Das sind Ihre ersten Zugangsdaten. Dazu erhalten Sie einen Wiederherstellungscode: Bewahren Sie ihn auf, er öffnet Ihre Zugangsdaten, wenn der Schlüsselbund dieses Computers verloren geht.
credential-saved = „{ $name }“ ist gespeichert.
credential-missing-name = Geben Sie einen Namen ein.
credential-missing-field = „{ $field }“ fehlt.
credential-missing-hosts = Geben Sie an, an welche Hosts sie gesendet werden dürfen.
credential-bad-host = Eine dieser Angaben ist kein Host. Schreiben Sie ihn wie api.example.com, localhost:8080 oder *.example.com.
credential-bad-days = Eine Anzahl von Tagen, etwa 90.
credential-bad-day = Das ist kein Tag.
credential-bad-address = Das ist keine Adresse. Sie beginnt mit https:// oder http://.
credential-choice-header = In einem Header
credential-choice-query = In der Adresse, hinter dem Fragezeichen
credential-choice-passphrase = Einem gemeinsamen Geheimnis
credential-choice-pemKey = Einem Schlüsselpaar

## Where to find what belongs into it
credential-where-apiKey = Sie finden ihn in den Einstellungen des Dienstes, meist unter „API“ oder „Entwickler“.
credential-where-httpBearerAuth = Sie erstellen es in den Einstellungen des Dienstes, meist unter „Zugriffstoken“. Oft wird es nur einmal angezeigt.
credential-where-httpBasicAuth = Name und Passwort Ihres Kontos dort; manche Dienste verlangen stattdessen ein App-Passwort.
credential-where-httpDigestAuth = Name und Passwort Ihres Kontos dort; Kameras und Router wollen sie oft auf diese Weise.
credential-where-httpHeaderAuth = Die Dokumentation des Dienstes nennt den Header, etwa X-API-Key; seine Einstellungen zeigen das Geheimnis.
credential-where-httpQueryAuth = Die Dokumentation des Dienstes nennt den Teil der Adresse, etwa api_key; seine Einstellungen zeigen das Geheimnis.
credential-where-httpCustomAuth = Wo ein Header nicht genügt. Beginnen Sie mit den Beispielen aus der Dokumentation des Dienstes.
credential-where-jwtAuth = Das Geheimnis oder die Schlüssel, die Sie mit der anderen Seite vereinbart haben.
credential-where-totpApi = Wählen Sie beim Einschalten der Zwei-Faktor-Anmeldung „Bild kann nicht gescannt werden“: Dann wird das Geheimnis angezeigt.
credential-where-crypto = Das Geheimnis oder der Schlüssel, den Sie mit der anderen Seite vereinbart haben.

## The test
credential-test = Speichern und testen
credential-try = Testen
credential-test-address = Adresse für den Test
credential-test-help = Eine, für die man angemeldet sein muss. Ist das Feld leer, wird der erste Host gefragt.
credential-tested-accepted = { $host } hat „{ $name }“ angenommen (Status { $status }).
credential-tested-answered = { $host } hat geantwortet (Status { $status }), aber die Startseite braucht „{ $name }“ vielleicht gar nicht. Um sicherzugehen, nennen Sie eine Adresse, die das tut.
credential-tested-refused = { $host } hat „{ $name }“ nicht angenommen (Status { $status }).
credential-tested-unclear = { $host } hat mit Status { $status } geantwortet; das sagt nichts über „{ $name }“. Versuchen Sie es mit einer Adresse, die eine Anmeldung braucht.
credential-tested-unreachable = Der Host konnte nicht gefragt werden. { $message }
credential-tested-nothingToAsk = Es gibt niemanden zu fragen: Sie werden nicht von selbst gesendet, oder ihre Hosts nennen keinen bestimmten.
credential-last-good = Der letzte Test war erfolgreich: { $time }.
credential-last-bad = Im letzten Test abgelehnt: { $time }.
credential-leave-title = Eingaben verwerfen?
credential-leave-help = Das eingegebene Geheimnis ist noch nicht gespeichert. Wird das Fenster geschlossen, ist es verloren.
credential-leave = Verwerfen
credential-leave-not = Weiter bearbeiten

## Delete and restore
credential-to-trash = Löschen
credential-trash-title = „{ $name }“ löschen?
credential-trash-unused = Kein Workflow verwendet sie. Sie kommen in den Papierkorb und lassen sich wiederherstellen.
credential-trash-used =
    { $count ->
        [one] { $names } verwendet sie und kann das nicht mehr, bis Sie sie wiederherstellen. Sie kommen in den Papierkorb.
       *[other] { $count } Workflows verwenden sie und können das nicht mehr, bis Sie sie wiederherstellen: { $names }. Sie kommen in den Papierkorb.
    }
credential-trashed = „{ $name }“ ist im Papierkorb.
credential-erase-title = „{ $name }“ endgültig löschen?
credential-erase-help = Das Geheimnis ist dann weg. Das lässt sich nicht rückgängig machen.
credential-erased = „{ $name }“ ist gelöscht.

## In a step, and after an import
credential-slot = Zugangsdaten
credential-was-named = Dort, woher der Workflow kommt, heißen sie „{ $name }“. Wählen Sie Ihre, oder legen Sie sie an.
credential-in-trash = „{ $name }“ ist im Papierkorb. Der Schritt kann es nicht verwenden.
credential-gone = „{ $name }“ ist nicht mehr da. Wählen Sie andere Zugangsdaten.
credential-unfit = „{ $name }“ ({ $kind }) passt hier nicht. Wählen Sie andere Zugangsdaten.
credential-expired-name = „{ $name }“ ist abgelaufen. Ersetzen Sie das Geheimnis und setzen Sie ein späteres Datum, oder wählen Sie andere Zugangsdaten.
credential-for-steps = für { $steps }
import-credentials =
    { $count ->
        [one] { $count } Mal Zugangsdaten wählen
       *[other] { $count } Mal Zugangsdaten wählen
    }
import-credentials-help = Eine Datei bringt keine Passwörter mit. Wählen Sie Ihre jetzt, oder später in den Schritten.

## The recovery code
recovery-title = Ihr Wiederherstellungscode
recovery-code = Wiederherstellungscode
recovery-help = Bewahren Sie diesen Code jetzt auf: Er wird nur dieses eine Mal angezeigt. Ihre Zugangsdaten sind versiegelt, und der Schlüsselbund dieses Computers öffnet sie. Geht er verloren, installieren Sie neu oder stellen Sie eine Sicherung wieder her, öffnet dieser Code sie wieder. Ohne ihn kann das niemand, weder wir noch Sie.
recovery-alone = Bewahren Sie diesen Code jetzt auf: Er wird nur dieses eine Mal angezeigt. Ihre Zugangsdaten sind versiegelt, und dieser Computer hat keinen Schlüsselbund, der sie öffnet: Nach jedem Start entsperren Sie sie mit diesem Code oder mit einer Passphrase, die Sie in den Einstellungen festlegen. Ohne ihn kann das niemand, weder wir noch Sie.
recovery-where = Drucken Sie ihn, oder speichern Sie ihn dort, wo Sie Wichtiges aufbewahren: nicht nur auf diesem Computer. Wer ihn und Ihre Daten hat, kann Ihre Zugangsdaten lesen.
recovery-copy = Kopieren
recovery-copied = Kopiert. Fügen Sie ihn dort ein, wo Sie ihn aufbewahren, und kopieren Sie danach etwas anderes.
recovery-save = Als Datei speichern
recovery-print = Drucken
recovery-missed = Ihr Wiederherstellungscode wurde nicht aufbewahrt: Millrace endete, während er gezeigt wurde. Ohne ihn öffnet niemand Ihre Zugangsdaten, wenn dieser Computer es nicht tut.
recovery-kept = Ich habe ihn aufbewahrt
recovery-file = Wiederherstellungscode von Millrace: { $code } – Er öffnet Ihre Zugangsdaten, wenn der Schlüsselbund Ihres Computers es nicht tut. Wer ihn und Ihre Daten hat, kann sie lesen.
recovery-code-help = Acht Gruppen aus Buchstaben und Ziffern. Großschreibung, Leerzeichen und Striche dazwischen sind egal.
recovery-code-old = Dieser Wiederherstellungscode öffnet hier nichts. Der gültige entstand am { $time }: Suchen Sie nach einem neueren Code.

## The vault
settings-vault = Tresor
settings-vault-help = Ihre Zugangsdaten sind auf diesem Computer versiegelt. Hier legen Sie fest, was sie öffnet.
vault-none = Es gibt noch keine Zugangsdaten. Der Tresor entsteht mit den ersten.
vault-locked = Ihre Zugangsdaten sind gesperrt
vault-locked-help = Nichts ist verloren. Schritte, die Zugangsdaten brauchen, laufen erst, wenn Sie sie entsperrt haben.
vault-locked-lost = Sie haben weder den Code noch eine Passphrase mehr? Dann kann niemand die Geheimnisse öffnen, und sie sind neu einzugeben; exportierte Zugangsdaten lassen sich danach mit ihrer eigenen Passphrase importieren.
vault-locked-unkept = Der Wiederherstellungscode stand auf dem Bildschirm, als Millrace endete, und niemand hat gesagt, dass er aufbewahrt ist.
vault-anew = Mit leeren Zugangsdaten beginnen …
vault-anew-title = Die Geheimnisse aufgeben?
vault-anew-help = Nur wenn Sie weder den Wiederherstellungscode noch die Passphrase haben: Dann kann niemand öffnen, was versiegelt ist. Ihre Zugangsdaten behalten Namen, Hosts und Workflows; jedes Geheimnis ist neu einzugeben. Sie bekommen einen neuen Wiederherstellungscode. Was jetzt da ist, bleibt als Sicherung.
vault-anew-yes = Mit leeren beginnen
vault-why-absent = Dieser Computer hat keinen Schlüsselbund, den Millrace verwenden kann.
vault-why-locked = Der Schlüsselbund dieses Computers ist gesperrt.
vault-why-empty = Der Schlüsselbund dieses Computers kennt sie nicht: Er wurde geleert, oder sie stammen von einem anderen Computer oder aus einer Sicherung.
vault-why-foreign = Der Schlüsselbund dieses Computers hat den Schlüssel anderer Zugangsdaten, nicht den von diesen.
vault-why-refused = Der Schlüsselbund dieses Computers hat den Schlüssel nicht herausgegeben.
vault-why-setBack = Sie wurden auf einen früheren Stand zurückgesetzt, nicht von Millrace: An die Stelle der Datenbank kam eine ältere Kopie. Waren Sie das, dann bestätigen Sie es mit dem Wiederherstellungscode oder der Passphrase; wenn nicht, stellen Sie eine Sicherung wieder her.
vault-means = Entsperren mit
vault-passphrase = Passphrase
vault-passphrase-again = Noch einmal
vault-passphrase-differs = Die beiden sind nicht gleich.
vault-passphrase-least = { $count } Zeichen oder mehr; am besten mehrere Wörter.
vault-unlock = Entsperren
vault-unlock-run = Entsperren und weiterlaufen lassen
vault-unlocked = Ihre Zugangsdaten sind entsperrt.
vault-ask-keychain = Schlüsselbund noch einmal fragen
vault-damaged = Ihre Zugangsdaten lassen sich nicht lesen
vault-damaged-help = Was vom Tresor gespeichert ist, wurde von etwas anderem verändert oder ist beschädigt. Solange das so ist, wird nichts davon verwendet, und nichts wurde gelöscht.
vault-damaged-backup = Stellen Sie eine frühere Sicherung des Datenordners wieder her, falls Sie eine haben.
vault-damaged-import = Oder beginnen Sie hier mit leeren Zugangsdaten und importieren Sie die exportierten.
vault-damaged-anew = Oder geben Sie die Geheimnisse dort neu ein, mit neuen von den Diensten.
vault-opened-by = Was ihn öffnet
vault-slot-keychain = Der Schlüsselbund dieses Computers
vault-slot-recovery = Der Wiederherstellungscode
vault-slot-passphrase = Die Passphrase
vault-slot-keyFile = Eine Schlüsseldatei
vault-slot-since = seit { $time }
vault-remember = Auf diesem Computer merken
vault-remember-help = Der Schlüsselbund des Computers öffnet ihn, ohne Sie zu fragen. Ausgeschaltet entsperren Sie ihn nach jedem Start.
vault-recovery = Neuer Wiederherstellungscode
vault-recovery-help = Falls der alte verloren ging oder jemand ihn gesehen hat.
vault-recovery-do = Neu erstellen
vault-recovery-ask = Der alte Wiederherstellungscode öffnet dann nichts mehr. Der neue wird einmal angezeigt.
vault-set-passphrase = Passphrase festlegen
vault-set-passphrase-help = Ein weiterer Weg, ihn zu öffnen: mit Wörtern, die nur Sie kennen.
vault-set-passphrase-do = Festlegen
vault-change-passphrase = Passphrase ändern
vault-change-passphrase-help = Die alte öffnet dann nichts mehr.
vault-change-passphrase-do = Ändern
vault-remove-passphrase = Passphrase entfernen
vault-remove-passphrase-help = Der Wiederherstellungscode öffnet ihn weiterhin.
vault-remove-passphrase-do = Entfernen
vault-remove-passphrase-ask = Sie öffnet dann nichts mehr. Haben Sie Ihren Wiederherstellungscode zur Hand?
vault-lock = Jetzt sperren
vault-lock-help = Kein Schritt kann Zugangsdaten verwenden, bis Sie sie entsperren.
vault-lock-do = Sperren
vault-rotate = Neuer Schlüssel
vault-rotate-help = Alles wird neu versiegelt. Sinnvoll, wenn jemand den Schlüssel gesehen oder Ihre Daten kopiert haben könnte.
vault-rotate-do = Neuen Schlüssel erstellen
vault-rotate-ask = Alles wird mit einem neuen Schlüssel neu versiegelt. Geben Sie ein, was Sie weiter benutzen wollen: Was Sie leer lassen, öffnet den Tresor danach nicht mehr.
vault-rotate-code = Geben Sie ihn ein, und er bleibt derselbe. Lassen Sie das Feld leer, und Sie bekommen einen neuen.
vault-rotate-code-needed = Geben Sie ihn ein: Nichts anderes öffnet Ihre Zugangsdaten, und ein neuer könnte unterwegs verloren gehen. Danach können Sie einen neuen machen.
vault-rotate-passphrase = Angegeben bleibt sie. Leer gelassen öffnet sie nichts mehr.
vault-rotated = Alles ist mit einem neuen Schlüssel versiegelt.
vault-export = Exportieren
vault-export-help = Alle Zugangsdaten in einer Datei, die eine Passphrase öffnet, für einen anderen Computer.
vault-export-do = Exportieren
vault-export-ask = Alle Zugangsdaten werden in eine versiegelte Datei geschrieben. Wer die Datei hat, braucht diese Passphrase; sie lässt sich nicht wiederherstellen.
vault-exported =
    { $count ->
        [one] { $count } Eintrag ist exportiert.
       *[other] { $count } Einträge sind exportiert.
    }
vault-import = Importieren
vault-import-help = Zugangsdaten aus einer solchen Datei. Vorhandene werden nicht ersetzt.
vault-import-do = Importieren
vault-import-ask = Eine Datei, die Millrace exportiert hat, oder ein älterer Export. Ihr Inhalt kommt zu dem hinzu, was Sie haben.
vault-import-file = Datei wählen
vault-import-passphrase = Die, mit der die Datei exportiert wurde.
vault-imported =
    { $count ->
        [0] Nichts wurde hinzugefügt.
        [one] { $count } Eintrag wurde hinzugefügt.
       *[other] { $count } Einträge wurden hinzugefügt.
    }
vault-import-skipped = Ausgelassen, weil ihre Art hier nicht bekannt ist oder sie nicht lesbar sind: { $names }.

## The audit log
settings-audit = Protokoll
settings-audit-help = Was mit Zugangsdaten, Tresor, Berechtigungen und Sicherungen gemacht wurde. Zeilen kommen nur hinzu, und es fällt auf, wenn eine verändert wurde oder fehlt.
audit-empty = Noch nichts.
audit-when = Wann
audit-what = Was
audit-who = Wer
audit-from = Von wo
audit-person = Eine Person
audit-workflow = Ein Workflow
audit-count =
    { $count ->
        [one] { $count } Zeile
       *[other] { $count } Zeilen
    }
audit-older = Ältere anzeigen
audit-export = Als JSON Lines exportieren
audit-whole = Das Protokoll ist vollständig: Jede Zeile passt zur vorigen.
audit-broken = Jemand hat dieses Protokoll verändert: Zeile { $line } passt nicht zur vorigen.
audit-did-credential-create = Zugangsdaten angelegt
audit-did-credential-change = Zugangsdaten geändert
audit-did-credential-delete = Zugangsdaten in den Papierkorb gelegt
audit-did-credential-restore = Zugangsdaten wiederhergestellt
audit-did-credential-erase = Zugangsdaten endgültig gelöscht
audit-did-credential-test = Zugangsdaten getestet
audit-did-credential-use = Zugangsdaten verwendet
audit-did-credential-grant = Zugangsdaten einem Workflow gegeben
audit-did-credential-export = Zugangsdaten exportiert
audit-did-credential-import = Zugangsdaten importiert
audit-did-vault-create = Tresor angelegt
audit-did-vault-unlock = Tresor entsperrt
audit-did-vault-unlockFailed = Tresor nicht entsperrt
audit-did-vault-lock = Tresor gesperrt
audit-did-vault-recovery = Neuer Wiederherstellungscode
audit-did-vault-passphrase = Passphrase des Tresors
audit-did-vault-remember = Vom Schlüsselbund gemerkt
audit-did-vault-rotate = Neuer Schlüssel
audit-did-vault-setBack = Früheren Stand angenommen
audit-did-vault-beginAnew = Tresor neu begonnen, Geheimnisse aufgegeben
audit-did-vault-keyFile = Schlüsseldatei angelegt
audit-did-grant-set = Berechtigungen geändert
audit-did-credential-open = Zugangsdaten angesehen
audit-did-backup-restore = Sicherung wiederhergestellt
audit-did-database-begin = Neu begonnen
audit-did-database-accept = Ohne Fehlendes weitergemacht
audit-did-workflow-create = Workflow angelegt
audit-did-workflow-change = Version eines Workflows festgehalten
audit-did-workflow-export = Workflow exportiert
audit-did-workflow-delete = Workflow in den Papierkorb gelegt
audit-did-workflow-restore = Workflow wiederhergestellt
audit-did-workflow-erase = Workflow endgültig gelöscht
audit-did-audit-export = Protokoll exportiert
audit-did-audit-left = Zeilen dieses Protokolls blieben in einer ersetzten Datenbank
audit-did-session-open = Angemeldet
audit-did-session-refuse = Anmeldung abgelehnt
audit-more-vault-wrongKey = passt nicht
audit-more-vault-code = vertippt
audit-more-set = gesetzt
audit-more-removed = entfernt
audit-more-on = ein
audit-more-off = aus
audit-origin-window = Fenster
audit-origin-browser = Browser
audit-origin-command-line = Befehlszeile
audit-origin-run = Lauf

## What went wrong
error-vault-locked = Ihre Zugangsdaten sind auf diesem Computer gesperrt.
    .hint = Entsperren Sie sie mit dem Wiederherstellungscode oder der Passphrase.
error-vault-wrongKey = Das öffnet Ihre Zugangsdaten nicht.
    .hint = Nichts wurde verändert. Der Wiederherstellungscode öffnet sie, was auch sonst verloren ging.
error-vault-code = { $group ->
    [0] Ein Wiederherstellungscode hat 40 Buchstaben und Ziffern, dieser hat { $count }.
   *[other] Die { $group }. Gruppe dieses Wiederherstellungscodes ist vertippt.
 }
    .hint = Vergleichen Sie ihn mit dem, den Sie aufbewahrt haben; Großschreibung, Leerzeichen und Striche sind egal.
error-vault-damaged = Was hiervon gespeichert ist, wurde von etwas anderem verändert.
    .hint = Es wird nicht verwendet. Geben Sie das Geheimnis neu ein, oder stellen Sie eine Sicherung wieder her.
error-vault-refused = Der Tresor kann das nicht. { $message }
    .hint = Nichts wurde verändert.
error-credential-invalid = So lassen sich die Zugangsdaten nicht speichern. { $message }
error-credential-expired = Die Zugangsdaten „{ $name }“ sind abgelaufen.
error-credential-expiresSoon = Die Zugangsdaten „{ $name }“ laufen innerhalb einer Woche ab.
error-credential-rotate = Das Geheimnis von „{ $name }“ sollte ersetzt werden.
