rail = メインメニュー
workflows = ワークフロー
runs = 実行履歴
templates = テンプレート
settings = 設定
trash = ゴミ箱
workflow = ワークフロー

close = 閉じる
cancel = キャンセル
done = 完了
undo = 元に戻す
save = 保存
open = 開く
more = その他
name = 名前
restore = 復元
loading = 読み込み中…
try-again = もう一度試す
unnamed = 名前なし
pasted = 貼り付けたワークフロー
file-too-large = { $name } はワークフローには大きすぎます（最大 64 MB）。
file-not-read = { $name } を読み取れません。
toolbar = 表示

nothing-found = 見つかりません
nothing-found-help = 条件に合う項目はありません。
show-all = すべて表示

connection-lost = Millrace が応答しません。再接続しています…
connection-back = 再接続しました。

size-bytes = { $size } B
size-kb = { $size } KB
size-mb = { $size } MB
size-gb = { $size } GB
size-tb = { $size } TB
duration-under = 1 ミリ秒未満
duration-ms = { $ms } ミリ秒
duration-s = { $s } 秒
duration-min = { $min } 分 { $s } 秒
duration-h = { $h } 時間 { $min } 分
time-yesterday = 昨日 { $time }

palette-title = すべてを検索
palette-hint = 操作、ワークフロー、テンプレートを検索
palette-actions = 操作
palette-templates = テンプレートから始める
keys-title = キー一覧
keys-to-settings = キーを変更
keys-general = どこでも
keys-selection = 選択中のもの
keys-editor = 開いているワークフロー
keys-canvas = キャンバス
