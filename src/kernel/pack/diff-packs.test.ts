import { describe, expect, it } from 'vitest'
import { diffPacks } from './diff-packs.ts'
import type { Pack } from './pack.ts'

const older: Pack<'nist_ai_rmf'> = {
  manifest: {
    urn: 'urn:plumbline:pack:nist-ai-rmf:1.0',
    id: 'nist-ai-rmf-1.0',
    kind: 'nist_ai_rmf',
    version: '1.0.0',
    title: 'Framework',
    publisher: 'NIST',
    language: 'en',
    licence_note: 'Public domain.',
    notes: [],
    sources: [{ fact: 'all', confidence: 'high', basis: 'source' }],
  },
  content: {
    functions: [{ id: 'GOVERN', intent: 'Lead.' }],
    categories: [{ id: 'GOVERN 1', function_id: 'GOVERN', intent: 'Rules.' }],
    subcategories: [
      { id: 'GOVERN 1.1', category_id: 'GOVERN 1', outcome: 'Know the law.', record_type: 'obligation' },
      { id: 'GOVERN 1.2', category_id: 'GOVERN 1', outcome: 'Set goals.', record_type: 'policy_document' },
    ],
    characteristics: [{ id: 'safe', title: 'Safe' }],
    generative_risk_tags: [],
    maturity_levels: [],
  },
}

function newer(change: (content: (typeof older)['content']) => void): Pack<'nist_ai_rmf'> {
  const pack = structuredClone(older)
  pack.manifest.version = '1.1.0'
  change(pack.content)
  return pack
}

describe('the difference between two versions of a pack', () => {
  it('is empty when only the version or the order of fields changed', () => {
    const same = newer((content) => {
      content.functions = [{ intent: 'Lead.', id: 'GOVERN' }]
    })
    expect(diffPacks(older, same)).toEqual({
      pack_urn: 'urn:plumbline:pack:nist-ai-rmf:1.0',
      from_version: '1.0.0',
      to_version: '1.1.0',
      from_law_state_date: null,
      to_law_state_date: null,
      added: [],
      removed: [],
      changed: [],
      reordered_collections: [],
    })
  })

  it('lists what is added, removed and changed, with before and after', () => {
    const diff = diffPacks(
      older,
      newer((content) => {
        content.subcategories = [
          {
            id: 'GOVERN 1.1',
            category_id: 'GOVERN 1',
            outcome: 'Write the law down.',
            record_type: 'obligation',
          },
          { id: 'GOVERN 1.3', category_id: 'GOVERN 1', outcome: 'New.', record_type: 'risk' },
        ]
      }),
    )
    expect(diff.added.map((item) => item.urn)).toEqual([
      'urn:plumbline:nist-ai-rmf:1.0:subcategory:GOVERN-1.3',
    ])
    expect(diff.removed.map((item) => item.id)).toEqual(['GOVERN 1.2'])
    expect(diff.changed).toMatchObject([
      {
        id: 'GOVERN 1.1',
        fields: ['outcome'],
        before: { outcome: 'Know the law.' },
        after: { outcome: 'Write the law down.' },
      },
    ])
  })

  it('names collections whose items stand in another order', () => {
    const reversed = newer((content) => content.subcategories.reverse())
    expect(diffPacks(older, reversed)).toMatchObject({
      changed: [],
      reordered_collections: ['subcategories'],
    })
  })

  it('mirrors when the versions change places', () => {
    const other = newer((content) => content.characteristics.push({ id: 'fair', title: 'Fair' }))
    expect(diffPacks(other, older).removed).toEqual(diffPacks(older, other).added)
  })

  it('refuses to compare two different packs', () => {
    const other = structuredClone(older)
    other.manifest.urn = 'urn:plumbline:pack:nist-ai-rmf:2.0'
    expect(() => diffPacks(older, other)).toThrow(/nist-ai-rmf:2.0/)
  })
})
