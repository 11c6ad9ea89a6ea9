# Texts of the tray and of notifications.

run = 実行
open = Millrace を開く
quit = 終了
ended = 「{ $name }」が終了しました。
failed = 「{ $name }」が失敗しました：{ $message }
not-started = 「{ $name }」は開始されませんでした。理由はウィンドウに表示されています。
not-kept = 「{ $name }」の実行を保存できませんでした。
