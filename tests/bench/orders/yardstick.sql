-- What pgbench needs on a shard to place the orders that the backends place: baskets to draw from, identifiers of
-- version 7, and an order as one function. The rows written are those of backend/storage/order_statements.h.
CREATE SCHEMA bench;

CREATE TABLE bench.basket (
  n         int PRIMARY KEY,
  latitude  double precision NOT NULL,
  longitude double precision NOT NULL,
  region_id int NOT NULL,
  dc_id     int NOT NULL,
  item_ids  bigint[] NOT NULL  -- ascending
);

CREATE FUNCTION bench.uuid_v7(ms bigint, rand_a int) RETURNS uuid LANGUAGE sql AS $$
  SELECT overlay(overlay(gen_random_uuid()::text
           PLACING left(lpad(to_hex(ms), 12, '0'), 8) || '-' || right(lpad(to_hex(ms), 12, '0'), 4) FROM 1 FOR 13)
           PLACING '7' || lpad(to_hex(rand_a), 3, '0') FROM 15 FOR 4)::uuid
$$;

CREATE FUNCTION bench.tail(id uuid) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT ('x' || right(id::text, 10))::bit(40)::bigint
$$;

-- One order on account: one unit of each of the basket's items. False: the key was used, or a row holds too little.
CREATE FUNCTION bench.place(basket_n int, customer bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  b        bench.basket;
  began    bigint := (extract(epoch FROM clock_timestamp()) * 1000)::bigint;
  the_key  uuid;
  the_id   uuid;
  day      date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
  q        int[];
  v        bigint[];
  moment   timestamptz;
  rows     int;
BEGIN
  SELECT * INTO b FROM bench.basket WHERE n = basket_n;
  the_key := bench.uuid_v7(began, (customer % 4096)::int);
  the_id := bench.uuid_v7(began, b.region_id);
  PERFORM pg_advisory_xact_lock(bench.tail(the_key));
  PERFORM FROM attempt WHERE key_day = day AND key = the_key;
  IF FOUND THEN
    RETURN false;
  END IF;
  SELECT array_agg(r.quantity), array_agg(r.version), date_trunc('milliseconds', clock_timestamp()) INTO q, v, moment
    FROM (SELECT i.quantity, i.version FROM inventory i
           WHERE i.dc_id = b.dc_id AND i.item_id = ANY (b.item_ids) ORDER BY i.dc_id, i.item_id FOR UPDATE) r;
  IF q IS NULL OR cardinality(q) <> 3 OR 1 > ANY (q) THEN
    RETURN false;
  END IF;
  UPDATE inventory SET quantity = quantity - 1, version = version + 1
   WHERE dc_id = b.dc_id AND item_id = ANY (b.item_ids) AND quantity >= 1;
  GET DIAGNOSTICS rows = ROW_COUNT;
  IF rows <> 3 THEN
    RAISE EXCEPTION 'a locked row moved';
  END IF;
  INSERT INTO ledger (dc_id, item_id, version, position, delta, quantity_after, kind, order_id, actor, at)
  VALUES (b.dc_id, b.item_ids[1], v[1] + 1, 0, -1, q[1] - 1, 2, the_id, 'yardstick', moment),
         (b.dc_id, b.item_ids[2], v[2] + 1, 0, -1, q[2] - 1, 2, the_id, 'yardstick', moment),
         (b.dc_id, b.item_ids[3], v[3] + 1, 0, -1, q[3] - 1, 2, the_id, 'yardstick', moment);
  INSERT INTO orders (id, tail, region_id, customer_id, key, state, latitude, longitude, item_ids, wanted, granted,
                      each_minor, total_minor, currency, fulfilments, partial, timing_us, placed_at)
  VALUES (the_id, bench.tail(the_id), b.region_id, customer, the_key, 2, b.latitude, b.longitude, b.item_ids,
          '{1,1,1}', '{1,1,1}', '{199,249,329}', 777, 'EUR', 1, false, '{100,100,100,1000,1,1}', moment);
  INSERT INTO fulfilment (order_id, number, dc_id, state, minutes, item_ids, quantities, versions, granted_at)
  VALUES (the_id, 1, b.dc_id, 1, 12.5, b.item_ids, '{1,1,1}', ARRAY[v[1] + 1, v[2] + 1, v[3] + 1], moment);
  INSERT INTO attempt (key_day, key, region_id, customer_id, hash, outcome, refusal, order_id, item_ids, wanted, granted,
                       left_over, retries, part_item, part_dc, part_quantity, part_version, part_mode, part_minutes,
                       each_minor, currency, timing_us, decided_at)
  VALUES (day, the_key, b.region_id, customer, uuid_send(the_key) || uuid_send(the_id), 1, 0, the_id, b.item_ids,
          '{1,1,1}', '{1,1,1}', ARRAY[q[1] - 1, q[2] - 1, q[3] - 1], '{0,0,0}', b.item_ids,
          ARRAY[b.dc_id, b.dc_id, b.dc_id], '{1,1,1}', v, '{1,1,1}', '{12.5,12.5,12.5}', '{199,249,329}', 'EUR',
          '{100,100,100,1000,1,1}', moment);
  PERFORM pg_notify('inventory', format('%s,%s,%s,%s,-1,2;%s,%s,%s,%s,-1,2;%s,%s,%s,%s,-1,2',
                                        b.dc_id, b.item_ids[1], v[1] + 1, q[1] - 1,
                                        b.dc_id, b.item_ids[2], v[2] + 1, q[2] - 1,
                                        b.dc_id, b.item_ids[3], v[3] + 1, q[3] - 1)),
          pg_notify('orders', format('%s,%s,%s,2,1,0,0,1,3,777,EUR,1,%s,%s', the_id, b.region_id, customer, began,
                                     b.dc_id));
  RETURN true;
END $$;

GRANT USAGE ON SCHEMA bench TO darkstore_app;
GRANT SELECT ON bench.basket TO darkstore_app;
