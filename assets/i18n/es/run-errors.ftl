## El final de una ejecución
run-error-canceled = Se detuvo antes de terminar.
run-error-interrupted = Millrace se cerró o se interrumpió mientras esto se ejecutaba.
    .hint = Compruebe si el paso ya hizo su trabajo antes de ejecutarlo otra vez.
run-error-discarded = La ejecución se interrumpió y después se descartó.
run-error-timeout = Tardó demasiado y se detuvo.
    .hint = Dele más tiempo o haga que procese menos de una vez.
run-error-journal = No se pudo dejar constancia de lo que hacía la ejecución, por lo que se detuvo.
    .hint = ¿Está lleno el disco o se movió la carpeta con sus datos?
run-error-budget-steps = La ejecución ha dado demasiados pasos y se detuvo.
    .hint = Busque un bucle que no termine nunca.
run-error-bug = Algo ha fallado dentro de Millrace, no en su flujo.
    .hint = Comuníquelo, por favor, junto con el flujo en el que ocurre.
run-error-refused = Aquí debía ocurrir algo que no está permitido.
run-error-node-missing = Millrace aún no tiene este tipo de paso.
    .hint = Sustitúyalo o desactívelo para que los elementos pasen de largo.
run-error-workflow-start = No se pudo ejecutar el flujo llamado.
run-error-wait-resume = Este paso espera una llamada desde fuera, y Millrace todavía no recibe llamadas.
    .hint = Haga que espere un tiempo determinado.
run-error-stopped = { $message }
run-error-item-failed = El primer elemento indica un error: { $message }

## Valores y elementos
run-error-param-invalid = Un campo de este paso tiene un valor que no se puede usar.
    .hint = Abra el paso y corrija el campo marcado.
run-error-data-invalid = Los elementos o archivos que llegaron a este paso no son como los necesita.
    .hint = Compare lo que entra en el paso con lo que piden sus campos.
run-error-condition-type = Una condición compara un valor de tipo equivocado.
    .hint = Compare con otro tipo o cambie antes el valor.
run-error-date-invalid = Un valor no se puede usar como fecha.
    .hint = Escríbalo como 2024-05-01T13:30:00 o indique en el paso cómo está escrito.
run-error-regex = El patrón de búsqueda (una expresión regular) de este paso no se puede usar.
    .hint = Busque errores en el patrón o elija uno más sencillo.
run-error-expression = Una expresión de este paso no da ningún valor.
    .hint = Elija el valor de nuevo en el campo marcado.
run-error-expression-timeout = Una expresión de este paso tardó demasiado y se detuvo.
    .hint = Simplifíquela o deje entrar menos elementos de una vez.
run-error-expression-memory = Una expresión de este paso necesitaba demasiada memoria y se detuvo.
    .hint = Simplifíquela o deje entrar menos elementos de una vez.
run-error-code = El código de este paso ha fallado.
    .hint = Revise la línea indicada o pregunte a quien escribió el código.
run-error-code-syntax = El código de este paso no está bien escrito y no se puede ejecutar.
    .hint = Revise la línea indicada o pregunte a quien escribió el código.
run-error-memory = El código de este paso necesitaba demasiada memoria y se detuvo.
    .hint = Deje entrar menos elementos de una vez.
run-error-sql = La consulta de este paso no se puede ejecutar.
    .hint = Revise cómo está escrita y cuántas filas da.

## Archivos y comandos
run-error-file-missing = Este archivo no existe.
    .hint = Revise la ruta en el paso. ¿Se movió el archivo o se le cambió el nombre?
run-error-file-denied = El sistema no permite usar este archivo.
    .hint = Revise los permisos del archivo y si un enlace lleva fuera de la carpeta permitida.
run-error-file-full = El disco está lleno: no se pudo escribir el archivo.
    .hint = Libere espacio en el disco y ejecute el flujo otra vez.
run-error-file-failed = No se pudo leer o escribir el archivo.
    .hint = ¿Es un archivo y no una carpeta, está su disco y no lo usa otro programa?
run-error-file-path = La ruta del archivo está vacía o dañada.
    .hint = Elija el archivo de nuevo en el paso.
run-error-binary-missing = El archivo que necesita este paso no está.
    .hint = Revise su nombre en el paso y ejecute otra vez el paso que lee o crea el archivo.
run-error-binary-unknown = El elemento no indica bien su archivo.
    .hint = Ejecute otra vez el paso que lee o crea el archivo.
run-error-binary-failed = No se pudo guardar o leer un archivo.
    .hint = ¿Está lleno el disco o se movió la carpeta con sus datos?
run-error-binary-damaged = Un archivo guardado está dañado.
    .hint = Ejecute otra vez el paso que lee o crea el archivo.
run-error-command-failed = El comando ha fallado.

## Servicios y direcciones
run-error-http-status = El servicio no hizo lo que se le pidió: respondió con el estado { $status }.
    .hint = { $status ->
        [400] Algo en la petición no es como lo espera. Compare los campos con su documentación.
        [401] La credencial falta o no se acepta.
        [403] La credencial no permite esto.
        [404] No hay nada en esta dirección. Busque errores en ella.
        [405] Elija otro método.
        [408] Tardó demasiado. Inténtelo de nuevo más tarde.
        [413] Lo que se envió es demasiado grande.
        [422] Algo en la petición no es como lo espera. Compare los campos con su documentación.
        [429] Demasiadas peticiones en poco tiempo. Envíelas en grupos con una pausa o inténtelo de nuevo más tarde.
        [500] El problema está en el otro lado. Inténtelo de nuevo más tarde.
        [502] El problema está en el otro lado. Inténtelo de nuevo más tarde.
        [503] El problema está en el otro lado. Inténtelo de nuevo más tarde.
        [504] Tardó demasiado. Inténtelo de nuevo más tarde.
       *[other] Lo que dice al respecto está en los detalles.
    }
run-error-http-dns = No se encontró ningún servidor en esta dirección.
    .hint = Busque errores en la dirección. ¿Tiene conexión este equipo?
run-error-http-connect = No se puede conectar con el servidor.
    .hint = Busque errores en la dirección. ¿Tiene conexión este equipo y está en marcha el servicio?
run-error-http-tls = No se logró una conexión segura con el servidor.
    .hint = Busque errores en la dirección y compruebe que el reloj de este equipo va bien. Si no es eso, pregunte a quien ofrece el servicio.
run-error-http-timeout = El servidor no respondió a tiempo.
    .hint = Inténtelo de nuevo más tarde o dele más tiempo en las opciones del paso.
run-error-http-too_large = La respuesta del servidor es demasiado grande.
    .hint = Pida menos de una vez.
run-error-http-redirect_loop = El servidor redirige sin fin a otras direcciones.
    .hint = Busque errores en la dirección.
run-error-http-protocol = No se pudo entender la respuesta del servidor.
    .hint = Busque errores en la dirección o inténtelo de nuevo más tarde.
run-error-http-io = Un archivo que se debía enviar o recibir no se pudo leer o escribir.
    .hint = ¿Está lleno el disco?
run-error-http-refused_scheme = No se pueden consultar direcciones de este tipo.
    .hint = La dirección debe empezar por https:// o http://.
run-error-http-invalid_url = Esto no es una dirección correcta.
    .hint = Empieza por https:// o http:// y no tiene espacios.
run-error-http-invalid_request = La petición no se puede enviar así.
    .hint = Revise en el paso el método, las cabeceras y el cuerpo.
run-error-http-body = La respuesta no es JSON válido.
    .hint = Ponga el formato de la respuesta en texto para recibirla tal como es.
run-error-http-pages = Llegó una y otra vez la misma respuesta, así que no se pidió ninguna página más.
    .hint = Revise cuándo terminan las páginas y que algo cambie de una página a otra.
run-error-graphql = El servicio no pudo responder a la consulta.
run-error-feed-invalid = Esta dirección no lleva a ningún feed.
    .hint = Busque en el sitio web la dirección de su feed.

## Credenciales
run-error-credential-missing = La credencial de este paso no está.
    .hint = Elija una en el paso o créela.
run-error-credential-refused = A este flujo no se le dio la credencial que pide.
    .hint = Elíjala en el paso que debe usarla.
run-error-credential-kind = La credencial elegida es de un tipo que no encaja aquí.
    .hint = Elija en el paso una que encaje.
run-error-credential-expired = La credencial elegida ha caducado.
    .hint = Cambie su secreto y su fecha o elija otra en el paso.
run-error-credential-host = La credencial no se puede enviar a este host.
    .hint = No se ha enviado nada. Añada el host a los permitidos de la credencial si pertenece al mismo servicio.
run-error-credential-invalid = La credencial elegida no se puede usar.
    .hint = Introduzca de nuevo sus datos o elija otra en el paso.
run-error-credential-incomplete = A la credencial elegida le falta algo que este paso necesita.
    .hint = Abra la credencial y complétela.
run-error-vault-locked = Sus credenciales están bloqueadas en este equipo.
    .hint = Desbloquéelas con el código de recuperación o la frase de contraseña.
run-error-vault-setBack = Las credenciales se devolvieron a un estado anterior, y no por Millrace.
    .hint = No se envió nada. Si fue usted, desbloquéelas con el código de recuperación; si no, restaure una copia de seguridad.
run-error-vault-damaged = Otra cosa ha cambiado lo guardado de la credencial.
    .hint = No se ha enviado nada. Introduzca el secreto de nuevo o restaure una copia de seguridad.
run-error-vault-keyFile = El archivo de clave que abre sus credenciales no se puede usar.
    .hint = No se ha enviado nada. Compruebe si el archivo sigue en su sitio.
run-error-vault-wrongKey = La clave no abre sus credenciales.
    .hint = No se ha enviado nada. Desbloquéelas con el código de recuperación.
run-error-vault-name = Lo guardado de la credencial no se puede leer.
    .hint = No se ha enviado nada. Introduzca el secreto de nuevo o restaure una copia de seguridad.
run-error-vault-system = El sistema no deja que Millrace abra sus credenciales.
    .hint = No se ha enviado nada. Cierre otros programas o vuelva a iniciar Millrace.

## Firmas y tokens
run-error-crypto-algorithm = Millrace no conoce este tipo de hash.
    .hint = Elija otro en el paso.
run-error-crypto-key = La clave no se puede usar para esto.
    .hint = Compruebe que se copió entera y que encaja con lo elegido en el paso.
run-error-crypto-sign = El texto no se puede firmar con esta clave.
    .hint = Elija otra clave.
run-error-jwt-invalid = El token no es auténtico o se ha modificado.
    .hint = Compare la credencial y el algoritmo con los que se usaron para firmarlo.
run-error-jwt-early = El token todavía no es válido.
    .hint = Compruebe que el reloj de este equipo va bien o espere a que sea válido.
run-error-jwt-expired = El token ha caducado.
    .hint = Consiga uno nuevo.

## Sus datos
run-error-store-missing = Lo que busca este paso no está guardado aquí.
    .hint = Revise el nombre en el paso. ¿Se cambió o se eliminó?
run-error-store-invalid = Lo guardado no se puede usar así.
    .hint = Compare los campos del paso con la tabla.
run-error-store-damaged = Lo guardado de esto está dañado y no se puede leer.
    .hint = No se ha cambiado nada. Una copia de seguridad puede tenerlo intacto.
run-error-store-full = El disco está lleno: no se puede cambiar nada.
    .hint = Libere espacio en el disco y ejecute el flujo otra vez.
run-error-store-disk = El disco falla: no se puede cambiar nada hasta que vuelva a funcionar.
    .hint = Compruebe si está conectado y ejecute después el flujo otra vez.
run-error-store-readOnly = Millrace no puede escribir en sus datos.
    .hint = Permítale escribir en su carpeta.
run-error-store-busy = Otro programa está escribiendo en sus datos.
    .hint = Inténtelo de nuevo dentro de un momento.
run-error-store-gone = No se puede acceder a sus datos.
    .hint = ¿Falta un disco o se movió la carpeta?
run-error-store-failed = No se pudieron leer o escribir sus datos.
    .hint = ¿Está lleno el disco o se movió la carpeta?
run-error-store-folder = La carpeta con sus datos no se puede usar.
    .hint = ¿Falta un disco o se movió la carpeta?
run-error-store-inUse = Otro Millrace está usando sus datos.
    .hint = Ciérrelo e inténtelo de nuevo.
run-error-store-newer = Sus datos los escribió una versión más reciente de Millrace.
    .hint = No se ha cambiado nada. Instale de nuevo la versión más reciente.
run-error-store-foreign = Lo que hay en la carpeta con sus datos no es una base de datos de Millrace.
    .hint = No se ha cambiado nada. Restaure una copia de seguridad.
run-error-store-emptied = Otra cosa ha vaciado sus datos.
    .hint = Restaure una copia de seguridad en los ajustes.
run-error-store-network = La carpeta con sus datos está en una unidad de red, donde no están seguros.
    .hint = Elija una carpeta de este equipo.
run-error-store-sqlite = Esta versión de Millrace contiene una base de datos demasiado antigua.
    .hint = Instale Millrace de nuevo.

## Pruebas de un flujo
run-error-debug-error = { $message }
run-error-debug-node = { $message }
run-error-debug-service = { $message }
run-error-debug-memory = No quedaba memoria libre, tal como este paso debía probar.
