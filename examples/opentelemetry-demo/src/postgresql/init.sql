-- Schema of this example; the accounts and their rights come from the chart.
CREATE SCHEMA IF NOT EXISTS catalog;
CREATE TABLE IF NOT EXISTS catalog.products (
  id text PRIMARY KEY,
  name text NOT NULL,
  description text,
  picture text,
  price_currency text NOT NULL DEFAULT 'USD',
  price_units bigint NOT NULL,
  price_nanos integer NOT NULL DEFAULT 0,
  categories text[]
);
CREATE SCHEMA IF NOT EXISTS accounting;
CREATE TABLE IF NOT EXISTS accounting.orders (
  order_id text PRIMARY KEY,
  placed timestamptz NOT NULL DEFAULT now()
);
INSERT INTO catalog.products (id, name, price_units) VALUES
  ('TELESCOPE-1', 'A small telescope', 101),
  ('FILTER-1', 'A solar filter', 69)
ON CONFLICT DO NOTHING;
