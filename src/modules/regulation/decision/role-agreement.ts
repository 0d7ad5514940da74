import type { Answers } from '../question/answer.ts'
import type { AiRole } from '../question/role-questions.ts'

/**
 * Roles of ISO/IEC 42001 beside the roles of the EU AI Act that speak of the same. Partners and authorised
 * representatives stand on neither side: the other vocabulary has no word for them.
 */
const sides: readonly { readonly iso: readonly AiRole[]; readonly law: readonly string[] }[] = [
  {
    iso: ['provider', 'producer', 'developer'],
    law: ['provider', 'importer', 'distributor', 'product_manufacturer', 'gpai_model_provider'],
  },
  { iso: ['user'], law: ['deployer'] },
]

/**
 * Whether the answers of a classification under the EU AI Act say already what these ISO roles say: whether the
 * organization supplies or answers for the system, and whether it uses it. Answers that never came to its roles rest
 * on none.
 */
export function agreesWithAnswers(answers: Answers, roles: readonly string[]): boolean {
  const said = answers.roles
  if (!Array.isArray(said)) return true
  return sides.every(
    ({ iso, law }) => iso.some((role) => roles.includes(role)) === law.some((role) => said.includes(role)),
  )
}
