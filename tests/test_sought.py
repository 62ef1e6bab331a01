"""A reference that names nothing: a gap in the records for most rules, and the answer where the record itself is asked for."""

from __future__ import annotations

from pathlib import Path

from svcqa import testing

RULES = """
name: vendors
title: {zh: 返修, en: Repairs}
version: "1"
include: [items.yaml]
registers:
  items:
    title: {zh: 返修物品, en: items}
    key: [no]
    event_date: as_of
    foreign_keys: {vendor: vendors}
    fields:
      no: {title: {zh: 返修号, en: Item no.}, type: code}
      vendor: {title: {zh: 厂家号, en: Vendor no.}, type: code}
  vendors:
    title: {zh: 厂家, en: vendors}
    key: [no]
    event_date: as_of
    fields:
      no: {title: {zh: 厂家号, en: Vendor no.}, type: code}
      phone: {title: {zh: 电话, en: Phone}}
  parcels:
    title: {zh: 包裹, en: parcels}
    key: [no]
    event_date: as_of
    fields:
      no: {title: {zh: 包裹号, en: Parcel no.}, type: code}
      vendor: {title: {zh: 厂家号, en: Vendor no.}, type: code}
"""
ITEMS = """
rules:
  - id: LISTED
    clause: 1
    title: {zh: 厂家在通讯录中, en: The vendor is on the list}
    of: items
    check: match
    params: {to: vendors, on: {vendor: no}, cardinality: 1..1}
  - id: REACHED
    clause: 2
    title: {zh: 厂家有电话, en: The vendor has a phone}
    of: items
    check: row
    params: {require: [vendors.phone]}
  - id: SENT
    clause: 3
    title: {zh: 厂家收过包裹, en: The vendor got a parcel}
    of: items
    check: match
    params: {to: parcels, on: {vendor: vendor}}
"""
PROOFS = """
- rule: LISTED
  records: &items
    - {no: A1, vendor: V1, expect: conforms}
    - {no: A2, vendor: V9, expect: fails none}
    - {no: A3, vendor: V2, expect: fails too_many}
  beside: &vendors
    vendors: [{no: V1, phone: "1"}, {no: V2, phone: "2"}, {no: V2, phone: "3"}]
- rule: REACHED
  records:
    - {no: A1, vendor: V1, expect: conforms}
    - {no: A2, vendor: V9, expect: undetermined reference.unresolved}
  beside: *vendors
- rule: SENT
  name: a vendor whose number is a slip of the pen may have got one all the same
  records:
    - {no: A1, vendor: V1, expect: fails none}
    - {no: A2, vendor: V9, expect: undetermined reference.unresolved}
  beside:
    parcels: [{no: P1, vendor: V3}]
    vendors: [{no: V1, phone: "1"}]
"""


def test_whether_a_record_is_there_is_judged_where_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "items.yaml").write_text(ITEMS, encoding="utf-8")
    (tmp_path / "proofs").mkdir()
    (tmp_path / "proofs" / "items.yaml").write_text(PROOFS, encoding="utf-8")
    found = testing.proofs(str(tmp_path / "rules.yaml"))
    assert len(found) == 3
    for proof in found:
        testing.prove(proof)
