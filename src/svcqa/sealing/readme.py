"""What a package says of itself to whoever opens it, with or without svcqa."""

from __future__ import annotations

from svcqa.findings import Audit
from svcqa.text import Text
from svcqa.version import VERSION

NAME = "README.txt"
_MARK = "\ufeff"
"""By which editors of Windows know UTF-8."""
_SAID = Text(
    """审核证据包
==========

这是一次审核的全部依据，封存在一个文件里：
  audit.json     审核结果（机器可读），摘要 {digest}
  reports/       审核报告
  inputs/        被审核的台账，与审核时一字节不差
  workbook/      审核工作簿（如审核时用了），及其豁免的证明
  rulesets/      审核所依据的规则集和台账定义
  settings.json  审核基准日、期间、参数、设置
  scans/         另附的扫描件、证明（如有）
  reviews/       审核之后的复核、处理记录（如有）
  manifest.json  清单：除它自己以外每个文件的用途、SHA-256和大小

审核基准日：{as_of}
封存所用程序：svcqa {version}；审核所用程序：svcqa {tool}

怎样核对
--------
1. 证据包本身：计算整个文件的SHA-256，与封存时另行记下的值比较。
     Windows（命令提示符）：  certutil -hashfile 证据包.zip SHA256
     Linux：                  sha256sum 证据包.zip
     macOS：                  shasum -a 256 证据包.zip
   两个值相同，文件就与封存时一样。另行记下的值应写在纸上或别的系统里：证据包证明不了自己没有被整个换掉。
2. 单个文件：解压后用同样的命令计算，与manifest.json里的sha256比较。
3. 重新审核：安装svcqa，运行
     svcqa verify 证据包.zip
   它先核对每个文件，再用包内的规则集、台账和当时的基准日重新审核一遍，说明结果是否与审核结果完全一致；
   不一致时说明是哪里不同。

审核结果里的疑点是线索；经审核员复核属实的才是审核发现。
""",
    """Sealed evidence of an audit
===========================

All that an audit rests on, in one file:
  audit.json     the audit (for programs), digest {digest}
  reports/       its reports
  inputs/        the registers that were audited, byte for byte
  workbook/      the audit workbook, if one was used, and the proofs of its waivers
  rulesets/      the rulesets and registers it was done by
  settings.json  audit date, period, parameters, settings
  scans/         scans and proofs that were added, if any
  reviews/       reviews and what was done since, if any
  manifest.json  what every file but itself is for, its SHA-256 and its size

Audit date: {as_of}
Sealed by svcqa {version}; audited by svcqa {tool}

How to check it
---------------
1. The package itself: compute the SHA-256 of the whole file and compare it with the value that was noted down when it
   was sealed.
     Windows (command prompt):  certutil -hashfile package.zip SHA256
     Linux:                     sha256sum package.zip
     macOS:                     shasum -a 256 package.zip
   If they are the same, the file is as it was. The value is to be kept on paper or in another system: a package cannot
   prove that it was not replaced as a whole.
2. A single file: unpack it, compute it in the same way, and compare it with its sha256 in manifest.json.
3. The audit: install svcqa and run
     svcqa verify package.zip
   It checks every file, then audits again by the rulesets, registers and audit date in the package, and says whether
   the result is identical, or what differs.

A finding of the audit is a lead; it counts once an auditor has reviewed and confirmed it.
""",
)


def readme(audit: Audit) -> bytes:
    """The text, in both languages, with line ends that every editor knows."""
    told = _SAID.fill(digest=audit.digest, as_of=audit.content.as_of, version=VERSION, tool=audit.run.tool)
    return (_MARK + f"{told.zh}\n\n{told.en}").replace("\n", "\r\n").encode("utf-8")
