import { z } from 'zod'
import { queryOperation } from '../../kernel/contract/operation.ts'

export { type ControlFrequency, control, controlFrequencies } from './control.ts'

/** What a control can say it meets; the same for every organization, because it comes with the product. */
export const listRequirements = queryOperation({
  name: 'control.requirements',
  method: 'GET',
  path: '/controls/requirements',
  summary: 'List the requirements of the loaded packs that a control can meet',
  permission: 'control:read',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(z.object({ urn: z.string(), id: z.string(), framework: z.string(), title: z.string() })),
  }),
})
