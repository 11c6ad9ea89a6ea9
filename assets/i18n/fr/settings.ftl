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

settings-runs = Exécutions
set-budget = Garder les exécutions sous { $most }
budget-help = Quand les exécutions prennent plus de place, les plus anciennes déjà terminées sont supprimées d’abord, jusqu’à en prendre nettement moins. Celles qui sont en cours ou qui attendent votre décision restent, tout comme la liste des erreurs. La place sert de nouveau aux exécutions suivantes.
budget-used = { $used } sur { $most }
budget-ask-title = Garder les exécutions sous { $most } ?
budget-ask = Les exécutions prennent maintenant { $used }. Les plus anciennes sont supprimées, jusqu’à environ { $size }, avec tout ce qu’elles ont produit. C’est irréversible.
budget-ask-yes = Supprimer les plus anciennes

settings-backups = Sauvegardes
backups-help = Tant que Millrace est ouvert, il garde chaque jour une copie de tout : des sept derniers jours et de quatre semaines.
backups-empty = Il n’y a pas encore de sauvegarde.
backup-now = Sauvegarder maintenant
backup-made = La sauvegarde est faite.
backup-restore = Restaurer la sauvegarde du { $when }
backup-restore-short = Restaurer…
backup-restore-title = Restaurer la sauvegarde du { $when } ?
backup-restore-help = Les workflows, les exécutions, les identifiants et les réglages redeviennent ce qu’ils étaient. Ce qui est là maintenant est gardé comme sauvegarde, pour que vous puissiez revenir. Votre code de récupération le plus récent ouvre toujours vos identifiants, et le journal d’audit continue.
backup-restore-yes = Restaurer
backup-restored = La sauvegarde est restaurée.
backup-restored-older = Ses identifiants ont peut-être une autre clé que ceux d’avant : le code de récupération du { $when } les ouvre, peut-être aucun plus récent. Si vous ne l’avez plus, restaurez la sauvegarde « Avant une restauration » en haut de la liste.
backup-workflows = { $count ->
    [one] { $count } workflow
   *[other] { $count } workflows
}
backup-daily = Quotidienne
backup-asked = Faite par vous
backup-upgrade = Avant une mise à niveau
backup-replaced = Avant une restauration
backup-damaged = endommagée en partie
backup-broken = endommagée, impossible à restaurer
begin-anew = Repartir de zéro…
begin-anew-lead = Si aucune sauvegarde n’aide, Millrace peut repartir de zéro.
begin-anew-title = Repartir de zéro ?
begin-anew-help = Les workflows, les exécutions et les identifiants repartent de zéro. La base de données illisible est conservée dans le dossier « backups » : quelqu’un pourra peut-être encore la lire.
begin-anew-yes = Repartir de zéro
begin-anew-done = Millrace repart de zéro. Ce qu’il y avait est conservé.
