"""What the keys of our YAML files mean, told to those who write them; the JSON Schemas for editors carry it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from gbdoc.model import Adoption, BibliographyGroup, BibliographyOptions, Contents, Fonts, Reference, Replaced, Title
from gbdoc.read.baseline import BaselineClause, BaselineFile
from gbdoc.read.changes import Baseline, Changes, Entry
from gbdoc.read.data_file import DataCheck, DataColumn, DataShape
from gbdoc.read.metadata import AnnexFile, Feedback, ForewordSlots, Organisations, Patent, PublishedPart, Series, StandardFile
from gbdoc.read.symbols import AbbreviationShape, AbbreviationsShape, SymbolShape, SymbolsShape
from gbdoc.read.system import Layer, Stage, StandardRow, Sublayer, Subsystem, SystemFile
from gbdoc.read.terms import EntryShape, FigureShape, GroupShape, SourceShape, TermsShape

Words: TypeAlias = Mapping[str, str]  # by key as it is written in a file

_STANDARD: Mapping[Any, Words] = {
    StandardFile: {
        "syntax": "源文件写法的版本，现为 1",
        "kind": "national 国家标准；sector 行业标准；local 地方标准",
        "code": "文件代号，如 GB/T、CJ/T、DB21/T",
        "title": "文件名称的各要素",
        "number": "顺序号；未定写 XXXX",
        "part": "分为部分的文件：这是第几部分",
        "year": "发布年份，四位；未定写 XXXX",
        "level": "封面的级别行，如 辽宁省地方标准；国家标准省略",
        "ics": "国际标准分类号，如 35.240.01",
        "ccs": "中国标准文献分类号，如 L 70",
        "record": "备案号",
        "function": (
            "文件的功能类型：terminology 术语；symbol 符号；classification 分类；test-method 试验方法；"
            "specification 规范；code-of-practice 规程；guidance 指南"
        ),
        "english": "英文名称的各要素",
        "stage": "草案的阶段；省略表示已发布",
        "round": "第几次征求意见",
        "completed": "本草案完成的日期；未定写 XXXX-XX-XX",
        "issued": "发布日期；未定写 XXXX-XX-XX",
        "implemented": "实施日期；未定写 XXXX-XX-XX",
        "issuers": "发布机构，几个时各占一行；国家标准可省",
        "replaces": "被代替的文件",
        "adoption": "采用的国际标准化文件",
        "contents": "目次列出什么",
        "fonts": "代替自带字体的字体文件",
        "measures": "版面尺寸，名称见 templates/css/measures.css，如 line-pitch: 15.6pt",
        "severities": "规则的级别，如 hanging-paragraph: off",
        "organisations": "提出、归口、起草的单位和起草人",
        "series": "分为部分的文件：其他部分",
        "patents": "已识别出的专利；省略时印“请注意……可能涉及专利”",
        "history": "历次版本发布情况，每项一句",
        "feedback": "意见反馈的地址和电话，印在前言中",
        "foreword": "前言中的自由段落",
        "notice": "重要提示（Markdown），印在正文首页名称之下",
        "body": "正文文件，按章的次序；terms.yaml、symbols.yaml、introduction.md 自动读入，不列",
        "annexes": "附录文件，按次序",
        "bibliography": "参考文献怎样分组、补列什么；条目由引用生成",
    },
    Title: {"main": "主体要素", "leading": "引导要素，可省", "supplementary": "补充要素；不写“第N部分”，它由 part 生成"},
    Replaced: {"number": "被代替文件的编号，带年份，如 DB21/T 1234—2018", "title": "被代替文件的名称", "partly": "是否只代替一部分"},
    Adoption: {
        "number": "国际标准化文件的编号，如 ISO 37100:2016",
        "title": "它的中文译名",
        "degree": "一致性程度：IDT 等同；MOD 修改；NEQ 非等效",
    },
    Contents: {"depth": "列到第几层，章为 1", "figures": "是否列图", "tables": "是否列表"},
    Fonts: {"serif": "代替宋体的字体文件", "sans": "代替黑体的字体文件"},
    Organisations: {"proposed_by": "提出单位", "administered_by": "归口单位", "drafted_by": "起草单位", "drafters": "主要起草人"},
    Series: {"published": "已经发布的部分"},
    PublishedPart: {"part": "第几部分", "title": "这一部分的补充要素"},
    Patent: {
        "clauses": "涉及的章、条、附录的 id",
        "content": "专利的主题",
        "holder": "专利持有人的姓名或名称",
        "address": "专利持有人的地址",
    },
    Feedback: {
        "department": "归口部门",
        "department_address": "归口部门的通讯地址",
        "department_phone": "归口部门的联系电话",
        "drafting_address": "起草单位的通讯地址",
        "drafting_phone": "起草单位的联系电话",
    },
    ForewordSlots: {
        "relation": "与其他文件的关系（Markdown），印在起草依据之后",
        "international": "与国际文件关系的补充（Markdown）",
        "closing": "印在前言最后的段落（Markdown）",
    },
    AnnexFile: {"file": "附录的 Markdown 文件", "kind": "normative 规范性；informative 资料性"},
    BibliographyOptions: {"groups": "参考文献的分组", "also": "没有引用也列出的文件：references.yaml 的键"},
    BibliographyGroup: {"title": "这一组的标题", "keys": "这一组的文件：references.yaml 的键"},
}

_CHAPTERS: Mapping[Any, Words] = {
    TermsShape: {
        "imports": "其术语适用于本文件的文件；写法同引用：key、key:2018、key/all、文稿名",
        "groups": "术语的分组，印成 3.1、3.2……",
        "entries": "术语条目",
    },
    GroupShape: {"id": "引用它时用的 id", "title": "这一组的标题", "entries": "这一组的术语条目"},
    EntryShape: {
        "id": "引用它时用的 id",
        "term": "术语",
        "english": "英文对应词",
        "admitted": "许用术语",
        "deprecated": "拒用术语",
        "symbol": "符号，如 $S$",
        "domain": "术语的专业领域，印在定义之前",
        "definition": "定义，一段；[文字](#id) 指到另一术语",
        "figure": "图",
        "formula": "公式（LaTeX）",
        "examples": "示例，不写“示例：”",
        "notes": "注，不写“注：”",
        "source": "来源",
        "pinyin": "拼音，多音字排序用，如 biāo zhǔn",
    },
    FigureShape: {"file": "图的文件，如 figures/a.svg", "alt": "图里有什么，供听的人", "title": "图题"},
    SourceShape: {
        "ref": "references.yaml 的键，可带年份，如 gbt-37043:2018；或文稿名",
        "clause": "条目的编号，如 2.1；在本库的文稿中时写 id",
        "modified": "true，或改了什么",
    },
    SymbolsShape: {"entries": "符号，次序自动排"},
    SymbolShape: {"symbol": "符号，如 $S$", "meaning": "它的含义"},
    AbbreviationsShape: {"entries": "缩略语，次序自动排"},
    AbbreviationShape: {"short": "缩略语", "chinese": "中文全称", "english": "英文全称"},
}

_SHARED: Mapping[Any, Words] = {
    Reference: {
        "kind": "standard 标准；law 法律法规；policy 政策文件；book 书；article 文章；web 网页",
        "title": "名称，各要素之间空一格",
        "number": "文件编号，不带年份，如 GB/T 36333",
        "year": "年份，四位；标准写现行版本的",
        "english": "英文名称",
        "status": "current 现行；superseded 已代替；withdrawn 已废止；draft 制定中；unknown 未核实",
        "replaced_by": "代替它的文件的键",
        "issued": "发布日期",
        "implemented": "实施日期",
        "committee": "归口的标准化技术委员会",
        "checked": "核对状态的日期",
        "verified": "是否已核对",
        "source": "核对的依据",
        "author": "作者、发文机关",
        "document": "文号",
        "publisher": "出版者",
        "place": "出版地",
        "journal": "刊名",
        "pages": "页码",
        "url": "网址",
        "accessed": "访问日期",
    },
    SystemFile: {
        "name": "标准体系的名称",
        "layers": "各层，由共性到个性",
        "pattern": "子体系代码应合的正则表达式",
        "stages": "序列结构的各阶段",
        "throughout": "各阶段共用的层和子体系的代码",
        "standards": "明细表的条目",
    },
    Layer: {"code": "层代码", "name": "层的名称", "subsystems": "子体系", "sublayers": "该层各子体系都有的子层"},
    Sublayer: {"code": "子层代码；1 生成 401-1", "name": "子层的名称", "bound_by": "约束它的层的代码"},
    Subsystem: {
        "code": "子体系代码，以层代码开头",
        "name": "子体系的名称",
        "content": "子体系的内容",
        "document": "细化它的文稿名",
        "adjacent": "相邻子体系的代码",
        "topics": "各子层的内容，按子层代码",
    },
    Stage: {"name": "阶段的名称", "codes": "这一阶段使用的层和子体系的代码"},
    StandardRow: {
        "entry": "条目代码，如 401-2.005",
        "ref": "references.yaml 的键；ref、document、name 三者写一个",
        "document": "文稿名；ref、document、name 三者写一个",
        "name": "待制定标准的名称；ref、document、name 三者写一个",
        "level": "级别，编号看不出时写：national 国家标准；sector 行业标准；local 地方标准；group 团体标准；international 国际标准",
        "state": "planned 待制定；drafting 制定中；cancelled 已取消",
        "crucial": "是否关键标准",
        "related": "涉及的其他子体系的代码",
        "note": "备注",
    },
    DataShape: {"columns": "各列", "rows": "各行：列的键和值", "key": "哪一列是行的键", "checks": "列的和应是多少"},
    DataColumn: {
        "key": "列的键：字母、数字和 _",
        "title": "列题；隐藏的列可省",
        "align": "对齐：left 左；center 中；right 右；decimal 按小数点",
        "unit": "单位，印在列题的第二行",
        "group": "相同的相邻列共用上层表头",
        "merge": "是否合并相同的相邻格",
        "hidden": "是否不印",
        "unique": "值是否不得重复",
        "pattern": "值应合的正则表达式",
        "in": "值须在另一数据表的列中：文件名（不带 .yaml）.列，如 /layers.code",
        "many": "一格是否写几个值，如 101、201～205",
        "take": "取另一数据表的值：列.另一表的列，如 layer.name；行里不写",
        "compute": "算出的值，如 round(weight * value, 2)；行里不写",
    },
    DataCheck: {"sum": "列的键", "equals": "这一列的和"},
}

_EDITIONS: Mapping[Any, Words] = {
    Changes: {"entries": "变化，按前言中的次序", "baseline": "与哪一版相比", "renamed": "换了的 id，现在的: 旧版的"},
    Baseline: {
        "revision": "旧版在 git 中的标签或提交",
        "file": "旧版不在 git 中时，列出它的编号和标题的文件，如 baseline/2018.yaml",
        "number": "旧版的编号，带年份",
    },
    Entry: {
        "id": "这一项的 id",
        "kind": (
            "added 增加；changed 更改；deleted 删除；retitled 换了标题；split 拆分；merged 合并；moved 只是移动。"
            "省略时只有 at 是 added，只有 old 是 deleted，都有是 changed"
        ),
        "class": "technical 技术变化，印在前言中；editorial 编辑性改动；structural 结构调整；reference 引用的变化",
        "at": "现在何处，写 id",
        "old": "旧版何处，写旧版印出的编号，如 第4章、5.1.1、附录B、表2",
        "text": "印在前言中的话，如 更改了绝缘电阻的限值；不写编号和末尾的分号",
        "reason": "为什么改",
        "comments": "所据的意见",
    },
    BaselineFile: {
        "document": "旧版的编号，带年份",
        "title": "旧版的名称",
        "year": "旧版的年份",
        "clauses": "旧版的章、条、附录、术语，按次序",
    },
    BaselineClause: {
        "number": "旧版的编号，如 4、4.2、附录A、A.1",
        "title": "标题；术语条目写术语",
        "id": "与现在的哪个 id 是同一内容",
        "text": "原文（Markdown）",
        "kind": "附录：normative 规范性；informative 资料性",
        "english": "术语的英文对应词",
    },
}

WORDS: Mapping[Any, Words] = {**_STANDARD, **_CHAPTERS, **_SHARED, **_EDITIONS}
