import type { Delimiter } from '../table.ts'

const CANDIDATES: readonly Delimiter[] = [',', ';', '\t']
const MOST_RECORDS = 50

/**
 * Recognises the delimiter from the beginning of a file: the candidate that cuts its records, quoted line breaks respected,
 * most evenly into the most cells. A file of one column is taken as comma-separated.
 */
export function recogniseDelimiter(sample: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of CANDIDATES) {
    const widths = recordWidths(sample, delimiter)
    const headerWidth = widths[0] ?? 1
    const even = widths.filter((width) => width === headerWidth).length / Math.max(widths.length, 1)
    const score = headerWidth < 2 ? 0 : even * even * Math.log2(headerWidth + 1)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** Cells per record; a record cut off by the end of the sample is left out unless it is the only one. */
function recordWidths(sample: string, delimiter: Delimiter): number[] {
  const widths: number[] = []
  let width = 1
  let quoted = false
  let blank = true
  for (let at = 0; at < sample.length && widths.length < MOST_RECORDS; at += 1) {
    const character = sample[at]
    if (character === '"') quoted = !quoted
    if (!quoted && (character === '\n' || character === '\r')) {
      if (!blank) widths.push(width)
      width = 1
      blank = true
      continue
    }
    blank = false
    if (!quoted && character === delimiter) width += 1
  }
  return widths.length === 0 ? [width] : widths
}
