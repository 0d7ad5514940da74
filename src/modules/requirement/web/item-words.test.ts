import { describe, expect, it } from 'vitest'
import { changeWords, itemName } from './item-words.ts'

describe('an item of a pack', () => {
  it('is named as one thing, not as its collection', () => {
    expect(itemName('urn:plumbline:iso-42001:2023:control:A.10.4', 'A.10.4')).toEqual({
      kind: 'Control',
      number: 'A.10.4',
    })
  })

  it('that stands alone is named once', () => {
    expect(itemName('urn:plumbline:impact-assessment:scoring:scoring', 'scoring')).toEqual({
      kind: 'Scoring',
      number: null,
    })
  })

  it('says what became of a field', () => {
    expect(changeWords('title', { title: 'Old' }, { title: 'New' })).toBe('Title: Old → New')
  })
})
