rail = Menu principal
workflows = Fluxos
runs = Execuções
templates = Modelos
settings = Configurações
trash = Lixeira
workflow = Fluxo

close = Fechar
cancel = Cancelar
done = Pronto
undo = Desfazer
save = Salvar
open = Abrir
more = Mais
name = Nome
restore = Restaurar
loading = Carregando…
try-again = Tentar de novo
unnamed = Sem nome
pasted = Fluxo colado
file-too-large = { $name } é grande demais para ser um fluxo: no máximo 64 MB.
file-not-read = { $name } não pode ser lido.
toolbar = Exibição

nothing-found = Nada encontrado
nothing-found-help = Nenhuma entrada corresponde ao que você procura.
show-all = Mostrar tudo

connection-lost = O Millrace não responde. Tentando de novo…
connection-back = Conectado de novo.

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
time-yesterday = Ontem { $time }

palette-title = Pesquisar em tudo
palette-hint = Pesquisar ações, fluxos e modelos
palette-actions = Ações
palette-templates = Começar com um modelo
keys-title = Teclas
keys-to-settings = Mudar as teclas
keys-general = Em toda parte
keys-selection = O que está selecionado
keys-editor = Um fluxo aberto
keys-canvas = Área de desenho
