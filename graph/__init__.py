"""Records become RDF: the store, SPARQL, the recurring queries."""
