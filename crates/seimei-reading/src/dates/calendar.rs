//! Calendar arithmetic on Gregorian dates.
//!
//! # Source
//! Day numbers after H. Hinnant, "chrono-compatible low-level date algorithms" (`days_from_civil`).

/// Returns how many days `month` of `year` has; 0 for no month.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}

/// Returns whether the day exists.
pub fn exists(year: i32, month: u32, day: u32) -> bool {
    day >= 1 && day <= days_in_month(year, month)
}

/// Returns the number of days since 1970-01-01.
fn day_number((year, month, day): (i32, u32, u32)) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Returns the date of a day number.
fn date_of(number: i64) -> (i32, u32, u32) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    // Both lie within the calendar, so the narrowing loses nothing.
    ((year_of_era + era * 400) as i32 + i32::from(month <= 2), month.unsigned_abs() as u32, day.unsigned_abs() as u32)
}

/// Returns the date `by` days later.
pub fn shift_days(date: (i32, u32, u32), by: i32) -> (i32, u32, u32) {
    date_of(day_number(date) + i64::from(by))
}

/// Returns the month `by` months later.
pub fn shift_months(year: i32, month: u32, by: i32) -> (i32, u32) {
    let months = year.saturating_mul(12).saturating_add(month.cast_signed() - 1).saturating_add(by);
    (months.div_euclid(12), months.rem_euclid(12).unsigned_abs() + 1)
}

/// Returns the day of the week, Monday 0 to Sunday 6.
pub fn weekday(date: (i32, u32, u32)) -> u32 {
    (day_number(date) + 3).rem_euclid(7).unsigned_abs() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_shift_over_the_ends_of_months_and_years() {
        assert_eq!(shift_days((2024, 2, 28), 1), (2024, 2, 29));
        assert_eq!(shift_days((2023, 12, 31), 1), (2024, 1, 1));
        assert_eq!(shift_days((2000, 3, 1), -1), (2000, 2, 29));
        for number in [-800_000, -1, 0, 59, 60, 20_000, 900_000] {
            assert_eq!(day_number(date_of(number)), number);
        }
    }

    #[test]
    fn weekdays_count_from_monday() {
        assert_eq!(weekday((2022, 11, 2)), 2);
        assert_eq!(weekday((1970, 1, 1)), 3);
        assert_eq!(weekday((1945, 8, 6)), 0);
    }

    #[test]
    fn months_shift_over_the_ends_of_years() {
        assert_eq!(shift_months(2024, 1, -1), (2023, 12));
        assert_eq!(shift_months(2022, 8, 17), (2024, 1));
    }
}
