/**
 * What the migrations leave behind of everything that guards the rows: functions, policies and triggers, read from the
 * migrations' own text. The database keeps the body of a function letter by letter, so that a changed one is known on
 * every version of PostgreSQL.
 */
import { MIGRATIONS } from './index.ts'

export interface Guards {
  /** Name to body and whether it runs with the owner's rights. */
  readonly functions: ReadonlyMap<string, { readonly body: string; readonly isOwners: boolean }>
  /** `table.policy`, without those of partitions, which come into being with their partition. */
  readonly policies: ReadonlySet<string>
  /** `table.trigger` */
  readonly triggers: ReadonlySet<string>
}

const STATEMENT = new RegExp(
  [
    String.raw`create (?:or replace )?function gouji\.(?<made>\w+)\((?<head>[\s\S]*?)as (?<tag>\$\w*\$)(?<body>[\s\S]*?)\k<tag>`,
    String.raw`drop function gouji\.(?<gone>\w+)\(`,
    String.raw`(?<policyAct>create|drop) policy (?<policy>\w+) on gouji\."?(?<policyTable>\w+)`,
    String.raw`create trigger (?<trigger>\w+)\s[^;$]*?\son gouji\."?(?<triggerTable>\w+)`,
    String.raw`drop trigger (?<triggerGone>\w+) on gouji\."?(?<triggerGoneTable>\w+)`,
  ].join('|'),
  'g',
)

export function guards(migrations: readonly { readonly sql: string }[] = MIGRATIONS): Guards {
  const functions = new Map<string, { body: string; isOwners: boolean }>()
  const policies = new Set<string>()
  const triggers = new Set<string>()
  for (const { sql } of migrations) {
    for (const { groups: g } of sql.matchAll(STATEMENT)) {
      if (g?.made) functions.set(g.made, { body: g.body!, isOwners: /security definer/.test(g.head!) })
      else if (g?.gone) functions.delete(g.gone)
      else if (g?.policy) policies[g.policyAct === 'create' ? 'add' : 'delete'](`${g.policyTable}.${g.policy}`)
      else if (g?.trigger) triggers.add(`${g.triggerTable}.${g.trigger}`)
      else if (g?.triggerGone) triggers.delete(`${g.triggerGoneTable}.${g.triggerGone}`)
    }
  }
  return { functions, policies, triggers }
}
