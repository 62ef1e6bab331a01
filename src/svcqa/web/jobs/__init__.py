"""What is done to uploaded files, in processes of their own: whatever a file does, it does to its own job only."""
