import type { AnyRegister } from '../../../kernel/register/register.ts'
import { t } from '../../messages/message.ts'
import { guidanceOf } from '../../messages/words.ts'
import { Fold } from '../../ui/fold.tsx'
import { Guidance } from '../guidance.tsx'
import styles from './record-guidance.module.css'

/** Help with the register, folded away for those who know it. */
export function RecordGuidance({ register }: { register: AnyRegister }) {
  if (guidanceOf(register).length === 0) return null
  return (
    <Fold title={t('guidance.title')} className={styles.guidance}>
      <div className={styles.body}>
        <Guidance register={register} />
      </div>
    </Fold>
  )
}
