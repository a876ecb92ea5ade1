\set n random(:first, :last)
\set customer random(1, 1000)
SELECT bench.place(:n, :customer);
