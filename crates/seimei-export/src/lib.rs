//! Records and readings out of an archive, in the formats of other programs: pure, records in and bytes out.
