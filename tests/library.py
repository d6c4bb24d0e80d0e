"""Small libraries for cases: what every standard needs is filled in, so that a case shows only what it is about."""

from __future__ import annotations

from cases import sources
from gbdoc.diagnostic import Diagnostic, Severity
from gbdoc.source import Sources
from standard_file import completed

REGISTRY = """\
gbt-1-1: {kind: standard, number: GB/T 1.1, year: "2020", title: 标准化工作导则　第1部分：标准化文件的结构和起草规则, status: current, verified: true, checked: 2026-11-23}
gb-50449: {kind: standard, number: GB 50449, year: "2008", title: 城市容貌标准, status: current, verified: true, checked: 2026-11-23}
gbt-36333: {kind: standard, number: GB/T 36333, year: "2018", title: 智慧城市 顶层设计指南, status: current, verified: true, checked: 2026-11-23}
gbt-37043: {kind: standard, number: GB/T 37043, year: "2018", title: 智慧城市 术语, status: current, verified: true, checked: 2026-11-23}
gbt-34680: {kind: standard, number: GB/T 34680, title: 智慧城市评价模型及基础评价指标体系, status: current, verified: true, checked: 2026-11-23}
gbt-34680-1: {kind: standard, number: GB/T 34680.1, year: "2017", title: 智慧城市评价模型及基础评价指标体系 第1部分：总体框架, status: current, verified: true, checked: 2026-11-23}
gbt-2260: {kind: standard, number: GB/T 2260, title: 中华人民共和国行政区划代码, status: current, verified: true, checked: 2026-11-23}
gbz-38649: {kind: standard, number: GB/Z 38649, year: "2020", title: 信息安全技术 智慧城市建设信息安全保障指南, status: current, verified: true, checked: 2026-11-23}
cjt-213: {kind: standard, number: CJ/T 213, year: "2005", title: 单元网格划分与编码规则, status: current, verified: true, checked: 2026-11-23}
cjjt-312: {kind: standard, number: CJJ/T 312, year: "2021", title: 城市运行管理服务平台技术标准, status: current, verified: true, checked: 2026-11-23}
db21t-2551-1: {kind: standard, number: DB21/T 2551.1, year: "2015", title: 智慧城市 第1部分：总体框架, status: current, verified: true, checked: 2026-11-23}
db23t-2813: {kind: standard, number: DB23/T 2813, year: "2021", title: 智慧城管信息系统建设规范, status: current, verified: true, checked: 2026-11-23}
t-cesa-1100: {kind: standard, number: T/CESA 1100, year: "2020", title: 智慧城市评估, status: current, verified: true, checked: 2026-11-23}
iso-37100: {kind: standard, number: ISO 37100, year: "2016", title: 可持续城市和社区 术语, english: Sustainable cities and communities—Vocabulary, status: current, verified: true, checked: 2026-11-23}
iso-iec-30145-1: {kind: standard, number: ISO/IEC 30145-1, year: "2021", title: 智慧城市ICT参考框架 第1部分：业务过程框架, english: Smart City ICT reference framework—Part 1, status: current, verified: true, checked: 2026-11-23}
itu-t-y-4900: {kind: standard, number: ITU-T Y.4900/L.1600, title: 智慧可持续城市关键绩效指标概述, english: Overview of key performance indicators in smart sustainable cities, status: current, verified: true, checked: 2026-11-23}
gbt-30428-2: {kind: standard, number: GB/T 30428.2, year: "2013", title: 数字化城市管理信息系统 第2部分：管理部件和事件, status: superseded, replaced_by: gbt-47678-5, verified: true, checked: 2026-11-23}
gbt-47678-5: {kind: standard, number: GB/T 47678.5, year: "2026", title: 城市运行管理服务平台 第5部分：管理部件和事项, status: current}
data-security-law: {kind: law, title: 中华人民共和国数据安全法, author: 全国人民代表大会常务委员会, issued: 2021-06-10}
guidance-2015: {kind: policy, title: 关于开展智慧城市标准体系建设的指导意见, author: 国家标准化管理委员会, year: "2015", document: 国标委工二联〔2015〕64号}
white-paper: {kind: book, title: 智慧城市技术白皮书, author: 某研究院, publisher: 某出版社, year: "2013"}
portal: {kind: web, title: 全国标准信息公共服务平台, url: https://example.org/std, accessed: 2026-11-23}
"""  # noqa: E501

STANDARD = """\
syntax: 1
kind: local
code: DB21/T
part: 1
level: 辽宁省地方标准
title: {main: 智慧城市标准体系, supplementary: 总则}
stage: 征求意见稿
body: [scope.md]
"""


def library(text: str) -> Sources:
    """The files of a case; `gp` is the standard in question, its files are the lines before the first `===`."""
    given = sources(text, "gp/scope.md").files
    files = {path: data.decode() for path, data in given.items()}
    files.setdefault("references.yaml", REGISTRY)
    files.setdefault("gp/standard.yaml", STANDARD)
    return Sources({path: (completed(text) if path.endswith("/standard.yaml") else text).encode() for path, text in files.items()})


def told(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    """The findings, a line each."""
    words = {Severity.ERROR: "错误", Severity.WARNING: "警告"}
    return [
        f"{d.span.path.removeprefix('content/')}:{d.span.line}:{d.span.column} {words[d.severity]} {d.rule} {d.message}"
        for d in diagnostics
    ]
