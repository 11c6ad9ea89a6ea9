drop-title = Solte para importar
drop-help = Fluxos do Millrace e do n8n. Nada é executado.
import-title = Importar fluxos
import-help = Fluxos do Millrace ou do n8n. Importar não executa nada: primeiro você vê o que contêm e o que pedem.
import-files = Escolher arquivos
import-files-help = Um ou vários arquivos .json
import-folder = Escolher uma pasta
import-folder-help = Todos os fluxos dentro dela
import-paste = Ou colar um fluxo
import-paste-help = Passos copiados no n8n também podem ser colados aqui.
import-no-files = Nenhum arquivo de fluxo foi encontrado ali.
import-too-many = Apenas os primeiros { $count } arquivos foram lidos. Solte as outras pastas separadamente.
import-reading =
    { $count ->
        [0] Lendo a pasta…
        [one] Lendo { $count } arquivo…
       *[other] Lendo { $count } arquivos…
    }
import-again = Escolher outros arquivos
import-more = Importar mais
import-done =
    { $count ->
        [one] Um fluxo está aqui agora.
       *[other] { $count } fluxos estão aqui agora.
    }
import-done-some = Importados: { $count }. Não importados: { $failed }.
import-nothing-ran = Nada foi executado.
fit-native =
    { $count ->
        [one] { $count } passo como era
       *[other] { $count } passos como eram
    }
fit-approximated =
    { $count ->
        [one] { $count } passo quase como era
       *[other] { $count } passos quase como eram
    }
fit-missing =
    { $count ->
        [one] falta { $count } passo
       *[other] faltam { $count } passos
    }
import-wants = Ele vai pedir isto quando você o executar:
import-remarks =
    { $count ->
        [one] { $count } coisa a saber
       *[other] { $count } coisas a saber
    }
import-wire-dropped = A conexão de “{ $from }” para “{ $to }” foi omitida: { $why }.
import-secret = “{ $node }” contém uma senha ou chave em texto aberto (campo { $field }).
remark-kind-missing = O Millrace ainda não tem este passo. Ele é mantido como está; uma execução que chegue a ele para ali.
remark-version = A versão { $found } não é conhecida; ele roda como versão { $used }.
remark-operation = { $field } “{ $value }” não é conhecido.
remark-choice = “{ $field }” é “{ $value }”, que não é uma das opções conhecidas.
remark-option = A opção “{ $field }” não é conhecida; não tem efeito.
remark-new-id = Seu identificador “{ $from }” pertence a outro passo; ele recebeu um novo.
remark-no-name = Ele não tinha nome e recebeu um.
remark-new-name = Seu nome “{ $from }” pertence a outro passo; ele recebeu um número.
remark-moved = Seu lugar na área de desenho faltava ou estava longe demais; ele recebeu um novo.
remark-parameters = Suas configurações não puderam ser lidas e foram omitidas.
remark-retry =
    { $count ->
        [one] Ele é tentado { $count } vez.
       *[other] Ele é tentado { $count } vezes.
    }
warning-key-repeated = “{ $path }” aparece mais de uma vez no arquivo; vale a última.
warning-node-skipped = A entrada { $index } da lista de passos não é um passo e foi omitida.
warning-part = “{ $part }” tem uma forma que não se entende e foi omitido.
warning-key-unknown = “{ $path }” não é conhecido por esta versão e foi omitido.
warning-was-active = Ele estava ligado no lugar de onde veio. Aqui só roda quando você o executa.
warning-files-beside = Aqui os arquivos ficam ao lado dos registros, não dentro deles.
wire-no-source = o passo de onde ela sai não existe
wire-no-target = o passo aonde ela chega não existe
wire-no-output = o passo de onde ela sai não tem essa saída
wire-no-input = o passo aonde ela chega não tem essa entrada
wire-repeated = ela já existe
wire-malformed = ela não está escrita como uma conexão

grant-dir = Ler e alterar arquivos em { $what }
grant-dir-read = Ler arquivos em { $what }
grant-host = Acessar { $what }
grant-host-any = Acessar este computador e qualquer endereço da sua rede
grant-command = Executar o programa { $what }
grant-command-any = Executar qualquer programa
grant-env = Ler variáveis de ambiente
grant-other = { $what }
