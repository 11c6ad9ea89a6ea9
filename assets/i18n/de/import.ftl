drop-title = Zum Importieren loslassen
drop-help = Workflows von Millrace und n8n. Nichts wird ausgeführt.
import-title = Workflows importieren
import-help = Workflows von Millrace oder n8n. Beim Importieren läuft nichts: Sie sehen zuerst, was darin ist und was er darf.
import-files = Dateien auswählen
import-files-help = Eine oder mehrere .json-Dateien
import-folder = Ordner auswählen
import-folder-help = Alle Workflows darin
import-paste = Oder einen Workflow einfügen
import-paste-help = Auch in n8n kopierte Schritte können hier eingefügt werden.
import-no-files = Dort wurden keine Workflow-Dateien gefunden.
import-too-many = Nur die ersten { $count } Dateien wurden gelesen. Legen Sie die übrigen Ordner einzeln ab.
import-reading =
    { $count ->
        [0] Der Ordner wird gelesen…
        [one] { $count } Datei wird gelesen …
       *[other] { $count } Dateien werden gelesen …
    }
import-again = Andere Dateien auswählen
import-more = Mehr importieren
import-done =
    { $count ->
        [one] Ein Workflow ist jetzt hier.
       *[other] { $count } Workflows sind jetzt hier.
    }
import-done-some = Importiert: { $count }. Nicht importiert: { $failed }.
import-nothing-ran = Nichts wurde ausgeführt.
fit-native =
    { $count ->
        [one] { $count } Schritt wie er war
       *[other] { $count } Schritte wie sie waren
    }
fit-approximated =
    { $count ->
        [one] { $count } Schritt beinahe wie er war
       *[other] { $count } Schritte beinahe wie sie waren
    }
fit-missing =
    { $count ->
        [one] { $count } Schritt fehlt
       *[other] { $count } Schritte fehlen
    }
import-wants = Danach wird er beim Ausführen fragen:
import-remarks =
    { $count ->
        [one] { $count } Hinweis
       *[other] { $count } Hinweise
    }
import-wire-dropped = Die Verbindung von „{ $from }“ nach „{ $to }“ wurde weggelassen: { $why }.
import-secret = „{ $node }“ enthält ein Passwort oder einen Schlüssel im Klartext (Feld { $field }).
remark-kind-missing = Diesen Schritt kennt Millrace noch nicht. Er bleibt, wie er ist; ein Lauf, der ihn erreicht, hält dort an.
remark-version = Version { $found } ist nicht bekannt; er läuft als Version { $used }.
remark-operation = { $field } „{ $value }“ ist nicht bekannt.
remark-choice = „{ $field }“ ist „{ $value }“, was keine der bekannten Möglichkeiten ist.
remark-option = Die Option „{ $field }“ ist nicht bekannt; sie bewirkt nichts.
remark-new-id = Seine Kennung „{ $from }“ gehört einem anderen Schritt; er hat eine neue bekommen.
remark-no-name = Er hatte keinen Namen und hat einen bekommen.
remark-new-name = Sein Name „{ $from }“ gehört einem anderen Schritt; er hat eine Nummer bekommen.
remark-moved = Sein Platz auf der Arbeitsfläche fehlte oder lag zu weit weg; er hat einen neuen bekommen.
remark-parameters = Seine Einstellungen waren nicht lesbar und wurden weggelassen.
remark-retry =
    { $count ->
        [one] Er wird { $count } Mal versucht.
       *[other] Er wird { $count } Mal versucht.
    }
warning-key-repeated = „{ $path }“ steht mehrmals in der Datei; das letzte zählt.
warning-node-skipped = Eintrag { $index } der Liste der Schritte ist kein Schritt und wurde weggelassen.
warning-part = „{ $part }“ hat eine unverständliche Form und wurde weggelassen.
warning-key-unknown = „{ $path }“ kennt diese Version nicht und hat es weggelassen.
warning-was-active = Er war dort, wo er herkommt, eingeschaltet. Hier läuft er nur, wenn Sie ihn ausführen.
warning-files-beside = Dateien bleiben hier neben den Datensätzen, nicht in ihnen.
wire-no-source = der Schritt, von dem sie kommt, ist nicht da
wire-no-target = der Schritt, zu dem sie führt, ist nicht da
wire-no-output = der Schritt, von dem sie kommt, hat diesen Ausgang nicht
wire-no-input = der Schritt, zu dem sie führt, hat diesen Eingang nicht
wire-repeated = sie ist schon da
wire-malformed = sie ist nicht wie eine Verbindung geschrieben

grant-dir = Dateien in { $what } lesen und ändern
grant-dir-read = Dateien in { $what } lesen
grant-host = { $what } erreichen
grant-host-any = Diesen Computer und jede Adresse in Ihrem Netz erreichen
grant-command = Das Programm { $what } ausführen
grant-command-any = Beliebige Programme ausführen
grant-env = Umgebungsvariablen lesen
grant-other = { $what }
