"""Are the tests able to fail? Small faults are put into the code that judges time and records; a test must notice."""
