import { type Issue, OperationError } from '../../kernel/contract/error.ts'
import type { WriteRules } from '../../platform/registers/write/write-rules.ts'
import { todayIn } from '../../platform/work/today.ts'
import type { control } from './control.ts'
import { ratingProblem } from './rules.ts'
import type { ControlTables } from './tables.ts'

const refusal = (issue: Issue) =>
  new OperationError('invalid-input', `Nothing was changed. ${issue.path}: ${issue.message}.`, {
    issues: [issue],
  })

/** What is special about writing controls: ratings are reasoned, and operation has an owner. */
export const controlRules: WriteRules<typeof control, ControlTables> = {
  check: async (tx, after) => {
    const problem = ratingProblem(after, await todayIn(tx))
    if (problem) throw refusal({ path: problem.field, message: problem.message })
  },
  guards: {
    operate: async (_tx, record) => {
      if (!record.owner_id) return 'a control in operation has an owner. Name one first.'
      if (!record.frequency)
        return 'a control in operation says how often it is carried out. Set its frequency first.'
      return undefined
    },
  },
}
