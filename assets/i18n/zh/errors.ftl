error-details = 详细信息
error-connection-lost = 无法连接 Millrace。
    .hint = 它还在运行吗？如果已重新启动，请打开它显示的地址。
error-notFound = 这里已经没有这一项了。
    .hint = 可能已在其他窗口中删除。
error-conflict = 已在其他窗口中更改。
    .hint = 请重新打开以查看最新状态。
error-file-invalid = 这不是工作流文件。{ $message }
error-store-failed = 无法读取或写入您的数据。
    .hint = 磁盘是否已满，或文件夹被移动？已保存的内容没有丢失。
error-engine-failed = Millrace 内部出了问题。
    .hint = 请再试一次。如果每次都这样，请重新启动 Millrace：您的工作流已保存。
error-store-damaged = 其存储的内容已损坏，无法读取。
    .hint = 没有任何更改。详情中说明了哪里不符。
error-run-noStart = 此工作流没有可以开始的步骤。
    .hint = 请添加一个启动它的步骤。
error-run-noInput = “{ $node }”还没有存储的输入。
    .hint = 请先运行它前面的步骤。
error-run-tooDeep = 工作流之间的调用层级过深。
    .hint = 是否有工作流在调用自身？
error-run-noData = 要重复的运行没有留下数据。
    .hint = 它可能已被删除。请重新启动工作流。
error-inbox-decided = 已有人对此次运行做出决定。
    .hint = 打开该运行即可查看后续情况。
error-not-saved = 更改无法保存，因此没有开始任何操作。{ $message }
error-store-full = 磁盘已满：无法更改任何内容，但仍可读取。
    .hint = 请释放磁盘空间；Millrace 会自动继续。
error-store-inUse = 此操作需要独占数据。{ $message }
    .hint = 请等待运行结束，并关闭其他 Millrace 程序。
error-store-lost = { $after } 之后的更改丢失：数据库没有保住它们。
error-store-lostAll = 已保存的全部内容都不见了：数据库已被移除。设置中列出了备份。
error-store-broken = 数据库已损坏，不再写入任何内容：请在设置中恢复备份。
error-store-rows = { $count } 项已保存的内容已损坏。设置中的备份可能有完好的版本。
error-store-disk = 磁盘出现故障：恢复正常之前无法更改任何内容。
error-store-ready = 更改又可以保存了。
error-backup-damaged = 此备份已损坏。
    .hint = 没有任何更改。请选择另一个。
error-closed-damaged = 无法打开您的数据：数据库已损坏、被清空或不见了。
    .hint = 没有任何更改。请恢复一个备份：现有的内容会保留在旁边。
error-closed-newer = 您的数据是由更新版本的 Millrace 写入的。
    .hint = 没有任何更改。请重新安装较新的版本，或恢复之前的备份。
error-closed-readOnly = 无法打开您的数据：Millrace 无权写入。
    .hint = 请允许它写入其文件夹，之后它会自动继续。
error-closed-full = 磁盘已满：Millrace 无法打开您的数据。
    .hint = 没有丢失任何内容。请释放磁盘空间，之后它会自动继续。
error-closed-gone = 无法访问您的数据：文件夹不存在或无法读取。
    .hint = 是否缺少磁盘，或文件夹被移动了？恢复后请重试。
error-closed-failed = 无法打开您的数据。
    .hint = 没有任何更改。详细信息中有原因；Millrace 会自动重试。
error-backup-failed = 未能创建备份。{ $message }

# What is missing from the database, and what is to become of it.
missing-told = 数据库中缺少：{ $what }。备份中可能还有。
missing-backups = 显示备份
missing-accept = 不要它们，继续
missing-accepted = Millrace 将不使用它们继续运行。
missing-workflow = { $count ->
    [0] 可能有工作流
   *[other] { $count } 个工作流
}
missing-version = { $count ->
    [0] 可能有工作流的版本
   *[other] { $count } 个工作流的版本
}
missing-draft = { $count ->
    [0] 可能有工作流的草稿
   *[other] { $count } 个工作流的草稿
}
missing-allowed = { $count ->
    [0] 可能有工作流的权限列表
   *[other] { $count } 个工作流的权限列表
}
missing-preference = { $count ->
    [0] 可能有设置
   *[other] { $count } 个设置
}
missing-variable = { $count ->
    [0] 可能有变量
   *[other] { $count } 个变量
}
missing-memory = { $count ->
    [0] 可能有工作流的记忆
   *[other] { $count } 个工作流的记忆
}
missing-seen = { $count ->
    [0] 可能有步骤记住的键
   *[other] { $count } 个步骤记住的键
}
missing-table = { $count ->
    [0] 可能有表
   *[other] { $count } 个表
}
missing-row = { $count ->
    [0] 可能有表中的行
   *[other] { $count } 个表中的行
}
missing-credential = { $count ->
    [0] 可能有凭据
   *[other] { $count } 个凭据
}
missing-secret = { $count ->
    [0] 可能有凭据的机密
   *[other] { $count } 个凭据的机密
}
missing-slot = { $count ->
    [0] 可能有打开保险库的方式
   *[other] { $count } 个打开保险库的方式
}
missing-audit = { $count ->
    [0] 可能有审计日志的行
   *[other] { $count } 个审计日志的行
}
