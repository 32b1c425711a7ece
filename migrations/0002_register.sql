-- Decisions on the register. What was decided stands in the log (`change`); these tables find it there.

-- Which changes are decisions. `word` is the decision's word; `original` the hash of a file that came with it.
CREATE TABLE decision (
    number BIGINT NOT NULL PRIMARY KEY REFERENCES change (number),
    word TEXT NOT NULL,
    original TEXT
);

-- When something was last decided on: undertakings, entries that persons added, programmes, mechanisms. Whoever decides
-- tells what he has seen; a decision that rests on an older sight than `changed` is refused.
CREATE TABLE subject (
    name {name} NOT NULL PRIMARY KEY,
    changed BIGINT NOT NULL REFERENCES change (number)
);
