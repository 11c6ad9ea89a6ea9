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
