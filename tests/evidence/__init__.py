"""What every check shows beside the verdicts of its cases, kept as it was read and agreed.

``make evidence`` writes the files again. A difference is what an auditor would see otherwise: read it before it is kept.
"""
