import { type Hash, joinPeaks } from '../tree/hash.ts'
import {
  perfectRoot,
  TILE_HEIGHT,
  TILE_WIDTH,
  type TileId,
  type TileReader,
  tileHashes,
  tileHolding,
  tilePath,
} from '../tree/tile.ts'
import {
  consistencyRanges,
  inclusionRanges,
  type LeafRange,
  type PerfectSubtree,
  perfectSubtrees,
} from './proof-range.ts'

/** Audit path of leaf `index` in the tree of `size` leaves (RFC 6962 section 2.1.1), read from the log's tiles. */
export function proveInclusion(index: number, size: number, readTile: TileReader): Promise<Hash[]> {
  return hashRanges(inclusionRanges(index, size), size, readTile)
}

/** Proof that the tree of `newSize` leaves extends that of `oldSize` (RFC 6962 section 2.1.2), read from the tiles. */
export function proveConsistency(oldSize: number, newSize: number, readTile: TileReader): Promise<Hash[]> {
  return hashRanges(consistencyRanges(oldSize, newSize), newSize, readTile)
}

/** Reads every needed tile once, all at the same time, and hashes each range. */
async function hashRanges(ranges: readonly LeafRange[], size: number, readTile: TileReader): Promise<Hash[]> {
  const subtrees = ranges.map(perfectSubtrees)
  const needed = new Map(
    subtrees
      .flat()
      .map((subtree) => tileOf(subtree, size))
      .map((tile) => [tilePath(tile), tile]),
  )
  const loaded = new Map(
    await Promise.all([...needed].map(async ([path, tile]) => [path, await readTile(tile)] as const)),
  )
  return subtrees.map((range) =>
    joinPeaks(
      range.map((subtree) => {
        const tile = tileOf(subtree, size)
        return subtreeHash(subtree, tile, loaded.get(tilePath(tile)) ?? new Uint8Array())
      }),
    ),
  )
}

/** The tile whose hashes lie under the subtree's root. */
function tileOf({ height, position }: PerfectSubtree, size: number): TileId {
  return tileHolding(Math.floor(height / TILE_HEIGHT), position * 2 ** (height % TILE_HEIGHT), size)
}

function subtreeHash({ height, position }: PerfectSubtree, tile: TileId, bytes: Uint8Array): Hash {
  const width = 2 ** (height % TILE_HEIGHT)
  const start = (position * width) % TILE_WIDTH
  return perfectRoot(tileHashes(bytes, tile.width).slice(start, start + width))
}
