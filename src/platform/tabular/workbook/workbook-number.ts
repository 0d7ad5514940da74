/** How a cell style wants its number read. */
export type NumberStyle = 'number' | 'date'

const DAY_SECONDS = 86_400
const DAY_MILLISECONDS = 86_400_000
/** Days are counted from here, so that day 61 is 1 March 1900; earlier days are one off, see below. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
/** 29 February 1900, a day that spreadsheets count and the calendar does not have. */
const FALSE_LEAP_DAY = 60
const LAST_DAY = 2_958_465

/** Number formats that need no definition and mean a date or time. Source: ECMA-376 part 1, 18.8.30. */
const BUILT_IN_DATES = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 47, 50, 51, 52, 53, 54, 55,
  56, 57, 58,
])

/** Tells from a number format whether it shows a date or a time of day. Elapsed time (`[h]:mm`) stays a number. */
export function numberStyle(formatId: number, formatCode: string | undefined): NumberStyle {
  if (formatCode === undefined) return BUILT_IN_DATES.has(formatId) ? 'date' : 'number'
  if (/\[(h+|m+|s+)\]/i.test(formatCode)) return 'number'
  const positive = formatCode.split(';')[0] ?? ''
  const letters = positive.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').replace(/General/gi, '')
  return /[dmyhs]/i.test(letters) ? 'date' : 'number'
}

/**
 * A stored number as text without binary noise: a spreadsheet shows 15 significant digits, and the longer digits it stores
 * (0.30000000000000004) are an artefact. Whole numbers and decimals are written out, never as 1e+21.
 */
export function numberText(stored: string): string | null {
  const text = stored.trim()
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(text)) return text
  const value = Number(text)
  if (text === '' || !Number.isFinite(value)) return null
  const rounded = Number(value.toPrecision(15))
  return Object.is(rounded, -0) ? '0' : plainDigits(rounded)
}

/** Decimal digits without an exponent. */
function plainDigits(value: number): string {
  const shortest = String(value)
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(shortest)
  if (parts === null) return shortest
  const [, sign = '', first = '', fraction = '', power = '0'] = parts
  const digits = first + fraction
  const point = 1 + Number(power)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0')}`
}

/**
 * A stored day number as YYYY-MM-DD, YYYY-MM-DDTHH:MM:SS or, without a day, HH:MM:SS. Null when it is no day a spreadsheet
 * can show. Times are rounded to the second.
 */
export function dateText(stored: string, from1904: boolean): string | null {
  const value = Number(stored)
  if (stored.trim() === '' || !(value >= 0 && value < LAST_DAY + 1)) return null
  const seconds = Math.round(value * DAY_SECONDS)
  const day = Math.floor(seconds / DAY_SECONDS)
  const time = timeText(seconds - day * DAY_SECONDS)
  if (day === 0 && !from1904) return time
  if (!from1904 && day === FALSE_LEAP_DAY) return null
  const shift = !from1904 && day < FALSE_LEAP_DAY ? 1 : 0
  const epoch = from1904 ? EPOCH_1904 : EPOCH_1900
  const date = new Date(epoch + (day + shift) * DAY_MILLISECONDS).toISOString().slice(0, 10)
  return time === '00:00:00' ? date : `${date}T${time}`
}

function timeText(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

/** The day number of an ISO date or date and time, the inverse of `dateText` from 1 March 1900 on; null for other text. */
export function dayNumber(iso: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2})?$/.test(iso)) return null
  const milliseconds = Date.parse(iso.length === 10 ? `${iso}T00:00:00Z` : `${iso}Z`)
  const days = (milliseconds - EPOCH_1900) / DAY_MILLISECONDS
  return days > FALSE_LEAP_DAY && days < LAST_DAY + 1 ? days : null
}
