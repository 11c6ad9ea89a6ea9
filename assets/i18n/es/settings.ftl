settings-general = General
settings-permissions = Permisos
settings-keys = Teclas
settings-about = Acerca de
as-system = Como el sistema
set-language = Idioma
set-theme = Tema
theme-light = Claro
theme-dark = Oscuro
set-snap = Ajustar a la cuadrícula
set-snap-help = Los pasos que mueve en el lienzo se alinean.
set-login = Iniciar al entrar en la sesión
set-login-help = Millrace se inicia en la bandeja al entrar en la sesión.
set-tray = Quedarse en la bandeja
set-tray-help = Al cerrar la ventana, Millrace sigue funcionando.

permissions-help = Lo que cada flujo puede hacer fuera de sí mismo. Lo que usted retire, lo volverá a pedir.
permissions-empty = Aún no se ha permitido nada a ningún flujo. Un flujo pregunta cuando lo ejecuta.
permission-allow = Permitir: { $what }
permission-take-back = Retirar: { $what }
permission-taken-back = Retirado: { $what }

keys-help = Pulse un botón y después las teclas que desee. Esc lo deja como está, Retroceso quita las teclas.
keys-usual = Teclas habituales
keys-usual-all = Teclas habituales para todo
keys-none = ninguna
keys-press = Pulse las teclas…
keys-change = Cambiar las teclas de: { $action }
keys-taken = { $keys } pertenece a «{ $action }».

about-version = Versión { $version }
about-data = Sus datos están en
about-zone = Zona horaria
about-privacy = Privacidad
about-privacy-text = No se envía nada a ninguna parte, salvo adonde lo envían sus flujos.
about-licence = Licencia

settings-runs = Ejecuciones
set-budget = Mantener las ejecuciones por debajo de { $most }
budget-help = Cuando las ejecuciones ocupan más, se eliminan primero las más antiguas que ya han terminado, hasta que ocupen claramente menos. Las que siguen en marcha o esperan su decisión se conservan, al igual que la lista de errores. El espacio se reutiliza para nuevas ejecuciones.
budget-used = { $used } de { $most }
budget-ask-title = ¿Mantener las ejecuciones por debajo de { $most }?
budget-ask = Las ejecuciones ocupan ahora { $used }. Se eliminan las más antiguas, hasta unos { $size }, con todo lo que produjeron. No se puede deshacer.
budget-ask-yes = Eliminar las más antiguas

settings-backups = Copias de seguridad
backups-help = Mientras Millrace está abierto, guarda cada día una copia de todo: de los últimos siete días y de cuatro semanas.
backups-empty = Todavía no hay copias de seguridad.
backup-now = Hacer una copia ahora
backup-made = La copia de seguridad está hecha.
backup-restore = Restaurar la copia de { $when }
backup-restore-short = Restaurar…
backup-restore-title = ¿Restaurar la copia de { $when }?
backup-restore-help = Los flujos, las ejecuciones, las credenciales y los ajustes vuelven a ser lo que eran. Lo que hay ahora se guarda como copia, para que pueda volver. Su código de recuperación más nuevo sigue abriendo sus credenciales, y el registro de auditoría continúa.
backup-restore-yes = Restaurar
backup-restored = La copia de seguridad está restaurada.
backup-restored-older = Puede que sus credenciales tengan otra clave que las que había: las abre el código de recuperación del { $when }, quizá ninguno más nuevo. Si ya no lo tiene, restaure la copia «Antes de una restauración», la primera de la lista.
backup-workflows = { $count ->
    [one] { $count } flujo
   *[other] { $count } flujos
}
backup-daily = Diaria
backup-asked = Hecha por usted
backup-upgrade = Antes de una actualización
backup-replaced = Antes de una restauración
backup-damaged = con partes dañadas
backup-broken = dañada, no se puede restaurar
begin-anew = Empezar de cero…
begin-anew-lead = Si ninguna copia de seguridad ayuda, Millrace puede empezar de cero.
begin-anew-title = ¿Empezar de cero?
begin-anew-help = Los flujos, las ejecuciones y las credenciales empiezan vacíos. La base de datos que no se puede abrir se conserva en la carpeta «backups», por si alguien aún puede leerla.
begin-anew-yes = Empezar de cero
begin-anew-done = Millrace empieza de cero. Lo que había se conserva.
