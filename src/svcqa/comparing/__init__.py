"""Comparing: two versions of the same registers, record by record and cell by cell.

The story, in order: read both versions as an audit reads them, give equal cells equal numbers (:mod:`coding`), find
which record is which (:mod:`pairing`), tell how each cell differs (:mod:`differing`), and list it with its places.
"""
