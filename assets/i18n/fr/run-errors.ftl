## La fin d’une exécution
run-error-canceled = Elle a été arrêtée avant la fin.
run-error-interrupted = Millrace a été fermé ou interrompu pendant que cela s’exécutait.
    .hint = Vérifiez si l’étape a déjà fait son travail avant de l’exécuter à nouveau.
run-error-discarded = L’exécution a été interrompue, puis abandonnée.
run-error-timeout = Cela a pris trop de temps et a été arrêté.
    .hint = Accordez-lui plus de temps, ou faites-lui traiter moins à la fois.
run-error-journal = Ce que faisait l’exécution n’a pas pu être consigné, elle a donc été arrêtée.
    .hint = Le disque est-il plein, ou le dossier de vos données a-t-il été déplacé ?
run-error-budget-steps = L’exécution a compté trop d’étapes et a été arrêtée.
    .hint = Cherchez une boucle qui ne finit jamais.
run-error-bug = Quelque chose s’est mal passé dans Millrace, pas dans votre workflow.
    .hint = Merci de le signaler, avec le workflow concerné.
run-error-refused = Une action qui n’est pas autorisée devait avoir lieu ici.
run-error-node-missing = Millrace ne connaît pas encore ce type d’étape.
    .hint = Remplacez-la, ou désactivez-la pour laisser passer les éléments.
run-error-workflow-start = Le workflow appelé n’a pas pu être exécuté.
run-error-wait-resume = Cette étape attend un appel de l’extérieur, et Millrace ne reçoit pas encore d’appels.
    .hint = Faites-la plutôt attendre une durée donnée.
run-error-stopped = { $message }
run-error-item-failed = Le premier élément signale une erreur : { $message }

## Valeurs et éléments
run-error-param-invalid = Un champ de cette étape a une valeur inutilisable.
    .hint = Ouvrez l’étape et corrigez le champ signalé.
run-error-data-invalid = Les éléments ou fichiers reçus par cette étape ne sont pas tels qu’il les lui faut.
    .hint = Comparez ce qui entre dans l’étape avec ce que demandent ses champs.
run-error-condition-type = Une condition compare une valeur du mauvais type.
    .hint = Comparez avec un autre type, ou transformez d’abord la valeur.
run-error-date-invalid = Une valeur ne peut pas servir de date.
    .hint = Écrivez-la comme 2024-05-01T13:30:00, ou indiquez dans l’étape comment elle est écrite.
run-error-regex = Le motif de recherche (une expression régulière) de cette étape est inutilisable.
    .hint = Cherchez des fautes dans le motif, ou choisissez-en un plus simple.
run-error-expression = Une expression de cette étape ne donne aucune valeur.
    .hint = Choisissez de nouveau la valeur dans le champ signalé.
run-error-expression-timeout = Une expression de cette étape a pris trop de temps et a été arrêtée.
    .hint = Simplifiez-la, ou laissez entrer moins d’éléments à la fois.
run-error-expression-memory = Une expression de cette étape demandait trop de mémoire et a été arrêtée.
    .hint = Simplifiez-la, ou laissez entrer moins d’éléments à la fois.
run-error-code = Le code de cette étape a échoué.
    .hint = Regardez la ligne indiquée, ou demandez à qui a écrit le code.
run-error-code-syntax = Le code de cette étape est mal écrit et ne peut pas s’exécuter.
    .hint = Regardez la ligne indiquée, ou demandez à qui a écrit le code.
run-error-memory = Le code de cette étape demandait trop de mémoire et a été arrêté.
    .hint = Laissez entrer moins d’éléments à la fois.
run-error-sql = La requête de cette étape ne peut pas s’exécuter.
    .hint = Vérifiez comment elle est écrite et combien de lignes elle donne.

## Fichiers et commandes
run-error-file-missing = Ce fichier n’existe pas.
    .hint = Vérifiez le chemin dans l’étape. Le fichier a-t-il été déplacé ou renommé ?
run-error-file-denied = Le système ne permet pas d’utiliser ce fichier.
    .hint = Vérifiez les droits du fichier, et si un lien mène hors du dossier autorisé.
run-error-file-full = Le disque est plein : le fichier n’a pas pu être écrit.
    .hint = Libérez de l’espace sur le disque, puis relancez le workflow.
run-error-file-failed = Le fichier n’a pas pu être lu ou écrit.
    .hint = Est-ce bien un fichier et non un dossier, son disque est-il là, et aucun autre programme ne l’utilise-t-il ?
run-error-file-path = Le chemin du fichier est vide ou endommagé.
    .hint = Choisissez de nouveau le fichier dans l’étape.
run-error-binary-missing = Le fichier dont cette étape a besoin n’est pas là.
    .hint = Vérifiez son nom dans l’étape, et exécutez à nouveau l’étape qui lit ou crée le fichier.
run-error-binary-unknown = L’élément n’indique pas correctement son fichier.
    .hint = Exécutez à nouveau l’étape qui lit ou crée le fichier.
run-error-binary-failed = Un fichier n’a pas pu être conservé ou lu.
    .hint = Le disque est-il plein, ou le dossier de vos données a-t-il été déplacé ?
run-error-binary-damaged = Un fichier conservé est endommagé.
    .hint = Exécutez à nouveau l’étape qui lit ou crée le fichier.
run-error-command-failed = La commande a échoué.

## Services et adresses
run-error-http-status = Le service n’a pas fait ce qui lui était demandé : il a répondu avec le statut { $status }.
    .hint = { $status ->
        [400] Quelque chose dans la requête n’est pas comme il l’attend. Comparez les champs avec sa documentation.
        [401] L’identifiant manque ou n’est pas accepté.
        [403] L’identifiant ne permet pas cela.
        [404] Il n’y a rien à cette adresse. Cherchez-y des fautes.
        [405] Choisissez une autre méthode.
        [408] Cela a pris trop de temps. Réessayez plus tard.
        [413] Ce qui a été envoyé est trop volumineux.
        [422] Quelque chose dans la requête n’est pas comme il l’attend. Comparez les champs avec sa documentation.
        [429] Trop de requêtes en peu de temps. Envoyez-les par lots avec une pause, ou réessayez plus tard.
        [500] Le problème est de l’autre côté. Réessayez plus tard.
        [502] Le problème est de l’autre côté. Réessayez plus tard.
        [503] Le problème est de l’autre côté. Réessayez plus tard.
        [504] Cela a pris trop de temps. Réessayez plus tard.
       *[other] Ce qu’il en dit se trouve dans les détails.
    }
run-error-http-dns = Aucun serveur n’a été trouvé à cette adresse.
    .hint = Cherchez des fautes dans l’adresse. Cet ordinateur est-il en ligne ?
run-error-http-connect = Le serveur est injoignable.
    .hint = Cherchez des fautes dans l’adresse. Cet ordinateur est-il en ligne, et le service fonctionne-t-il ?
run-error-http-tls = Aucune connexion sécurisée avec le serveur n’a pu s’établir.
    .hint = Cherchez des fautes dans l’adresse, et vérifiez que l’horloge de cet ordinateur est à l’heure. Sinon, demandez à qui gère le service.
run-error-http-timeout = Le serveur n’a pas répondu à temps.
    .hint = Réessayez plus tard, ou accordez-lui plus de temps dans les options de l’étape.
run-error-http-too_large = La réponse du serveur est trop volumineuse.
    .hint = Demandez moins à la fois.
run-error-http-redirect_loop = Le serveur redirige sans fin vers d’autres adresses.
    .hint = Cherchez des fautes dans l’adresse.
run-error-http-protocol = La réponse du serveur n’a pas pu être comprise.
    .hint = Cherchez des fautes dans l’adresse, ou réessayez plus tard.
run-error-http-io = Un fichier à envoyer ou à recevoir n’a pas pu être lu ou écrit.
    .hint = Le disque est-il plein ?
run-error-http-refused_scheme = Ce type d’adresse ne peut pas être interrogé.
    .hint = L’adresse doit commencer par https:// ou http://.
run-error-http-invalid_url = Ce n’est pas une adresse correcte.
    .hint = Elle commence par https:// ou http:// et n’a pas d’espaces.
run-error-http-invalid_request = La requête ne peut pas être envoyée ainsi.
    .hint = Vérifiez la méthode, les en-têtes et le corps dans l’étape.
run-error-http-body = La réponse n’est pas du JSON valide.
    .hint = Réglez le format de la réponse sur le texte pour la recevoir telle quelle.
run-error-http-pages = La même réponse est revenue plusieurs fois, aucune autre page n’a donc été demandée.
    .hint = Vérifiez quand les pages se terminent, et que quelque chose change d’une page à l’autre.
run-error-graphql = Le service n’a pas pu répondre à la requête.
run-error-feed-invalid = Cette adresse ne mène à aucun flux.
    .hint = Cherchez sur le site web l’adresse de son flux.

## Identifiants
run-error-credential-missing = L’identifiant pour cette étape n’est pas là.
    .hint = Choisissez-en un dans l’étape ou créez-le.
run-error-credential-refused = Ce workflow n’a pas reçu l’identifiant qu’il demande.
    .hint = Choisissez-le dans l’étape qui doit l’utiliser.
run-error-credential-kind = L’identifiant choisi est d’un type qui ne convient pas ici.
    .hint = Choisissez dans l’étape un identifiant qui convient.
run-error-credential-expired = L’identifiant choisi a expiré.
    .hint = Remplacez son secret et sa date, ou choisissez-en un autre dans l’étape.
run-error-credential-host = L’identifiant ne peut pas être envoyé à cet hôte.
    .hint = Rien n’a été envoyé. Ajoutez l’hôte aux hôtes autorisés de l’identifiant s’il appartient au même service.
run-error-credential-invalid = L’identifiant choisi est inutilisable.
    .hint = Saisissez de nouveau ses données, ou choisissez-en un autre dans l’étape.
run-error-credential-incomplete = Il manque à l’identifiant choisi quelque chose dont cette étape a besoin.
    .hint = Ouvrez l’identifiant et complétez-le.
run-error-vault-locked = Vos identifiants sont verrouillés sur cet ordinateur.
    .hint = Déverrouillez-les avec le code de récupération ou la phrase secrète.
run-error-vault-setBack = Les identifiants ont été ramenés à un état antérieur, pas par Millrace.
    .hint = Rien n’a été envoyé. Si c’était vous, déverrouillez-les avec le code de récupération ; sinon, restaurez une sauvegarde.
run-error-vault-damaged = Ce qui est enregistré de l’identifiant a été modifié par autre chose.
    .hint = Rien n’a été envoyé. Saisissez de nouveau le secret, ou restaurez une sauvegarde.
run-error-vault-keyFile = Le fichier de clé qui ouvre vos identifiants est inutilisable.
    .hint = Rien n’a été envoyé. Vérifiez si le fichier est toujours à sa place.
run-error-vault-wrongKey = La clé n’ouvre pas vos identifiants.
    .hint = Rien n’a été envoyé. Déverrouillez-les avec le code de récupération.
run-error-vault-name = Ce qui est enregistré de l’identifiant est illisible.
    .hint = Rien n’a été envoyé. Saisissez de nouveau le secret, ou restaurez une sauvegarde.
run-error-vault-system = Le système ne laisse pas Millrace ouvrir vos identifiants.
    .hint = Rien n’a été envoyé. Fermez d’autres programmes, ou redémarrez Millrace.

## Signatures et jetons
run-error-crypto-algorithm = Millrace ne connaît pas ce type de hachage.
    .hint = Choisissez-en un autre dans l’étape.
run-error-crypto-key = La clé ne peut pas servir à cela.
    .hint = Vérifiez qu’elle a été copiée en entier et qu’elle convient à ce qui est choisi dans l’étape.
run-error-crypto-sign = Le texte ne peut pas être signé avec cette clé.
    .hint = Choisissez une autre clé.
run-error-jwt-invalid = Le jeton n’est pas authentique, ou il a été modifié.
    .hint = Comparez l’identifiant et l’algorithme avec ceux qui ont servi à le signer.
run-error-jwt-early = Le jeton n’est pas encore valable.
    .hint = Vérifiez que l’horloge de cet ordinateur est à l’heure, ou attendez qu’il soit valable.
run-error-jwt-expired = Le jeton a expiré.
    .hint = Procurez-vous-en un nouveau.

## Vos données
run-error-store-missing = Ce que cherche cette étape n’est pas enregistré ici.
    .hint = Vérifiez le nom dans l’étape. A-t-il été changé ou supprimé ?
run-error-store-invalid = Ce qui est enregistré ne peut pas être utilisé ainsi.
    .hint = Comparez les champs de l’étape avec la table.
run-error-store-damaged = Ce qui en est enregistré est endommagé et illisible.
    .hint = Rien n’a été modifié. Une sauvegarde l’a peut-être intact.
run-error-store-full = Le disque est plein : rien ne peut être modifié.
    .hint = Libérez de l’espace sur le disque, puis relancez le workflow.
run-error-store-disk = Le disque est défaillant : rien ne peut être modifié tant qu’il ne fonctionne pas.
    .hint = Vérifiez s’il est branché, puis relancez le workflow.
run-error-store-readOnly = Millrace ne peut pas écrire dans vos données.
    .hint = Autorisez-le à écrire dans son dossier.
run-error-store-busy = Un autre programme écrit dans vos données.
    .hint = Réessayez dans un instant.
run-error-store-gone = Vos données sont inaccessibles.
    .hint = Un disque manque-t-il, ou le dossier a-t-il été déplacé ?
run-error-store-failed = Vos données n’ont pas pu être lues ou écrites.
    .hint = Le disque est-il plein, ou le dossier a-t-il été déplacé ?
run-error-store-folder = Le dossier de vos données est inutilisable.
    .hint = Un disque manque-t-il, ou le dossier a-t-il été déplacé ?
run-error-store-inUse = Un autre Millrace utilise vos données.
    .hint = Fermez-le, puis réessayez.
run-error-store-newer = Vos données ont été écrites par une version plus récente de Millrace.
    .hint = Rien n’a été modifié. Réinstallez la version plus récente.
run-error-store-foreign = Ce que contient le dossier de vos données n’est pas une base de données de Millrace.
    .hint = Rien n’a été modifié. Restaurez une sauvegarde.
run-error-store-emptied = Vos données ont été vidées par autre chose.
    .hint = Restaurez une sauvegarde dans les réglages.
run-error-store-network = Le dossier de vos données est sur un lecteur réseau, où elles ne sont pas en sécurité.
    .hint = Choisissez un dossier de cet ordinateur.
run-error-store-sqlite = Cette version de Millrace contient une base de données trop ancienne.
    .hint = Réinstallez Millrace.

## Essais d’un workflow
run-error-debug-error = { $message }
run-error-debug-node = { $message }
run-error-debug-service = { $message }
run-error-debug-memory = Il ne restait plus de mémoire, comme cette étape devait l’essayer.
