"""What programs ask of the desk: ``/api/v1``, by tokens, and all of it JSON."""
