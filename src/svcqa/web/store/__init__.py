"""What the desk remembers beside the histories: people, projects, what was uploaded, and who did what."""
