import { comparable } from '../comparable-text.ts'
import { error } from '../finding.ts'
import type { Mapping, Parse, ParseOf } from '../mapping/mapping.ts'
import type { CellReader, ReadCell } from './cell-reader.ts'
import { choiceReader, unknownAnswer } from './parse-choice.ts'
import { dateReader } from './parse-date.ts'
import { listReader } from './parse-list.ts'

/**
 * Makes the reader of a column once, so that a million rows do not build tables again. Total: every text gives a value or
 * null, never an exception. A blank cell is null.
 */
export function cellReader(parse: Parse, mapping: Pick<Mapping, 'blank_words'>): CellReader {
  const isBlank = blankTest(parse.blank_words ?? mapping.blank_words)
  switch (parse.kind) {
    case 'text':
      return textReader(parse.max_length, isBlank, (text) => oneLine(text, parse.line_break))
    case 'long_text':
      return textReader(parse.max_length, isBlank, plainLineBreaks)
    case 'choice':
      return choiceReader(parse, isBlank)
    case 'boolean':
      return booleanReader(parse, isBlank)
    case 'date':
      return dateReader(parse, isBlank)
    case 'number':
      return numberReader(parse, isBlank)
    case 'list':
      return listReader(parse, isBlank)
    case 'joined':
      return joinedReader(parse, isBlank)
  }
}

function blankTest(words: readonly string[]): (text: string) => boolean {
  const blank = new Set(['', ...words].map(comparable))
  // Long answers are not worth folding: nothing much longer than the longest blank word can equal one.
  const longest = 2 * Math.max(...[...blank].map((word) => word.length)) + 20
  return (text) => text.length <= longest && blank.has(comparable(text))
}

function oneLine(text: string, lineBreak: string): string {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim())
  return lines.filter((line) => line !== '').join(lineBreak)
}

function plainLineBreaks(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

function textReader(
  maxLength: number | undefined,
  isBlank: (text: string) => boolean,
  tidy: (text: string) => string,
): CellReader {
  return (text) => (isBlank(text) ? { value: null, problems: [] } : boundedText(tidy(text), maxLength))
}

/** Text that is too long is an error and never cut: a person decides what to leave out. */
function boundedText(text: string, maxLength = Number.POSITIVE_INFINITY): ReadCell {
  if (text.length <= maxLength) return { value: text, problems: [] }
  const problem = error('tabular.text_too_long', { length: text.length, max_length: maxLength })
  return { value: null, problems: [problem] }
}

/** Yes, no or null. What is not clearly one of the words stays null: unknown is never false. */
function booleanReader(parse: ParseOf<'boolean'>, isBlank: (text: string) => boolean): CellReader {
  const trueWords = new Set(parse.true_words.map(comparable))
  const falseWords = new Set(parse.false_words.map(comparable))
  return (text) => {
    const answer = comparable(text)
    if (trueWords.has(answer)) return { value: true, problems: [] }
    if (falseWords.has(answer)) return { value: false, problems: [] }
    if (isBlank(text)) return { value: null, problems: [] }
    return { value: null, problems: [unknownAnswer(parse.on_unknown, 'tabular.boolean_unknown', text)] }
  }
}

function numberReader(parse: ParseOf<'number'>, isBlank: (text: string) => boolean): CellReader {
  const grouped = /^[+-]?\d{1,3}(?:G\d{3})+(?:D\d+)?$/.source
  const plain = /^[+-]?(?:\d+(?:D\d*)?|D\d+)(?:[eE][+-]?\d+)?$/.source
  const escaped = (sign: string) => sign.replace(/[.]/, '\\.')
  const fill = (source: string) =>
    source.replaceAll('G', escaped(parse.group)).replaceAll('D', escaped(parse.decimal))
  const forms = [new RegExp(fill(plain)), ...(parse.group === '' ? [] : [new RegExp(fill(grouped))])]
  return (text) => {
    if (isBlank(text)) return { value: null, problems: [] }
    const written = text.normalize('NFKC').replace(/−/g, '-')
    const digits = forms.some((form) => form.test(written))
      ? Number(
          (parse.group === '' ? written : written.replaceAll(parse.group, '')).replace(parse.decimal, '.'),
        )
      : Number.NaN
    if (Number.isFinite(digits)) return { value: digits, problems: [] }
    return { value: null, problems: [unknownAnswer(parse.on_unknown, 'tabular.number_unreadable', text)] }
  }
}

function joinedReader(parse: ParseOf<'joined'>, isBlank: (text: string) => boolean): CellReader {
  return (text, cellAt) => {
    const parts = [text, ...parse.with.map((column) => cellAt(column).trim())]
      .filter((part) => part !== '' && !isBlank(part))
      .map(plainLineBreaks)
    return parts.length === 0
      ? { value: null, problems: [] }
      : boundedText(parts.join(parse.separator), parse.max_length)
  }
}
