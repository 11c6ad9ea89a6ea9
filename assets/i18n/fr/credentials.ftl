# Les identifiants de connexion, le coffre qui les garde et le journal.

credentials = Identifiants
search-credentials = Rechercher des identifiants
credentials-count =
    { $count ->
        [one] { $count } identifiant
       *[other] { $count } identifiants
    }
credentials-empty = Aucun identifiant pour l’instant
credentials-empty-help = Une clé, un jeton ou un nom avec son mot de passe : scellés sur cet ordinateur et envoyés seulement là où vous le permettez.
credentials-in-trash =
    { $count ->
        [one] Il y en a un dans la corbeille ; il peut être restauré.
       *[other] Il y en a { $count } dans la corbeille ; ils peuvent être restaurés.
    }
credentials-open-trash = Ouvrir la corbeille
credentials-trash-help = Les identifiants que vous supprimez attendent ici jusqu’à leur suppression définitive. D’ici là, aucune étape ne peut les utiliser.

credential-new = Nouvel identifiant
credential-new-here = Nouvel identifiant…
credential-edit = Modifier l’identifiant
credential-kind = Type
credential-hosts = Hôtes autorisés
credential-uses = Utilisé par
credential-state = État
credential-last-used = Dernière utilisation
credential-never = Jamais
credential-nowhere = Nulle part encore
credential-any-host = Tout hôte
credential-expired = Expiré
credential-emptied = Secret manquant
credential-expires-soon = Expire le { $day }
credential-rotate = Remplacez le secret
credential-verified = Test réussi
credential-refused = Refusé lors du test

## The dialog
credential-choose-kind = Que vous donne le service pour vous connecter ?
credential-no-kind = Aucun type d’identifiant ne convient encore ici.
credential-other-kind = Autre type
credential-name-help = Vous seul le voyez : c’est ainsi que vous retrouvez l’identifiant dans une étape.
credential-name-example = Boutique, lecture seule
credential-stored = Une valeur est enregistrée. Elle n’est plus jamais affichée.
credential-replace = Remplacer
credential-keep-stored = Garder celle qui est enregistrée
credential-hosts-help = Il est envoyé à ces hôtes et à aucun autre, quoi que dise un workflow. *.example.com désigne tous ceux qui sont en dessous, * n’importe lequel.
credential-host = Hôte { $number }
credential-host-add = Ajouter un hôte
credential-host-remove = Retirer l’hôte { $host }
credential-more = Environnement, étiquettes, expiration
credential-about-environment = Environnement
credential-about-environment-help = Ce à quoi il sert, par exemple production ou test.
credential-about-tags = Étiquettes
credential-about-tags-help = Plusieurs, séparées par des virgules.
credential-about-expires = Valable jusqu’au
credential-about-expires-help = Le dernier jour. Un rappel arrive une semaine avant ; ensuite il est refusé.
credential-about-rotate = Rappeler de le remplacer après (jours)
credential-about-rotate-help = Comptés depuis le dernier remplacement du secret. Ce n’est qu’un rappel.
credential-used-by = Utilisé par
credential-not-chosen = Aucun workflow ne l’utilise encore
credential-used-here = L’étape d’où vous venez l’utilise
credential-never-used = Aucune exécution ne l’a utilisé.
credential-used-at = Dernière utilisation : { $time }.
credential-replaced-at = Secret du { $time }.
credential-first = C’est votre premier identifiant. Vous recevez avec lui un code de récupération : conservez-le, il ouvre vos identifiants si le trousseau de cet ordinateur est perdu.
credential-saved = « { $name } » est enregistré.
credential-missing-name = Donnez-lui un nom.
credential-missing-field = « { $field } » manque.
credential-missing-hosts = Indiquez à quels hôtes il peut être envoyé.
credential-bad-host = L’un d’eux n’est pas un hôte. Écrivez-le comme api.example.com, localhost:8080 ou *.example.com.
credential-bad-days = Un nombre de jours, par exemple 90.
credential-bad-day = Ce n’est pas un jour.
credential-bad-address = Ce n’est pas une adresse. Elle commence par https:// ou http://.
credential-choice-header = Un en-tête
credential-choice-query = L’adresse, après le point d’interrogation
credential-choice-passphrase = Un secret partagé
credential-choice-pemKey = Une paire de clés

## Where to find what belongs into it
credential-where-apiKey = Elle se trouve dans les réglages du service, le plus souvent sous « API » ou « Développeurs ».
credential-where-httpBearerAuth = Vous le créez dans les réglages du service, le plus souvent sous « Jetons d’accès ». Il n’est souvent affiché qu’une fois.
credential-where-httpBasicAuth = Le nom et le mot de passe de votre compte ; certains services veulent plutôt un mot de passe d’application.
credential-where-httpDigestAuth = Le nom et le mot de passe de votre compte ; caméras et routeurs les demandent souvent ainsi.
credential-where-httpHeaderAuth = La documentation du service nomme l’en-tête, par exemple X-API-Key ; ses réglages montrent le secret.
credential-where-httpQueryAuth = La documentation du service nomme la partie de l’adresse, par exemple api_key ; ses réglages montrent le secret.
credential-where-httpCustomAuth = Quand un seul en-tête ne suffit pas. Partez des exemples de la documentation du service.
credential-where-jwtAuth = Le secret ou les clés convenus avec l’autre partie.
credential-where-totpApi = En activant la connexion à deux facteurs, choisissez « Impossible de scanner l’image » : le secret s’affiche alors.
credential-where-crypto = Le secret ou la clé convenus avec l’autre partie.

## The test
credential-test = Enregistrer et tester
credential-try = Tester
credential-test-address = Adresse à interroger pour le test
credential-test-help = Une adresse qui exige d’être connecté. Laissée vide, le premier hôte est interrogé.
credential-tested-accepted = { $host } a accepté « { $name } » (statut { $status }).
credential-tested-answered = { $host } a répondu (statut { $status }), mais sa page d’accueil n’a peut-être pas besoin de « { $name } ». Pour en être sûr, indiquez une adresse qui en a besoin.
credential-tested-refused = { $host } n’a pas accepté « { $name } » (statut { $status }).
credential-tested-unclear = { $host } a répondu avec le statut { $status }, ce qui ne dit rien de « { $name } ». Essayez une adresse qui en a besoin.
credential-tested-unreachable = L’hôte n’a pas pu être interrogé. { $message }
credential-tested-nothingToAsk = Il n’y a personne à interroger : il n’est envoyé nulle part de lui-même, ou ses hôtes n’en nomment aucun en particulier.
credential-last-good = Le dernier test a réussi : { $time }.
credential-last-bad = Refusé lors du dernier test : { $time }.
credential-leave-title = Abandonner votre saisie ?
credential-leave-help = Le secret que vous avez saisi n’est pas encore enregistré. Il sera perdu à la fermeture.
credential-leave = Abandonner
credential-leave-not = Continuer la saisie

## Delete and restore
credential-to-trash = Supprimer
credential-trash-title = Supprimer « { $name } » ?
credential-trash-unused = Aucun workflow ne l’utilise. Il va à la corbeille et peut être restauré.
credential-trash-used =
    { $count ->
        [one] { $names } l’utilise et ne le pourra plus jusqu’à ce que vous le restauriez. Il va à la corbeille.
       *[other] { $count } workflows l’utilisent et ne le pourront plus jusqu’à ce que vous le restauriez : { $names }. Il va à la corbeille.
    }
credential-trashed = « { $name } » est dans la corbeille.
credential-erase-title = Supprimer « { $name } » définitivement ?
credential-erase-help = Son secret disparaît. C’est irréversible.
credential-erased = « { $name } » est supprimé.

## In a step, and after an import
credential-slot = Identifiant
credential-was-named = Là d’où vient le workflow, il s’appelle « { $name } ». Choisissez le vôtre ou créez-le.
credential-in-trash = « { $name } » est dans la corbeille. L’étape ne peut pas l’utiliser.
credential-gone = « { $name } » n’est plus là. Choisissez-en un autre.
credential-unfit = « { $name } » ({ $kind }) ne convient pas ici. Choisissez-en un autre.
credential-expired-name = « { $name } » a expiré. Remplacez son secret et choisissez une date plus tardive, ou choisissez-en un autre.
credential-for-steps = pour { $steps }
import-credentials =
    { $count ->
        [one] Choisir { $count } identifiant
       *[other] Choisir { $count } identifiants
    }
import-credentials-help = Un fichier n’apporte pas de mots de passe. Choisissez les vôtres maintenant, ou plus tard dans les étapes.

## The recovery code
recovery-title = Votre code de récupération
recovery-code = Code de récupération
recovery-help = Conservez ce code maintenant : il n’est affiché que cette fois. Vos identifiants sont scellés, et le trousseau de cet ordinateur les ouvre. S’il est perdu, si vous réinstallez ou si vous restaurez une sauvegarde, ce code les rouvre. Sans lui personne ne le peut, ni nous ni vous.
recovery-alone = Conservez ce code maintenant : il n’est affiché que cette fois. Vos identifiants sont scellés, et cet ordinateur n’a pas de trousseau qui les ouvre : après chaque démarrage, vous les déverrouillez avec ce code ou avec une phrase secrète définie dans les réglages. Sans lui personne ne le peut, ni nous ni vous.
recovery-where = Imprimez-le ou enregistrez-le là où vous gardez ce qui compte : pas seulement sur cet ordinateur. Qui l’a avec vos données peut lire vos identifiants.
recovery-copy = Copier
recovery-copied = Copié. Collez-le là où vous le gardez, puis copiez autre chose.
recovery-save = Enregistrer dans un fichier
recovery-print = Imprimer
recovery-missed = Votre code de récupération n’a pas été conservé : Millrace s’est arrêté pendant qu’il était affiché. Sans lui, personne n’ouvre vos identifiants si cet ordinateur ne le fait pas.
recovery-kept = Je l’ai conservé
recovery-file = Code de récupération de Millrace : { $code } – Il ouvre vos identifiants si le trousseau de votre ordinateur ne le fait pas. Qui l’a avec vos données peut les lire.
recovery-code-help = Huit groupes de lettres et de chiffres. Les majuscules, les espaces et les tirets n’ont pas d’importance.
recovery-code-old = Ce code de récupération n’ouvre rien ici. Celui qui ouvre a été créé le { $time } : cherchez un code plus récent.

## The vault
settings-vault = Coffre
settings-vault-help = Vos identifiants sont scellés sur cet ordinateur. Vous indiquez ici ce qui les ouvre.
vault-none = Il n’y a pas encore d’identifiants. Le coffre est créé avec le premier.
vault-locked = Vos identifiants sont verrouillés
vault-locked-help = Rien n’est perdu. Les étapes qui ont besoin d’un identifiant ne peuvent pas s’exécuter tant que vous ne les déverrouillez pas.
vault-locked-lost = Vous n’avez plus ni le code ni de phrase secrète ? Alors personne ne peut ouvrir les secrets, et ils sont à saisir de nouveau ; des identifiants exportés s’importent ensuite avec leur propre phrase.
vault-locked-unkept = Le code de récupération était à l’écran quand Millrace s’est arrêté, et personne n’a dit l’avoir gardé.
vault-anew = Commencer avec des identifiants vides…
vault-anew-title = Renoncer aux secrets ?
vault-anew-help = Seulement si vous n’avez ni le code de récupération ni la phrase secrète : personne ne peut alors ouvrir ce qui est scellé. Vos identifiants gardent leurs noms, hôtes et workflows ; chaque secret est à saisir de nouveau. Vous recevez un nouveau code de récupération. Ce qui est là maintenant est gardé comme sauvegarde.
vault-anew-yes = Commencer avec des vides
vault-why-absent = Cet ordinateur n’a pas de trousseau que Millrace puisse utiliser.
vault-why-locked = Le trousseau de cet ordinateur est verrouillé.
vault-why-empty = Le trousseau de cet ordinateur ne les connaît pas : il a été vidé, ou ils viennent d’un autre ordinateur ou d’une sauvegarde.
vault-why-foreign = Le trousseau de cet ordinateur a la clé d’autres identifiants, pas de ceux-ci.
vault-why-refused = Le trousseau de cet ordinateur n’a pas donné la clé.
vault-why-setBack = Ils ont été ramenés à un état antérieur, et pas par Millrace : une copie plus ancienne a pris la place de la base de données. Si c’était vous, confirmez-le avec le code de récupération ou la phrase secrète ; sinon, restaurez une sauvegarde.
vault-means = Déverrouiller avec
vault-passphrase = Phrase secrète
vault-passphrase-again = Encore une fois
vault-passphrase-differs = Les deux ne sont pas identiques.
vault-passphrase-least = { $count } caractères ou plus ; le mieux est plusieurs mots.
vault-unlock = Déverrouiller
vault-unlock-run = Déverrouiller et continuer
vault-unlocked = Vos identifiants sont déverrouillés.
vault-ask-keychain = Interroger de nouveau le trousseau
vault-damaged = Vos identifiants ne peuvent pas être lus
vault-damaged-help = Ce qui est enregistré du coffre a été modifié par autre chose, ou est abîmé. Tant que c’est le cas, rien n’est utilisé, et rien n’a été supprimé.
vault-damaged-backup = Restaurez une sauvegarde antérieure du dossier de données, si vous en avez une.
vault-damaged-import = Ou commencez ici avec des identifiants vides, et importez ceux que vous avez exportés.
vault-damaged-anew = Ou saisissez-y de nouveau les secrets, avec de nouveaux venant des services.
vault-opened-by = Ce qui l’ouvre
vault-slot-keychain = Le trousseau de cet ordinateur
vault-slot-recovery = Le code de récupération
vault-slot-passphrase = La phrase secrète
vault-slot-keyFile = Un fichier de clé
vault-slot-since = depuis { $time }
vault-remember = Mémoriser sur cet ordinateur
vault-remember-help = Le trousseau de l’ordinateur l’ouvre sans vous demander. Désactivé, vous le déverrouillez après chaque démarrage.
vault-recovery = Nouveau code de récupération
vault-recovery-help = Si l’ancien a été perdu ou si quelqu’un l’a vu.
vault-recovery-do = En créer un nouveau
vault-recovery-ask = L’ancien code n’ouvrira plus rien. Le nouveau est affiché une seule fois.
vault-set-passphrase = Définir une phrase secrète
vault-set-passphrase-help = Une autre façon de l’ouvrir, avec des mots que vous seul connaissez.
vault-set-passphrase-do = Définir
vault-change-passphrase = Changer la phrase secrète
vault-change-passphrase-help = L’ancienne n’ouvrira plus rien.
vault-change-passphrase-do = Changer
vault-remove-passphrase = Retirer la phrase secrète
vault-remove-passphrase-help = Le code de récupération l’ouvre toujours.
vault-remove-passphrase-do = Retirer
vault-remove-passphrase-ask = Elle n’ouvrira plus rien. Avez-vous votre code de récupération sous la main ?
vault-lock = Verrouiller maintenant
vault-lock-help = Aucune étape ne peut utiliser d’identifiant jusqu’à ce que vous les déverrouilliez.
vault-lock-do = Verrouiller
vault-rotate = Nouvelle clé
vault-rotate-help = Tout est scellé de nouveau. À faire si quelqu’un a pu voir la clé ou copier vos données.
vault-rotate-do = Créer une nouvelle clé
vault-rotate-ask = Tout est scellé de nouveau avec une nouvelle clé. Indiquez ce que vous voulez continuer d’utiliser : ce que vous laissez vide n’ouvrira plus le coffre.
vault-rotate-code = Indiquez-le et il reste le même. Laissez vide et vous en recevez un nouveau.
vault-rotate-code-needed = Indiquez-le : rien d’autre n’ouvre vos identifiants, et un nouveau pourrait se perdre en chemin. Ensuite, vous pourrez en créer un nouveau.
vault-rotate-passphrase = Indiquée, elle reste. Laissée vide, elle n’ouvre plus rien.
vault-rotated = Tout est scellé avec une nouvelle clé.
vault-export = Exporter
vault-export-help = Tous les identifiants dans un fichier qu’ouvre une phrase secrète, pour un autre ordinateur.
vault-export-do = Exporter
vault-export-ask = Tous les identifiants sont écrits dans un fichier scellé. Qui a le fichier a besoin de cette phrase ; elle ne peut pas être récupérée.
vault-exported =
    { $count ->
        [one] { $count } identifiant est exporté.
       *[other] { $count } identifiants sont exportés.
    }
vault-import = Importer
vault-import-help = Les identifiants d’un tel fichier. Aucun des vôtres n’est remplacé.
vault-import-do = Importer
vault-import-ask = Un fichier exporté par Millrace, ou un export plus ancien. Son contenu s’ajoute à ce que vous avez.
vault-import-file = Choisir un fichier
vault-import-passphrase = Celle avec laquelle le fichier a été exporté.
vault-imported =
    { $count ->
        [0] Aucun identifiant n’a été ajouté.
        [one] { $count } identifiant a été ajouté.
       *[other] { $count } identifiants ont été ajoutés.
    }
vault-import-skipped = Laissés de côté, car leur type est inconnu ici ou ils sont illisibles : { $names }.

## The audit log
settings-audit = Journal
settings-audit-help = Ce qui a été fait des identifiants, du coffre, des autorisations et des sauvegardes. Des lignes ne font que s’ajouter, et cela se voit si l’une est modifiée ou manque.
audit-empty = Rien pour l’instant.
audit-when = Quand
audit-what = Quoi
audit-who = Qui
audit-from = D’où
audit-person = Une personne
audit-workflow = Un workflow
audit-count =
    { $count ->
        [one] { $count } ligne
       *[other] { $count } lignes
    }
audit-older = Afficher les plus anciennes
audit-export = Exporter en JSON Lines
audit-whole = Le journal est intact : chaque ligne correspond à la précédente.
audit-broken = Quelqu’un a modifié ce journal : la ligne { $line } ne correspond pas à la précédente.
audit-did-credential-create = Identifiant créé
audit-did-credential-change = Identifiant modifié
audit-did-credential-delete = Identifiant mis à la corbeille
audit-did-credential-restore = Identifiant restauré
audit-did-credential-erase = Identifiant supprimé définitivement
audit-did-credential-test = Identifiant testé
audit-did-credential-use = Identifiant utilisé
audit-did-credential-grant = Identifiant donné à un workflow
audit-did-credential-export = Identifiant exporté
audit-did-credential-import = Identifiant importé
audit-did-vault-create = Coffre créé
audit-did-vault-unlock = Coffre déverrouillé
audit-did-vault-unlockFailed = Coffre non déverrouillé
audit-did-vault-lock = Coffre verrouillé
audit-did-vault-recovery = Nouveau code de récupération
audit-did-vault-passphrase = Phrase secrète du coffre
audit-did-vault-remember = Mémorisé par le trousseau
audit-did-vault-rotate = Nouvelle clé
audit-did-vault-setBack = État antérieur accepté
audit-did-vault-beginAnew = Coffre recommencé, secrets abandonnés
audit-did-vault-keyFile = Fichier de clé créé
audit-did-grant-set = Autorisations modifiées
audit-did-credential-open = Identifiant consulté
audit-did-backup-restore = Sauvegarde restaurée
audit-did-database-begin = Recommencé à neuf
audit-did-database-accept = Poursuivi sans ce qui manquait
audit-did-workflow-create = Workflow créé
audit-did-workflow-change = Version d’un workflow conservée
audit-did-workflow-export = Workflow exporté
audit-did-workflow-delete = Workflow mis à la corbeille
audit-did-workflow-restore = Workflow restauré
audit-did-workflow-erase = Workflow supprimé définitivement
audit-did-audit-export = Journal exporté
audit-did-audit-left = Des lignes de ce journal sont restées dans une base de données remplacée
audit-did-session-open = Connexion
audit-did-session-refuse = Connexion refusée
audit-more-vault-wrongKey = ne convient pas
audit-more-vault-code = mal saisi
audit-more-set = définie
audit-more-removed = retirée
audit-more-on = activé
audit-more-off = désactivé
audit-origin-window = Fenêtre
audit-origin-browser = Navigateur
audit-origin-command-line = Ligne de commande
audit-origin-run = Exécution

## What went wrong
error-vault-locked = Vos identifiants sont verrouillés sur cet ordinateur.
    .hint = Déverrouillez-les avec le code de récupération ou la phrase secrète.
error-vault-wrongKey = Cela n’ouvre pas vos identifiants.
    .hint = Rien n’a été modifié. Le code de récupération les ouvre, quoi que vous ayez perdu d’autre.
error-vault-code = { $group ->
    [0] Un code de récupération compte 40 lettres et chiffres ; celui-ci en compte { $count }.
   *[other] Le groupe { $group } de ce code de récupération est mal saisi.
 }
    .hint = Comparez-le avec celui que vous avez conservé ; majuscules, espaces et tirets n’ont pas d’importance.
error-vault-damaged = Ce qui en est enregistré a été modifié par autre chose.
    .hint = Ce n’est pas utilisé. Saisissez de nouveau le secret, ou restaurez une sauvegarde.
error-vault-refused = Le coffre ne peut pas le faire. { $message }
    .hint = Rien n’a été modifié.
error-credential-invalid = L’identifiant ne peut pas être enregistré ainsi. { $message }
error-credential-expired = L’identifiant « { $name } » a expiré.
error-credential-expiresSoon = L’identifiant « { $name } » expire d’ici une semaine.
error-credential-rotate = Le secret de « { $name } » est à remplacer.
