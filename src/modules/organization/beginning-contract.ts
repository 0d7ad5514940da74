import { z } from 'zod'
import { queryOperation } from '../../kernel/contract/operation.ts'
import { titles } from '../../kernel/register/answer.ts'
import { firstSteps } from '../../platform/work/first-step.ts'

const id = z.uuid()

/** `waiting`: another step comes first. */
export const stepStates = ['done', 'next', 'waiting'] as const

export const getBeginning = queryOperation({
  name: 'beginning.get',
  method: 'GET',
  path: '/beginning',
  summary: 'Read what a new organization does first: what is done, what is next and for whom each step waits',
  permission: 'beginning:read',
  input: z.strictObject({}),
  output: z.object({
    steps: z.array(
      z.object({
        name: z.enum(firstSteps),
        state: z.enum(stepStates),
        /** Steps that come first and are not done. */
        after: z.array(z.enum(firstSteps)),
        /** Whether you may take it. */
        may: z.boolean(),
        /** Access roles whose holders may take it. */
        roles: z.array(z.string()),
        /** Some of the people who hold one of them; none: it waits for somebody to be invited. */
        people: z.array(id),
        /** The record on which it is taken; null while there is none. */
        record_id: id.nullable(),
      }),
    ),
    titles,
  }),
})
