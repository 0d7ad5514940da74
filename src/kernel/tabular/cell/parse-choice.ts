import { comparable } from '../comparable-text.ts'
import type { CellProblem } from '../finding.ts'
import { error, notice } from '../finding.ts'
import type { ParseOf } from '../mapping/mapping.ts'
import type { CellReader } from './cell-reader.ts'

const MOST_SHOWN = 200

/** Looks answers up by their comparable form: whole answers first, then the longest beginning that fits. */
export class AnswerTable {
  readonly #whole: ReadonlyMap<string, string | null>
  readonly #beginnings: readonly (readonly [string, string | null])[]

  constructor(
    values: Readonly<Record<string, string | null>>,
    startsWith: Readonly<Record<string, string | null>> = {},
  ) {
    this.#whole = new Map(Object.entries(values).map(([answer, value]) => [comparable(answer), value]))
    this.#beginnings = Object.entries(startsWith)
      .map(([answer, value]) => [comparable(answer), value] as const)
      .sort(([a], [b]) => b.length - a.length)
  }

  /** The stored value, null for a known "no answer", undefined for an answer nobody listed. */
  find(text: string): string | null | undefined {
    const answer = comparable(text)
    const whole = this.#whole.get(answer)
    if (whole !== undefined) return whole
    return this.#beginnings.find(([beginning]) => answer.startsWith(beginning))?.[1]
  }
}

/** The part of a cell that a finding shows; the whole cell stays in the row's raw values. */
export function shown(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
}

/** What cannot be read: an error where the mapping says so, else a notice, and the value stays unknown. */
export function unknownAnswer(
  onUnknown: 'error' | 'null' | undefined,
  message_key: string,
  text: string,
  more: CellProblem['detail'] = {},
): CellProblem {
  const report = onUnknown === 'error' ? error : notice
  return report(message_key, { value: shown(text), ...more })
}

/** Reads answers of a closed set by the table of the mapping. */
export function choiceReader(parse: ParseOf<'choice'>, isBlank: (text: string) => boolean): CellReader {
  const answers = new AnswerTable(parse.values, parse.starts_with)
  return (text) => {
    const value = answers.find(text)
    if (value !== undefined) return { value, problems: [] }
    if (isBlank(text)) return { value: null, problems: [] }
    return { value: null, problems: [unknownAnswer(parse.on_unknown, 'tabular.choice_unknown', text)] }
  }
}
