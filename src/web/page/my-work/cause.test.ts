import { describe, expect, it } from 'vitest'
import { rememberTitles } from '../../client/titles.ts'
import { setFormats } from '../../messages/format.ts'
import { addMessages } from '../../messages/message.ts'
import { causeText, dueText, remarksOf } from './cause.ts'
import type { WorkItem } from './work-item.ts'

setFormats({ locale: 'en-GB', time_zone: 'UTC' })

const me = '01a00000-0000-7000-8000-000000000001'
const other = '01a00000-0000-7000-8000-000000000002'

const item = (more: Partial<WorkItem> = {}): WorkItem => ({
  source: 'obligation',
  kind: 'review',
  group: 'this_week',
  id: '01a00000-0000-7000-8000-000000000003',
  version: 1,
  title: 'AI system architecture',
  subject: null,
  assignee_id: me,
  role: null,
  due_on: '2026-11-24',
  legal_clock: false,
  since: '2026-11-20T09:00:00.000Z',
  cause: { key: 'cadence', facts: { cadence_id: 'RC01', interval_days: 91 } },
  requirement_ids: [],
  operations: ['obligation.complete'],
  outcomes: ['done', 'no_change'],
  days_overdue: 0,
  escalation_level: 0,
  missed_in_a_row: 0,
  ...more,
})

describe('why something waits', () => {
  it('says how often a cadence looks, and when it last did', () => {
    expect(causeText(item())).toBe('Looked at every quarter; nobody has yet.')
    const facts = { cadence_id: 'RC01', interval_days: 91, last_ended_on: '2026-08-25' }
    expect(causeText(item({ cause: { key: 'cadence', facts } }))).toBe(
      'Looked at every quarter; the last time was 25 Aug 2026.',
    )
    const sooner = { ...facts, because: ['new_version', 'changed'] }
    expect(causeText(item({ cause: { key: 'cadence', facts: sooner } }))).toBe(
      'Looked at every quarter; this time sooner: a new version was released, it was changed in what matters.',
    )
  })

  it('names fields by the labels of the register they belong to, which need not be the subject’s', () => {
    addMessages({ 'ai-system.ai_roles.label': 'AI roles', 'determination.ai_roles.label': 'ISO roles' })
    const subject = { id: other, register: 'determination', title: 'EU AI Act: Gate', state: 'approved' }
    const changed = (facts: object) =>
      causeText(item({ subject, cause: { key: 'changed', facts: { fields: ['ai_roles'], ...facts } } }))
    expect(changed({ fields_of: 'ai-system' })).toBe('Changed since it was last looked at: AI roles.')
    expect(changed({})).toBe('Changed since it was last looked at: ISO roles.')
    expect(changed({ fields: [] })).toBe(
      'The rules that it rests on have changed since it was decided, and the same answers give another result.',
    )
  })

  it('says who gave it when nothing else did, and takes the words of other modules', () => {
    expect(causeText(item({ cause: null }))).toBe('Given by hand on 20 Nov 2026.')
    const told = item({ cause: { key: 'supplier_changed', facts: { supplier: 'Acme' } } })
    expect(causeText(told)).toBe('Supplier changed')
    addMessages({ 'work.cause.supplier_changed': '{supplier} changed its model.' })
    expect(causeText(told)).toBe('Acme changed its model.')
  })
})

describe('when and for whom', () => {
  it('names the day, or how late it is', () => {
    expect(dueText(item())).toBe('Due 24 Nov 2026')
    expect(dueText(item({ group: 'today' }))).toBe('Due today')
    expect(dueText(item({ group: 'overdue', days_overdue: 1 }))).toBe('1 day overdue')
    expect(dueText(item({ group: 'undated', due_on: null }))).toBe('Waits since 20 Nov 2026')
  })

  it('says what is missed, what the law sets, and whose duty has come to the person', () => {
    rememberTitles({ [other]: 'Grace Hopper' })
    expect(remarksOf(item(), me)).toEqual([])
    expect(
      remarksOf(item({ missed_in_a_row: 3, legal_clock: true, requirement_ids: ['9.1', 'A.6.2.6'] }), me),
    ).toEqual(['Missed 3 times in a row', 'Set by law', 'Supports 9.1, A.6.2.6'])
    expect(remarksOf(item({ assignee_id: other }), me)).toEqual(['Escalated: Grace Hopper has not done it'])
    expect(remarksOf(item({ assignee_id: null, role: 'risk-owner' }), me)).toEqual([
      'For anyone with the role Risk owner',
    ])
    expect(remarksOf(item({ assignee_id: null }), me)).toEqual(['Nobody is assigned'])
  })
})
