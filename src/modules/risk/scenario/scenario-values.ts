import { z } from 'zod'

/** What a content update changed of a scenario, by the field of the risk that was begun with it. */
export const scenarioChange = z.object({ field: z.string(), before: z.json(), after: z.json() })
export type ScenarioChange = z.infer<typeof scenarioChange>
