settings-general = 通用
settings-permissions = 权限
settings-keys = 快捷键
settings-about = 关于
as-system = 跟随系统
set-language = 语言
set-theme = 主题
theme-light = 浅色
theme-dark = 深色
set-snap = 对齐网格
set-snap-help = 在画布上移动的步骤会自动对齐。
set-login = 登录时启动
set-login-help = 登录后，Millrace 会在系统托盘中启动。
set-tray = 保留在托盘中
set-tray-help = 关闭窗口后，Millrace 继续运行。

permissions-help = 每个工作流在自身之外可以做的事。收回后，它会再次询问。
permissions-empty = 尚未给任何工作流授予权限。运行时，工作流会询问您。
permission-allow = 允许：{ $what }
permission-take-back = 收回：{ $what }
permission-taken-back = 已收回：{ $what }

keys-help = 点击按钮，再按下想要的按键。Esc 保持不变，退格键清除快捷键。
keys-usual = 默认快捷键
keys-usual-all = 全部恢复默认快捷键
keys-none = 无
keys-press = 请按键…
keys-change = 更改快捷键：{ $action }
keys-taken = { $keys } 已用于“{ $action }”。

about-version = 版本 { $version }
about-data = 数据位置
about-zone = 时区
about-privacy = 隐私
about-privacy-text = 除了您的工作流自己发送的内容之外，不会发送任何数据。
about-licence = 许可证
