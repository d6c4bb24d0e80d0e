"""5.5.3, 9.4.2.1 and 9.4.5 of GB/T 1.1—2020: what a standard does not say, and pairs of words that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gbdoc.atoms import atoms
from gbdoc.diagnostic import Severity
from gbdoc.lint.modality import provision_prose, provisions
from gbdoc.lint.reading import Prose, Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.provision import OBJECT, Sentence, clauses, own_words


@rule("9.4.2.1", Severity.WARNING)
def comply_verb(reading: Reading) -> Iterator[Finding]:
    """人和组织“遵守”规定，产品、系统等事物“符合”规定。

    遵守是行为，符合是结果。主语是人或组织的用“遵守”，主语是事物的用“符合”；人的资质、条件是事物。

    错：
        操作人员应符合安全操作规程的规定。
        仪器应遵守附录A的规定。
    对：
        操作人员应遵守安全操作规程的规定。
        仪器应符合附录A的规定。
    """
    for each in provisions(reading):
        if each.word not in ("应", "应当", "应该", "必须"):
            continue
        start = each.modal.end
        if found := _CONFORM.match(each.after):
            if _PEOPLE.search(each.before) and _conduct(each.before, each.after[found.end() :]):
                span = each.sentence.span(start + found.start("verb"), start + found.end("verb"))
                yield Finding(span, "人员、组织的行为用“遵守”，不用“符合”")
        elif (found := _OBEY.match(each.after)) and _THINGS.search(each.before):
            span = each.sentence.span(start + found.start("verb"), start + found.end("verb"))
            yield Finding(span, "产品、系统等事物用“符合”，不用“遵守”")


@rule("5.5.3", Severity.WARNING)
def legal_matter(reading: Reading) -> Iterator[Finding]:
    """文件中不应规定法律责任、处罚、许可等行政管理事项。

    这些由法律法规规定，标准没有设定的权力。删去，或只写技术上的处置。

    错：
        拒不整改的，应依法追究法律责任。
    对：
        未整改的，应停止使用。
    """
    yield from _matters(reading, _LEGAL, _LEGAL_TITLE, "是行政管理或法律责任的事项，标准中不作规定；删去")


@rule("5.5.3", Severity.WARNING)
def contract_matter(reading: Reading) -> Iterator[Finding]:
    """文件中不应规定索赔、担保、费用结算等合同事项。

    这些由合同的双方约定。标准只写可供合同引用的技术要求。

    错：
        供方未按期交货的，应支付违约金。
    对：
        交货期由供需双方商定。
    """
    yield from _matters(reading, _CONTRACT, _CONTRACT_TITLE, "是合同事项，由双方约定，标准中不作规定；删去")


@rule("5.5.3", Severity.WARNING)
def authority_duty(reading: Reading) -> Iterator[Finding]:
    """文件中不宜给政府和主管部门规定职责。

    主管部门的职责由法律法规和机构编制规定。把要求写给执行标准的人和组织，或只写要做的事。

    错：
        市人民政府主管部门应每年组织一次检查。
    对：
        运营单位应每年检查一次。
    """
    for prose in provision_prose(reading):
        if prose.kind in ("paragraph", "item"):
            for sentence in prose.sentences:
                for found in _AUTHORITY.finditer(text := own_words(sentence.text)):
                    if not _NOT_ACTING.search(text[max(0, found.start() - 40) : found.start()]):
                        message = f"给“{found['who']}”规定了职责；改为对执行标准的人和组织的要求，或只写要做的事"
                        yield Finding(sentence.span(*found.span()), message)


@rule("9.4.5", Severity.WARNING)
def redundant_bound(reading: Reading) -> Iterator[Finding]:
    """界限只说一次：“不少于”与“以上”、“不超过”与“以下”、“约”与“左右”不并用。

    两个界限说法并用，含不含该数就说不清。

    错：
        样品不少于5个以上。
        加热约10 min左右。
    对：
        样品不少于5个。
        加热约10 min。
    """
    for prose in reading.authored:
        for sentence in prose.sentences:
            text = own_words(sentence.text)
            for pattern in _BOUNDS:
                for found in pattern.finditer(text):
                    if _is_amount(found["amount"]):
                        words = f"“{found['low']}”与“{found['high']}”"
                        yield Finding(sentence.span(*found.span()), f"{words}重复；只留一个")
            for found in _TWICE.finditer(text):
                yield Finding(sentence.span(*found.span()), f"“{found['low']}”与“{found['high']}”重复；只留一个")


# --- 遵守, 符合 ----------------------------------------------------------------------------------

_CONFORM = re.compile(r"(?:严格|完全|同时|均|都)*(?P<verb>符合)")
_OBEY = re.compile(r"(?:严格|完全|同时|均|都)*(?P<verb>遵守)(?![^，。；]*(?:协议|约定|规则|原则))")
_ORGANISATION = (
    "建设|施工|设计|监理|运营|使用|管理|生产|责任|作业|服务|维护|养护|承包|承办|组织|承担|运维|供货|委托|实施|用人|产权|经营|参建|主办|勘察|供水|供气|供热"
    "|供电|拆除|安装|租赁|物业|保洁|运输|处置|填报|编制|应用|所属|各|该|有关|相关"
)
_WORKERS = (
    "操作|作业|施工|工作|评价|检验|检测|采购|管理|值班|养护|维护|运维|采集|服务|从业|巡查|录入|驾驶|实验|试验|使用|全体|参与|有关|相关|现场|外来|采样|维修"
    "|保洁|配送|仓储|生产|参观|进出|进入|所有|各类|检验|检测|实验室|监测|测试|技术|医护|护理|教学|销售|客服|安保|维保|监护"
)
_PEOPLE = re.compile(
    rf"(?:(?:{_WORKERS})人员|工作者|操作者|使用者|管理者|从业者|经营者|驾驶者|参与者|作业者|操作[员工]|驾驶员|值班员|巡查员|管理员|服务员|采样员|工人|员工|职工|志愿者|访客|来访者"
    rf"|(?:{_ORGANISATION})单位|企业|(?:{_ORGANISATION})部门|(?:承包|供应|运营|服务|开发|集成)商|(?:运营|建设|施工|服务|承包|使用)方|(?:运营|服务|管理|经营|检测|检验|培训)机构)(?:均|都|还|也)?$"
)
_TRADE = re.compile(r"(?:检[测验]|无损|焊|评[价审]|审核|监理|专业|特种|技术)|企业(?:均|都|还|也)?$")
_CONDUCT = re.compile(
    r"制度|纪律|规程|规章|守则|道德|行为规范|规范[。；，]?\s*$|法律|法规|管理规定|安全规定|操作规定|保密规定|规定[。；，：]?\s*$"
)
_QUALIFIED = re.compile(r"条件|资质|资格|能力|(?:要求|规定)[：:]\s*$")
_THINGS = re.compile(
    r"(?:误差|特性|特征|等级|浓度|含量|颜色|的(?:安装|布置|设置|设计|选型|制作|颜色|规格|精度|采集)|系统|设备|产品|材料|仪器|设施|装置|软件|零件|部件|构件|配件|样品|试样|试剂|原料|辅料|食品|饲料|肥料|管道|电缆|结构|尺寸|水质|质量|性能|指标|参数|外观|强度|数据"
    r"|接口|终端|传感器|场地|器具|工具|容器|附件|元件|模块|机房|建筑物?|图纸|档案|机柜|线缆|阀门|井盖|灯具|电池|标[志识]牌?|格式|编码|代码|门窗|涂层)(?:均|都|还|也)?$"
)


def _conduct(before: str, after: str) -> bool:
    """Whether what people shall conform with is a way to behave, and not what makes them fit for a task."""
    return bool(_CONDUCT.search(after)) and not _QUALIFIED.search(after) and not (OBJECT in after and _TRADE.search(before))


# --- matters of law and of contracts ------------------------------------------------------------

_LEGAL = re.compile(
    r"(?:承担|追究|负|依法|相应的?|民事|刑事)[^，。；]{0,12}?法律责任|法律责任(?=由|[，。；]|\s*$)|追究[^，。；]{0,14}?责任|刑事责任"
    r"|(?:给予|处以|予以|进行|实施|接受|受到|并处|从重|依法|[应将会可]|有权)[^，。；、]{0,8}?(?:行政处罚|处罚(?!决定书|信息|结果|数据)|罚款|行政处分)"
    r"|(?:处|罚)[^，。；、]{0,14}?元[^，。；、]{0,8}?罚款|罚款[^，。；、]{0,16}?元"
    r"|吊销[^，。；、]{0,10}?(?:证书?|执照|资格|资质)(?!的|信息)|责令[^，。；、]{0,8}?(?:改正|停产|停业|整顿|整改|关闭|停止)(?!通知|的)"
    r"|没收[^，。；、]{0,8}?(?:所得|财物|产品|工具|物品)"
    r"|(?:取得|申领|申请|办理|获得|(?<!已)经(?![营济办费]))[^，。；、]{0,8}?行政许可(?!的|事项|信息|数据|证件)|未(?:取|获)得[^，。；、]{0,4}?行政许可"
    r"|违反[^，。；]{0,20}?(?:处罚|罚款)|罚则"
)
_LEGAL_TITLE = re.compile(r"法律责任|(?:行政)?处罚(?:措施|规定|办法)?|罚则|(?:监督|奖励|违规)[与和及]处罚|行政许可|责任追究|责任与追究")
_CONTRACT = re.compile(
    r"索赔|赔偿(?:标准|办法|期限)|(?<!在线)付款(?:(?=应)|比例|期限|条件|方式(?=为|由|按|应))|结算(?:方式|周期|办法|价格)?(?=由|按|每|为)|解除合同|保证金(?=[在应于为由不])"
    r"|(?:[供需买卖甲乙双]方|供货方|承包方|供应商)[^，。；]{0,14}?违约|视为违约|违约方|违约责任|违约金|滞纳金|照价赔偿|赔偿(?:损失|责任)|(?:履约|质量|投标|工程质量)保证金"
    r"|合同价款?|费用结算|结算(?:费用|价款|货款)|(?:支付|结清|付清|预付)[^，。；、]{0,8}?(?:货款|价款|合同款|尾款|预付款|工程款|服务费|费用)"
    r"|(?:应|可|有权|负责|承担|提出|要求|予以|给予|须|进行|由)[^，。；、]{0,14}?(?:索赔|赔偿(?!限额)|违约(?=[，。；]|\s*$))"
    r"|(?:应|须|提供|承担|出具|负责)[^，。；、]{0,10}?(?:经济|履约|连带|银行|质量)?担保(?![人物品])|(?:应|须)(?!付款[的额项总])[^，。；、]{0,14}?付款|(?<=[日天月]内)付款"
)
_CONTRACT_TITLE = re.compile(
    r"(?:索赔|赔偿|违约|担保|付款|费用结算|结算)(?:责任|方式|条款|条件|与\S{1,6}|和\S{1,6})?|质量保证金|履约保证金|合同价款?|价款与?结算"
)
_SUBJECT = re.compile(
    r"信息|数据|功能|支持|记录|系统|平台|接口|字段|类型|状态|代码|名称|统计|查询|展示|模块|流程|台账|档案|案卷|保险|理赔|事项"
)


def _matters(reading: Reading, words: re.Pattern[str], title: re.Pattern[str], remedy: str) -> Iterator[Finding]:
    """Where a standard rules on such a matter; where it is what the standard is about (处罚信息的采集), it may be named."""
    for prose in reading.authored:
        if prose.kind == "title" and title.fullmatch(prose.text):
            yield Finding(prose.span, f"“{prose.text}”{remedy}")
    for prose in provision_prose(reading):
        if prose.kind in ("paragraph", "item"):
            for sentence, start, part in _parts(prose):
                if (found := words.search(part)) and not _SUBJECT.search(part):
                    yield Finding(sentence.span(start + found.start(), start + found.end()), f"“{found[0]}”{remedy}")


def _parts(prose: Prose) -> Iterator[tuple[Sentence, int, str]]:
    """The 分句 of a stretch of text, each with its sentence and where it begins there."""
    for sentence in prose.sentences:
        text = own_words(sentence.text)
        yield from ((sentence, start, text[start:end]) for start, end in clauses(sentence.text))


# --- authorities --------------------------------------------------------------------------------

_DUTY = (
    r"(?:不?应(?![用急对答])|应(?=对[^，。；]{1,24}?(?:进行|实施|予以|开展))|应对[^，。；]{1,24}?(?:进行|予以|加以|实施|开展|给予|负责)|不?宜|要(?=加强|建立|组织|对|定期|及时|做好)|须|必须|负责(?!人)|(?:依法|定期|统一)?(?:组织|开展|实施|进行)[^，。；]{0,12}?(?:检查|监督|考核|评估|抽查|监管|验收)"
    r"|(?:依法|定期)?对[^，。；]{1,24}?(?:进行|实施|开展|予以|加以)[^，。；]{0,6}?(?:监督|检查|监管|考核|管理|抽查|评估|指导)|(?:履行|承担)[^，。；]{0,10}?职责|监督(?=本文件|实施|执行|落实|企业|各|运营|单位))"
)
_AUTHORITY = re.compile(
    r"(?P<who>(?:(?<!数字)(?<!电子)(?<!智慧)(?<!人民)政府|(?:公安|消防|环保|卫生|教育|民政|城管|气象|水利|财政|税务|农业|市场监管)部门"
    r"|(?:行政|业务|行业)?主管(?:部门|机关)|人民政府|政府(?:有关|相关|主管|职能)?部门|行政(?:管理|执法|审批)?(?:部门|机关)|监管(?:部门|机构)|(?:市场)?监督管理(?:部门|局)|执法(?:部门|机关)"
    rf"|(?:管理|监督|环保|住建|城管|公安|交通|卫生健康|生态环境)(?:局|厅)|公安机关))(?:及其[^，。；]{{1,10}}?(?:部门|机构))?(?:均|都|可|宜|依法|定期|每年)*[：:]?{_DUTY}"
)
_NOT_ACTING = re.compile(
    r"(?:接受|受(?!理)|(?<!已)经(?![营济费办])|向|报(?!告后|警)|配合|协助|服从|根据|按|依据|与|应(?![由急用对]))[^，。；]*$|(?:企业|公司|本?单位|内部|厂|技术|设备|质量|生产|学校|医院|园区|集团)[^，。；]{0,4}$"
)


# --- bounds -------------------------------------------------------------------------------------

_BOUNDS = (
    re.compile(
        r"(?P<low>不(?:应|宜|得|能)?[少低小]于|至少|最[少低小]|(?<![不应宜得能])超过|(?<![不应宜得能])[大多高]于(?:等于|或等于)?|[≥＞>])(?P<amount>[^，。；、]{1,16}?)(?P<high>以上)"
    ),
    re.compile(
        r"(?P<low>不(?:应|宜|得|能)?超过|不(?:应|宜|得|能)?[多高大]于|至多|最[多高大]|(?<![不应宜得能])[小少低]于(?:等于|或等于)?|[≤＜<])(?P<amount>[^，。；、]{1,16}?)(?P<high>以[下内])"
    ),
    re.compile(
        r"(?P<low>大?(?<![节合预条制契签])约(?![定束])|大概|大致|(?<![附最接邻靠临])近)(?P<amount>[^，。；、]{1,16}?)(?P<high>左右|上下)"
    ),
)
_TWICE = re.compile(r"(?P<low>至少|最少|最多|至多)(?:应|为|要)?(?P<high>不(?:[少低小多大高]于|超过))")
_MEASURE = (
    "个|名|人|次|天|日|年|个?月|周|小时|分钟|秒|[千百]?万?亿?元|公里|千米|毫米|厘米|微米|平方米|立方米|平方公里|米|亩|公顷|吨|公斤|千克|毫克|克|毫?升|摄氏度|度|级|家|处|台|套|件|份|种|项|条"
    "|倍|成|分|层|户|株|头|只|辆|页|字|岁|周岁|人次|个?工作日|个?学时|课时|对|根|片|块|批|组|门|位|点|支|瓶|盒|箱|袋|百分点|个百分点|届|期|遍|轮|段|座|间|张|本|篇|部|类|等"
)
_VERB = (
    "为|占|在|有|达到?|等于|应|需|要|提前|保[存留持]|连续|持续|间隔|预留|留存|工作"
    "|具[有备]|使用|储存|贮存|放置|静置|干燥|加热|养护|距离?|相距|每[年月周日天次隔批组班]|从业"
)
_NUMERAL = "[一二三四五六七八九十百千万两半]"
_COUNT = re.compile(
    rf"(?:{_VERB})*\s*(?:[\d.  ]+|{_NUMERAL}+(?:分之{_NUMERAL}+)?|{OBJECT})\s*(?:[^\u4e00-\u9fff，。；、\s]{{1,10}}|{_MEASURE})?"
)


def _is_amount(text: str) -> bool:
    """Whether a text is a number with its unit and no more; 3名具有中级 is not."""
    rest, last = "", 0
    for atom in atoms(text):
        if atom.kind in ("quantity", "range"):
            rest += text[last : atom.start] + OBJECT
            last = atom.end
    return bool(_COUNT.fullmatch(rest + text[last:]))
