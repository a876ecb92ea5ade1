-- One shard: inventory, orders and ledger of the regions it owns. No foreign keys on hot tables.

-- What can still be promised, and nothing else. Every transaction that changes a row raises its version by one.
CREATE TABLE inventory (
  dc_id    int NOT NULL,
  item_id  bigint NOT NULL,
  quantity int NOT NULL CHECK (quantity >= 0),
  version  bigint NOT NULL CHECK (version >= 1),
  PRIMARY KEY (dc_id, item_id)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
        autovacuum_vacuum_cost_delay = 0);

-- Where on the shelf, and below which number a row is low: beside the lean row, read by people only.
CREATE TABLE shelf (
  dc_id     int NOT NULL,
  item_id   bigint NOT NULL,
  bin       text NOT NULL,
  low_below int NOT NULL CHECK (low_below >= 0),
  PRIMARY KEY (dc_id, item_id)
);

-- What a row held at a version: the opening stock (version 1), later the last version of a dropped ledger day.
CREATE TABLE balance (
  dc_id    int NOT NULL,
  item_id  bigint NOT NULL,
  version  bigint NOT NULL,
  quantity int NOT NULL CHECK (quantity >= 0),
  at       timestamptz NOT NULL,
  PRIMARY KEY (dc_id, item_id)
);

-- Append-only: every change of an inventory row. Versions of a row are gapless; position orders the lines that one
-- transaction wrote under one version.
CREATE TABLE ledger (
  dc_id          int NOT NULL,
  item_id        bigint NOT NULL,
  version        bigint NOT NULL,
  position       int NOT NULL,
  delta          int NOT NULL,
  quantity_after int NOT NULL CHECK (quantity_after >= 0),
  kind           smallint NOT NULL,
  order_id       uuid,
  request_id     uuid,
  reason         text,
  actor          text NOT NULL,
  at             timestamptz NOT NULL,
  PRIMARY KEY (dc_id, item_id, version, position, at)
) PARTITION BY RANGE (at);
CREATE INDEX ledger_dc_at ON ledger (dc_id, at DESC) WHERE kind <> 2;  -- the console's "last changes", sales excluded
-- Append-only tables lie in the order of their time, so a BRIN index finds a time for next to nothing: `check` walks so.
CREATE INDEX ledger_at ON ledger USING brin (at) WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX ledger_returned ON ledger (order_id) WHERE kind = 3;  -- what came back of an order

-- One row a definite outcome of PlaceOrder, a refusal too: what a retry finds again.
CREATE TABLE attempt (
  key_day       date NOT NULL,
  key           uuid NOT NULL,
  region_id     int NOT NULL,
  customer_id   bigint NOT NULL,
  hash          bytea NOT NULL,
  outcome       smallint NOT NULL CHECK (outcome BETWEEN 1 AND 3),  -- 1 placed, 2 refused, 3 abandoned
  refusal       smallint NOT NULL DEFAULT 0,                        -- RefusalReason of the contract
  order_id      uuid NOT NULL,                                      -- the id the order has or would have had
  item_ids      bigint[] NOT NULL,
  wanted        int[] NOT NULL,
  granted       int[] NOT NULL,
  left_over     int[] NOT NULL,   -- in the whole reach after the decision; -1 not known
  retries       int[] NOT NULL,
  part_item     bigint[] NOT NULL,
  part_dc       int[] NOT NULL,
  part_quantity int[] NOT NULL,
  part_version  bigint[] NOT NULL,  -- before it was taken
  part_mode     int[] NOT NULL,
  part_minutes  real[] NOT NULL,
  each_minor    bigint[] NOT NULL,
  currency      text NOT NULL,
  timing_us     bigint[] NOT NULL,  -- nearby, plan, lane wait, transaction up to here, batch orders, rounds
  decided_at    timestamptz NOT NULL,
  PRIMARY KEY (key_day, key)
) PARTITION BY RANGE (key_day);
CREATE INDEX attempt_refused ON attempt (order_id) WHERE outcome = 2;
CREATE INDEX attempt_decided ON attempt USING brin (decided_at) WITH (pages_per_range = 32, autosummarize = on);

CREATE TABLE orders (
  id          uuid PRIMARY KEY,
  tail        bigint NOT NULL,  -- the last 40 bits of the id: the 8 characters that people say
  region_id   int NOT NULL,
  customer_id bigint NOT NULL,
  key         uuid NOT NULL,
  state       smallint NOT NULL,  -- OrderState of the contract
  latitude    double precision NOT NULL,
  longitude   double precision NOT NULL,
  item_ids    bigint[] NOT NULL,
  wanted      int[] NOT NULL,
  granted     int[] NOT NULL,
  each_minor  bigint[] NOT NULL,
  total_minor bigint NOT NULL,
  currency    text NOT NULL,
  fulfilments smallint NOT NULL,
  partial     boolean NOT NULL,
  timing_us   bigint[] NOT NULL,
  placed_at   timestamptz NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX orders_tail ON orders (tail);
CREATE INDEX orders_customer ON orders (customer_id, placed_at DESC);

-- The part of an order that one DC ships. Its id is the order's id, a slash and its number.
CREATE TABLE fulfilment (
  order_id   uuid NOT NULL,
  number     smallint NOT NULL,
  dc_id      int NOT NULL,
  state      smallint NOT NULL,  -- FulfilmentState of the contract
  minutes    real NOT NULL,
  item_ids   bigint[] NOT NULL,
  quantities int[] NOT NULL,
  versions   bigint[] NOT NULL,
  granted_at timestamptz NOT NULL,
  picked_at  timestamptz,
  PRIMARY KEY (order_id, number)
) WITH (fillfactor = 70);
CREATE INDEX fulfilment_unpicked ON fulfilment (dc_id) WHERE state < 3;
CREATE INDEX fulfilment_picked ON fulfilment (dc_id, picked_at) WHERE picked_at IS NOT NULL;
CREATE INDEX fulfilment_granted ON fulfilment (dc_id, granted_at DESC);

-- What happened to an order after it was placed: transitions, with time and actor.
CREATE TABLE order_event (
  order_id uuid NOT NULL,
  at       timestamptz NOT NULL,
  number   smallint NOT NULL,  -- the fulfilment; 0 = the whole order
  what     text NOT NULL,
  actor    text NOT NULL,
  note     text NOT NULL,
  PRIMARY KEY (order_id, at, number)
);
CREATE INDEX order_event_at ON order_event USING brin (at) WITH (pages_per_range = 32, autosummarize = on);

-- Regions this shard owns, at which epoch: a batch checks it under a shared advisory lock a region.
CREATE TABLE owned_region (
  region_id int PRIMARY KEY,
  epoch     bigint NOT NULL
);

-- Mutating calls other than PlaceOrder by their request id.
CREATE TABLE request (
  day    date NOT NULL,
  id     uuid NOT NULL,
  actor  text NOT NULL,
  method text NOT NULL,
  hash   bytea NOT NULL,
  result bigint[] NOT NULL,
  at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (day, id)
) PARTITION BY RANGE (day);

-- A short pick: fewer units were counted than are promised.
CREATE TABLE short_pick (
  dc_id      int NOT NULL,
  item_id    bigint NOT NULL,
  missing    int NOT NULL CHECK (missing > 0),
  request_id uuid NOT NULL,
  at         timestamptz NOT NULL,
  PRIMARY KEY (dc_id, item_id, request_id)
);

-- How far `darkstored check` has come: until when the shard is proven, and the last inventory row of its round.
CREATE TABLE check_mark (
  name  text PRIMARY KEY,
  value bigint NOT NULL,
  at    timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What the seed put here: written last and in its transaction, so that a seed cut short leaves no row.
CREATE TABLE seed_mark (
  one   boolean PRIMARY KEY DEFAULT true CHECK (one),  -- a database is seeded once
  seed  bigint NOT NULL,
  scale text NOT NULL,
  rows  bigint NOT NULL,  -- of the largest table
  at    timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Makes the partitions of `days` days from `first`. The application may not create tables; it may call this.
CREATE FUNCTION ensure_days(first date, days int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  d date;
  made int := 0;
  t text;
BEGIN
  IF days NOT BETWEEN 1 AND 31 THEN
    RAISE EXCEPTION 'days must be 1..31';
  END IF;
  PERFORM pg_advisory_xact_lock(4711001);
  FOREACH t IN ARRAY ARRAY['ledger', 'attempt', 'request'] LOOP
    FOR i IN 0 .. days - 1 LOOP
      d := first + i;
      IF to_regclass(format('%I', t || to_char(d, '_YYYYMMDD'))) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', t || to_char(d, '_YYYYMMDD'), t,
                       d::text || CASE t WHEN 'ledger' THEN ' 00:00:00+00' ELSE '' END,
                       (d + 1)::text || CASE t WHEN 'ledger' THEN ' 00:00:00+00' ELSE '' END);
        made := made + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
REVOKE ALL ON FUNCTION ensure_days FROM public;
SELECT ensure_days((now() AT TIME ZONE 'UTC')::date - 1, 4);

GRANT SELECT ON ALL TABLES IN SCHEMA public TO darkstore_app;
GRANT INSERT, UPDATE ON inventory, orders, fulfilment, check_mark TO darkstore_app;
GRANT INSERT ON ledger, attempt, order_event, request, short_pick, shelf, balance TO darkstore_app;
GRANT EXECUTE ON FUNCTION ensure_days TO darkstore_app;
