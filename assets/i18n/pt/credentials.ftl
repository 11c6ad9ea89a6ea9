# Credenciais, o cofre que as guarda e o registro.

credentials = Credenciais
search-credentials = Pesquisar credenciais
credentials-count =
    { $count ->
        [one] { $count } credencial
       *[other] { $count } credenciais
    }
credentials-empty = Ainda não há credenciais
credentials-empty-help = Uma chave, um token ou um nome com a senha: lacrados neste computador e enviados só para onde você permitir.
credentials-in-trash =
    { $count ->
        [one] Há uma na lixeira, que pode ser restaurada.
       *[other] Há { $count } na lixeira, que podem ser restauradas.
    }
credentials-open-trash = Abrir a lixeira
credentials-trash-help = As credenciais que você exclui esperam aqui até serem excluídas de vez. Enquanto isso, nenhum passo pode usá-las.

credential-new = Nova credencial
credential-new-here = Nova credencial…
credential-edit = Editar a credencial
credential-kind = Tipo
credential-hosts = Hosts permitidos
credential-uses = Usada por
credential-state = Situação
credential-last-used = Último uso
credential-never = Nunca
credential-nowhere = Em nenhum lugar ainda
credential-any-host = Qualquer host
credential-expired = Vencida
credential-emptied = Falta o segredo
credential-expires-soon = Vence em { $day }
credential-rotate = Troque o segredo
credential-verified = Teste aprovado
credential-refused = Recusada no teste

## The dialog
credential-choose-kind = O que o serviço lhe dá para entrar?
credential-no-kind = Ainda não há um tipo de credencial que sirva aqui.
credential-other-kind = Outro tipo
credential-name-help = Só você o vê: é assim que encontra a credencial em um passo.
credential-name-example = Loja, só leitura
credential-stored = Há um valor guardado. Ele nunca mais é mostrado.
credential-replace = Trocar
credential-keep-stored = Manter o que está guardado
credential-hosts-help = Ela é enviada a estes hosts e a nenhum outro, não importa o que um fluxo diga. *.example.com são todos os que estão abaixo; * é qualquer um.
credential-host = Host { $number }
credential-host-add = Adicionar um host
credential-host-remove = Remover o host { $host }
credential-more = Ambiente, etiquetas, vencimento
credential-about-environment = Ambiente
credential-about-environment-help = A que ela pertence, como produção ou teste.
credential-about-tags = Etiquetas
credential-about-tags-help = Várias, separadas por vírgulas.
credential-about-expires = Válida até
credential-about-expires-help = O último dia. Você é lembrado uma semana antes; depois ela é recusada.
credential-about-rotate = Lembrar de trocar após dias
credential-about-rotate-help = Contados desde a última troca do segredo. É só um lembrete.
credential-used-by = Usada por
credential-not-chosen = Nenhum fluxo a usa ainda
credential-used-here = O passo de onde você veio a usa
credential-never-used = Nenhuma execução a usou.
credential-used-at = Último uso: { $time }.
credential-replaced-at = Segredo de { $time }.
credential-first = Esta é a sua primeira credencial. Com ela você recebe um código de recuperação: guarde-o, ele abre suas credenciais se o chaveiro deste computador se perder.
credential-saved = “{ $name }” foi salva.
credential-missing-name = Dê um nome a ela.
credential-missing-field = Falta “{ $field }”.
credential-missing-hosts = Diga para quais hosts ela pode ir.
credential-bad-host = Um deles não é um host. Escreva como api.example.com, localhost:8080 ou *.example.com.
credential-bad-days = Um número de dias, como 90.
credential-bad-day = Isto não é um dia.
credential-bad-address = Isto não é um endereço. Ele começa com https:// ou http://.
credential-choice-header = Um cabeçalho
credential-choice-query = O endereço, depois do ponto de interrogação
credential-choice-passphrase = Um segredo compartilhado
credential-choice-pemKey = Um par de chaves

## Where to find what belongs into it
credential-where-apiKey = Ela fica nas configurações do serviço, em geral em “API” ou “Desenvolvedor”.
credential-where-httpBearerAuth = Você o cria nas configurações do serviço, em geral em “Tokens de acesso”. Muitas vezes ele só é mostrado uma vez.
credential-where-httpBasicAuth = O nome e a senha da sua conta; alguns serviços pedem uma senha de aplicativo no lugar.
credential-where-httpDigestAuth = O nome e a senha da sua conta; câmeras e roteadores costumam pedir assim.
credential-where-httpHeaderAuth = A documentação do serviço diz o cabeçalho, como X-API-Key; as configurações dele mostram o segredo.
credential-where-httpQueryAuth = A documentação do serviço diz a parte do endereço, como api_key; as configurações dele mostram o segredo.
credential-where-httpCustomAuth = Quando um cabeçalho não basta. Comece pelos exemplos da documentação do serviço.
credential-where-jwtAuth = O segredo ou as chaves que você combinou com o outro lado.
credential-where-totpApi = Ao ativar o login em duas etapas, escolha “Não consigo escanear a imagem”: então o segredo é mostrado.
credential-where-crypto = O segredo ou a chave que você combinou com o outro lado.

## The test
credential-test = Salvar e testar
credential-try = Testar
credential-test-address = Endereço para o teste
credential-test-help = Um que exija estar conectado. Se ficar vazio, o primeiro host é consultado.
credential-tested-accepted = { $host } aceitou “{ $name }” (status { $status }).
credential-tested-answered = { $host } respondeu (status { $status }), mas talvez a página inicial não precise de “{ $name }”. Para ter certeza, indique um endereço que precise.
credential-tested-refused = { $host } não aceitou “{ $name }” (status { $status }).
credential-tested-unclear = { $host } respondeu com o status { $status }, que não diz nada sobre “{ $name }”. Tente um endereço que precise dela.
credential-tested-unreachable = Não foi possível consultar o host. { $message }
credential-tested-nothingToAsk = Não há a quem perguntar: ela não é enviada a lugar nenhum por si só, ou seus hosts não indicam um em particular.
credential-last-good = O último teste foi aprovado: { $time }.
credential-last-bad = Recusada no último teste: { $time }.
credential-leave-title = Descartar o que você digitou?
credential-leave-help = O segredo que você digitou ainda não foi salvo. Ao fechar, ele se perde.
credential-leave = Descartar
credential-leave-not = Continuar editando

## Delete and restore
credential-to-trash = Excluir
credential-trash-title = Excluir “{ $name }”?
credential-trash-unused = Nenhum fluxo a usa. Ela vai para a lixeira e pode ser restaurada.
credential-trash-used =
    { $count ->
        [one] { $names } a usa e não poderá mais até você restaurá-la. Ela vai para a lixeira.
       *[other] { $count } fluxos a usam e não poderão mais até você restaurá-la: { $names }. Ela vai para a lixeira.
    }
credential-trashed = “{ $name }” está na lixeira.
credential-erase-title = Excluir “{ $name }” de vez?
credential-erase-help = O segredo dela se perde. Isso não pode ser desfeito.
credential-erased = “{ $name }” foi excluída.

## In a step, and after an import
credential-slot = Credencial
credential-was-named = De onde o fluxo vem, ela se chama “{ $name }”. Escolha a sua ou crie-a.
credential-in-trash = “{ $name }” está na lixeira. O passo não pode usá-la.
credential-gone = “{ $name }” não está mais aqui. Escolha outra.
credential-unfit = “{ $name }” ({ $kind }) não serve aqui. Escolha outra.
credential-expired-name = “{ $name }” venceu. Troque o segredo e defina uma data posterior, ou escolha outra.
credential-for-steps = para { $steps }
import-credentials =
    { $count ->
        [one] Escolher { $count } credencial
       *[other] Escolher { $count } credenciais
    }
import-credentials-help = Um arquivo não traz senhas. Escolha as suas agora, ou depois nos passos.

## The recovery code
recovery-title = Seu código de recuperação
recovery-code = Código de recuperação
recovery-help = Guarde este código agora: ele só é mostrado desta vez. Suas credenciais estão lacradas, e o chaveiro deste computador as abre. Se o chaveiro se perder, se você reinstalar ou restaurar uma cópia de segurança, este código as abre de novo. Sem ele ninguém consegue, nem nós nem você.
recovery-alone = Guarde este código agora: ele só é mostrado desta vez. Suas credenciais estão lacradas, e este computador não tem um chaveiro que as abra: depois de cada início, você as desbloqueia com este código ou com uma frase secreta definida nas configurações. Sem ele ninguém consegue, nem nós nem você.
recovery-where = Imprima-o ou salve-o onde guarda o que importa: não só neste computador. Quem o tiver junto com seus dados pode ler suas credenciais.
recovery-copy = Copiar
recovery-copied = Copiado. Cole-o onde o guarda e depois copie outra coisa.
recovery-save = Salvar em um arquivo
recovery-print = Imprimir
recovery-missed = O seu código de recuperação não foi guardado: o Millrace terminou enquanto ele era mostrado. Sem ele, ninguém abre as suas credenciais se este computador não abrir.
recovery-kept = Eu o guardei
recovery-file = Código de recuperação do Millrace: { $code } – Ele abre suas credenciais se o chaveiro do seu computador não abrir. Quem o tiver junto com seus dados pode lê-las.
recovery-code-help = Oito grupos de letras e números. Maiúsculas, espaços e traços entre eles não importam.
recovery-code-old = Este código de recuperação não abre nada aqui. O que abre foi criado em { $time }: procure um código mais recente.

## The vault
settings-vault = Cofre
settings-vault-help = Suas credenciais estão lacradas neste computador. Aqui você diz o que as abre.
vault-none = Ainda não há credenciais. O cofre é criado com a primeira.
vault-locked = Suas credenciais estão bloqueadas
vault-locked-help = Nada se perdeu. Os passos que precisam de uma credencial não podem ser executadas até você desbloqueá-las.
vault-locked-lost = Você não tem mais nem o código nem uma frase secreta? Então ninguém pode abrir os segredos, e eles precisam ser informados de novo; depois, credenciais exportadas podem ser importadas com a frase delas.
vault-locked-unkept = O código de recuperação estava na tela quando o Millrace terminou, e ninguém disse que o guardou.
vault-anew = Começar com credenciais vazias…
vault-anew-title = Abrir mão dos segredos?
vault-anew-help = Só se você não tem nem o código de recuperação nem a frase secreta: então ninguém pode abrir o que está lacrado. Suas credenciais mantêm nomes, hosts e fluxos; cada segredo precisa ser informado de novo. Você recebe um novo código de recuperação. O que existe agora fica guardado como cópia de segurança.
vault-anew-yes = Começar com vazias
vault-why-absent = Este computador não tem um chaveiro que o Millrace possa usar.
vault-why-locked = O chaveiro deste computador está bloqueado.
vault-why-empty = O chaveiro deste computador não as conhece: ele foi esvaziado, ou elas vêm de outro computador ou de uma cópia de segurança.
vault-why-foreign = O chaveiro deste computador tem a chave de outras credenciais, não destas.
vault-why-refused = O chaveiro deste computador não entregou a chave.
vault-why-setBack = Foram devolvidas a um estado anterior, e não pelo Millrace: uma cópia mais antiga tomou o lugar do banco de dados. Se foi você, confirme com o código de recuperação ou a frase secreta; se não, restaure um backup.
vault-means = Desbloquear com
vault-passphrase = Frase secreta
vault-passphrase-again = Mais uma vez
vault-passphrase-differs = As duas não são iguais.
vault-passphrase-least = { $count } caracteres ou mais; várias palavras é o melhor.
vault-unlock = Desbloquear
vault-unlock-run = Desbloquear e continuar
vault-unlocked = Suas credenciais estão desbloqueadas.
vault-ask-keychain = Perguntar de novo ao chaveiro
vault-damaged = Suas credenciais não podem ser lidas
vault-damaged-help = O que está guardado do cofre foi alterado por outra coisa ou está danificado. Enquanto for assim nada é usado, e nada foi excluído.
vault-damaged-backup = Restaure uma cópia de segurança anterior da pasta de dados, se tiver um.
vault-damaged-import = Ou comece aqui com credenciais vazias e importe as que você exportou.
vault-damaged-anew = Ou informe ali os segredos de novo, com novos dos serviços.
vault-opened-by = O que o abre
vault-slot-keychain = O chaveiro deste computador
vault-slot-recovery = O código de recuperação
vault-slot-passphrase = A frase secreta
vault-slot-keyFile = Um arquivo de chave
vault-slot-since = desde { $time }
vault-remember = Lembrar neste computador
vault-remember-help = O chaveiro do computador o abre sem perguntar. Desligado, você o desbloqueia a cada início.
vault-recovery = Novo código de recuperação
vault-recovery-help = Se o antigo se perdeu ou alguém o viu.
vault-recovery-do = Criar um novo
vault-recovery-ask = O código antigo não abrirá mais nada. O novo é mostrado uma única vez.
vault-set-passphrase = Definir uma frase secreta
vault-set-passphrase-help = Mais um jeito de abri-lo, com palavras que só você sabe.
vault-set-passphrase-do = Definir
vault-change-passphrase = Mudar a frase secreta
vault-change-passphrase-help = A antiga não abrirá mais nada.
vault-change-passphrase-do = Mudar
vault-remove-passphrase = Remover a frase secreta
vault-remove-passphrase-help = O código de recuperação continua a abri-lo.
vault-remove-passphrase-do = Remover
vault-remove-passphrase-ask = Ela não abrirá mais nada. Seu código de recuperação está à mão?
vault-lock = Bloquear agora
vault-lock-help = Nenhum passo pode usar credenciais até você desbloqueá-las.
vault-lock-do = Bloquear
vault-rotate = Nova chave
vault-rotate-help = Tudo é lacrado de novo. Faça isso se alguém pode ter visto a chave ou copiado seus dados.
vault-rotate-do = Criar uma nova chave
vault-rotate-ask = Tudo é lacrado de novo com uma nova chave. Informe o que quer continuar usando: o que ficar vazio não abrirá mais o cofre.
vault-rotate-code = Informe-o e ele continua o mesmo. Deixe vazio e você recebe um novo.
vault-rotate-code-needed = Informe-o: nada mais abre suas credenciais, e um novo poderia se perder no caminho. Depois você pode criar um novo.
vault-rotate-passphrase = Informada, ela fica. Vazia, não abre mais nada.
vault-rotated = Tudo está lacrado com uma nova chave.
vault-export = Exportar
vault-export-help = Todas as credenciais em um arquivo que uma frase secreta abre, para outro computador.
vault-export-do = Exportar
vault-export-ask = Todas as credenciais são gravadas em um arquivo lacrado. Quem tiver o arquivo precisa desta frase; ela não pode ser recuperada.
vault-exported =
    { $count ->
        [one] { $count } credencial foi exportada.
       *[other] { $count } credenciais foram exportadas.
    }
vault-import = Importar
vault-import-help = Credenciais de um arquivo assim. Nenhuma das que você tem é trocada.
vault-import-do = Importar
vault-import-ask = Um arquivo exportado pelo Millrace, ou uma exportação mais antiga. O que está nele se soma ao que você tem.
vault-import-file = Escolher um arquivo
vault-import-passphrase = A frase com que o arquivo foi exportado.
vault-imported =
    { $count ->
        [0] Nenhuma credencial foi adicionada.
        [one] { $count } credencial foi adicionada.
       *[other] { $count } credenciais foram adicionadas.
    }
vault-import-skipped = Deixadas de fora, porque seu tipo não é conhecido aqui ou não podem ser lidas: { $names }.

## The audit log
settings-audit = Registro
settings-audit-help = O que foi feito com credenciais, o cofre, permissões e cópias de segurança. Linhas só são acrescentadas, e percebe-se se uma foi alterada ou falta.
audit-empty = Nada ainda.
audit-when = Quando
audit-what = O quê
audit-who = Quem
audit-from = De onde
audit-person = Uma pessoa
audit-workflow = Um fluxo
audit-count =
    { $count ->
        [one] { $count } linha
       *[other] { $count } linhas
    }
audit-older = Mostrar mais antigas
audit-export = Exportar como JSON Lines
audit-whole = O registro está íntegro: cada linha combina com a anterior.
audit-broken = Alguém alterou este registro: a linha { $line } não combina com a anterior.
audit-did-credential-create = Credencial criada
audit-did-credential-change = Credencial alterada
audit-did-credential-delete = Credencial posta na lixeira
audit-did-credential-restore = Credencial restaurada
audit-did-credential-erase = Credencial excluída de vez
audit-did-credential-test = Credencial testada
audit-did-credential-use = Credencial usada
audit-did-credential-grant = Credencial dada a um fluxo
audit-did-credential-export = Credencial exportada
audit-did-credential-import = Credencial importada
audit-did-vault-create = Cofre criado
audit-did-vault-unlock = Cofre desbloqueado
audit-did-vault-unlockFailed = Cofre não desbloqueado
audit-did-vault-lock = Cofre bloqueado
audit-did-vault-recovery = Novo código de recuperação
audit-did-vault-passphrase = Frase secreta do cofre
audit-did-vault-remember = Lembrado pelo chaveiro
audit-did-vault-rotate = Nova chave
audit-did-vault-setBack = Estado anterior aceito
audit-did-vault-beginAnew = Cofre recomeçado, segredos abandonados
audit-did-vault-keyFile = Arquivo de chave criado
audit-did-grant-set = Permissões alteradas
audit-did-credential-open = Credencial consultada
audit-did-backup-restore = Cópia de segurança restaurada
audit-did-database-begin = Recomeçado do zero
audit-did-database-accept = Seguiu-se sem o que faltava
audit-did-workflow-create = Fluxo criado
audit-did-workflow-change = Versão de um fluxo guardada
audit-did-workflow-export = Fluxo exportado
audit-did-workflow-delete = Fluxo posto na lixeira
audit-did-workflow-restore = Fluxo restaurado
audit-did-workflow-erase = Fluxo excluído de vez
audit-did-audit-export = Registro exportado
audit-did-audit-left = Linhas deste registro ficaram em um banco de dados substituído
audit-did-session-open = Sessão iniciada
audit-did-session-refuse = Início de sessão recusado
audit-more-vault-wrongKey = não serve
audit-more-vault-code = digitado errado
audit-more-set = definida
audit-more-removed = removida
audit-more-on = ligado
audit-more-off = desligado
audit-origin-window = Janela
audit-origin-browser = Navegador
audit-origin-command-line = Linha de comando
audit-origin-run = Execução

## What went wrong
error-vault-locked = Suas credenciais estão bloqueadas neste computador.
    .hint = Desbloqueie-as com o código de recuperação ou a frase secreta.
error-vault-wrongKey = Isto não abre suas credenciais.
    .hint = Nada foi alterado. O código de recuperação as abre, não importa o que mais se perdeu.
error-vault-code = { $group ->
    [0] Um código de recuperação tem 40 letras e algarismos; este tem { $count }.
   *[other] O grupo { $group } deste código de recuperação foi digitado errado.
 }
    .hint = Compare com o que você guardou; maiúsculas, espaços e traços não importam.
error-vault-damaged = O que está guardado disto foi alterado por outra coisa.
    .hint = Não é usado. Informe o segredo de novo ou restaure uma cópia de segurança.
error-vault-refused = O cofre não pode fazer isto. { $message }
    .hint = Nada foi alterado.
error-credential-invalid = A credencial não pode ser salva assim. { $message }
error-credential-expired = A credencial “{ $name }” venceu.
error-credential-expiresSoon = A credencial “{ $name }” vence em uma semana.
error-credential-rotate = Está na hora de trocar o segredo de “{ $name }”.
