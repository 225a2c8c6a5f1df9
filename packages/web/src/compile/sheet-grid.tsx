/** A sheet as a grid, with what stands below it, and last year's figures at hand where it has lines. */
import { API, type LedgerInfo, type LedgerRow } from '@gouji/api'
import { Button, InputNumber, Modal, Select } from 'antd'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'react-router'
import { freshId } from '../client/fresh-id.ts'
import { useRead } from '../client/query.ts'
import type { LedgerProblem, Sheet, SheetColumn } from '../client/shapes.ts'
import { formatYuan } from '../money.ts'
import { usePrinting } from '../parts/use-printing.ts'
import { useWidth } from '../parts/use-width.ts'
import type { Edit } from './draft.ts'
import { type ExtraColumn, Grid, type GridHandle } from './grid.tsx'
import { type ComparedLines, compareLines, type GoneLine, isLarge, lastYearSources, rateText } from './last-year.ts'
import { PrintedSheet } from './printed-sheet.tsx'
import { useSubjects } from './subjects.ts'
import { namesOf, suggestionsOf } from './suggestions.ts'
import { balanceWords, isOwn } from './sums.ts'

interface SheetGridProps {
  readonly sheet: Sheet
  readonly ledger: LedgerInfo
  /** Every row of the ledger, and those of this sheet. */
  readonly all: readonly LedgerRow[]
  readonly rows: readonly LedgerRow[]
  readonly readOnly: boolean
  readonly problems: ReadonlyMap<string, LedgerProblem>
  /** Where somebody was led to; a new object for each time. */
  readonly target: { readonly row: number; readonly field?: string | undefined } | undefined
  readonly onEdit: (edits: readonly Edit[], fresh: readonly LedgerRow[]) => void
  readonly onDrop: (sheet: string, keys: ReadonlySet<string>) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
}

export function SheetGrid(props: SheetGridProps) {
  const { sheet, ledger, all, rows, readOnly, problems, target, onEdit, onDrop, onUndo, onRedo } = props
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const [sum, setSum] = useState<string>()
  const grid = useRef<GridHandle>(null)
  const subjects = useSubjects(ledger.year, sheet.columns)
  const names = useMemo(() => namesOf(all, subjects), [all, subjects])
  const nameOf = useCallback((column: SheetColumn, value: string) => names(column.kind, value), [names])
  const suggest = useCallback(
    (column: SheetColumn) => suggestionsOf(column, sheet.name, all, subjects),
    [sheet.name, all, subjects],
  )
  const onSelect = useCallback((chosen: ReadonlySet<string>, words: string | undefined) => {
    setKeys(chosen)
    setSum(words)
  }, [])
  const ownRow = useCallback((row: LedgerRow) => isOwn(row, ledger), [ledger])
  const balance = useMemo(() => balanceWords(sheet.name, all, ledger), [sheet.name, all, ledger])
  const hasLines = sheet.name === 'expenditure' || sheet.name === 'income'
  const last = useLastYear(sheet.name, all, ledger, hasLines)
  // Where there is little room, the rate alone stands beside the amount; on a phone nothing does.
  const [head, width = 0] = useWidth<HTMLDivElement>()
  const extras = width >= WIDE ? last.extras : width >= NARROW ? last.extras?.slice(-1) : undefined
  const isPrinting = usePrinting()
  useEffect(() => {
    if (target) grid.current?.goTo(target.row - 1, target.field)
  }, [target])
  return (
    <>
      <div className="sheet-head" ref={head}>
        <p className="sheet-help soft">{sheet.help}</p>
        {hasLines ? <LastYearChoice last={last} ledger={ledger} /> : null}
      </div>
      {isPrinting ? (
        <PrintedSheet
          label={sheet.title}
          columns={sheet.columns}
          rows={rows}
          nameOf={nameOf}
          extras={last.extras ?? []}
          counts={ownRow}
        />
      ) : null}
      <Grid
        ref={grid}
        label={sheet.title}
        sheet={sheet.name}
        columns={sheet.columns}
        rows={rows}
        readOnly={readOnly}
        problems={problems}
        counts={ownRow}
        suggest={suggest}
        nameOf={nameOf}
        extras={extras}
        onEdit={onEdit}
        onSelect={onSelect}
        onUndo={onUndo}
        onRedo={onRedo}
      />
      <div className="grid-foot">
        {readOnly ? (
          <span className="soft">只读</span>
        ) : (
          <>
            <Button size="small" onClick={() => onEdit([], [{ sheet: sheet.name, key: freshId(), values: {} }])}>
              加一行
            </Button>
            <Button size="small" danger disabled={keys.size === 0} onClick={() => onDrop(sheet.name, keys)}>
              删除所选 {keys.size} 行
            </Button>
            {last.compared && last.compared.gone.length > 0 ? (
              <Gone
                sheet={sheet}
                gone={last.compared.gone}
                names={nameOf}
                onAdd={(values) => {
                  const key = freshId()
                  const { year: _, stage: __, fen: ___, ...kept } = values
                  onEdit([], [{ sheet: sheet.name, key, values: kept }])
                }}
              />
            ) : (
              <span className="soft hide-narrow">可从 Excel 整块粘贴；Ctrl+D 向下、Ctrl+R 向右填充，F2 编辑</span>
            )}
          </>
        )}
        <span className="grid-sum" role="status">
          {sum ?? balance}
        </span>
      </div>
    </>
  )
}

interface LastYear {
  readonly sources: readonly { readonly key: string; readonly label: string }[]
  readonly chosen: string
  readonly choose: (key: string) => void
  readonly percent: number
  readonly setPercent: (percent: number) => void
  readonly compared: ComparedLines | undefined
  readonly extras: readonly ExtraColumn[] | undefined
  readonly isLoading: boolean
}

const WIDE = 800
const NARROW = 500
const NONE = 'none'
const PERCENT = 20

function useLastYear(sheet: string, all: readonly LedgerRow[], ledger: LedgerInfo, enabled: boolean): LastYear {
  const fetched = useRead(API.ledgers.lastYear, { params: { id: ledger.id } }, { enabled, staleTime: 60_000 })
  const [wanted, choose] = useState<string>()
  const [percent, setPercent] = useState(PERCENT)
  const sources = useMemo(
    () => (enabled ? lastYearSources(all, ledger, fetched.data) : []),
    [enabled, all, ledger, fetched.data],
  )
  const chosen = wanted ?? sources[0]?.key ?? NONE
  const source = sources.find((s) => s.key === chosen)
  const compared = useMemo(
    () => (source ? compareLines(sheet, all, ledger, source) : undefined),
    [sheet, all, ledger, source],
  )
  const extras = useMemo(() => (compared ? columnsOf(compared, percent) : undefined), [compared, percent])
  return { sources, chosen, choose, percent, setPercent, compared, extras, isLoading: fetched.isLoading }
}

function columnsOf({ of, baseSum, change }: ComparedLines, percent: number): readonly ExtraColumn[] {
  const column = (
    heading: string,
    help: string,
    width: number,
    text: (base: bigint | undefined, change: bigint) => string,
    sum: string,
  ): ExtraColumn => ({
    ...{ heading, help, width, sum },
    of(row) {
      const line = of.get(row.key)
      if (!line) return undefined
      if (!line.isFirst) return { text: '同上', tone: 'soft' }
      const shown = text(line.base, line.change)
      return isLarge(line.change, line.base, percent) ? { text: shown, tone: 'large' } : { text: shown }
    },
  })
  return [
    column(
      '上年数',
      '同一单位、科目、来源和项目的上年数',
      116,
      (base) => (base === undefined ? '新增' : formatYuan(base)),
      formatYuan(baseSum),
    ),
    column('增减', '本年数减上年数', 112, (_, by) => (by === 0n ? '持平' : formatYuan(by)), formatYuan(change)),
    column(
      '增减率',
      '增减占上年数的百分比；变动大的标色',
      76,
      (base, by) => (base === undefined ? '新增' : rateText(by, base)),
      rateText(change, baseSum),
    ),
  ]
}

function LastYearChoice({ last, ledger }: { readonly last: LastYear; readonly ledger: LedgerInfo }) {
  if (last.isLoading && last.sources.length === 0) return null
  if (last.sources.length === 0) {
    return (
      <p className="sheet-help soft">
        没有 {ledger.year - 1} 年的账册，也没有填上年数。
        <Link to={`/ledgers?year=${ledger.year - 1}&stage=${ledger.stage}`}>由上年公开件转来</Link>
      </p>
    )
  }
  return (
    <div className="row last-year">
      <Select
        size="small"
        aria-label="上年数取自"
        value={last.chosen}
        onChange={last.choose}
        options={[
          ...last.sources.map((s) => ({ value: s.key, label: `对照${s.label}` })),
          { value: NONE, label: '不对照上年' },
        ]}
        popupMatchSelectWidth={false}
      />
      {last.compared ? (
        <span className="row hide-narrow">
          变动达
          <InputNumber
            size="small"
            aria-label="变动多大标色（%）"
            min={0}
            max={1000}
            value={last.percent}
            onChange={(value) => last.setPercent(Math.round(value ?? PERCENT))}
            style={{ width: 64 }}
          />
          % 标色
        </span>
      ) : null}
    </div>
  )
}

interface GoneProps {
  readonly sheet: Sheet
  readonly gone: readonly GoneLine[]
  readonly names: (column: SheetColumn, value: string) => string | undefined
  readonly onAdd: (values: Readonly<Record<string, string>>) => void
}

/** What was there last year and is not now: forgotten, or ended. */
function Gone({ sheet, gone, names, onAdd }: GoneProps) {
  const [open, setOpen] = useState(false)
  const columns = sheet.columns.filter(
    (c) => !['fen', 'year', 'stage', 'note'].includes(c.field) && gone.some((g) => g.values[c.field]),
  )
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        上年有、今年没有 {gone.length} 项
      </Button>
      <Modal title="上年有、今年没有的明细" open={open} onCancel={() => setOpen(false)} footer={null} width={900}>
        <div className="scroll" style={{ maxHeight: '60vh' }}>
          <table className="data">
            <thead>
              <tr>
                {columns.map((c) => (
                  <th key={c.field}>{c.heading}</th>
                ))}
                <th className="num">上年数（元）</th>
                <th>今年</th>
              </tr>
            </thead>
            <tbody>
              {gone.map((line, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own.
                <tr key={i}>
                  {columns.map((c) => {
                    const value = line.values[c.field] ?? ''
                    return (
                      <td key={c.field}>
                        {value} <span className="soft">{names(c, value)}</span>
                      </td>
                    )
                  })}
                  <td className="num">{formatYuan(line.fen)}</td>
                  <td>
                    <Button size="small" onClick={() => onAdd(line.values)}>
                      补一行
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Modal>
    </>
  )
}
