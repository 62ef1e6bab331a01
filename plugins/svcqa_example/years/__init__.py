"""Two years of a small office: audited at the end of 2024, in the middle of 2025, and at the end of 2025."""
