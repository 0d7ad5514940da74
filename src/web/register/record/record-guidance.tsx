import { IconChevronRight } from '@tabler/icons-react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { t } from '../../messages/message.ts'
import { guidanceOf } from '../../messages/words.ts'
import { Guidance } from '../guidance.tsx'
import styles from './record-guidance.module.css'

/** Help with the register, folded away for those who know it. */
export function RecordGuidance({ register }: { register: AnyRegister }) {
  if (guidanceOf(register).length === 0) return null
  return (
    <details className={styles.guidance}>
      <summary>
        <IconChevronRight size={16} stroke={1.75} />
        {t('guidance.title')}
      </summary>
      <div className={styles.body}>
        <Guidance register={register} />
      </div>
    </details>
  )
}
