/**
 * Checks a document that a test writes down as people read it: lines are paragraphs, lines with bars are rows of a
 * table (bars instead of tabs, which nobody can see in a test).
 */
import type { Document } from '@gouji/document'
import { readDocument } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { read } from '@gouji/read'
import { check } from '../check.ts'
import type { Finding } from '../report.ts'

const knowledge = loadKnowledge()

export async function documentOf(text: string): Promise<Document> {
  const lines = text.split('\n').map((line) => {
    const trimmed = line.trim()
    return trimmed.includes('|')
      ? trimmed
          .split('|')
          .join('\t')
          .replace(/ *\t */g, '\t')
      : trimmed
  })
  return readDocument(new TextEncoder().encode(lines.join('\n')), 'book.txt')
}

export const findingsIn = (document: Document): readonly Finding[] =>
  check(document, read(document, knowledge), knowledge).findings

/** Findings of the rules named, each as `severity rule: evidence, evidence`. */
export async function findingsOf(text: string, ...rules: readonly string[]): Promise<string[]> {
  const found = findingsIn(await documentOf(text)).filter((f) => rules.includes(f.rule))
  return found.map((f) => {
    const places = f.evidence.filter((e) => e.role === 'suspect').map((e) => e.text)
    return `${f.severity} ${f.rule}: ${places.join(', ')}`
  })
}
