"""The customer's card: what people work in all day, arranged by hand."""
