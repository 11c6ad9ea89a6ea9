settings-general = Général
settings-permissions = Autorisations
settings-keys = Raccourcis
settings-about = À propos
as-system = Comme le système
set-language = Langue
set-theme = Thème
theme-light = Clair
theme-dark = Sombre
set-snap = Aligner sur la grille
set-snap-help = Les étapes que vous déplacez s’alignent.
set-login = Démarrer à l’ouverture de session
set-login-help = Millrace démarre dans la zone de notification quand vous ouvrez une session.
set-tray = Rester dans la zone de notification
set-tray-help = Fermer la fenêtre laisse Millrace en marche.

permissions-help = Ce que chaque workflow peut faire en dehors de lui-même. Ce que vous retirez, il le redemandera.
permissions-empty = Rien n’a encore été permis à aucun workflow. Un workflow demande quand vous le lancez.
permission-allow = Autoriser : { $what }
permission-take-back = Retirer : { $what }
permission-taken-back = Retiré : { $what }

keys-help = Appuyez sur un bouton, puis sur les touches voulues. Échap laisse tout en l’état, Retour arrière retire les touches.
keys-usual = Touches habituelles
keys-usual-all = Touches habituelles partout
keys-none = aucune
keys-press = Appuyez sur des touches…
keys-change = Changer les touches de : { $action }
keys-taken = { $keys } appartient à « { $action } ».

about-version = Version { $version }
about-data = Vos données sont dans
about-zone = Fuseau horaire
about-privacy = Confidentialité
about-privacy-text = Rien n’est envoyé nulle part, sauf là où vos workflows l’envoient.
about-licence = Licence
