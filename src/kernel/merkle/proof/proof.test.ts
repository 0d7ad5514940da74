import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { FormatError } from '../encoding/format-error.ts'
import { type Hash, leafHash } from '../tree/hash.ts'
import {
  VECTOR_CONSISTENCIES,
  VECTOR_INCLUSIONS,
  VECTOR_LEAVES,
  VECTOR_ROOTS,
} from '../tree/rfc6962.fixture.ts'
import { type TileReader, tilePath } from '../tree/tile.ts'
import { appendLeafHashes, EMPTY_EDGE, rootFromTiles } from '../tree/tree-edge.ts'
import { proveConsistency, proveInclusion } from './proof.ts'
import { verifyConsistency, verifyInclusion } from './proof-verification.ts'

const SIZE = 66_100
const hex = (hashes: readonly Hash[]): string[] => hashes.map((hash) => hash.toString('hex'))
const fromHex = (hashes: readonly string[]): Hash[] => hashes.map((hash) => Buffer.from(hash, 'hex'))

function readerOf(leaves: readonly Hash[]): TileReader {
  const stored = new Map<string, Buffer>()
  for (const tile of appendLeafHashes(EMPTY_EDGE, leaves).tiles)
    stored.set(`${tile.level}/${tile.index}`, tile.hashes)
  return async (tile) => {
    const bytes = stored.get(`${tile.level}/${tile.index}`)
    if (bytes === undefined) throw new Error(`no tile ${tilePath(tile)}`)
    return bytes
  }
}

describe('known proofs', () => {
  const leaves = VECTOR_LEAVES.map((leaf) => leafHash(leaf))
  const root = (size: number): Hash => Buffer.from(VECTOR_ROOTS[size] ?? '', 'hex')

  it.each(VECTOR_INCLUSIONS)('leaf %i in the tree of %i', async (index, size, proof) => {
    expect(hex(await proveInclusion(index, size, readerOf(leaves)))).toEqual(proof)
    expect(verifyInclusion(leaves[index] ?? root(0), index, size, fromHex(proof), root(size))).toBe(true)
  })

  it.each(VECTOR_CONSISTENCIES)('tree of %i within the tree of %i', async (oldSize, newSize, proof) => {
    expect(hex(await proveConsistency(oldSize, newSize, readerOf(leaves)))).toEqual(proof)
    expect(verifyConsistency(oldSize, root(oldSize), newSize, root(newSize), fromHex(proof))).toBe(true)
  })
})

describe('proofs over many tiles', () => {
  const leaves = Array.from({ length: SIZE }, (_, n) => leafHash(`leaf ${n}`))
  let read: TileReader

  beforeAll(() => {
    read = readerOf(leaves)
  })

  const sizes = fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: SIZE }))

  it('verify for every leaf and size, and for no other leaf, index, size or root', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, pick) => {
        const index = pick % size
        const root = await rootFromTiles(size, read)
        const proof = await proveInclusion(index, size, read)
        const leaf = leaves[index] ?? root
        expect(verifyInclusion(leaf, index, size, proof, root)).toBe(true)
        expect(verifyInclusion(leafHash('other'), index, size, proof, root)).toBe(false)
        expect(verifyInclusion(leaf, index, size, proof, leafHash('other'))).toBe(false)
        expect(verifyInclusion(leaf, index, size, [...proof, leaf], root)).toBe(false)
        expect(verifyInclusion(leaf, index + 1, size, proof, root)).toBe(false)
        expect(verifyInclusion(leaf, index, index, proof, root)).toBe(false)
        for (let at = 0; at < proof.length; at++) {
          expect(verifyInclusion(leaf, index, size, proof.with(at, leafHash('other')), root)).toBe(false)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('show that a tree extends an earlier one, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, sizes, async (one, other) => {
        const [oldSize, newSize] = [Math.min(one, other), Math.max(one, other)]
        const oldRoot = await rootFromTiles(oldSize, read)
        const newRoot = await rootFromTiles(newSize, read)
        const proof = await proveConsistency(oldSize, newSize, read)
        expect(verifyConsistency(oldSize, oldRoot, newSize, newRoot, proof)).toBe(true)
        expect(verifyConsistency(oldSize, leafHash('other'), newSize, newRoot, proof)).toBe(false)
        expect(verifyConsistency(oldSize, oldRoot, newSize, leafHash('other'), proof)).toBe(false)
        expect(verifyConsistency(oldSize, oldRoot, newSize, newRoot, [...proof, oldRoot])).toBe(false)
        if (proof.length > 0) {
          expect(verifyConsistency(oldSize, oldRoot, newSize, newRoot, proof.slice(1))).toBe(false)
          expect(
            verifyConsistency(oldSize, oldRoot, newSize, newRoot, proof.with(0, leafHash('other'))),
          ).toBe(false)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('take every tile once', async () => {
    const asked: string[] = []
    await proveInclusion(1234, SIZE, (tile) => {
      asked.push(tilePath(tile))
      return read(tile)
    })
    expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted())
  })

  it.each([
    [5, 5],
    [-1, 5],
    [0.5, 5],
  ])('do not exist for leaf %d of %d', (index, size) => {
    expect(() => proveInclusion(index, size, read)).toThrow(FormatError)
  })

  it.each([
    [0, 5],
    [6, 5],
  ])('do not lead from %i to %i leaves', (oldSize, newSize) => {
    expect(() => proveConsistency(oldSize, newSize, read)).toThrow(FormatError)
  })

  it('need nothing to extend the empty tree', () => {
    const root = leafHash('any')
    expect(verifyConsistency(0, root, 3, root, [])).toBe(true)
    expect(verifyConsistency(0, root, 3, root, [root])).toBe(false)
  })
})
