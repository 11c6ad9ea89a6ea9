# Texts of the tray and of notifications.

run = Executar
open = Abrir o Millrace
quit = Sair
ended = “{ $name }” terminou.
failed = “{ $name }” falhou: { $message }
not-started = “{ $name }” não foi iniciado; a janela diz por quê.
not-kept = A execução de “{ $name }” não pôde ser guardada.
