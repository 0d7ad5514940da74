import { sql } from 'kysely'
import type { FirstStep, FirstStepStanding } from '../../platform/work/first-step.ts'
import { firstSystem } from '../ai-system/first-system.ts'

export const regulationSteps: readonly FirstStep[] = [
  {
    name: 'determine-roles',
    permission: 'determination:determine',
    after: ['add-ai-systems'],
    standing: sql<FirstStepStanding>`
      select exists (
        select from app.determination
        where kind = 'iso_roles' and state <> 'draft' and archived_at is null
      ) as done, ${firstSystem}`,
  },
]
