first-title = コンピューターに何を任せますか？
first-help = データはこのコンピューターの外に出ません。アカウントも不要です。
first-templates = 人気のテンプレート
all-templates = すべてのテンプレート
door-template = テンプレートから始める
    .help = 2、3 か所を入力して実行するだけです。
door-import = ワークフローをインポート
    .help = n8n または Millrace のファイルから。表示するだけで、実行はしません。
door-blank = 空のキャンバス
    .help = 何をきっかけに始めるかを選び、ステップを追加します。

search-workflows = ワークフローを検索
workflow-new = 新しいワークフロー
workflow-new-name = マイワークフロー
import = インポート
workflows-count =
    { $count ->
       *[other] { $count } 件のワークフロー
    }
steps-count =
    { $count ->
        [0] ステップなし
       *[other] { $count } ステップ
    }
all-folders = すべてのフォルダー
all-tags = すべてのタグ
look = 表示形式
look-list = リスト
look-grid = カード
sort-changed = 更新順
sort-created = 新しい順
sort-last-run = 最後の実行
sort-name = 名前
sort-reversed = 逆順

starts = 開始のきっかけ
last-run = 最後の実行
changed = 更新
starts-nothing = 未設定
never-run = 未実行
choose-all = すべて選択
choose-one = { $name } を選択
choose-none = 選択を解除
more-of = { $name } のその他の操作
chosen-count =
    { $count ->
       *[other] { $count } 件を選択中
    }
toolbar-chosen = 選択中のワークフロー

move-to-folder = フォルダーに移動…
edit-tags = タグ…
export-millrace = エクスポート
export-n8n = n8n 用にエクスポート
erase = 完全に削除
rename-title = ワークフローの名前を変更
move-title = フォルダーに移動
folder = フォルダー
folder-help = 新しい名前を入れるとフォルダーが作られます。空欄ならフォルダーなしです。
tags-title = タグ
tags = タグ
tags-help = 複数の場合はコンマで区切ります。
erase-title =
    { $count ->
        [1] 「{ $name }」を完全に削除しますか？
       *[other] { $count } 件のワークフローを完全に削除しますか？
    }
erase-help = バージョンも削除されます。元に戻せません。

workflows-trashed =
    { $count ->
        [1] 「{ $name }」をゴミ箱に移しました。
       *[other] { $count } 件のワークフローをゴミ箱に移しました。
    }
workflows-restored =
    { $count ->
        [1] 「{ $name }」を復元しました。
       *[other] { $count } 件のワークフローを復元しました。
    }
workflows-erased =
    { $count ->
        [1] 「{ $name }」を削除しました。
       *[other] { $count } 件のワークフローを削除しました。
    }
back-to-workflows = ワークフロー
trash-empty = ゴミ箱は空です
trash-empty-help = 削除したワークフローは、完全に削除するまでここに残ります。

search-templates = テンプレートを検索
search-clear = 検索をクリア
templates-none-help = この言葉に合うテンプレートはありません。別の言葉で探すか、空のキャンバスから始めてください。
templates-lead = どれもそのまま動きます。実行して結果を確かめてから、自分用に変えてください。
works-offline = オフラインで動作
needs-internet = インターネットが必要
needs-folder = フォルダーの許可が必要

search-runs = 実行履歴を検索
status = 状態
all-statuses = すべての結果
all-workflows = すべてのワークフロー
runs-count =
    { $count ->
       *[other] { $count } 件の実行
    }
runs-empty = まだ何も実行していません
runs-empty-help = ワークフローを開いて「実行」を押すと、結果がここに残ります。
to-workflows = ワークフローへ
result = 結果
started-by = 開始方法
started = 開始
took = 所要時間
status-queued = 開始待ち
status-running = 実行中
status-waiting = 待機中
status-success = 完了
status-failed = 失敗
status-canceled = 停止
status-needs-review = 受信箱で待機中
run-done-in = { $time } で完了
run-stopped-after = { $time } 後に停止
run-discarded = 中断後に破棄
run-failed-at = { $node }：{ $why }
run-delete-of = 「{ $name }」の実行を削除、{ $time }
run-delete-title = この実行を削除しますか？
run-delete-help = 出力されたデータも削除されます。元に戻せません。
run-delete-yes = 実行を削除
run-stop-of = 「{ $name }」の実行を停止、{ $time }
run-deleted = 実行を削除しました。
mode-manual = 手動
mode-trigger = 自動
mode-sub-workflow = 別のワークフロー
mode-error = エラーの後
mode-retry = 再試行
templates-slot-folder = ファイルのあるフォルダー({ $files })
templates-slot-file = ファイル(例: { $files })
templates-slot-write = { $files } の保存先フォルダー
templates-make = ワークフローを作成

## あなたの判断を待っています
runs-waiting = 実行、受信箱に { $count } 件
inbox-told = { $count } 件の実行が中断され、受信箱であなたの判断を待っています。
inbox = 受信箱
inbox-one = この実行は受信箱であなたの判断を待っています
inbox-lead = これらの実行はあなたの判断を待っています。Millrace がステップの途中で中断され、その処理はすでに済んでいるかもしれません。もう一度行うかどうかはあなた次第です。
inbox-open = 受信箱を開く
inbox-cut = 「{ $step }」で中断されました（{ $time }）。
inbox-may-sent = このステップが送るものは、すでに送信されたかもしれません。
inbox-may-written = このステップのファイルは、すでに書き込まれたかもしれません。
inbox-may-run = このステップのコードまたはコマンドは、すでに実行されたかもしれません。
inbox-may-called = このステップが呼び出すワークフローは、すでに始まったかもしれません。
inbox-may-done = このステップの処理は、すでに済んでいるかもしれません。
inbox-resume = ステップをもう一度実行
inbox-resume-help = 実行はこのステップから続きます。ステップの処理が二度行われるかもしれません。
inbox-skip = ステップをスキップ
inbox-skip-help = 処理が済んでいる場合：入力された項目のまま、次のステップから続きます。
inbox-discard = 実行を破棄
inbox-discard-help = これ以上は実行されません。これまでの結果は引き続き確認できます。
inbox-discard-title = この実行を破棄しますか？
inbox-discard-ask = ここで終わります。この実行ではこれ以上何も行われず、再送信もされません。これまでの出力は引き続き見られます。あとでワークフローを実行し直すか、そのステップからやり直せます。
inbox-resumed = 続行：ステップをもう一度実行
inbox-skipped = ステップをスキップし、実行は続きます
inbox-discarded = 終了：実行を破棄しました
deed-of = { $deed }：{ $name }

## エラーの履歴
runs-all = すべての実行
failures = エラー
failures-what = 何が起きたか
failures-where = ステップとワークフロー
failures-often = 回数
failures-done = 対処
failures-last = 最後
failures-count =
    { $count ->
       *[other] 失敗した試行 { $count } 件
    }
failures-range = 期間
failures-7 = 過去 7 日間
failures-30 = 過去 30 日間
failures-all = 保存されているすべて
failures-none-7 = 過去 7 日間にエラーはありません
failures-none-30 = 過去 30 日間にエラーはありません
failures-none-all = これまでにエラーはありません
failures-none-help = ステップが失敗すると、その対処とともにここに表示されます。実行が続いた場合も同じです。
failures-times =
    { $count ->
       *[other] { $count } 回
    }
failures-runs =
    { $count ->
       *[other] { $count } 件の実行で
    }
failures-whole-run = 実行全体
failures-went-on = { $all } 件中 { $count } 件で実行は続きました
failures-gone = これらの実行はもう保存されていません。
failures-damaged =
    { $count ->
       *[other] { $count } 件の記録が壊れており、数えていません。
    }
failures-open = 最新の実行をこのステップで開きます
failures-did-retried = 再試行: { $count }
failures-did-continued = それなしで続行: { $count }
failures-did-error-output = エラー出力へ: { $count }
failures-did-resumed = 中断後にやり直し: { $count }
failures-did-skipped = あなたがスキップ: { $count }
failures-did-waits = 受信箱で待機中: { $count }
failures-did-discarded = 実行を破棄: { $count }
failures-did-failed = 実行が失敗: { $count }
