## O fim de uma execução
run-error-canceled = Foi parada antes de terminar.
run-error-interrupted = O Millrace foi fechado ou interrompido enquanto isto era executado.
    .hint = Verifique se o passo já fez seu trabalho antes de executá-lo de novo.
run-error-discarded = A execução foi interrompida e depois descartada.
run-error-timeout = Demorou demais e foi parada.
    .hint = Dê mais tempo a ela ou faça com que processe menos de uma vez.
run-error-journal = Não foi possível registrar o que a execução fazia, por isso ela foi parada.
    .hint = O disco está cheio ou a pasta com os seus dados foi movida?
run-error-budget-steps = A execução deu passos demais e foi parada.
    .hint = Procure um laço que nunca termina.
run-error-bug = Algo deu errado dentro do Millrace, não no seu fluxo.
    .hint = Por favor, informe o problema junto com o fluxo em que ele ocorre.
run-error-refused = Aqui deveria acontecer algo que não é permitido.
run-error-node-missing = O Millrace ainda não tem este tipo de passo.
    .hint = Substitua-o ou desative-o para que os itens passem direto.
run-error-workflow-start = Não foi possível executar o fluxo chamado.
run-error-wait-resume = Este passo espera uma chamada de fora, e o Millrace ainda não recebe chamadas.
    .hint = Faça com que ele espere um tempo determinado.
run-error-stopped = { $message }
run-error-item-failed = O primeiro item indica um erro: { $message }

## Valores e itens
run-error-param-invalid = Um campo deste passo tem um valor que não pode ser usado.
    .hint = Abra o passo e corrija o campo marcado.
run-error-data-invalid = Os itens ou arquivos que chegaram a este passo não são como ele precisa.
    .hint = Compare o que entra no passo com o que os campos dele pedem.
run-error-condition-type = Uma condição compara um valor do tipo errado.
    .hint = Compare com outro tipo ou transforme o valor antes.
run-error-date-invalid = Um valor não pode ser usado como data.
    .hint = Escreva-o como 2024-05-01T13:30:00 ou diga no passo como ele está escrito.
run-error-regex = O padrão de busca (uma expressão regular) deste passo não pode ser usado.
    .hint = Procure erros no padrão ou escolha um mais simples.
run-error-expression = Uma expressão deste passo não dá nenhum valor.
    .hint = Escolha o valor de novo no campo marcado.
run-error-expression-timeout = Uma expressão deste passo demorou demais e foi parada.
    .hint = Simplifique-a ou deixe entrar menos itens de uma vez.
run-error-expression-memory = Uma expressão deste passo precisou de memória demais e foi parada.
    .hint = Simplifique-a ou deixe entrar menos itens de uma vez.
run-error-code = O código deste passo falhou.
    .hint = Veja a linha indicada ou pergunte a quem escreveu o código.
run-error-code-syntax = O código deste passo não está escrito corretamente e não pode ser executado.
    .hint = Veja a linha indicada ou pergunte a quem escreveu o código.
run-error-memory = O código deste passo precisou de memória demais e foi parado.
    .hint = Deixe entrar menos itens de uma vez.
run-error-sql = A consulta deste passo não pode ser executada.
    .hint = Verifique como ela está escrita e quantas linhas ela dá.

## Arquivos e comandos
run-error-file-missing = Este arquivo não existe.
    .hint = Verifique o caminho no passo. O arquivo foi movido ou renomeado?
run-error-file-denied = O sistema não permite usar este arquivo.
    .hint = Verifique as permissões do arquivo e se um link leva para fora da pasta permitida.
run-error-file-full = O disco está cheio: não foi possível gravar o arquivo.
    .hint = Libere espaço no disco e execute o fluxo de novo.
run-error-file-failed = Não foi possível ler ou gravar o arquivo.
    .hint = É um arquivo e não uma pasta, o disco dele está lá e nenhum outro programa o usa?
run-error-file-path = O caminho do arquivo está vazio ou danificado.
    .hint = Escolha o arquivo de novo no passo.
run-error-binary-missing = O arquivo de que este passo precisa não está lá.
    .hint = Verifique o nome dele no passo e execute de novo o passo que lê ou cria o arquivo.
run-error-binary-unknown = O item não indica o arquivo dele corretamente.
    .hint = Execute de novo o passo que lê ou cria o arquivo.
run-error-binary-failed = Não foi possível guardar ou ler um arquivo.
    .hint = O disco está cheio ou a pasta com os seus dados foi movida?
run-error-binary-damaged = Um arquivo guardado está danificado.
    .hint = Execute de novo o passo que lê ou cria o arquivo.
run-error-command-failed = O comando falhou.

## Serviços e endereços
run-error-http-status = O serviço não fez o que foi pedido: respondeu com o status { $status }.
    .hint = { $status ->
        [400] Algo na requisição não é como ele espera. Compare os campos com a documentação dele.
        [401] A credencial falta ou não é aceita.
        [403] A credencial não permite isto.
        [404] Não há nada neste endereço. Procure erros nele.
        [405] Escolha outro método.
        [408] Demorou demais. Tente de novo mais tarde.
        [413] O que foi enviado é grande demais.
        [422] Algo na requisição não é como ele espera. Compare os campos com a documentação dele.
        [429] Requisições demais em pouco tempo. Envie-as em grupos com uma pausa ou tente de novo mais tarde.
        [500] O problema está do outro lado. Tente de novo mais tarde.
        [502] O problema está do outro lado. Tente de novo mais tarde.
        [503] O problema está do outro lado. Tente de novo mais tarde.
        [504] Demorou demais. Tente de novo mais tarde.
       *[other] O que ele diz sobre isso está nos detalhes.
    }
run-error-http-dns = Nenhum servidor foi encontrado neste endereço.
    .hint = Procure erros no endereço. Este computador está conectado à internet?
run-error-http-connect = Não é possível acessar o servidor.
    .hint = Procure erros no endereço. Este computador está conectado à internet e o serviço está funcionando?
run-error-http-tls = Não foi possível estabelecer uma conexão segura com o servidor.
    .hint = Procure erros no endereço e veja se o relógio deste computador está certo. Se não for isso, pergunte a quem mantém o serviço.
run-error-http-timeout = O servidor não respondeu a tempo.
    .hint = Tente de novo mais tarde ou dê mais tempo a ele nas opções do passo.
run-error-http-too_large = A resposta do servidor é grande demais.
    .hint = Peça menos de uma vez.
run-error-http-redirect_loop = O servidor redireciona sem fim para outros endereços.
    .hint = Procure erros no endereço.
run-error-http-protocol = Não foi possível entender a resposta do servidor.
    .hint = Procure erros no endereço ou tente de novo mais tarde.
run-error-http-io = Um arquivo que deveria ser enviado ou recebido não pôde ser lido ou gravado.
    .hint = O disco está cheio?
run-error-http-refused_scheme = Este tipo de endereço não pode ser consultado.
    .hint = O endereço precisa começar com https:// ou http://.
run-error-http-invalid_url = Isto não é um endereço correto.
    .hint = Ele começa com https:// ou http:// e não tem espaços.
run-error-http-invalid_request = A requisição não pode ser enviada assim.
    .hint = Verifique no passo o método, os cabeçalhos e o corpo.
run-error-http-body = A resposta não é um JSON válido.
    .hint = Mude o formato da resposta para texto para recebê-la como ela é.
run-error-http-pages = A mesma resposta veio várias vezes, por isso nenhuma outra página foi pedida.
    .hint = Verifique quando as páginas terminam e se algo muda de uma página para outra.
run-error-graphql = O serviço não conseguiu responder à consulta.
run-error-feed-invalid = Este endereço não leva a nenhum feed.
    .hint = Procure no site o endereço do feed dele.

## Credenciais
run-error-credential-missing = A credencial para este passo não está lá.
    .hint = Escolha uma no passo ou crie uma.
run-error-credential-refused = Este fluxo não recebeu a credencial que ele pede.
    .hint = Escolha-a no passo que deve usá-la.
run-error-credential-kind = A credencial escolhida é de um tipo que não serve aqui.
    .hint = Escolha no passo uma que sirva.
run-error-credential-expired = A credencial escolhida venceu.
    .hint = Troque o segredo e a data dela ou escolha outra no passo.
run-error-credential-host = A credencial não pode ser enviada a este host.
    .hint = Nada foi enviado. Adicione o host aos hosts permitidos da credencial se ele pertencer ao mesmo serviço.
run-error-credential-invalid = A credencial escolhida não pode ser usada.
    .hint = Informe os dados dela de novo ou escolha outra no passo.
run-error-credential-incomplete = Falta na credencial escolhida algo de que este passo precisa.
    .hint = Abra a credencial e complete-a.
run-error-vault-locked = Suas credenciais estão bloqueadas neste computador.
    .hint = Desbloqueie-as com o código de recuperação ou a frase secreta.
run-error-vault-setBack = As credenciais voltaram a um estado anterior, e não pelo Millrace.
    .hint = Nada foi enviado. Se foi você, desbloqueie-as com o código de recuperação; se não, restaure uma cópia de segurança.
run-error-vault-damaged = O que está guardado da credencial foi alterado por outra coisa.
    .hint = Nada foi enviado. Informe o segredo de novo ou restaure uma cópia de segurança.
run-error-vault-keyFile = O arquivo de chave que abre suas credenciais não pode ser usado.
    .hint = Nada foi enviado. Verifique se o arquivo ainda está no lugar.
run-error-vault-wrongKey = A chave não abre suas credenciais.
    .hint = Nada foi enviado. Desbloqueie-as com o código de recuperação.
run-error-vault-name = O que está guardado da credencial não pode ser lido.
    .hint = Nada foi enviado. Informe o segredo de novo ou restaure uma cópia de segurança.
run-error-vault-system = O sistema não deixa o Millrace abrir suas credenciais.
    .hint = Nada foi enviado. Feche outros programas ou inicie o Millrace de novo.

## Assinaturas e tokens
run-error-crypto-algorithm = O Millrace não conhece este tipo de hash.
    .hint = Escolha outro no passo.
run-error-crypto-key = A chave não pode ser usada para isto.
    .hint = Verifique se ela foi copiada inteira e se combina com o que está escolhido no passo.
run-error-crypto-sign = O texto não pode ser assinado com esta chave.
    .hint = Escolha outra chave.
run-error-jwt-invalid = O token não é autêntico ou foi alterado.
    .hint = Compare a credencial e o algoritmo com os usados para assiná-lo.
run-error-jwt-early = O token ainda não vale.
    .hint = Veja se o relógio deste computador está certo ou espere até que ele valha.
run-error-jwt-expired = O token venceu.
    .hint = Obtenha um novo.

## Seus dados
run-error-store-missing = O que este passo procura não está guardado aqui.
    .hint = Verifique o nome no passo. Foi renomeado ou excluído?
run-error-store-invalid = O que está guardado não pode ser usado assim.
    .hint = Compare os campos do passo com a tabela.
run-error-store-damaged = O que está guardado disto está danificado e não pode ser lido.
    .hint = Nada foi alterado. Uma cópia de segurança talvez o tenha inteiro.
run-error-store-full = O disco está cheio: nada pode ser alterado.
    .hint = Libere espaço no disco e execute o fluxo de novo.
run-error-store-disk = O disco falha: nada pode ser alterado até que volte a funcionar.
    .hint = Verifique se ele está conectado e depois execute o fluxo de novo.
run-error-store-readOnly = O Millrace não pode gravar nos seus dados.
    .hint = Permita que ele grave na pasta.
run-error-store-busy = Outro programa está gravando nos seus dados.
    .hint = Tente de novo daqui a pouco.
run-error-store-gone = Não é possível chegar aos seus dados.
    .hint = Falta um disco ou a pasta foi movida?
run-error-store-failed = Não foi possível ler ou gravar seus dados.
    .hint = O disco está cheio ou a pasta foi movida?
run-error-store-folder = A pasta com os seus dados não pode ser usada.
    .hint = Falta um disco ou a pasta foi movida?
run-error-store-inUse = Outro Millrace está usando seus dados.
    .hint = Feche-o e tente de novo.
run-error-store-newer = Os seus dados foram escritos por uma versão mais nova do Millrace.
    .hint = Nada foi alterado. Instale de novo a versão mais nova.
run-error-store-foreign = O que há na pasta com os seus dados não é um banco de dados do Millrace.
    .hint = Nada foi alterado. Restaure uma cópia de segurança.
run-error-store-emptied = Os seus dados foram esvaziados por outra coisa.
    .hint = Restaure uma cópia de segurança nas configurações.
run-error-store-network = A pasta com os seus dados está em uma unidade de rede, onde eles não estão seguros.
    .hint = Escolha uma pasta neste computador.
run-error-store-sqlite = Esta versão do Millrace contém um banco de dados antigo demais.
    .hint = Instale o Millrace de novo.

## Testes de um fluxo
run-error-debug-error = { $message }
run-error-debug-node = { $message }
run-error-debug-service = { $message }
run-error-debug-memory = Não havia mais memória livre, como este passo devia experimentar.
