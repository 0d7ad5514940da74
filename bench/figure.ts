/** One measured figure: a value for each repetition, and what it should be. */
export interface Figure {
  readonly name: string
  readonly unit: string
  /** One for each repetition, in order. */
  readonly values: readonly number[]
  readonly target?: { readonly at_least: number } | { readonly at_most: number }
}

/** A figure with its spread, as the JSON report holds it. */
export interface ReportedFigure extends Figure {
  readonly median: number
  readonly smallest: number
  readonly largest: number
  /** Whether the median meets the target; null without one. */
  readonly met: boolean | null
}

/** The middle value, or the mean of the two in the middle. @throws for no values */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing.')
  return (low + high) / 2
}

/** The value that so many of a hundred do not exceed. @throws for no values */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)]
  if (value === undefined) throw new Error('There is no percentile of nothing.')
  return value
}

/**
 * A figure with the median of its repetitions, its spread, and whether it meets its target; null: it has none.
 */
export function report(figure: Figure): ReportedFigure {
  const { values, target } = figure
  const middle = median(values)
  const met = !target ? null : 'at_least' in target ? middle >= target.at_least : middle <= target.at_most
  return { ...figure, median: middle, smallest: Math.min(...values), largest: Math.max(...values), met }
}

const shown = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))

/** The figures as a plain table for a terminal. */
export function table(figures: readonly ReportedFigure[]): string {
  const rows = figures.map(({ name, unit, median: middle, smallest, largest, target, met }) => [
    name,
    `${shown(middle)} ${unit}`,
    `${shown(smallest)} to ${shown(largest)}`,
    !target
      ? ''
      : 'at_least' in target
        ? `at least ${shown(target.at_least)}`
        : `at most ${shown(target.at_most)}`,
    met === null ? '' : met ? 'met' : 'missed',
  ])
  const all = [['figure', 'median', 'spread', 'target', ''], ...rows]
  const widths = [0, 1, 2, 3, 4].map((place) => Math.max(...all.map((row) => row[place]?.length ?? 0)))
  return all
    .map((row) =>
      row
        .map((cell, place) => cell.padEnd(widths[place] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
