-- Whether any vector is of another model is asked before each stretch of items is embedded.
create index item_vectors_by_model on item_vectors (model);
