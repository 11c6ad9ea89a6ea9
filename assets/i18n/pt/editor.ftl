## A janela de um fluxo
editor-loading = Carregando
editor-name = Renomear o fluxo
editor-menu = Mais
editor-saved = Salvo
editor-saved-version = Salvo como versão
editor-saving = Salvando…
editor-offline = Ainda não salvo: não é possível acessar o Millrace
editor-refused = Não salvo
editor-open-again = Abrir de novo
editor-reloaded = Este fluxo foi alterado em outro lugar. Você o vê como está agora.
editor-comparing = Uma versão ao lado do rascunho
editor-problem-count = { $count ->
    [one] 1 coisa a conferir
   *[other] { $count } coisas a conferir
}
editor-export-n8n = Exportar para o n8n
editor-duplicate = Duplicar o fluxo
editor-to-workflows = Todos os fluxos
editor-save-stored = Salvar o que está guardado
editor-stop = Parar
editor-choose = Escolher…
editor-remove = Remover
editor-items = { $count ->
    [one] { $count } item
   *[other] { $count } itens
}
editor-steps = { $count ->
    [0] Ainda sem passos
    [one] 1 passo
   *[other] { $count } passos
}
editor-selected = { $count ->
    [one] { $count } passo selecionado
   *[other] { $count } passos selecionados
}

## Área de desenho
editor-canvas = Área de desenho
editor-canvas-help = O fluxo como cartões e conexões. As setas vão de passo em passo, Enter abre um, N adiciona um. Alt+O mostra o mesmo como lista.
editor-empty = Um fluxo vazio
editor-empty-help = Comece pelo que o inicia: aperte N, clique duas vezes na área de desenho ou pegue um passo à esquerda.
editor-rename = Renomear
editor-note = Nota
editor-note-new = ## Nota
    Clique duas vezes para escrever.
editor-group = Grupo
editor-add-after = Adicionar um passo depois
editor-add-here = Adicionar um passo aqui
editor-insert = Inserir um passo
editor-delete-wire = Excluir a conexão
editor-delete-wires = Excluir as conexões dele
editor-run-to = Executar até aqui
editor-align-left = Alinhar bordas esquerdas
editor-align-center = Alinhar centros
editor-align-right = Alinhar bordas direitas
editor-align-top = Alinhar bordas superiores
editor-align-middle = Alinhar meios
editor-align-bottom = Alinhar bordas inferiores
editor-spread-across = Distribuir na largura
editor-spread-down = Distribuir na altura
editor-paste-nothing = Não há passos na área de transferência. { $reason }
editor-paste-empty = A área de transferência está vazia.
editor-paste-text = Isto é texto, não passos: “{ $begin }”. Copie primeiro alguns passos ou ponha o texto num campo de um passo.
editor-paste-link = Isto é um endereço web, não passos: “{ $begin }”. Para o ler, adicione um passo de pedido HTTP e ponha lá o endereço.
editor-paste-data = Isto são dados sem passos: “{ $begin }”. Para trabalhar com eles, ponha-os num passo que contenha linhas.
editor-kind-missing = Não conhecido aqui: { $kind }
editor-disabled-pill = desligado

## Passos para adicionar
editor-palette = Passos
editor-palette-search = Pesquisar passos
editor-palette-hide = Ocultar os passos
editor-palette-recent = Usados há pouco
editor-palette-found = Encontrados
editor-palette-none = Nenhum passo se chama “{ $search }”
editor-group-trigger = Inicia quando
editor-group-data = Moldar dados
editor-group-flow = Decidir e repetir
editor-group-files = Arquivos
editor-group-network = Para fora
editor-group-code = Código
editor-group-tools = Ferramentas
editor-group-service = Serviços

## O formulário de um passo
editor-inspector = Configurações do passo selecionado
editor-inspector-width = Largura das configurações
editor-inspector-hide = Ocultar as configurações
editor-nothing-selected = Selecione um passo para ver suas configurações e seus dados. Isto trata do fluxo inteiro.
editor-run-nothing-selected = Selecione um passo para ver o que entrou e o que saiu.
editor-tabs = Configurações e dados do passo
editor-tab-settings = Configurações
editor-tab-input = Entrada
editor-tab-output = Saída
editor-more = Mais
editor-no-settings = Este passo não tem configurações.
editor-required = Precisa ser preenchido
editor-to-fill = Por preencher
editor-paper-yellow = Amarelo
editor-paper-orange = Laranja
editor-paper-red = Vermelho
editor-paper-green = Verde
editor-paper-blue = Azul
editor-paper-purple = Roxo
editor-paper-grey = Cinzento
editor-computed = Usar um valor de um passo
editor-fixed = Digitar um valor fixo
editor-raw = Mostrar a expressão
editor-raw-done = Pronto
editor-fix = Corrigir
editor-show-field = Mostrar o campo
editor-show-step = Mostrar o passo
editor-test = Testar este passo
editor-test-trigger = Experimentar este início
editor-missing-help = O Millrace ainda não tem { $kind }. O passo e suas configurações são mantidos; uma execução que chegue a ele para ali. Substitua-o ou desligue-o para que os itens passem direto.
editor-missing-settings = Como ele estava configurado
editor-secret-show = Mostrar o que foi digitado
editor-number-least = No mínimo { $limit }
editor-number-most = No máximo { $limit }
editor-add-field = Adicionar um campo
editor-add-to = Adicionar a { $what }
editor-entry = Entrada { $number }
editor-move-up = Mover para cima
editor-move-down = Mover para baixo
editor-preview = Valor:
editor-preview-empty = Nada sai aqui: o campo ficaria vazio.
editor-preview-failed = { $message }
editor-preview-none = Execute o fluxo uma vez para ver o valor aqui.
editor-preview-item = Item { $number } de { $total }
editor-preview-before = Item anterior
editor-preview-next = Próximo item

## O que todos os passos têm
editor-behaviour = Quando falha, e notas
editor-on-error = Se este passo falhar
editor-on-error-stop = Parar o fluxo
editor-on-error-continue = Continuar com o erro como item
editor-on-error-errorOutput = Enviar itens com falha para uma saída à parte
editor-on-error-skip = Continuar sem os itens dele
editor-on-error-fallback = Continuar com o que entrou
editor-retry = Tentar de novo quando falhar
editor-retry-attempts = Tentativas
editor-retry-wait = Segundos entre elas
editor-retry-grows = Esperar mais a cada vez
editor-timeout = Limite de tempo em segundos
editor-timeout-help = Quanto uma tentativa pode durar; vazio para nenhum limite próprio.
editor-execute-once = Executar só para o primeiro item
editor-always-output = Dar um item vazio em vez de nenhum
editor-disabled = Desligado: os itens passam direto
editor-step-note = Nota

## Valores de passos anteriores
editor-picker = Inserir um valor de um passo anterior
editor-picker-open = Inserir um valor
editor-picker-search = Pesquisar valores
editor-picker-none = Este passo ainda não foi executado.
editor-picker-run = Executar para ver os valores
editor-picker-words = Tempo e execução
editor-word-now = Agora
editor-word-today = Hoje
editor-word-itemIndex = Número do item
editor-word-runIndex = Número da volta
editor-word-executionid = Identificador da execução
editor-word-workflowname = Nome do fluxo
editor-word-workflowid = Identificador do fluxo
editor-word-vars = Variáveis
editor-word-inputall = Todos os itens

## Tabelas de campos
editor-assign-add = Adicionar um campo
editor-assign-name = Nome
editor-assign-type = Tipo
editor-assign-value = Valor
editor-type-string = Texto
editor-type-number = Número
editor-type-dateTime = Data e hora
editor-type-boolean = Sim ou não
editor-type-array = Lista
editor-type-object = Objeto
editor-condition-add = Adicionar uma condição
editor-condition-all = Todas precisam valer
editor-condition-any = Basta uma delas
editor-condition-how = Quantas precisam valer
editor-condition-left = Valor
editor-condition-right = Comparado com
editor-condition-left-example = por exemplo o campo “total”
editor-condition-right-example = por exemplo 100
editor-condition-operator = Comparação
editor-columns-how = Como as colunas recebem seus valores
editor-columns-by-hand = Escolher um valor para cada coluna
editor-columns-by-name = Os campos vão para as colunas de mesmo nome
editor-columns-name = Nome de uma coluna
editor-columns-add = Adicionar
editor-columns-value = Valor para { $name }
editor-resource-how = Como é escolhido
editor-resource-list = Da lista
editor-resource-none = Ainda não há nenhum.
editor-resource-name = Pelo nome
editor-resource-id = Pelo identificador

## Comparações
operation-equals = é igual a
operation-notEquals = não é igual a
operation-contains = contém
operation-notContains = não contém
operation-startsWith = começa com
operation-notStartsWith = não começa com
operation-endsWith = termina com
operation-notEndsWith = não termina com
operation-regex = corresponde ao padrão
operation-notRegex = não corresponde ao padrão
operation-empty = está vazio
operation-notEmpty = não está vazio
operation-exists = existe
operation-notExists = não existe
operation-gt = é maior que
operation-lt = é menor que
operation-gte = é no mínimo
operation-lte = é no máximo
operation-after = é depois de
operation-before = é antes de
operation-afterOrEquals = é depois ou igual a
operation-beforeOrEquals = é antes ou igual a
operation-true = é verdadeiro
operation-false = é falso
operation-lengthEquals = tem o comprimento
operation-lengthNotEquals = não tem o comprimento
operation-lengthGt = é mais longo que
operation-lengthLt = é mais curto que
operation-lengthGte = é pelo menos tão longo quanto
operation-lengthLte = é no máximo tão longo quanto

## Arquivos e pastas
editor-place-look = Procurar
editor-place-file = Escolher um arquivo
editor-place-folder = Escolher uma pasta
editor-place-write = Onde gravar o arquivo
editor-place-up = Uma pasta acima
editor-place-home = Sua própria pasta
editor-place-system = Usar a janela do sistema
editor-place-all = Todos os { $pattern } daqui ({ $count })
editor-place-hidden = Também os ocultos
editor-place-more = Há mais do que é mostrado.
editor-place-empty = Não há nada aqui.
editor-place-name = Nome do arquivo
editor-place-this = Usar esta pasta
editor-place-save = Usar este nome

## Itens
editor-data-as-table = Como tabela
editor-data-as-json = Como JSON
editor-data-as-fields = Como campos
editor-data-look = Como os itens são mostrados
editor-data-table = Itens
editor-data-search = Pesquisar itens
editor-data-not-found = Nenhum item contém isto.
editor-data-files = Arquivos
editor-data-files-count = { $count ->
    [one] { $count } arquivo
   *[other] { $count } arquivos
}
editor-data-empty-text = (vazio)
editor-data-present =
    { $total ->
        [one] { $count } de { $total } item tem isto
       *[other] { $count } de { $total } itens têm isto
    }
editor-data-fields-inside = Campos dentro
editor-data-item = item { $number }
editor-data-value = O valor escolhido
editor-data-more = mais { $count }
editor-data-page = { $first } a { $last } de { $total }
editor-data-before = Itens anteriores
editor-data-after = Itens seguintes
editor-data-origin = De onde veio isto?
editor-data-origin-here = Começa aqui.
editor-input-none = Nenhum item entrou.
editor-input-start = Este passo inicia o fluxo: nada entra.
editor-input-before = Nada entrou ainda.
editor-input-run = Executar até “{ $step }”
editor-input-which = Qual entrada
editor-output-none = Nenhum item saiu.
editor-output-before = Este passo ainda não foi executado.
editor-output-cut = Este passo foi interrompido no meio. Ele aguarda sua decisão acima.
editor-output-discarded = Este passo foi cortado no meio, e você descartou a execução. Não se sabe se ele fez algo.
editor-output-skipped = Você pulou este passo depois da interrupção. Ele não foi executado de novo: estes são os itens que entraram.
editor-output-which = Qual saída
editor-iteration = Volta { $number } de { $total }
editor-iteration-which = Qual volta
editor-attempts = { $count } tentativas
editor-console = Escrito pelo código
editor-stale = Desatualizado
editor-stale-help = Algo mudou desde este resultado.
editor-pin = Fixar a saída
editor-pinned = Fixada: usada em vez de executar o passo
editor-pinned-help = Usada em vez de executar o passo enquanto você monta o fluxo.
editor-unpin = Soltar
editor-pin-edit = Editar a saída
editor-pin-edit-title = Editar e fixar a saída
editor-pin-edit-help = O que está fixado é usado no lugar deste passo enquanto você monta o fluxo.
editor-pin-cut = Só os primeiros { $count } itens foram fixados.
editor-pin-first = Só o que sai da primeira saída pode ser fixado.
editor-pin-many = Há itens demais para editar todos aqui.
editor-pin-large = Um dos valores é grande demais para ser fixado.
editor-pin-objects = A entrada { $number } não é um objeto: um item se escreve como {"{"} … {"}"}.
editor-file-keep = Salvar o arquivo
editor-file-no-picture = Este tipo de arquivo não pode ser mostrado aqui.
editor-file-gone = O arquivo não está mais lá.
editor-file-large = Este arquivo é grande demais para ser mostrado aqui.
editor-file-cut = Este é o começo de { $size }.
editor-file-broken = Este arquivo não contém uma imagem que possa ser mostrada.
editor-file-page = Página { $page } de { $pages }
editor-file-page-before = Página anterior
editor-file-page-after = Próxima página

## Execuções
editor-run-queued = Esperando a vez
editor-run-begins = Iniciando…
editor-run-now = Executando “{ $step }”
editor-run-waits = Em espera
editor-run-waits-until = Em espera até { $time }
editor-run-stopped = Parado por você
editor-run-discarded = Descartada por você
editor-run-discarded-at = Descartada por você; “{ $step }” tinha sido cortado no meio
editor-run-skipped = { $count ->
    [one] 1 passo pulado
   *[other] { $count } passos pulados
}
editor-run-needs-review = Aguarda sua decisão na caixa de entrada
editor-run-failed = A execução falhou
editor-run-failed-at = Parado em “{ $step }”: { $why }
editor-deleted = { $count } passos excluídos
editor-run-ended = { $steps ->
    [one] { $steps } passo executado
   *[other] { $steps } passos executados
}, { $count ->
    [0] nenhum item saiu de “{ $step }”
    [one] { $count } item saiu de “{ $step }”
   *[other] { $count } itens saíram de “{ $step }”
}
editor-run-wrote = { $count ->
    [one] Ficheiro escrito: { $name }
   *[other] { $count } ficheiros escritos, o último: { $name }
}
editor-run-running = Em execução
editor-run-last = Última execução { $time }
editor-run-progress =
    { $all ->
        [one] { $reached } de { $all } passo · { $time }
       *[other] { $reached } de { $all } passos · { $time }
    }
editor-run-open = Abrir a execução
editor-run-list = Execuções
editor-run-when = { $time } · { $lasted }
editor-run-workflow = Abrir o fluxo
editor-panel-steps = Passos da execução
editor-steps-none = Nenhum passo foi executado ainda.
editor-step-again = volta { $number }
editor-state-success = Pronto
editor-state-failed = Falhou
editor-state-running = Em execução
editor-state-waiting = Em espera
editor-state-canceled = Parado
editor-state-skipped = Pulado por você
editor-state-needs-review = Na caixa de entrada
editor-error-item = Aconteceu no item { $number }.

## Antes de uma execução
editor-ask-grants = Permitir a este fluxo?
editor-ask-grants-help = Ele quer usar o que está listado aqui. Desmarque o que ele não deve ter.
editor-allow-run = Permitir e executar
editor-allow-some = Permitir o que está marcado e executar
editor-ask-unsafe = Testar “{ $step }”?
editor-ask-unsafe-help = { $count ->
    [one] Este passo altera ou envia algo fora do Millrace, para { $count } item.
   *[other] Este passo altera ou envia algo fora do Millrace, para { $count } itens.
} Ele está configurado assim:
editor-ask-unsafe-run = Executar o passo
editor-ask-input = Ainda não há dados de entrada
editor-ask-cut-off = Executar de novo?
editor-ask-cut-off-help = Uma execução deste fluxo foi interrompida e aguarda sua decisão na caixa de entrada. Executar de novo pode repetir o que ela já fez.
editor-ask-cut-off-run = Executar mesmo assim
editor-ask-input-help = “{ $step }” é testado com a última saída de “{ $before }”, que ainda não foi executado.
editor-ask-input-run = Executar até este passo
editor-grants = O que ele pode fazer
editor-grants-none = Ele não precisa de nada fora do Millrace.
editor-grant-why = Qual passo quer o quê
editor-want = “{ $step }”: { $what }
editor-want-host = Acessar um endereço decidido durante a execução
editor-want-read = Ler arquivos decididos durante a execução
editor-want-write = Gravar arquivos decididos durante a execução
editor-want-command = Executar um programa decidido durante a execução
editor-grant-allow = Permitir
editor-grant-forbid = Retirar
editor-grant-allowed = permitido
editor-grant-open = ainda não permitido

## Problemas
editor-problems = A conferir
editor-no-problems = Está tudo certo.
editor-problem-last-run = A última execução falhou.
problem-node-id-repeated = Dois passos têm o identificador { $id }.
    .advice = Exclua um deles e adicione-o de novo.
problem-node-name-repeated = Dois passos se chamam “{ $name }”.
    .advice = Dê outro nome a um deles.
problem-trigger-none = Nada inicia este fluxo.
    .advice = Adicione um passo que o inicie, por exemplo quando você pressiona Executar.
problem-cycle-closed = As conexões de { $names } formam um círculo sem saída.
    .advice = Adicione um Se que saia do círculo, ou use o laço sobre os itens.
problem-param-missing = “{ $label }” está vazio.
    .advice = Preencha-o.
problem-expression-node = Um valor vem do passo “{ $other }”, que não existe.
    .advice = Escolha o valor de novo.
problem-expression-unclosed = Uma expressão é aberta e nunca fechada.
    .advice = Adicione {"}}"} onde ela termina.
problem-cycle-open = As conexões de { $names } formam um círculo.
    .advice = Garanta que um ramo saia dele.
problem-trigger-disabled = “{ $name }” está desligado.
    .advice = Ative-o ou remova-o.
problem-edge-dangling = Uma conexão sai de um passo que não existe ou chega a ele.
    .advice = Remova a conexão.
problem-edge-port = Uma conexão usa { $end } { $port } de “{ $name }”, que não tem isso.
    .advice = Remova a conexão ou leve-a a uma porta que exista.
problem-node-unreachable = Nada leva a “{ $name }”: ele nunca é executado.
    .advice = Conecte-o ou remova-o.
problem-node-placeholder = O Millrace ainda não tem este tipo de passo ({ $kind }).
    .advice = Uma execução que chega a ele para ali. Substitua-o ou desative-o para que os itens passem direto.
problem-node-kind = Esta versão do Millrace não conhece o tipo { $kind }.
    .advice = Atualize o Millrace ou substitua o passo.
problem-node-version = A versão { $version } deste passo não é conhecida.
    .advice = Ele roda como versão { $nearest }; confira o que ele faz.
problem-credential-missing = Ele precisa de uma credencial ({ $slot }).
    .advice = Escolha uma no passo ou crie uma.

## O próprio fluxo
editor-flow-settings = Como ele é executado
editor-flow-zone = Fuso horário
editor-flow-zone-help = Para as datas deste fluxo; vazio para o da máquina.
editor-flow-timeout = Limite de tempo em segundos
editor-flow-timeout-help = Quanto uma execução pode durar; vazio para nenhum limite.
editor-flow-order = Ordem dos passos
editor-flow-order-v1 = Um ramo até o fim, depois o próximo
editor-flow-order-legacy = Todos os ramos lado a lado, como no n8n antigo
editor-flow-failure = Se falhar, executar
editor-flow-failure-help = Um fluxo que começa com “Quando um fluxo falha”.
editor-flow-failure-none = Nada

## Versões
editor-versions = Versões
editor-version-help = A tela mostra o que a restauração da versão mudaria: o que volta está marcado com +, o que sairia com −, o que ficaria configurado de outro modo com ≠.
editor-versions-none = Nenhuma versão foi guardada ainda. Ctrl+S guarda uma.
editor-version-name = Nome da versão
editor-version-keep = Guardar esta versão
editor-version-kept = Salvo. Este estado está guardado como versão.
editor-version-number = Versão { $number }
editor-version-compare = Comparar
editor-version-end = Voltar ao rascunho
editor-version-restore = Restaurar
editor-version-restored = A versão agora é o rascunho. Desfazer traz o rascunho de volta.
editor-diff-added = volta
editor-diff-removed = sairia
editor-diff-changed = mudaria
editor-diff-none = Igual ao rascunho
editor-diff-settings = Só configurações do fluxo são diferentes
editor-diff-adds = { $count ->
    [one] { $count } passo volta
   *[other] { $count } passos voltam
}
editor-diff-removes = { $count ->
    [one] { $count } passo sairia
   *[other] { $count } passos sairiam
}
editor-diff-changes = { $count ->
    [one] { $count } passo mudaria
   *[other] { $count } passos mudariam
}
editor-diff-wires = { $count ->
    [one] { $count } conexão é diferente
   *[other] { $count } conexões são diferentes
}

## Lista
editor-outline = Lista
editor-outline-help = O fluxo como lista. Para cima e para baixo percorrem, com Shift selecionam vários, Espaço inclui um ou o retira, Enter abre um passo, N adiciona um depois, C o conecta, Alt com para cima ou para baixo o move, Shift F10 abre seu menu.
editor-no-webgl = A área de desenho não pode ser mostrada aqui porque este navegador não tem WebGL. A lista faz tudo o que a área de desenho faz.
editor-branch-empty = nada ainda
editor-goes-on = continua com “{ $step }”
editor-connect = Conectar…
editor-connect-title = Conexões de “{ $step }”
editor-connect-none = Ainda não está conectado.
editor-connect-new = Traçar uma conexão
editor-connect-from = Da saída dele
editor-connect-to = Para o passo
editor-connect-into = Na entrada dele
editor-connect-do = Conectar
editor-wire = { $from } → { $to }
editor-earlier = Executar antes
editor-later = Executar depois
editor-cannot-move = Não há ao lado dele um único passo com o qual trocar de lugar.
editor-port-in = Entrada
editor-port-out = Saída
editor-port-model = Modelo
editor-port-tool = Ferramenta
editor-port-memory = Memória
editor-port-parser = Analisador

## Visita guiada
editor-tour = Visita ao editor
editor-tour-place = { $number } de { $total }
editor-tour-skip = Pular
editor-tour-next = Próximo
editor-tour-end = Começar
editor-tour-steps = Passos
editor-tour-steps-help = Tudo o que um fluxo pode fazer é um passo. Clique em um para adicioná-lo depois do selecionado, ou arraste-o para a área de desenho ou para uma conexão.
editor-tour-canvas = Área de desenho
editor-tour-canvas-help = Os passos vão da esquerda para a direita pelas conexões. Arraste do ponto de um passo ao próximo; solte a conexão no vazio para adicionar ali um passo.
editor-tour-inspector = Configurações e dados
editor-tour-inspector-help = Aqui se prepara um passo. Clique em um campo para colocar valores de passos anteriores. Entrada e Saída mostram o que entrou e o que saiu.
editor-tour-run = Executar
editor-tour-run-help = Executa o fluxo e mostra o que acontece. “Testar este passo” experimenta um passo só, com dados que já existem.
editor-tour-saved = Nada se perde
editor-tour-saved-help = Cada mudança é salva na hora e pode ser desfeita, também amanhã. Ctrl+S guarda uma versão com nome.

## Mais uma vez
editor-run-again = Executar de novo com estes dados
editor-run-again-help = Executa o fluxo como está agora com os dados com que esta execução começou
editor-try-again = Tentar de novo a partir daqui
editor-run-from = Executar daqui com os últimos dados
