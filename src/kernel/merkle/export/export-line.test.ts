import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../encoding/format-error.ts'
import {
  parseExportLine,
  parseWitnessLine,
  writeCheckpointLine,
  writeHeaderLine,
  writeLeafLine,
  writeWitnessLine,
} from './export-line.ts'

const header = { organization: 'o', exported_at: '2026-11-21T12:00:00Z', size: 1, keys: ['k'], epochs: ['e'] }
const leaf = { index: 0, leaf: '{}', hash: 'h', salt: null, image: '{"a":"\u2028"}', final: true }

describe('export lines', () => {
  it('are read as written', () => {
    const leaves = fc.record({
      index: fc.maxSafeNat(),
      leaf: fc.string({ unit: 'binary' }),
      hash: fc.string(),
      salt: fc.option(fc.string()),
      image: fc.option(fc.string({ unit: 'binary' })),
      final: fc.boolean(),
    })
    fc.assert(
      fc.property(leaves, (one) => {
        expect(parseExportLine(writeLeafLine(one))).toEqual({ type: 'leaf', ...one })
      }),
    )
    expect(parseExportLine(writeHeaderLine(header))).toEqual({
      type: 'plumbline-trail',
      version: 1,
      ...header,
    })
    expect(parseExportLine(writeCheckpointLine('a\nb'))).toEqual({ type: 'checkpoint', note: 'a\nb' })
    expect(parseWitnessLine(writeWitnessLine('a\nb'))).toEqual({ note: 'a\nb' })
  })

  it('are one line each', () => {
    expect(writeLeafLine({ ...leaf, image: 'a\nb' })).not.toContain('\n')
  })

  it.each([
    ['half a line', writeLeafLine(leaf).slice(0, 30)],
    ['an unknown kind', '{"type":"other"}'],
    ['no object', '[1]'],
    ['a key twice', writeLeafLine(leaf).replace('"image":', '"image":"x","image":')],
    ['a key too many', writeLeafLine(leaf).replace('}', ',"note":""}')],
    ['a space', writeLeafLine(leaf).replace(',', ', ')],
    ['a broken index', writeLeafLine({ ...leaf, index: -1 })],
    ['no image', writeLeafLine(leaf).replace(/"image":"[^}]*}",/, '')],
    ['another version', writeHeaderLine(header).replace('"version":1', '"version":2')],
    ['keys that are no list', writeHeaderLine(header).replace('["k"]', '"k"')],
    ['a checkpoint without note', '{"type":"checkpoint"}'],
  ])('are refused with %s', (_, text) => {
    expect(() => parseExportLine(text)).toThrow(FormatError)
  })

  it('of a witness file hold a note', () => {
    expect(() => parseWitnessLine('{"size":1}')).toThrow(FormatError)
    expect(() => parseWitnessLine('{"note":')).toThrow(FormatError)
  })
})
