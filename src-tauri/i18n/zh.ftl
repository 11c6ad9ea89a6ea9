# Texts of the tray and of notifications.

run = 运行
open = 打开 Millrace
quit = 退出
ended = “{ $name }”已结束。
failed = “{ $name }”失败：{ $message }
not-started = “{ $name }”没有启动；窗口中说明了原因。
not-kept = “{ $name }”的运行未能保存。
