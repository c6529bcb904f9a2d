"""One module a group of addresses; `api.http` joins them."""
