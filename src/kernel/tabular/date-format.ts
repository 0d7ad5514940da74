/** The written forms of dates that a mapping may accept. MMM is an English month name, short or long. */
export const DATE_FORMATS = [
  'YYYY-MM-DD',
  'YYYY/M/D',
  'M/D/YYYY',
  'D/M/YYYY',
  'D.M.YYYY',
  'D MMM YYYY',
  'MMM D, YYYY',
  'YYYY-MM',
  'M/YYYY',
  'MMM YYYY',
  'YY-MMM',
  'MMM-YY',
  'YYYY',
] as const

export type DateFormat = (typeof DATE_FORMATS)[number]
export type DatePrecision = 'day' | 'month' | 'year'

/** A calendar date as YYYY-MM-DD. Where only the month or year was written, the first day is assumed and said so. */
export type ReadDate = { readonly date: string; readonly precision: DatePrecision }

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const LONG_MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

const NAME = '(?<month_name>[A-Za-z]{3,9})\\.?'
const YEAR = '(?<year>\\d{4})'
const SHORT_YEAR = '(?<short_year>\\d{2})'
const MONTH = '(?<month>\\d{1,2})'
const DAY = '(?<day>\\d{1,2})'

const PATTERNS: Record<DateFormat, RegExp> = {
  'YYYY-MM-DD': new RegExp(
    `^${YEAR}-(?<month>\\d{2})-(?<day>\\d{2})(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?)?$`,
  ),
  'YYYY/M/D': new RegExp(`^${YEAR}/${MONTH}/${DAY}$`),
  'M/D/YYYY': new RegExp(`^${MONTH}/${DAY}/${YEAR}$`),
  'D/M/YYYY': new RegExp(`^${DAY}/${MONTH}/${YEAR}$`),
  'D.M.YYYY': new RegExp(`^${DAY}\\.\\s?${MONTH}\\.\\s?${YEAR}$`),
  'D MMM YYYY': new RegExp(`^${DAY}[ -]${NAME}[ -]${YEAR}$`),
  'MMM D, YYYY': new RegExp(`^${NAME} ${DAY},? ${YEAR}$`),
  'YYYY-MM': new RegExp(`^${YEAR}-(?<month>\\d{2})$`),
  'M/YYYY': new RegExp(`^${MONTH}/${YEAR}$`),
  'MMM YYYY': new RegExp(`^${NAME}[ -]${YEAR}$`),
  'YY-MMM': new RegExp(`^${SHORT_YEAR}-${NAME}$`),
  'MMM-YY': new RegExp(`^${NAME}-${SHORT_YEAR}$`),
  YYYY: new RegExp(`^${YEAR}$`),
}

/** Two-digit years up to 68 are of this century, as in POSIX `strptime`. */
const LAST_SHORT_YEAR_OF_2000 = 68

/** Reads one date in one written form, or null when it is not written so or is not a day of the calendar. */
export function readDate(text: string, format: DateFormat): ReadDate | null {
  const parts = PATTERNS[format].exec(text.trim())?.groups
  if (parts === undefined) return null
  const year = parts.year === undefined ? fullYear(Number(parts.short_year)) : Number(parts.year)
  const month = parts.month_name === undefined ? Number(parts.month ?? 1) : monthNumber(parts.month_name)
  const day = Number(parts.day ?? 1)
  const precision = parts.day !== undefined ? 'day' : (parts.month ?? parts.month_name) ? 'month' : 'year'
  return isCalendarDay(year, month, day) ? { date: isoDay(year, month, day), precision } : null
}

function fullYear(short: number): number {
  return short <= LAST_SHORT_YEAR_OF_2000 ? 2000 + short : 1900 + short
}

function monthNumber(name: string): number {
  const lower = name.toLowerCase()
  const short = MONTHS.indexOf(lower === 'sept' ? 'sep' : lower)
  return (short >= 0 ? short : LONG_MONTHS.indexOf(lower)) + 1
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return day <= days
}

function isoDay(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

const DAY_MILLISECONDS = 86_400_000
const SPREADSHEET_EPOCH = Date.UTC(1899, 11, 30)

/**
 * The year somebody probably typed into a cell formatted as a date: spreadsheets take 2024 for day number 2024 and show
 * 16 July 1905. Null when the day number is no plausible year.
 */
export function probableTypedYear(isoDate: string): number | null {
  const serial = Math.round((Date.parse(`${isoDate}T00:00:00Z`) - SPREADSHEET_EPOCH) / DAY_MILLISECONDS)
  return serial >= 1900 && serial <= 2100 ? serial : null
}
