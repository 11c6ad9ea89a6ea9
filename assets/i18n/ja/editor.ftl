## ワークフローの画面
editor-loading = 読み込み中
editor-name = ワークフローの名前を変更
editor-menu = その他
editor-saved = 保存済み
editor-saved-version = バージョンとして保存済み
editor-saving = 保存中…
editor-offline = 未保存：Millrace に接続できません
editor-refused = 保存されていません
editor-open-again = 開き直す
editor-reloaded = このワークフローは別の場所で変更されました。現在の内容を表示しています。
editor-comparing = バージョンと下書きの比較
editor-problem-count = { $count ->
   *[other] 確認する点が { $count } 件
}
editor-export-n8n = n8n 用にエクスポート
editor-duplicate = ワークフローを複製
editor-to-workflows = すべてのワークフロー
editor-save-stored = 保存されている内容を書き出す
editor-stop = 停止
editor-choose = 選ぶ…
editor-remove = 取り除く
editor-items = { $count ->
   *[other] { $count } 件
}
editor-steps = { $count ->
    [0] ステップはまだありません
   *[other] { $count } ステップ
}
editor-selected = { $count ->
   *[other] { $count } ステップを選択中
}

## キャンバス
editor-canvas = キャンバス
editor-canvas-help = ワークフローをカードと接続線で表示します。矢印キーでステップを移動し、Enter で開き、N で追加します。Alt+O で同じ内容をリストで表示します。
editor-empty = 空のワークフロー
editor-empty-help = まず開始のきっかけを選びます。N を押すか、キャンバスをダブルクリックするか、左からステップを選んでください。
editor-rename = 名前を変更
editor-note = メモ
editor-note-new = ## メモ
    ダブルクリックで入力します。
editor-group = グループ
editor-add-after = この後にステップを追加
editor-add-here = ここにステップを追加
editor-insert = ステップを挿入
editor-delete-wire = 接続線を削除
editor-delete-wires = 接続線をすべて削除
editor-run-to = ここまで実行
editor-align-left = 左揃え
editor-align-center = 左右中央揃え
editor-align-right = 右揃え
editor-align-top = 上揃え
editor-align-middle = 上下中央揃え
editor-align-bottom = 下揃え
editor-spread-across = 横に均等配置
editor-spread-down = 縦に均等配置
editor-paste-nothing = クリップボードにステップがありません。{ $reason }
editor-paste-empty = クリップボードは空です。
editor-paste-text = これは文字で、ステップではありません：「{ $begin }」。先にステップをコピーするか、文字をステップの項目に入れてください。
editor-paste-link = これはウェブアドレスで、ステップではありません：「{ $begin }」。読み取るには HTTP リクエストのステップを追加し、アドレスを入れてください。
editor-paste-data = これはステップのないデータです：「{ $begin }」。使うには、行を持つステップに入れてください。
editor-kind-missing = 未対応：{ $kind }
editor-disabled-pill = 無効

## 追加するステップ
editor-palette = ステップ
editor-palette-search = ステップを検索
editor-palette-hide = ステップを隠す
editor-palette-recent = 最近使ったもの
editor-palette-found = 検索結果
editor-palette-none = 「{ $search }」というステップはありません
editor-group-trigger = 開始のきっかけ
editor-group-data = データの加工
editor-group-flow = 判断と繰り返し
editor-group-files = ファイル
editor-group-network = 外部との通信
editor-group-code = コード
editor-group-tools = ツール
editor-group-service = サービス

## ステップの設定画面
editor-inspector = 選択したステップの設定
editor-inspector-width = 設定の幅
editor-inspector-hide = 設定を隠す
editor-nothing-selected = ステップを選ぶと、設定とデータが表示されます。ここはワークフロー全体の設定です。
editor-run-nothing-selected = ステップを選ぶと、入力と出力が表示されます。
editor-tabs = ステップの設定とデータ
editor-tab-settings = 設定
editor-tab-input = 入力
editor-tab-output = 出力
editor-more = その他
editor-no-settings = このステップに設定はありません。
editor-required = 入力が必要です
editor-to-fill = これから入力
editor-paper-yellow = 黄
editor-paper-orange = オレンジ
editor-paper-red = 赤
editor-paper-green = 緑
editor-paper-blue = 青
editor-paper-purple = 紫
editor-paper-grey = グレー
editor-computed = ステップの値を使う
editor-fixed = 固定の値を入力
editor-raw = 式を表示
editor-raw-done = 完了
editor-fix = 直す
editor-show-field = 項目を表示
editor-show-step = ステップを表示
editor-test = このステップを試す
editor-test-trigger = この開始方法を試す
editor-missing-help = Millrace はまだ { $kind } に対応していません。ステップと設定は残りますが、実行はここで止まります。置き換えるか、無効にしてデータを素通りさせてください。
editor-missing-settings = 元の設定
editor-secret-show = 入力内容を表示
editor-number-least = { $limit } 以上
editor-number-most = { $limit } 以下
editor-add-field = 項目を追加
editor-add-to = { $what } に追加
editor-entry = { $number } 番目
editor-move-up = 上へ
editor-move-down = 下へ
editor-preview = 値：
editor-preview-empty = 結果がありません。項目は空になります。
editor-preview-failed = { $message }
editor-preview-none = ワークフローを一度実行すると、ここに値が表示されます。
editor-preview-item = { $total } 件中 { $number } 件目
editor-preview-before = 前のアイテム
editor-preview-next = 次のアイテム

## すべてのステップに共通
editor-behaviour = 失敗時の動作とメモ
editor-on-error = このステップが失敗したら
editor-on-error-stop = ワークフローを停止
editor-on-error-continue = エラーをデータとして続ける
editor-on-error-errorOutput = 失敗したデータを別の出力へ送る
editor-on-error-skip = このデータなしで続ける
editor-on-error-fallback = 入力のまま続ける
editor-retry = 失敗したら再試行
editor-retry-attempts = 試行回数
editor-retry-wait = 間隔（秒）
editor-retry-grows = 毎回待ち時間を延ばす
editor-timeout = 制限時間（秒）
editor-timeout-help = 1 回の試行にかけられる時間。空欄なら個別の制限なし。
editor-execute-once = 最初の 1 件だけ実行
editor-always-output = 0 件のとき空のデータを 1 件出力
editor-disabled = 無効：データは素通りします
editor-step-note = メモ

## 前のステップの値
editor-picker = 前のステップの値を挿入
editor-picker-open = 値を挿入
editor-picker-search = 値を検索
editor-picker-none = このステップはまだ実行されていません。
editor-picker-run = 実行して値を見る
editor-picker-words = 時刻と実行
editor-word-now = 現在
editor-word-today = 今日
editor-word-itemIndex = データの番号
editor-word-runIndex = 回の番号
editor-word-executionid = 実行の ID
editor-word-workflowname = ワークフローの名前
editor-word-workflowid = ワークフローの ID
editor-word-vars = 変数
editor-word-inputall = すべてのデータ

## 項目の表
editor-assign-add = 項目を追加
editor-assign-name = 名前
editor-assign-type = 種類
editor-assign-value = 値
editor-type-string = テキスト
editor-type-number = 数値
editor-type-dateTime = 日付と時刻
editor-type-boolean = はい・いいえ
editor-type-array = リスト
editor-type-object = オブジェクト
editor-condition-add = 条件を追加
editor-condition-all = すべて満たす
editor-condition-any = どれか 1 つ満たす
editor-condition-how = 満たすべき数
editor-condition-left = 値
editor-condition-right = 比べる相手
editor-condition-left-example = 例：項目「total」
editor-condition-right-example = 例：100
editor-condition-operator = 比べ方
editor-columns-how = 列の値の決め方
editor-columns-by-hand = 列ごとに値を選ぶ
editor-columns-by-name = 同じ名前の列に入れる
editor-columns-name = 列の名前
editor-columns-add = 追加
editor-columns-value = { $name } の値
editor-resource-how = 選び方
editor-resource-list = 一覧から
editor-resource-none = まだありません。
editor-resource-name = 名前で
editor-resource-id = ID で

## 比較
operation-equals = と等しい
operation-notEquals = と等しくない
operation-contains = を含む
operation-notContains = を含まない
operation-startsWith = で始まる
operation-notStartsWith = で始まらない
operation-endsWith = で終わる
operation-notEndsWith = で終わらない
operation-regex = パターンに一致する
operation-notRegex = パターンに一致しない
operation-empty = が空
operation-notEmpty = が空でない
operation-exists = が存在する
operation-notExists = が存在しない
operation-gt = より大きい
operation-lt = より小さい
operation-gte = 以上
operation-lte = 以下
operation-after = より後
operation-before = より前
operation-afterOrEquals = 以降
operation-beforeOrEquals = 以前
operation-true = が真
operation-false = が偽
operation-lengthEquals = 長さが等しい
operation-lengthNotEquals = 長さが等しくない
operation-lengthGt = より長い
operation-lengthLt = より短い
operation-lengthGte = の長さ以上
operation-lengthLte = の長さ以下

## ファイルとフォルダー
editor-place-look = 参照
editor-place-file = ファイルを選ぶ
editor-place-folder = フォルダーを選ぶ
editor-place-write = ファイルの書き込み先
editor-place-up = 1 つ上のフォルダー
editor-place-home = 自分のフォルダー
editor-place-system = システムのウィンドウを使う
editor-place-all = ここの { $pattern } をすべて({ $count })
editor-place-hidden = 隠しファイルも表示
editor-place-more = 表示されていないものがあります。
editor-place-empty = ここには何もありません。
editor-place-name = ファイル名
editor-place-this = このフォルダーを使う
editor-place-save = この名前を使う

## データ
editor-data-as-table = 表
editor-data-as-json = JSON
editor-data-as-fields = 項目
editor-data-look = データの表示形式
editor-data-table = データ
editor-data-search = データを検索
editor-data-not-found = これを含むデータはありません。
editor-data-files = ファイル
editor-data-files-count = { $count ->
   *[other] { $count } 個のファイル
}
editor-data-empty-text = （空）
editor-data-present = { $total } 件中 { $count } 件にあります
editor-data-fields-inside = 中の項目
editor-data-item = { $number } 件目
editor-data-value = 選んだ値
editor-data-more = ほか { $count } 件
editor-data-page = { $total } 件中 { $first }～{ $last } 件目
editor-data-before = 前のデータ
editor-data-after = 次のデータ
editor-data-origin = これはどこから来た？
editor-data-origin-here = ここが始まりです。
editor-input-none = 入力データはありませんでした。
editor-input-start = このステップがワークフローを開始します。入力はありません。
editor-input-before = まだ入力がありません。
editor-input-run = 「{ $step }」まで実行
editor-input-which = どの入力か
editor-output-none = 出力データはありませんでした。
editor-output-before = このステップはまだ実行されていません。
editor-output-cut = このステップは途中で中断されました。上であなたの判断を待っています。
editor-output-discarded = このステップは途中で切れ、実行は破棄されました。何かを行ったかどうかは分かりません。
editor-output-skipped = 中断後、このステップはスキップされました。再実行はされていません。これは入力された項目です。
editor-output-which = どの出力か
editor-iteration = { $total } 回中 { $number } 回目
editor-iteration-which = 何回目か
editor-attempts = { $count } 回試行
editor-console = コードの出力
editor-stale = 古い結果
editor-stale-help = この結果の後に変更がありました。
editor-pin = 出力を固定
editor-pinned = 固定中：ステップを実行する代わりに使われます
editor-pinned-help = ワークフローの作成中は、ステップを実行せずにこれを使います。
editor-unpin = 固定を解除
editor-pin-edit = 出力を編集
editor-pin-edit-title = 出力を編集して固定
editor-pin-edit-help = 固定した内容は、ワークフローを作る間このステップの代わりに使われます。
editor-pin-cut = 最初の { $count } 件だけを固定しました。
editor-pin-first = 固定できるのは最初の出力から出たものだけです。
editor-pin-many = アイテムが多すぎて、ここですべてを編集できません。
editor-pin-large = 値の一つが大きすぎて固定できません。
editor-pin-objects = { $number } 番目はオブジェクトではありません。データは {"{"} … {"}"} と書きます。
editor-file-keep = ファイルを保存
editor-file-no-picture = この種類のファイルはここに表示できません。
editor-file-gone = ファイルはもうありません。
editor-file-large = このファイルは大きすぎてここに表示できません。
editor-file-cut = { $size } の先頭部分です。
editor-file-broken = このファイルには表示できる画像がありません。
editor-file-page = { $pages } ページ中 { $page } ページ
editor-file-page-before = 前のページ
editor-file-page-after = 次のページ

## 実行
editor-run-queued = 順番を待っています
editor-run-begins = 開始しています…
editor-run-now = 「{ $step }」を実行中
editor-run-waits = 待機中
editor-run-waits-until = { $time } まで待機
editor-run-stopped = あなたが停止しました
editor-run-discarded = あなたが破棄しました
editor-run-discarded-at = 破棄しました。「{ $step }」は途中で切れていました
editor-run-skipped = { $count } 件のステップをスキップ
editor-run-needs-review = 受信箱であなたの判断を待っています
editor-run-failed = 実行に失敗しました
editor-run-failed-at = 「{ $step }」で停止：{ $why }
editor-deleted = { $count } 個のステップを削除しました
editor-run-ended = { $steps ->
   *[other] { $steps } ステップを実行
}、{ $count ->
    [0] 「{ $step }」の出力は 0 件
   *[other] 「{ $step }」から { $count } 件を出力
}
editor-run-wrote = { $count ->
   *[other] { $count } 個のファイルを書き込み、最後は { $name }
}
editor-run-running = 実行中
editor-run-last = 最後の実行 { $time }
editor-run-progress = { $all } ステップ中 { $reached } · { $time }
editor-run-open = 実行を開く
editor-run-list = 実行履歴
editor-run-when = { $time } · { $lasted }
editor-run-workflow = ワークフローを開く
editor-panel-steps = 実行したステップ
editor-steps-none = まだどのステップも実行されていません。
editor-step-again = { $number } 回目
editor-state-success = 完了
editor-state-failed = 失敗
editor-state-running = 実行中
editor-state-waiting = 待機中
editor-state-canceled = 停止
editor-state-skipped = あなたがスキップ
editor-state-needs-review = 受信箱で待機中
editor-error-item = { $number } 件目で発生しました。

## 実行の前に
editor-ask-grants = このワークフローに許可しますか？
editor-ask-grants-help = 次のものを使おうとしています。許可しないもののチェックを外してください。
editor-allow-run = 許可して実行
editor-allow-some = チェックしたものを許可して実行
editor-ask-unsafe = 「{ $step }」を試しますか？
editor-ask-unsafe-help = { $count ->
   *[other] このステップは { $count } 件のデータについて、Millrace の外で何かを変更または送信します。
}設定は次のとおりです：
editor-ask-unsafe-run = ステップを実行
editor-ask-input = まだ入力がありません
editor-ask-cut-off = もう一度実行しますか？
editor-ask-cut-off-help = このワークフローの実行が中断され、受信箱であなたの判断を待っています。もう一度実行すると、すでに行われた処理が繰り返されるかもしれません。
editor-ask-cut-off-run = それでも実行
editor-ask-input-help = 「{ $step }」は「{ $before }」の最後の出力で試しますが、まだ実行されていません。
editor-ask-input-run = このステップまで実行
editor-grants = 許可されていること
editor-grants-none = Millrace の外のものは必要ありません。
editor-grant-why = どのステップが何を必要とするか
editor-want = 「{ $step }」：{ $what }
editor-want-host = 実行時に決まるアドレスへの接続
editor-want-read = 実行時に決まるファイルの読み取り
editor-want-write = 実行時に決まるファイルへの書き込み
editor-want-command = 実行時に決まるプログラムの実行
editor-grant-allow = 許可
editor-grant-forbid = 取り消す
editor-grant-allowed = 許可済み
editor-grant-open = 未許可

## 問題
editor-problems = 確認する点
editor-no-problems = 問題はありません。
editor-problem-last-run = 前回の実行は失敗しました。
problem-node-id-repeated = 2 つのステップの ID が { $id } です。
    .advice = どちらかを削除して、追加し直してください。
problem-node-name-repeated = 2 つのステップの名前が「{ $name }」です。
    .advice = どちらかに別の名前を付けてください。
problem-trigger-none = このワークフローを開始するものがありません。
    .advice = 「実行」を押したときなど、開始するステップを追加してください。
problem-cycle-closed = { $names } の接続線が出口のない輪になっています。
    .advice = 輪から出る「もし」を追加するか、データのループを使ってください。
problem-param-missing = 「{ $label }」が空です。
    .advice = 入力してください。
problem-expression-node = 値の元のステップ「{ $other }」がありません。
    .advice = 値を選び直してください。
problem-expression-unclosed = 式が閉じられていません。
    .advice = 終わりの位置に {"}}"} を付けてください。
problem-cycle-open = { $names } の接続線が輪になっています。
    .advice = 輪から出る分岐があるようにしてください。
problem-trigger-disabled = 「{ $name }」が無効です。
    .advice = オンにするか、削除してください。
problem-edge-dangling = 存在しないステップにつながる接続線があります。
    .advice = 接続を削除してください。
problem-edge-port = 接続線が「{ $name }」にない{ $end } { $port } を使っています。
    .advice = 接続を削除するか、存在するポートにつないでください。
problem-node-unreachable = 「{ $name }」につながる線がないため、実行されません。
    .advice = つなぐか、削除してください。
problem-node-placeholder = このステップは Millrace にまだありません（{ $kind }）。
    .advice = 実行がここに達すると止まります。置き換えるか、オフにしてデータを素通りさせてください。
problem-node-kind = このバージョンの Millrace は { $kind } に対応していません。
    .advice = Millrace を更新するか、ステップを置き換えてください。
problem-node-version = このステップのバージョン { $version } は未対応です。
    .advice = バージョン { $nearest } として実行されます。動作を確認してください。
problem-credential-missing = 認証情報が必要です（{ $slot }）。
    .advice = ステップで選ぶか、作成してください。

## ワークフロー自体
editor-flow-settings = 実行のしかた
editor-flow-zone = タイムゾーン
editor-flow-zone-help = このワークフローの日付に使います。空欄ならコンピューターの設定。
editor-flow-timeout = 制限時間（秒）
editor-flow-timeout-help = 1 回の実行にかけられる時間。空欄なら制限なし。
editor-flow-order = ステップの順序
editor-flow-order-v1 = 1 つの分岐を最後まで、次に別の分岐
editor-flow-order-legacy = すべての分岐を並行（以前の n8n と同じ）
editor-flow-failure = 失敗したら実行する
editor-flow-failure-help = 「ワークフローが失敗したとき」で始まるワークフロー。
editor-flow-failure-none = なし

## バージョン
editor-versions = バージョン
editor-version-help = キャンバスは、このバージョンに戻すと変わる点を示します。戻るものは +、なくなるものは −、設定が変わるものは ≠ です。
editor-versions-none = まだバージョンがありません。Ctrl+S で残せます。
editor-version-name = バージョンの名前
editor-version-keep = このバージョンを残す
editor-version-kept = 保存しました。この状態をバージョンとして残しました。
editor-version-number = バージョン { $number }
editor-version-compare = 比較
editor-version-end = 下書きに戻る
editor-version-restore = 復元
editor-version-restored = このバージョンが下書きになりました。「元に戻す」で前の下書きに戻ります。
editor-diff-added = 戻ります
editor-diff-removed = なくなります
editor-diff-changed = 変わります
editor-diff-none = 下書きと同じ
editor-diff-settings = ワークフローの設定だけが異なります
editor-diff-adds = { $count ->
   *[other] { $count } ステップが戻ります
}
editor-diff-removes = { $count ->
   *[other] { $count } ステップがなくなります
}
editor-diff-changes = { $count ->
   *[other] { $count } ステップが変わります
}
editor-diff-wires = { $count ->
   *[other] { $count } 本の接続線が異なります
}

## アウトライン
editor-outline = アウトライン
editor-outline-help = ワークフローをリストで表示します。上下キーで移動、Shift を押しながらで複数選択、スペースで選択に追加または解除、Enter で開く、N で後に追加、C で接続、Alt と上下キーで移動、Shift F10 でメニューを開きます。
editor-no-webgl = このブラウザーには WebGL がないため、キャンバスを描けません。アウトラインでも同じことがすべてできます。
editor-branch-empty = まだ何もありません
editor-goes-on = 「{ $step }」へ続く
editor-connect = 接続…
editor-connect-title = 「{ $step }」の接続線
editor-connect-none = まだ接続されていません。
editor-connect-new = 接続線を引く
editor-connect-from = このステップの出力から
editor-connect-to = 接続先のステップ
editor-connect-into = 接続先の入力
editor-connect-do = 接続
editor-wire = { $from } → { $to }
editor-earlier = 先に実行
editor-later = 後で実行
editor-cannot-move = 隣に入れ替えられるステップが 1 つだけではありません。
editor-port-in = 入力
editor-port-out = 出力
editor-port-model = モデル
editor-port-tool = ツール
editor-port-memory = メモリー
editor-port-parser = パーサー

## ツアー
editor-tour = エディターのツアー
editor-tour-place = { $number } / { $total }
editor-tour-skip = スキップ
editor-tour-next = 次へ
editor-tour-end = 始める
editor-tour-steps = ステップ
editor-tour-steps-help = ワークフローでできることは、すべてステップです。クリックすると選択中のステップの後に追加されます。キャンバスや接続線にドラッグすることもできます。
editor-tour-canvas = キャンバス
editor-tour-canvas-help = ステップは接続線に沿って左から右へ実行されます。ステップの点から次のステップへドラッグします。何もないところで離すと、そこにステップを追加できます。
editor-tour-inspector = 設定とデータ
editor-tour-inspector-help = ここでステップを設定します。項目をクリックすると前のステップの値を入れられます。「入力」と「出力」で出入りしたデータを確認できます。
editor-tour-run = 実行
editor-tour-run-help = ワークフローを実行し、様子を表示します。「このステップを試す」は、すでにあるデータで 1 つのステップだけを試します。
editor-tour-saved = 何も失われません
editor-tour-saved-help = 変更はすぐに保存され、明日でも元に戻せます。Ctrl+S で名前付きのバージョンを残せます。

## もう一度
editor-run-again = このデータでもう一度実行
editor-run-again-help = この実行が始まったときのデータで、現在のワークフローを実行します
editor-try-again = ここから再試行
editor-run-from = 前回のデータでここから実行
