error-details = Détails
error-connection-lost = Millrace est injoignable.
    .hint = Fonctionne-t-il encore ? S’il a été redémarré, ouvrez l’adresse qu’il a affichée.
error-notFound = Ceci n’existe plus.
    .hint = Cela a peut-être été supprimé dans une autre fenêtre.
error-conflict = Ceci a été modifié dans une autre fenêtre.
    .hint = Ouvrez-le de nouveau pour voir le dernier état.
error-file-invalid = Ceci n’est pas un fichier de workflow. { $message }
error-store-failed = Vos données n’ont pas pu être lues ou écrites.
    .hint = Le disque est-il plein, ou le dossier a-t-il été déplacé ? Rien de ce qui était enregistré n’est perdu.
error-engine-failed = Un problème est survenu dans Millrace.
    .hint = Réessayez. Si cela se produit à chaque fois, relancez Millrace : vos workflows sont enregistrés.
error-store-damaged = Ce qui en est enregistré est endommagé et illisible.
    .hint = Rien n’a été modifié. Les détails disent ce qui ne va pas.
error-run-noStart = Ce workflow n’a rien pour démarrer.
    .hint = Ajoutez une étape qui le démarre.
error-run-noInput = « { $node } » n’a pas encore d’entrée enregistrée.
    .hint = Exécutez d’abord les étapes précédentes.
error-run-tooDeep = Des workflows s’appellent les uns les autres trop profondément.
    .hint = L’un d’eux s’appelle-t-il lui-même ?
error-run-noData = L’exécution à répéter n’a laissé aucune donnée.
    .hint = Elle a peut-être été supprimée. Relancez plutôt le workflow.
error-inbox-decided = Une décision a déjà été prise pour cette exécution.
    .hint = Ouvrez l’exécution : elle dit comment elle s’est poursuivie.
error-not-saved = Les modifications n’ont pas pu être enregistrées, rien n’a donc été lancé. { $message }
error-store-full = Le disque est plein : rien ne peut être modifié, et tout peut encore être lu.
    .hint = Libérez de l’espace sur le disque ; Millrace reprend de lui-même.
error-store-inUse = Cela demande les données pour soi seul. { $message }
    .hint = Attendez la fin des exécutions et fermez les autres programmes Millrace.
error-store-lost = Les modifications après { $after } manquent : la base de données les a perdues.
error-store-lostAll = Tout ce qui était enregistré manque : la base de données a été supprimée. Les réglages montrent les sauvegardes.
error-store-broken = La base de données est endommagée. Plus rien n’y est écrit : restaurez une sauvegarde dans les réglages.
error-store-rows =
    { $count ->
        [one] Un élément enregistré est endommagé. Une sauvegarde dans les réglages l’a peut-être intact.
       *[other] { $count } éléments enregistrés sont endommagés. Une sauvegarde dans les réglages les a peut-être intacts.
    }
error-store-disk = Le disque est défaillant : rien ne peut être modifié tant qu’il ne fonctionne pas.
error-store-ready = Les modifications sont de nouveau gardées.
error-backup-damaged = Cette sauvegarde est endommagée.
    .hint = Rien n’a été modifié. Choisissez-en une autre.
error-closed-damaged = Vos données ne peuvent pas être ouvertes : la base de données est endommagée, a été vidée ou a disparu.
    .hint = Rien n’a été modifié. Restaurez une sauvegarde : ce qui est là maintenant est conservé à côté.
error-closed-newer = Vos données ont été écrites par une version plus récente de Millrace.
    .hint = Rien n’a été modifié. Réinstallez la version plus récente, ou restaurez une sauvegarde d’avant.
error-closed-readOnly = Vos données ne peuvent pas être ouvertes : Millrace n’a pas le droit d’y écrire.
    .hint = Autorisez l’écriture dans son dossier ; il continuera alors de lui-même.
error-closed-full = Le disque est plein : Millrace ne peut pas ouvrir vos données.
    .hint = Rien n’est perdu. Libérez de l’espace sur le disque ; il continuera alors de lui-même.
error-closed-gone = Vos données sont inaccessibles : leur dossier a disparu ou ne peut pas être lu.
    .hint = Manque-t-il un disque, ou le dossier a-t-il été déplacé ? Réessayez dès qu’il est là.
error-closed-failed = Vos données ne peuvent pas être ouvertes.
    .hint = Rien n’a été modifié. Les détails disent pourquoi ; Millrace réessaie de lui-même.
error-backup-failed = Aucune sauvegarde n’a été faite. { $message }

# What is missing from the database, and what is to become of it.
missing-told = Il manque dans la base de données : { $what }. Une sauvegarde les a peut-être.
missing-backups = Afficher les sauvegardes
missing-accept = Continuer sans
missing-accepted = Millrace continue sans.
missing-workflow = { $count ->
    [0] peut-être des workflows
    [one] { $count } workflow
   *[other] { $count } workflows
}
missing-version = { $count ->
    [0] peut-être des versions de workflows
    [one] { $count } version d’un workflow
   *[other] { $count } versions de workflows
}
missing-draft = { $count ->
    [0] peut-être des brouillons de workflows
    [one] { $count } brouillon d’un workflow
   *[other] { $count } brouillons de workflows
}
missing-allowed = { $count ->
    [0] peut-être des listes d’autorisations de workflows
    [one] { $count } liste d’autorisations d’un workflow
   *[other] { $count } listes d’autorisations de workflows
}
missing-preference = { $count ->
    [0] peut-être des réglages
    [one] { $count } réglage
   *[other] { $count } réglages
}
missing-variable = { $count ->
    [0] peut-être des variables
    [one] { $count } variable
   *[other] { $count } variables
}
missing-memory = { $count ->
    [0] peut-être des mémoires de workflows
    [one] { $count } mémoire d’un workflow
   *[other] { $count } mémoires de workflows
}
missing-seen = { $count ->
    [0] peut-être des clés retenues d’étapes
    [one] { $count } clé retenue d’une étape
   *[other] { $count } clés retenues d’étapes
}
missing-table = { $count ->
    [0] peut-être des tables
    [one] { $count } table
   *[other] { $count } tables
}
missing-row = { $count ->
    [0] peut-être des lignes de tables
    [one] { $count } ligne d’une table
   *[other] { $count } lignes de tables
}
missing-credential = { $count ->
    [0] peut-être des identifiants
    [one] { $count } identifiant
   *[other] { $count } identifiants
}
missing-secret = { $count ->
    [0] peut-être des secrets d’identifiants
    [one] { $count } secret d’un identifiant
   *[other] { $count } secrets d’identifiants
}
missing-slot = { $count ->
    [0] peut-être des moyens d’ouvrir le coffre
    [one] { $count } moyen d’ouvrir le coffre
   *[other] { $count } moyens d’ouvrir le coffre
}
missing-audit = { $count ->
    [0] peut-être des lignes du journal
    [one] { $count } ligne du journal
   *[other] { $count } lignes du journal
}
