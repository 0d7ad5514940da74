import type { AnyRegister } from '../../../kernel/register/register.ts'
import { stateOf } from '../../messages/words.ts'
import { StateMark } from '../../ui/mark/state-mark.tsx'

/** The state of a record: its word, with the mark of its tone. */
export const RecordState = ({ register, state }: { register: AnyRegister; state: string }) => (
  <StateMark tone={register.lifecycle.states[state]?.tone ?? 'neutral'}>
    {stateOf(register.name, state)}
  </StateMark>
)
