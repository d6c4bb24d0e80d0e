"""9.4.4 and 10.4.6 of GB/T 1.1—2020: units and their symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gbdoc.atoms import NUMBER, UNIT
from gbdoc.diagnostic import Severity
from gbdoc.lint.literals import search_addressless, search_plain
from gbdoc.lint.reading import Found, Reading
from gbdoc.lint.rule import Finding, rule

# --- spaces ----------------------------------------------------------------------------------

_LABEL = "(?<![第表图式^_#\ufffb])"
_JOINED = re.compile(
    rf"{_LABEL}(?P<number>{NUMBER})(?P<unit>(?![%‰°′″]){UNIT})(?![A-Za-z0-9_²³]|-[A-Za-z0-9])|(?P<degrees>{NUMBER})(?P<celsius>°C)"
)
_NEEDS = {  # units that are more often part of a name (5A级, 4K, 5S, 2B): only beside such a word
    "A": "电流|[大小高低]于|熔断|断路|保险|插座|插头|额定|触点|漏电|充电",
    "K": "温|热力学",
    "S": "电导|电阻",
    "F": "电容",
    "H": "电感",
    "T": "磁|感应强度",
    "B": "字节|存储|长度",
    "W": "功率|灯|耗|瓦|电机|电源|电器|发热|额定|加热|辐射|输出|不|[大小少高低]于",
}
_NAMES = re.compile(
    r"(?<=d)(?:打印|模型|建模|视|可视|地图|动画)|(?<=s)(?:管理|店|现场)|(?<=g)[网通信模基技移/]|(?<=m)(?:线|短跑|赛|跑)|(?<=t)级"
)
_DECADE = re.compile(r"(?:19|20)\d0s")


@rule("10.4.6", Severity.WARNING, fixable=True)
def unit_space(reading: Reading) -> Iterator[Finding]:
    """数和单位符号之间空开。

    源文件里打一个空格，印出时是四分之一个字宽；℃也空开，百分号、平面角的度分秒不空。

    错：
        压力应不大于10kPa。
    对：
        压力应不大于10 kPa。
    """
    for found in search_plain(reading, _JOINED):
        number, unit = found.match["number"] or found.match["degrees"], found.match["unit"] or found.match["celsius"]
        if not _is_name(found, unit):
            yield Finding(found.span, f"“{found.words}”的数和单位之间加一个空格", found.becomes(f"{number} {unit}"))


def _is_name(found: Found, unit: str) -> bool:
    text, (start, end) = found.sentence.text, found.match.span()
    if found.sentence.leaf(start) is not found.sentence.leaf(end - 1):
        return True  # 5*m*, a variable
    if unit in _NEEDS and not re.search(_NEEDS[unit], text):
        return True
    return bool(_NAMES.match(text, end) or _DECADE.fullmatch(found.words))


_SPACED = re.compile(r"(?<=\d)(?P<space>[ \u00a0\u2002-\u200a\u202f\u3000]+)(?P<sign>[%‰％′″]|°(?![A-Za-z]))")


@rule("10.4.6", Severity.WARNING, fixable=True)
def percent_space(reading: Reading) -> Iterator[Finding]:
    """数和百分号、千分号、平面角的度分秒之间不空。

    这几个符号紧接在数后。

    错：
        合格率应不低于95 %。
    对：
        合格率应不低于95%。
    """
    for found in search_plain(reading, _SPACED):
        sign = found.match["sign"]
        yield Finding(found.span, f"数和“{sign}”之间不加空格", found.becomes(sign))


# --- names in the place of symbols -----------------------------------------------------------

_NAMES_AND_SYMBOLS = (
    "平方毫米=mm² 平方厘米=cm² 平方公里=km² 平方千米=km² 平方米=m² 平米=m² 公顷=hm² 立方毫米=mm³ 立方厘米=cm³ 立方分米=dm³ 立方米=m³ "
    "纳米=nm 微米=μm 毫米=mm 厘米=cm 分米=dm 千米=km 公里=km 米=m 微克=μg 毫克=mg 千克=kg 公斤=kg 克=g 吨=t 微升=μL 毫升=mL 升=L "
    "毫秒=ms 秒钟=s 秒=s 分钟=min 小时=h 摄氏度=℃ 毫米汞柱=kPa 兆帕=MPa 千帕=kPa 帕斯卡=Pa 毫安=mA 安培=A 毫伏=mV 千伏=kV 伏特=V "
    "千瓦时=kW·h 兆瓦=MW 千瓦=kW 瓦特=W 千赫=kHz 兆赫=MHz 赫兹=Hz 分贝=dB 千牛=kN 牛顿=N 千焦=kJ 焦耳=J 欧姆=Ω 勒克斯=lx 流明=lm "
    "摩尔=mol 公斤力=N 斤=kg 亩=hm² 英寸=mm 英尺=m"
)
_SYMBOLS = dict(pair.split("=") for pair in _NAMES_AND_SYMBOLS.split())
_CONVERTED = ("毫米汞柱", "公斤力", "斤", "亩", "英寸", "英尺")
_UNIT_NAME = "(?:" + "|".join(sorted(_SYMBOLS, key=lambda name: (-len(name), name))) + ")"
_OTHER_WORD = (  # 3米粒, 2升级, 5吨级, 24小时服务, 15分钟生活圈
    r"(?:(?<=米)(?:[粒饭粉面糠酒醋粥汤糊纸跑赛栏袋级波黄线]|短跑|接力|制品)|(?<=克)[拉隆服制里]|(?<=升)[级降高起温至一]|(?<=吨)(?:级|位|包|桶|袋)"
    r"|(?<=秒)[杀表]|(?<=分钟)[^，。、；：]{0,8}圈|(?<=小时)[^，。、；：]{0,6}圈"
    r"|(?<=小时)(?:制|不间断|不中断|连续|全天|值班|值守|服务|在线|热线|营业|开放|运行|工作制|监控|监测|监护|自助|动态|尿|回顾|膳食|便利|轮班|有人|开通|专人"
    r"|客服|电话|应急|待命|备勤|安保|保安)|(?<=亩)(?:产|均)|(?<=摩尔)(?:质量|浓度|比|分数|体积)|(?<=牛顿)|(?<=焦耳)定律|(?<=欧姆)定律)"
)
_NAMED = re.compile(rf"(?P<number>{NUMBER}) ?(?P<many>[万亿]?)(?P<count>个?)(?P<name>{_UNIT_NAME})(?!{_OTHER_WORD})")
_NO_COUNT = ("小时", "毫秒", "秒钟", "分钟")
_ROUND_THE_CLOCK = re.compile(r"[7七天日][×xX*✕] ?24$|第\d+$")


@rule("9.4.4", Severity.WARNING)
def unit_name(reading: Reading) -> Iterator[Finding]:
    """数后写单位符号，不写单位的中文名称。

    表示量值用阿拉伯数字加法定计量单位的符号；公斤、公里、亩等换成法定单位。天、年、次、个等不是这里所说的单位。

    错：
        间距应不小于10毫米，应在24小时内完成。
    对：
        间距应不小于10 mm，应在24 h内完成。
    """
    for found in search_plain(reading, _NAMED):
        name, before = found.match["name"], found.sentence.text[: found.match.start("name")]
        if (found.match["count"] and name not in _NO_COUNT) or _ROUND_THE_CLOCK.search(before):
            continue
        yield Finding(found.span, _named(found, name))


def _named(found: Found, name: str) -> str:
    if name in _CONVERTED:
        return f"“{name}”不是法定计量单位；换算后用单位符号，如{_SYMBOLS[name]}"
    if found.match["many"]:
        return f"“{found.words}”用阿拉伯数字和单位符号{_SYMBOLS[name]}表示，数大时用10的幂"
    return f"“{found.words}”用单位符号：{found.match['number']} {_SYMBOLS[name]}"


_DIGITS = "一二两三四五六七八九十"
_NO_NUMBER = f"(?<![{_DIGITS}百千万亿零〇第数几唯统单同之专若余多上半])"
_CHINESE = re.compile(
    rf"{_NO_NUMBER}(?P<number>[{_DIGITS}][{_DIGITS}百千万零〇]{{0,8}}?)"
    rf"(?:(?P<count>个?)(?P<name>{_UNIT_NAME})(?!{_OTHER_WORD})| ?(?P<symbol>(?![%‰°′″AKTSBFHCPD]){UNIT})(?![)）]))"
    rf"|(?<!的)百分之(?P<percent>[{_DIGITS}][{_DIGITS}百零〇]*(?:点[{_DIGITS}零〇]+)?)(?![百点])"
)


@rule("9.4.4", Severity.WARNING)
def chinese_number_unit(reading: Reading) -> Iterator[Finding]:
    """量值用阿拉伯数字加单位符号，不用汉字数字。

    汉字数字用于概数（三四米）、固定的词语和序数。

    错：
        间距应不小于五十毫米，等候时间应不超过三十分钟。
    对：
        间距应不小于50 mm，等候时间应不超过30 min。
    """
    for found in search_plain(reading, _CHINESE):
        name = found.match["name"]
        if name in ("斤", "亩") or (found.match["count"] and name not in _NO_COUNT) or _is_rough(found.match["number"] or ""):
            continue
        symbol = "%" if found.match["percent"] else found.match["symbol"] or _SYMBOLS[name]
        yield Finding(found.span, f"“{found.words}”用阿拉伯数字和{symbol}表示")


def _is_rough(number: str) -> bool:
    """三四, 七八十: an approximate number."""
    return bool(re.match(r"十?[一二三四五六七八九](?=[二三四五六七八九](?!十))|[一二三四五六七八九]{2}[十百]", number))


# --- symbols with a fault --------------------------------------------------------------------

_SQUARE_AND_RIGHT = (
    "㎡=m² ㎥=m³ ㎜=mm ㎝=cm ㎞=km ㎏=kg ㎎=mg ㎖=mL ㎕=μL ㏄=mL ㎢=km² "
    "㎠=cm² ㎟=mm² ㎧=m/s ㎐=Hz ㎾=kW ㎸=kV ㎪=kPa ㎫=MPa ㏈=dB "
    "㎛=μm ㎚=nm \u00b5=μ"
)
_ONE_CHARACTER = dict(pair.split("=") for pair in _SQUARE_AND_RIGHT.split())
_WRONG_AND_RIGHT = (
    "KM,Km,kM=km KG,Kg,kG=kg CM,Cm=cm MM=mm ML,Ml=mL MG,Mg=mg hr,hrs,Hr=h sec,secs,Sec,SEC=s mins,Min,MIN=min "
    "MPA,Mpa,mpa=MPa KPA,KPa,Kpa,kpa=kPa hpa,Hpa,HPa=hPa pa,PA=Pa KV,Kv,kv=kV mv=mV KA=kA ma=mA KN=kN KJ,Kj,kj=kJ KW,Kw,kw=kW "
    "KWH,KWh,Kwh,kwh,KW·h,KW·H,Kw·h,kw·h,kW·H,KW.h,kW.h=kW·h KVA,KVa,Kva,kva=kV·A KHZ,KHz,Khz,khz,kHZ=kHz MHZ,Mhz,mhz=MHz "
    "GHZ,Ghz,ghz=GHz HZ,hz=Hz DB,Db,db=dB LX,Lx,lux=lx MOL,Mol=mol um=μm ug=μg ul,uL=μL us=μs uF,uf=μF uA,ua=μA uV=μV "
    "M/S,M/s,m/S=m/s M3/h,m3/H=m³/h oC,ºC,˚C,°c=℃ rpm,RPM=r/min MG/L,Mg/L=mg/L G/L=g/L M2=m² M3=m³"
)
_MEANT = {wrong: right for wrongs, right in (pair.split("=") for pair in _WRONG_AND_RIGHT.split()) for wrong in wrongs.split(",")}
_WRONG = "|".join(re.escape(wrong) for wrong in sorted(_MEANT, key=lambda wrong: (-len(wrong), wrong)))
_WRONG_SYMBOL = re.compile(
    rf"(?<![A-Za-z_\d.-])\d+(?:[ \u2009\u202f]\d{{3}})*(?:\.\d+)? ?(?P<wrong>{_WRONG})(?![A-Za-z0-9_]|[.-][A-Za-z0-9])"
)
_BEFORE_POWER = (
    r"(?<![A-Za-z_\d.-])\d+(?:[ \u2009\u202f]\d{3})*(?:\.\d+)? ?"
    r"|[每·]|单位[：为]?|方毫?厘?分?千?米[（(]|(?:[个株元人万]|(?<![A-Za-z])(?:kg|mg|μg|g|kW|W|t|kN|N|L|lx|cd))/"
)
_POWER = re.compile(rf"(?:{_BEFORE_POWER})(?P<power>(?P<base>km|hm|dm|cm|mm|m)\^?(?P<exponent>[23]))(?![A-Za-z0-9_.])")
_SQUARE = re.compile("|".join(_ONE_CHARACTER))


@rule("9.4.4", Severity.WARNING, fixable=True)
def unit_symbol(reading: Reading) -> Iterator[Finding]:
    """单位符号按国家标准书写：大小写不混用，指数用上标，不用一个字符的合写。

    kg的k、kPa的k是小写，MPa的M是大写，意义随大小写而变；㎡、㎜一类字符是为旧编码造的。

    错：
        质量应不大于5 Kg，面积应不小于20 m2。
    对：
        质量应不大于5 kg，面积应不小于20 m²。
    """
    for found in search_addressless(reading, _WRONG_SYMBOL):
        yield _symbol(found, "wrong", _MEANT[found.match["wrong"]])
    for found in search_addressless(reading, _POWER):
        yield _symbol(found, "power", found.match["base"] + {"2": "²", "3": "³"}[found.match["exponent"]])
    for found in search_addressless(reading, _SQUARE):
        yield _symbol(found, 0, _ONE_CHARACTER[found.words])


def _symbol(found: Found, group: int | str, right: str) -> Finding:
    span = found.sentence.span(*found.match.span(group))
    return Finding(span, f"单位符号“{found.match[group]}”写成“{right}”", found.becomes(right, group))
