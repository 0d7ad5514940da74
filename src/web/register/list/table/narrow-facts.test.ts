import { describe, expect, it } from 'vitest'
import { aiSystem } from '../../../../modules/ai-system/ai-system.ts'
import { control } from '../../../../modules/control/control.ts'
import { treatmentAction } from '../../../../modules/risk/treatment/treatment-action.ts'
import { soaRow } from '../../../../modules/statement-of-applicability/decision/soa-row.ts'
import type { Row } from '../../row.ts'
import { isHeaded, narrowFacts } from './narrow-facts.ts'

const row = (values: Record<string, unknown>) =>
  ({ id: 'one', state: 'current', owner_id: null, ...values }) as unknown as Row

describe('what a phone says of a record', () => {
  it('is the decision of a row of the statement, undecided or not, and how far it is', () => {
    const { columns } = soaRow.list
    const open = row({ applicable: null, status: null, justification: null })
    expect(narrowFacts(soaRow, open, columns)).toEqual(['applicable'])
    const decided = row({ applicable: true, status: 'partial', justification: 'Why', owner_id: 'someone' })
    expect(narrowFacts(soaRow, decided, columns)).toEqual(['applicable', 'status', 'owner_id'])
    expect(narrowFacts(soaRow, row({ applicable: false, justification: 'Why' }), columns)).toEqual([
      'applicable',
      'justification',
    ])
    expect(isHeaded(soaRow.fields.applicable, true)).toBe(false)
  })

  it('begins with the state, and ends with the one value that may be long', () => {
    const system = row({ name: 'x', unit_id: 'unit', lifecycle_stage: 'operation', state: 'draft' })
    expect(narrowFacts(aiSystem, system, aiSystem.list.columns)).toEqual([
      'state',
      'lifecycle_stage',
      'unit_id',
    ])
    const kept = row({ name: 'x', reference: 'C-01', kind: 'preventive', state: 'operating' })
    expect(narrowFacts(control, kept, control.list.columns)).toEqual(['state', 'kind', 'reference'])
  })

  it('has room for the day that a list is sorted by, and then for one thing more', () => {
    const action = row({ title: 'x', risk_id: 'risk', option: 'reduce', due_on: '2026-12-01', state: 'open' })
    expect(narrowFacts(treatmentAction, action, treatmentAction.list.columns)).toEqual([
      'state',
      'due_on',
      'risk_id',
    ])
  })
})
