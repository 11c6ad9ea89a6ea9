settings-general = Allgemein
settings-permissions = Berechtigungen
settings-keys = Tasten
settings-about = Über Millrace
as-system = Wie das System
set-language = Sprache
set-theme = Erscheinungsbild
theme-light = Hell
theme-dark = Dunkel
set-snap = Am Raster ausrichten
set-snap-help = Schritte, die Sie verschieben, richten sich aus.
set-login = Beim Anmelden starten
set-login-help = Millrace startet im Infobereich, wenn Sie sich anmelden.
set-tray = Im Infobereich bleiben
set-tray-help = Beim Schließen des Fensters läuft Millrace weiter.

permissions-help = Was jeder Workflow außerhalb von sich tun darf. Was Sie zurücknehmen, erfragt er wieder.
permissions-empty = Noch wurde keinem Workflow etwas erlaubt. Ein Workflow fragt, wenn Sie ihn ausführen.
permission-allow = Erlauben: { $what }
permission-take-back = Zurücknehmen: { $what }
permission-taken-back = Zurückgenommen: { $what }

keys-help = Drücken Sie einen Knopf, dann die gewünschten Tasten. Esc lässt alles, wie es ist, die Rücktaste entfernt die Tasten.
keys-usual = Übliche Tasten
keys-usual-all = Übliche Tasten für alles
keys-none = keine
keys-press = Tasten drücken …
keys-change = Tasten ändern für: { $action }
keys-taken = { $keys } gehört zu „{ $action }“.

about-version = Version { $version }
about-data = Ihre Daten liegen in
about-zone = Zeitzone
about-privacy = Datenschutz
about-privacy-text = Nichts wird irgendwohin gesendet, außer dorthin, wohin Ihre Workflows es senden.
about-licence = Lizenz

settings-runs = Läufe
set-budget = Läufe unter { $most } halten
budget-help = Nehmen Läufe mehr Platz ein, werden die ältesten beendeten zuerst entfernt, bis es deutlich weniger ist. Läufe, die noch nicht beendet sind oder auf Sie warten, bleiben, ebenso die Liste der Fehler. Der Platz wird für neue Läufe wieder verwendet.
budget-used = { $used } von { $most }
budget-ask-title = Läufe unter { $most } halten?
budget-ask = Läufe nehmen jetzt { $used } ein. Die ältesten davon werden entfernt, bis zu etwa { $size }, samt allem, was dabei herauskam. Das lässt sich nicht rückgängig machen.
budget-ask-yes = Älteste Läufe entfernen

settings-backups = Sicherungen
backups-help = Solange Millrace offen ist, behält es jeden Tag eine Kopie von allem: der letzten sieben Tage und von vier Wochen.
backups-empty = Es gibt noch keine Sicherungen.
backup-now = Jetzt sichern
backup-made = Die Sicherung ist erstellt.
backup-restore = Sicherung vom { $when } wiederherstellen
backup-restore-short = Wiederherstellen…
backup-restore-title = Sicherung vom { $when } wiederherstellen?
backup-restore-help = Workflows, Läufe, Zugangsdaten und Einstellungen werden wieder, was sie waren. Was jetzt da ist, bleibt als Sicherung, damit Sie zurück können. Ihr neuester Wiederherstellungscode öffnet weiterhin Ihre Zugangsdaten, und das Protokoll läuft weiter.
backup-restore-yes = Wiederherstellen
backup-restored = Die Sicherung ist wiederhergestellt.
backup-restored-older = Ihre Zugangsdaten haben vielleicht einen anderen Schlüssel als die bisherigen: Der Wiederherstellungscode vom { $when } öffnet sie, ein neuerer womöglich nicht. Wenn Sie ihn nicht mehr haben, stellen Sie oben in der Liste die Sicherung „Vor einer Wiederherstellung“ wieder her.
backup-workflows = { $count ->
    [one] { $count } Workflow
   *[other] { $count } Workflows
}
backup-daily = Täglich
backup-asked = Von Ihnen erstellt
backup-upgrade = Vor einem Upgrade
backup-replaced = Vor einer Wiederherstellung
backup-damaged = teilweise beschädigt
backup-broken = beschädigt, nicht wiederherstellbar
begin-anew = Leer beginnen…
begin-anew-lead = Hilft keine Sicherung, kann Millrace leer beginnen.
begin-anew-title = Leer beginnen?
begin-anew-help = Workflows, Läufe und Zugangsdaten beginnen leer. Die Datenbank, die sich nicht öffnen lässt, bleibt im Ordner „backups“, damit sie vielleicht noch jemand lesen kann.
begin-anew-yes = Leer beginnen
begin-anew-done = Millrace beginnt leer. Was da war, ist aufbewahrt.
