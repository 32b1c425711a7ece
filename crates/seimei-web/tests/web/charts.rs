//! Positions and the chronology as pages.

use axum::http::StatusCode;

use crate::house::House;

#[test]
fn a_cell_leads_to_the_provisions_behind_it() {
    let house = House::new();
    let page = house.get("/positions");
    assert_eq!(page.status, StatusCode::OK);
    let address =
        page.text.split("href=\"").find(|rest| rest.starts_with("/positions?party=") && rest.contains("topic="));
    let address =
        address.and_then(|rest| rest.split('"').next()).expect("a cell").replace("&amp;", "&").replace("&#38;", "&");
    let cell = house.get(address.split('#').next().unwrap_or_default());
    assert_eq!(cell.status, StatusCode::OK, "{address}");
    assert!(cell.text.contains("<figure class=\"chart\">") && cell.text.contains("#p"), "{address}");
    for path in ["/positions?party=ARV", "/positions?topic=maritime", "/positions?year=2025", "/positions?party=nobody"]
    {
        assert_eq!(house.get(path).status, StatusCode::OK, "{path}");
    }
}

#[test]
fn the_chronology_is_drawn_and_listed_in_both_languages() {
    let house = House::new();
    for language in ["ja", "en"] {
        let page = house.get_with("/chronology", &[("accept-language", language)]);
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("<svg data-zoom") && page.text.contains("class=\"timeline\""));
        assert!(!page.text.contains("style=") && !page.text.contains("charts."), "every text is there");
    }
    assert!(house.get("/chronology?from=2999").text.contains("class=\"empty\""));
    assert_eq!(house.get("/chronology?type=meeting&party=ARV&from=2024&to=2026-12").status, StatusCode::OK);
}
