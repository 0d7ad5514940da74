import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../src/web/theme/tokens.css', import.meta.url), 'utf8')

type Colours = Readonly<Record<string, string>>

/** The colours that a rule sets, by token. */
function coloursOf(selector: string): Colours {
  const rule = css.slice(css.indexOf(`\n${selector} {`))
  const body = rule.slice(0, rule.indexOf('}'))
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

const light = coloursOf(':root[data-scheme="light"]')
const dark = coloursOf(':root[data-scheme="dark"]')
const above = { ...dark, ...coloursOf(':root[data-scheme="dark"] :is([popover], dialog)') }

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio, WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

const texts = [
  'text',
  'text-2',
  'text-3',
  'accent-ink',
  'neutral',
  'progress',
  'positive',
  'caution',
  'critical',
]
const grounds = ['canvas', 'surface', 'raised', 'hover', 'pressed', 'selected']
const pairs = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground, 4.5] as const)),
  ...['accent', 'accent-hover', 'danger', 'danger-hover'].map(
    (ground) => ['on-accent', ground, 4.5] as const,
  ),
  ['text', 'caution-ground', 4.5],
  ['caution', 'caution-ground', 4.5],
  ['text', 'critical-ground', 4.5],
  ['critical', 'critical-ground', 4.5],
  ['control', 'surface', 3],
  ['focus', 'surface', 3],
] as const

// A checker of pages sees only what no one points at and presses.
describe.each(Object.entries({ light, dark, above }))('colours, %s', (_, colours) => {
  it('stand out from every ground that they are put on', () => {
    const weak = pairs.flatMap(([text, ground, least]) => {
      const ratio = contrast(colours[text] ?? '', colours[ground] ?? '')
      return ratio >= least ? [] : [`${text} on ${ground}: ${ratio.toFixed(2)}`]
    })
    expect(weak).toEqual([])
  })
})
