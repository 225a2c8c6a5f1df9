/**
 * What the open standards ask, as JSON schemas of our own: Tabular Data Package 1 with the additions of Fiscal Data
 * Package 1.0 (the profile that is published for the latter still asks for the model of version 0.3), and JSON-stat 2.0.
 */
const NAME = { type: 'string', pattern: '^[-a-z0-9._/]+$' }
const TEXT = { type: 'string', minLength: 1 }

/** Roots of the taxonomy of budgets, and the levels that classifications may have. */
const COLUMN_TYPE = {
  type: 'string',
  pattern:
    '^(?:value|value-(?:kind|currency):(?:code|label)|date:fiscal-year|budget-line-id|budgetary-transfers|direction|' +
    'phase:(?:id|label)|expenditure-type:(?:code|label)|' +
    'functional-classification:generic:level[1-8]:(?:code|label|description)|' +
    'economic-classification:generic:level[1-4]:(?:code|label|description)(?::government)?|' +
    'administrative-classification:generic:level[1-8]:(?:code|label|description)|' +
    'activity:generic:(?:program|subprogram|project|subproject|contract):(?:code|label)|' +
    'fin-source:generic:level[1-3]:(?:code|label)|geo:(?:generic|source|target):(?:code|label|codeList))$',
}

const FIELD = {
  type: 'object',
  required: ['name', 'type'],
  properties: {
    name: TEXT,
    title: TEXT,
    type: { enum: ['string', 'integer', 'number', 'boolean', 'date'] },
    columnType: COLUMN_TYPE,
    constraints: {
      type: 'object',
      properties: { required: { type: 'boolean' }, unique: { type: 'boolean' } },
      additionalProperties: false,
    },
  },
}

/** A fiscal year is an integer and an amount a number, as their types say. */
const typed = (columnType: string, type: string) => ({
  anyOf: [
    { not: { required: ['columnType'], properties: { columnType: { const: columnType } } } },
    { properties: { type: { const: type } } },
  ],
})
const TYPED = { allOf: [typed('value', 'number'), typed('date:fiscal-year', 'integer')] }

const RESOURCE = {
  type: 'object',
  required: ['name', 'path', 'profile', 'schema'],
  properties: {
    name: NAME,
    profile: { const: 'tabular-data-resource' },
    path: { type: 'string', pattern: '^(?!/)(?!.*\\.\\.)[^\\\\]+\\.csv$' },
    format: { const: 'csv' },
    mediatype: { const: 'text/csv' },
    encoding: { const: 'utf-8' },
    bytes: { type: 'integer', minimum: 1 },
    hash: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
    schema: {
      type: 'object',
      required: ['fields'],
      properties: {
        fields: { type: 'array', minItems: 1, items: { allOf: [FIELD, TYPED] } },
        extraFields: {
          type: 'array',
          items: {
            ...FIELD,
            anyOf: [{ required: ['constant'] }, { required: ['normalizationTarget'] }],
          },
        },
        missingValues: { type: 'array', items: { type: 'string' } },
        primaryKey: { anyOf: [TEXT, { type: 'array', items: TEXT }] },
      },
    },
  },
}

const COLUMN_TYPE_DEFINITION = {
  type: 'object',
  required: ['name', 'dataType'],
  properties: {
    name: TEXT,
    dataType: { type: 'string' },
    unique: { type: 'boolean' },
    labelOf: TEXT,
    prior: TEXT,
  },
  additionalProperties: false,
}

export const FISCAL_PACKAGE = {
  type: 'object',
  required: ['name', 'profile', 'resources'],
  properties: {
    name: NAME,
    profile: { const: 'tabular-data-package' },
    title: TEXT,
    created: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$' },
    contributors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['title'],
        properties: { role: { enum: ['author', 'publisher', 'maintainer', 'wrangler', 'contributor'] } },
      },
    },
    columnTypes: {
      type: 'array',
      items: {
        anyOf: [{ type: 'string' }, COLUMN_TYPE_DEFINITION, { type: 'array', items: COLUMN_TYPE_DEFINITION }],
      },
    },
    resources: { type: 'array', minItems: 1, items: RESOURCE },
  },
}

export const JSON_STAT_DATASET = {
  type: 'object',
  required: ['version', 'class', 'id', 'size', 'dimension', 'value'],
  properties: {
    version: { const: '2.0' },
    class: { const: 'dataset' },
    label: TEXT,
    source: TEXT,
    updated: { type: 'string' },
    id: { type: 'array', items: TEXT, uniqueItems: true },
    size: { type: 'array', items: { type: 'integer', minimum: 1 } },
    role: {
      type: 'object',
      properties: { time: { type: 'array' }, geo: { type: 'array' }, metric: { type: 'array' } },
      additionalProperties: false,
    },
    value: { type: 'array', items: { type: ['number', 'null'] } },
    status: { type: ['object', 'array', 'string'] },
    dimension: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['category'],
        properties: {
          label: TEXT,
          category: {
            type: 'object',
            properties: {
              index: { type: 'array', items: TEXT, uniqueItems: true },
              label: { type: 'object', additionalProperties: TEXT },
              unit: {
                type: 'object',
                additionalProperties: { type: 'object', properties: { decimals: { type: 'integer' } } },
              },
            },
          },
        },
      },
    },
  },
}
