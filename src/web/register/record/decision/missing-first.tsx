import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { t } from '../../../messages/message.ts'
import { transitionOf } from '../../../messages/words.ts'
import type { WholeRecord } from '../../row.ts'
import { settledOnPage } from '../module-sections.tsx'
import styles from './missing-first.module.css'
import { useSteps } from './use-steps.ts'
import { goToWhereSettled } from './where-settled.ts'

/** What is missing before a record can be led onward, said before anybody tries, and where it is settled. */
export function MissingFirst({ register, record }: { register: AnyRegister; record: WholeRecord }) {
  const { primary, obstacleTo } = useSteps(register, record, undefined)
  if (primary === undefined) return null
  const { verb } = primary
  const reason = obstacleTo(verb)
  if (reason === undefined) return null
  return (
    <p className={styles.missing}>
      {t('decision.before', { verb: transitionOf(register, verb), reason })}{' '}
      {settledOnPage(register, verb) ? (
        <button type="button" className={styles.lead} onClick={() => goToWhereSettled(verb)}>
          {t('decision.lead')}
        </button>
      ) : null}
    </p>
  )
}
