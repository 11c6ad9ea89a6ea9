first-title = ¿Qué debe hacer su ordenador por usted?
first-help = Nada sale de este ordenador. No hace falta ninguna cuenta.
first-templates = Plantillas populares
all-templates = Todas las plantillas
door-template = Empezar con una plantilla
    .help = Complete dos o tres cosas y ejecútela.
door-import = Importar un flujo
    .help = De n8n o de un archivo de Millrace. Se muestra, no se ejecuta.
door-blank = Lienzo en blanco
    .help = Elija qué lo inicia y añada pasos.

search-workflows = Buscar flujos
workflow-new = Flujo nuevo
workflow-new-name = Mi flujo
import = Importar
workflows-count =
    { $count ->
        [one] { $count } flujo
       *[other] { $count } flujos
    }
steps-count =
    { $count ->
        [0] aún sin pasos
        [one] { $count } paso
       *[other] { $count } pasos
    }
all-folders = Todas las carpetas
all-tags = Todas las etiquetas
look = Aspecto
look-list = Lista
look-grid = Tarjetas
sort-changed = Último cambio
sort-created = Más recientes
sort-last-run = Última ejecución
sort-name = Nombre
sort-reversed = Al revés

starts = Se inicia con
last-run = Última ejecución
changed = Cambiado
starts-nothing = Nada todavía
never-run = Nunca ejecutado
choose-all = Seleccionar todo
choose-one = Seleccionar { $name }
choose-none = No seleccionar nada
more-of = Más para { $name }
chosen-count =
    { $count ->
        [one] { $count } seleccionado
       *[other] { $count } seleccionados
    }
toolbar-chosen = Flujos seleccionados

move-to-folder = Mover a una carpeta…
edit-tags = Etiquetas…
export-millrace = Exportar
export-n8n = Exportar para n8n
erase = Eliminar definitivamente
rename-title = Cambiar el nombre del flujo
move-title = Mover a una carpeta
folder = Carpeta
folder-help = Un nombre nuevo crea una carpeta nueva. Vacío significa sin carpeta.
tags-title = Etiquetas
tags = Etiquetas
tags-help = Varias, separadas por comas.
erase-title =
    { $count ->
        [one] ¿Eliminar «{ $name }» definitivamente?
       *[other] ¿Eliminar { $count } flujos definitivamente?
    }
erase-help = También se eliminan sus versiones. No se puede deshacer.

workflows-trashed =
    { $count ->
        [one] «{ $name }» está en la papelera.
       *[other] { $count } flujos están en la papelera.
    }
workflows-restored =
    { $count ->
        [one] «{ $name }» ha vuelto.
       *[other] { $count } flujos han vuelto.
    }
workflows-erased =
    { $count ->
        [one] «{ $name }» se ha eliminado.
       *[other] Se han eliminado { $count } flujos.
    }
back-to-workflows = Flujos
trash-empty = La papelera está vacía
trash-empty-help = Los flujos que elimina esperan aquí hasta que los elimine definitivamente.

search-templates = Buscar plantillas
search-clear = Borrar la búsqueda
templates-none-help = Ninguna plantilla coincide con estas palabras. Pruebe con otra palabra o empiece con un lienzo vacío.
templates-lead = Cada una funciona tal como está: pulse Ejecutar, mire el resultado y hágala suya.
works-offline = funciona sin internet
needs-internet = necesita internet
needs-folder = pide una carpeta

search-runs = Buscar ejecuciones
status = Estado
all-statuses = Todos los resultados
all-workflows = Todos los flujos
runs-count =
    { $count ->
        [one] { $count } ejecución
       *[other] { $count } ejecuciones
    }
runs-empty = Aún no se ha ejecutado nada
runs-empty-help = Abra un flujo y pulse Ejecutar: lo que haga quedará aquí.
to-workflows = A los flujos
result = Resultado
started-by = Iniciado por
started = Inicio
took = Duración
status-queued = Esperando para empezar
status-running = En curso
status-waiting = En espera
status-success = Terminado
status-failed = Con errores
status-canceled = Detenido
status-needs-review = En la bandeja de entrada
run-done-in = Terminado en { $time }
run-stopped-after = Detenido tras { $time }
run-discarded = Descartada tras la interrupción
run-failed-at = { $node }: { $why }
run-delete-of = Eliminar la ejecución de «{ $name }», { $time }
run-delete-title = ¿Eliminar esta ejecución?
run-delete-help = También se elimina lo que produjo. No se puede deshacer.
run-delete-yes = Eliminar ejecución
run-stop-of = Detener la ejecución de «{ $name }», { $time }
run-deleted = La ejecución se ha eliminado.
mode-manual = A mano
mode-trigger = Por sí solo
mode-sub-workflow = Otro flujo
mode-error = Tras un error
mode-retry = Otro intento
templates-slot-folder = Carpeta con los archivos ({ $files })
templates-slot-file = Archivo, por ejemplo { $files }
templates-slot-write = Carpeta para { $files }
templates-make = Crear el flujo

## Esperan su decisión
runs-waiting =
    { $count ->
        [one] Ejecuciones, { $count } en la bandeja de entrada
       *[other] Ejecuciones, { $count } en la bandeja de entrada
    }
inbox-told =
    { $count ->
        [one] Una ejecución se interrumpió y espera su decisión en la bandeja de entrada.
       *[other] { $count } ejecuciones se interrumpieron y esperan su decisión en la bandeja de entrada.
    }
inbox = Bandeja de entrada
inbox-one = Esta ejecución espera su decisión en la bandeja de entrada
inbox-lead = Estas ejecuciones esperan su decisión: Millrace se interrumpió en mitad de un paso que quizá ya había hecho su trabajo. Usted decide si se hace otra vez.
inbox-open = Abrir la bandeja de entrada
inbox-cut = Se interrumpió en «{ $step }», { $time }.
inbox-may-sent = Lo que envía el paso quizá ya haya salido.
inbox-may-written = El archivo del paso quizá ya esté escrito.
inbox-may-run = El código o el comando del paso quizá ya se haya ejecutado.
inbox-may-called = El flujo que llama el paso quizá ya haya empezado.
inbox-may-done = El paso quizá ya haya hecho su trabajo.
inbox-resume = Ejecutar el paso otra vez
inbox-resume-help = La ejecución continúa desde este paso. Lo que hace el paso puede ocurrir una segunda vez.
inbox-skip = Omitir el paso
inbox-skip-help = Si ya hizo su trabajo: la ejecución continúa tras él, con los elementos que le llegaron.
inbox-discard = Descartar la ejecución
inbox-discard-help = No se ejecuta nada más. Lo que produjo hasta ahora se puede seguir viendo.
inbox-discard-title = ¿Descartar esta ejecución?
inbox-discard-ask = Termina aquí: de esta ejecución no se hace nada más y nada se envía otra vez. Lo que salió hasta ahora se puede seguir viendo. Más tarde puede ejecutar el flujo de nuevo o reintentar desde ese paso.
inbox-resumed = Continúa: el paso se ejecuta otra vez
inbox-skipped = El paso se ha omitido, la ejecución continúa
inbox-discarded = Terminada: la ejecución se ha descartado
deed-of = { $deed }: { $name }

## El historial de errores
runs-all = Todas las ejecuciones
failures = Errores
failures-what = Qué falló
failures-where = Paso y flujo
failures-often = Cuántas veces
failures-done = Qué se hizo
failures-last = Última vez
failures-count =
    { $count ->
        [one] { $count } intento fallido
       *[other] { $count } intentos fallidos
    }
failures-range = Periodo
failures-7 = Últimos 7 días
failures-30 = Últimos 30 días
failures-all = Todo lo que se conserva
failures-none-7 = Ningún error en los últimos 7 días
failures-none-30 = Ningún error en los últimos 30 días
failures-none-all = Ningún error hasta ahora
failures-none-help = Cuando un paso falla, aparece aquí con lo que se hizo, también si la ejecución siguió adelante.
failures-times =
    { $count ->
        [one] una vez
       *[other] { $count } veces
    }
failures-runs =
    { $count ->
        [one] en una ejecución
       *[other] en { $count } ejecuciones
    }
failures-whole-run = Toda la ejecución
failures-went-on =
    { $all ->
        [one] La ejecución siguió en { $count } de { $all } caso
       *[other] La ejecución siguió en { $count } de { $all } casos
    }
failures-gone = Ya no se conserva ninguna de sus ejecuciones.
failures-damaged =
    { $count ->
        [one] Una entrada está dañada y no se cuenta.
       *[other] { $count } entradas están dañadas y no se cuentan.
    }
failures-open = Abre la ejecución más reciente en este paso
failures-did-retried = intentado de nuevo: { $count }
failures-did-continued = siguió sin él: { $count }
failures-did-error-output = enviado a la salida de errores: { $count }
failures-did-resumed = empezado de nuevo tras una interrupción: { $count }
failures-did-skipped = omitido por usted: { $count }
failures-did-waits = en la bandeja de entrada: { $count }
failures-did-discarded = ejecución descartada: { $count }
failures-did-failed = ejecución fallida: { $count }
