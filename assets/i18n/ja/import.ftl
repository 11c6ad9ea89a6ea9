drop-title = ドロップしてインポート
drop-help = Millrace と n8n のワークフロー。何も実行しません。
import-title = ワークフローをインポート
import-help = Millrace または n8n のワークフロー。インポートでは何も実行されません。まず内容と必要な権限を確認できます。
import-files = ファイルを選ぶ
import-files-help = 1 つまたは複数の .json ファイル
import-folder = フォルダーを選ぶ
import-folder-help = 中のすべてのワークフロー
import-paste = またはワークフローを貼り付け
import-paste-help = n8n でコピーしたステップもここに貼り付けられます。
import-no-files = ワークフローのファイルが見つかりませんでした。
import-too-many = 最初の { $count } 個のファイルだけを読み込みました。残りのフォルダーは別々にドロップしてください。
import-reading =
    { $count ->
        [0] フォルダーを読み込んでいます…
       *[other] { $count } 個のファイルを読み込み中…
    }
import-again = 別のファイルを選ぶ
import-more = さらにインポート
import-done =
    { $count ->
       *[other] { $count } 件のワークフローをインポートしました。
    }
import-done-some = インポート済み：{ $count }。失敗：{ $failed }。
import-nothing-ran = 何も実行していません。
fit-native =
    { $count ->
       *[other] { $count } ステップはそのまま
    }
fit-approximated =
    { $count ->
       *[other] { $count } ステップはほぼそのまま
    }
fit-missing =
    { $count ->
       *[other] { $count } ステップが未対応
    }
import-wants = 実行時に次の許可を求めます：
import-remarks =
    { $count ->
       *[other] { $count } 件の注意点
    }
import-wire-dropped = 「{ $from }」から「{ $to }」への接続線を省きました：{ $why }。
import-secret = 「{ $node }」にパスワードまたはキーがそのまま書かれています（項目 { $field }）。
remark-kind-missing = このステップは Millrace にまだありません。そのまま残しますが、実行はここで止まります。
remark-version = バージョン { $found } は未対応のため、バージョン { $used } として動きます。
remark-operation = { $field } 「{ $value }」は未対応です。
remark-choice = 「{ $field }」の値「{ $value }」は選択肢にありません。
remark-option = オプション「{ $field }」は未対応のため、効果がありません。
remark-new-id = ID「{ $from }」は別のステップのものなので、新しい ID を付けました。
remark-no-name = 名前がなかったので付けました。
remark-new-name = 名前「{ $from }」は別のステップのものなので、番号を付けました。
remark-moved = キャンバス上の位置がないか遠すぎたため、置き直しました。
remark-parameters = 設定を読み取れなかったため省きました。
remark-retry =
    { $count ->
       *[other] { $count } 回試します。
    }
warning-key-repeated = 「{ $path }」がファイルに複数あります。最後のものを使います。
warning-node-skipped = ステップ一覧の { $index } 番目はステップではないため省きました。
warning-part = 「{ $part }」の形式を読み取れないため省きました。
warning-key-unknown = 「{ $path }」はこのバージョンでは扱えないため省きました。
warning-was-active = 元の場所では有効でした。ここでは、実行したときだけ動きます。
warning-files-beside = ここではファイルはレコードの中ではなく、横に置かれます。
wire-no-source = 接続元のステップがありません
wire-no-target = 接続先のステップがありません
wire-no-output = 接続元にその出力がありません
wire-no-input = 接続先にその入力がありません
wire-repeated = すでにあります
wire-malformed = 接続線の形式ではありません

grant-dir = { $what } のファイルの読み取りと変更
grant-dir-read = { $what } のファイルの読み取り
grant-host = { $what } への接続
grant-host-any = このコンピューターとネットワーク内のすべてのアドレスへの接続
grant-command = プログラム { $what } の実行
grant-command-any = 任意のプログラムの実行
grant-env = 環境変数の読み取り
grant-other = { $what }
