/** Everything that makes the schema what it is, as text that can be compared. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'

const PARTS = {
  columns: `select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
    from information_schema.columns where table_schema = 'gouji'`,
  constraints: `select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'gouji'::regnamespace`,
  indexes: `select indexdef from pg_indexes where schemaname = 'gouji'`,
  policies: `select tablename || ' ' || policyname || ' ' || cmd || ' ' || roles::text || ' ' || coalesce(qual, '') || ' ' ||
    coalesce(with_check, '') from pg_policies where schemaname = 'gouji'`,
  security: `select relname || ' ' || relrowsecurity || ' ' || relforcerowsecurity || ' ' || coalesce(relacl::text, '')
    from pg_class where relnamespace = 'gouji'::regnamespace and relkind in ('r', 'p')`,
  functions: `select p.oid::regprocedure || ' ' || pg_get_functiondef(p.oid) || coalesce(proacl::text, '')
    from pg_proc p where pronamespace = 'gouji'::regnamespace`,
  triggers: `select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = tgrelid
    where relnamespace = 'gouji'::regnamespace and not tgisinternal`,
} as const

export async function schemaText(db: Kysely<Database>): Promise<Readonly<Record<string, readonly string[]>>> {
  const parts: Record<string, readonly string[]> = {}
  for (const [name, text] of Object.entries(PARTS)) {
    const { rows } = await sql.raw<Record<string, string>>(text).execute(db)
    parts[name] = rows.map((row) => Object.values(row)[0]!).sort()
  }
  return parts
}
