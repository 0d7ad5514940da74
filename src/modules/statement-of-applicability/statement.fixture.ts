import type { Statement, StatementRow } from './statement.ts'

const document = {
  id: '00000000-0000-7000-8000-000000000001',
  title: 'Scope',
  edition: '1',
  approved_on: '2026-11-01',
}

/** A row that is decided: included, with a reason and an origin. */
export const includedRow = (over: Partial<StatementRow> = {}): StatementRow => ({
  id: '00000000-0000-7000-8000-00000000000a',
  requirement: 'urn:plumbline:iso-42001:2023:control:A.2.2',
  reference: 'A.2.2',
  title: 'AI policy',
  area_id: 'A.2',
  objective_id: 'A.2',
  applicable: true,
  justification: 'Everyone needs one.',
  status: 'operating',
  owner_id: '00000000-0000-7000-8000-0000000000ff',
  origins: [
    {
      id: '00000000-0000-7000-8000-0000000000aa',
      kind: 'own_decision',
      record_id: null,
      record_title: null,
      requirement: null,
      requirement_title: null,
      reference: 'Decision of the board',
    },
  ],
  controls: [
    {
      id: '00000000-0000-7000-8000-0000000000cc',
      name: 'Policy review',
      reference: 'C-1',
      state: 'operating',
      operating_rating: 3,
    },
  ],
  answers: [],
  ...over,
})

/** A statement on which nothing is missing. */
export const wholeStatement = (
  rows: readonly StatementRow[] = [includedRow()],
  over: Partial<Statement> = {},
): Statement => ({
  format: 1,
  organization_name: 'Example',
  pack: {
    urn: 'urn:plumbline:pack:iso-42001:2023',
    title: 'ISO/IEC 42001',
    version: '1.0.0',
    licence_note: 'Hold a copy.',
  },
  basis: {
    scope: document,
    policies: [{ ...document, title: 'AI policy' }],
    criteria: { ...document, title: 'Criteria' },
  },
  areas: [
    { id: 'A.2', title: 'Policies', objectives: [{ id: 'A.2', title: 'Policies', intent: 'Direction' }] },
  ],
  rows: [...rows],
  ...over,
})
