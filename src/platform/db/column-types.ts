import pg from 'pg'

/**
 * A time as the API writes it, ISO 8601 in UTC with milliseconds. Transactions run in UTC, so the usual form is only
 * spelled differently; what is not usual, such as a year of five digits, is worked out.
 */
export function instant(value: string): string {
  const usual = value.length <= 29 && value[10] === ' ' && value.endsWith('+00')
  if (!usual) return new Date(value).toISOString()
  const fraction = value.slice(20, -3)
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${fraction.padEnd(3, '0').slice(0, 3)}Z`
}

/** How values of the database's types become ours. */
export const columnTypes = new pg.TypeOverrides()
// Counts and positions stay far below 2^53.
columnTypes.setTypeParser(pg.types.builtins.INT8, Number)
columnTypes.setTypeParser(pg.types.builtins.DATE, (value) => value)
columnTypes.setTypeParser(pg.types.builtins.TIMESTAMPTZ, instant)
