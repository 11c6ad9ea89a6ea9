rail = Menu principal
workflows = Workflows
runs = Exécutions
templates = Modèles
settings = Réglages
trash = Corbeille
workflow = Workflow

close = Fermer
cancel = Annuler
done = Terminé
undo = Annuler l’action
save = Enregistrer
open = Ouvrir
more = Plus
name = Nom
restore = Restaurer
loading = Chargement…
try-again = Réessayer
unnamed = Sans nom
pasted = Workflow collé
file-too-large = { $name } est trop grand pour être un workflow : 64 Mo au plus.
file-not-read = { $name } ne peut pas être lu.
toolbar = Affichage

nothing-found = Aucun résultat
nothing-found-help = Aucune entrée ne correspond à votre recherche.
show-all = Tout afficher

connection-lost = Millrace ne répond pas. Nouvel essai en cours…
connection-back = De nouveau connecté.

size-bytes = { $size } o
size-kb = { $size } ko
size-mb = { $size } Mo
size-gb = { $size } Go
size-tb = { $size } To
duration-under = moins de 1 ms
duration-ms = { $ms } ms
duration-s = { $s } s
duration-min = { $min } min { $s } s
duration-h = { $h } h { $min } min
time-yesterday = Hier { $time }

palette-title = Tout rechercher
palette-hint = Rechercher des actions, des workflows, des modèles
palette-actions = Actions
palette-templates = Partir d’un modèle
keys-title = Raccourcis
keys-to-settings = Changer les raccourcis
keys-general = Partout
keys-selection = Ce qui est sélectionné
keys-editor = Un workflow ouvert
keys-canvas = Plan de travail
