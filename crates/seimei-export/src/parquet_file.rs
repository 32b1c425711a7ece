//! Tables as Parquet: typed columns, zstd, written group by group.
//!
//! A date is two columns: `NAME`, a DATE where the value is a day, and `NAME_edtf`, the value as read.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::mem;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use crate::edtf;
use crate::item::Item;
use crate::table::{Cell, Column, Sort, Table};
use crate::writer::{Care, Writer};

/// Rows in a group; memory holds one group.
const GROUP_ROWS: usize = 1 << 16;

/// Bytes of text in a group, at most about.
const GROUP_BYTES: usize = 32 << 20;

/// Writes a table as Parquet. What is written before [`Writer::finish`] is no Parquet file yet.
#[derive(Debug)]
pub struct Parquet<W: Write + Send> {
    file: SerializedFileWriter<W>,
    table: Table,
    values: Vec<Values>,
    rows: usize,
    bytes: usize,
    lexicons: BTreeSet<String>,
    programs: BTreeSet<String>,
}

/// The values of a leaf column in the present group, with the levels that tell which are there and which begin a row.
#[derive(Debug)]
enum Values {
    Text { values: Vec<ByteArray>, there: Vec<i16> },
    Texts { values: Vec<ByteArray>, there: Vec<i16>, repeated: Vec<i16> },
    Number { values: Vec<i32>, there: Vec<i16> },
    Flag { values: Vec<bool> },
}

impl<W: Write + Send> Parquet<W> {
    /// Makes a writer of `table` to `out`. `program` is the version of the program that exports.
    pub fn new(table: Table, program: &str, out: W) -> io::Result<Self> {
        let level = ZstdLevel::try_new(3).map_err(to_io)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_created_by(format!("seimei {program}"))
            .build();
        let file =
            SerializedFileWriter::new(out, schema(table).map_err(to_io)?, Arc::new(properties)).map_err(to_io)?;
        let values = table.columns().flat_map(leaves).collect();
        let (lexicons, programs) = (BTreeSet::new(), BTreeSet::new());
        Ok(Self { file, table, values, rows: 0, bytes: 0, lexicons, programs })
    }

    /// Writes the rows gathered so far as a group.
    fn group(&mut self) -> io::Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group().map_err(to_io)?;
        for values in &mut self.values {
            values.write(&mut group).map_err(to_io)?;
        }
        group.close().map_err(to_io)?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl<W: Write + Send> Writer for Parquet<W> {
    fn item(&mut self, item: &Item) -> io::Result<()> {
        for expression in &item.expressions {
            let reading = &expression.stored.reading;
            if !self.lexicons.contains(&reading.lexicon) {
                self.lexicons.insert(reading.lexicon.clone());
            }
            if !self.programs.contains(reading.program.as_str()) {
                self.programs.insert(reading.program.to_string());
            }
        }
        let table = self.table;
        table.rows(item, &mut |row| {
            let mut leaves = self.values.iter_mut();
            for column in table.columns() {
                self.bytes += push((column.cell)(row), &mut leaves);
            }
            self.rows += 1;
            if self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES { self.group() } else { Ok(()) }
        })
    }

    fn finish(mut self: Box<Self>) -> io::Result<Care> {
        self.group()?;
        let listed = |names: &BTreeSet<String>| names.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        for (key, names) in [("seimei.lexicon", &self.lexicons), ("seimei.program", &self.programs)] {
            self.file.append_key_value_metadata(KeyValue::new(key.to_owned(), listed(names)));
        }
        self.file.append_key_value_metadata(KeyValue::new("seimei.table".to_owned(), self.table.word().to_owned()));
        self.file.finish().map_err(to_io)?;
        self.file.inner_mut().flush()?;
        Ok(Care::default())
    }
}

fn to_io(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(source) => io::Error::other(source),
        },
        error => io::Error::other(error),
    }
}

/// Adds a value to the leaves of its column. Returns the bytes it takes in memory, about.
fn push<'v>(cell: Cell, leaves: &mut impl Iterator<Item = &'v mut Values>) -> usize {
    let mut bytes = 4;
    let (cell, edtf) = match cell {
        Cell::Date(date) => {
            let text = Cell::Text(date.map(|date| date.as_str().into()));
            (Cell::Number(date.and_then(edtf::exact_day_number)), Some(text))
        }
        cell => (cell, None),
    };
    match (cell, leaves.next()) {
        (Cell::Text(text), Some(Values::Text { values, there })) => {
            there.push(i16::from(text.is_some()));
            values.extend(text.map(|text| {
                bytes += text.len();
                ByteArray::from(text.as_ref())
            }));
        }
        (Cell::Texts(texts), Some(Values::Texts { values, there, repeated })) => {
            if texts.is_empty() {
                there.push(0);
                repeated.push(0);
            }
            for (index, text) in texts.iter().enumerate() {
                bytes += text.len();
                there.push(1);
                repeated.push(i16::from(index > 0));
                values.push(ByteArray::from(text.as_ref()));
            }
        }
        (Cell::Number(number), Some(Values::Number { values, there })) => {
            there.push(i16::from(number.is_some()));
            values.extend(number);
        }
        (Cell::Flag(flag), Some(Values::Flag { values })) => values.push(flag),
        (cell, leaf) => debug_assert!(false, "{cell:?} is no value of {leaf:?}"),
    }
    edtf.map_or(bytes, |edtf| bytes + push(edtf, leaves))
}

fn leaves(column: &Column) -> Vec<Values> {
    let text = || Values::Text { values: Vec::new(), there: Vec::new() };
    let number = || Values::Number { values: Vec::new(), there: Vec::new() };
    match column.sort {
        Sort::Text => vec![text()],
        Sort::Texts => vec![Values::Texts { values: Vec::new(), there: Vec::new(), repeated: Vec::new() }],
        Sort::Number => vec![number()],
        Sort::Flag => vec![Values::Flag { values: Vec::new() }],
        Sort::Date => vec![number(), text()],
    }
}

impl Values {
    /// Writes the values and forgets them.
    fn write<W: Write + Send>(&mut self, group: &mut SerializedRowGroupWriter<W>) -> Result<(), ParquetError> {
        let missing = || ParquetError::General("a column is missing".to_owned());
        let column = group.next_column()?.ok_or_else(missing)?;
        match self {
            Self::Text { values, there } => {
                batch::<ByteArrayType>(column, &mem::take(values), Some(&mem::take(there)), None)
            }
            Self::Texts { values, there, repeated } => {
                batch::<ByteArrayType>(column, &mem::take(values), Some(&mem::take(there)), Some(&mem::take(repeated)))
            }
            Self::Number { values, there } => {
                batch::<Int32Type>(column, &mem::take(values), Some(&mem::take(there)), None)
            }
            Self::Flag { values } => batch::<BoolType>(column, &mem::take(values), None, None),
        }
    }
}

fn batch<T: DataType>(
    mut column: SerializedColumnWriter,
    values: &[T::T],
    there: Option<&[i16]>,
    repeated: Option<&[i16]>,
) -> Result<(), ParquetError> {
    column.typed::<T>().write_batch(values, there, repeated)?;
    column.close()
}

fn schema(table: Table) -> Result<TypePtr, ParquetError> {
    let mut fields = Vec::new();
    for column in table.columns() {
        match column.sort {
            Sort::Text => fields.push(leaf(column.name, Physical::BYTE_ARRAY, Some(LogicalType::String))?),
            Sort::Number => fields.push(leaf(column.name, Physical::INT32, None)?),
            Sort::Flag => fields.push(Arc::new(
                Type::primitive_type_builder(column.name, Physical::BOOLEAN)
                    .with_repetition(Repetition::REQUIRED)
                    .build()?,
            )),
            Sort::Date => {
                fields.push(leaf(column.name, Physical::INT32, Some(LogicalType::Date))?);
                fields.push(leaf(&format!("{}_edtf", column.name), Physical::BYTE_ARRAY, Some(LogicalType::String))?);
            }
            Sort::Texts => fields.push(list(column.name)?),
        }
    }
    Ok(Arc::new(Type::group_type_builder(table.word()).with_fields(fields).build()?))
}

fn leaf(name: &str, physical: Physical, logical: Option<LogicalType>) -> Result<TypePtr, ParquetError> {
    let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    Ok(Arc::new(builder.with_logical_type(logical).build()?))
}

/// A list that is always there and may be empty, of texts that are always there.
fn list(name: &str) -> Result<TypePtr, ParquetError> {
    let element = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::String))
        .build()?;
    let repeated = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(element)])
        .build()?;
    let group = Type::group_type_builder(name)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(repeated)])
        .build()?;
    Ok(Arc::new(group))
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::{Field, Row};

    use super::*;
    use crate::sample;

    fn file(table: Table) -> SerializedFileReader<bytes::Bytes> {
        let shared = sample::Shared::default();
        let mut writer: Box<dyn Writer> = Box::new(Parquet::new(table, "9.9.9", shared.clone()).expect("a writer"));
        writer.item(&sample::item()).expect("memory takes all");
        writer.finish().expect("memory takes all");
        SerializedFileReader::new(bytes::Bytes::from(shared.bytes())).expect("a Parquet file")
    }

    fn rows(table: Table) -> Vec<Row> {
        file(table).get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect()
    }

    fn value(row: &Row, name: &str) -> String {
        let found = row.get_column_iter().find(|(column, _)| *column == name);
        found.map_or_else(|| panic!("no column {name}"), |(_, field)| field.to_string())
    }

    #[test]
    fn what_is_written_is_read_back() {
        let rows = rows(Table::Acts);
        assert_eq!(rows.len(), 3);
        assert_eq!(value(&rows[0], "actors"), "[\"ARV\", \"HTA\"]");
        assert_eq!(value(&rows[0], "targets"), "[]");
        assert_eq!(value(&rows[0], "commitment"), "false");
        assert_eq!(
            (value(&rows[1], "due"), value(&rows[1], "due_edtf")),
            ("null".to_owned(), "\"2026-06\"".to_owned())
        );
        assert_eq!(value(&rows[1], "date"), "2025-05-21", "a day is a DATE");
        assert_eq!(value(&rows[2], "trigger"), "\"歓迎\"");
        let is_typed = |field: &Field| matches!(field, Field::Date(_));
        assert!(rows[0].get_column_iter().any(|(name, field)| name == "date" && is_typed(field)));
    }

    #[test]
    fn all_tables_have_their_columns_in_order() {
        for table in Table::ALL {
            let file = file(table);
            let schema = file.metadata().file_metadata().schema_descr().root_schema_ptr();
            let names: Vec<&str> = schema.get_fields().iter().map(|field| field.name()).collect();
            let names: Vec<&str> = names.into_iter().filter(|name| !name.ends_with("_edtf")).collect();
            assert_eq!(names, table.columns().map(|column| column.name).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_file_tells_lexicon_and_program() {
        let file = file(Table::Provisions);
        let metadata = file.metadata().file_metadata();
        let of = |key: &str| {
            let pairs = metadata.key_value_metadata().expect("metadata");
            pairs.iter().find(|pair| pair.key == key).and_then(|pair| pair.value.clone()).unwrap_or_default()
        };
        assert_eq!(of("seimei.lexicon"), "cc91c062fd61");
        assert_eq!(of("seimei.program"), "0.1.0");
        assert_eq!(of("seimei.table"), "provisions");
        assert_eq!(metadata.created_by(), Some("seimei 9.9.9"));
        assert_eq!(metadata.num_rows(), 3);
    }

    #[test]
    fn many_rows_become_several_groups() {
        let shared = sample::Shared::default();
        let mut writer = Box::new(Parquet::new(Table::Documents, "0", shared.clone()).expect("a writer"));
        let item = sample::item();
        for _ in 0..=GROUP_ROWS {
            writer.item(&item).expect("memory takes all");
        }
        writer.finish().expect("memory takes all");
        let file = SerializedFileReader::new(bytes::Bytes::from(shared.bytes())).expect("a Parquet file");
        assert_eq!(file.metadata().num_row_groups(), 2);
        assert_eq!(file.metadata().file_metadata().num_rows(), 65_537);
    }
}
