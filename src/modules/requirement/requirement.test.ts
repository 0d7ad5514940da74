import { describe, expect, it } from 'vitest'
import { makeTwoOrganizations } from '../../../test/harness/two-organizations.ts'
import { packItems } from '../../kernel/pack/pack.ts'
import { shippedPacks } from '../../platform/packs/shipped-packs.ts'
import { modules } from '../index.ts'
import { catalogueOf, groupsOf } from './catalogue.ts'
import { pageOf } from './page/page.ts'
import { registerOf, renamedRecordTypes } from './record-register.ts'

const packs = shippedPacks()
const catalogue = catalogueOf(packs)
const { product, ours } = await makeTwoOrganizations()

const urn = (kind: string, ref: string) => `urn:plumbline:iso-42001:2023:${kind}:${ref}`

describe('the catalogue', () => {
  it('holds every requirement once, under a heading, with a page of its own', () => {
    const count = (kind: string) => catalogue.entries.filter((one) => one.kind === kind).length
    expect([count('clause'), count('control'), count('subcategory')]).toEqual([32, 38, 72])
    expect(count('obligation')).toBe(packs.regulation.content.obligations.length)
    expect(catalogue.byUrn.size).toBe(catalogue.entries.length)
    const known = new Set(Object.values(packs).flatMap((pack) => packItems(pack).map((item) => item.urn)))
    expect(catalogue.entries.filter((one) => !known.has(one.urn))).toEqual([])
    for (const entry of catalogue.entries) {
      expect(groupsOf(catalogue, [entry])).not.toEqual([])
      expect(pageOf(packs, entry.urn)?.ref).toBe(entry.ref)
    }
  })

  it('makes one heading of an objective that is also its area, and nests the two of A.6', () => {
    const annexA = catalogue.groups.filter(({ id }) => id.startsWith('A.'))
    expect(annexA).toHaveLength(11)
    expect(annexA.filter((group) => group.parent_id === 'A.6').map(({ id }) => id)).toEqual([
      'A.6.1',
      'A.6.2',
    ])
  })

  it('lists headings as a reader meets them: each below the one it belongs to, before the next', () => {
    let above: (string | null)[] = []
    for (const { id, parent_id } of catalogue.groups) {
      if (parent_id === null) above = []
      expect([null, ...above], id).toContain(parent_id)
      above = [...above, id]
    }
    const annexA = catalogue.groups.filter(({ id, parent_id }) => id.startsWith('A.') && parent_id === null)
    expect(annexA.map(({ id }) => id)).toEqual(
      ['2', '3', '4', '5', '6', '7', '8', '9', '10'].map((number) => `A.${number}`),
    )
  })
})

describe('a requirement’s page', () => {
  it('says what a clause asks for and how an auditor looks at it', () => {
    const page = pageOf(packs, urn('clause', '9.2.2'))
    expect(page?.path.map(({ id }) => id)).toEqual(['9', '9.2'])
    expect(page?.documented_information.every(({ meaning }) => meaning.length > 1)).toBe(true)
    expect(page?.required_documents.length).toBeGreaterThan(0)
    expect(page?.typical_findings.map(({ id }) => id)).toContain('internal_audit_missing')
    expect(page?.review_interval_days).toBe(365)
    expect(page?.exclusion_note).toBeNull()
  })

  it('says of a control what excludes it, what risks it answers and which law asks for it', () => {
    const page = pageOf(packs, urn('control', 'A.7.2'))
    expect(page?.exclusion_note).not.toBeNull()
    expect(page?.exclusion_rules.map(({ effect }) => effect)).toContain('cannot_exclude')
    expect(page?.scenarios.length).toBeGreaterThan(0)
    expect(page?.annex_c_objectives[0]).toMatchObject({ title: expect.any(String) })
    expect(page?.guidance_ref).toBe('B.7.2')
  })

  it('reads the crosswalk in both directions, and leads to the other page', () => {
    const one = packs.crosswalk.content.mappings.find((row) => row.framework_id === 'nist_ai_rmf_1_0')
    if (!one) throw new Error('no row')
    const kind = one.requirement_id.startsWith('A.') ? 'control' : 'clause'
    const row = pageOf(packs, urn(kind, one.requirement_id))?.crosswalk.find(
      ({ ref }) => ref === one.target_ref,
    )
    expect(row?.urn).toMatch(/nist-ai-rmf/)
    const back = pageOf(packs, row?.urn ?? '')?.crosswalk.find(({ ref }) => ref === one.requirement_id)
    expect(back?.urn).toBe(urn(kind, one.requirement_id))
    expect(back?.relationship).toBe(one.relationship)
  })

  it('turns a relationship round when it is read from the other end', () => {
    const rows = packs.crosswalk.content.mappings.filter((row) => row.relationship === 'superset')
    expect(rows.length).toBeGreaterThan(0)
    const inverse = packs.crosswalk.content.relationships.find(({ id }) => id === 'superset')?.inverse
    const doctored = structuredClone(packs)
    const [first] = doctored.crosswalk.content.mappings.filter((m) => m.framework_id === 'nist_ai_rmf_1_0')
    if (!first) throw new Error('no row')
    first.relationship = 'superset'
    const page = pageOf(
      doctored,
      `urn:plumbline:nist-ai-rmf:1.0:subcategory:${first.target_ref.replace(' ', '-')}`,
    )
    expect(page?.crosswalk.find(({ ref }) => ref === first.requirement_id)?.relationship).toBe(inverse)
  })

  it('gives a duty of law every date it can apply from', () => {
    const page = pageOf(packs, 'urn:plumbline:eu-ai-act:2024-1689:obligation:ob_rms')
    expect(page?.law?.dates.map(({ id }) => id).sort()).toEqual(['hr_annex1', 'hr_annex3'])
    expect(page?.related.length).toBeGreaterThan(0)
  })

  it('exists for no other name', async () => {
    expect(pageOf(packs, urn('control', 'A.1.1'))).toBeUndefined()
    await expect(
      product.run('requirement.get', ours.actors.employee, { urn: urn('control', 'A.1.1') }),
    ).rejects.toMatchObject({ kind: 'not-found' })
  })
})

describe('the words of packs and of registers', () => {
  const types = packs.iso_42001.content.record_types.map(({ id }) => id)

  it('name a register for every kind of record, and rename only kinds that exist', () => {
    expect(types.filter((type) => !/^[a-z]+(-[a-z]+)*$/.test(registerOf(type)))).toEqual([])
    expect(renamedRecordTypes.filter((type) => !types.includes(type))).toEqual([])
  })

  it('lead to the registers of the product', () => {
    const registers = modules.flatMap((module) => module.registers.map(({ register }) => register.name))
    const reached = new Set(types.map(registerOf))
    expect(reached).toContain('ai-system')
    expect(registerOf('role_determination')).toBe('determination')
    // Same word, other thing: in the packs an obligation is what a law asks for, here it is work that is due.
    expect(registerOf('obligation')).not.toBe('obligation')
    const sameWord = registers.filter((name) => types.includes(name.replaceAll('-', '_')))
    expect(sameWord.filter((name) => name !== 'obligation' && !reached.has(name))).toEqual([])
  })
})

describe('lists', () => {
  it('find by words, and bring the headings of what was found', async () => {
    const found = await product.run<{ items: { ref: string }[]; groups: { id: string }[] }>(
      'requirement.list',
      ours.actors.employee,
      { framework: 'iso-42001-2023', kind: 'control', q: 'impact assess' },
    )
    expect(found.items.map(({ ref }) => ref)).toContain('A.5.2')
    expect(found.groups.map(({ id }) => id)).toContain('A.5')
    expect(found.groups.map(({ id }) => id)).not.toContain('4')
  })

  it('bring the 78 scenarios, and those of a category, stage and control', async () => {
    const all = await product.run<{ items: unknown[] }>('scenario.list', ours.actors.employee)
    expect(all.items).toHaveLength(78)
    const some = await product.run<{ items: { id: string }[] }>('scenario.list', ours.actors.employee, {
      category: 'BIA',
      stage: 'verification',
      control: 'A.7.4',
    })
    expect(some.items.map(({ id }) => id)).toContain('BIA-01')
    expect(some.items.length).toBeLessThan(10)
  })

  it('page the crosswalk without a gap', async () => {
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const page = await product.run<{ items: { id: string }[]; next_cursor: string | null }>(
        'crosswalk.list',
        ours.actors.employee,
        { limit: '200', ...(cursor ? { cursor } : {}) },
      )
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.next_cursor ?? undefined
    } while (cursor)
    expect(ids).toEqual(packs.crosswalk.content.mappings.map(({ id }) => id))
  })
})
