"""Forms and matrices: records that are not rows, each of their cells kept where it stands."""
