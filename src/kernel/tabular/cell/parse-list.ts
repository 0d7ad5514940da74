import { comparable } from '../comparable-text.ts'
import type { CellProblem } from '../finding.ts'
import type { ParseOf } from '../mapping/mapping.ts'
import type { CellReader } from './cell-reader.ts'
import { AnswerTable, unknownAnswer } from './parse-choice.ts'

/**
 * Splits a cell into items; a JSON array of strings is recognised, as forms export it. "None of them" is an empty list;
 * a list of which no item is known stays null, because an empty list would claim that there are none.
 */
export function listReader(parse: ParseOf<'list'>, isBlank: (text: string) => boolean): CellReader {
  const answers = parse.values === undefined ? undefined : new AnswerTable(parse.values)
  const emptyWords = new Set(parse.empty_words.map(comparable))
  return (text) => {
    if (emptyWords.has(comparable(text))) return { value: [], problems: [] }
    const whole = answers?.find(text)
    if (typeof whole === 'string') return { value: [whole], problems: [] }
    if (whole === null || isBlank(text)) return { value: null, problems: [] }
    const items = splitItems(text, parse.separators)
    const values = new Set<string>()
    const problems: CellProblem[] = []
    let sawEmptyWord = false
    for (const item of items) {
      if (emptyWords.has(comparable(item))) {
        sawEmptyWord = true
        continue
      }
      const value = answers === undefined ? item : answers.find(item)
      if (value === undefined)
        problems.push(unknownAnswer(parse.on_unknown, 'tabular.list_item_unknown', item))
      else if (value !== null) values.add(value)
    }
    if (values.size > 0) return { value: [...values], problems }
    return { value: sawEmptyWord && problems.length === 0 ? [] : null, problems }
  }
}

function splitItems(text: string, separators: readonly string[]): string[] {
  const items =
    jsonItems(text) ?? separators.reduce((parts, by) => parts.flatMap((part) => part.split(by)), [text])
  return items.map((item) => item.trim()).filter((item) => item !== '')
}

function jsonItems(text: string): string[] | null {
  if (!text.startsWith('[')) return null
  try {
    const items: unknown = JSON.parse(text)
    return Array.isArray(items) && items.every((item) => typeof item === 'string') ? items : null
  } catch {
    return null
  }
}
