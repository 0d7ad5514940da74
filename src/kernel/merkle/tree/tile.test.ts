import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../encoding/format-error.ts'
import { entryBundlePath, parseTilePath, tileHashes, tileHolding, tilePath } from './tile.ts'

describe('tile paths', () => {
  it('writes the index in groups of three digits, as C2SP tlog-tiles does', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067')
    expect(tilePath({ level: 1, index: 0, width: 17 })).toBe('tile/1/000.p/17')
    expect(entryBundlePath({ index: 1000, width: 9 })).toBe('tile/entries/x001/000.p/9')
  })

  it('reads every path it writes', () => {
    const tiles = fc.record({
      level: fc.integer({ min: 0, max: 63 }),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: 256 }),
    })
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual(tile)
      }),
    )
  })

  it.each([
    'tile/0/1',
    'tile/00/001',
    'tile/64/001',
    'tile/0/x000/001',
    'tile/0/001.p/0',
    'tile/0/001.p/256',
    'tile/0/001.p/07',
    'tile/0/x001',
    'tile/0/001/x002',
    'tile/entries/001',
    '../tile/0/001',
  ])('refuses %s', (path) => {
    expect(() => parseTilePath(path)).toThrow(FormatError)
  })
})

describe('tile contents', () => {
  it('is as wide as the tree makes it', () => {
    expect(tileHolding(0, 69_999, 70_000)).toEqual({ level: 0, index: 273, width: 112 })
    expect(tileHolding(1, 5, 70_000)).toEqual({ level: 1, index: 0, width: 256 })
  })

  it('refuses a tile with too few bytes', () => {
    expect(() => tileHashes(Buffer.alloc(63), 2)).toThrow('the tile holds 63 bytes; 2 hashes take 64')
  })
})
