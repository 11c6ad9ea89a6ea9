settings-general = 一般
settings-permissions = 権限
settings-keys = キー
settings-about = 情報
as-system = システムに合わせる
set-language = 言語
set-theme = テーマ
theme-light = ライト
theme-dark = ダーク
set-snap = グリッドに合わせる
set-snap-help = キャンバスで動かすステップが整列します。
set-login = ログイン時に起動
set-login-help = ログインすると Millrace がトレイで起動します。
set-tray = トレイに残す
set-tray-help = ウィンドウを閉じても Millrace は動き続けます。

permissions-help = 各ワークフローが外部に対してできること。取り消すと、次回また確認されます。
permissions-empty = まだどのワークフローにも許可していません。実行時に確認されます。
permission-allow = 許可する：{ $what }
permission-take-back = 取り消す：{ $what }
permission-taken-back = 取り消しました：{ $what }

keys-help = ボタンを押してから、使いたいキーを押します。Esc で変更せず終了、Backspace でキーを外します。
keys-usual = 標準のキー
keys-usual-all = すべて標準のキーに戻す
keys-none = なし
keys-press = キーを押してください…
keys-change = キーを変更：{ $action }
keys-taken = { $keys } は「{ $action }」で使われています。

about-version = バージョン { $version }
about-data = データの場所
about-zone = タイムゾーン
about-privacy = プライバシー
about-privacy-text = ワークフロー自身が送るもの以外、何も送信されません。
about-licence = ライセンス
