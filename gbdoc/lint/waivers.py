"""Rules about rules: waivers give their reason and waive something, and standard.yaml names rules that there are."""

from __future__ import annotations

from collections.abc import Iterator

from gbdoc.diagnostic import Severity, nearest
from gbdoc.lint.reading import Reading
from gbdoc.lint.rule import Finding, rule


@rule("本工具的约定", Severity.ERROR)
def waiver_reason(reading: Reading) -> Iterator[Finding]:
    """放过一条规则要写明理由。

    审阅的人要能看出这里为什么可以不改。没有理由的放过不起作用。

    错：
        % allow table-unmentioned
    对：
        % allow table-unmentioned 此表只供报批材料引用
    """
    for waiver in reading.document.waivers:
        if not waiver.rule:
            yield Finding(waiver.span, "没有写放过哪条规则；写成 allow 规则名 理由")
        elif not waiver.reason:
            yield Finding(waiver.span, f"放过 {waiver.rule} 没有写理由；在规则名后写上")


@rule("本工具的约定", Severity.WARNING)
def waiver_unused(reading: Reading) -> Iterator[Finding]:
    """放过的规则在那里没有报出问题时，去掉这行放过。

    文字改好以后，留着的放过会盖住以后新出的问题。规则名写错时也是这样，写错的名字放不过任何问题。
    放过写在所说的块之前，独占一行；写在文件第一个标题之前则管整个文件。

    错：
        % allow hanging-paragraph 引导语是照上级文件写的

        ## 外观
    对：
        ## 外观
    """
    for waiver in reading.idle:
        if waiver.rule and waiver.reason:
            yield Finding(waiver.span, f"这里没有 {waiver.rule} 的问题；检查规则名和位置，或去掉这一行")


@rule("本工具的约定", Severity.ERROR)
def unknown_severity(reading: Reading) -> Iterator[Finding]:
    """standard.yaml 的 severities 只写有的规则。

    规则名写错时，这一行不起作用，原来的级别照旧。check --rules 列出全部规则。

    错：
        severities: {hanging-paragraphs: off}
    对：
        severities: {hanging-paragraph: off}
    """
    for name in reading.document.metadata.severities:
        if name not in reading.rules:
            yield Finding(reading.key_span(f"severities.{name}"), f"没有规则 {name}{nearest(name, reading.rules)}")
