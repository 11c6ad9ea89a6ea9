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
