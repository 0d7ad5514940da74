import { sql } from 'kysely'
import type { FirstStep, FirstStepStanding } from '../../platform/work/first-step.ts'

export const aiSystemSteps: readonly FirstStep[] = [
  {
    name: 'add-ai-systems',
    permission: 'ai-system:write',
    standing: sql<FirstStepStanding>`
      select exists (select from app.ai_system where archived_at is null) as done, null::uuid as record_id`,
  },
]
