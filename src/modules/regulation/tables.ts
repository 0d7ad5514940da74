import type { RecordOf } from '../../kernel/register/register.ts'
import type { Basis } from './basis.ts'
import type { Answers } from './classification.ts'
import type { determination } from './determination.ts'
import type { Outcome } from './outcome.ts'
import type { AskedQuestion } from './questionnaire.ts'
import type { SignOff } from './sign-off.ts'

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
