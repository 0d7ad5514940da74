import type { RecordOf } from '../../kernel/register/register.ts'
import type { SignOff } from './decision/sign-off.ts'
import type { determination } from './determination.ts'
import type { Answers } from './question/classification.ts'
import type { Outcome } from './question/outcome.ts'
import type { AskedQuestion } from './question/questionnaire.ts'
import type { Basis } from './staleness/basis.ts'

/** A determination with what its register hides: answers, basis and outcome as they were given and found. */
export type Determination = RecordOf<typeof determination> & {
  answers: Answers
  basis: Basis
  outcome: Outcome
  sign_offs: SignOff[]
  /** The questions as they were worded, with the options that were chosen. */
  questions: AskedQuestion[]
}

/** The tables this module owns; its handlers can touch no other. */
export interface RegulationTables {
  'app.determination': Determination & { organization_id: string }
}
