"""The reports that people sign: the audit report as Word document and PDF, and the nonconformity report."""
