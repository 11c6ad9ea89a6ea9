settings-general = Geral
settings-permissions = Permissões
settings-keys = Teclas
settings-about = Sobre
as-system = Como o sistema
set-language = Idioma
set-theme = Tema
theme-light = Claro
theme-dark = Escuro
set-snap = Alinhar à grade
set-snap-help = Os passos que você move se alinham.
set-login = Iniciar com a sessão
set-login-help = O Millrace inicia na bandeja quando você entra na sessão.
set-tray = Ficar na bandeja
set-tray-help = Fechar a janela deixa o Millrace funcionando.

permissions-help = O que cada fluxo pode fazer fora de si mesmo. O que você retirar, ele pedirá de novo.
permissions-empty = Nada foi permitido a nenhum fluxo ainda. Um fluxo pergunta quando você o executa.
permission-allow = Permitir: { $what }
permission-take-back = Retirar: { $what }
permission-taken-back = Retirado: { $what }

keys-help = Clique em um botão e depois aperte as teclas desejadas. Esc deixa como está, Backspace remove as teclas.
keys-usual = Teclas habituais
keys-usual-all = Teclas habituais para tudo
keys-none = nenhuma
keys-press = Aperte as teclas…
keys-change = Mudar as teclas de: { $action }
keys-taken = { $keys } pertence a “{ $action }”.

about-version = Versão { $version }
about-data = Seus dados estão em
about-zone = Fuso horário
about-privacy = Privacidade
about-privacy-text = Nada é enviado a lugar nenhum, a não ser para onde seus fluxos enviam.
about-licence = Licença

settings-runs = Execuções
set-budget = Manter as execuções abaixo de { $most }
budget-help = Quando as execuções ocupam mais, as mais antigas que já terminaram são removidas primeiro, até ocuparem claramente menos. As que estão em andamento ou aguardam sua decisão ficam, assim como a lista de erros. O espaço é usado de novo por novas execuções.
budget-used = { $used } de { $most }
budget-ask-title = Manter as execuções abaixo de { $most }?
budget-ask = As execuções ocupam agora { $used }. As mais antigas são removidas, até cerca de { $size }, com tudo o que produziram. Isso não pode ser desfeito.
budget-ask-yes = Remover as mais antigas

settings-backups = Cópias de segurança
backups-help = Enquanto está aberto, o Millrace guarda a cada dia uma cópia de tudo: dos últimos sete dias e de quatro semanas.
backups-empty = Ainda não há cópias de segurança.
backup-now = Fazer uma cópia agora
backup-made = A cópia de segurança foi feita.
backup-restore = Restaurar a cópia de { $when }
backup-restore-short = Restaurar…
backup-restore-title = Restaurar a cópia de { $when }?
backup-restore-help = Fluxos, execuções, credenciais e configurações voltam a ser o que eram. O que existe agora fica guardado como cópia de segurança, para que você possa voltar. Seu código de recuperação mais novo continua a abrir suas credenciais, e o registro de auditoria continua.
backup-restore-yes = Restaurar
backup-restored = A cópia de segurança foi restaurada.
backup-restored-older = As credenciais dela talvez tenham outra chave que as anteriores: o código de recuperação de { $when } as abre, talvez nenhum mais novo. Se você não o tem mais, restaure a cópia “Antes de uma restauração”, a primeira da lista.
backup-workflows = { $count ->
    [one] { $count } fluxo
   *[other] { $count } fluxos
}
backup-daily = Diária
backup-asked = Feita por você
backup-upgrade = Antes de uma atualização
backup-replaced = Antes de uma restauração
backup-damaged = com partes danificadas
backup-broken = danificada, não pode ser restaurada
begin-anew = Começar do zero…
begin-anew-lead = Se nenhuma cópia de segurança ajudar, o Millrace pode começar do zero.
begin-anew-title = Começar do zero?
begin-anew-help = Fluxos, execuções e credenciais começam vazios. O banco de dados que não abre é mantido na pasta “backups”; talvez alguém ainda consiga lê-lo.
begin-anew-yes = Começar do zero
begin-anew-done = O Millrace começa do zero. O que havia foi guardado.
