# Credenciales, la bóveda que las guarda y el registro.

credentials = Credenciales
search-credentials = Buscar credenciales
credentials-count =
    { $count ->
        [one] { $count } credencial
       *[other] { $count } credenciales
    }
credentials-empty = Todavía no hay credenciales
credentials-empty-help = Una clave, un token o un nombre con su contraseña: sellados en este equipo y enviados solo adonde usted lo permita.
credentials-in-trash =
    { $count ->
        [one] Hay una en la papelera y se puede restaurar.
       *[other] Hay { $count } en la papelera y se pueden restaurar.
    }
credentials-open-trash = Abrir la papelera
credentials-trash-help = Las credenciales que elimina esperan aquí hasta que las elimine definitivamente. Mientras tanto, ningún paso puede usarlas.

credential-new = Credencial nueva
credential-new-here = Credencial nueva…
credential-edit = Editar la credencial
credential-kind = Tipo
credential-hosts = Hosts permitidos
credential-uses = La usan
credential-state = Estado
credential-last-used = Último uso
credential-never = Nunca
credential-nowhere = Ninguno todavía
credential-any-host = Cualquier host
credential-expired = Caducada
credential-emptied = Falta el secreto
credential-expires-soon = Caduca el { $day }
credential-rotate = Cambie el secreto
credential-verified = Prueba superada
credential-refused = Rechazada en la prueba

## The dialog
credential-choose-kind = ¿Qué le da el servicio para iniciar sesión?
credential-no-kind = Todavía no hay ningún tipo de credencial que encaje aquí.
credential-other-kind = Otro tipo
credential-name-help = Solo lo ve usted: así encuentra la credencial en un paso.
credential-name-example = Tienda, solo lectura
credential-stored = Hay un valor guardado. No se vuelve a mostrar nunca.
credential-replace = Cambiar
credential-keep-stored = Conservar el guardado
credential-hosts-help = Se envía a estos hosts y a ningún otro, diga lo que diga un flujo. *.example.com significa todos los que están por debajo; * significa cualquiera.
credential-host = Host { $number }
credential-host-add = Añadir un host
credential-host-remove = Quitar el host { $host }
credential-more = Entorno, etiquetas, caducidad
credential-about-environment = Entorno
credential-about-environment-help = A dónde pertenece, por ejemplo producción o pruebas.
credential-about-tags = Etiquetas
credential-about-tags-help = Varias, separadas por comas.
credential-about-expires = Válida hasta
credential-about-expires-help = El último día. Se le recuerda una semana antes; después se rechaza.
credential-about-rotate = Recordar el cambio a los días
credential-about-rotate-help = Contados desde el día en que se cambió el secreto por última vez. Es solo un recordatorio.
credential-used-by = La usan
credential-not-chosen = Ningún flujo la usa todavía
credential-used-here = La usa el paso del que viene
credential-never-used = Ninguna ejecución la ha usado.
credential-used-at = Último uso: { $time }.
credential-replaced-at = Secreto del { $time }.
credential-first = Es su primera credencial. Con ella recibe un código de recuperación: guárdelo, abre sus credenciales si se pierde el llavero de este equipo.
credential-saved = «{ $name }» se ha guardado.
credential-missing-name = Póngale un nombre.
credential-missing-field = Falta «{ $field }».
credential-missing-hosts = Indique a qué hosts puede ir.
credential-bad-host = Uno de ellos no es un host. Escríbalo como api.example.com, localhost:8080 o *.example.com.
credential-bad-days = Un número de días, por ejemplo 90.
credential-bad-day = Esto no es un día.
credential-bad-address = Esto no es una dirección. Empieza por https:// o http://.
credential-choice-header = Una cabecera
credential-choice-query = La dirección, detrás del signo de interrogación
credential-choice-passphrase = Un secreto compartido
credential-choice-pemKey = Un par de claves

## Where to find what belongs into it
credential-where-apiKey = La encuentra en los ajustes del servicio, casi siempre en «API» o «Desarrolladores».
credential-where-httpBearerAuth = Se crea en los ajustes del servicio, casi siempre en «Tokens de acceso». A menudo solo se muestra una vez.
credential-where-httpBasicAuth = El nombre y la contraseña de su cuenta; algunos servicios piden en su lugar una contraseña de aplicación.
credential-where-httpDigestAuth = El nombre y la contraseña de su cuenta; cámaras y routers suelen pedirlos de esta forma.
credential-where-httpHeaderAuth = La documentación del servicio nombra la cabecera, por ejemplo X-API-Key; sus ajustes muestran el secreto.
credential-where-httpQueryAuth = La documentación del servicio nombra la parte de la dirección, por ejemplo api_key; sus ajustes muestran el secreto.
credential-where-httpCustomAuth = Para cuando una cabecera no basta. Empiece por los ejemplos de la documentación del servicio.
credential-where-jwtAuth = El secreto o las claves que acordó con la otra parte.
credential-where-totpApi = Al activar el inicio de sesión en dos pasos, elija «No puedo escanear la imagen»: entonces se muestra el secreto.
credential-where-crypto = El secreto o la clave que acordó con la otra parte.

## The test
credential-test = Guardar y probar
credential-try = Probar
credential-test-address = Dirección para la prueba
credential-test-help = Una que exija haber iniciado sesión. Si se deja vacía, se pregunta al primer host.
credential-tested-accepted = { $host } aceptó «{ $name }» (estado { $status }).
credential-tested-answered = { $host } respondió (estado { $status }), pero quizá su página de inicio no necesite «{ $name }». Para estar seguro, indique una dirección que sí la necesite.
credential-tested-refused = { $host } no aceptó «{ $name }» (estado { $status }).
credential-tested-unclear = { $host } respondió con el estado { $status }, que no dice nada de «{ $name }». Pruebe con una dirección que la necesite.
credential-tested-unreachable = No se pudo preguntar al host. { $message }
credential-tested-nothingToAsk = No hay a quién preguntar: no se envía por sí sola a ninguna parte, o sus hosts no nombran uno concreto.
credential-last-good = La última prueba se superó: { $time }.
credential-last-bad = Se rechazó en la última prueba: { $time }.
credential-leave-title = ¿Descartar lo que ha escrito?
credential-leave-help = El secreto que ha escrito aún no está guardado. Al cerrar se pierde.
credential-leave = Descartar
credential-leave-not = Seguir editando

## Delete and restore
credential-to-trash = Eliminar
credential-trash-title = ¿Eliminar «{ $name }»?
credential-trash-unused = Ningún flujo la usa. Va a la papelera y se puede restaurar.
credential-trash-used =
    { $count ->
        [one] { $names } la usa y no podrá hacerlo hasta que usted la restaure. Va a la papelera.
       *[other] { $count } flujos la usan y no podrán hacerlo hasta que usted la restaure: { $names }. Va a la papelera.
    }
credential-trashed = «{ $name }» está en la papelera.
credential-erase-title = ¿Eliminar «{ $name }» definitivamente?
credential-erase-help = Su secreto desaparece. No se puede deshacer.
credential-erased = «{ $name }» se ha eliminado.

## In a step, and after an import
credential-slot = Credencial
credential-was-named = En el lugar de donde viene el flujo se llama «{ $name }». Elija la suya o créela.
credential-in-trash = «{ $name }» está en la papelera. El paso no puede usarla.
credential-gone = «{ $name }» ya no está aquí. Elija otra.
credential-unfit = «{ $name }» ({ $kind }) no encaja aquí. Elija otra.
credential-expired-name = «{ $name }» ha caducado. Cambie su secreto y ponga una fecha posterior, o elija otra.
credential-for-steps = para { $steps }
import-credentials =
    { $count ->
        [one] Elegir { $count } credencial
       *[other] Elegir { $count } credenciales
    }
import-credentials-help = Un archivo no trae contraseñas. Elija las suyas ahora, o más tarde en los pasos.

## The recovery code
recovery-title = Su código de recuperación
recovery-code = Código de recuperación
recovery-help = Guarde este código ahora: solo se muestra esta vez. Sus credenciales están selladas y las abre el llavero de este equipo. Si el llavero se pierde, si reinstala o si restaura una copia de seguridad, este código las vuelve a abrir. Sin él nadie puede, ni nosotros ni usted.
recovery-alone = Guarde este código ahora: solo se muestra esta vez. Sus credenciales están selladas y este equipo no tiene un llavero que las abra: después de cada inicio las desbloquea con este código o con una frase de contraseña que defina en los ajustes. Sin él nadie puede, ni nosotros ni usted.
recovery-where = Imprímalo o guárdelo donde guarda lo importante: no solo en este equipo. Quien lo tenga junto con sus datos puede leer sus credenciales.
recovery-copy = Copiar
recovery-copied = Copiado. Péguelo donde lo guarda y después copie otra cosa.
recovery-save = Guardar en un archivo
recovery-print = Imprimir
recovery-missed = Su código de recuperación no se guardó: Millrace terminó mientras se mostraba. Sin él, nadie abre sus credenciales si este equipo no lo hace.
recovery-kept = Lo he guardado
recovery-file = Código de recuperación de Millrace: { $code } – Abre sus credenciales si el llavero de su equipo no lo hace. Quien lo tenga junto con sus datos puede leerlas.
recovery-code-help = Ocho grupos de letras y cifras. Las mayúsculas, los espacios y los guiones entre ellos no importan.
recovery-code-old = Este código de recuperación no abre nada aquí. El que sí abre se creó el { $time }: busque un código más reciente.

## The vault
settings-vault = Bóveda
settings-vault-help = Sus credenciales están selladas en este equipo. Aquí indica qué las abre.
vault-none = Todavía no hay credenciales. La bóveda se crea con la primera.
vault-locked = Sus credenciales están bloqueadas
vault-locked-help = No se ha perdido nada. Los pasos que necesitan una credencial no pueden ejecutarse hasta que usted las desbloquee.
vault-locked-lost = ¿Ya no tiene ni el código ni una frase de contraseña? Entonces nadie puede abrir los secretos y hay que introducirlos de nuevo; después se pueden importar credenciales exportadas con su propia frase.
vault-locked-unkept = El código de recuperación estaba en la pantalla cuando Millrace terminó, y nadie dijo que lo había guardado.
vault-anew = Empezar con credenciales vacías…
vault-anew-title = ¿Renunciar a los secretos?
vault-anew-help = Solo si no tiene ni el código de recuperación ni la frase de contraseña: entonces nadie puede abrir lo sellado. Sus credenciales conservan nombres, hosts y flujos; hay que introducir de nuevo cada secreto. Recibirá un código de recuperación nuevo. Lo que hay ahora se guarda como copia.
vault-anew-yes = Empezar con vacías
vault-why-absent = Este equipo no tiene ningún llavero que Millrace pueda usar.
vault-why-locked = El llavero de este equipo está bloqueado.
vault-why-empty = El llavero de este equipo no las conoce: se vació, o vienen de otro equipo o de una copia de seguridad.
vault-why-foreign = El llavero de este equipo tiene la clave de otras credenciales, no de estas.
vault-why-refused = El llavero de este equipo no entregó la clave.
vault-why-setBack = Se devolvieron a un estado anterior, y no fue Millrace: en el lugar de la base de datos se puso una copia más antigua. Si fue usted, confírmelo con el código de recuperación o la frase de contraseña; si no, restaure una copia de seguridad.
vault-means = Desbloquear con
vault-passphrase = Frase de contraseña
vault-passphrase-again = Otra vez
vault-passphrase-differs = Las dos no son iguales.
vault-passphrase-least = { $count } caracteres o más; lo mejor son varias palabras.
vault-unlock = Desbloquear
vault-unlock-run = Desbloquear y continuar
vault-unlocked = Sus credenciales están desbloqueadas.
vault-ask-keychain = Preguntar otra vez al llavero
vault-damaged = Sus credenciales no se pueden leer
vault-damaged-help = Lo que hay guardado de la bóveda fue modificado por otra cosa o está dañado. Mientras sea así no se usa nada, y no se ha eliminado nada.
vault-damaged-backup = Restaure una copia de seguridad anterior de la carpeta de datos, si la tiene.
vault-damaged-import = O empiece aquí con credenciales vacías e importe las que exportó.
vault-damaged-anew = O introduzca allí los secretos de nuevo, con otros nuevos de los servicios.
vault-opened-by = Qué la abre
vault-slot-keychain = El llavero de este equipo
vault-slot-recovery = El código de recuperación
vault-slot-passphrase = La frase de contraseña
vault-slot-keyFile = Un archivo de clave
vault-slot-since = desde { $time }
vault-remember = Recordar en este equipo
vault-remember-help = El llavero del equipo la abre sin preguntarle. Si está desactivado, la desbloquea usted tras cada inicio.
vault-recovery = Código de recuperación nuevo
vault-recovery-help = Si el anterior se perdió o alguien lo ha visto.
vault-recovery-do = Crear uno nuevo
vault-recovery-ask = El código anterior dejará de abrir nada. El nuevo se muestra una sola vez.
vault-set-passphrase = Establecer una frase de contraseña
vault-set-passphrase-help = Otra forma de abrirla, con palabras que solo usted conoce.
vault-set-passphrase-do = Establecer
vault-change-passphrase = Cambiar la frase de contraseña
vault-change-passphrase-help = La anterior dejará de abrir nada.
vault-change-passphrase-do = Cambiar
vault-remove-passphrase = Quitar la frase de contraseña
vault-remove-passphrase-help = El código de recuperación la sigue abriendo.
vault-remove-passphrase-do = Quitar
vault-remove-passphrase-ask = Dejará de abrir nada. ¿Tiene a mano su código de recuperación?
vault-lock = Bloquear ahora
vault-lock-help = Ningún paso puede usar credenciales hasta que usted las desbloquee.
vault-lock-do = Bloquear
vault-rotate = Clave nueva
vault-rotate-help = Todo se sella de nuevo. Hágalo si alguien pudo ver la clave o copiar sus datos.
vault-rotate-do = Crear una clave nueva
vault-rotate-ask = Todo se sella de nuevo con una clave nueva. Indique lo que quiera seguir usando: lo que deje vacío ya no abrirá la bóveda.
vault-rotate-code = Indíquelo y seguirá siendo el mismo. Déjelo vacío y recibirá uno nuevo.
vault-rotate-code-needed = Indíquelo: nada más abre sus credenciales, y uno nuevo podría perderse por el camino. Después puede crear uno nuevo.
vault-rotate-passphrase = Si la indica, se conserva. Si la deja vacía, deja de abrir.
vault-rotated = Todo está sellado con una clave nueva.
vault-export = Exportar
vault-export-help = Todas las credenciales en un archivo que abre una frase de contraseña, para otro equipo.
vault-export-do = Exportar
vault-export-ask = Todas las credenciales se escriben en un archivo sellado. Quien tenga el archivo necesita esta frase; no se puede recuperar.
vault-exported =
    { $count ->
        [one] Se ha exportado { $count } credencial.
       *[other] Se han exportado { $count } credenciales.
    }
vault-import = Importar
vault-import-help = Credenciales de un archivo así. No se sustituye ninguna de las que tiene.
vault-import-do = Importar
vault-import-ask = Un archivo exportado por Millrace o una exportación más antigua. Su contenido se añade a lo que tiene.
vault-import-file = Elegir un archivo
vault-import-passphrase = La frase con la que se exportó el archivo.
vault-imported =
    { $count ->
        [0] No se ha añadido ninguna credencial.
        [one] Se ha añadido { $count } credencial.
       *[other] Se han añadido { $count } credenciales.
    }
vault-import-skipped = Omitidas, porque su tipo no se conoce aquí o no se pueden leer: { $names }.

## The audit log
settings-audit = Registro
settings-audit-help = Lo que se hizo con las credenciales, la bóveda, los permisos y las copias. Solo se añaden líneas, y se nota si una fue cambiada o falta.
audit-empty = Todavía nada.
audit-when = Cuándo
audit-what = Qué
audit-who = Quién
audit-from = Desde dónde
audit-person = Una persona
audit-workflow = Un flujo
audit-count =
    { $count ->
        [one] { $count } línea
       *[other] { $count } líneas
    }
audit-older = Mostrar anteriores
audit-export = Exportar como JSON Lines
audit-whole = El registro está completo: cada línea encaja con la anterior.
audit-broken = Alguien modificó este registro: la línea { $line } no encaja con la anterior.
audit-did-credential-create = Credencial creada
audit-did-credential-change = Credencial modificada
audit-did-credential-delete = Credencial enviada a la papelera
audit-did-credential-restore = Credencial restaurada
audit-did-credential-erase = Credencial eliminada definitivamente
audit-did-credential-test = Credencial probada
audit-did-credential-use = Credencial usada
audit-did-credential-grant = Credencial dada a un flujo
audit-did-credential-export = Credencial exportada
audit-did-credential-import = Credencial importada
audit-did-vault-create = Bóveda creada
audit-did-vault-unlock = Bóveda desbloqueada
audit-did-vault-unlockFailed = Bóveda no desbloqueada
audit-did-vault-lock = Bóveda bloqueada
audit-did-vault-recovery = Código de recuperación nuevo
audit-did-vault-passphrase = Frase de contraseña de la bóveda
audit-did-vault-remember = Recordada por el llavero
audit-did-vault-rotate = Clave nueva
audit-did-vault-setBack = Estado anterior aceptado
audit-did-vault-beginAnew = Bóveda empezada de nuevo, secretos abandonados
audit-did-vault-keyFile = Archivo de clave creado
audit-did-grant-set = Permisos modificados
audit-did-credential-open = Credencial consultada
audit-did-backup-restore = Copia de seguridad restaurada
audit-did-database-begin = Empezado de nuevo
audit-did-database-accept = Se siguió sin lo que faltaba
audit-did-workflow-create = Flujo creado
audit-did-workflow-change = Versión de un flujo guardada
audit-did-workflow-export = Flujo exportado
audit-did-workflow-delete = Flujo enviado a la papelera
audit-did-workflow-restore = Flujo restaurado
audit-did-workflow-erase = Flujo eliminado definitivamente
audit-did-audit-export = Registro exportado
audit-did-audit-left = Quedaron líneas de este registro en una base de datos sustituida
audit-did-session-open = Sesión iniciada
audit-did-session-refuse = Inicio de sesión rechazado
audit-more-vault-wrongKey = no encaja
audit-more-vault-code = mal escrito
audit-more-set = fijada
audit-more-removed = quitada
audit-more-on = activado
audit-more-off = desactivado
audit-origin-window = Ventana
audit-origin-browser = Navegador
audit-origin-command-line = Línea de comandos
audit-origin-run = Ejecución

## What went wrong
error-vault-locked = Sus credenciales están bloqueadas en este equipo.
    .hint = Desbloquéelas con el código de recuperación o la frase de contraseña.
error-vault-wrongKey = Esto no abre sus credenciales.
    .hint = No se ha cambiado nada. El código de recuperación las abre aunque se pierda todo lo demás.
error-vault-code = { $group ->
    [0] Un código de recuperación tiene 40 letras y cifras; este tiene { $count }.
   *[other] El grupo { $group } de este código de recuperación está mal escrito.
 }
    .hint = Compárelo con el que guardó; las mayúsculas, los espacios y los guiones no importan.
error-vault-damaged = Lo que hay guardado de esto fue modificado por otra cosa.
    .hint = No se usa. Introduzca el secreto de nuevo o restaure una copia de seguridad.
error-vault-refused = La bóveda no puede hacerlo. { $message }
    .hint = No se ha cambiado nada.
error-credential-invalid = La credencial no se puede guardar así. { $message }
error-credential-expired = La credencial «{ $name }» ha caducado.
error-credential-expiresSoon = La credencial «{ $name }» caduca en una semana.
error-credential-rotate = Conviene cambiar el secreto de «{ $name }».
