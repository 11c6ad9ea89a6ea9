error-details = 詳細
error-connection-lost = Millrace に接続できません。
    .hint = 動いていますか？再起動した場合は、表示されたアドレスを開いてください。
error-notFound = これはもうありません。
    .hint = 別のウィンドウで削除された可能性があります。
error-conflict = 別のウィンドウで変更されました。
    .hint = もう一度開くと最新の状態になります。
error-file-invalid = ワークフローのファイルではありません。{ $message }
error-store-failed = データを読み書きできませんでした。
    .hint = ディスクがいっぱいか、フォルダーが移動していませんか？保存済みの内容は失われていません。
error-engine-failed = Millrace の内部で問題が起きました。
    .hint = もう一度試してください。毎回起きる場合は Millrace を再起動してください。ワークフローは保存されています。
error-store-damaged = 保存されている内容が壊れていて読み取れません。
    .hint = 何も変更されていません。詳細に合わない箇所が示されています。
error-run-noStart = このワークフローには開始するものがありません。
    .hint = 開始するステップを追加してください。
error-run-noInput = 「{ $node }」にはまだ保存された入力がありません。
    .hint = 先にその前のステップを実行してください。
error-run-tooDeep = ワークフローの呼び出しが深すぎます。
    .hint = 自分自身を呼び出しているものはありませんか？
error-run-noData = 繰り返す実行のデータが残っていません。
    .hint = 削除された可能性があります。ワークフローを新しく開始してください。
error-inbox-decided = この実行についてはすでに判断されています。
    .hint = 実行を開くと、その後の経過を確認できます。
error-not-saved = 変更を保存できなかったため、何も開始していません。{ $message }
error-store-full = ディスクがいっぱいです。変更はできませんが、読み取りはできます。
    .hint = ディスクの空きを増やしてください。Millrace は自動的に再開します。
error-store-inUse = この操作にはデータを単独で使う必要があります。{ $message }
    .hint = 実行の終了を待ち、ほかの Millrace を閉じてください。
error-store-lost = { $after } より後の変更がありません。データベースから失われました。
error-store-lostAll = 保存されていたものがすべてありません。データベースが削除されました。設定にバックアップの一覧があります。
error-store-broken = データベースが壊れています。これ以上書き込みません。設定でバックアップを復元してください。
error-store-rows = 保存されたもののうち { $count } 件が壊れています。設定のバックアップに無事なものがあるかもしれません。
error-store-disk = ディスクに障害があります。復旧するまで変更できません。
error-store-ready = 変更を再び保存できます。
error-backup-damaged = このバックアップは壊れています。
    .hint = 何も変更されていません。別のものを選んでください。
error-closed-damaged = データを開けません。データベースが壊れているか、空にされたか、なくなっています。
    .hint = 何も変更されていません。バックアップを復元してください。今あるものは横に残されます。
error-closed-newer = データは新しいバージョンの Millrace で書き込まれています。
    .hint = 何も変更されていません。新しいバージョンを入れ直すか、それより前のバックアップを復元してください。
error-closed-readOnly = データを開けません。Millrace に書き込みが許可されていません。
    .hint = フォルダーへの書き込みを許可すると、自動的に続行します。
error-closed-full = ディスクがいっぱいで、Millrace はデータを開けません。
    .hint = 何も失われていません。ディスクの空きを増やすと、自動的に続行します。
error-closed-gone = データに到達できません。フォルダーがないか、読み取りが許可されていません。
    .hint = ディスクが外れているか、フォルダーが移動されていませんか。元に戻したら、もう一度お試しください。
error-closed-failed = データを開けません。
    .hint = 何も変更されていません。理由は詳細にあります。Millrace は自動的に再試行します。
error-backup-failed = バックアップを作成できませんでした。{ $message }

# What is missing from the database, and what is to become of it.
missing-told = データベースから失われています: { $what }。バックアップに残っているかもしれません。
missing-backups = バックアップを表示
missing-accept = なしで続ける
missing-accepted = 失われたものなしで続けます。
missing-workflow = { $count ->
    [0] ワークフロー（件数は不明）
   *[other] ワークフロー { $count } 件
}
missing-version = { $count ->
    [0] ワークフローのバージョン（件数は不明）
   *[other] ワークフローのバージョン { $count } 件
}
missing-draft = { $count ->
    [0] ワークフローの下書き（件数は不明）
   *[other] ワークフローの下書き { $count } 件
}
missing-allowed = { $count ->
    [0] ワークフローの権限の一覧（件数は不明）
   *[other] ワークフローの権限の一覧 { $count } 件
}
missing-preference = { $count ->
    [0] 設定（件数は不明）
   *[other] 設定 { $count } 件
}
missing-variable = { $count ->
    [0] 変数（件数は不明）
   *[other] 変数 { $count } 件
}
missing-memory = { $count ->
    [0] ワークフローの記憶（件数は不明）
   *[other] ワークフローの記憶 { $count } 件
}
missing-seen = { $count ->
    [0] ステップが覚えたキー（件数は不明）
   *[other] ステップが覚えたキー { $count } 件
}
missing-table = { $count ->
    [0] テーブル（件数は不明）
   *[other] テーブル { $count } 件
}
missing-row = { $count ->
    [0] テーブルの行（件数は不明）
   *[other] テーブルの行 { $count } 件
}
missing-credential = { $count ->
    [0] 認証情報（件数は不明）
   *[other] 認証情報 { $count } 件
}
missing-secret = { $count ->
    [0] 認証情報の秘密の値（件数は不明）
   *[other] 認証情報の秘密の値 { $count } 件
}
missing-slot = { $count ->
    [0] 保管庫を開く方法（件数は不明）
   *[other] 保管庫を開く方法 { $count } 件
}
missing-audit = { $count ->
    [0] 監査ログの行（件数は不明）
   *[other] 監査ログの行 { $count } 件
}
