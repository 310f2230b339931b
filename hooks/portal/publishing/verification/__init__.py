"""Is a finished build fit for the public? Looks at the files themselves, and trusts no step before it.

`examining` looks at one file at a time, `verify` at what holds between them, `site_settings` at what the
publisher has to have said.
"""
