drop-title = Suelte para importar
drop-help = Flujos de Millrace y de n8n. No se ejecuta nada.
import-title = Importar flujos
import-help = Flujos de Millrace o de n8n. Importar no ejecuta nada: primero ve qué contienen y qué piden.
import-files = Elegir archivos
import-files-help = Uno o varios archivos .json
import-folder = Elegir una carpeta
import-folder-help = Todos los flujos que contiene
import-paste = O pegar un flujo
import-paste-help = También puede pegar aquí pasos copiados en n8n.
import-no-files = Allí no se encontró ningún archivo de flujo.
import-too-many = Solo se han leído los primeros { $count } archivos. Suelte las demás carpetas por separado.
import-reading =
    { $count ->
        [0] Leyendo la carpeta…
        [one] Leyendo { $count } archivo…
       *[other] Leyendo { $count } archivos…
    }
import-again = Elegir otros archivos
import-more = Importar más
import-done =
    { $count ->
        [one] Ya hay un flujo aquí.
       *[other] Ya hay { $count } flujos aquí.
    }
import-done-some = Importados: { $count }. No importados: { $failed }.
import-nothing-ran = No se ejecutó nada.
fit-native =
    { $count ->
        [one] { $count } paso tal como era
       *[other] { $count } pasos tal como eran
    }
fit-approximated =
    { $count ->
        [one] { $count } paso casi como era
       *[other] { $count } pasos casi como eran
    }
fit-missing =
    { $count ->
        [one] falta { $count } paso
       *[other] faltan { $count } pasos
    }
import-wants = Pedirá esto cuando lo ejecute:
import-remarks =
    { $count ->
        [one] { $count } cosa que conviene saber
       *[other] { $count } cosas que conviene saber
    }
import-wire-dropped = Se omitió la conexión de «{ $from }» a «{ $to }»: { $why }.
import-secret = «{ $node }» contiene una contraseña o clave a la vista (campo { $field }).
remark-kind-missing = Millrace aún no tiene este paso. Se conserva tal como está; una ejecución que llegue a él se detiene ahí.
remark-version = La versión { $found } no se conoce; funciona como versión { $used }.
remark-operation = { $field } «{ $value }» no se conoce.
remark-choice = «{ $field }» es «{ $value }», que no es una de las opciones conocidas.
remark-option = La opción «{ $field }» no se conoce; no tiene efecto.
remark-new-id = Su identificador «{ $from }» pertenece a otro paso; recibió uno nuevo.
remark-no-name = No tenía nombre y recibió uno.
remark-new-name = Su nombre «{ $from }» pertenece a otro paso; recibió un número.
remark-moved = Le faltaba su lugar en el lienzo o estaba demasiado lejos; recibió uno nuevo.
remark-parameters = Sus ajustes no se pudieron leer y se omitieron.
remark-retry =
    { $count ->
        [one] Se intenta { $count } vez.
       *[other] Se intenta { $count } veces.
    }
warning-key-repeated = «{ $path }» aparece más de una vez en el archivo; cuenta la última.
warning-node-skipped = La entrada { $index } de la lista de pasos no es un paso y se omitió.
warning-part = «{ $part }» tiene una forma que no se entiende y se omitió.
warning-key-unknown = Esta versión no conoce «{ $path }» y lo omitió.
warning-was-active = Estaba activado en su lugar de origen. Aquí solo se ejecuta cuando usted lo ejecuta.
warning-files-beside = Aquí los archivos quedan junto a los registros, no dentro de ellos.
wire-no-source = falta el paso del que sale
wire-no-target = falta el paso al que llega
wire-no-output = el paso del que sale no tiene esa salida
wire-no-input = el paso al que llega no tiene esa entrada
wire-repeated = ya existe
wire-malformed = no está escrita como una conexión

grant-dir = Leer y cambiar archivos en { $what }
grant-dir-read = Leer archivos en { $what }
grant-host = Conectarse a { $what }
grant-host-any = Conectarse a este ordenador y a cualquier dirección de su red
grant-command = Ejecutar el programa { $what }
grant-command-any = Ejecutar cualquier programa
grant-env = Leer variables de entorno
grant-other = { $what }
