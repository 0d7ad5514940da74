import { expect, it } from 'vitest'
import { scenarioTaxonomy } from './ai-risk.ts'

it('lays scenarios out by category and stage, and keeps empty cells', () => {
  const scenarios = [
    { id: 'BIA-01', category_id: 'BIA', stages: ['data', 'operation'] },
    { id: 'BIA-02', category_id: 'BIA', stages: ['data'] },
    { id: 'PRI-01', category_id: 'PRI', stages: ['operation'] },
  ]
  expect(
    scenarioTaxonomy([{ id: 'BIA' }, { id: 'PRI' }], [{ id: 'data' }, { id: 'operation' }], scenarios),
  ).toEqual([
    { category_id: 'BIA', stage: 'data', scenario_ids: ['BIA-01', 'BIA-02'] },
    { category_id: 'BIA', stage: 'operation', scenario_ids: ['BIA-01'] },
    { category_id: 'PRI', stage: 'data', scenario_ids: [] },
    { category_id: 'PRI', stage: 'operation', scenario_ids: ['PRI-01'] },
  ])
})
