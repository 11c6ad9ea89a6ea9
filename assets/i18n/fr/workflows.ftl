first-title = Que doit faire votre ordinateur pour vous ?
first-help = Rien ne quitte cet ordinateur. Aucun compte n’est nécessaire.
first-templates = Modèles populaires
all-templates = Tous les modèles
door-template = Partir d’un modèle
    .help = Remplissez deux ou trois champs et lancez-le.
door-import = Importer un workflow
    .help = De n8n ou d’un fichier Millrace. Il est affiché, pas exécuté.
door-blank = Plan de travail vide
    .help = Choisissez ce qui le démarre, puis ajoutez des étapes.

search-workflows = Rechercher des workflows
workflow-new = Nouveau workflow
workflow-new-name = Mon workflow
import = Importer
workflows-count =
    { $count ->
        [one] { $count } workflow
       *[other] { $count } workflows
    }
steps-count =
    { $count ->
        [0] pas encore d’étapes
        [one] { $count } étape
       *[other] { $count } étapes
    }
all-folders = Tous les dossiers
all-tags = Toutes les étiquettes
look = Présentation
look-list = Liste
look-grid = Cartes
sort-changed = Dernière modification
sort-created = Plus récents
sort-last-run = Dernière exécution
sort-name = Nom
sort-reversed = En sens inverse

starts = Démarre avec
last-run = Dernière exécution
changed = Modifié
starts-nothing = Rien pour l’instant
never-run = Jamais exécuté
choose-all = Tout sélectionner
choose-one = Sélectionner { $name }
choose-none = Ne rien sélectionner
more-of = Plus pour { $name }
chosen-count =
    { $count ->
        [one] { $count } sélectionné
       *[other] { $count } sélectionnés
    }
toolbar-chosen = Workflows sélectionnés

move-to-folder = Déplacer dans un dossier…
edit-tags = Étiquettes…
export-millrace = Exporter
export-n8n = Exporter pour n8n
erase = Supprimer définitivement
rename-title = Renommer le workflow
move-title = Déplacer dans un dossier
folder = Dossier
folder-help = Un nouveau nom crée un nouveau dossier. Vide signifie : aucun dossier.
tags-title = Étiquettes
tags = Étiquettes
tags-help = Plusieurs, séparées par des virgules.
erase-title =
    { $count ->
        [one] Supprimer « { $name } » définitivement ?
       *[other] Supprimer { $count } workflows définitivement ?
    }
erase-help = Leurs versions sont supprimées aussi. C’est irréversible.

workflows-trashed =
    { $count ->
        [one] « { $name } » est dans la corbeille.
       *[other] { $count } workflows sont dans la corbeille.
    }
workflows-restored =
    { $count ->
        [one] « { $name } » est de retour.
       *[other] { $count } workflows sont de retour.
    }
workflows-erased =
    { $count ->
        [one] « { $name } » est supprimé.
       *[other] { $count } workflows sont supprimés.
    }
back-to-workflows = Workflows
trash-empty = La corbeille est vide
trash-empty-help = Les workflows que vous supprimez attendent ici jusqu’à leur suppression définitive.

search-templates = Rechercher des modèles
search-clear = Effacer la recherche
templates-none-help = Aucun modèle ne correspond à ces mots. Essayez un autre mot, ou commencez par un plan de travail vide.
templates-lead = Chacun fonctionne tel quel : lancez-le, regardez le résultat, puis adaptez-le.
works-offline = fonctionne hors ligne
needs-internet = a besoin d’internet
needs-folder = demande un dossier

search-runs = Rechercher des exécutions
status = État
all-statuses = Tous les résultats
all-workflows = Tous les workflows
runs-count =
    { $count ->
        [one] { $count } exécution
       *[other] { $count } exécutions
    }
runs-empty = Rien n’a encore été exécuté
runs-empty-help = Ouvrez un workflow et lancez-le : ce qu’il a fait est conservé ici.
to-workflows = Vers les workflows
result = Résultat
started-by = Lancé par
started = Début
took = Durée
status-queued = En attente de démarrage
status-running = En cours
status-waiting = En attente
status-success = Terminé
status-failed = Échoué
status-canceled = Arrêté
status-needs-review = Dans la boîte de réception
run-done-in = Terminé en { $time }
run-stopped-after = Arrêté après { $time }
run-discarded = Abandonnée après son interruption
run-failed-at = { $node } : { $why }
run-delete-of = Supprimer l’exécution de « { $name } », { $time }
run-delete-title = Supprimer cette exécution ?
run-delete-help = Ce qu’elle a produit est supprimé aussi. C’est irréversible.
run-delete-yes = Supprimer l’exécution
run-stop-of = Arrêter l’exécution de « { $name } », { $time }
run-deleted = L’exécution est supprimée.
mode-manual = À la main
mode-trigger = Tout seul
mode-sub-workflow = Un autre workflow
mode-error = Après une erreur
mode-retry = Nouvel essai
templates-slot-folder = Dossier contenant les fichiers ({ $files })
templates-slot-file = Fichier, par exemple { $files }
templates-slot-write = Dossier pour { $files }
templates-make = Créer le workflow

## En attente de votre décision
runs-waiting =
    { $count ->
        [one] Exécutions, { $count } dans la boîte de réception
       *[other] Exécutions, { $count } dans la boîte de réception
    }
inbox-told =
    { $count ->
        [one] Une exécution a été interrompue et attend votre décision dans la boîte de réception.
       *[other] { $count } exécutions ont été interrompues et attendent votre décision dans la boîte de réception.
    }
inbox = Boîte de réception
inbox-one = Cette exécution attend votre décision dans la boîte de réception
inbox-lead = Ces exécutions attendent votre décision : Millrace a été interrompu au milieu d’une étape qui a peut-être déjà fait son travail. À vous de décider si elle le refait.
inbox-open = Ouvrir la boîte de réception
inbox-cut = Elle a été interrompue à « { $step } », { $time }.
inbox-may-sent = Ce que l’étape envoie est peut-être déjà parti.
inbox-may-written = Le fichier de l’étape est peut-être déjà écrit.
inbox-may-run = Le code ou la commande de l’étape s’est peut-être déjà exécuté.
inbox-may-called = Le workflow que l’étape appelle a peut-être déjà commencé.
inbox-may-done = L’étape a peut-être déjà fait son travail.
inbox-resume = Exécuter l’étape à nouveau
inbox-resume-help = L’exécution reprend à cette étape. Ce que fait l’étape peut se produire une seconde fois.
inbox-skip = Passer l’étape
inbox-skip-help = Si elle a fait son travail : l’exécution continue après elle, avec les éléments reçus.
inbox-discard = Abandonner l’exécution
inbox-discard-help = Plus rien n’en est exécuté. Ce qu’elle a produit jusqu’ici reste consultable.
inbox-discard-title = Abandonner cette exécution ?
inbox-discard-ask = Elle s’arrête ici : rien de plus n’est fait de cette exécution, et rien n’est envoyé de nouveau. Ce qu’elle a produit reste consultable. Plus tard, vous pourrez relancer le workflow, ou réessayer à partir de cette étape.
inbox-resumed = Continue : l’étape s’exécute à nouveau
inbox-skipped = L’étape a été passée, l’exécution continue
inbox-discarded = Terminée : l’exécution a été abandonnée
deed-of = { $deed } : { $name }

## L’historique des erreurs
runs-all = Toutes les exécutions
failures = Erreurs
failures-what = Ce qui a échoué
failures-where = Étape et workflow
failures-often = Combien de fois
failures-done = Ce qui a été fait
failures-last = Dernière fois
failures-count =
    { $count ->
        [one] { $count } tentative échouée
       *[other] { $count } tentatives échouées
    }
failures-range = Période
failures-7 = 7 derniers jours
failures-30 = 30 derniers jours
failures-all = Tout ce qui est conservé
failures-none-7 = Aucune erreur ces 7 derniers jours
failures-none-30 = Aucune erreur ces 30 derniers jours
failures-none-all = Aucune erreur jusqu’ici
failures-none-help = Quand une étape échoue, elle apparaît ici avec ce qui a été fait, même si l’exécution a continué.
failures-times =
    { $count ->
        [one] une fois
       *[other] { $count } fois
    }
failures-runs =
    { $count ->
        [one] dans une exécution
       *[other] dans { $count } exécutions
    }
failures-whole-run = Toute l’exécution
failures-went-on = L’exécution a continué dans { $count } cas sur { $all }
failures-gone = Aucune de ses exécutions n’est encore conservée.
failures-damaged =
    { $count ->
        [one] Une entrée est endommagée et n’est pas comptée.
       *[other] { $count } entrées sont endommagées et ne sont pas comptées.
    }
failures-open = Ouvre la dernière exécution à cette étape
failures-did-retried = nouvelle tentative : { $count }
failures-did-continued = continué sans elle : { $count }
failures-did-error-output = envoyé à la sortie d’erreur : { $count }
failures-did-resumed = recommencé après une interruption : { $count }
failures-did-skipped = passé par vous : { $count }
failures-did-waits = dans la boîte de réception : { $count }
failures-did-discarded = exécution abandonnée : { $count }
failures-did-failed = exécution échouée : { $count }
