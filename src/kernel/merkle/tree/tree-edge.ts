import { type Hash, joinPeaks } from './hash.ts'
import { perfectRoot, TILE_WIDTH, type Tile, type TileReader, tileHashes, tileHolding } from './tile.ts'

/**
 * The right edge of a tiled tree: for each tile level the hashes of its partial tile (0 to 255 of them). It is all
 * that appending needs, and it determines the root.
 */
export type TreeEdge = { readonly size: number; readonly levels: readonly (readonly Hash[])[] }

/** What appending yields. `tiles` must be stored in the same transaction as the leaves they cover. */
export type AppendedTree = { readonly edge: TreeEdge; readonly tiles: readonly Tile[]; readonly root: Hash }

export const EMPTY_EDGE: TreeEdge = { size: 0, levels: [] }

/**
 * Appends leaf hashes at the right edge. `tiles` lists the changed tiles: those that became full and, per level, the
 * partial tile as it now stands; a wider version of a tile replaces every narrower one.
 */
export function appendLeafHashes(edge: TreeEdge, leaves: readonly Hash[]): AppendedTree {
  const levels = edge.levels.map((hashes) => [...hashes])
  const tiles: Tile[] = []
  const size = edge.size + leaves.length
  let added: readonly Hash[] = leaves
  for (let level = 0; added.length > 0; level++) {
    const hashes = levels[level] ?? []
    levels[level] = hashes
    added = fillLevel(hashes, added, level, Math.floor(edge.size / TILE_WIDTH ** (level + 1)), tiles)
  }
  const next = { size, levels }
  return { edge: next, tiles, root: edgeRoot(next) }
}

/** Puts `added` into the level's open tile, emits tiles, and returns the roots that rise to the level above. */
function fillLevel(
  open: Hash[],
  added: readonly Hash[],
  level: number,
  firstIndex: number,
  tiles: Tile[],
): Hash[] {
  const risen: Hash[] = []
  let index = firstIndex
  for (const hash of added) {
    open.push(hash)
    if (open.length < TILE_WIDTH) continue
    tiles.push({ level, index, width: TILE_WIDTH, hashes: Buffer.concat(open) })
    risen.push(perfectRoot(open))
    open.length = 0
    index += 1
  }
  if (open.length > 0) tiles.push({ level, index, width: open.length, hashes: Buffer.concat(open) })
  return risen
}

/** RFC 6962 root of the tree with this edge. */
export function edgeRoot(edge: TreeEdge): Hash {
  return joinPeaks(edge.levels.toReversed().flatMap(peaksOf))
}

/** Reads the edge of the tree of `size` leaves back from its tiles; also for an earlier size of a grown tree. */
export async function readEdge(size: number, readTile: TileReader): Promise<TreeEdge> {
  const widths: number[] = []
  for (let rest = size; rest > 0; rest = Math.floor(rest / TILE_WIDTH)) widths.push(rest % TILE_WIDTH)
  const levels = await Promise.all(
    widths.map(async (width, level) => {
      if (width === 0) return []
      const last = Math.floor(size / TILE_WIDTH ** level) - 1
      return tileHashes(await readTile(tileHolding(level, last, size)), width)
    }),
  )
  return { size, levels }
}

/** Root of the tree of `size` leaves, read from its tiles. */
export async function rootFromTiles(size: number, readTile: TileReader): Promise<Hash> {
  return edgeRoot(await readEdge(size, readTile))
}

/** Roots of the perfect subtrees a partial tile consists of, largest first. */
function peaksOf(hashes: readonly Hash[]): Hash[] {
  const peaks: Hash[] = []
  let start = 0
  for (let width = TILE_WIDTH / 2; width >= 1; width /= 2) {
    if (start + width > hashes.length) continue
    peaks.push(perfectRoot(hashes.slice(start, start + width)))
    start += width
  }
  return peaks
}
