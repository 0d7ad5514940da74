import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparable } from './comparable-text.ts'

describe('the form in which texts are compared', () => {
  it.each([
    ['  Use   Case\tName ', 'use case name'],
    ['Agency’s “own” – System', `agency's "own" - system`],
    ['a`b´c″', `a'b'c"`],
    ['H\u0331 and \u1e96', '\u1e96 and \u1e96'],
    ['Ｆｕｌｌ ｗｉｄｔｈ ﬁle', 'full width file'],
    ['', ''],
    [' ', ''],
  ])('%j is compared as %j', (text, expected) => {
    expect(comparable(text)).toBe(expected)
  })

  it('does not change when it is taken again, and disregards case and the space around and within', () => {
    const words = fc.array(
      fc.string({ unit: 'grapheme' }).filter((word) => word.trim() !== ''),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(words, fc.constantFrom('  ', '\t', '\n '), (parts, space) => {
        const plain = comparable(parts.join(' '))
        expect(comparable(`${space}${parts.join(space)}${space}`)).toBe(plain)
        expect(comparable(plain)).toBe(plain)
      }),
    )
  })

  it('of plain text is that text in small letters', () => {
    const word = fc
      .string({ unit: 'grapheme-ascii', minLength: 1 })
      .map((text) => text.replace(/[\s`]/g, '-'))
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (parts) => {
        const text = parts.join(' ')
        expect(comparable(text)).toBe(text.toLowerCase())
        expect(comparable(`${text}\u00a0`)).toBe(text.toLowerCase())
      }),
    )
  })
})
