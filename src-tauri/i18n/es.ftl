# Texts of the tray and of notifications.

run = Ejecutar
open = Abrir Millrace
quit = Salir
ended = «{ $name }» ha terminado.
failed = «{ $name }» ha fallado: { $message }
not-started = «{ $name }» no se ha iniciado; la ventana dice por qué.
not-kept = La ejecución de «{ $name }» no se ha podido guardar.
