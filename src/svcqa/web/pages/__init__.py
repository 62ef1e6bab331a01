"""The pages of the desk: each reads a request, asks the store or the core, and fills in a template."""
