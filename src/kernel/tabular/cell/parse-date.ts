import { probableTypedYear, readDate } from '../date-format.ts'
import { notice } from '../finding.ts'
import type { ParseOf } from '../mapping/mapping.ts'
import type { CellReader } from './cell-reader.ts'
import { shown, unknownAnswer } from './parse-choice.ts'

/**
 * Reads a date as YYYY-MM-DD. ISO dates are always accepted: they are unambiguous, and the date cells of a workbook arrive
 * so. What cannot be read, or is out of bounds, stays null and is reported; a first day that was assumed is reported too.
 */
export function dateReader(parse: ParseOf<'date'>, isBlank: (text: string) => boolean): CellReader {
  const formats = [...new Set([...parse.formats, 'YYYY-MM-DD' as const])]
  return (text) => {
    if (isBlank(text)) return { value: null, problems: [] }
    for (const format of formats) {
      const read = readDate(text, format)
      if (read === null) continue
      const outside = (parse.earliest ?? '') > read.date || (parse.latest ?? '9999-12-31') < read.date
      if (outside) return { value: null, problems: [outOfBounds(parse, text, read.date)] }
      if (read.precision === 'day') return { value: read.date, problems: [] }
      const assumed = notice('tabular.date_day_assumed', {
        value: shown(text),
        precision: read.precision,
        date: read.date,
      })
      return { value: read.date, problems: [assumed] }
    }
    return { value: null, problems: [unknownAnswer(parse.on_unknown, 'tabular.date_unreadable', text)] }
  }
}

function outOfBounds({ on_unknown }: ParseOf<'date'>, text: string, date: string) {
  const year = probableTypedYear(date)
  return year === null
    ? unknownAnswer(on_unknown, 'tabular.date_out_of_bounds', text, { date })
    : unknownAnswer(on_unknown, 'tabular.date_probably_a_year', text, { date, year })
}
