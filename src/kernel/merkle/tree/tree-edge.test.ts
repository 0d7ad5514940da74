import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Frontier } from './frontier.ts'
import { emptyRoot, type Hash, leafHash, nodeHash } from './hash.ts'
import { VECTOR_LEAVES, VECTOR_ROOTS } from './rfc6962.fixture.ts'
import { type TileId, type TileReader, tilePath } from './tile.ts'
import { appendLeafHashes, EMPTY_EDGE, edgeRoot, readEdge, rootFromTiles } from './tree-edge.ts'

/** The definition in RFC 6962 section 2.1, word for word: the yardstick for the quick ways. */
function treeHash(leaves: readonly Hash[]): Hash {
  const [first] = leaves
  if (first === undefined) return emptyRoot()
  if (leaves.length === 1) return first
  let power = 1
  while (power * 2 < leaves.length) power *= 2
  return nodeHash(treeHash(leaves.slice(0, power)), treeHash(leaves.slice(power)))
}

const leavesOf = (count: number): Hash[] => Array.from({ length: count }, (_, n) => leafHash(`leaf ${n}`))

/** A store that keeps only the widest version of each tile, as the platform's does. */
function tileStore(): {
  read: TileReader
  keep: (tile: TileId & { hashes: Buffer }) => void
  paths: () => string[]
} {
  const stored = new Map<string, TileId & { hashes: Buffer }>()
  const key = (tile: TileId): string => `${tile.level}/${tile.index}`
  return {
    keep: (tile) => stored.set(key(tile), tile),
    paths: () => [...stored.values()].map(tilePath),
    read: async (tile) => {
      const kept = stored.get(key(tile))
      if (kept === undefined || kept.width < tile.width) throw new Error(`no tile ${tilePath(tile)}`)
      return kept.hashes
    },
  }
}

describe('appending to the tree', () => {
  it.each(VECTOR_ROOTS.map((root, size) => ({ root, size })))(
    'gives the known root of $size leaves',
    ({ root, size }) => {
      const hashes = VECTOR_LEAVES.slice(0, size).map((leaf) => leafHash(leaf))
      expect(appendLeafHashes(EMPTY_EDGE, hashes).root.toString('hex')).toBe(root)
      const frontier = new Frontier()
      for (const hash of hashes) frontier.append(hash)
      expect(frontier.root().toString('hex')).toBe(root)
    },
  )

  it('agrees with the definition for every way of batching, and restores its edge from the tiles', async () => {
    const batches = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(batches, async (sizes) => {
        const store = tileStore()
        const frontier = new Frontier()
        const all: Hash[] = []
        let edge = EMPTY_EDGE
        for (const size of sizes) {
          const added = leavesOf(all.length + size).slice(all.length)
          all.push(...added)
          for (const hash of added) frontier.append(hash)
          const grown = appendLeafHashes(edge, added)
          grown.tiles.forEach(store.keep)
          edge = grown.edge
          expect(grown.root).toEqual(treeHash(all))
          expect(frontier.root()).toEqual(grown.root)
          expect(await readEdge(all.length, store.read)).toEqual(edge)
          expect(edgeRoot(edge)).toEqual(grown.root)
        }
        const earlier = Math.floor(all.length / 2)
        expect(await rootFromTiles(earlier, store.read)).toEqual(treeHash(all.slice(0, earlier)))
      }),
      { numRuns: 25 },
    )
  })

  it('lays tiles out as in the example of C2SP tlog-tiles: 70,000 leaves', () => {
    const store = tileStore()
    const { edge, tiles } = appendLeafHashes(EMPTY_EDGE, leavesOf(70_000))
    tiles.forEach(store.keep)
    const paths = store.paths()
    expect(paths.filter((path) => path.startsWith('tile/0/') && !path.includes('.p/'))).toHaveLength(273)
    expect(paths.filter((path) => !path.startsWith('tile/0/'))).toEqual([
      'tile/1/000',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ])
    expect(paths).toContain('tile/0/273.p/112')
    expect(edge.levels.map((hashes) => hashes.length)).toEqual([112, 17, 1])
  })

  it('makes a full tile and the first hash above it at 256 leaves', () => {
    const { tiles } = appendLeafHashes(EMPTY_EDGE, leavesOf(256))
    expect(tiles.map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1'])
  })
})
