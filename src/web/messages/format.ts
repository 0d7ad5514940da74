/** How dates and numbers are written: the organization's locale and time zone, set once after sign-in. */
let locale = 'en'
let timeZone: string | undefined

/** Sets the language and time zone in which numbers and instants are written from now on. */
export function setFormats(chosen: { readonly locale: string; readonly time_zone: string }): void {
  locale = chosen.locale
  timeZone = chosen.time_zone
}

export const formatNumber = (value: number): string => new Intl.NumberFormat(locale).format(value)

const dayStyle: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' }

/** A calendar date, `YYYY-MM-DD`, which has no time zone. */
export function formatDate(date: string): string {
  const instant = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(instant.getTime())) return date
  return new Intl.DateTimeFormat(locale, { ...dayStyle, timeZone: 'UTC' }).format(instant)
}

/** The day of an instant in the organization's time zone. */
export const formatDay = (instant: string): string =>
  new Intl.DateTimeFormat(locale, { ...dayStyle, timeZone }).format(new Date(instant))

/** An instant to the minute in the organization's time zone. */
export const formatInstant = (instant: string): string =>
  new Intl.DateTimeFormat(locale, { ...dayStyle, hour: '2-digit', minute: '2-digit', timeZone }).format(
    new Date(instant),
  )

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** How long ago, up to a week; the day after that. */
export function formatSince(instant: string, now: number): string {
  const seconds = (new Date(instant).getTime() - now) / 1000
  if (Math.abs(seconds) > 7 * 86_400) return formatDay(instant)
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
  return relative.format(0, 'second')
}

/** What a clock on the wall of the organization shows at an instant, as if it were UTC. */
function wallClock(instant: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant)
  const at = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'))
}

/** An instant as `YYYY-MM-DDTHH:MM` in the organization's time zone, as date and time are entered. */
export const localMinute = (instant: Date): string => new Date(wallClock(instant)).toISOString().slice(0, 16)

/** The calendar date of an instant in the organization's time zone, `YYYY-MM-DD`. */
export const localDay = (instant: Date): string => localMinute(instant).slice(0, 10)

/** Today's calendar date in the organization's time zone. */
export const localToday = (): string => localDay(new Date())

/** The UTC instant of a `YYYY-MM-DDTHH:MM` that was entered in the organization's time zone. */
export function instantOf(local: string): string {
  const guess = new Date(`${local}:00Z`)
  const near = new Date(guess.getTime() * 2 - wallClock(guess))
  // Near the change to or from summer time the offset of the guess is not that of the moment meant.
  return new Date(near.getTime() + guess.getTime() - wallClock(near)).toISOString()
}
