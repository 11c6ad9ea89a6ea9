## 运行的结束
run-error-canceled = 在完成之前已被停止。
run-error-interrupted = 运行期间 Millrace 被关闭或中断。
    .hint = 再次运行之前，请先确认该步骤是否已完成它的工作。
run-error-discarded = 运行被中断，之后已放弃。
run-error-timeout = 耗时过长，已停止。
    .hint = 请给它更多时间，或让它一次少处理一些。
run-error-journal = 无法记录运行所做的事，因此已将其停止。
    .hint = 磁盘是否已满，或存放您数据的文件夹被移动？
run-error-budget-steps = 运行的步骤过多，已停止。
    .hint = 请检查是否有永不结束的循环。
run-error-bug = Millrace 内部出了问题，不是您的工作流的问题。
    .hint = 请连同出现问题的工作流一起报告给我们。
run-error-refused = 此处要做的事没有得到允许。
run-error-node-missing = Millrace 尚无这种步骤。
    .hint = 请替换它，或将其停用以让数据直接通过。
run-error-workflow-start = 无法运行被调用的工作流。
run-error-wait-resume = 此步骤在等待来自外部的调用，而 Millrace 目前还不能接收调用。
    .hint = 请改为让它等待一段时间。
run-error-stopped = { $message }
run-error-item-failed = 第一条数据报告了错误：{ $message }

## 值与数据
run-error-param-invalid = 此步骤的某个字段的值无法使用。
    .hint = 请打开该步骤，更正标出的字段。
run-error-data-invalid = 传到此步骤的数据或文件不符合它的需要。
    .hint = 请将传入步骤的内容与其字段的要求进行比较。
run-error-condition-type = 某个条件比较的值类型不对。
    .hint = 请按其他类型比较，或事先转换该值。
run-error-date-invalid = 某个值不能用作日期。
    .hint = 请写成 2024-05-01T13:30:00 的形式，或在步骤中说明它的写法。
run-error-regex = 此步骤的搜索模式（正则表达式）无法使用。
    .hint = 请检查模式是否有误，或换一个更简单的。
run-error-expression = 此步骤的某个表达式没有得出值。
    .hint = 请在标出的字段中重新选择该值。
run-error-expression-timeout = 此步骤的某个表达式耗时过长，已停止。
    .hint = 请简化它，或让每次传入的数据少一些。
run-error-expression-memory = 此步骤的某个表达式需要的内存过多，已停止。
    .hint = 请简化它，或让每次传入的数据少一些。
run-error-code = 此步骤的代码运行失败。
    .hint = 请查看指出的那一行，或询问编写代码的人。
run-error-code-syntax = 此步骤的代码写法有误，无法运行。
    .hint = 请查看指出的那一行，或询问编写代码的人。
run-error-memory = 此步骤的代码需要的内存过多，已停止。
    .hint = 请让每次传入的数据少一些。
run-error-sql = 此步骤的查询无法执行。
    .hint = 请检查它的写法，以及它得出多少行。

## 文件与命令
run-error-file-missing = 没有这个文件。
    .hint = 请检查步骤中的路径。文件是否被移动或重命名？
run-error-file-denied = 系统不允许使用此文件。
    .hint = 请检查文件的权限，以及是否有链接指向允许的文件夹之外。
run-error-file-full = 磁盘已满：无法写入文件。
    .hint = 请释放磁盘空间，然后再次运行工作流。
run-error-file-failed = 无法读取或写入文件。
    .hint = 它是文件而不是文件夹吗？它所在的磁盘还在吗？是否有其他程序正在使用它？
run-error-file-path = 文件的路径为空或已损坏。
    .hint = 请在步骤中重新选择文件。
run-error-binary-missing = 此步骤需要的文件不存在。
    .hint = 请检查步骤中的文件名称，并再次运行读取或生成该文件的步骤。
run-error-binary-unknown = 数据没有正确指明它的文件。
    .hint = 请再次运行读取或生成该文件的步骤。
run-error-binary-failed = 无法保存或读取某个文件。
    .hint = 磁盘是否已满，或存放您数据的文件夹被移动？
run-error-binary-damaged = 某个已保存的文件已损坏。
    .hint = 请再次运行读取或生成该文件的步骤。
run-error-command-failed = 命令执行失败。

## 服务与网址
run-error-http-status = 该服务没有完成所请求的操作：它返回了状态 { $status }。
    .hint = { $status ->
        [400] 请求中有内容不符合它的要求。请将字段与其文档进行比较。
        [401] 缺少凭据，或凭据未被接受。
        [403] 此凭据不允许这样做。
        [404] 此网址上没有任何内容。请检查网址是否有误。
        [405] 请选择其他方法。
        [408] 耗时过长。请稍后再试。
        [413] 发送的内容过大。
        [422] 请求中有内容不符合它的要求。请将字段与其文档进行比较。
        [429] 短时间内请求过多。请分批发送并在其间暂停，或稍后再试。
        [500] 问题出在对方。请稍后再试。
        [502] 问题出在对方。请稍后再试。
        [503] 问题出在对方。请稍后再试。
        [504] 耗时过长。请稍后再试。
       *[other] 它对此的说明见详细信息。
    }
run-error-http-dns = 在此网址没有找到服务器。
    .hint = 请检查网址是否有误。这台电脑已联网吗？
run-error-http-connect = 无法连接服务器。
    .hint = 请检查网址是否有误。这台电脑已联网吗？该服务在运行吗？
run-error-http-tls = 无法与服务器建立安全连接。
    .hint = 请检查网址是否有误，以及这台电脑的时钟是否准确。如果都没问题，请询问该服务的运营者。
run-error-http-timeout = 服务器没有及时响应。
    .hint = 请稍后再试，或在步骤的选项中给它更多时间。
run-error-http-too_large = 服务器的响应过大。
    .hint = 请一次少请求一些。
run-error-http-redirect_loop = 服务器不断重定向到其他网址。
    .hint = 请检查网址是否有误。
run-error-http-protocol = 无法理解服务器的响应。
    .hint = 请检查网址是否有误，或稍后再试。
run-error-http-io = 要发送或接收的文件无法读取或写入。
    .hint = 磁盘是否已满？
run-error-http-refused_scheme = 无法访问这种网址。
    .hint = 网址必须以 https:// 或 http:// 开头。
run-error-http-invalid_url = 这不是正确的网址。
    .hint = 网址以 https:// 或 http:// 开头，且不含空格。
run-error-http-invalid_request = 请求不能这样发送。
    .hint = 请检查步骤中的方法、请求头和正文。
run-error-http-body = 响应不是有效的 JSON。
    .hint = 请将响应的格式设为文本，以按原样获取。
run-error-http-pages = 多次收到相同的响应，因此没有再请求更多页面。
    .hint = 请检查页面何时结束，以及各页之间是否有变化。
run-error-graphql = 该服务无法回答此查询。
run-error-feed-invalid = 此网址不是订阅源。
    .hint = 请在该网站上查找其订阅源的网址。

## 凭据
run-error-credential-missing = 此步骤的凭据不存在。
    .hint = 请在步骤中选择，或新建一个。
run-error-credential-refused = 此工作流没有获得它所要求的凭据。
    .hint = 请在要使用它的步骤中选择它。
run-error-credential-kind = 所选凭据的类型不适合这里。
    .hint = 请在步骤中选择适合的凭据。
run-error-credential-expired = 所选凭据已过期。
    .hint = 请更换其机密和日期，或在步骤中选择其他凭据。
run-error-credential-host = 此凭据不能发送到该主机。
    .hint = 没有发送任何内容。如果该主机属于同一服务，请将其添加到凭据允许的主机中。
run-error-credential-invalid = 所选凭据无法使用。
    .hint = 请重新输入其内容，或在步骤中选择其他凭据。
run-error-credential-incomplete = 所选凭据缺少此步骤需要的内容。
    .hint = 请打开该凭据并补充完整。
run-error-vault-locked = 您的凭据在这台电脑上已锁定。
    .hint = 请用恢复码或口令解锁。
run-error-vault-setBack = 凭据被恢复到了较早的状态，但不是由 Millrace 完成的。
    .hint = 没有发送任何内容。如果是您所为，请用恢复码解锁；否则请恢复备份。
run-error-vault-damaged = 该凭据的存储内容被其他东西改动过。
    .hint = 没有发送任何内容。请重新输入机密，或恢复备份。
run-error-vault-keyFile = 用于打开您凭据的密钥文件无法使用。
    .hint = 没有发送任何内容。请确认该文件是否还在原处。
run-error-vault-wrongKey = 此密钥不能打开您的凭据。
    .hint = 没有发送任何内容。请用恢复码解锁。
run-error-vault-name = 无法读取该凭据的存储内容。
    .hint = 没有发送任何内容。请重新输入机密，或恢复备份。
run-error-vault-system = 系统不让 Millrace 打开您的凭据。
    .hint = 没有发送任何内容。请关闭其他程序，或重新启动 Millrace。

## 签名与令牌
run-error-crypto-algorithm = Millrace 不认识这种哈希。
    .hint = 请在步骤中选择其他的。
run-error-crypto-key = 此密钥不能用于这里。
    .hint = 请检查它是否复制完整，以及是否与步骤中所选的相符。
run-error-crypto-sign = 无法用此密钥为文本签名。
    .hint = 请选择其他密钥。
run-error-jwt-invalid = 此令牌不是真的，或被改动过。
    .hint = 请将凭据和算法与签名时所用的进行比较。
run-error-jwt-early = 此令牌尚未生效。
    .hint = 请检查这台电脑的时钟是否准确，或等到它生效。
run-error-jwt-expired = 此令牌已过期。
    .hint = 请获取一个新的。

## 您的数据
run-error-store-missing = 此步骤要找的内容没有存储在这里。
    .hint = 请检查步骤中的名称。它是否被重命名或删除？
run-error-store-invalid = 存储的内容不能这样使用。
    .hint = 请将步骤的字段与表进行比较。
run-error-store-damaged = 其存储的内容已损坏，无法读取。
    .hint = 没有任何更改。备份中可能有完好的版本。
run-error-store-full = 磁盘已满：无法更改任何内容。
    .hint = 请释放磁盘空间，然后再次运行工作流。
run-error-store-disk = 磁盘出现故障：恢复正常之前无法更改任何内容。
    .hint = 请确认磁盘是否已连接，然后再次运行工作流。
run-error-store-readOnly = Millrace 无权写入您的数据。
    .hint = 请允许它写入其文件夹。
run-error-store-busy = 另一个程序正在写入您的数据。
    .hint = 请稍候再试。
run-error-store-gone = 无法访问您的数据。
    .hint = 是否缺少磁盘，或文件夹被移动了？
run-error-store-failed = 无法读取或写入您的数据。
    .hint = 磁盘是否已满，或文件夹被移动？
run-error-store-folder = 存放您数据的文件夹无法使用。
    .hint = 是否缺少磁盘，或文件夹被移动了？
run-error-store-inUse = 另一个 Millrace 正在使用您的数据。
    .hint = 请关闭它，然后重试。
run-error-store-newer = 您的数据是由更新版本的 Millrace 写入的。
    .hint = 没有任何更改。请重新安装较新的版本。
run-error-store-foreign = 存放您数据的文件夹中的内容不是 Millrace 的数据库。
    .hint = 没有任何更改。请恢复备份。
run-error-store-emptied = 您的数据被其他东西清空了。
    .hint = 请在设置中恢复备份。
run-error-store-network = 存放您数据的文件夹位于网络驱动器上，在那里数据并不安全。
    .hint = 请选择这台电脑上的文件夹。
run-error-store-sqlite = 此版本的 Millrace 所含的数据库过旧。
    .hint = 请重新安装 Millrace。

## 工作流的测试
run-error-debug-error = { $message }
run-error-debug-node = { $message }
run-error-debug-service = { $message }
run-error-debug-memory = 内存已用尽，这正是此步骤要试验的情况。
