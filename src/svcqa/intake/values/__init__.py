"""Values: what a cell says, typed by its field; nothing is repaired and nothing guessed."""
