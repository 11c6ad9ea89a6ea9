drop-title = Déposez pour importer
drop-help = Workflows de Millrace et de n8n. Rien n’est exécuté.
import-title = Importer des workflows
import-help = Workflows de Millrace ou de n8n. Importer n’exécute rien : vous voyez d’abord ce qu’ils contiennent et ce qu’ils demandent.
import-files = Choisir des fichiers
import-files-help = Un ou plusieurs fichiers .json
import-folder = Choisir un dossier
import-folder-help = Tous les workflows qu’il contient
import-paste = Ou coller un workflow
import-paste-help = Des étapes copiées dans n8n peuvent aussi être collées ici.
import-no-files = Aucun fichier de workflow n’a été trouvé là.
import-too-many = Seuls les { $count } premiers fichiers ont été lus. Déposez les autres dossiers séparément.
import-reading =
    { $count ->
        [0] Lecture du dossier…
        [one] Lecture de { $count } fichier…
       *[other] Lecture de { $count } fichiers…
    }
import-again = Choisir d’autres fichiers
import-more = Importer encore
import-done =
    { $count ->
        [one] Un workflow est maintenant ici.
       *[other] { $count } workflows sont maintenant ici.
    }
import-done-some = Importés : { $count }. Non importés : { $failed }.
import-nothing-ran = Rien n’a été exécuté.
fit-native =
    { $count ->
        [one] { $count } étape telle quelle
       *[other] { $count } étapes telles quelles
    }
fit-approximated =
    { $count ->
        [one] { $count } étape presque identique
       *[other] { $count } étapes presque identiques
    }
fit-missing =
    { $count ->
        [one] { $count } étape manquante
       *[other] { $count } étapes manquantes
    }
import-wants = Il demandera ceci à l’exécution :
import-remarks =
    { $count ->
        [one] { $count } chose à savoir
       *[other] { $count } choses à savoir
    }
import-wire-dropped = Le lien de « { $from } » vers « { $to } » a été omis : { $why }.
import-secret = « { $node } » contient un mot de passe ou une clé en clair (champ { $field }).
remark-kind-missing = Millrace ne connaît pas encore cette étape. Elle est gardée telle quelle ; une exécution qui l’atteint s’y arrête.
remark-version = La version { $found } n’est pas connue ; elle est exécutée comme version { $used }.
remark-operation = { $field } « { $value } » n’est pas connu.
remark-choice = « { $field } » vaut « { $value } », qui n’est pas un des choix connus.
remark-option = L’option « { $field } » n’est pas connue ; elle est sans effet.
remark-new-id = Son identifiant « { $from } » appartient à une autre étape ; elle en a reçu un nouveau.
remark-no-name = Elle n’avait pas de nom et en a reçu un.
remark-new-name = Son nom « { $from } » appartient à une autre étape ; elle a reçu un numéro.
remark-moved = Sa place sur le plan de travail manquait ou était trop loin ; elle en a reçu une nouvelle.
remark-parameters = Ses réglages étaient illisibles et ont été omis.
remark-retry =
    { $count ->
        [one] Elle est essayée { $count } fois.
       *[other] Elle est essayée { $count } fois.
    }
warning-key-repeated = « { $path } » figure plusieurs fois dans le fichier ; la dernière compte.
warning-node-skipped = L’entrée { $index } de la liste des étapes n’est pas une étape et a été omise.
warning-part = « { $part } » a une forme incomprise et a été omis.
warning-key-unknown = « { $path } » est inconnu de cette version et a été omis.
warning-was-active = Il était activé là d’où il vient. Ici, il ne s’exécute que lorsque vous le lancez.
warning-files-beside = Ici, les fichiers restent à côté des enregistrements, et non dedans.
wire-no-source = l’étape d’où il part n’existe pas
wire-no-target = l’étape où il mène n’existe pas
wire-no-output = l’étape d’où il part n’a pas cette sortie
wire-no-input = l’étape où il mène n’a pas cette entrée
wire-repeated = il existe déjà
wire-malformed = il n’est pas écrit comme un lien

grant-dir = Lire et modifier des fichiers dans { $what }
grant-dir-read = Lire des fichiers dans { $what }
grant-host = Joindre { $what }
grant-host-any = Joindre cet ordinateur et toutes les adresses de votre réseau
grant-command = Lancer le programme { $what }
grant-command-any = Lancer n’importe quel programme
grant-env = Lire les variables d’environnement
grant-other = { $what }
