/**
 * `datapackage.json`: a Tabular Data Package (v1) whose budget lines carry the concepts of Fiscal Data Package 1.0. The
 * claims are described as well, but without these concepts: they repeat the same money and must not be added to it.
 */
import type { Book } from '@gouji/compose'
import type { Column, DataTable } from './columns.ts'
import { type DataFile, mediaTypeOf, sha256Of } from './media.ts'

export interface Described {
  // biome-ignore lint/suspicious/noExplicitAny: the rows of each table are of its own type, and are not looked at here.
  readonly table: DataTable<any>
  readonly file: DataFile
}

export function packageDescriptor(book: Book, lines: Described, claims: Described): object {
  return {
    profile: 'tabular-data-package',
    name: packageName(book),
    title: book.title,
    description: `${book.organisation}${book.year}年公开的${book.stage === 'final' ? '决算' : '预算'}数据。金额单位为元，精确到分；栏目说明见 README.txt。`,
    ...(book.date === undefined ? {} : { created: `${book.date}T00:00:00Z` }),
    contributors: [{ title: book.organisation, role: 'publisher' }],
    keywords: ['预算公开', book.organisation, `${book.year}年`],
    columnTypes: [
      'https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json',
      // What the taxonomy of budgets has no word for.
      [
        { name: 'expenditure-type:label', dataType: 'string', labelOf: 'expenditure-type:code' },
        {
          name: 'economic-classification:generic:level1:code:government',
          dataType: 'string',
          unique: true,
        },
        {
          name: 'economic-classification:generic:level2:code:government',
          dataType: 'string',
          unique: true,
          prior: 'economic-classification:generic:level1:code:government',
        },
        {
          name: 'economic-classification:generic:level1:label:government',
          dataType: 'string',
          labelOf: 'economic-classification:generic:level1:code:government',
        },
        {
          name: 'economic-classification:generic:level2:label:government',
          dataType: 'string',
          labelOf: 'economic-classification:generic:level2:code:government',
        },
      ],
    ],
    resources: [
      resourceOf(lines, [
        {
          name: 'currency',
          title: '币种',
          type: 'string',
          columnType: 'value-currency:code',
          constant: 'CNY',
        },
        { name: 'region', title: '行政区划代码', type: 'string', columnType: 'geo:source:code', constant: book.region },
        {
          name: 'region_list',
          title: '行政区划代码表',
          type: 'string',
          columnType: 'geo:source:codeList',
          constant: 'GB/T 2260',
        },
      ]),
      resourceOf(claims),
    ],
  }
}

/** Lower case letters, digits and signs only; the same for each edition of the same book. */
const packageName = ({ region, code, year, stage }: Book): string =>
  `gouji-${[region, code, year, stage].join('-')}`.toLowerCase().replace(/[^-a-z0-9._]+/g, '-')

function resourceOf({ table, file }: Described, extraFields: readonly object[] = []): object {
  const key = table.columns.find((column) => column.unique)
  return {
    profile: 'tabular-data-resource',
    name: table.name,
    title: table.title,
    description: table.description,
    path: file.path,
    format: 'csv',
    mediatype: mediaTypeOf(file.path),
    encoding: 'utf-8',
    bytes: file.bytes.length,
    hash: `sha256:${sha256Of(file.bytes)}`,
    dialect: { delimiter: ',', quoteChar: '"', doubleQuote: true, lineTerminator: '\r\n', header: true },
    schema: {
      fields: table.columns.map(fieldOf),
      ...(extraFields.length > 0 ? { extraFields } : {}),
      missingValues: [''],
      ...(key ? { primaryKey: [key.name] } : {}),
    },
  }
}

// biome-ignore lint/suspicious/noExplicitAny: only the declaration is looked at, never a row.
const fieldOf = ({ name, title, description, type, columnType, required, unique }: Column<any>): object => ({
  name,
  title,
  ...(description === undefined ? {} : { description }),
  type,
  ...(columnType === undefined ? {} : { columnType }),
  ...(required || unique
    ? { constraints: { ...(required ? { required: true } : {}), ...(unique ? { unique: true } : {}) } }
    : {}),
})
