## La fenêtre d’un workflow
editor-loading = Chargement
editor-name = Renommer le workflow
editor-menu = Plus
editor-saved = Enregistré
editor-saved-version = Enregistré comme version
editor-saving = Enregistrement…
editor-offline = Pas encore enregistré : Millrace est injoignable
editor-refused = Non enregistré
editor-open-again = Ouvrir de nouveau
editor-reloaded = Ce workflow a été modifié ailleurs. Vous le voyez tel qu’il est maintenant.
editor-comparing = Une version à côté du brouillon
editor-problem-count = { $count ->
    [one] 1 point à vérifier
   *[other] { $count } points à vérifier
}
editor-export-n8n = Exporter pour n8n
editor-duplicate = Dupliquer le workflow
editor-to-workflows = Tous les workflows
editor-save-stored = Enregistrer ce qui est stocké
editor-stop = Arrêter
editor-choose = Choisir…
editor-remove = Retirer
editor-items = { $count ->
    [one] { $count } élément
   *[other] { $count } éléments
}
editor-steps = { $count ->
    [0] Pas encore d’étapes
    [one] 1 étape
   *[other] { $count } étapes
}
editor-selected = { $count ->
    [one] { $count } étape sélectionnée
   *[other] { $count } étapes sélectionnées
}

## Plan de travail
editor-canvas = Plan de travail
editor-canvas-help = Le workflow en cartes et en liens. Les flèches vont d’étape en étape, Entrée en ouvre une, N en ajoute une. Alt+O montre la même chose en liste.
editor-empty = Un workflow vide
editor-empty-help = Commencez par ce qui le démarre : appuyez sur N, double-cliquez sur le plan de travail ou prenez une étape à gauche.
editor-rename = Renommer
editor-note = Note
editor-note-new = ## Note
    Double-cliquez pour écrire.
editor-group = Groupe
editor-add-after = Ajouter une étape après
editor-add-here = Ajouter une étape ici
editor-insert = Insérer une étape
editor-delete-wire = Supprimer le lien
editor-delete-wires = Supprimer ses liens
editor-run-to = Exécuter jusqu’ici
editor-align-left = Aligner les bords gauches
editor-align-center = Aligner les centres
editor-align-right = Aligner les bords droits
editor-align-top = Aligner les bords supérieurs
editor-align-middle = Aligner les milieux
editor-align-bottom = Aligner les bords inférieurs
editor-spread-across = Répartir en largeur
editor-spread-down = Répartir en hauteur
editor-paste-nothing = Le presse-papiers ne contient pas d’étapes. { $reason }
editor-paste-empty = Le presse-papiers est vide.
editor-paste-text = C’est du texte, pas des étapes : « { $begin } ». Copiez d’abord des étapes, ou mettez le texte dans un champ d’une étape.
editor-paste-link = C’est une adresse web, pas des étapes : « { $begin } ». Pour la lire, ajoutez une étape de requête HTTP et mettez-y l’adresse.
editor-paste-data = Ce sont des données sans étapes : « { $begin } ». Pour les utiliser, mettez-les dans une étape qui contient des lignes.
editor-kind-missing = Inconnu ici : { $kind }
editor-disabled-pill = désactivé

## Étapes à ajouter
editor-palette = Étapes
editor-palette-search = Rechercher des étapes
editor-palette-hide = Masquer les étapes
editor-palette-recent = Utilisées récemment
editor-palette-found = Trouvées
editor-palette-none = Aucune étape ne s’appelle « { $search } »
editor-group-trigger = Démarre quand
editor-group-data = Façonner les données
editor-group-flow = Décider et répéter
editor-group-files = Fichiers
editor-group-network = Vers l’extérieur
editor-group-code = Code
editor-group-tools = Outils
editor-group-service = Services

## Le formulaire d’une étape
editor-inspector = Réglages de l’étape sélectionnée
editor-inspector-width = Largeur des réglages
editor-inspector-hide = Masquer les réglages
editor-nothing-selected = Sélectionnez une étape pour voir ses réglages et ses données. Ceci concerne tout le workflow.
editor-run-nothing-selected = Sélectionnez une étape pour voir ce qui est entré et ce qui est sorti.
editor-tabs = Réglages et données de l’étape
editor-tab-settings = Réglages
editor-tab-input = Entrée
editor-tab-output = Sortie
editor-more = Plus
editor-no-settings = Cette étape n’a pas de réglages.
editor-required = À remplir
editor-to-fill = À compléter
editor-paper-yellow = Jaune
editor-paper-orange = Orange
editor-paper-red = Rouge
editor-paper-green = Vert
editor-paper-blue = Bleu
editor-paper-purple = Violet
editor-paper-grey = Gris
editor-computed = Utiliser une valeur d’une étape
editor-fixed = Saisir une valeur fixe
editor-raw = Afficher l’expression
editor-raw-done = Terminé
editor-fix = Corriger
editor-show-field = Afficher le champ
editor-show-step = Afficher l’étape
editor-test = Tester cette étape
editor-test-trigger = Essayer ce démarrage
editor-missing-help = Millrace ne connaît pas encore { $kind }. L’étape et ses réglages sont gardés ; une exécution qui l’atteint s’y arrête. Remplacez-la, ou désactivez-la pour que les éléments passent outre.
editor-missing-settings = Comment elle était réglée
editor-secret-show = Afficher la saisie
editor-number-least = Au moins { $limit }
editor-number-most = Au plus { $limit }
editor-add-field = Ajouter un champ
editor-add-to = Ajouter à { $what }
editor-entry = Entrée { $number }
editor-move-up = Monter
editor-move-down = Descendre
editor-preview = Valeur :
editor-preview-empty = Rien ne sort ici : le champ serait vide.
editor-preview-failed = { $message }
editor-preview-none = Exécutez le workflow une fois pour voir la valeur ici.
editor-preview-item = Élément { $number } sur { $total }
editor-preview-before = Élément précédent
editor-preview-next = Élément suivant

## Ce qu’ont toutes les étapes
editor-behaviour = En cas d’échec, et notes
editor-on-error = Si cette étape échoue
editor-on-error-stop = Arrêter le workflow
editor-on-error-continue = Continuer avec l’erreur comme élément
editor-on-error-errorOutput = Envoyer les éléments en échec vers une sortie à part
editor-on-error-skip = Continuer sans ses éléments
editor-on-error-fallback = Continuer avec ce qui est entré
editor-retry = Réessayer en cas d’échec
editor-retry-attempts = Essais
editor-retry-wait = Secondes entre les essais
editor-retry-grows = Attendre plus longtemps à chaque fois
editor-timeout = Limite de temps en secondes
editor-timeout-help = Durée permise d’un essai ; vide pour aucune limite propre.
editor-execute-once = Exécuter pour le premier élément seulement
editor-always-output = Donner un élément vide plutôt qu’aucun
editor-disabled = Désactivée : les éléments passent outre
editor-step-note = Note

## Valeurs des étapes précédentes
editor-picker = Insérer une valeur d’une étape précédente
editor-picker-open = Insérer une valeur
editor-picker-search = Rechercher des valeurs
editor-picker-none = Cette étape n’a pas encore été exécutée.
editor-picker-run = L’exécuter pour voir ses valeurs
editor-picker-words = Temps et exécution
editor-word-now = Maintenant
editor-word-today = Aujourd’hui
editor-word-itemIndex = Numéro de l’élément
editor-word-runIndex = Numéro du tour
editor-word-executionid = Identifiant de l’exécution
editor-word-workflowname = Nom du workflow
editor-word-workflowid = Identifiant du workflow
editor-word-vars = Variables
editor-word-inputall = Tous les éléments

## Tableaux de champs
editor-assign-add = Ajouter un champ
editor-assign-name = Nom
editor-assign-type = Type
editor-assign-value = Valeur
editor-type-string = Texte
editor-type-number = Nombre
editor-type-dateTime = Date et heure
editor-type-boolean = Oui ou non
editor-type-array = Liste
editor-type-object = Objet
editor-condition-add = Ajouter une condition
editor-condition-all = Toutes doivent être vraies
editor-condition-any = Une seule suffit
editor-condition-how = Combien doivent être vraies
editor-condition-left = Valeur
editor-condition-right = Comparée à
editor-condition-left-example = par exemple le champ « total »
editor-condition-right-example = par exemple 100
editor-condition-operator = Comparaison
editor-columns-how = Comment les colonnes reçoivent leurs valeurs
editor-columns-by-hand = Choisir une valeur pour chaque colonne
editor-columns-by-name = Les champs vont aux colonnes de même nom
editor-columns-name = Nom d’une colonne
editor-columns-add = Ajouter
editor-columns-value = Valeur pour { $name }
editor-resource-how = Mode de choix
editor-resource-list = Dans la liste
editor-resource-none = Il n’y en a pas encore.
editor-resource-name = Par nom
editor-resource-id = Par identifiant

## Comparaisons
operation-equals = est égal à
operation-notEquals = n’est pas égal à
operation-contains = contient
operation-notContains = ne contient pas
operation-startsWith = commence par
operation-notStartsWith = ne commence pas par
operation-endsWith = se termine par
operation-notEndsWith = ne se termine pas par
operation-regex = correspond au motif
operation-notRegex = ne correspond pas au motif
operation-empty = est vide
operation-notEmpty = n’est pas vide
operation-exists = existe
operation-notExists = n’existe pas
operation-gt = est supérieur à
operation-lt = est inférieur à
operation-gte = est au moins
operation-lte = est au plus
operation-after = est après
operation-before = est avant
operation-afterOrEquals = est après ou égal à
operation-beforeOrEquals = est avant ou égal à
operation-true = est vrai
operation-false = est faux
operation-lengthEquals = a pour longueur
operation-lengthNotEquals = n’a pas pour longueur
operation-lengthGt = est plus long que
operation-lengthLt = est plus court que
operation-lengthGte = est au moins aussi long que
operation-lengthLte = est au plus aussi long que

## Fichiers et dossiers
editor-place-look = Parcourir
editor-place-file = Choisir un fichier
editor-place-folder = Choisir un dossier
editor-place-write = Où écrire le fichier
editor-place-up = Dossier parent
editor-place-home = Votre propre dossier
editor-place-system = Utiliser la fenêtre du système
editor-place-all = Tous les { $pattern } d’ici ({ $count })
editor-place-hidden = Les cachés aussi
editor-place-more = Il y en a plus que ce qui est affiché.
editor-place-empty = Il n’y a rien ici.
editor-place-name = Nom du fichier
editor-place-this = Utiliser ce dossier
editor-place-save = Utiliser ce nom

## Éléments
editor-data-as-table = En tableau
editor-data-as-json = En JSON
editor-data-as-fields = En champs
editor-data-look = Présentation des éléments
editor-data-table = Éléments
editor-data-search = Rechercher des éléments
editor-data-not-found = Aucun élément ne contient cela.
editor-data-files = Fichiers
editor-data-files-count = { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
}
editor-data-empty-text = (vide)
editor-data-present =
    { $count ->
        [one] { $count } élément sur { $total } l’a
       *[other] { $count } éléments sur { $total } l’ont
    }
editor-data-fields-inside = Champs à l’intérieur
editor-data-item = élément { $number }
editor-data-value = La valeur choisie
editor-data-more = { $count } de plus
editor-data-page = { $first } à { $last } sur { $total }
editor-data-before = Éléments précédents
editor-data-after = Éléments suivants
editor-data-origin = D’où cela vient-il ?
editor-data-origin-here = Cela commence ici.
editor-input-none = Aucun élément n’est entré.
editor-input-start = Cette étape démarre le workflow : rien n’y entre.
editor-input-before = Rien n’est encore entré.
editor-input-run = Exécuter jusqu’à « { $step } »
editor-input-which = Quelle entrée
editor-output-none = Aucun élément n’est sorti.
editor-output-before = Cette étape n’a pas encore été exécutée.
editor-output-cut = Cette étape a été interrompue en plein milieu. Elle attend votre décision ci-dessus.
editor-output-discarded = Cette étape a été coupée en plein milieu, et vous avez abandonné l’exécution. On ne sait pas si elle a fait quelque chose.
editor-output-skipped = Vous avez ignoré cette étape après son interruption. Elle n’a pas été relancée : voici les éléments reçus.
editor-output-which = Quelle sortie
editor-iteration = Tour { $number } sur { $total }
editor-iteration-which = Quel tour
editor-attempts = { $count } essais
editor-console = Écrit par le code
editor-stale = Périmé
editor-stale-help = Quelque chose a changé depuis ce résultat.
editor-pin = Épingler la sortie
editor-pinned = Épinglée : utilisée au lieu d’exécuter l’étape
editor-pinned-help = Utilisée au lieu d’exécuter l’étape tant que vous construisez le workflow.
editor-unpin = Désépingler
editor-pin-edit = Modifier la sortie
editor-pin-edit-title = Modifier et épingler la sortie
editor-pin-edit-help = Ce qui est épinglé remplace cette étape pendant que vous construisez le workflow.
editor-pin-cut = Seuls les { $count } premiers éléments ont été épinglés.
editor-pin-first = Seul ce qui sort de la première sortie peut être épinglé.
editor-pin-many = Il y a trop d’éléments pour tous les modifier ici.
editor-pin-large = L’une de ses valeurs est trop grande pour être épinglée.
editor-pin-objects = L’entrée { $number } n’est pas un objet : un élément s’écrit {"{"} … {"}"}.
editor-file-keep = Enregistrer le fichier
editor-file-no-picture = Ce type de fichier ne peut pas être affiché ici.
editor-file-gone = Le fichier n’est plus là.
editor-file-large = Ce fichier est trop grand pour être affiché ici.
editor-file-cut = Ceci est le début de { $size }.
editor-file-broken = Ce fichier ne contient aucune image affichable.
editor-file-page = Page { $page } sur { $pages }
editor-file-page-before = Page précédente
editor-file-page-after = Page suivante

## Exécutions
editor-run-queued = Attend son tour
editor-run-begins = Démarrage…
editor-run-now = « { $step } » s’exécute
editor-run-waits = En attente
editor-run-waits-until = En attente jusqu’à { $time }
editor-run-stopped = Arrêtée par vous
editor-run-discarded = Abandonnée par vous
editor-run-discarded-at = Abandonnée par vous ; « { $step } » avait été coupée en plein milieu
editor-run-skipped = { $count ->
    [one] 1 étape ignorée
   *[other] { $count } étapes ignorées
}
editor-run-needs-review = Attend votre décision dans la boîte de réception
editor-run-failed = L’exécution a échoué
editor-run-failed-at = Arrêtée à « { $step } » : { $why }
editor-deleted = { $count } étapes supprimées
editor-run-ended = { $steps ->
    [one] { $steps } étape exécutée
   *[other] { $steps } étapes exécutées
}, { $count ->
    [0] aucun élément n’est sorti de « { $step } »
    [one] { $count } élément est sorti de « { $step } »
   *[other] { $count } éléments sont sortis de « { $step } »
}
editor-run-wrote = { $count ->
    [one] Fichier écrit : { $name }
   *[other] { $count } fichiers écrits, le dernier : { $name }
}
editor-run-running = En cours
editor-run-last = Dernière exécution { $time }
editor-run-progress =
    { $reached ->
        [one] { $reached } étape sur { $all } · { $time }
       *[other] { $reached } étapes sur { $all } · { $time }
    }
editor-run-open = Ouvrir l’exécution
editor-run-list = Exécutions
editor-run-when = { $time } · { $lasted }
editor-run-workflow = Ouvrir le workflow
editor-panel-steps = Étapes de l’exécution
editor-steps-none = Aucune étape n’a encore été exécutée.
editor-step-again = tour { $number }
editor-state-success = Terminé
editor-state-failed = Échoué
editor-state-running = En cours
editor-state-waiting = En attente
editor-state-canceled = Arrêté
editor-state-skipped = Ignorée par vous
editor-state-needs-review = Dans la boîte de réception
editor-error-item = C’est arrivé à l’élément { $number }.

## Avant une exécution
editor-ask-grants = Autoriser ce workflow ?
editor-ask-grants-help = Il veut utiliser ce qui est indiqué ici. Décochez ce qu’il ne doit pas avoir.
editor-allow-run = Autoriser et exécuter
editor-allow-some = Autoriser ce qui est coché et exécuter
editor-ask-unsafe = Tester « { $step } » ?
editor-ask-unsafe-help = { $count ->
    [one] Cette étape modifie ou envoie quelque chose hors de Millrace, pour { $count } élément.
   *[other] Cette étape modifie ou envoie quelque chose hors de Millrace, pour { $count } éléments.
} Elle est réglée ainsi :
editor-ask-unsafe-run = Exécuter l’étape
editor-ask-input = Il n’y a pas encore de données d’entrée
editor-ask-cut-off = L’exécuter à nouveau ?
editor-ask-cut-off-help = Une exécution de ce workflow a été interrompue et attend votre décision dans la boîte de réception. Une nouvelle exécution peut refaire ce que celle-ci a déjà fait.
editor-ask-cut-off-run = Exécuter quand même
editor-ask-input-help = « { $step } » se teste avec la dernière sortie de « { $before } », qui n’a pas encore été exécutée.
editor-ask-input-run = Exécuter jusqu’à cette étape
editor-grants = Ce qu’il peut faire
editor-grants-none = Il n’a besoin de rien hors de Millrace.
editor-grant-why = Quelle étape veut quoi
editor-want = « { $step } » : { $what }
editor-want-host = Joindre une adresse décidée pendant l’exécution
editor-want-read = Lire des fichiers décidés pendant l’exécution
editor-want-write = Écrire des fichiers décidés pendant l’exécution
editor-want-command = Lancer un programme décidé pendant l’exécution
editor-grant-allow = Autoriser
editor-grant-forbid = Retirer
editor-grant-allowed = autorisé
editor-grant-open = pas encore autorisé

## Problèmes
editor-problems = À vérifier
editor-no-problems = Tout est en ordre.
editor-problem-last-run = La dernière exécution a échoué.
problem-node-id-repeated = Deux étapes ont l’identifiant { $id }.
    .advice = Supprimez l’une d’elles et ajoutez-la de nouveau.
problem-node-name-repeated = Deux étapes s’appellent « { $name } ».
    .advice = Donnez un autre nom à l’une d’elles.
problem-trigger-none = Rien ne démarre ce workflow.
    .advice = Ajoutez une étape qui le démarre, par exemple quand vous appuyez sur Exécuter.
problem-cycle-closed = Les liens de { $names } forment un cercle sans issue.
    .advice = Ajoutez un Si qui sort du cercle, ou utilisez la boucle sur les éléments.
problem-param-missing = « { $label } » est vide.
    .advice = Remplissez ce champ.
problem-expression-node = Une valeur vient de l’étape « { $other } », qui n’existe pas.
    .advice = Choisissez de nouveau la valeur.
problem-expression-unclosed = Une expression est ouverte et jamais fermée.
    .advice = Ajoutez {"}}"} là où elle se termine.
problem-cycle-open = Les liens de { $names } forment un cercle.
    .advice = Veillez à ce qu’une branche en sorte.
problem-trigger-disabled = « { $name } » est désactivé.
    .advice = Activez-la ou supprimez-la.
problem-edge-dangling = Un lien part d’une étape qui n’existe pas, ou y mène.
    .advice = Supprimez le lien.
problem-edge-port = Un lien utilise { $end } { $port } de « { $name } », qui ne l’a pas.
    .advice = Supprimez le lien, ou reliez-le à un port qui existe.
problem-node-unreachable = Rien ne mène à « { $name } » : elle ne s’exécute jamais.
    .advice = Reliez-la ou supprimez-la.
problem-node-placeholder = Millrace ne connaît pas encore ce type d’étape ({ $kind }).
    .advice = Une exécution qui l’atteint s’arrête là. Remplacez-la, ou désactivez-la pour laisser passer les éléments.
problem-node-kind = Cette version de Millrace ne connaît pas le type { $kind }.
    .advice = Mettez Millrace à jour, ou remplacez l’étape.
problem-node-version = La version { $version } de cette étape n’est pas connue.
    .advice = Elle s’exécute en version { $nearest } ; vérifiez ce qu’elle fait.
problem-credential-missing = Il faut un identifiant de connexion ({ $slot }).
    .advice = Choisissez-en un dans l’étape ou créez-le.

## Le workflow lui-même
editor-flow-settings = Comment il s’exécute
editor-flow-zone = Fuseau horaire
editor-flow-zone-help = Pour les dates de ce workflow ; vide pour celui de la machine.
editor-flow-timeout = Limite de temps en secondes
editor-flow-timeout-help = Durée permise d’une exécution ; vide pour aucune limite.
editor-flow-order = Ordre des étapes
editor-flow-order-v1 = Une branche jusqu’au bout, puis la suivante
editor-flow-order-legacy = Toutes les branches de front, comme l’ancien n8n
editor-flow-failure = S’il échoue, exécuter
editor-flow-failure-help = Un workflow qui commence par « Quand un workflow échoue ».
editor-flow-failure-none = Rien

## Versions
editor-versions = Versions
editor-version-help = Le canevas montre ce que la restauration de la version changerait : ce qui revient est marqué +, ce qui disparaîtrait −, ce qui serait réglé autrement ≠.
editor-versions-none = Aucune version n’a encore été gardée. Ctrl+S en garde une.
editor-version-name = Nom de la version
editor-version-keep = Garder cette version
editor-version-kept = Enregistré. Cet état est gardé comme version.
editor-version-number = Version { $number }
editor-version-compare = Comparer
editor-version-end = Retour au brouillon
editor-version-restore = Restaurer
editor-version-restored = La version est maintenant le brouillon. Annuler ramène le brouillon.
editor-diff-added = revient
editor-diff-removed = disparaîtrait
editor-diff-changed = changerait
editor-diff-none = Identique au brouillon
editor-diff-settings = Seuls des réglages du workflow diffèrent
editor-diff-adds = { $count ->
    [one] { $count } étape revient
   *[other] { $count } étapes reviennent
}
editor-diff-removes = { $count ->
    [one] { $count } étape disparaîtrait
   *[other] { $count } étapes disparaîtraient
}
editor-diff-changes = { $count ->
    [one] { $count } étape changerait
   *[other] { $count } étapes changeraient
}
editor-diff-wires = { $count ->
    [one] { $count } lien diffère
   *[other] { $count } liens diffèrent
}

## Liste
editor-outline = Liste
editor-outline-help = Le workflow en liste. Haut et Bas parcourent, avec Maj ils en sélectionnent plusieurs, Espace en ajoute une ou la retire, Entrée ouvre une étape, N en ajoute une après, C la relie, Alt avec Haut ou Bas la déplace, Maj F10 ouvre son menu.
editor-no-webgl = Le plan de travail ne peut pas être dessiné ici, car ce navigateur n’a pas WebGL. La liste fait tout ce que fait le plan de travail.
editor-branch-empty = rien pour l’instant
editor-goes-on = continue avec « { $step } »
editor-connect = Relier…
editor-connect-title = Liens de « { $step } »
editor-connect-none = Elle n’est pas encore reliée.
editor-connect-new = Tracer un lien
editor-connect-from = Depuis sa sortie
editor-connect-to = Vers l’étape
editor-connect-into = Dans son entrée
editor-connect-do = Relier
editor-wire = { $from } → { $to }
editor-earlier = Exécuter plus tôt
editor-later = Exécuter plus tard
editor-cannot-move = Il n’y a pas à côté d’elle une seule étape avec laquelle échanger sa place.
editor-port-in = Entrée
editor-port-out = Sortie
editor-port-model = Modèle
editor-port-tool = Outil
editor-port-memory = Mémoire
editor-port-parser = Analyseur

## Visite
editor-tour = Visite de l’éditeur
editor-tour-place = { $number } sur { $total }
editor-tour-skip = Passer
editor-tour-next = Suivant
editor-tour-end = Commencer
editor-tour-steps = Étapes
editor-tour-steps-help = Tout ce que peut faire un workflow est une étape. Cliquez sur l’une d’elles pour l’ajouter après celle qui est sélectionnée, ou faites-la glisser sur le plan de travail ou sur un lien.
editor-tour-canvas = Plan de travail
editor-tour-canvas-help = Les étapes vont de gauche à droite le long des liens. Tirez du point d’une étape vers la suivante ; lâchez le lien dans le vide pour y ajouter une étape.
editor-tour-inspector = Réglages et données
editor-tour-inspector-help = Ici se règle une étape. Cliquez dans un champ pour y mettre des valeurs d’étapes précédentes. Entrée et Sortie montrent ce qui est entré et ce qui est sorti.
editor-tour-run = Exécuter
editor-tour-run-help = Exécute le workflow et montre ce qui se passe. « Tester cette étape » essaie une seule étape, sur des données déjà là.
editor-tour-saved = Rien n’est perdu
editor-tour-saved-help = Chaque changement est enregistré aussitôt et peut être annulé, même demain. Ctrl+S garde une version nommée.

## Encore une fois
editor-run-again = Relancer avec ces données
editor-run-again-help = Exécute le workflow tel qu’il est maintenant avec les données de départ de cette exécution
editor-try-again = Réessayer à partir d’ici
editor-run-from = Exécuter à partir d’ici avec les dernières données
