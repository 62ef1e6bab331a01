"""What the commands of ``svcqa sample`` do."""
