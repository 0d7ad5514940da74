import { sql } from 'kysely'
import type { TestOrganization, TestProduct } from '../../../../test/harness/organization.ts'
import type { Pack } from '../../../kernel/pack/pack.ts'
import { editionOf } from './edition.ts'

/** The organization adopted a pack when an earlier version of the product brought it. */
export async function adoptedBefore(
  { database, sources }: Pick<TestProduct, 'database' | 'sources'>,
  organization: Pick<TestOrganization, 'id'> & { readonly adopter?: string },
  pack: Pack,
): Promise<void> {
  const { content, content_hash } = editionOf(pack)
  const { version, law_state_date = null } = pack.manifest
  const at = sources.now().toISOString()
  const person = organization.adopter ?? null
  await database.write(
    { role: 'app', organizationId: organization.id, operationId: sources.newId() },
    async (db, later) => {
      await sql`insert into pack.edition (pack_id, content_hash, version, content, kept_at)
        values (${pack.manifest.id}, ${content_hash}, ${version}, ${content}, ${at}) on conflict do nothing`.execute(
        db,
      )
      await sql`insert into app.pack_adoption (organization_id, id, pack_id, content_hash, version, law_state_date, adopted_at, adopted_by)
        values (${organization.id}, ${sources.newId()}, ${pack.manifest.id}, ${content_hash}, ${version}, ${law_state_date}, ${at}, ${person})`.execute(
        db,
      )
      later(sql`select trail.record(${at}, 'pack.adopt', 'pack.adopted', ${person}, null, null)`.execute(db))
    },
  )
}
