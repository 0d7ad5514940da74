import { describe, expect, it } from 'vitest'
import { itemUrn } from '../../../kernel/pack/manifest.ts'
import { packItems } from '../../../kernel/pack/pack.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import { changeWords, itemName } from './item-words.ts'

const { manifest } = shippedPacks().iso_42001

describe('an item of a pack', () => {
  it('is named as one thing, not as its collection', () => {
    expect(itemName(itemUrn(manifest, 'control', 'A.10.4'), 'A.10.4')).toEqual({
      kind: 'Control',
      number: 'A.10.4',
    })
  })

  it('that stands alone is named once', () => {
    const scoring = packItems(shippedPacks().impact_assessment).find(({ id }) => id === 'scoring')
    expect(itemName(scoring?.urn ?? '', 'scoring')).toEqual({ kind: 'Scoring', number: null })
  })

  it('says what became of a field', () => {
    expect(changeWords('title', { title: 'Old' }, { title: 'New' })).toBe('Title: Old → New')
  })
})
