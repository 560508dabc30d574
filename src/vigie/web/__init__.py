"""The pages people open and the interface others build on: a thin face over the questions of a desk."""
