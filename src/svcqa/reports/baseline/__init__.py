"""What reports tell of an audit that is read against an earlier one."""
