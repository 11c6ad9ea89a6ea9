rail = Menú principal
workflows = Flujos
runs = Ejecuciones
templates = Plantillas
settings = Ajustes
trash = Papelera
workflow = Flujo

close = Cerrar
cancel = Cancelar
done = Listo
undo = Deshacer
save = Guardar
open = Abrir
more = Más
name = Nombre
restore = Restaurar
loading = Cargando…
try-again = Intentar de nuevo
unnamed = Sin nombre
pasted = Flujo pegado
file-too-large = { $name } es demasiado grande para ser un flujo: 64 MB como máximo.
file-not-read = { $name } no se puede leer.
toolbar = Vista

nothing-found = No se encontró nada
nothing-found-help = Ninguna entrada coincide con lo que busca.
show-all = Mostrar todo

connection-lost = Millrace no responde. Intentando de nuevo…
connection-back = Conectado de nuevo.

size-bytes = { $size } B
size-kb = { $size } KB
size-mb = { $size } MB
size-gb = { $size } GB
size-tb = { $size } TB
duration-under = menos de 1 ms
duration-ms = { $ms } ms
duration-s = { $s } s
duration-min = { $min } min { $s } s
duration-h = { $h } h { $min } min
time-yesterday = Ayer { $time }

palette-title = Buscar en todo
palette-hint = Buscar acciones, flujos y plantillas
palette-actions = Acciones
palette-templates = Empezar con una plantilla
keys-title = Teclas
keys-to-settings = Cambiar las teclas
keys-general = En todas partes
keys-selection = Lo seleccionado
keys-editor = Un flujo abierto
keys-canvas = Lienzo
