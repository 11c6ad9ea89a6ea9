## La ventana de un flujo
editor-loading = Cargando
editor-name = Cambiar el nombre del flujo
editor-menu = Más
editor-saved = Guardado
editor-saved-version = Guardado como versión
editor-saving = Guardando…
editor-offline = Aún sin guardar: no se puede conectar con Millrace
editor-refused = No guardado
editor-open-again = Abrir de nuevo
editor-reloaded = Este flujo se cambió en otro lugar. Lo ve tal como está ahora.
editor-comparing = Una versión junto al borrador
editor-problem-count = { $count ->
    [one] 1 cosa por revisar
   *[other] { $count } cosas por revisar
}
editor-export-n8n = Exportar para n8n
editor-duplicate = Duplicar el flujo
editor-to-workflows = Todos los flujos
editor-save-stored = Guardar lo almacenado
editor-stop = Detener
editor-choose = Elegir…
editor-remove = Quitar
editor-items = { $count ->
    [one] 1 elemento
   *[other] { $count } elementos
}
editor-steps = { $count ->
    [0] Aún sin pasos
    [one] 1 paso
   *[other] { $count } pasos
}
editor-selected = { $count ->
    [one] 1 paso seleccionado
   *[other] { $count } pasos seleccionados
}

## Lienzo
editor-canvas = Lienzo
editor-canvas-help = El flujo como tarjetas y conexiones. Las flechas van de un paso a otro, Intro abre uno, N añade uno. Alt+O muestra lo mismo como lista.
editor-empty = Un flujo vacío
editor-empty-help = Empiece por lo que lo inicia: pulse N, haga doble clic en el lienzo o tome un paso de la izquierda.
editor-rename = Cambiar el nombre
editor-note = Nota
editor-note-new = ## Nota
    Doble clic para escribir.
editor-group = Grupo
editor-add-after = Añadir un paso después
editor-add-here = Añadir un paso aquí
editor-insert = Insertar un paso
editor-delete-wire = Eliminar la conexión
editor-delete-wires = Eliminar sus conexiones
editor-run-to = Ejecutar hasta aquí
editor-align-left = Alinear bordes izquierdos
editor-align-center = Alinear centros
editor-align-right = Alinear bordes derechos
editor-align-top = Alinear bordes superiores
editor-align-middle = Alinear a media altura
editor-align-bottom = Alinear bordes inferiores
editor-spread-across = Repartir a lo ancho
editor-spread-down = Repartir a lo alto
editor-paste-nothing = No hay pasos en el portapapeles. { $reason }
editor-paste-empty = El portapapeles está vacío.
editor-paste-text = Esto es texto, no pasos: «{ $begin }». Copie primero unos pasos o ponga el texto en un campo de un paso.
editor-paste-link = Esto es una dirección web, no pasos: «{ $begin }». Para leerla, añada un paso de solicitud HTTP y ponga ahí la dirección.
editor-paste-data = Esto son datos sin pasos: «{ $begin }». Para trabajar con ellos, póngalos en un paso que contenga filas.
editor-kind-missing = No se conoce aquí: { $kind }
editor-disabled-pill = desactivado

## Pasos que añadir
editor-palette = Pasos
editor-palette-search = Buscar pasos
editor-palette-hide = Ocultar los pasos
editor-palette-recent = Usados hace poco
editor-palette-found = Encontrados
editor-palette-none = Ningún paso se llama «{ $search }»
editor-group-trigger = Se inicia cuando
editor-group-data = Dar forma a los datos
editor-group-flow = Decidir y repetir
editor-group-files = Archivos
editor-group-network = Hacia fuera
editor-group-code = Código
editor-group-tools = Herramientas
editor-group-service = Servicios

## El formulario de un paso
editor-inspector = Ajustes del paso seleccionado
editor-inspector-width = Ancho de los ajustes
editor-inspector-hide = Ocultar los ajustes
editor-nothing-selected = Seleccione un paso para ver sus ajustes y sus datos. Esto trata del flujo entero.
editor-run-nothing-selected = Seleccione un paso para ver qué entró y qué salió.
editor-tabs = Ajustes y datos del paso
editor-tab-settings = Ajustes
editor-tab-input = Entrada
editor-tab-output = Salida
editor-more = Más
editor-no-settings = Este paso no tiene ajustes.
editor-required = Hay que completarlo
editor-to-fill = Por completar
editor-paper-yellow = Amarillo
editor-paper-orange = Naranja
editor-paper-red = Rojo
editor-paper-green = Verde
editor-paper-blue = Azul
editor-paper-purple = Morado
editor-paper-grey = Gris
editor-computed = Usar un valor de un paso
editor-fixed = Escribir un valor fijo
editor-raw = Mostrar la expresión
editor-raw-done = Listo
editor-fix = Corregir
editor-show-field = Mostrar el campo
editor-show-step = Mostrar el paso
editor-test = Probar este paso
editor-test-trigger = Probar este inicio
editor-missing-help = Millrace aún no tiene { $kind }. El paso y sus ajustes se conservan; una ejecución que llegue a él se detiene ahí. Sustitúyalo o desactívelo para que los elementos pasen de largo.
editor-missing-settings = Cómo estaba ajustado
editor-secret-show = Mostrar lo escrito
editor-number-least = Al menos { $limit }
editor-number-most = Como máximo { $limit }
editor-add-field = Añadir un campo
editor-add-to = Añadir a { $what }
editor-entry = Entrada { $number }
editor-move-up = Subir
editor-move-down = Bajar
editor-preview = Valor:
editor-preview-empty = Aquí no sale nada: el campo quedaría vacío.
editor-preview-failed = { $message }
editor-preview-none = Ejecute el flujo una vez para ver aquí el valor.
editor-preview-item = Elemento { $number } de { $total }
editor-preview-before = Elemento anterior
editor-preview-next = Elemento siguiente

## Lo que tienen todos los pasos
editor-behaviour = Si falla, y notas
editor-on-error = Si este paso falla
editor-on-error-stop = Detener el flujo
editor-on-error-continue = Seguir con el error como elemento
editor-on-error-errorOutput = Enviar los elementos fallidos a una salida aparte
editor-on-error-skip = Seguir sin sus elementos
editor-on-error-fallback = Seguir con lo que entró
editor-retry = Intentar de nuevo si falla
editor-retry-attempts = Intentos
editor-retry-wait = Segundos entre intentos
editor-retry-grows = Esperar más cada vez
editor-timeout = Límite de tiempo en segundos
editor-timeout-help = Cuánto puede durar un intento; vacío para no tener límite propio.
editor-execute-once = Ejecutar solo con el primer elemento
editor-always-output = Dar un elemento vacío en lugar de ninguno
editor-disabled = Desactivado: los elementos pasan de largo
editor-step-note = Nota

## Valores de pasos anteriores
editor-picker = Insertar un valor de un paso anterior
editor-picker-open = Insertar un valor
editor-picker-search = Buscar valores
editor-picker-none = Este paso aún no se ha ejecutado.
editor-picker-run = Ejecutarlo para ver sus valores
editor-picker-words = Tiempo y ejecución
editor-word-now = Ahora
editor-word-today = Hoy
editor-word-itemIndex = Número del elemento
editor-word-runIndex = Número de la vuelta
editor-word-executionid = Identificador de la ejecución
editor-word-workflowname = Nombre del flujo
editor-word-workflowid = Identificador del flujo
editor-word-vars = Variables
editor-word-inputall = Todos los elementos

## Tablas de campos
editor-assign-add = Añadir un campo
editor-assign-name = Nombre
editor-assign-type = Tipo
editor-assign-value = Valor
editor-type-string = Texto
editor-type-number = Número
editor-type-dateTime = Fecha y hora
editor-type-boolean = Sí o no
editor-type-array = Lista
editor-type-object = Objeto
editor-condition-add = Añadir una condición
editor-condition-all = Deben cumplirse todas
editor-condition-any = Basta con una
editor-condition-how = Cuántas deben cumplirse
editor-condition-left = Valor
editor-condition-right = Comparado con
editor-condition-left-example = por ejemplo el campo «total»
editor-condition-right-example = por ejemplo 100
editor-condition-operator = Comparación
editor-columns-how = Cómo reciben sus valores las columnas
editor-columns-by-hand = Elegir un valor para cada columna
editor-columns-by-name = Los campos van a las columnas del mismo nombre
editor-columns-name = Nombre de una columna
editor-columns-add = Añadir
editor-columns-value = Valor para { $name }
editor-resource-how = Cómo se elige
editor-resource-list = De la lista
editor-resource-none = Todavía no hay ninguno.
editor-resource-name = Por nombre
editor-resource-id = Por identificador

## Comparaciones
operation-equals = es igual a
operation-notEquals = no es igual a
operation-contains = contiene
operation-notContains = no contiene
operation-startsWith = empieza por
operation-notStartsWith = no empieza por
operation-endsWith = termina en
operation-notEndsWith = no termina en
operation-regex = coincide con el patrón
operation-notRegex = no coincide con el patrón
operation-empty = está vacío
operation-notEmpty = no está vacío
operation-exists = existe
operation-notExists = no existe
operation-gt = es mayor que
operation-lt = es menor que
operation-gte = es al menos
operation-lte = es como máximo
operation-after = es después de
operation-before = es antes de
operation-afterOrEquals = es después o igual
operation-beforeOrEquals = es antes o igual
operation-true = es verdadero
operation-false = es falso
operation-lengthEquals = tiene la longitud
operation-lengthNotEquals = no tiene la longitud
operation-lengthGt = es más largo que
operation-lengthLt = es más corto que
operation-lengthGte = es al menos tan largo como
operation-lengthLte = es como máximo tan largo como

## Archivos y carpetas
editor-place-look = Examinar
editor-place-file = Elegir un archivo
editor-place-folder = Elegir una carpeta
editor-place-write = Dónde escribir el archivo
editor-place-up = Una carpeta más arriba
editor-place-home = Su propia carpeta
editor-place-system = Usar la ventana del sistema
editor-place-all = Todos los { $pattern } de aquí ({ $count })
editor-place-hidden = También los ocultos
editor-place-more = Hay más de lo que se muestra.
editor-place-empty = Aquí no hay nada.
editor-place-name = Nombre del archivo
editor-place-this = Usar esta carpeta
editor-place-save = Usar este nombre

## Elementos
editor-data-as-table = Como tabla
editor-data-as-json = Como JSON
editor-data-as-fields = Como campos
editor-data-look = Cómo se muestran los elementos
editor-data-table = Elementos
editor-data-search = Buscar elementos
editor-data-not-found = Ningún elemento contiene esto.
editor-data-files = Archivos
editor-data-files-count = { $count ->
    [one] 1 archivo
   *[other] { $count } archivos
}
editor-data-empty-text = (vacío)
editor-data-present =
    { $total ->
        [one] { $count } de { $total } elemento lo tiene
       *[other] { $count } de { $total } elementos lo tienen
    }
editor-data-fields-inside = Campos que contiene
editor-data-item = elemento { $number }
editor-data-value = El valor elegido
editor-data-more = { $count } más
editor-data-page = { $first } a { $last } de { $total }
editor-data-before = Elementos anteriores
editor-data-after = Elementos siguientes
editor-data-origin = ¿De dónde viene esto?
editor-data-origin-here = Empieza aquí.
editor-input-none = No entró ningún elemento.
editor-input-start = Este paso inicia el flujo: no entra nada.
editor-input-before = Aún no ha entrado nada.
editor-input-run = Ejecutar hasta «{ $step }»
editor-input-which = Qué entrada
editor-output-none = No salió ningún elemento.
editor-output-before = Este paso aún no se ha ejecutado.
editor-output-cut = Este paso se interrumpió a mitad. Espera su decisión arriba.
editor-output-discarded = Este paso se cortó a la mitad y usted descartó la ejecución. No se sabe si hizo algo.
editor-output-skipped = Usted omitió este paso tras la interrupción. No se volvió a ejecutar: estos son los elementos que entraron.
editor-output-which = Qué salida
editor-iteration = Vuelta { $number } de { $total }
editor-iteration-which = Qué vuelta
editor-attempts = { $count } intentos
editor-console = Escrito por el código
editor-stale = Anticuado
editor-stale-help = Algo cambió desde este resultado.
editor-pin = Fijar la salida
editor-pinned = Fijada: se usa en lugar de ejecutar el paso
editor-pinned-help = Se usa en lugar de ejecutar el paso mientras construye el flujo.
editor-unpin = Soltar
editor-pin-edit = Editar la salida
editor-pin-edit-title = Editar y fijar la salida
editor-pin-edit-help = Lo fijado se usa en lugar de este paso mientras construye el flujo.
editor-pin-cut = Solo se fijaron los primeros { $count } elementos.
editor-pin-first = Solo se puede fijar lo que sale de la primera salida.
editor-pin-many = Hay demasiados elementos para editarlos todos aquí.
editor-pin-large = Uno de sus valores es demasiado grande para fijarlo.
editor-pin-objects = La entrada { $number } no es un objeto: un elemento se escribe como {"{"} … {"}"}.
editor-file-keep = Guardar el archivo
editor-file-no-picture = Este tipo de archivo no se puede mostrar aquí.
editor-file-gone = El archivo ya no está.
editor-file-large = Este archivo es demasiado grande para mostrarlo aquí.
editor-file-cut = Este es el principio de { $size }.
editor-file-broken = Este archivo no contiene ninguna imagen que se pueda mostrar.
editor-file-page = Página { $page } de { $pages }
editor-file-page-before = Página anterior
editor-file-page-after = Página siguiente

## Ejecuciones
editor-run-queued = Esperando su turno
editor-run-begins = Empezando…
editor-run-now = Ejecutando «{ $step }»
editor-run-waits = En espera
editor-run-waits-until = En espera hasta { $time }
editor-run-stopped = Detenido por usted
editor-run-discarded = Descartada por usted
editor-run-discarded-at = Descartada por usted; «{ $step }» se había cortado a la mitad
editor-run-skipped = { $count ->
    [one] 1 paso omitido
   *[other] { $count } pasos omitidos
}
editor-run-needs-review = Espera su decisión en la bandeja de entrada
editor-run-failed = La ejecución falló
editor-run-failed-at = Detenido en «{ $step }»: { $why }
editor-deleted = { $count } pasos eliminados
editor-run-ended = { $steps ->
    [one] Se ejecutó 1 paso
   *[other] Se ejecutaron { $steps } pasos
}, { $count ->
    [0] de «{ $step }» no salió ningún elemento
    [one] de «{ $step }» salió 1 elemento
   *[other] de «{ $step }» salieron { $count } elementos
}
editor-run-wrote = { $count ->
    [one] Archivo escrito: { $name }
   *[other] { $count } archivos escritos, el último: { $name }
}
editor-run-running = En curso
editor-run-last = Última ejecución { $time }
editor-run-progress =
    { $all ->
        [one] { $reached } de { $all } paso · { $time }
       *[other] { $reached } de { $all } pasos · { $time }
    }
editor-run-open = Abrir la ejecución
editor-run-list = Ejecuciones
editor-run-when = { $time } · { $lasted }
editor-run-workflow = Abrir el flujo
editor-panel-steps = Pasos de la ejecución
editor-steps-none = Aún no se ha ejecutado ningún paso.
editor-step-again = vuelta { $number }
editor-state-success = Hecho
editor-state-failed = Fallido
editor-state-running = En curso
editor-state-waiting = En espera
editor-state-canceled = Detenido
editor-state-skipped = Omitido por usted
editor-state-needs-review = En la bandeja de entrada
editor-error-item = Ocurrió en el elemento { $number }.

## Antes de una ejecución
editor-ask-grants = ¿Permitir esto al flujo?
editor-ask-grants-help = Quiere usar lo que aparece aquí. Desmarque lo que no deba tener.
editor-allow-run = Permitir y ejecutar
editor-allow-some = Permitir lo marcado y ejecutar
editor-ask-unsafe = ¿Probar «{ $step }»?
editor-ask-unsafe-help = { $count ->
    [one] Este paso cambia o envía algo fuera de Millrace, para 1 elemento.
   *[other] Este paso cambia o envía algo fuera de Millrace, para { $count } elementos.
} Está ajustado así:
editor-ask-unsafe-run = Ejecutar el paso
editor-ask-input = Aún no hay datos de entrada
editor-ask-cut-off = ¿Ejecutarlo otra vez?
editor-ask-cut-off-help = Una ejecución de este flujo se interrumpió y espera su decisión en la bandeja de entrada. Si lo ejecuta otra vez, puede repetir lo que aquella ya hizo.
editor-ask-cut-off-run = Ejecutar de todos modos
editor-ask-input-help = «{ $step }» se prueba con lo último que dio «{ $before }», y ese aún no se ha ejecutado.
editor-ask-input-run = Ejecutar hasta este paso
editor-grants = Lo que puede hacer
editor-grants-none = No necesita nada fuera de Millrace.
editor-grant-why = Qué paso quiere qué
editor-want = «{ $step }»: { $what }
editor-want-host = Conectarse a una dirección que se decide durante la ejecución
editor-want-read = Leer archivos que se deciden durante la ejecución
editor-want-write = Escribir archivos que se deciden durante la ejecución
editor-want-command = Ejecutar un programa que se decide durante la ejecución
editor-grant-allow = Permitir
editor-grant-forbid = Retirar
editor-grant-allowed = permitido
editor-grant-open = aún no permitido

## Problemas
editor-problems = Por revisar
editor-no-problems = Todo está en orden.
editor-problem-last-run = La última ejecución falló.
problem-node-id-repeated = Dos pasos tienen el identificador { $id }.
    .advice = Elimine uno de ellos y añádalo de nuevo.
problem-node-name-repeated = Dos pasos se llaman «{ $name }».
    .advice = Dé otro nombre a uno de ellos.
problem-trigger-none = Nada inicia este flujo.
    .advice = Añada un paso que lo inicie, por ejemplo uno que empiece al pulsar Ejecutar.
problem-cycle-closed = Las conexiones de { $names } forman un círculo sin salida.
    .advice = Añada un Si que salga del círculo, o use el bucle sobre elementos.
problem-param-missing = «{ $label }» está vacío.
    .advice = Rellénelo.
problem-expression-node = Un valor viene del paso «{ $other }», que no existe.
    .advice = Elija el valor de nuevo.
problem-expression-unclosed = Una expresión se abre y nunca se cierra.
    .advice = Añada {"}}"} donde termina.
problem-cycle-open = Las conexiones de { $names } forman un círculo.
    .advice = Asegúrese de que una rama salga de él.
problem-trigger-disabled = «{ $name }» está desactivado.
    .advice = Actívelo o elimínelo.
problem-edge-dangling = Una conexión sale de un paso que no existe o llega a él.
    .advice = Elimine la conexión.
problem-edge-port = Una conexión usa { $end } { $port } de «{ $name }», que no lo tiene.
    .advice = Elimine la conexión o llévela a un puerto que exista.
problem-node-unreachable = Nada lleva a «{ $name }»: nunca se ejecuta.
    .advice = Conéctelo o elimínelo.
problem-node-placeholder = Millrace aún no tiene este tipo de paso ({ $kind }).
    .advice = Una ejecución que llegue a él se detiene ahí. Sustitúyalo o desactívelo para que los elementos pasen de largo.
problem-node-kind = Esta versión de Millrace no conoce el tipo { $kind }.
    .advice = Actualice Millrace o sustituya el paso.
problem-node-version = La versión { $version } de este paso no se conoce.
    .advice = Se ejecuta como versión { $nearest }; compruebe lo que hace.
problem-credential-missing = Necesita una credencial ({ $slot }).
    .advice = Elija una en el paso o créela.

## El flujo mismo
editor-flow-settings = Cómo se ejecuta
editor-flow-zone = Zona horaria
editor-flow-zone-help = Para las fechas de este flujo; vacío para la del equipo.
editor-flow-timeout = Límite de tiempo en segundos
editor-flow-timeout-help = Cuánto puede durar una ejecución; vacío para no tener límite.
editor-flow-order = Orden de los pasos
editor-flow-order-v1 = Una rama hasta el final, luego la siguiente
editor-flow-order-legacy = Todas las ramas a la vez, como en el n8n antiguo
editor-flow-failure = Si falla, ejecutar
editor-flow-failure-help = Un flujo que empieza por «Cuando falla un flujo».
editor-flow-failure-none = Nada

## Versiones
editor-versions = Versiones
editor-version-help = El lienzo muestra lo que cambiaría al restaurar la versión: lo que vuelve lleva +, lo que desaparecería −, lo que quedaría configurado de otro modo ≠.
editor-versions-none = Aún no se ha conservado ninguna versión. Ctrl+S conserva una.
editor-version-name = Nombre de la versión
editor-version-keep = Conservar esta versión
editor-version-kept = Guardado. Este estado se conserva como versión.
editor-version-number = Versión { $number }
editor-version-compare = Comparar
editor-version-end = Volver al borrador
editor-version-restore = Restaurar
editor-version-restored = La versión es ahora el borrador. Deshacer recupera el borrador.
editor-diff-added = vuelve
editor-diff-removed = desaparecería
editor-diff-changed = cambiaría
editor-diff-none = Igual que el borrador
editor-diff-settings = Solo difieren ajustes del flujo
editor-diff-adds = { $count ->
    [one] vuelve 1 paso
   *[other] vuelven { $count } pasos
}
editor-diff-removes = { $count ->
    [one] desaparecería 1 paso
   *[other] desaparecerían { $count } pasos
}
editor-diff-changes = { $count ->
    [one] cambiaría 1 paso
   *[other] cambiarían { $count } pasos
}
editor-diff-wires = { $count ->
    [one] difiere 1 conexión
   *[other] difieren { $count } conexiones
}

## Esquema
editor-outline = Esquema
editor-outline-help = El flujo como lista. Arriba y abajo recorren, con Mayús seleccionan varios, Espacio añade uno o lo quita, Intro abre un paso, N añade uno después, C lo conecta, Alt con arriba o abajo lo mueve, Mayús F10 abre su menú.
editor-no-webgl = El lienzo no se puede dibujar aquí porque este navegador no tiene WebGL. El esquema hace todo lo que hace el lienzo.
editor-branch-empty = nada todavía
editor-goes-on = sigue con «{ $step }»
editor-connect = Conectar…
editor-connect-title = Conexiones de «{ $step }»
editor-connect-none = Aún no está conectado.
editor-connect-new = Trazar una conexión
editor-connect-from = Desde su salida
editor-connect-to = Hasta el paso
editor-connect-into = En su entrada
editor-connect-do = Conectar
editor-wire = { $from } → { $to }
editor-earlier = Ejecutar antes
editor-later = Ejecutar después
editor-cannot-move = A su lado no hay un único paso con el que cambiar de lugar.
editor-port-in = Entrada
editor-port-out = Salida
editor-port-model = Modelo
editor-port-tool = Herramienta
editor-port-memory = Memoria
editor-port-parser = Analizador

## Recorrido
editor-tour = Recorrido por el editor
editor-tour-place = { $number } de { $total }
editor-tour-skip = Omitir
editor-tour-next = Siguiente
editor-tour-end = Empezar
editor-tour-steps = Pasos
editor-tour-steps-help = Todo lo que un flujo puede hacer es un paso. Haga clic en uno para añadirlo tras el seleccionado, o arrástrelo al lienzo o a una conexión.
editor-tour-canvas = Lienzo
editor-tour-canvas-help = Los pasos van de izquierda a derecha por las conexiones. Arrastre del punto de un paso al siguiente; suelte la conexión en el vacío para añadir allí un paso.
editor-tour-inspector = Ajustes y datos
editor-tour-inspector-help = Aquí se prepara un paso. Haga clic en un campo para poner valores de pasos anteriores. Entrada y Salida muestran qué entró y qué salió.
editor-tour-run = Ejecutar
editor-tour-run-help = Ejecuta el flujo y muestra lo que ocurre. «Probar este paso» prueba un solo paso con datos que ya existen.
editor-tour-saved = Nada se pierde
editor-tour-saved-help = Cada cambio se guarda al instante y se puede deshacer, también mañana. Ctrl+S conserva una versión con nombre.

## Otra vez
editor-run-again = Ejecutar otra vez con estos datos
editor-run-again-help = Ejecuta el flujo tal como es ahora con los datos con los que empezó esta ejecución
editor-try-again = Reintentar desde aquí
editor-run-from = Ejecutar desde aquí con los últimos datos
