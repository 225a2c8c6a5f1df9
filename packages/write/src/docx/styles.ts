/**
 * The styles of the book, by the names that an office works with. Everything that the text looks like is in a style, so
 * that whoever edits the book changes it in one place.
 */
import type { Look } from '@gouji/compose'
import { AlignmentType, type IParagraphStyleOptions, type IStylesOptions, LineRuleType } from 'docx'

/** Ids are ASCII; the names are what Word shows. */
export const STYLE = {
  body: 'BookBody',
  note: 'BookNote',
  center: 'BookCenter',
  coverTitle: 'Title',
  coverSubtitle: 'CoverSubtitle',
  coverDate: 'CoverDate',
  contentsTitle: 'ContentsTitle',
  tableNumber: 'TableNumber',
  tableTitle: 'TableTitle',
  tableLine: 'TableLine',
  tableHead: 'TableHead',
  tableText: 'TableText',
  tableFigure: 'TableFigure',
  tableNote: 'TableNote',
  pageNumber: 'PageNumber',
} as const

/** Sizes that do not follow from the look: 二号 for covers, 四号 for page numbers, 三号 for titles of tables. */
export const SIZE = { cover: 26, contents: 22, tableTitle: 16, tableLine: 10.5, pageNumber: 14 } as const

/** Twips between a table and what stands before it. */
export const TABLE_SPACE = 200

export const half = (points: number): number => Math.round(points * 2)
export const twentieths = (points: number): number => Math.round(points * 20)

/** Lines of text follow each other as on a page of 22 lines of 三号: 1.8 times the size. */
export const lineOf = (points: number): number => twentieths(points * 1.8)

type Font = keyof Look['fonts']

export function stylesOf(look: Look): IStylesOptions {
  const { bodySize, tableSize } = look
  const font = (role: Font): { ascii: string; hAnsi: string; eastAsia: string; cs: string } => {
    const name = look.fonts[role][0] ?? 'Noto Serif SC'
    return { ascii: name, hAnsi: name, eastAsia: name, cs: name }
  }
  const run = (role: Font, points: number, bold = false) => ({
    font: font(role),
    size: half(points),
    sizeComplexScript: half(points),
    bold,
    boldComplexScript: bold,
    italics: false,
    color: '000000',
  })
  const exactly = (points: number) => ({ line: lineOf(points), lineRule: LineRuleType.EXACT, before: 0, after: 0 })
  const atLeast = (points: number) => ({
    line: twentieths(points * 1.25),
    lineRule: LineRuleType.AT_LEAST,
    before: 0,
    after: 0,
  })
  /** Two letters, in the measure that follows the size, and in twips for programs that do not know it. */
  const twoLetters = { firstLine: twentieths(bodySize * 2), firstLineChars: 200 }
  const heading = (role: Font, bold = false) => ({
    basedOn: 'Normal',
    next: STYLE.body,
    quickFormat: true,
    run: run(role, bodySize, bold),
    paragraph: { spacing: exactly(bodySize), indent: twoLetters, keepNext: true, keepLines: true },
  })
  const style = (
    id: string,
    name: string,
    runs: ReturnType<typeof run>,
    paragraph: NonNullable<IParagraphStyleOptions['paragraph']>,
    next: string = STYLE.body,
  ): IParagraphStyleOptions => ({ id, name, basedOn: 'Normal', next, quickFormat: true, run: runs, paragraph })
  const centred = AlignmentType.CENTER
  const table = run('table', tableSize)
  const cell = { spacing: { ...atLeast(tableSize), before: 20, after: 20 } }

  return {
    default: {
      document: {
        run: { ...run('body', bodySize), language: { value: 'en-US', eastAsia: 'zh-CN' } },
        paragraph: { spacing: { before: 0, after: 0 } },
      },
      title: {
        basedOn: 'Normal',
        next: STYLE.body,
        quickFormat: true,
        run: run('title', SIZE.cover),
        paragraph: { spacing: exactly(SIZE.cover), alignment: centred },
      },
      heading1: heading('heading1'),
      heading2: heading('heading2'),
      heading3: heading('body', true),
      heading4: heading('body'),
      heading5: heading('body'),
      heading6: heading('body'),
      hyperlink: { run: { color: '000000', underline: { type: 'none' } } },
    },
    paragraphStyles: [
      style(STYLE.body, '公文正文', run('body', bodySize), {
        spacing: exactly(bodySize),
        indent: twoLetters,
        alignment: AlignmentType.BOTH,
      }),
      style(STYLE.center, '居中正文', run('body', bodySize), { spacing: exactly(bodySize), alignment: centred }),
      style(STYLE.note, '说明文字', run('body', Math.min(bodySize, 12)), {
        spacing: exactly(Math.min(bodySize, 12)),
        indent: { firstLine: twentieths(Math.min(bodySize, 12) * 2), firstLineChars: 200 },
      }),
      style(STYLE.coverSubtitle, '封面副题', run('heading2', 18), { spacing: exactly(18), alignment: centred }),
      style(STYLE.coverDate, '封面日期', run('heading2', 18), { spacing: exactly(18), alignment: centred }),
      style(STYLE.contentsTitle, '目录标题', run('title', SIZE.contents), {
        spacing: { ...exactly(SIZE.contents), after: twentieths(12) },
        alignment: centred,
      }),
      style(
        STYLE.tableNumber,
        '表号',
        run('heading1', 12),
        { spacing: { ...atLeast(12), before: TABLE_SPACE }, keepNext: true, keepLines: true },
        STYLE.tableTitle,
      ),
      style(
        STYLE.tableTitle,
        '表题',
        run('title', SIZE.tableTitle),
        {
          spacing: { ...atLeast(SIZE.tableTitle), before: 60, after: 60 },
          alignment: centred,
          keepNext: true,
          keepLines: true,
        },
        STYLE.tableLine,
      ),
      style(
        STYLE.tableLine,
        '表头行',
        run('table', SIZE.tableLine),
        { spacing: { ...atLeast(SIZE.tableLine), after: 40 }, keepNext: true, keepLines: true },
        STYLE.tableText,
      ),
      style(
        STYLE.tableHead,
        '表格栏头',
        run('table', tableSize, true),
        { ...cell, alignment: centred, keepLines: true },
        STYLE.tableHead,
      ),
      style(STYLE.tableText, '表格文字', table, { ...cell, keepLines: true }, STYLE.tableText),
      style(
        STYLE.tableFigure,
        '表格数字',
        table,
        { ...cell, alignment: AlignmentType.RIGHT, keepLines: true },
        STYLE.tableFigure,
      ),
      style(
        STYLE.tableNote,
        '表注',
        run('table', SIZE.tableLine),
        { spacing: { ...atLeast(SIZE.tableLine), before: 60 }, keepLines: true },
        STYLE.tableNote,
      ),
      style(STYLE.pageNumber, '页码', run('table', SIZE.pageNumber), { alignment: centred }, STYLE.pageNumber),
      ...[1, 2, 3, 4].map((level) =>
        style(
          `TOC${level}`,
          `toc ${level}`,
          run(level === 1 ? 'heading1' : 'body', Math.min(bodySize, 12)),
          {
            spacing: { line: twentieths(24), lineRule: LineRuleType.EXACT, before: 0, after: 0 },
            indent: { left: twentieths((level - 1) * Math.min(bodySize, 12) * 2) },
          },
          `TOC${level}`,
        ),
      ),
    ],
  }
}
