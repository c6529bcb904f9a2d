"""The shipped sample: original briefs on documented cases of peacebuilding, and the library that is made of them."""
