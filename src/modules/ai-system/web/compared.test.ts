import { describe, expect, it } from 'vitest'
import { differingFields, proposed, takenValues } from './compared.ts'

const a = { id: 'a', version: 1, name: 'Chat', outputs: null, ai_roles: ['user'], reference: 'R1' }
const b = { id: 'b', version: 4, name: 'Chat', outputs: 'Answers', ai_roles: ['user'], reference: 'R2' }

describe('comparing suspected duplicates', () => {
  it('finds the fields in which they differ', () => {
    expect(differingFields([a, b])).toEqual(['reference', 'outputs'])
    expect(differingFields([a, { ...a, id: 'c' }])).toEqual([])
  })

  it('proposes to take what the kept one does not know, never to replace what it knows', () => {
    expect(proposed([a, b], 'a')).toEqual({ outputs: 'b' })
    expect(proposed([a, b], 'b')).toEqual({})
  })

  it('sends only values that change the kept one', () => {
    expect(takenValues([a, b], 'a', { outputs: 'b', reference: 'a', ai_roles: 'b' })).toEqual({
      outputs: 'Answers',
    })
    expect(takenValues([a, b], 'b', { outputs: 'a' })).toEqual({ outputs: null })
  })
})
