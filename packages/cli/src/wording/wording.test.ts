import { expect, it } from 'vitest'
import { helpText, TOPICS } from '../commands/help.ts'
import { en } from './en.ts'
import { LANGUAGES, languageOf } from './index.ts'
import { shareText } from './quantity.ts'
import { zh } from './zh.ts'

/** `coverage.figures()`, `coverage.label` … */
function keysOf(value: unknown, path = ''): string[] {
  if (typeof value === 'function') return [`${path}()`]
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path ? `${path}.${key}` : key))
}

it('says everything in both languages', () => {
  expect(keysOf(en)).toEqual(keysOf(zh))
})

it('leaves no word empty', () => {
  for (const words of [zh, en]) {
    const empty = keysOf(words).filter(
      (key) => key.split('.').reduce<unknown>((at, k) => (at as never)?.[k], words) === '',
    )
    expect(empty).toEqual([])
  }
})

it('has a manual page per command and language, none wider than a terminal', () => {
  for (const topic of TOPICS) {
    for (const language of LANGUAGES) {
      const page = helpText(topic, language)
      const options = page.match(/--[a-z-]+/g) ?? []
      expect(options.length, `${topic} ${language}`).toBeGreaterThan(2)
    }
    const named = (language: 'zh' | 'en'): string[] =>
      [...new Set(helpText(topic, language).match(/--[a-z-]+/g))].sort()
    expect(named('zh'), `options of ${topic}`).toEqual(named('en'))
  }
})

it.each([
  [{}, 'zh'],
  [{ LANG: 'C.UTF-8' }, 'zh'],
  [{ LANG: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'en_GB.UTF-8', LC_ALL: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'eno' }, 'zh'],
])('takes the language of %j to be %s', (environment, language) => {
  expect(languageOf(environment)).toBe(language)
})

it('calls only a whole 100 %', () => {
  expect(shareText(9999, 10_000)).toBe('99.9%')
  expect(shareText(3, 3)).toBe('100.0%')
  expect(shareText(0, 0)).toBe('0.0%')
})
