import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Tile, TileId, TileReader } from '../../../kernel/merkle/tree/tile.ts'
import type { Rows } from '../../operations/scope.ts'

/** Reads an organization's hash tiles. @throws when a tile is missing: the log in the database is damaged. */
export const tileReaderOn =
  (rows: Rows, organizationId: string): TileReader =>
  async ({ level, index }: TileId) => {
    const [tile] = await rows<{ hashes: Buffer }>(sql`
      select hashes from trail.tile
      where organization_id = ${organizationId} and level = ${level} and tile_index = ${index}`)
    if (!tile)
      throw new Error(`The trail of organization ${organizationId} lacks hash tile ${level}/${index}.`)
    return tile.hashes
  }

/** As `tileReaderOn`, within a transaction at hand. */
export const tileReader = (db: Kysely<never>, organizationId: string): TileReader =>
  tileReaderOn(
    async <T>(statement: RawBuilder<unknown>) => (await statement.execute(db)).rows as T[],
    organizationId,
  )

/** Stores tiles; a wider version replaces a narrower one. */
export async function storeTiles(
  db: Kysely<never>,
  organizationId: string,
  tiles: readonly Tile[],
): Promise<void> {
  const widest = new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile]))
  const rows = [...widest.values()]
  await sql`
    insert into trail.tile (organization_id, level, tile_index, hashes)
    select ${organizationId}, * from unnest(${rows.map(({ level }) => level)}::int[], ${rows.map(({ index }) => index)}::bigint[], ${rows.map(({ hashes }) => hashes)}::bytea[])
    on conflict (organization_id, level, tile_index) do update set hashes = excluded.hashes`.execute(db)
}
