error-details = Detalhes
error-connection-lost = Não é possível acessar o Millrace.
    .hint = Ele ainda está rodando? Se foi iniciado de novo, abra o endereço que ele mostrou.
error-notFound = Isto não está mais aqui.
    .hint = Talvez tenha sido excluído em outra janela.
error-conflict = Isto foi alterado em outra janela.
    .hint = Abra de novo para ver o estado mais recente.
error-file-invalid = Isto não é um arquivo de fluxo. { $message }
error-store-failed = Não foi possível ler ou gravar seus dados.
    .hint = O disco está cheio ou a pasta foi movida? Nada do que estava salvo se perdeu.
error-engine-failed = Algo deu errado dentro do Millrace.
    .hint = Tente novamente. Se acontecer sempre, inicie o Millrace de novo: seus fluxos estão salvos.
error-store-damaged = O que está guardado disto está danificado e não pode ser lido.
    .hint = Nada foi alterado. Os detalhes dizem o que não se encaixa.
error-run-noStart = Este fluxo não tem com o que começar.
    .hint = Adicione um passo que o inicie.
error-run-noInput = “{ $node }” ainda não tem entrada guardada.
    .hint = Execute primeiro os passos anteriores.
error-run-tooDeep = Fluxos chamam uns aos outros em profundidade demais.
    .hint = Algum deles chama a si mesmo?
error-run-noData = A execução a repetir não deixou dados.
    .hint = Talvez tenha sido excluída. Inicie o fluxo novamente.
error-inbox-decided = Já houve uma decisão sobre esta execução.
    .hint = Abra a execução: ela mostra como continuou.
error-not-saved = As alterações não puderam ser salvas, por isso nada foi iniciado. { $message }
error-store-full = O disco está cheio: nada pode ser alterado, e tudo ainda pode ser lido.
    .hint = Libere espaço no disco; o Millrace continua sozinho.
error-store-inUse = Isto precisa dos dados só para si. { $message }
    .hint = Espere o fim das execuções e feche outros programas Millrace.
error-store-lost = Faltam as alterações depois de { $after }: o banco de dados as perdeu.
error-store-lostAll = Falta tudo o que estava guardado: o banco de dados foi removido. As configurações mostram as cópias de segurança.
error-store-broken = O banco de dados está danificado. Nada mais é gravado nele: restaure uma cópia de segurança nas configurações.
error-store-rows =
    { $count ->
        [one] Um item guardado está danificado. Uma cópia de segurança nas configurações talvez o tenha inteiro.
       *[other] { $count } itens guardados estão danificados. Uma cópia de segurança nas configurações talvez os tenha inteiros.
    }
error-store-disk = O disco falha: nada pode ser alterado até que volte a funcionar.
error-store-ready = As alterações são guardadas de novo.
error-backup-damaged = Esta cópia de segurança está danificada.
    .hint = Nada foi alterado. Escolha outra.
error-closed-damaged = Não é possível abrir os seus dados: o banco de dados está danificado, foi esvaziado ou desapareceu.
    .hint = Nada foi alterado. Restaure uma cópia de segurança: o que está lá agora é mantido ao lado.
error-closed-newer = Os seus dados foram escritos por uma versão mais nova do Millrace.
    .hint = Nada foi alterado. Instale de novo a versão mais nova ou restaure uma cópia de segurança anterior a ela.
error-closed-readOnly = Não é possível abrir os seus dados: o Millrace não pode gravar neles.
    .hint = Permita que ele grave na pasta; então ele continua sozinho.
error-closed-full = O disco está cheio: o Millrace não consegue abrir os seus dados.
    .hint = Nada se perdeu. Libere espaço no disco; então ele continua sozinho.
error-closed-gone = Não é possível chegar aos seus dados: a pasta sumiu ou não pode ser lida.
    .hint = Falta um disco ou a pasta foi movida? Tente de novo assim que ela estiver lá.
error-closed-failed = Não é possível abrir os seus dados.
    .hint = Nada foi alterado. Os detalhes dizem por quê; o Millrace tenta de novo sozinho.
error-backup-failed = Nenhuma cópia de segurança foi feita. { $message }

# What is missing from the database, and what is to become of it.
missing-told = Faltam no banco de dados: { $what }. Uma cópia de segurança talvez os tenha.
missing-backups = Mostrar cópias de segurança
missing-accept = Continuar sem eles
missing-accepted = O Millrace continua sem eles.
missing-workflow = { $count ->
    [0] talvez fluxos
    [one] { $count } fluxo
   *[other] { $count } fluxos
}
missing-version = { $count ->
    [0] talvez versões de fluxos
    [one] { $count } versão de um fluxo
   *[other] { $count } versões de fluxos
}
missing-draft = { $count ->
    [0] talvez rascunhos de fluxos
    [one] { $count } rascunho de um fluxo
   *[other] { $count } rascunhos de fluxos
}
missing-allowed = { $count ->
    [0] talvez listas de permissões de fluxos
    [one] { $count } lista de permissões de um fluxo
   *[other] { $count } listas de permissões de fluxos
}
missing-preference = { $count ->
    [0] talvez configurações
    [one] { $count } configuração
   *[other] { $count } configurações
}
missing-variable = { $count ->
    [0] talvez variáveis
    [one] { $count } variável
   *[other] { $count } variáveis
}
missing-memory = { $count ->
    [0] talvez memórias de fluxos
    [one] { $count } memória de um fluxo
   *[other] { $count } memórias de fluxos
}
missing-seen = { $count ->
    [0] talvez chaves lembradas de passos
    [one] { $count } chave lembrada de um passo
   *[other] { $count } chaves lembradas de passos
}
missing-table = { $count ->
    [0] talvez tabelas
    [one] { $count } tabela
   *[other] { $count } tabelas
}
missing-row = { $count ->
    [0] talvez linhas de tabelas
    [one] { $count } linha de uma tabela
   *[other] { $count } linhas de tabelas
}
missing-credential = { $count ->
    [0] talvez credenciais
    [one] { $count } credencial
   *[other] { $count } credenciais
}
missing-secret = { $count ->
    [0] talvez segredos de credenciais
    [one] { $count } segredo de uma credencial
   *[other] { $count } segredos de credenciais
}
missing-slot = { $count ->
    [0] talvez meios de abrir o cofre
    [one] { $count } meio de abrir o cofre
   *[other] { $count } meios de abrir o cofre
}
missing-audit = { $count ->
    [0] talvez linhas do registro
    [one] { $count } linha do registro
   *[other] { $count } linhas do registro
}
