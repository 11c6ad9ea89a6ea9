rail = 主菜单
workflows = 工作流
runs = 运行记录
templates = 模板
settings = 设置
trash = 回收站
workflow = 工作流

close = 关闭
cancel = 取消
done = 完成
undo = 撤销
save = 保存
open = 打开
more = 更多
name = 名称
restore = 恢复
loading = 正在加载…
try-again = 重试
unnamed = 未命名
pasted = 粘贴的工作流
file-too-large = { $name } 太大，不可能是工作流：最多 64 MB。
file-not-read = 无法读取 { $name }。
toolbar = 视图

nothing-found = 没有找到
nothing-found-help = 没有符合条件的条目。
show-all = 全部显示

connection-lost = Millrace 没有响应，正在重试…
connection-back = 已重新连接。

size-bytes = { $size } B
size-kb = { $size } KB
size-mb = { $size } MB
size-gb = { $size } GB
size-tb = { $size } TB
duration-under = 不到 1 毫秒
duration-ms = { $ms } 毫秒
duration-s = { $s } 秒
duration-min = { $min } 分 { $s } 秒
duration-h = { $h } 小时 { $min } 分
time-yesterday = 昨天 { $time }

palette-title = 搜索全部
palette-hint = 搜索操作、工作流、模板
palette-actions = 操作
palette-templates = 从模板开始
keys-title = 快捷键
keys-to-settings = 更改快捷键
keys-general = 所有位置
keys-selection = 所选内容
keys-editor = 打开的工作流
keys-canvas = 画布
