-- Tables live in the schema base; an analyst who opens the file meets the views in main first.
create schema base;
