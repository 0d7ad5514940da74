import { describe, expect, it } from 'vitest'
import { spoken, spokenOne } from './spoken.ts'

describe('a name', () => {
  it('is said in words, abbreviations as they are written', () => {
    expect(['ai-systems', 'in_review', 'soa-row', 'gpai_model_provider'].map(spoken)).toEqual([
      'AI systems',
      'in review',
      'SoA row',
      'GPAI model provider',
    ])
  })

  it('has the article that its sound asks for, and none when it is said of many only', () => {
    const registers = [
      { name: 'ai-system', plural: 'ai-systems' },
      { name: 'obligation', plural: 'obligations' },
      { name: 'soa-row', plural: 'soa-rows' },
      { name: 'risk', plural: 'risks' },
      { name: 'risk-criteria', plural: 'risk-criteria' },
    ]
    expect(registers.map(spokenOne)).toEqual([
      'an AI system',
      'an obligation',
      'an SoA row',
      'a risk',
      'risk criteria',
    ])
  })
})
