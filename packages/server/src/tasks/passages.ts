/** The words of a book as rows to search in: its sentences, its goals with their indicators, and its projects. */
import type { Block } from '@gouji/document'
import type { Goal, Reading } from '@gouji/read'
import type { NewPassage } from '@gouji/store'
import { shownPlace } from './artefact.ts'

const WORDS_LONGEST = 2_000
const TITLE_LONGEST = 300
/** A book has some hundreds; a hostile file may have any number. */
const MOST = 5_000
/** Page numbers, lone units and the like are nothing to search for. */
const SHORTEST = 4

const tidy = (text: string, longest: number): string => text.replace(/\s+/g, ' ').trim().slice(0, longest)

export function passagesOf(reading: Reading, blocks: readonly Block[]): NewPassage[] {
  return [...goalPassages(reading), ...textPassages(blocks)]
    .map((one) => ({ ...one, title: tidy(one.title, TITLE_LONGEST), words: tidy(one.words, WORDS_LONGEST) }))
    .filter(({ words }) => words.length > 0)
    .slice(0, MOST)
}

function goalPassages({ goals = [] }: Reading): NewPassage[] {
  const projects = new Set<string>()
  return goals.flatMap((goal) => {
    const place = shownPlace(goal.place)
    const title = goal.project ?? goal.unitName ?? '部门整体绩效目标'
    const isNew = goal.project !== undefined && !projects.has(goal.project)
    if (isNew) projects.add(goal.project!)
    const project = { kind: 'project', title: goal.unitName ?? '', words: goal.project ?? '', place } as const
    return [...(isNew ? [project] : []), ...textsOf(goal, title), ...indicatorsOf(goal, title)]
  })
}

const textsOf = ({ texts }: Goal, title: string): NewPassage[] =>
  texts.map(({ text, place }) => ({ kind: 'goal', title, words: text, place: shownPlace(place) }))

/** `产出指标 / 数量指标 / 培训人次 ≥ 500 人次`, as one would say it. */
const indicatorsOf = ({ indicators }: Goal, title: string): NewPassage[] =>
  indicators.map(({ level1, level2, level3, operator, target, unit, place }) => ({
    ...{ kind: 'goal', title, place: shownPlace(place) },
    words: [
      [level1, level2, level3].filter(Boolean).join(' / '),
      [operator, target, unit].filter(Boolean).join(' '),
    ].join(' '),
  }))

function textPassages(blocks: readonly Block[]): NewPassage[] {
  let title = ''
  return blocks.flatMap((block): NewPassage[] => {
    if (block.kind !== 'paragraph') return []
    if (block.heading !== undefined) title = block.text
    const words = block.text.trim()
    return words.length < SHORTEST ? [] : [{ kind: 'text', title, words, place: shownPlace(block.place) }]
  })
}
