## 工作流窗口
editor-loading = 正在加载
editor-name = 重命名工作流
editor-menu = 更多
editor-saved = 已保存
editor-saved-version = 已保存为版本
editor-saving = 正在保存…
editor-offline = 尚未保存：无法连接 Millrace
editor-refused = 未保存
editor-open-again = 重新打开
editor-reloaded = 此工作流已在别处更改，当前显示的是最新内容。
editor-comparing = 版本与草稿对照
editor-problem-count = { $count ->
   *[other] { $count } 处需要查看
}
editor-export-n8n = 导出为 n8n 格式
editor-duplicate = 复制工作流
editor-to-workflows = 所有工作流
editor-save-stored = 另存已存储的内容
editor-stop = 停止
editor-choose = 选择…
editor-remove = 移除
editor-items = { $count ->
   *[other] { $count } 条数据
}
editor-steps = { $count ->
    [0] 还没有步骤
   *[other] { $count } 个步骤
}
editor-selected = { $count ->
   *[other] 已选择 { $count } 个步骤
}

## 画布
editor-canvas = 画布
editor-canvas-help = 以卡片和连线显示工作流。方向键在步骤间移动，回车打开，N 添加。Alt+O 以列表显示相同内容。
editor-empty = 空的工作流
editor-empty-help = 先选择由什么启动：按 N、双击画布，或从左侧取一个步骤。
editor-rename = 重命名
editor-note = 便签
editor-note-new = ## 便签
    双击即可书写。
editor-group = 分组
editor-add-after = 在其后添加步骤
editor-add-here = 在此添加步骤
editor-insert = 插入步骤
editor-delete-wire = 删除连线
editor-delete-wires = 删除其连线
editor-run-to = 运行到此处
editor-align-left = 左对齐
editor-align-center = 水平居中对齐
editor-align-right = 右对齐
editor-align-top = 顶端对齐
editor-align-middle = 垂直居中对齐
editor-align-bottom = 底端对齐
editor-spread-across = 横向均匀分布
editor-spread-down = 纵向均匀分布
editor-paste-nothing = 剪贴板中没有步骤。{ $reason }
editor-paste-empty = 剪贴板是空的。
editor-paste-text = 这是文字，不是步骤：“{ $begin }”。请先复制步骤，或将文字放入某个步骤的字段。
editor-paste-link = 这是网址，不是步骤：“{ $begin }”。要读取它，请添加 HTTP 请求步骤并填入该网址。
editor-paste-data = 这是数据，其中没有步骤：“{ $begin }”。要使用它，请放入一个保存行的步骤。
editor-kind-missing = 此处未知：{ $kind }
editor-disabled-pill = 已停用

## 可添加的步骤
editor-palette = 步骤
editor-palette-search = 搜索步骤
editor-palette-hide = 隐藏步骤
editor-palette-recent = 最近使用
editor-palette-found = 搜索结果
editor-palette-none = 没有名为“{ $search }”的步骤
editor-group-trigger = 启动条件
editor-group-data = 整理数据
editor-group-flow = 判断与循环
editor-group-files = 文件
editor-group-network = 对外连接
editor-group-code = 代码
editor-group-tools = 工具
editor-group-service = 服务

## 步骤的表单
editor-inspector = 所选步骤的设置
editor-inspector-width = 设置栏宽度
editor-inspector-hide = 隐藏设置
editor-nothing-selected = 选择一个步骤即可查看其设置和数据。此处是整个工作流的设置。
editor-run-nothing-selected = 选择一个步骤，查看输入和输出的内容。
editor-tabs = 步骤的设置和数据
editor-tab-settings = 设置
editor-tab-input = 输入
editor-tab-output = 输出
editor-more = 更多
editor-no-settings = 此步骤没有设置。
editor-required = 必须填写
editor-to-fill = 待填写
editor-paper-yellow = 黄色
editor-paper-orange = 橙色
editor-paper-red = 红色
editor-paper-green = 绿色
editor-paper-blue = 蓝色
editor-paper-purple = 紫色
editor-paper-grey = 灰色
editor-computed = 使用某个步骤的值
editor-fixed = 输入固定值
editor-raw = 显示表达式
editor-raw-done = 完成
editor-fix = 修正
editor-show-field = 显示字段
editor-show-step = 显示步骤
editor-test = 测试此步骤
editor-test-trigger = 试用此启动方式
editor-missing-help = Millrace 尚无 { $kind }。步骤及其设置已保留；运行到这里会停止。请替换它，或将其停用，让数据直接通过。
editor-missing-settings = 原来的设置
editor-secret-show = 显示输入内容
editor-number-least = 至少 { $limit }
editor-number-most = 至多 { $limit }
editor-add-field = 添加字段
editor-add-to = 添加到 { $what }
editor-entry = 第 { $number } 项
editor-move-up = 上移
editor-move-down = 下移
editor-preview = 值：
editor-preview-empty = 这里没有结果：字段将为空。
editor-preview-failed = { $message }
editor-preview-none = 运行一次工作流即可在此看到值。
editor-preview-item = 第 { $number } 项，共 { $total } 项
editor-preview-before = 上一项
editor-preview-next = 下一项

## 所有步骤共有
editor-behaviour = 失败处理与备注
editor-on-error = 此步骤失败时
editor-on-error-stop = 停止工作流
editor-on-error-continue = 把错误作为数据继续
editor-on-error-errorOutput = 把失败的数据送到单独的输出
editor-on-error-skip = 跳过其数据继续
editor-on-error-fallback = 用输入的数据继续
editor-retry = 失败时重试
editor-retry-attempts = 尝试次数
editor-retry-wait = 间隔秒数
editor-retry-grows = 每次等待更久
editor-timeout = 时间限制（秒）
editor-timeout-help = 一次尝试可用的时间；留空表示没有单独限制。
editor-execute-once = 只对第一条数据运行
editor-always-output = 没有数据时输出一条空数据
editor-disabled = 已停用：数据直接通过
editor-step-note = 备注

## 前面步骤的值
editor-picker = 插入前面步骤的值
editor-picker-open = 插入值
editor-picker-search = 搜索值
editor-picker-none = 此步骤尚未运行。
editor-picker-run = 运行以查看其值
editor-picker-words = 时间与运行
editor-word-now = 现在
editor-word-today = 今天
editor-word-itemIndex = 数据序号
editor-word-runIndex = 轮次
editor-word-executionid = 运行编号
editor-word-workflowname = 工作流名称
editor-word-workflowid = 工作流编号
editor-word-vars = 变量
editor-word-inputall = 所有数据

## 字段表
editor-assign-add = 添加字段
editor-assign-name = 名称
editor-assign-type = 类型
editor-assign-value = 值
editor-type-string = 文本
editor-type-number = 数字
editor-type-dateTime = 日期和时间
editor-type-boolean = 是或否
editor-type-array = 列表
editor-type-object = 对象
editor-condition-add = 添加条件
editor-condition-all = 必须全部成立
editor-condition-any = 任意一个成立即可
editor-condition-how = 需要成立的数量
editor-condition-left = 值
editor-condition-right = 比较对象
editor-condition-left-example = 例如字段“total”
editor-condition-right-example = 例如 100
editor-condition-operator = 比较方式
editor-columns-how = 各列如何取值
editor-columns-by-hand = 为每一列选择值
editor-columns-by-name = 字段填入同名的列
editor-columns-name = 列名
editor-columns-add = 添加
editor-columns-value = { $name } 的值
editor-resource-how = 选择方式
editor-resource-list = 从列表选择
editor-resource-none = 还没有。
editor-resource-name = 按名称
editor-resource-id = 按编号

## 比较
operation-equals = 等于
operation-notEquals = 不等于
operation-contains = 包含
operation-notContains = 不包含
operation-startsWith = 开头是
operation-notStartsWith = 开头不是
operation-endsWith = 结尾是
operation-notEndsWith = 结尾不是
operation-regex = 符合模式
operation-notRegex = 不符合模式
operation-empty = 为空
operation-notEmpty = 不为空
operation-exists = 存在
operation-notExists = 不存在
operation-gt = 大于
operation-lt = 小于
operation-gte = 至少为
operation-lte = 至多为
operation-after = 晚于
operation-before = 早于
operation-afterOrEquals = 晚于或等于
operation-beforeOrEquals = 早于或等于
operation-true = 为真
operation-false = 为假
operation-lengthEquals = 长度等于
operation-lengthNotEquals = 长度不等于
operation-lengthGt = 长度大于
operation-lengthLt = 长度小于
operation-lengthGte = 长度至少为
operation-lengthLte = 长度至多为

## 文件和文件夹
editor-place-look = 浏览
editor-place-file = 选择文件
editor-place-folder = 选择文件夹
editor-place-write = 文件写入位置
editor-place-up = 上一级文件夹
editor-place-home = 您的个人文件夹
editor-place-system = 使用系统自带的窗口
editor-place-all = 此处所有 { $pattern }({ $count })
editor-place-hidden = 包括隐藏项
editor-place-more = 还有更多未显示。
editor-place-empty = 这里没有内容。
editor-place-name = 文件名
editor-place-this = 使用此文件夹
editor-place-save = 使用此名称

## 数据
editor-data-as-table = 表格
editor-data-as-json = JSON
editor-data-as-fields = 字段
editor-data-look = 数据显示方式
editor-data-table = 数据
editor-data-search = 搜索数据
editor-data-not-found = 没有数据包含此内容。
editor-data-files = 文件
editor-data-files-count = { $count ->
   *[other] { $count } 个文件
}
editor-data-empty-text = （空）
editor-data-present = { $total } 条数据中有 { $count } 条包含
editor-data-fields-inside = 内部字段
editor-data-item = 第 { $number } 条
editor-data-value = 所选的值
editor-data-more = 另有 { $count } 条
editor-data-page = 第 { $first } 至 { $last } 条，共 { $total } 条
editor-data-before = 前面的数据
editor-data-after = 后面的数据
editor-data-origin = 这是从哪里来的？
editor-data-origin-here = 从这里开始。
editor-input-none = 没有数据输入。
editor-input-start = 此步骤启动工作流，没有输入。
editor-input-before = 尚无输入。
editor-input-run = 运行到“{ $step }”
editor-input-which = 哪个输入
editor-output-none = 没有数据输出。
editor-output-before = 此步骤尚未运行。
editor-output-cut = 此步骤中途被中断，正等待您在上方作出决定。
editor-output-discarded = 此步骤在中途中断，您放弃了这次运行。它是否做了什么，无从得知。
editor-output-skipped = 此步骤中断后您选择了跳过。它没有再次运行：以下是传入的数据项。
editor-output-which = 哪个输出
editor-iteration = 第 { $number } 轮，共 { $total } 轮
editor-iteration-which = 哪一轮
editor-attempts = 尝试 { $count } 次
editor-console = 代码输出
editor-stale = 已过时
editor-stale-help = 得到此结果之后有内容被更改。
editor-pin = 固定输出
editor-pinned = 已固定：代替运行此步骤
editor-pinned-help = 编辑工作流时使用它,而不运行该步骤。
editor-unpin = 取消固定
editor-pin-edit = 编辑输出
editor-pin-edit-title = 编辑并固定输出
editor-pin-edit-help = 搭建工作流时，固定的内容会代替此步骤。
editor-pin-cut = 只固定了前 { $count } 条数据。
editor-pin-first = 只能固定第一个输出的内容。
editor-pin-many = 条目太多，无法在此全部编辑。
editor-pin-large = 其中一个值太大，无法固定。
editor-pin-objects = 第 { $number } 项不是对象：数据要写成 {"{"} … {"}"}。
editor-file-keep = 保存文件
editor-file-no-picture = 这种文件无法在此显示。
editor-file-gone = 文件已不存在。
editor-file-large = 此文件太大，无法在此显示。
editor-file-cut = 这是 { $size } 的开头部分。
editor-file-broken = 此文件中没有可以显示的图片。
editor-file-page = 第 { $page } 页，共 { $pages } 页
editor-file-page-before = 上一页
editor-file-page-after = 下一页

## 运行
editor-run-queued = 正在排队
editor-run-begins = 正在启动…
editor-run-now = 正在运行“{ $step }”
editor-run-waits = 等待中
editor-run-waits-until = 等待到 { $time }
editor-run-stopped = 已由您停止
editor-run-discarded = 已由您放弃
editor-run-discarded-at = 已由您放弃；“{ $step }”曾在中途中断
editor-run-skipped = 跳过 { $count } 个步骤
editor-run-needs-review = 在收件箱中等待您的决定
editor-run-failed = 运行失败
editor-run-failed-at = 在“{ $step }”处停止：{ $why }
editor-deleted = 已删除 { $count } 个步骤
editor-run-ended = { $steps ->
   *[other] 运行了 { $steps } 个步骤
}，{ $count ->
    [0] “{ $step }”没有输出数据
   *[other] “{ $step }”输出了 { $count } 条数据
}
editor-run-wrote = { $count ->
   *[other] 已写入 { $count } 个文件，最后一个：{ $name }
}
editor-run-running = 正在运行
editor-run-last = 上次运行 { $time }
editor-run-progress = { $reached }/{ $all } 个步骤 · { $time }
editor-run-open = 打开运行记录
editor-run-list = 运行记录
editor-run-when = { $time } · { $lasted }
editor-run-workflow = 打开工作流
editor-panel-steps = 此次运行的步骤
editor-steps-none = 还没有步骤运行过。
editor-step-again = 第 { $number } 轮
editor-state-success = 完成
editor-state-failed = 失败
editor-state-running = 正在运行
editor-state-waiting = 等待中
editor-state-canceled = 已停止
editor-state-skipped = 已由您跳过
editor-state-needs-review = 在收件箱中等待
editor-error-item = 发生在第 { $number } 条数据。

## 运行之前
editor-ask-grants = 允许此工作流？
editor-ask-grants-help = 它要使用以下内容。请取消勾选不允许的项目。
editor-allow-run = 允许并运行
editor-allow-some = 允许勾选项并运行
editor-ask-unsafe = 测试“{ $step }”？
editor-ask-unsafe-help = { $count ->
   *[other] 此步骤会对 { $count } 条数据更改或发送 Millrace 之外的内容。
}其设置如下：
editor-ask-unsafe-run = 运行此步骤
editor-ask-input = 还没有输入
editor-ask-cut-off = 再次运行？
editor-ask-cut-off-help = 此工作流的一次运行被中断，正在收件箱中等待您的决定。再次运行可能会重复它已经做过的事。
editor-ask-cut-off-run = 仍然运行
editor-ask-input-help = “{ $step }”用“{ $before }”最近的输出来测试，而后者尚未运行。
editor-ask-input-run = 运行到此步骤
editor-grants = 它可以做什么
editor-grants-none = 它不需要 Millrace 之外的任何内容。
editor-grant-why = 哪个步骤需要什么
editor-want = “{ $step }”：{ $what }
editor-want-host = 访问运行时才确定的地址
editor-want-read = 读取运行时才确定的文件
editor-want-write = 写入运行时才确定的文件
editor-want-command = 运行在执行时才确定的程序
editor-grant-allow = 允许
editor-grant-forbid = 收回
editor-grant-allowed = 已允许
editor-grant-open = 尚未允许

## 问题
editor-problems = 需要查看
editor-no-problems = 一切正常。
editor-problem-last-run = 上次运行失败。
problem-node-id-repeated = 有两个步骤的编号都是 { $id }。
    .advice = 删除其中一个并重新添加。
problem-node-name-repeated = 有两个步骤都叫“{ $name }”。
    .advice = 为其中一个换个名称。
problem-trigger-none = 没有启动此工作流的步骤。
    .advice = 添加一个启动步骤,例如按下“运行”时启动。
problem-cycle-closed = { $names } 的连线形成没有出口的循环。
    .advice = 添加一个能离开循环的“如果”,或使用“循环处理数据”。
problem-param-missing = “{ $label }”为空。
    .advice = 请填写。
problem-expression-node = 某个值来自步骤“{ $other }”，但该步骤不存在。
    .advice = 重新选择该值。
problem-expression-unclosed = 有表达式没有结束。
    .advice = 在其结尾处加上 {"}}"}。
problem-cycle-open = { $names } 的连线形成循环。
    .advice = 确保有一个分支能离开它。
problem-trigger-disabled = “{ $name }”已停用。
    .advice = 启用它,或将其移除。
problem-edge-dangling = 有连线的一端没有步骤。
    .advice = 移除该连线。
problem-edge-port = 有连线使用了“{ $name }”没有的{ $end } { $port }。
    .advice = 移除该连线,或将其连到存在的端口。
problem-node-unreachable = 没有连线通向“{ $name }”：它永远不会运行。
    .advice = 连接它,或将其移除。
problem-node-placeholder = Millrace 尚无这种步骤（{ $kind }）。
    .advice = 运行到此处会停止。请替换它,或将其停用以让数据直接通过。
problem-node-kind = 此版本的 Millrace 不认识 { $kind }。
    .advice = 更新 Millrace,或替换该步骤。
problem-node-version = 此步骤的版本 { $version } 未知。
    .advice = 它会按版本 { $nearest } 运行;请检查其行为。
problem-credential-missing = 它需要凭据（{ $slot }）。
    .advice = 请在步骤中选择，或新建一个。

## 工作流本身
editor-flow-settings = 运行方式
editor-flow-zone = 时区
editor-flow-zone-help = 用于此工作流中的日期；留空则使用本机时区。
editor-flow-timeout = 时间限制（秒）
editor-flow-timeout-help = 一次运行可用的时间；留空表示没有限制。
editor-flow-order = 步骤顺序
editor-flow-order-v1 = 先走完一个分支，再走下一个
editor-flow-order-legacy = 所有分支并行，与旧版 n8n 相同
editor-flow-failure = 失败时运行
editor-flow-failure-help = 以“当工作流失败时”开头的工作流。
editor-flow-failure-none = 无

## 版本
editor-versions = 版本
editor-version-help = 画布显示恢复该版本会带来的更改:恢复的标为 +,会消失的标为 −,设置会不同的标为 ≠。
editor-versions-none = 还没有保留任何版本。按 Ctrl+S 保留一个。
editor-version-name = 版本名称
editor-version-keep = 保留此版本
editor-version-kept = 已保存。当前状态已保留为版本。
editor-version-number = 版本 { $number }
editor-version-compare = 比较
editor-version-end = 返回草稿
editor-version-restore = 恢复
editor-version-restored = 此版本已成为草稿。撤销可找回原来的草稿。
editor-diff-added = 会恢复
editor-diff-removed = 会消失
editor-diff-changed = 会改变
editor-diff-none = 与草稿相同
editor-diff-settings = 只有工作流设置不同
editor-diff-adds = { $count ->
   *[other] { $count } 个步骤会恢复
}
editor-diff-removes = { $count ->
   *[other] { $count } 个步骤会消失
}
editor-diff-changes = { $count ->
   *[other] { $count } 个步骤会改变
}
editor-diff-wires = { $count ->
   *[other] { $count } 条连线不同
}

## 大纲
editor-outline = 大纲
editor-outline-help = 以列表显示工作流。上下键移动，按住 Shift 可选择多个，空格选中或取消一个，回车打开步骤，N 在其后添加，C 连接，Alt 加上下键移动步骤，Shift F10 打开菜单。
editor-no-webgl = 此浏览器没有 WebGL，无法绘制画布。大纲可以完成画布上的所有操作。
editor-branch-empty = 还没有内容
editor-goes-on = 继续到“{ $step }”
editor-connect = 连接…
editor-connect-title = “{ $step }”的连线
editor-connect-none = 尚未连接。
editor-connect-new = 添加连线
editor-connect-from = 从它的输出
editor-connect-to = 到步骤
editor-connect-into = 接入其输入
editor-connect-do = 连接
editor-wire = { $from } → { $to }
editor-earlier = 提前运行
editor-later = 延后运行
editor-cannot-move = 旁边没有单个步骤可以交换位置。
editor-port-in = 输入
editor-port-out = 输出
editor-port-model = 模型
editor-port-tool = 工具
editor-port-memory = 记忆
editor-port-parser = 解析器

## 导览
editor-tour = 编辑器导览
editor-tour-place = { $number }/{ $total }
editor-tour-skip = 跳过
editor-tour-next = 下一步
editor-tour-end = 开始
editor-tour-steps = 步骤
editor-tour-steps-help = 工作流能做的一切都是步骤。点击即可添加到所选步骤之后，也可以拖到画布或连线上。
editor-tour-canvas = 画布
editor-tour-canvas-help = 步骤沿连线从左到右运行。从一个步骤的圆点拖到下一个；在空白处松开连线即可在那里添加步骤。
editor-tour-inspector = 设置与数据
editor-tour-inspector-help = 在这里设置步骤。点击字段可填入前面步骤的值。“输入”和“输出”显示进出的数据。
editor-tour-run = 运行
editor-tour-run-help = 运行工作流并显示过程。“测试此步骤”用已有的数据单独试运行一个步骤。
editor-tour-saved = 不会丢失
editor-tour-saved-help = 每次更改都会立即保存，也可以撤销，明天也行。按 Ctrl+S 保留带名称的版本。

## 再来一次
editor-run-again = 用这些数据再次运行
editor-run-again-help = 用此运行开始时的数据运行当前的工作流
editor-try-again = 从这里重试
editor-run-from = 用上次的数据从这里运行
