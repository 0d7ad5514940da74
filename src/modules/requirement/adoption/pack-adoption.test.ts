import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { TestOrganization } from '../../../../test/harness/organization.ts'
import { makeTwoOrganizations } from '../../../../test/harness/two-organizations.ts'
import type { Pack } from '../../../kernel/pack/pack.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import { adoptedBefore } from './adopted-before.fixture.ts'
import { packInUse } from './adoption.ts'

const { database, product, ours, theirs } = await makeTwoOrganizations()
const law = shippedPacks().regulation
const pack_id = law.manifest.id

/** An earlier version of the law: another date, one duty fewer. */
function earlier(): Pack<'regulation'> {
  const old = structuredClone(law)
  Object.assign(old.manifest, { version: '0.9.0', law_state_date: '2026-01-01' })
  for (const date of old.content.law_dates) if (date.id === 'hr_annex3') date.from = '2026-08-02'
  old.content.obligations = old.content.obligations.filter(({ id }) => id !== 'ob_art49_2')
  return old
}

const inUse = (organization: TestOrganization) =>
  database.read({ role: 'app', organizationId: organization.id }, (db) =>
    packInUse({ db } as unknown as Parameters<typeof packInUse>[0], 'regulation'),
  )

interface Entry {
  id: string
  update_available: boolean
  adoption: { version: string } | null
}
const entry = async (organization: TestOrganization) =>
  (await product.run<{ items: Entry[] }>('pack.list', organization.actors.employee)).items.find(
    ({ id }) => id === pack_id,
  )

interface Preview {
  from_version: string | null
  content_hash: string
  added: { id: string }[]
  changed: { id: string; fields: string[] }[]
}
const preview = (organization: TestOrganization) =>
  product.run<Preview>('pack.preview-update', organization.actors.employee, { pack_id })

describe('a pack that the product has moved on', () => {
  it('shows what it changes, and is used only once it is adopted', async () => {
    await adoptedBefore(product, ours, earlier())
    expect(await entry(ours)).toMatchObject({ update_available: true, adoption: { version: '0.9.0' } })
    expect((await inUse(ours)).manifest.version).toBe('0.9.0')

    const shown = await preview(ours)
    expect(shown.from_version).toBe('0.9.0')
    expect(shown.added.map(({ id }) => id)).toEqual(['ob_art49_2'])
    expect(shown.changed).toMatchObject([{ id: 'hr_annex3', fields: ['from'] }])

    const manager = ours.actors['aims-manager']
    const adopted = await product.run<{ version: string }>('pack.adopt', manager, {
      pack_id,
      content_hash: shown.content_hash,
    })
    expect(adopted.version).toBe(law.manifest.version)
    expect((await inUse(ours)).manifest.version).toBe(law.manifest.version)
    expect(await entry(ours)).toMatchObject({ update_available: false })
    expect((await preview(ours)).changed).toEqual([])
  })

  it('stays as it is for another organization', async () => {
    expect(await entry(theirs)).toMatchObject({ update_available: false, adoption: null })
    expect(await inUse(theirs)).toBe(law)
    expect((await preview(theirs)).from_version).toBeNull()
  })

  it('is not adopted unseen, twice, or by whoever may not decide it', async () => {
    const manager = theirs.actors['aims-manager']
    const { content_hash } = await preview(theirs)
    const wrong = { pack_id, content_hash: '0'.repeat(64) }
    await expect(product.run('pack.adopt', manager, wrong)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(
      product.run('pack.adopt', theirs.actors['ai-system-owner'], { pack_id, content_hash }),
    ).rejects.toMatchObject({ kind: 'not-permitted' })
    await product.run('pack.adopt', manager, { pack_id, content_hash })
    await expect(product.run('pack.adopt', manager, { pack_id, content_hash })).rejects.toMatchObject({
      kind: 'conflict',
    })
  })

  it('refuses content that this version of the product cannot read, and says what to do', async () => {
    const unreadable = structuredClone(law) as Pack
    unreadable.manifest.version = '0.1.0'
    Object.assign(unreadable.content, { questions: [{ id: 'other' }] })
    await adoptedBefore(product, theirs, unreadable)
    await expect(inUse(theirs)).rejects.toMatchObject({ kind: 'refused-by-rule', facts: { pack_id } })
    expect((await preview(theirs)).changed.length).toBe(0)
    expect((await preview(theirs)).added.length).toBeGreaterThan(0)
  })
})

it('keeps an edition as it was written: the app can neither change nor remove it', async () => {
  for (const statement of [sql`update pack.edition set version = '9.9.9'`, sql`delete from pack.edition`])
    await expect(
      database.write({ role: 'app', organizationId: ours.id }, (db) => statement.execute(db)),
    ).rejects.toThrow(/permission denied/)
})
