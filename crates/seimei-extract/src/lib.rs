//! PDF and DOCX: the parsers of others, named here alone. Bytes in; positioned text or a flow of paragraphs out.
