import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../encoding/format-error.ts'
import { decodeEntryBundle, encodeEntryBundle } from './entry-bundle.ts'

describe('entry bundle', () => {
  it('puts a 16-bit length before every leaf', () => {
    expect(encodeEntryBundle(['ab', 'é']).toString('hex')).toBe('000261620002c3a9')
  })

  it('is unpacked unchanged', () => {
    const leaves = fc.array(fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(leaves, (list) => {
        expect(decodeEntryBundle(encodeEntryBundle(list))).toEqual(list)
      }),
    )
  })

  it('refuses a cut bundle and a leaf that is too long', () => {
    const bundle = encodeEntryBundle(['leaf'])
    for (const length of [1, 2, 5])
      expect(() => decodeEntryBundle(bundle.subarray(0, length))).toThrow(FormatError)
    expect(() => encodeEntryBundle(['x'.repeat(65_536)])).toThrow(FormatError)
  })
})
