//! The address of an archive on a server.

/// `postgres://user:password@host/database?schema=NAME`, taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ServerAddress {
    /// The address without the schema, as the driver takes it.
    pub(crate) url: String,
    /// The schema, quotes doubled.
    pub(crate) schema: Option<String>,
    /// The address without its password, for messages.
    pub(crate) shown: String,
}

impl ServerAddress {
    pub(crate) fn new(address: &str) -> Self {
        let (base, query) = address.split_once('?').unwrap_or((address, ""));
        let (own, others): (Vec<&str>, Vec<&str>) =
            query.split('&').filter(|pair| !pair.is_empty()).partition(|pair| pair.starts_with("schema="));
        let schema = own.last().map(|pair| decoded(&pair["schema=".len()..]).replace('"', "\"\""));
        let with = |base: &str, pairs: &[&str]| {
            if pairs.is_empty() { base.to_owned() } else { format!("{base}?{}", pairs.join("&")) }
        };
        let url = with(base, &others);
        let is_open = |pair: &&str| !pair.starts_with("password=");
        let open: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).filter(is_open).collect();
        Self { url, schema, shown: with(&without_password(base), &open) }
    }
}

fn without_password(base: &str) -> String {
    let Some((scheme, rest)) = base.split_once("://") else { return base.to_owned() };
    let (authority, path) = rest.split_once('/').map_or((rest, None), |(authority, path)| (authority, Some(path)));
    let authority = match authority.rsplit_once('@') {
        Some((user, host)) => format!("{}@{host}", user.split(':').next().unwrap_or_default()),
        None => authority.to_owned(),
    };
    match path {
        Some(path) => format!("{scheme}://{authority}/{path}"),
        None => format!("{scheme}://{authority}"),
    }
}

/// Undoes percent signs.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let shown = |address| ServerAddress::new(address).shown;
        assert_eq!(shown("postgres://desk:geheim@host:5432/record"), "postgres://desk@host:5432/record");
        assert_eq!(shown("postgres://desk:a@b@host"), "postgres://desk@host");
        assert_eq!(shown("postgres://host/record?password=x&schema=s"), "postgres://host/record?schema=s");
        assert_eq!(shown("postgres://host/record"), "postgres://host/record");
    }

    #[test]
    fn the_schema_is_not_for_the_driver() {
        let address = ServerAddress::new("postgres://u:p@h/d?sslmode=disable&schema=a%22b");
        assert_eq!(address.url, "postgres://u:p@h/d?sslmode=disable");
        assert_eq!(address.schema.as_deref(), Some("a\"\"b"));
    }
}
