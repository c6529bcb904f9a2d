"""How people and programs reach it: command line, HTTP, web pages."""
