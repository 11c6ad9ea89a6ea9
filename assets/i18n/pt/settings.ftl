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
