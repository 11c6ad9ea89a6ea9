# Texts of the tray and of notifications.

run = Lancer
open = Ouvrir Millrace
quit = Quitter
ended = « { $name } » est terminé.
failed = « { $name } » a échoué : { $message }
not-started = « { $name } » n’a pas été lancé ; la fenêtre dit pourquoi.
not-kept = L’exécution de « { $name } » n’a pas pu être conservée.
