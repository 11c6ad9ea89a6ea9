drop-title = 松开即可导入
drop-help = Millrace 和 n8n 的工作流。不会运行任何内容。
import-title = 导入工作流
import-help = Millrace 或 n8n 的工作流。导入时不会运行：您会先看到其中的内容以及它需要的权限。
import-files = 选择文件
import-files-help = 一个或多个 .json 文件
import-folder = 选择文件夹
import-folder-help = 其中的所有工作流
import-paste = 或粘贴工作流
import-paste-help = 在 n8n 中复制的步骤也可以粘贴到这里。
import-no-files = 那里没有找到工作流文件。
import-too-many = 只读取了前 { $count } 个文件。请分别拖放其余文件夹。
import-reading =
    { $count ->
        [0] 正在读取文件夹…
       *[other] 正在读取 { $count } 个文件…
    }
import-again = 选择其他文件
import-more = 继续导入
import-done =
    { $count ->
       *[other] 已导入 { $count } 个工作流。
    }
import-done-some = 已导入：{ $count }。未导入：{ $failed }。
import-nothing-ran = 没有运行任何内容。
fit-native =
    { $count ->
       *[other] { $count } 个步骤与原来一致
    }
fit-approximated =
    { $count ->
       *[other] { $count } 个步骤与原来接近
    }
fit-missing =
    { $count ->
       *[other] 缺少 { $count } 个步骤
    }
import-wants = 运行时它会请求：
import-remarks =
    { $count ->
       *[other] { $count } 条说明
    }
import-wire-dropped = 已省略从“{ $from }”到“{ $to }”的连线：{ $why }。
import-secret = “{ $node }”以明文包含密码或密钥（字段 { $field }）。
remark-kind-missing = Millrace 尚无此步骤，已原样保留；运行到这里会停止。
remark-version = 版本 { $found } 未知，按版本 { $used } 运行。
remark-operation = { $field } “{ $value }”未知。
remark-choice = “{ $field }”为“{ $value }”，不在已知选项之中。
remark-option = 选项“{ $field }”未知，不起作用。
remark-new-id = 其编号“{ $from }”属于另一个步骤，已换用新编号。
remark-no-name = 它没有名称，已为其命名。
remark-new-name = 其名称“{ $from }”属于另一个步骤，已加上序号。
remark-moved = 它在画布上的位置缺失或过远，已重新放置。
remark-parameters = 其设置无法读取，已省略。
remark-retry =
    { $count ->
       *[other] 共尝试 { $count } 次。
    }
warning-key-repeated = “{ $path }”在文件中出现多次，以最后一次为准。
warning-node-skipped = 步骤列表的第 { $index } 项不是步骤，已省略。
warning-part = “{ $part }”的格式无法识别，已省略。
warning-key-unknown = 此版本不认识“{ $path }”，已省略。
warning-was-active = 它在来源处处于开启状态；在这里，只有您运行时才会运行。
warning-files-beside = 在这里，文件与记录并列存放，不在记录之内。
wire-no-source = 起点步骤不存在
wire-no-target = 终点步骤不存在
wire-no-output = 起点步骤没有该输出
wire-no-input = 终点步骤没有该输入
wire-repeated = 已存在
wire-malformed = 格式不是连线

grant-dir = 读取和修改 { $what } 中的文件
grant-dir-read = 读取 { $what } 中的文件
grant-host = 访问 { $what }
grant-host-any = 访问这台电脑和您网络中的任何地址
grant-command = 运行程序 { $what }
grant-command-any = 运行任何程序
grant-env = 读取环境变量
grant-other = { $what }
