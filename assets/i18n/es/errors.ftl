error-details = Detalles
error-connection-lost = No se puede conectar con Millrace.
    .hint = ¿Sigue en marcha? Si se inició de nuevo, abra la dirección que mostró.
error-notFound = Esto ya no está aquí.
    .hint = Puede que se haya eliminado en otra ventana.
error-conflict = Esto se cambió en otra ventana.
    .hint = Ábralo de nuevo para ver el estado más reciente.
error-file-invalid = Esto no es un archivo de flujo. { $message }
error-store-failed = No se pudieron leer o escribir sus datos.
    .hint = ¿Está lleno el disco o se movió la carpeta? Lo que estaba guardado no se ha perdido.
error-engine-failed = Algo ha fallado dentro de Millrace.
    .hint = Inténtelo de nuevo. Si ocurre siempre, vuelva a iniciar Millrace: sus flujos están guardados.
error-store-damaged = Lo guardado de esto está dañado y no se puede leer.
    .hint = No se ha cambiado nada. Los detalles dicen qué no encaja.
error-run-noStart = Este flujo no tiene nada con que empezar.
    .hint = Añada un paso que lo inicie.
error-run-noInput = «{ $node }» aún no tiene ninguna entrada guardada.
    .hint = Ejecute primero los pasos anteriores.
error-run-tooDeep = Los flujos se llaman unos a otros con demasiada profundidad.
    .hint = ¿Alguno se llama a sí mismo?
error-run-noData = La ejecución que quiere repetir no dejó datos.
    .hint = Puede que se haya eliminado. Inicie el flujo de nuevo.
error-inbox-decided = Ya se decidió sobre esta ejecución.
    .hint = Abra la ejecución: allí se ve cómo continuó.
error-not-saved = No se pudieron guardar los cambios, así que no se ha iniciado nada. { $message }
error-store-full = El disco está lleno: no se puede cambiar nada y todo se puede seguir leyendo.
    .hint = Libere espacio en el disco; Millrace continúa por sí solo.
error-store-inUse = Esto necesita los datos en exclusiva. { $message }
    .hint = Espere a que terminen las ejecuciones y cierre otros programas de Millrace.
error-store-lost = Faltan los cambios posteriores a { $after }: la base de datos los perdió.
error-store-lostAll = Falta todo lo guardado: la base de datos fue eliminada. Los ajustes muestran las copias de seguridad.
error-store-broken = La base de datos está dañada. Ya no se escribe nada en ella: restaure una copia de seguridad en los ajustes.
error-store-rows =
    { $count ->
        [one] Un elemento guardado está dañado. Una copia de seguridad en los ajustes puede tenerlo intacto.
       *[other] { $count } elementos guardados están dañados. Una copia de seguridad en los ajustes puede tenerlos intactos.
    }
error-store-disk = El disco falla: no se puede cambiar nada hasta que vuelva a funcionar.
error-store-ready = Los cambios se guardan de nuevo.
error-backup-damaged = Esta copia de seguridad está dañada.
    .hint = No se ha cambiado nada. Elija otra.
error-closed-damaged = No se pueden abrir sus datos: la base de datos está dañada, se vació o ha desaparecido.
    .hint = No se ha cambiado nada. Restaure una copia de seguridad: lo que hay ahora se conserva a su lado.
error-closed-newer = Sus datos los escribió una versión más reciente de Millrace.
    .hint = No se ha cambiado nada. Vuelva a instalar la versión más reciente o restaure una copia de seguridad anterior.
error-closed-readOnly = No se pueden abrir sus datos: Millrace no puede escribir en ellos.
    .hint = Permítale escribir en su carpeta; entonces continuará por sí solo.
error-closed-full = El disco está lleno: Millrace no puede abrir sus datos.
    .hint = No se ha perdido nada. Libere espacio en el disco; entonces continuará por sí solo.
error-closed-gone = No se puede llegar a sus datos: su carpeta no está o no se puede leer.
    .hint = ¿Falta un disco o se movió la carpeta? Inténtelo de nuevo en cuanto esté.
error-closed-failed = No se pueden abrir sus datos.
    .hint = No se ha cambiado nada. Los detalles dicen por qué; Millrace lo vuelve a intentar por sí solo.
error-backup-failed = No se hizo ninguna copia de seguridad. { $message }

# What is missing from the database, and what is to become of it.
missing-told = Faltan en la base de datos: { $what }. Una copia de seguridad puede tenerlos.
missing-backups = Mostrar copias de seguridad
missing-accept = Seguir sin ellos
missing-accepted = Millrace sigue sin ellos.
missing-workflow = { $count ->
    [0] quizá flujos
    [one] { $count } flujo
   *[other] { $count } flujos
}
missing-version = { $count ->
    [0] quizá versiones de flujos
    [one] { $count } versión de un flujo
   *[other] { $count } versiones de flujos
}
missing-draft = { $count ->
    [0] quizá borradores de flujos
    [one] { $count } borrador de un flujo
   *[other] { $count } borradores de flujos
}
missing-allowed = { $count ->
    [0] quizá listas de permisos de flujos
    [one] { $count } lista de permisos de un flujo
   *[other] { $count } listas de permisos de flujos
}
missing-preference = { $count ->
    [0] quizá ajustes
    [one] { $count } ajuste
   *[other] { $count } ajustes
}
missing-variable = { $count ->
    [0] quizá variables
    [one] { $count } variable
   *[other] { $count } variables
}
missing-memory = { $count ->
    [0] quizá memorias de flujos
    [one] { $count } memoria de un flujo
   *[other] { $count } memorias de flujos
}
missing-seen = { $count ->
    [0] quizá claves recordadas de pasos
    [one] { $count } clave recordada de un paso
   *[other] { $count } claves recordadas de pasos
}
missing-table = { $count ->
    [0] quizá tablas
    [one] { $count } tabla
   *[other] { $count } tablas
}
missing-row = { $count ->
    [0] quizá filas de tablas
    [one] { $count } fila de una tabla
   *[other] { $count } filas de tablas
}
missing-credential = { $count ->
    [0] quizá credenciales
    [one] { $count } credencial
   *[other] { $count } credenciales
}
missing-secret = { $count ->
    [0] quizá secretos de credenciales
    [one] { $count } secreto de una credencial
   *[other] { $count } secretos de credenciales
}
missing-slot = { $count ->
    [0] quizá formas de abrir la bóveda
    [one] { $count } forma de abrir la bóveda
   *[other] { $count } formas de abrir la bóveda
}
missing-audit = { $count ->
    [0] quizá líneas del registro
    [one] { $count } línea del registro
   *[other] { $count } líneas del registro
}
