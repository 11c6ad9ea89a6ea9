first-title = O que o seu computador deve fazer por você?
first-help = Nada sai deste computador. Não é preciso ter conta.
first-templates = Modelos populares
all-templates = Todos os modelos
door-template = Começar com um modelo
    .help = Preencha duas ou três coisas e execute.
door-import = Importar um fluxo
    .help = Do n8n ou de um arquivo do Millrace. Ele é mostrado, não executado.
door-blank = Área em branco
    .help = Escolha o que o inicia e depois adicione passos.

search-workflows = Pesquisar fluxos
workflow-new = Novo fluxo
workflow-new-name = Meu fluxo
import = Importar
workflows-count =
    { $count ->
        [one] { $count } fluxo
       *[other] { $count } fluxos
    }
steps-count =
    { $count ->
        [0] ainda sem passos
        [one] { $count } passo
       *[other] { $count } passos
    }
all-folders = Todas as pastas
all-tags = Todas as etiquetas
look = Aparência
look-list = Lista
look-grid = Cartões
sort-changed = Última alteração
sort-created = Mais recentes
sort-last-run = Última execução
sort-name = Nome
sort-reversed = Ao contrário

starts = Inicia com
last-run = Última execução
changed = Alterado
starts-nothing = Nada ainda
never-run = Nunca executado
choose-all = Selecionar tudo
choose-one = Selecionar { $name }
choose-none = Não selecionar nada
more-of = Mais para { $name }
chosen-count =
    { $count ->
        [one] { $count } selecionado
       *[other] { $count } selecionados
    }
toolbar-chosen = Fluxos selecionados

move-to-folder = Mover para uma pasta…
edit-tags = Etiquetas…
export-millrace = Exportar
export-n8n = Exportar para o n8n
erase = Excluir de vez
rename-title = Renomear fluxo
move-title = Mover para uma pasta
folder = Pasta
folder-help = Um nome novo cria uma pasta nova. Vazio significa nenhuma pasta.
tags-title = Etiquetas
tags = Etiquetas
tags-help = Várias, separadas por vírgulas.
erase-title =
    { $count ->
        [one] Excluir “{ $name }” de vez?
       *[other] Excluir { $count } fluxos de vez?
    }
erase-help = As versões também são excluídas. Isso não pode ser desfeito.

workflows-trashed =
    { $count ->
        [one] “{ $name }” está na lixeira.
       *[other] { $count } fluxos estão na lixeira.
    }
workflows-restored =
    { $count ->
        [one] “{ $name }” está de volta.
       *[other] { $count } fluxos estão de volta.
    }
workflows-erased =
    { $count ->
        [one] “{ $name }” foi excluído.
       *[other] { $count } fluxos foram excluídos.
    }
back-to-workflows = Fluxos
trash-empty = A lixeira está vazia
trash-empty-help = Os fluxos que você exclui esperam aqui até serem excluídos de vez.

search-templates = Pesquisar modelos
search-clear = Limpar a pesquisa
templates-none-help = Nenhum modelo corresponde a estas palavras. Tente outra palavra ou comece com uma área em branco.
templates-lead = Cada um funciona como está: execute, veja o resultado e depois adapte.
works-offline = funciona sem internet
needs-internet = precisa da internet
needs-folder = pede uma pasta

search-runs = Pesquisar execuções
status = Estado
all-statuses = Todos os resultados
all-workflows = Todos os fluxos
runs-count =
    { $count ->
        [one] { $count } execução
       *[other] { $count } execuções
    }
runs-empty = Nada foi executado ainda
runs-empty-help = Abra um fluxo e clique em Executar: o que ele fizer fica guardado aqui.
to-workflows = Para os fluxos
result = Resultado
started-by = Iniciado por
started = Início
took = Duração
status-queued = Aguardando início
status-running = Em execução
status-waiting = Em espera
status-success = Concluído
status-failed = Falhou
status-canceled = Parado
status-needs-review = Na caixa de entrada
run-done-in = Concluído em { $time }
run-stopped-after = Parado após { $time }
run-discarded = Descartada após a interrupção
run-failed-at = { $node }: { $why }
run-delete-of = Excluir a execução de “{ $name }”, { $time }
run-delete-title = Excluir esta execução?
run-delete-help = O que ela produziu também é excluído. Isso não pode ser desfeito.
run-delete-yes = Excluir execução
run-stop-of = Parar a execução de “{ $name }”, { $time }
run-deleted = A execução foi excluída.
mode-manual = À mão
mode-trigger = Sozinho
mode-sub-workflow = Outro fluxo
mode-error = Após um erro
mode-retry = Nova tentativa
templates-slot-folder = Pasta com os arquivos ({ $files })
templates-slot-file = Arquivo, por exemplo { $files }
templates-slot-write = Pasta para { $files }
templates-make = Criar o fluxo

## Aguardando sua decisão
runs-waiting =
    { $count ->
        [one] Execuções, { $count } na caixa de entrada
       *[other] Execuções, { $count } na caixa de entrada
    }
inbox-told =
    { $count ->
        [one] Uma execução foi interrompida e aguarda sua decisão na caixa de entrada.
       *[other] { $count } execuções foram interrompidas e aguardam sua decisão na caixa de entrada.
    }
inbox = Caixa de entrada
inbox-one = Esta execução aguarda sua decisão na caixa de entrada
inbox-lead = Estas execuções aguardam sua decisão: o Millrace foi interrompido no meio de um passo que talvez já tenha feito seu trabalho. Você decide se ele o faz de novo.
inbox-open = Abrir a caixa de entrada
inbox-cut = Foi interrompida em “{ $step }”, { $time }.
inbox-may-sent = O que o passo envia talvez já tenha saído.
inbox-may-written = O arquivo do passo talvez já esteja gravado.
inbox-may-run = O código ou comando do passo talvez já tenha sido executado.
inbox-may-called = O fluxo que o passo chama talvez já tenha começado.
inbox-may-done = O passo talvez já tenha feito seu trabalho.
inbox-resume = Executar o passo de novo
inbox-resume-help = A execução continua a partir deste passo. O que o passo faz pode acontecer uma segunda vez.
inbox-skip = Pular o passo
inbox-skip-help = Se ele fez seu trabalho: a execução continua depois dele, com os itens que chegaram.
inbox-discard = Descartar a execução
inbox-discard-help = Nada mais dela é executado. O que ela produziu até agora ainda pode ser visto.
inbox-discard-title = Descartar esta execução?
inbox-discard-ask = Ela termina aqui: nada mais desta execução é feito, e nada é enviado de novo. O que saiu até agora ainda pode ser visto. Depois você pode executar o fluxo de novo ou tentar outra vez a partir desse passo.
inbox-resumed = Continua: o passo é executado de novo
inbox-skipped = O passo foi pulado, a execução continua
inbox-discarded = Encerrada: a execução foi descartada
deed-of = { $deed }: { $name }

## O histórico de erros
runs-all = Todas as execuções
failures = Erros
failures-what = O que deu errado
failures-where = Passo e fluxo
failures-often = Quantas vezes
failures-done = O que foi feito
failures-last = Última vez
failures-count =
    { $count ->
        [one] { $count } tentativa que falhou
       *[other] { $count } tentativas que falharam
    }
failures-range = Período
failures-7 = Últimos 7 dias
failures-30 = Últimos 30 dias
failures-all = Tudo o que está guardado
failures-none-7 = Nenhum erro nos últimos 7 dias
failures-none-30 = Nenhum erro nos últimos 30 dias
failures-none-all = Nenhum erro até agora
failures-none-help = Quando um passo falha, ele aparece aqui com o que foi feito, mesmo que a execução tenha continuado.
failures-times =
    { $count ->
        [one] uma vez
       *[other] { $count } vezes
    }
failures-runs =
    { $count ->
        [one] em uma execução
       *[other] em { $count } execuções
    }
failures-whole-run = A execução inteira
failures-went-on =
    { $all ->
        [one] A execução continuou em { $count } de { $all } caso
       *[other] A execução continuou em { $count } de { $all } casos
    }
failures-gone = Nenhuma das suas execuções está mais guardada.
failures-damaged =
    { $count ->
        [one] Uma entrada está danificada e não é contada.
       *[other] { $count } entradas estão danificadas e não são contadas.
    }
failures-open = Abre a execução mais recente neste passo
failures-did-retried = nova tentativa: { $count }
failures-did-continued = continuou sem ele: { $count }
failures-did-error-output = enviado para a saída de erro: { $count }
failures-did-resumed = recomeçado após uma interrupção: { $count }
failures-did-skipped = pulado por você: { $count }
failures-did-waits = na caixa de entrada: { $count }
failures-did-discarded = execução descartada: { $count }
failures-did-failed = execução falhou: { $count }
