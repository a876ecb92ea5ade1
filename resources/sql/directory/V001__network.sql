-- The directory: what is the same for every shard. Regions and their shards, DCs, the catalogue, customers, lock modes.
-- PostGIS comes from the superuser who made the database; here it is only asked for.
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Words as people type them: "Jalapeño kettle-chips" is "jalapeno kettle chips". Immutable as long as nobody edits the
-- dictionary, which nobody does.
CREATE FUNCTION fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT trim(regexp_replace(lower(public.unaccent('public.unaccent', $1)), '[^[:alnum:]]+', ' ', 'g'))
$$;

CREATE TABLE shard (
  id   int PRIMARY KEY,
  name text NOT NULL UNIQUE
);

CREATE TABLE region (
  id       int PRIMARY KEY CHECK (id BETWEEN 0 AND 4095),  -- travels in 12 bits of an order id
  code     text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9-]{1,32}$'),
  name     text NOT NULL,
  shard_id int NOT NULL REFERENCES shard,
  epoch    bigint NOT NULL DEFAULT 1,  -- raised when the region moves to another shard
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$')
);

CREATE TABLE dc (
  id           int PRIMARY KEY,
  code         text NOT NULL UNIQUE,
  name         text NOT NULL,
  metro        text NOT NULL,
  region_id    int NOT NULL REFERENCES region,
  latitude     double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude    double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  position     geography(Point, 4326) GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)::geography) STORED,
  radius_m     int NOT NULL CHECK (radius_m > 0),
  time_zone    text NOT NULL,
  open_minute  int NOT NULL CHECK (open_minute BETWEEN 0 AND 1439),
  close_minute int NOT NULL CHECK (close_minute BETWEEN 1 AND 1440),
  density      int NOT NULL DEFAULT 1,  -- 0 sprawl .. 3 dense core: how fast the streets are
  closed       boolean NOT NULL DEFAULT false,
  closed_why   text NOT NULL DEFAULT '',
  changed_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX dc_position ON dc USING gist (position);

CREATE TABLE category (
  id      int PRIMARY KEY,
  name    text NOT NULL UNIQUE,
  picture text NOT NULL
);

CREATE TABLE item (
  id          bigint PRIMARY KEY,
  gtin        text NOT NULL CHECK (gtin ~ '^[0-9]{13}$'),
  name        text NOT NULL,
  brand       text NOT NULL,
  size        text NOT NULL,
  category_id int NOT NULL REFERENCES category,
  popularity  int NOT NULL,  -- rank, 1 sells most
  nutrition   int[],         -- kJ, then mg of fat, carbohydrate, sugar, protein, salt per 100 g; null where it is no food
  -- The blank in front lets '% begin%' find the first word like any other.
  words       text GENERATED ALWAYS AS (' ' || fold(name || ' ' || brand || ' ' || size)) STORED
);
CREATE INDEX item_words ON item USING gin (words gin_trgm_ops);
CREATE INDEX item_popularity ON item (popularity);

-- Every word of `item.words`, a few thousand: what a misspelt one is compared with.
CREATE TABLE item_word (
  word text PRIMARY KEY
);

CREATE TABLE item_price (
  item_id  bigint NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  minor    bigint NOT NULL CHECK (minor > 0),
  PRIMARY KEY (item_id, currency)
);

CREATE TABLE customer (
  id        bigint PRIMARY KEY,
  name      text NOT NULL,
  phone     text NOT NULL,
  region_id int NOT NULL
);

-- How rows are locked. dc_id 0 is the item everywhere; a row with a DC overrides it there. No row: PESSIMISTIC.
CREATE TABLE lock_mode (
  item_id bigint NOT NULL,
  dc_id   int NOT NULL DEFAULT 0,
  mode    smallint NOT NULL CHECK (mode BETWEEN 0 AND 2),  -- LockMode of the contract; 0 = override removed
  epoch   bigint NOT NULL,
  actor   text NOT NULL,
  reason  text NOT NULL,
  at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (item_id, dc_id)
);
CREATE INDEX lock_mode_epoch ON lock_mode (epoch);

-- Every flip, for ever: who, when, why, from what.
CREATE TABLE lock_mode_history (
  epoch    bigint PRIMARY KEY,
  item_id  bigint NOT NULL,
  dc_id    int NOT NULL,
  mode     smallint NOT NULL,
  mode_was smallint NOT NULL,
  actor    text NOT NULL,
  reason   text NOT NULL,
  at       timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- One row a counter; updating it serialises the writers, so that epochs commit in their order.
CREATE TABLE epoch (
  name  text PRIMARY KEY,
  value bigint NOT NULL
);
INSERT INTO epoch VALUES ('lock_mode', 0), ('dc', 0);

CREATE TABLE dc_history (
  dc_id  int NOT NULL,
  closed boolean NOT NULL,
  actor  text NOT NULL,
  reason text NOT NULL,
  at     timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Mutating calls by their request id, so that a retry finds the first outcome.
CREATE TABLE request (
  id     uuid PRIMARY KEY,
  actor  text NOT NULL,
  method text NOT NULL,
  hash   bytea NOT NULL,
  result bigint[] NOT NULL,
  at     timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Backends that serve, by their heartbeat.
CREATE TABLE backend (
  name    text PRIMARY KEY,
  address text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now()
);

-- What the seed put here: written last and in its transaction, so that a seed cut short leaves no row.
CREATE TABLE seed_mark (
  one   boolean PRIMARY KEY DEFAULT true CHECK (one),  -- a database is seeded once
  seed  bigint NOT NULL,
  scale text NOT NULL,
  rows  bigint NOT NULL,  -- of the largest table
  at    timestamptz NOT NULL DEFAULT clock_timestamp()
);

GRANT SELECT ON ALL TABLES IN SCHEMA public TO darkstore_app;
GRANT INSERT, UPDATE ON lock_mode, backend, epoch TO darkstore_app;
GRANT INSERT ON lock_mode_history, dc_history, request TO darkstore_app;
GRANT UPDATE (closed, closed_why, changed_at) ON dc TO darkstore_app;
GRANT DELETE ON backend TO darkstore_app;
