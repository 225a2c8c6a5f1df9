/**
 * What every table gets: row-level security that holds for its owner too. The owner's own policy lets migrations and the
 * functions that run with the owner's rights work; the application's policies follow table by table.
 */
export const protect = (...tables: readonly string[]): string =>
  tables
    .map(
      (table) => `
alter table gouji.${table} enable row level security;
alter table gouji.${table} force row level security;
create policy owner on gouji.${table} to gouji_owner using (true) with check (true);`,
    )
    .join('\n')

/** A function that the application may call, with the owner's rights and a search path that nobody can bend. */
export const definer = (head: string, body: string, volatility: 'stable' | 'volatile' = 'volatile'): string => `
create function gouji.${head} language plpgsql ${volatility} security definer set search_path = pg_catalog, gouji, pg_temp
as $body$${body}$body$;`

/** Rows that a power over their organisation opens. */
export const within = (power: string, column = 'organisation'): string =>
  `${column} in (select gouji.reach('${power}'))`
