"""One module a group of commands; `api.command` imports each when it is typed."""
