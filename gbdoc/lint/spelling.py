"""9.4.1 of GB/T 1.1—2020: characters and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from gbdoc.diagnostic import Severity
from gbdoc.fonts.coverage import covers
from gbdoc.lint.literals import search_addressless
from gbdoc.lint.reading import Prose, Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Code
from gbdoc.provision import OBJECT
from gbdoc.source import Span

_FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ％](?:[０-９Ａ-Ｚａ-ｚ％．－／]*[０-９Ａ-Ｚａ-ｚ％])?")


@rule("9.4.1", Severity.WARNING, fixable=True)
def fullwidth_alphanumeric(reading: Reading) -> Iterator[Finding]:
    """阿拉伯数字、拉丁字母和百分号用半角的。

    全角的数字和字母宽如汉字，排不齐，也搜索不到。

    错：
        合格率应不低于９５％。
    对：
        合格率应不低于95%。
    """
    for found in search_addressless(reading, _FULL_WIDTH):
        half = normalize("NFKC", found.words)
        yield Finding(found.span, f"全角的“{found.words}”改用半角“{half}”", found.becomes(half))


# --- words written twice ---------------------------------------------------------------------

# A character, what it may follow (目的的) and what may follow it (和和平).
_TWICE = (
    ("的", "目标有无众中端", ""),
    ("了", "明末未为临终", "了解然如"),
    ("和", "柔调缓中饱总温共亲随谐平", "平谐声解睦面弦田好服"),
    ("与", "参给授付赋", "会众共之"),
    ("及", "普涉危波触遍顾旁殃论提企以累惠", "时早格第物其"),
    ("或", "抑", "然许"),
    ("在", "存潜内实现所旨外正好自", "线岗建职用途校研册编位制售产逃场库线场"),
    ("为", "行作认人能成分视称转变列评定设", ""),
    ("于", "关对鉴", ""),
    ("被", "棉植地覆膜毯", ""),
    ("把", "手火拖门车", ""),
    ("且", "暂姑尚苟并", ""),
    ("而", "因从然", ""),
    ("则", "原规准法细通守总否", ""),
    ("并", "合兼归吞裁", "联入网行列排发购举轨存"),
    ("将", "即", "来近要会"),
    ("由", "理自事缘案", "此来于"),
    ("对", "核校针相比面绝应反成配一查派", "象应方照比称话接外准策齐流抗立角手"),
    ("是", "于但可还就凡若只总都不", "否非"),
    ("不", "是要可决而并好毫从", "不同良合一能可足良"),
    ("其", "极与尤", "中他余"),
    ("者", "", ""),
    ("该", "应", "该"),
)
_PHRASES = (
    "进行|采用|采取|符合|按照|依照|根据|通过|以及|或者|并且|其中|对于|关于|由于|为了|如果|同时|必须|应当|应该|可以|能够|具有|具备|包括|包含|提供|确保"
    "|保证|满足|达到|属于|位于|没有|需要|不应|不宜|不能|因此|所以|但是|以下|上述|下列|所有|任何|一个|这些|每个|相关|有关|主要|已经|之间|规定了|给出了"
    "|定期|及时|直接|实施|建立|设置|开展|负责|组织|制定|编制|重复|更换|检查|测定"
)
_REPEATED = re.compile(
    "|".join(
        [
            *(f"{f'(?<![{before}])' if before else ''}{character}{{2}}(?![{after}{character}])" for character, before, after in _TWICE),
            rf"(?P<phrase>{_PHRASES})(?P=phrase)",
            r"(?P<requirement>[不]?[应宜][\u4e00-\u9fff]{2})(?P=requirement)",
            r"(?P<long>(?![一二三四五六七八九十百零〇])[\u4e00-\u9fff]{3,8})(?P=long)",
            r"(?P<word>(?![一逐二三四五六七八九十百零〇])[\u4e00-\u9fff]{2})(?P=word)(?=[应宜可的和与、，。；：是])",
            r"(?<![A-Za-z-])(?P<latin>[A-Za-z]{2,12}) (?P=latin)(?![A-Za-z-])",
        ]
    )
)
_ALIVE = re.compile(r"设置设置(?=[项页界])|使用使用|组织组织(?=[生架结])|相关相关|负责负责人|编制编制")


@rule("9.4.1", Severity.WARNING)
def repeated_word(reading: Reading) -> Iterator[Finding]:
    """同一个字、词不误写两遍。

    修改文字时常留下“的的”“进行进行”一类的重复。“目的的”一类不算。

    错：
        应对结果进行进行核查。
    对：
        应对结果进行核查。
    """
    for found in search_addressless(reading, _REPEATED):
        if not _ALIVE.match(found.sentence.text, found.match.start()):
            yield Finding(found.span, f"“{found.words}”重复；删去多余的")


# --- wrong characters ------------------------------------------------------------------------

_WRONG_AND_RIGHT = (
    "帐号=账号 帐户=账户 帐目=账目 帐单=账单 帐簿=账簿 帐册=账册 台帐=台账 记帐=记账 对帐=对账 查帐=查账 转帐=转账 结帐=结账 "
    "其它=其他 布署=部署 阀值=阈值 做为=作为 座落=坐落 座标=坐标 迭加=叠加 重迭=重叠 椭园=椭圆 兰牙=蓝牙 兰色=蓝色 付本=副本 "
    "付作用=副作用 幅射=辐射 辐度=幅度 膨涨=膨胀 干躁=干燥 躁声=噪声 躁音=噪音 松驰=松弛 签定=签订 拆御=拆卸 装御=装卸 镙丝=螺丝 "
    "镙栓=螺栓 镙钉=螺钉 镙母=螺母 镙纹=螺纹 通迅=通讯 讯速=迅速 予应力=预应力 硷性=碱性 硷度=碱度 酸硷=酸碱 皂甙=皂苷 "
    "活性碳=活性炭 焦碳=焦炭 煤碳=煤炭 木碳=木炭 碳黑=炭黑 氧化炭=氧化碳 炭酸=碳酸 炭纤维=碳纤维 疏菜=蔬菜 旦白=蛋白 鸡旦=鸡蛋 "
    "仃车=停车 仃止=停止 另部件=零部件 另售=零售 安照=按照 按步就班=按部就班 根椐=根据 依椐=依据 数椐=数据 证椐=证据 巳经=已经 "
    "己经=已经 即然=既然 立既=立即 取销=取消 消毁=销毁 销防=消防 销毒=消毒 报消=报销 检侧=检测 监侧=监测 侧试=测试 测式=测试 "
    "检査=检查 标淮=标准 水淮=水准 基淮=基准 校淮=校准 批淮=批准 淮确=准确 淮则=准则 淮备=准备 操做=操作 制做=制作 运做=运作 "
    "动做=动作 插坐=插座 底坐=底座 水糟=水槽 凹糟=凹槽 粘帖=粘贴 张帖=张贴 反溃=反馈 崩馈=崩溃 时侯=时候 气侯=气候 等侯=等候 "
    "侯车=候车 侯选=候选 侯诊=候诊 编缉=编辑 逻缉=逻辑 防犯=防范 范筹=范畴 消弱=削弱 仅管=尽管 分岐=分歧 岐义=歧义 岐视=歧视 "
    "脉博=脉搏 堵赛=堵塞 绝源=绝缘 渡假=度假 过度期=过渡期 竟争=竞争 规犯=规范 磨擦=摩擦 震憾=震撼 交差口=交叉口 型试检验=型式检验 "
    "型试试验=型式试验 帮定=绑定 图象=图像 影象=影像 录象=录像 摄象=摄像 成象=成像 象素=像素 陪训=培训 装璜=装潢 份子量=分子量 "
    "另活=灵活 针炙=针灸 急燥=急躁 树酯=树脂 脂肪酸脂=脂肪酸酯 聚脂=聚酯"
)
_MEANT = dict(pair.split("=") for pair in _WRONG_AND_RIGHT.split())
_SURE = re.compile("|".join(sorted(_MEANT, key=lambda wrong: (-len(wrong), wrong))))
_SCREEN = "系统|平台|账|帐|网|界面|页|密码|用户|后台|权限|认证|验证|失败|成功|状态|服务器|客户端|小程序|门户|注册|软件|APP|方式|次数|日志"
_GUARDED = (  # what is wrong only between certain characters, and what is meant
    (r"部份(?!额)", "部分"),
    (r"按装(?![配置载箱修机饰卸订量运车船填药袋瓶])", "安装"),
    (rf"登陆(?=到?[本该其]?(?:{_SCREEN}))", "登录"),
    (r"(?<=[户录程名账号统重新次点未可])登陆(?=[，。、；）]|时|后|前)", "登录"),
    (r"(?<=[水成养盐组糖])份(?![数额量])", "分"),
    (r"(?<!反)复盖(?!章)", "覆盖"),
    (r"(?<![公花校田庭果茶乐林菜游物家幼科农])园(?=形(?![象式成态势])|柱|弧|周(?!边|围)|心(?!灵)|孔|钢|锥|盘)", "圆"),
    (r"(?<![给不授赋应准免可须并宜将均当])予(?=埋件|制件|制构|制混|留[孔洞口量位])", "预"),
    (r"按排(?![列放序名水气污查期版量除])", "安排"),
    (r"自已(?=[的身])", "自己"),
    (r"而己(?=[，。；])", "而已"),
    (r"(?<!叫)做业(?!务)", "作业"),
    (r"既使(?![^。；]{0,40}(?:又|也使|还))", "即使"),
    (r"(?<![同异内外左右两双单每各该])侧量(?![取])", "测量"),
    (r"(?<=[、和与及或“（])形式(?=检验(?!报告书))", "型式"),
)
_GUARDS = tuple((re.compile(pattern), right) for pattern, right in _GUARDED)


@rule("9.4.1", Severity.WARNING, fixable=True)
def misspelling(reading: Reading) -> Iterator[Finding]:
    """不写错别字和已经不用的异形词。

    同音、形近的字最易打错，异形词用规范的一种。“登陆”指台风、船只到达陆地时不算错。

    错：
        登陆系统时应输入帐号。
    对：
        登录系统时应输入账号。
    """
    for found in search_addressless(reading, _SURE):
        right = _MEANT[found.words]
        yield Finding(found.span, f"“{found.words}”写成“{right}”", found.becomes(right))
    for pattern, right in _GUARDS:
        for found in search_addressless(reading, pattern):
            yield Finding(found.span, f"“{found.words}”写成“{right}”", found.becomes(right))


# --- characters that cannot be printed -------------------------------------------------------


@rule("9.4.1", Severity.ERROR)
def missing_glyph(reading: Reading) -> Iterator[Finding]:
    """每个字符都在印刷用的字体里。

    字体里没有的字符印出来是空框。改用通行的字；确要用时，在standard.yaml的fonts里给出有它的字体（给出后不再检查）。

    错：
        按下😀键。
    对：
        按下笑脸键。
    """
    if reading.document.metadata.fonts.serif or reading.document.metadata.fonts.sans:
        return
    for prose in reading.authored:
        for character, span in _unprinted(prose):
            yield Finding(span, f"字体里没有字符“{character}”（U+{ord(character):04X}）；改用通行的字")


def _unprinted(prose: Prose) -> Iterator[tuple[str, Span]]:
    """The characters of running text and of code in it that the fonts lack, each with its place."""
    for offset, character in enumerate(prose.text):
        if character not in (OBJECT, "\n") and not covers(character):
            yield character, prose.whole.span(offset, offset + 1)
    for leaf in prose.whole.leaves:
        if isinstance(leaf, Code):
            yield from ((character, leaf.span) for character in leaf.text if not covers(character))
