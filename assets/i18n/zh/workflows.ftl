first-title = 想让电脑替您做什么？
first-help = 任何内容都不会离开这台电脑，也无需账号。
first-templates = 热门模板
all-templates = 所有模板
door-template = 从模板开始
    .help = 填写两三项内容即可运行。
door-import = 导入工作流
    .help = 来自 n8n 或 Millrace 文件。只显示，不运行。
door-blank = 空白画布
    .help = 选择由什么启动，再添加步骤。

search-workflows = 搜索工作流
workflow-new = 新建工作流
workflow-new-name = 我的工作流
import = 导入
workflows-count =
    { $count ->
       *[other] { $count } 个工作流
    }
steps-count =
    { $count ->
        [0] 还没有步骤
       *[other] { $count } 个步骤
    }
all-folders = 所有文件夹
all-tags = 所有标签
look = 外观
look-list = 列表
look-grid = 卡片
sort-changed = 最近修改
sort-created = 最近创建
sort-last-run = 最近运行
sort-name = 名称
sort-reversed = 反向排列

starts = 启动方式
last-run = 上次运行
changed = 修改时间
starts-nothing = 尚未设置
never-run = 从未运行
choose-all = 全选
choose-one = 选择 { $name }
choose-none = 取消选择
more-of = { $name } 的更多操作
chosen-count =
    { $count ->
       *[other] 已选择 { $count } 个
    }
toolbar-chosen = 所选工作流

move-to-folder = 移动到文件夹…
edit-tags = 标签…
export-millrace = 导出
export-n8n = 导出为 n8n 格式
erase = 彻底删除
rename-title = 重命名工作流
move-title = 移动到文件夹
folder = 文件夹
folder-help = 输入新名称会新建文件夹；留空表示不放入文件夹。
tags-title = 标签
tags = 标签
tags-help = 多个标签用逗号分隔。
erase-title =
    { $count ->
        [1] 彻底删除“{ $name }”？
       *[other] 彻底删除 { $count } 个工作流？
    }
erase-help = 其所有版本也会删除，且无法撤销。

workflows-trashed =
    { $count ->
        [1] “{ $name }”已移到回收站。
       *[other] { $count } 个工作流已移到回收站。
    }
workflows-restored =
    { $count ->
        [1] “{ $name }”已恢复。
       *[other] { $count } 个工作流已恢复。
    }
workflows-erased =
    { $count ->
        [1] “{ $name }”已删除。
       *[other] { $count } 个工作流已删除。
    }
back-to-workflows = 工作流
trash-empty = 回收站是空的
trash-empty-help = 删除的工作流会保留在这里，直到您彻底删除。

search-templates = 搜索模板
search-clear = 清除搜索
templates-none-help = 没有模板符合这些词。请换一个词，或从空白画布开始。
templates-lead = 每个模板都可以直接运行：点击运行，看看结果，再改成自己的。
works-offline = 无需联网
needs-internet = 需要联网
needs-folder = 需要文件夹权限

search-runs = 搜索运行记录
status = 状态
all-statuses = 所有结果
all-workflows = 所有工作流
runs-count =
    { $count ->
       *[other] { $count } 次运行
    }
runs-empty = 还没有运行过
runs-empty-help = 打开一个工作流并点击运行，结果会保存在这里。
to-workflows = 前往工作流
result = 结果
started-by = 启动方式
started = 开始时间
took = 用时
status-queued = 等待开始
status-running = 正在运行
status-waiting = 等待中
status-success = 已完成
status-failed = 失败
status-canceled = 已停止
status-needs-review = 在收件箱中等待
run-done-in = 已完成，用时 { $time }
run-stopped-after = { $time } 后停止
run-discarded = 中断后已放弃
run-failed-at = { $node }：{ $why }
run-delete-of = 删除“{ $name }”的运行，{ $time }
run-delete-title = 删除此次运行？
run-delete-help = 它产生的数据也会删除，且无法撤销。
run-delete-yes = 删除运行
run-stop-of = 停止“{ $name }”的运行，{ $time }
run-deleted = 运行记录已删除。
mode-manual = 手动
mode-trigger = 自动
mode-sub-workflow = 其他工作流
mode-error = 出错之后
mode-retry = 重试
templates-slot-folder = 文件所在的文件夹({ $files })
templates-slot-file = 文件,例如 { $files }
templates-slot-write = { $files } 的保存文件夹
templates-make = 创建工作流

## 等待您的决定
runs-waiting = 运行，收件箱中有 { $count } 个
inbox-told = { $count } 个运行被中断，正在收件箱中等待您的决定。
inbox = 收件箱
inbox-one = 此运行在收件箱中等待您的决定
inbox-lead = 这些运行等待您的决定：Millrace 在某个步骤中途被中断，该步骤可能已经完成了它的工作。是否再做一次由您决定。
inbox-open = 打开收件箱
inbox-cut = 在“{ $step }”处被中断，{ $time }。
inbox-may-sent = 该步骤发送的内容可能已经发出。
inbox-may-written = 该步骤的文件可能已经写入。
inbox-may-run = 该步骤的代码或命令可能已经运行。
inbox-may-called = 该步骤调用的工作流可能已经开始。
inbox-may-done = 该步骤可能已经完成了它的工作。
inbox-resume = 再次运行该步骤
inbox-resume-help = 运行从这一步继续。该步骤所做的事可能会发生第二次。
inbox-skip = 跳过该步骤
inbox-skip-help = 如果它已完成工作：运行带着传入的数据从其后继续。
inbox-discard = 放弃此运行
inbox-discard-help = 其余部分不再运行。到目前为止的结果仍可查看。
inbox-discard-title = 放弃此运行？
inbox-discard-ask = 到此为止：这次运行不会再做任何事，也不会重新发送。已有的输出仍可查看。之后您可以重新运行工作流，或从该步骤重试。
inbox-resumed = 继续运行：该步骤再次运行
inbox-skipped = 已跳过该步骤，运行继续
inbox-discarded = 已结束：已放弃此运行
deed-of = { $deed }：{ $name }

## 错误记录
runs-all = 所有运行
failures = 错误
failures-what = 出了什么问题
failures-where = 步骤和工作流
failures-often = 次数
failures-done = 如何处理
failures-last = 最近一次
failures-count =
    { $count ->
       *[other] { $count } 次失败的尝试
    }
failures-range = 时间范围
failures-7 = 最近 7 天
failures-30 = 最近 30 天
failures-all = 所有保留的记录
failures-none-7 = 最近 7 天没有错误
failures-none-30 = 最近 30 天没有错误
failures-none-all = 到目前为止没有错误
failures-none-help = 步骤失败时会列在这里，并说明如何处理，即使运行继续进行。
failures-times =
    { $count ->
       *[other] { $count } 次
    }
failures-runs =
    { $count ->
       *[other] 在 { $count } 次运行中
    }
failures-whole-run = 整个运行
failures-went-on = { $all } 次中有 { $count } 次运行继续进行
failures-gone = 相关的运行都已不再保留。
failures-damaged =
    { $count ->
       *[other] { $count } 条记录已损坏，未计入。
    }
failures-open = 打开最近一次运行的这个步骤
failures-did-retried = 重试：{ $count }
failures-did-continued = 不含它继续：{ $count }
failures-did-error-output = 送到错误输出：{ $count }
failures-did-resumed = 中断后重新开始：{ $count }
failures-did-skipped = 由您跳过：{ $count }
failures-did-waits = 在收件箱中等待：{ $count }
failures-did-discarded = 运行已放弃：{ $count }
failures-did-failed = 运行失败：{ $count }
