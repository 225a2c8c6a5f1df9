/** docs/command.md, made from the manual pages, so that the two cannot tell different things. */
import { LANGUAGES } from '../wording/index.ts'
import { helpText, TOPICS } from './help.ts'

const TITLES = { zh: '中文', en: 'English' } as const

export function commandManual(): string {
  const parts = LANGUAGES.flatMap((language) => [
    `## ${TITLES[language]}`,
    ...TOPICS.flatMap((topic) => {
      const name = topic === 'gouji' ? 'gouji' : `gouji ${topic}`
      return [`### ${name} --lang ${language}`, `\`\`\`text\n${helpText(topic, language).trimEnd()}\n\`\`\``]
    }),
  ])
  const head = [
    '# The command',
    'Made from the help texts in `packages/cli/src/commands`; `npx vitest run packages/cli -u` writes it again.',
    'The JSON that the command prints is described by [read.schema.json](../packages/cli/schema/read.schema.json) and ' +
      '[check.schema.json](../packages/cli/schema/check.schema.json).',
  ]
  return `${[...head, ...parts].join('\n\n')}\n`
}
