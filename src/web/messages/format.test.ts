import { afterEach, describe, expect, it } from 'vitest'
import { instantOf, localMinute, setFormats } from './format.ts'

afterEach(() => setFormats({ locale: 'en', time_zone: 'UTC' }))

describe('a moment that is entered', () => {
  it.each([
    ['Europe/Berlin', '2026-11-28T14:30', '2026-11-28T13:30:00.000Z'],
    ['Europe/Berlin', '2026-03-29T03:15', '2026-03-29T01:15:00.000Z'],
    ['America/New_York', '2026-11-28T23:00', '2026-11-29T04:00:00.000Z'],
    ['Pacific/Auckland', '2026-01-01T00:00', '2025-12-31T11:00:00.000Z'],
  ])('in %s, %s is %s, and is shown as it was entered', (time_zone, local, instant) => {
    setFormats({ locale: 'en', time_zone })
    expect(instantOf(local)).toBe(instant)
    expect(localMinute(new Date(instant))).toBe(local)
  })
})
