import { parseDecimal } from '../encoding/decimal.ts'
import { FormatError } from '../encoding/format-error.ts'
import { HASH_BYTES, type Hash, joinPeaks, nodeHash } from './hash.ts'

/** Levels of the tree one tile spans, fixed by C2SP tlog-tiles. */
export const TILE_HEIGHT = 8

/** Hashes in a full tile. */
export const TILE_WIDTH = 256

/** Names a tile: `width` hashes (1 to 256) at tile level `level`, the `index`-th tile of that level. */
export type TileId = { readonly level: number; readonly index: number; readonly width: number }

/** A tile with its content: `width` hashes of 32 bytes, one after the other. */
export type Tile = TileId & { readonly hashes: Buffer }

/**
 * Gives a tile's bytes. It may answer with a wider version of a partial tile (only the first `width` hashes are
 * used), so a store may keep the newest version of each tile alone.
 */
export type TileReader = (tile: TileId) => Promise<Uint8Array>

/** Path of a tile below the log's prefix, C2SP tlog-tiles: `tile/0/x001/234`, `tile/1/000.p/17`. */
export function tilePath(tile: TileId): string {
  return `tile/${tile.level}/${indexPath(tile)}`
}

/** Path of the entry bundle that belongs to a level-0 tile: `tile/entries/x001/234.p/9`. */
export function entryBundlePath(bundle: Pick<TileId, 'index' | 'width'>): string {
  return `tile/entries/${indexPath(bundle)}`
}

/** Reads what `tilePath` wrote; throws `FormatError` on any other spelling. */
export function parseTilePath(path: string): TileId {
  const parts = /^tile\/(\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
  if (parts === null) throw new FormatError(`"${path}" is not the path of a tile`)
  const [, level = '', index = '', width] = parts
  const tile = {
    level: parseDecimal(level, 'the tile level'),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  }
  if (tile.level > 63 || tile.width < 1 || !Number.isSafeInteger(tile.index) || tilePath(tile) !== path) {
    throw new FormatError(`"${path}" is not the path of a tile`)
  }
  return tile
}

/**
 * The tile that holds the `position`-th hash of tile level `level` in a tree of `size` leaves, as wide as that tree
 * makes it. The position must exist in such a tree.
 */
export function tileHolding(level: number, position: number, size: number): TileId {
  const index = Math.floor(position / TILE_WIDTH)
  const hashesOnLevel = Math.floor(size / TILE_WIDTH ** level)
  return { level, index, width: Math.min(TILE_WIDTH, hashesOnLevel - index * TILE_WIDTH) }
}

/** Splits a tile's bytes into `width` hashes; throws `FormatError` when it holds fewer. */
export function tileHashes(bytes: Uint8Array, width: number): Hash[] {
  if (bytes.length < width * HASH_BYTES) {
    throw new FormatError(`the tile holds ${bytes.length} bytes; ${width} hashes take ${width * HASH_BYTES}`)
  }
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return Array.from({ length: width }, (_, place) =>
    source.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES),
  )
}

/** Root of the perfect subtree over `hashes`, whose number is a power of two. */
export function perfectRoot(hashes: readonly Hash[]): Hash {
  let row = hashes
  while (row.length > 1) row = pairs(row)
  return joinPeaks(row)
}

function pairs(row: readonly Hash[]): Hash[] {
  const joined: Hash[] = []
  for (let place = 0; place + 1 < row.length; place += 2) {
    const [left, right] = [row[place], row[place + 1]]
    if (left !== undefined && right !== undefined) joined.push(nodeHash(left, right))
  }
  return joined
}

function indexPath({ index, width }: Pick<TileId, 'index' | 'width'>): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  const path = groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join('/')
  return width < TILE_WIDTH ? `${path}.p/${width}` : path
}
