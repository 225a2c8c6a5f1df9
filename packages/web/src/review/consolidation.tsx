/** A department out of its units: their totals, what is eliminated by name, and whoever breaks the whole, each with the way there. */
import { API } from '@gouji/api'
import { useEffect } from 'react'
import { Link, useSearchParams } from 'react-router'
import { useRead } from '../client/query.ts'
import type { Consolidation } from '../client/shapes.ts'
import { OrganisationSelect, useOrganisations } from '../documents/confirm.tsx'
import { formatYuan, parseYuan } from '../money.ts'
import { Badge, StepBadge } from '../parts/badges.tsx'
import { BookChooser, useBookChoice } from '../parts/book-choice.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { bookName } from '../words.ts'

export default function ConsolidationPage() {
  const [book, choose] = useBookChoice()
  const [search, setSearch] = useSearchParams()
  const organisation = search.get('organisation') ?? undefined
  const set = (id: string): void =>
    setSearch(
      (p) => {
        p.set('organisation', id)
        return p
      },
      { replace: true },
    )
  // Who has not chosen sees the first department that has units.
  const organisations = useOrganisations()
  const first = organisations.find((o) => o.kind === 'department' && organisations.some((u) => u.parent === o.id))
  const usual = (first ?? organisations.find((o) => o.kind === 'department'))?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: chosen once, when the organisations are there.
  useEffect(() => {
    if (!organisation && usual) set(usual)
  }, [organisation, usual])
  return (
    <>
      <div className="page-head">
        <h1>部门汇总</h1>
        <OrganisationSelect value={organisation} onChange={set} label="部门" placeholder="选择部门" />
        <BookChooser value={book} onChange={choose} />
      </div>
      {organisation ? (
        <Department key={organisation} organisation={organisation} {...book} />
      ) : (
        <p className="empty panel">请先选择部门。</p>
      )}
    </>
  )
}

interface DepartmentProps {
  readonly organisation: string
  readonly year: number
  readonly stage: 'budget' | 'final'
}

function Department({ organisation, year, stage }: DepartmentProps) {
  const consolidation = useRead(
    API.filings.consolidation,
    { params: { id: organisation }, query: { year, stage } },
    { staleTime: 0 },
  )
  return (
    <Loaded query={consolidation} rows={8}>
      {(c) =>
        c.units.length + c.missing.length === 0 ? (
          <p className="empty panel">{c.name}这一年还没有账册。</p>
        ) : (
          <>
            <Summary c={c} book={bookName(year, stage)} />
            <Units c={c} />
            <Differences c={c} />
            <Eliminations c={c} />
            <Problems c={c} />
          </>
        )
      }
    </Loaded>
  )
}

const fen = (amount: string): bigint => parseYuan(amount) ?? 0n
const shown = (amount: string): string => formatYuan(fen(amount))

/** What is wrong with a unit, as seen from its department. */
function troublesOf(u: Consolidation['units'][number], hasWhole: boolean): string[] {
  const out: string[] = []
  const gap = fen(u.income) - fen(u.expenditure)
  if (u.ledger === undefined) out.push('只在部门账册中有')
  else if (gap !== 0n) out.push(`收支差 ${formatYuan(gap)}`)
  if (u.ledger !== undefined && hasWhole && u.whole === undefined) out.push('部门账册中没有')
  if (u.ledger !== undefined && u.whole) {
    const income = fen(u.whole.income) - fen(u.income)
    const spent = fen(u.whole.expenditure) - fen(u.expenditure)
    if (income !== 0n) out.push(`收入与部门账册差 ${formatYuan(income)}`)
    if (spent !== 0n) out.push(`支出与部门账册差 ${formatYuan(spent)}`)
  }
  if (u.errors > 0) out.push(`账册错误 ${u.errors} 个`)
  return out
}

function Summary({ c, book }: { readonly c: Consolidation; readonly book: string }) {
  const broken = c.units.filter((u) => troublesOf(u, c.whole !== undefined).length > 0)
  const errors = c.problems.filter((p) => p.severity === 'error').length
  const isGood = broken.length + errors + c.differences.length + c.missing.length === 0
  return (
    <section className="panel" aria-label="结论" role="status">
      <div className="row">
        <Badge tone={isGood ? 'success' : 'error'}>{isGood ? '汇总相符' : '汇总不符'}</Badge>
        <span>
          {c.name} {book}：{c.units.length} 个单位，收入 <strong className="num">{shown(c.total.income)}</strong>{' '}
          元，支出 <strong className="num">{shown(c.total.expenditure)}</strong> 元
          {fen(c.total.eliminated) === 0n ? '' : `（已抵销 ${shown(c.total.eliminated)} 元）`}
        </span>
        {c.ledger ? <Link to={`/ledgers/${c.ledger}`}>部门账册</Link> : null}
      </div>
      {isGood ? null : (
        <p style={{ margin: '8px 0 0' }}>
          {[
            broken.length > 0 ? `有问题的单位：${broken.map((u) => u.name).join('、')}` : '',
            c.missing.length > 0 ? `缺账册：${c.missing.map((m) => m.name).join('、')}` : '',
            c.differences.length > 0 ? `与部门账册不符 ${c.differences.length} 处` : '',
            errors > 0 ? `往来和汇总错误 ${errors} 个` : '',
          ]
            .filter(Boolean)
            .join('；')}
          。
        </p>
      )}
    </section>
  )
}

function Units({ c }: { readonly c: Consolidation }) {
  const hasWhole = c.whole !== undefined
  return (
    <section className="panel scroll" aria-labelledby="units">
      <h2 id="units">
        各单位收支 <span className="soft">单位：元</span>
      </h2>
      <table className="data">
        <thead>
          <tr>
            <th>单位</th>
            <th>性质</th>
            <th className="num">收入</th>
            <th className="num">支出</th>
            {hasWhole ? (
              <>
                <th className="num">部门账册收入</th>
                <th className="num">部门账册支出</th>
              </>
            ) : null}
            <th>环节</th>
            <th style={{ minWidth: 180 }}>核对</th>
          </tr>
        </thead>
        <tbody>
          {c.units.map((u) => {
            const troubles = troublesOf(u, hasWhole)
            return (
              <tr key={u.code} className={troubles.length > 0 ? 'broken' : undefined}>
                <th scope="row" style={{ paddingLeft: 10 + u.depth * 20 }}>
                  {u.ledger ? <Link to={`/ledgers/${u.ledger}`}>{u.name}</Link> : u.name}{' '}
                  <span className="soft">{u.code}</span>
                </th>
                <td>{u.nature}</td>
                <td className="num">{u.ledger ? shown(u.income) : ''}</td>
                <td className="num">{u.ledger ? shown(u.expenditure) : ''}</td>
                {hasWhole ? (
                  <>
                    <td className="num">{u.whole ? shown(u.whole.income) : ''}</td>
                    <td className="num">{u.whole ? shown(u.whole.expenditure) : ''}</td>
                  </>
                ) : null}
                <td>
                  {u.filing && u.step ? (
                    <Link to={`/filings/${u.filing}`}>
                      <StepBadge step={u.step} />
                    </Link>
                  ) : null}
                </td>
                <td>
                  {troubles.length === 0 ? (
                    <Badge tone="success">平</Badge>
                  ) : (
                    <span className="failure">{troubles.join('；')}</span>
                  )}
                </td>
              </tr>
            )
          })}
          {c.missing.map((m) => (
            <tr key={m.organisation} className="broken">
              <th scope="row">{m.ledger ? <Link to={`/ledgers/${m.ledger}`}>{m.name}</Link> : m.name}</th>
              <td colSpan={hasWhole ? 6 : 4} />
              <td>
                <span className="failure">{m.ledger ? `账册读不出来，错误 ${m.errors} 个，没有计入` : '没有账册'}</span>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {fen(c.total.eliminated) === 0n ? null : (
            <tr>
              <th scope="row" colSpan={2}>
                抵销
              </th>
              <td className="num">-{shown(c.total.eliminated)}</td>
              <td className="num">-{shown(c.total.eliminated)}</td>
              {c.whole ? (
                <>
                  <td className="num">-{shown(c.whole.eliminated)}</td>
                  <td className="num">-{shown(c.whole.eliminated)}</td>
                </>
              ) : null}
              <td colSpan={2} />
            </tr>
          )}
          <tr>
            <th scope="row" colSpan={2}>
              部门合计
            </th>
            <td className="num">{shown(c.total.income)}</td>
            <td className="num">{shown(c.total.expenditure)}</td>
            {c.whole ? (
              <>
                <td className="num">{shown(c.whole.income)}</td>
                <td className="num">{shown(c.whole.expenditure)}</td>
              </>
            ) : null}
            <td />
            <td>
              {fen(c.total.income) === fen(c.total.expenditure) ? (
                <Badge tone="success">平</Badge>
              ) : (
                <span className="failure">差 {formatYuan(fen(c.total.income) - fen(c.total.expenditure))}</span>
              )}
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

function Differences({ c }: { readonly c: Consolidation }) {
  if (c.differences.length === 0) return null
  const ledgerOf = new Map(c.units.map((u) => [u.name, u.ledger]))
  return (
    <section className="panel scroll" aria-labelledby="differences">
      <h2 id="differences">
        与部门账册不符 <span className="soft">{c.differences.length} 处，大的在前；单位：元</span>
      </h2>
      <table className="data">
        <thead>
          <tr>
            <th>单位</th>
            <th>明细</th>
            <th className="num">部门账册</th>
            <th className="num">单位账册</th>
            <th className="num">差</th>
          </tr>
        </thead>
        <tbody>
          {c.differences.map((d) => (
            <tr key={`${d.unit}${d.what}`}>
              <th scope="row">
                <Link
                  to={`/ledgers/${ledgerOf.get(d.unit)}?sheet=${d.what.startsWith('收入') ? 'income' : 'expenditure'}`}
                >
                  {d.unit}
                </Link>
              </th>
              <td>{d.what}</td>
              <td className="num">{shown(d.whole)}</td>
              <td className="num">{shown(d.own)}</td>
              <td className="num failure">{formatYuan(fen(d.whole) - fen(d.own))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type Place = NonNullable<Consolidation['problems'][number]['place']>
/** The ledger opens at the row. */
const addressOf = ({ ledger, sheet, row, field }: Place): string =>
  `/ledgers/${ledger}?${new URLSearchParams({
    ...(sheet ? { sheet } : {}),
    ...(row === undefined ? {} : { row: String(row) }),
    ...(field ? { field } : {}),
  })}`

function Eliminations({ c }: { readonly c: Consolidation }) {
  if (c.eliminations.length === 0) return null
  return (
    <section className="panel scroll" aria-labelledby="eliminations">
      <h2 id="eliminations">
        部门内抵销 <span className="soft">单位：元</span>
      </h2>
      <table className="data">
        <thead>
          <tr>
            <th>种类</th>
            <th>付出</th>
            <th>收到</th>
            <th className="num">金额</th>
            <th>明细</th>
          </tr>
        </thead>
        <tbody>
          {c.eliminations.map((e) => (
            <tr key={`${e.kind}${e.payer}${e.receiver}`}>
              <td>{e.kind}</td>
              <td>{e.payer}</td>
              <td>{e.receiver}</td>
              <td className="num">{shown(e.amount)}</td>
              <td>
                {e.places.map((place) => (
                  <Link key={`${place.ledger}${place.sheet}${place.row}`} to={addressOf(place)} className="place">
                    {place.sheet === 'income' ? '收入' : '支出'}第 {place.row} 行
                  </Link>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Problems({ c }: { readonly c: Consolidation }) {
  if (c.problems.length === 0) return null
  return (
    <section className="panel" aria-labelledby="problems">
      <h2 id="problems">往来和汇总的问题</h2>
      <ul className="ledger-problems">
        {c.problems.map((p, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole.
          <li key={i}>
            <Badge tone={p.severity}>{p.severity === 'error' ? '错误' : '警告'}</Badge>{' '}
            {p.place ? <Link to={addressOf(p.place)}>{p.message}</Link> : p.message}
            <div className="soft">{p.remedy}</div>
          </li>
        ))}
      </ul>
    </section>
  )
}
